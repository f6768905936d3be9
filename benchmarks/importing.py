"""Taking in a journal by the product's only door, against the bare cost of parsing it, hashing it and inserting the
same rows."""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import journal_of
from bench import HOW, LARGE, Row, waited

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from wagesdesk.models.keys import MachineKeys
    from wagesdesk.models.vault import Vault

ENTRIES, HELD = (100_000, 1_000_000) if LARGE else (10_000, 100_000)
ROUNDS = 3
_KEY = b"k" * 32


def rows() -> Iterator[Row]:
    """Ratios of medians. Bare is `json`, SHA-256 of headers and values, and `executemany` of every row that is there in
    the end (entries, subjects, heads, records; the same indexes) into SQLCipher in one transaction."""
    from wagesdesk.models.keys import new_machine_keys

    machine = new_machine_keys()
    with tempfile.TemporaryDirectory() as temporary:
        files = (Path(temporary) / f"{number}.db" for number in count())
        told = journal_of.lines(machine, ENTRIES)
        firsts, agains, bares = [], [], []
        for _round in range(ROUNDS):
            bares.append(_bare(next(files), told))
            vault = outside(next(files), machine)
            firsts.append(take_in(vault, told, machine))
            agains.append(take_in(vault, told, machine))
            vault.lock()
        bare, first, again = map(statistics.median, (bares, firsts, agains))
        yield Row(f"importing {ENTRIES:,} entries", first / bare, "times", f"bare, {bare:.1f} s{HOW}", 2)
        yield Row("the same import again", again / first, "times", f"the first, {first:.1f} s{HOW}", 0.5)
        vault = outside(next(files), machine)
        for _part in range(HELD // ENTRIES):
            take_in(vault, journal_of.lines(machine, ENTRIES), machine)
        into = statistics.median(
            take_in(vault, journal_of.lines(machine, ENTRIES), machine) for _round in range(ROUNDS)
        )
        vault.lock()
        yield Row(f"importing {ENTRIES:,} beside {HELD:,}", into / first, "times", f"into an empty vault{HOW}", 2.5)


def outside(home: Path, machine: MachineKeys) -> Vault:
    """A place outside that knows the laptop with these keys, open."""
    from wagesdesk.clock import FixedClock
    from wagesdesk.models.keys import Card
    from wagesdesk.models.slots import KdfParams, PlaceLabel
    from wagesdesk.services import card, vault

    clock, cheap, words = (
        FixedClock(journal_of.NOW, ZoneInfo("Europe/London")),
        KdfParams(8, 1, 1),
        "one two three four",
    )
    vault.create(
        home, label=PlaceLabel("outside", "Cwlwm Co-operative", practice=False), site_code="",
        staff=[vault.NewStaff("Marged", "support_worker", words)], recovery_key=None, clock=clock, params=cheap,
        floor=cheap,
    )  # fmt: skip
    opened = vault.unlock(home, slot_id=vault.place(home).slots[0].id, secret=words, clock=clock)
    laptop = Card("HMP Elsewhere", "laptop", "facilitator", "Siwan", machine.age_public, machine.sign_public)
    card.enrol(opened, opened.staff_id, laptop, compared_on=clock.today())
    return opened


def empty_vault(path: Path) -> Engine:
    """The tables of a vault, empty, with their key."""
    from wagesdesk.models import cipher
    from wagesdesk.models.base import Base, journal_tables
    from wagesdesk.models.engine import make_engine
    from wagesdesk.models.records import RECORDS

    cipher.connect(path, _KEY, create=True).close()
    engine = make_engine(lambda: cipher.connect(path, _KEY))
    with engine.begin() as connection:
        journal_tables.create_all(connection)
        Base.metadata.create_all(connection, [record.__table__ for record in RECORDS])  # type: ignore[misc]
    return engine


def take_in(vault: Vault, told: Sequence[bytes], machine: MachineKeys) -> float:
    """As the Inbox does, but for the backup that it makes before."""
    from wagesdesk.models.entry import parse_line

    began = waited()
    taken = vault.import_entries(
        map(parse_line, told), via="abcdefgh", actor=vault.staff_id, sender=machine.sign_public.hex()
    )  # fmt: skip
    if taken.held_back or taken.doubtful:
        raise SystemExit("something of the invented journal does not count")
    return waited() - began


def _bare(path: Path, told: Sequence[bytes]) -> float:
    engine = empty_vault(path)
    held = engine.raw_connection()
    database: Any = held.driver_connection
    began = waited()
    entries: list[tuple[object, ...]] = []
    subjects: list[tuple[object, ...]] = []
    heads: dict[tuple[str, str, str], str] = {}
    shown: dict[tuple[str, str], dict[str, Any]] = {}
    for line in told:
        parts = json.loads(line)
        raw, salt, body = parts["h"].encode(), bytes.fromhex(parts["s"]), parts["x"].encode()
        head, values, one = json.loads(raw), json.loads(body), sha256(raw).hexdigest()
        kind, eid = head["type"], head["eid"]
        if sha256(salt + body).hexdigest() != head["commit"]:
            raise SystemExit("the invented journal does not hold")
        entries.append((
            len(entries) + 1, one, head["writer"], head["seq"], head["hlc"], head["actor"], head["operation"], kind,
            eid, 0, "abcdefgh", raw, salt, body,
        ))  # fmt: skip
        subjects.extend((subject, len(entries)) for subject in head["subjects"])
        if kind != "writer":
            heads |= {(eid, kind, name): one for name in values}
            shown.setdefault((kind, eid), {"id": eid}).update(values)
    database.execute("BEGIN IMMEDIATE")
    _insert(database, "entry", entries)
    _insert(database, "entry_subject", subjects)
    _insert(database, "head", [(*key, one) for key, one in heads.items()])
    for kind in ("person", "identity", "enrolment", "mark"):
        names = [row[1] for row in database.execute(f"PRAGMA table_info({kind})")]
        values_of = (found for (of, _eid), found in shown.items() if of == kind)
        _insert(database, kind, [tuple(_cell(found.get(name)) for name in names) for found in values_of])
    database.execute("COMMIT")
    taken = waited() - began
    held.close()
    engine.dispose()
    return taken


def _cell(value: object) -> object:
    return json.dumps(value) if isinstance(value, dict) else value


def _insert(database: Any, table: str, found: list[tuple[object, ...]]) -> None:
    database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(found[0]))})", found)  # noqa: S608
