"""The journal and the tables are looked through after each unlock, a piece at a time, and what differs is put right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from wagesdesk.errors import VaultDamaged
from wagesdesk.models import proving
from wagesdesk.models.proving import JOURNAL_CHANGED, TABLES_MENDED, Piece
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import Changes

__all__ = ["JOURNAL_CHANGED", "TABLES_MENDED", "Found", "Proof", "seen"]

_Look = Callable[[Connection, Any], Piece]
_STAGES: tuple[tuple[_Look, Any], ...] = (
    (proving.consents, ""), (proving.chains, 0), (proving.people, ""), (proving.records, ""),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """`codes` are for `problems.describe_notice`; `changes` is what is shown otherwise now."""

    codes: tuple[str, ...]
    changes: Changes


class Proof:
    """How far the look at one open vault is: consents first, then the journal, then everything else."""

    def __init__(self) -> None:
        self._stage = 0
        self._after: Any = _STAGES[0][1]

    @property
    def done(self) -> bool:
        return self._stage == len(_STAGES)

    def go_on(self, vault: Vault) -> Found | None:
        """Look at what somebody doubted, else at the next piece; some hundredths of a second. What was found, if
        anything: it stands in `vault.notices` until `seen`. A job. VaultBusy, DiskFull: this piece comes once more."""
        if doubted := frozenset(vault.doubted):
            mended = _mend(vault, Piece(None, differing=doubted))
            vault.doubted -= doubted
            return mended
        look, _first = _STAGES[self._stage]
        try:
            with vault.read() as db:
                piece = look(db.connection(), self._after)
        except VaultDamaged:
            self._stage = len(_STAGES)
            return _tell(vault, (JOURNAL_CHANGED,), frozenset())
        found = _mend(vault, piece) if piece.broken or piece.differing else None
        self._after = piece.after
        if piece.after is None:
            self._stage += 1
            self._after = None if self.done else _STAGES[self._stage][1]
        return found


def _mend(vault: Vault, piece: Piece) -> Found:
    with vault.local() as connection:
        codes = proving.mend(connection, piece)
    return _tell(vault, codes, frozenset(kind for kind, _eid in piece.differing))


def _tell(vault: Vault, codes: tuple[str, ...], kinds: frozenset[str]) -> Found:
    vault.notices = (*vault.notices, *(code for code in codes if code not in vault.notices))
    return Found(codes, Changes(kinds))


def seen(vault: Vault, code: str) -> None:
    """Somebody read that this was found: the next unlock does not tell it again."""
    with vault.local() as connection:
        proving.seen(connection, code)
    vault.notices = tuple(one for one in vault.notices if one != code)
