"""Wrong programs, one at a time, as a plugin of pytest: `WAGESDESK_MUTANT=name pytest -p tests.mutants ...`.

Each breaks one promise of the journal in the way that is easiest to slip into. A suite that is green with one of them
proves nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select

from wagesdesk.models import journal, merge, trust
from wagesdesk.models.base import entry_table, erased_table
from wagesdesk.models.entry import Entry, new_entry
from wagesdesk.models.journal import Chain, Spell
from wagesdesk.models.vault import Vault

Patch = Callable[[pytest.MonkeyPatch], object]


def _no_dedupe(patch: pytest.MonkeyPatch) -> None:
    """What is held already is taken in again."""
    patch.setattr(merge, "held_ids", lambda _connection, _wanted: set())


def _no_parents(patch: pytest.MonkeyPatch) -> None:
    """An entry does not say what it replaced."""

    def orphan(**said: Any) -> Entry:
        return new_entry(**{**said, "parents": dict.fromkeys(said["parents"], ())})

    patch.setattr(journal, "new_entry", orphan)


def _one_writer(patch: pytest.MonkeyPatch) -> None:
    """An unlock goes on under the name of the one before, at the end of the chain as this copy knows it."""
    real = Vault._new_spell  # noqa: SLF001

    def resumed(vault: Vault, connection: Connection) -> Spell:
        spell = real(vault, connection)
        own = select(entry_table).where(entry_table.c.via.is_(None))
        last = connection.execute(own.order_by(entry_table.c.n.desc()).limit(1)).first()
        if last is None:
            return spell
        return replace(spell, writer=last.writer, chain=Chain(last.seq + 1, last.id, spell.chain.hlc))

    patch.setattr(Vault, "_new_spell", resumed)


def _forgotten_erasure(patch: pytest.MonkeyPatch) -> None:
    """Values are taken away, but nobody remembers whose."""
    real = merge.erase_values

    def once(connection: Connection, eid: str) -> set[tuple[str, str]]:
        touched = real(connection, eid)
        connection.execute(delete(erased_table))
        return touched

    patch.setattr(merge, "erase_values", once)


def _trusted_sender(patch: pytest.MonkeyPatch) -> None:
    """Whatever a trusted machine brings counts, whoever wrote it."""

    def brought(
        _connection: Connection, at: trust.Judge, sender: str, asked: Collection[Entry], _batch: Collection[Entry]
    ) -> set[str]:
        return {one.id for one in asked} if at.origin(sender).kind else set()

    patch.setattr(trust, "counting", brought)


MUTANTS: dict[str, Patch] = {
    "dedupe_skipped": _no_dedupe,
    "parents_dropped": _no_parents,
    "writer_reused": _one_writer,
    "erased_set_ignored": _forgotten_erasure,
    "filter_by_sender": _trusted_sender,
}


@pytest.fixture(autouse=True, scope="session")
def _mutant() -> Iterable[None]:
    with pytest.MonkeyPatch.context() as patch:
        MUTANTS[os.environ["WAGESDESK_MUTANT"]](patch)
        yield
