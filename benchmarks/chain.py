"""Verifying every chain of a journal, against reading the same rows and hashing their bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import journal_of
from bench import HOW, LARGE, Row, in_turn, waited
from importing import empty_vault, take_in

if TYPE_CHECKING:
    from sqlalchemy import Engine

ENTRIES = 100_000 if LARGE else 10_000
ROUNDS = 5


def rows() -> Iterator[Row]:
    """A ratio of medians, for which no limit is set: hashing is all that has to be done, reading the headers is most of
    what is."""
    from wagesdesk.models.keys import new_machine_keys

    machine = new_machine_keys()
    with tempfile.TemporaryDirectory() as temporary:
        engine = empty_vault(Path(temporary) / "vault.db")
        take_in(engine, journal_of.lines(machine, ENTRIES), machine)
        ours, bare = in_turn(ROUNDS, lambda: _verify(engine), lambda: _hash(engine))
        engine.dispose()
    yield Row(f"verifying {ENTRIES:,} entries", ours / bare, "times", f"reading and hashing, {bare:.2f} s{HOW}", None)


def _verify(engine: Engine) -> float:
    from wagesdesk.models.proving import verify

    began = waited()
    with engine.connect() as connection:
        broken = verify(connection)
    taken = waited() - began
    if broken:
        raise SystemExit(f"{len(broken)} entries do not hold")
    return taken


def _hash(engine: Engine) -> float:
    held = engine.raw_connection()
    began = waited()
    for raw, salt, values in held.cursor().execute('SELECT raw, salt, "values" FROM entry ORDER BY writer, seq, n'):
        sha256(raw).digest()
        sha256(salt + values).digest()
    taken = waited() - began
    held.close()
    return taken
