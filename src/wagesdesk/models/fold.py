"""The tables as a reading of the journal: fold, rebuild, and the canonical dump that proves they agree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Table, delete, insert, select
from sqlalchemy.schema import CreateTable

from wagesdesk.models import local
from wagesdesk.models.base import FOLDED, Base, Head, Record, entry_table, head_table
from wagesdesk.models.entry import Entry, Value, canonical
from wagesdesk.models.records import BY_TYPE, RECORDS
from wagesdesk.models.store import heads_of

FOLD_VERSION = 1
"""Raise it when the meaning of a fold changes while the tables stay the same."""

_KEY = "projection"


def refold(connection: Connection, record_type: str, eid: str) -> None:
    """Work out the heads of one record, and its row, anew from its folded entries. A type this version does not know
    stays in the journal alone."""
    record = BY_TYPE.get(record_type)
    if record is None:
        return
    table = _table(record)
    connection.execute(delete(head_table).where(head_table.c.eid == eid, head_table.c.type == record_type))
    connection.execute(delete(table).where(table.c.id == eid))
    _write(connection, record, eid, entries_of(connection, record_type, eid))


def _write(connection: Connection, record: type[Record], eid: str, entries: list[Entry]) -> None:
    heads = heads_of(entries)
    rows = [
        {"eid": eid, "type": record.__tablename__, "field": name, "entry_id": entry_id}
        for name, ids in heads.items()
        for entry_id in ids
    ]
    if rows:
        connection.execute(insert(head_table), rows)
    row = _row(record, eid, {entry.id: entry for entry in entries}, heads)
    if row is not None:
        connection.execute(insert(_table(record)), [row])


def rebuild(connection: Connection) -> None:
    """Drop every projected table and fold the whole journal again."""
    Base.metadata.drop_all(connection)
    Base.metadata.create_all(connection)
    connection.execute(delete(head_table))
    for eid, record_type, entries in _all_records(connection):
        if record_type in BY_TYPE:
            _write(connection, BY_TYPE[record_type], eid, entries)
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
    rows = (_row(record, eid, of_one, heads_of(of_one.values())) for eid, of_one in sorted(held.items()))
    return [row for row in rows if row is not None and not row["removed"]]


def dump(connection: Connection) -> bytes:
    """Every projected row as canonical JSON lines, ordered by type and id: equal journals give equal dumps."""
    lines = []
    for record in RECORDS:
        table = _table(record)
        for row in connection.execute(select(table).order_by(table.c.id)).mappings():
            lines.append(canonical([record.__tablename__, dict(row)]))
    heads = select(head_table).order_by(*head_table.c)
    lines.extend(canonical(["head", list(row)]) for row in connection.execute(heads))
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


def _row(
    record: type[Record], eid: str, entries: dict[str, Entry], heads: dict[str, tuple[str, ...]]
) -> dict[str, Value] | None:
    """The row of a record, or None when nothing this version can show is held of it."""
    names = [column.name for column in _table(record).columns if column.name != "id"]
    row: dict[str, Value] = {"id": eid, **dict.fromkeys(names)}
    known = False
    for name in names:
        held = [entries[one] for one in heads.get(name, ())]
        held = [one for one in held if name in one.fields and record.fits(name, one.fields[name])]
        if held:
            known = True
            row[name] = record.pick(name, [Head(one.header.hlc, one.id, one.fields[name]) for one in held])
    return row if known else None
