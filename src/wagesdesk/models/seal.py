"""The seal: says at unlock whether the vault is at least as new as when it was last locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

FILE = "seal.json"


class SealState(Enum):
    MISSING = "missing"
    SAME = "same"
    AHEAD = "ahead"  # a crash after the last seal: fine
    BEHIND = "behind"  # an older copy: told
    BROKEN = "broken"  # not ours, or altered: told


@dataclass(frozen=True)
class SealCheck:
    """`behind`: writers whose sealed head the vault does not hold. `unlocks_behind`: unlocks that the vault does not know of."""

    state: SealState
    behind: tuple[str, ...] = ()
    unlocks_behind: int = 0


def key_from(data_key: bytes) -> bytes:
    """The seal's own key."""
    raise NotImplementedError


def write(folder: Path, seal_key: bytes, heads: Mapping[str, tuple[int, str]], unlocks: int) -> None:
    """Seal `heads` (writer -> sequence number and id of its last entry) and the count of unlocks, beside CURRENT."""
    raise NotImplementedError


def check(folder: Path, seal_key: bytes, heads: Mapping[str, tuple[int, str]], unlocks: int) -> SealCheck:
    """Compare the vault's heads with the sealed ones."""
    raise NotImplementedError


def carry(folder: Path, old_key: bytes, new_key: bytes) -> None:
    """Make a good seal hold under both keys, so that a rotation may stop at any step."""
    raise NotImplementedError
