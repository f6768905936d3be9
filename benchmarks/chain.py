"""Verifying every chain of a journal, against reading the same rows and hashing their bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import journal_of
from bench import HOW, LARGE, Row, in_turn, waited
from importing import outside, take_in

if TYPE_CHECKING:
    from wagesdesk.models.vault import Vault

ENTRIES = 100_000 if LARGE else 10_000
ROUNDS = 5


def rows() -> Iterator[Row]:
    """A ratio of medians, for which no limit is set: hashing is all that has to be done, reading the headers is most of
    what is."""
    from wagesdesk.models.keys import new_machine_keys

    machine = new_machine_keys()
    with tempfile.TemporaryDirectory() as temporary:
        vault = outside(Path(temporary) / "vault", machine)
        take_in(vault, journal_of.lines(machine, ENTRIES), machine)
        ours, bare = in_turn(ROUNDS, lambda: _verify(vault), lambda: _hash(vault))
        vault.lock()
    yield Row(f"verifying {ENTRIES:,} entries", ours / bare, "times", f"reading and hashing, {bare:.2f} s{HOW}", None)


def _verify(vault: Vault) -> float:
    from wagesdesk.models.proving import verify

    began = waited()
    with vault.read() as db:
        broken = verify(db.connection())
    taken = waited() - began
    if broken:
        raise SystemExit(f"{len(broken)} entries do not hold")
    return taken


def _hash(vault: Vault) -> float:
    with vault.read() as db:
        cursor = db.connection().connection.cursor()
        began = waited()
        cursor.execute('SELECT raw, salt, "values" FROM entry ORDER BY writer, seq, n')
        for raw, salt, values in cursor.fetchall():
            sha256(raw).digest()
            sha256(salt + values).digest()
        return waited() - began
