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
_ENTRY = tuple(entry_table.columns.keys())
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
    first = (connection.execute(_SELECT_LAST).scalar() or 0) + 1  # numbered here, so that nothing is read back
    _many(connection, _INSERT_ENTRY, _ENTRY, [
        (
            n, entry.id, (head := entry.header).writer, head.seq, head.hlc, head.actor, head.operation, head.type,
            head.eid, state, via, entry.raw, entry.salt, entry.values,
        )
        for n, (entry, state) in enumerate(entries, first)
    ])  # fmt: skip
    about = [(one, n) for n, (entry, _state) in enumerate(entries, first) for one in entry.header.subjects]
    _many(connection, _INSERT_SUBJECT, ("subject", "n"), sorted(about))


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    """Insert rows, each with the values of the columns `names` in that order. In a vault that somebody wrote into by
    another way a row may be there that no entry made: it gives way."""
    if len(rows) >= _PIECE:
        dialect = connection.dialect
        for at, name in enumerate(names):
            convert = table.columns[name].type.dialect_impl(dialect).bind_processor(dialect)
            if convert is not None:
                rows = [(*row[:at], convert(row[at]), *row[at + 1 :]) for row in rows]
    _many(connection, insert(table).prefix_with("OR REPLACE", dialect="sqlite"), names, rows)


def move_heads(connection: Connection, entries: list[Entry]) -> None:
    """Take the entries' parents out of the frontier and put the entries in."""
    moved, gone, added = [], [], []
    old = ("of_eid", "of_type", "of_field", "of_entry")
    for entry in entries:
        head = entry.header
        for name in head.fields:
            parents = head.parents.get(name, ())
            olds = [(head.eid, head.type, name, one) for one in parents]
            if len(olds) == 1:
                moved.append((*olds[0], entry.id))
            else:
                gone.extend(olds)
                added.append((head.eid, head.type, name, entry.id))
    _many(connection, _MOVE_HEAD, (*old, "to"), moved)
    _many(connection, _DELETE_HEAD, old, gone)
    _many(connection, _INSERT_HEAD, tuple(head_table.columns.keys()), added)


def _many(connection: Connection, statement: UpdateBase, names: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    """One statement for many rows, each with the values of `names` in that order, that need no conversion; SQLAlchemy's
    own way costs more than the database's work."""
    if not rows:
        return
    if len(rows) < _PIECE:
        connection.execute(statement, [dict(zip(names, row, strict=True)) for row in rows])
        return
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(names))
    order = compiled.positiontup or ()
    if tuple(order) != tuple(names):
        rows = list(map(itemgetter(*map(names.index, order)), rows))
    connection.exec_driver_sql(str(compiled), rows)


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
