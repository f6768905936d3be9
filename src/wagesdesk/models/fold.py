"""The tables as a reading of the journal: fold, rebuild, and the canonical dump that proves they agree."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice
from operator import itemgetter

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects import registry
from sqlalchemy.schema import CreateTable

from wagesdesk.models import joined, local
from wagesdesk.models.base import FOLDED, Base, Head, Record, entry_table, head_table, joined_table, subject_table
from wagesdesk.models.entry import Entry, Value, canonical
from wagesdesk.models.joining import Joining
from wagesdesk.models.person import Person
from wagesdesk.models.records import BY_TYPE, RECORDS
from wagesdesk.models.store import heads_of, insert_rows

FOLD_VERSION = 2
"""Raise it when the meaning of a fold changes while the tables stay the same."""

_KEY = "projection"
_ONE = ("person_id",)
_PIECE = 10_000
"""Records worked out at a time: the ids of one statement, and what stands in memory."""


@dataclass(frozen=True)
class Shown:
    """What the tables have of some records: rows of `head_table`, and rows by type, each its id and `columns`."""

    heads: list[tuple[str, ...]]
    rows: dict[type[Record], list[tuple[Value, ...]]]


@dataclass(frozen=True)
class Family:
    """Every record about people who with all they are or were joined to, and where each is shown: `joined` as in
    `joined_table`. `keys` are those that stand in the tables or did."""

    keys: frozenset[joined.Key]
    joined: dict[joined.Key, str]
    shown: Shown


def refold(
    connection: Connection, touched: Iterable[joined.Key], fresh: Mapping[joined.Key, list[Entry]] | None = None
) -> None:
    """Work out the heads of these records, and their rows, anew from their folded entries; those of people who are
    joined, or were, with all that is shown as one with them. A type this version does not know stays in the journal.

    `fresh` are records of which nothing was held before, with all that counts of them, every value of which `fits`:
    these are not read.
    """
    keys = {key for key in touched if key[0] in BY_TYPE}
    pairs = {key for key in keys if key[0] == Joining.__tablename__}
    fresh = fresh or {}
    _clear(connection, pairs)
    _refold_alone(connection, pairs, fresh)
    before, after = joined.kept(connection), joined.said(connection)
    moved = {one for one in {*before, *after} if before.get(one) != after.get(one)}
    people = joined.together(before, moved) | joined.together(after, moved) if moved else set()
    everybody = {*before, *before.values(), *after, *after.values()}
    theirs = _concerning(connection, keys - pairs, everybody) if everybody else {}
    people |= joined.together(after, {one for ids in theirs.values() for one in ids})
    alone = keys - pairs - set(theirs)
    _clear(
        connection, alone if everybody else alone - set(fresh)
    )  # only a joined person's is shown where none was held
    _refold_alone(connection, alone, fresh)
    if people:
        _refold_people(connection, people, after)


def _concerning(
    connection: Connection, keys: Collection[joined.Key], people: Collection[str]
) -> dict[joined.Key, set[str]]:
    """Those of these records that entries concern some of these people in, with whom."""
    found: dict[joined.Key, set[str]] = {}
    for piece in _pieces(keys):
        rows = connection.execute(
            select(entry_table.c.type, entry_table.c.eid, subject_table.c.subject)
            .join(subject_table, subject_table.c.n == entry_table.c.n)
            .where(entry_table.c.eid.in_([eid for _type, eid in piece]))
        )
        for record_type, eid, subject in rows:
            if subject in people and (record_type, eid) in keys:
                found.setdefault((record_type, eid), set()).add(subject)
    return found


def _pieces(keys: Iterable[joined.Key]) -> Iterator[list[joined.Key]]:
    ordered = iter(sorted(keys))
    while piece := list(islice(ordered, _PIECE)):
        yield piece


def _refold_alone(connection: Connection, keys: Iterable[joined.Key], fresh: Mapping[joined.Key, list[Entry]]) -> None:
    """Records that are shown with no others, and of which the tables have nothing."""
    for piece in _pieces(keys):
        held = {key: fresh.get(key, []) for key in piece}
        here = {key for key in piece if key not in fresh}
        for (record_type, eid), entry in entries_in(connection, sorted({eid for _type, eid in here})):
            if (record_type, eid) in here:
                held[record_type, eid].append(entry)
        _write(connection, shown(held.items(), fresh=fresh))


def entries_in(connection: Connection, eids: list[str]) -> Iterator[tuple[joined.Key, Entry]]:
    """The entries that count of every record with one of these ids."""
    row = entry_table.c
    if eids:
        query = select(row.type, row.eid, row.raw, row.salt, row["values"])
        for record_type, eid, raw, salt, values in connection.execute(
            query.where(row.eid.in_(eids), row.state == FOLDED)
        ).all():
            yield (record_type, eid), Entry(bytes(raw), salt, values)


def _clear(connection: Connection, keys: Iterable[joined.Key]) -> None:
    for piece in _pieces(keys):
        for record_type, of_type in groupby(piece, itemgetter(0)):
            table, ids = _table(BY_TYPE[record_type]), [eid for _type, eid in of_type]
            connection.execute(delete(head_table).where(head_table.c.eid.in_(ids), head_table.c.type == record_type))
            connection.execute(delete(table).where(table.c.id.in_(ids)))


def _refold_people(connection: Connection, people: set[str], kept: dict[str, str]) -> None:
    """Every record about these people, who with all they are or were joined to, each under the id it is shown with."""
    of = family(connection, people, kept)
    _clear(connection, of.keys)
    joined.remember(connection, people, of.joined)
    _write(connection, of.shown)


def family(connection: Connection, people: set[str], kept: dict[str, str]) -> Family:
    """What the journal says of these people, of whom `kept` says under which id each is shown."""
    held = {key: of for key, of in joined.about(connection, people).items() if key[0] in BY_TYPE}
    rows = {key: _row(BY_TYPE[key[0]], key[1], of) or {} for key, of in held.items()}
    links = {
        key: tuple(row.get(name) for name in BY_TYPE[key[0]].natural_key)
        for key, row in rows.items()
        if BY_TYPE[key[0]].natural_key
    }
    own = [key for key in held if BY_TYPE[key[0]].subject_fields == ("id",)]
    into, ids = joined.places(kept, links, own)
    away = {(Person.__tablename__, one): kept[one] for one in people if one in kept}
    members: dict[joined.Key, dict[str, list[Entry]]] = {}
    for (kind, eid), of in held.items():
        members.setdefault((kind, into.get((kind, eid), eid)), {})[eid] = of
    counting: dict[joined.Key, list[Entry]] = {}
    for (kind, eid), of_all in members.items():
        removed = [one for one in of_all if rows[kind, one].get("removed")]
        counting[kind, eid] = joined.counted(BY_TYPE[kind], of_all, removed)
    stood = {*held, *joined.targets(connection, held), *((kind, to) for (kind, _eid), to in into.items())}
    return Family(
        frozenset(stood), {**{key: into.get(key, key[1]) for key in held}, **away}, shown(counting.items(), ids)
    )


def shown(
    held: Iterable[tuple[joined.Key, list[Entry]]],
    ids: Mapping[str, str] | None = None,
    fresh: Collection[joined.Key] = (),
) -> Shown:
    """Heads and rows of records; links to the keys of `ids` are shown as links to their values. Every value of those in
    `fresh` is known to fit."""
    head_rows: list[tuple[str, ...]] = []
    rows: dict[type[Record], list[tuple[Value, ...]]] = {}
    for (record_type, eid), entries in held:
        heads = heads_of(entries)
        for name, entry_ids in sorted(heads.items()):
            for entry_id in entry_ids:
                head_rows.append((eid, record_type, name, entry_id))
        record = BY_TYPE[record_type]
        row = _row(record, eid, entries, heads, proven=(record_type, eid) in fresh)
        if row is not None:
            if ids:
                row = {name: ids.get(value, value) if name.endswith("_id") else value for name, value in row.items()}
            rows.setdefault(record, []).append(tuple(row.values()))
    return Shown(head_rows, rows)


def _write(connection: Connection, what: Shown) -> None:
    insert_rows(connection, head_table, head_table.columns.keys(), what.heads)
    for record, of_type in what.rows.items():
        insert_rows(connection, _table(record), columns(record), of_type)


def rebuild(connection: Connection) -> None:
    """Drop every projected table and fold the whole journal again."""
    Base.metadata.drop_all(connection)
    Base.metadata.create_all(connection)
    connection.execute(delete(head_table))
    connection.execute(delete(joined_table))
    records = ((key, entries) for key, entries in _all_records(connection) if key[0] in BY_TYPE)
    while piece := list(islice(records, _PIECE)):
        _write(connection, shown(piece))
    kept = joined.said(connection)
    if kept:
        _refold_people(connection, {*kept, *kept.values()}, kept)
    local.put(connection, _KEY, schema_hash(connection))


def stale(connection: Connection) -> bool:
    """Whether the tables were made by another version of the program."""
    return local.get_text(connection, _KEY) != schema_hash(connection)


def schema_hash(connection: Connection) -> str:
    """A hash over the definition of every projected table and the version of the fold."""
    return _schema_hash(connection.dialect.name, FOLD_VERSION, tuple(RECORDS))


@cache
def _schema_hash(dialect: str, version: int, records: tuple[type[Record], ...]) -> str:
    made = registry.load(dialect)()
    digest = hashlib.sha256(str(version).encode())
    for record in records:
        digest.update(str(CreateTable(_table(record)).compile(dialect=made)).encode())
    return digest.hexdigest()


def rows_of(record: type[Record], entries: Iterable[Entry]) -> list[dict[str, Value]]:
    """What these entries alone would show: the rows of one type that are not removed, by id."""
    held: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        if entry.header.type == record.__tablename__:
            held.setdefault(entry.header.eid, {})[entry.id] = entry
    rows = (_row(record, eid, of_one.values()) for eid, of_one in sorted(held.items()))
    return [row for row in rows if row is not None and not row["removed"]]


def row_of(record: type[Record], eid: str, entries: Iterable[Entry]) -> dict[str, Value] | None:
    """What these entries show as one record, whichever of the ids that are joined each was written for; None where it
    was removed."""
    row = _row(record, eid, counted(record, entries))
    return None if row is None or row["removed"] else row


def counted(record: type[Record], entries: Iterable[Entry]) -> list[Entry]:
    """Of entries that are shown as one record, whichever of the ids that are joined each was written for, those that
    count."""
    members: dict[str, list[Entry]] = {}
    for entry in entries:
        members.setdefault(entry.header.eid, []).append(entry)
    several = members.items() if len(members) > 1 else ()
    removed = [one for one, of in several if (_row(record, one, of) or {}).get("removed")]
    return joined.counted(record, members, removed)


def dump(connection: Connection) -> bytes:
    """Every projected row as canonical JSON lines, ordered by type and id: equal journals give equal dumps."""
    lines = []
    for record in RECORDS:
        table = _table(record)
        for row in connection.execute(select(table).order_by(table.c.id)).mappings():
            lines.append(canonical([record.__tablename__, dict(row)]))
    for table in (head_table, joined_table):
        rows = connection.execute(select(table).order_by(*table.c))
        lines.extend(canonical([table.name, list(row)]) for row in rows)
    return b"\n".join(lines)


def _table(record: type[Record]) -> Table:
    table = record.__table__
    assert isinstance(table, Table), "a record maps to one table"  # noqa: S101
    return table


def entries_of(connection: Connection, record_type: str, eid: str) -> list[Entry]:
    """The folded entries of one record."""
    rows = connection.execute(
        select(entry_table.c.raw, entry_table.c.salt, entry_table.c["values"]).where(
            entry_table.c.eid == eid, entry_table.c.type == record_type, entry_table.c.state == FOLDED
        )
    )
    return [Entry(bytes(raw), salt, values) for raw, salt, values in rows]


def _all_records(connection: Connection) -> Iterator[tuple[joined.Key, list[Entry]]]:
    rows = connection.execute(
        select(entry_table.c.eid, entry_table.c.type, entry_table.c.raw, entry_table.c.salt, entry_table.c["values"])
        .where(entry_table.c.state == FOLDED)
        .order_by(entry_table.c.eid, entry_table.c.type, entry_table.c.n)
    )
    held: list[Entry] = []
    at: tuple[str, str] | None = None
    for eid, record_type, raw, salt, values in rows.fetchall():
        if at is not None and at != (record_type, eid):
            yield at, held
            held = []
        at = (record_type, eid)
        held.append(Entry(bytes(raw), salt, values))
    if at is not None:
        yield at, held


def _row(
    record: type[Record],
    eid: str,
    entries: Collection[Entry],
    heads: Mapping[str, tuple[str, ...]] | None = None,
    *,
    proven: bool = False,
) -> dict[str, Value] | None:
    """The row of a record, or None when nothing this version can show is held of it. `proven`: every value fits."""
    by_id = {entry.id: entry for entry in entries}
    heads = heads_of(entries) if heads is None else heads
    columns = _columns(record)
    row: dict[str, Value] = {"id": eid, **columns}
    known = False
    for name, ids in heads.items():
        if name not in columns:
            continue
        found = [Head(by_id[one].header.hlc, one, by_id[one].fields[name]) for one in ids if name in by_id[one].fields]
        if not proven:
            found = [one for one in found if record.fits(name, one.value)]
        if found:
            known = True
            row[name] = record.pick(name, found)
    if known and record.subject_fields == _ONE and row["person_id"] is None:
        row["person_id"] = _whose(entries)
    return row if known else None


def _whose(entries: Iterable[Entry]) -> str | None:
    """Whom the first of these entries concerns: the one that said so in a value may have been taken away, while the
    others came from a machine that did not know it yet."""
    concerned = [(one.header.hlc, one.id, one.header.subjects[0]) for one in entries if one.header.subjects]
    return min(concerned)[2] if concerned else None


@cache
def columns(record: type[Record]) -> tuple[str, ...]:
    """The names of the columns of a record, its id first."""
    return ("id", *_columns(record))


@cache
def _columns(record: type[Record]) -> dict[str, None]:
    """The fields of a record that have a column, as an empty row."""
    return {name: None for name in _table(record).columns.keys() if name != "id"}  # noqa: SIM118  # no mapping
