"""The seal: says at unlock whether the vault is at least as new as when it was last locked.

It catches an older database put in the place of a newer one. It cannot catch a rollback of the whole folder.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from wagesdesk.models import cipher
from wagesdesk.models.entry import canonical
from wagesdesk.models.folder import atomic_write

FILE = "seal.json"
_FORMAT = 1
_MACS = "macs"


class SealState(Enum):
    MISSING = "missing"
    SAME = "same"
    AHEAD = "ahead"  # the vault holds all that was sealed, and more: a crash, fine
    BEHIND = "behind"  # something that was sealed is not in the vault: told
    BROKEN = "broken"  # not sealed by this vault, or altered: told


@dataclass(frozen=True)
class SealCheck:
    """`behind`: writers whose sealed head the vault lacks. `unlocks_behind`: how many unlocks it does not know of."""

    state: SealState
    behind: tuple[str, ...] = ()
    unlocks_behind: int = 0


def key_from(data_key: bytes) -> bytes:
    """The seal's own key, 32 bytes."""
    return cipher.derive(data_key, "seal 1")


def write(folder: Path, seal_key: bytes, heads: Mapping[str, tuple[int, str]], unlocks: int) -> None:
    """Seal `heads` (writer -> sequence number and id of its last entry) and the count of unlocks, beside CURRENT."""
    body: dict[str, object] = {
        "format": _FORMAT,
        "heads": {w: list(head) for w, head in heads.items()},
        "unlocks": unlocks,
    }
    _write(folder, body, [_mac(body, seal_key)])


def check(folder: Path, seal_key: bytes, heads: Mapping[str, tuple[int, str]], unlocks: int) -> SealCheck:
    """Compare the vault's heads and unlock count with the sealed ones. VaultReadOnly when the file may not be read.

    A writer that went on since is ahead; that its chain holds the sealed entry is for the check of the chain.
    """
    with cipher.guarded():
        if not (folder / FILE).exists():
            return SealCheck(SealState.MISSING)
    body = _read(folder, seal_key)
    if body is None:
        return SealCheck(SealState.BROKEN)
    sealed: dict[str, list[Any]] = body["heads"]
    behind = tuple(sorted(writer for writer, head in sealed.items() if _lacks(heads.get(writer), head)))
    missed = max(0, body["unlocks"] - unlocks)
    if behind or missed:
        return SealCheck(SealState.BEHIND, behind, missed)
    same = body["unlocks"] == unlocks and sealed == {writer: list(head) for writer, head in heads.items()}
    return SealCheck(SealState.SAME if same else SealState.AHEAD)


def _lacks(held: tuple[int, str] | None, sealed: list[Any]) -> bool:
    number, entry = sealed
    return held is None or bool(held[0] < number or (held[0] == number and held[1] != entry))


def carry(folder: Path, old_key: bytes, new_key: bytes) -> None:
    """Make a good seal hold under both keys, so that a rotation may stop at any step; any other is left as it is."""
    body = _read(folder, old_key)
    if body is not None:
        _write(folder, body, [_mac(body, old_key), _mac(body, new_key)])


def _read(folder: Path, seal_key: bytes) -> dict[str, Any] | None:
    """The sealed body, or None when there is no file or no MAC of it is ours."""
    try:
        with cipher.guarded():
            document = json.loads((folder / FILE).read_bytes())
        macs = document.pop(_MACS)
        ours = _mac(document, seal_key)
        good = any(hmac.compare_digest(mac, ours) for mac in macs)
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return document if good else None


def _write(folder: Path, body: dict[str, object], macs: list[str]) -> None:
    atomic_write(folder / FILE, canonical({**body, _MACS: macs}) + b"\n")


def _mac(body: Mapping[str, object], seal_key: bytes) -> str:
    return hmac.digest(seal_key, canonical(body), "sha256").hex()
