"""The tables as a reading of the journal: fold, rebuild, and the canonical dump that proves they agree."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import Connection, Table, delete, insert, select
from sqlalchemy.schema import CreateTable

from wagesdesk.models import joined, local
from wagesdesk.models.base import FOLDED, Base, Head, Record, entry_table, head_table, joined_table, subject_table
from wagesdesk.models.entry import Entry, Value, canonical
from wagesdesk.models.joining import Joining
from wagesdesk.models.person import Person
from wagesdesk.models.records import BY_TYPE, RECORDS
from wagesdesk.models.store import heads_of

FOLD_VERSION = 1
"""Raise it when the meaning of a fold changes while the tables stay the same."""

_KEY = "projection"


def refold(connection: Connection, touched: Iterable[joined.Key]) -> None:
    """Work out the heads of these records, and their rows, anew from their folded entries; those of people who are
    joined, or were, with all that is shown as one with them. A type this version does not know stays in the journal."""
    keys = {key for key in touched if key[0] in BY_TYPE}
    pairs = {key for key in keys if key[0] == Joining.__tablename__}
    for record_type, eid in sorted(pairs):
        _refold_one(connection, record_type, eid)
    before, after = joined.kept(connection), joined.said(connection)
    moved = {one for one in {*before, *after} if before.get(one) != after.get(one)}
    people = joined.together(before, moved) | joined.together(after, moved) if moved else set()
    family = {*before, *before.values(), *after, *after.values()}
    for record_type, eid in sorted(keys - pairs):
        hers = _subjects(connection, record_type, eid) & family if family else set()
        people |= joined.together(after, hers) if hers else hers
        if not hers:
            _refold_one(connection, record_type, eid)
    if people:
        _refold_people(connection, people, after)


def _subjects(connection: Connection, record_type: str, eid: str) -> set[str]:
    rows = select(entry_table.c.n).where(entry_table.c.eid == eid, entry_table.c.type == record_type)
    return set(connection.execute(select(subject_table.c.subject).where(subject_table.c.n.in_(rows))).scalars())


def _refold_one(connection: Connection, record_type: str, eid: str) -> None:
    record = BY_TYPE[record_type]
    _clear(connection, {(record_type, eid)})
    _write(connection, record, eid, entries_of(connection, record_type, eid), {})


def _clear(connection: Connection, keys: Iterable[joined.Key]) -> None:
    for record_type, eid in sorted(keys):
        table = _table(BY_TYPE[record_type])
        connection.execute(delete(head_table).where(head_table.c.eid == eid, head_table.c.type == record_type))
        connection.execute(delete(table).where(table.c.id == eid))


def _refold_people(connection: Connection, people: set[str], kept: dict[str, str]) -> None:
    """Every record about these people, who with all they are or were joined to, each under the id it is shown with."""
    held = {key: of for key, of in joined.about(connection, people).items() if key[0] in BY_TYPE}
    rows = {key: _row(BY_TYPE[key[0]], key[1], of) or {} for key, of in held.items()}
    links = {
        key: tuple(row.get(name) for name in BY_TYPE[key[0]].natural_key)
        for key, row in rows.items()
        if BY_TYPE[key[0]].natural_key
    }
    own = [key for key in held if BY_TYPE[key[0]].subject_fields == ("id",)]
    into, ids = joined.places(kept, links, own)
    _clear(connection, {*held, *joined.targets(connection, held), *((kind, to) for (kind, _eid), to in into.items())})
    away = {(Person.__tablename__, one): kept[one] for one in people if one in kept}
    joined.remember(connection, people, {**{key: into.get(key, key[1]) for key in held}, **away})
    members: dict[joined.Key, dict[str, list[Entry]]] = {}
    for (kind, eid), of in held.items():
        members.setdefault((kind, into.get((kind, eid), eid)), {})[eid] = of
    for (kind, eid), of_all in members.items():
        removed = [one for one in of_all if rows[kind, one].get("removed")]
        _write(connection, BY_TYPE[kind], eid, joined.counted(BY_TYPE[kind], of_all, removed), ids)


def _write(
    connection: Connection, record: type[Record], eid: str, entries: list[Entry], ids: Mapping[str, str]
) -> None:
    """Heads and row of one record; links to the keys of `ids` are shown as links to their values."""
    heads = heads_of(entries)
    rows = [
        {"eid": eid, "type": record.__tablename__, "field": name, "entry_id": entry_id}
        for name, ids in heads.items()
        for entry_id in ids
    ]
    if rows:
        connection.execute(insert(head_table), rows)
    row = _row(record, eid, entries)
    if row is not None:
        shown = {name: ids.get(value, value) if name.endswith("_id") else value for name, value in row.items()}
        connection.execute(insert(_table(record)), [shown])


def rebuild(connection: Connection) -> None:
    """Drop every projected table and fold the whole journal again."""
    Base.metadata.drop_all(connection)
    Base.metadata.create_all(connection)
    connection.execute(delete(head_table))
    connection.execute(delete(joined_table))
    for eid, record_type, entries in _all_records(connection):
        if record_type in BY_TYPE:
            _write(connection, BY_TYPE[record_type], eid, entries, {})
    kept = joined.said(connection)
    if kept:
        _refold_people(connection, {*kept, *kept.values()}, kept)
    local.put(connection, _KEY, schema_hash(connection))


def stale(connection: Connection) -> bool:
    """Whether the tables were made by another version of the program."""
    return local.get_text(connection, _KEY) != schema_hash(connection)


def schema_hash(connection: Connection) -> str:
    """A hash over the definition of every projected table and the version of the fold."""
    digest = hashlib.sha256(str(FOLD_VERSION).encode())
    for record in RECORDS:
        digest.update(str(CreateTable(_table(record)).compile(connection)).encode())
    return digest.hexdigest()


def rows_of(record: type[Record], entries: Iterable[Entry]) -> list[dict[str, Value]]:
    """What these entries alone would show: the rows of one type that are not removed, by id."""
    held: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        if entry.header.type == record.__tablename__:
            held.setdefault(entry.header.eid, {})[entry.id] = entry
    rows = (_row(record, eid, of_one.values()) for eid, of_one in sorted(held.items()))
    return [row for row in rows if row is not None and not row["removed"]]


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


def _all_records(connection: Connection) -> Iterator[tuple[str, str, list[Entry]]]:
    rows = connection.execute(
        select(entry_table.c.eid, entry_table.c.type, entry_table.c.raw, entry_table.c.salt, entry_table.c["values"])
        .where(entry_table.c.state == FOLDED)
        .order_by(entry_table.c.eid, entry_table.c.type, entry_table.c.n)
    )
    held: list[Entry] = []
    at: tuple[str, str] | None = None
    for eid, record_type, raw, salt, values in rows.fetchall():
        if at is not None and at != (eid, record_type):
            yield *at, held
            held = []
        at = (eid, record_type)
        held.append(Entry(bytes(raw), salt, values))
    if at is not None:
        yield *at, held


def _row(record: type[Record], eid: str, entries: Collection[Entry]) -> dict[str, Value] | None:
    """The row of a record, or None when nothing this version can show is held of it."""
    by_id, heads = {entry.id: entry for entry in entries}, heads_of(entries)
    names = [column.name for column in _table(record).columns if column.name != "id"]
    row: dict[str, Value] = {"id": eid, **dict.fromkeys(names)}
    known = False
    for name in names:
        held = [by_id[one] for one in heads.get(name, ())]
        held = [one for one in held if name in one.fields and record.fits(name, one.fields[name])]
        if held:
            known = True
            row[name] = record.pick(name, [Head(one.header.hlc, one.id, one.fields[name]) for one in held])
    return row if known else None
