"""The journal's rows and its frontier: storing entries, moving heads, reading them. SQL only, no meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.sql.dml import UpdateBase

from wagesdesk.errors import Erased
from wagesdesk.models.base import FOLDED, entry_table, erased_table, head_table, joined_table, subject_table
from wagesdesk.models.entry import Entry

_PIECE = 400
"""Ids asked for in one statement; SQLite takes 32,766 and PostgreSQL 65,535."""

_SELECT_HEADS = select(head_table.c.field, head_table.c.entry_id).where(
    head_table.c.eid == bindparam("eid"), head_table.c.type == bindparam("type")
)
_SELECT_ERASED = select(erased_table.c.eid).where(erased_table.c.eid.in_(bindparam("ids", expanding=True)))
_SELECT_LAST = select(func.max(entry_table.c.n))
_INSERT_ENTRY = insert(entry_table)
_INSERT_SUBJECT = insert(subject_table)
_INSERT_HEAD = insert(head_table)
_OLD_HEAD = (
    head_table.c.eid == bindparam("of_eid"),
    head_table.c.type == bindparam("of_type"),
    head_table.c.field == bindparam("of_field"),
    head_table.c.entry_id == bindparam("of_entry"),
)
_DELETE_HEAD = delete(head_table).where(*_OLD_HEAD)
_MOVE_HEAD = update(head_table).where(*_OLD_HEAD).values(entry_id=bindparam("to"))


def insert_entry(connection: Connection, entry: Entry, *, state: int, via: str | None) -> None:
    """Store one entry and what finds it again by its subjects."""
    head = entry.header
    done = connection.execute(_INSERT_ENTRY, {
        "id": entry.id, "writer": head.writer, "seq": head.seq, "hlc": head.hlc, "actor": head.actor,
        "operation": head.operation, "type": head.type, "eid": head.eid, "state": state, "via": via,
        "raw": entry.raw, "salt": entry.salt, "values": entry.values,
    })  # fmt: skip
    if head.subjects:
        assert done.inserted_primary_key is not None, "an inserted row has a key"  # noqa: S101
        number = done.inserted_primary_key[0]
        connection.execute(_INSERT_SUBJECT, [{"subject": subject, "n": number} for subject in head.subjects])


def insert_entries(connection: Connection, entries: Sequence[tuple[Entry, int]], *, via: str | None) -> None:
    """Store many entries, each with its state, and what finds them again by their subjects."""
    if len(entries) <= 1:
        for entry, state in entries:
            insert_entry(connection, entry, state=state, via=via)
        return
    before = connection.execute(_SELECT_LAST).scalar() or 0
    _many(connection, _INSERT_ENTRY, [
        {
            "id": entry.id, "writer": (head := entry.header).writer, "seq": head.seq, "hlc": head.hlc,
            "actor": head.actor, "operation": head.operation, "type": head.type, "eid": head.eid, "state": state,
            "via": via, "raw": entry.raw, "salt": entry.salt, "values": entry.values,
        }
        for entry, state in entries
    ])  # fmt: skip
    about = {entry.id: entry.header.subjects for entry, _state in entries if entry.header.subjects}
    if about:
        stored = connection.execute(select(entry_table.c.id, entry_table.c.n).where(entry_table.c.n > before)).all()
        found = ((one, n) for entry_id, n in stored for one in about.get(entry_id, ()))
        _many(connection, _INSERT_SUBJECT, [{"subject": one, "n": n} for one, n in sorted(found)])


def insert_rows(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if len(rows) >= _PIECE:
        rows, dialect = [dict(row) for row in rows], connection.dialect
        for column in table.columns:
            convert = column.type.dialect_impl(dialect).bind_processor(dialect)
            if convert is not None:
                for row in rows:
                    row[column.name] = convert(row[column.name])
    if rows:
        _many(connection, insert(table), rows)


def move_heads(connection: Connection, entries: list[Entry]) -> None:
    """Take the entries' parents out of the frontier and put the entries in."""
    moved, gone, added = [], [], []
    for entry in entries:
        head = entry.header
        for name in head.fields:
            parents = head.parents.get(name, ())
            olds = [{"of_eid": head.eid, "of_type": head.type, "of_field": name, "of_entry": old} for old in parents]
            if len(olds) == 1:
                moved.append({**olds[0], "to": entry.id})
            else:
                gone.extend(olds)
                added.append({"eid": head.eid, "type": head.type, "field": name, "entry_id": entry.id})
    for statement, rows in ((_MOVE_HEAD, moved), (_DELETE_HEAD, gone), (_INSERT_HEAD, added)):
        if rows:
            _many(connection, statement, rows)


def _many(connection: Connection, statement: UpdateBase, rows: list[dict[str, Any]]) -> None:
    """One statement for many rows that need no conversion; SQLAlchemy's own way costs more than the database's work."""
    if len(rows) < _PIECE:
        connection.execute(statement, rows)
        return
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(rows[0]))
    order = compiled.positiontup or ()
    connection.exec_driver_sql(str(compiled), list(map(itemgetter(*order), rows)))


def shown_heads(
    connection: Connection, record_type: str, eid: str, as_of: int | None = None
) -> dict[str, tuple[str, ...]]:
    """The heads of each field of a record, now or as they stood when row `as_of` was the journal's last."""
    if as_of is None:
        found: dict[str, tuple[str, ...]] = {}
        for name, entry_id in connection.execute(_SELECT_HEADS, {"eid": eid, "type": record_type}):
            found[name] = tuple(sorted((*found.get(name, ()), entry_id)))
        return found
    others = select(joined_table.c.eid).where(joined_table.c.type == record_type, joined_table.c.shown == eid)
    rows = connection.execute(
        select(entry_table.c.raw).where(
            (entry_table.c.eid == eid) | entry_table.c.eid.in_(others),
            entry_table.c.type == record_type,
            entry_table.c.n <= as_of,
            entry_table.c.state == FOLDED,
        )
    )
    return heads_of([Entry(row.raw, None, None) for row in rows])


def heads_of(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """The heads among these entries of one record: for each field, those that no other entry replaces."""
    held = list(entries)
    if len(held) == 1:
        return dict.fromkeys(held[0].header.fields, (held[0].id,))
    replaced = {
        (name, parent) for entry in held for name, parents in entry.header.parents.items() for parent in parents
    }
    found: dict[str, set[str]] = {}
    for entry in held:
        for name in entry.header.fields:
            if (name, entry.id) not in replaced:
                found.setdefault(name, set()).add(entry.id)
    return {name: tuple(sorted(ids)) for name, ids in found.items()}


def refuse_erased(connection: Connection, ids: Iterable[str]) -> None:
    """Raise Erased when one of these ids was erased."""
    wanted = list(ids)
    for start in range(0, len(wanted), _PIECE):
        hit = connection.execute(_SELECT_ERASED, {"ids": wanted[start : start + _PIECE]}).first()
        if hit is not None:
            raise Erased(eid=hit.eid)


def heads_of_all(connection: Connection, eids: list[str]) -> dict[tuple[str, str], dict[str, tuple[str, ...]]]:
    """The current heads of every field of these records, by (record id, type)."""
    found: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for start in range(0, len(eids), _PIECE):
        query = select(head_table).where(head_table.c.eid.in_(eids[start : start + _PIECE]))
        for eid, record_type, name, entry_id in connection.execute(query):
            fields = found.setdefault((eid, record_type), {})
            fields[name] = tuple(sorted((*fields.get(name, ()), entry_id)))
    return found
