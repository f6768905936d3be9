"""History and undo: readings of the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sqlalchemy import Connection, func, select

from wagesdesk.models import joined
from wagesdesk.models.base import ERASED, FOLDED, HELD, QUARANTINED, Head, entry_table, subject_table
from wagesdesk.models.entry import Entry, Value, canonical
from wagesdesk.models.person import Person
from wagesdesk.models.records import BY_TYPE
from wagesdesk.models.store import heads_of_all, shown_heads

NOT_UNDOABLE: Final = frozenset(
    {
        "setup",
        "export",
        "import",
        "erase",
        "rotate",
        "quarantine.release",
        "card.enrol",
        "terminal",
        "copy",
        "pin.reset",
    }
)
"""Operations that Ctrl+Z passes over; ARCHITECTURE 4 says why."""
_PIECE: Final = 400
"""Ids asked for in one statement."""


@dataclass(frozen=True)
class Operation:
    """One operation of a spell: its id, its name, the id of the operation it undoes or redoes, if any, and how many
    entries it wrote (0: not counted).
    """

    id: str
    name: str
    of: str = ""
    entries: int = field(default=0, compare=False)

    @staticmethod
    def parse(text: str) -> Operation:
        """Read `"<id> <name>"`, `"<id> undo <id>"` or `"<id> redo <id>"`."""
        one, _, name = text.partition(" ")
        verb, _, of = name.partition(" ")
        return Operation(one, verb, of) if verb in ("undo", "redo") else Operation(one, name)


@dataclass(frozen=True)
class UndoStacks:
    """What this spell can undo and redo, oldest first."""

    undo: tuple[Operation, ...]
    redo: tuple[Operation, ...]


def stacks(connection: Connection, writer: str) -> UndoStacks:
    """Read the undo and redo stacks of a spell from its own entries. What a participant wrote at a shared screen
    stands in none: it is hers, and no key of a member of staff takes it back."""
    rows = connection.execute(
        select(entry_table.c.operation, func.count())
        .where(
            entry_table.c.writer == writer,
            entry_table.c.via.is_(None),
            entry_table.c.type != "writer",
            entry_table.c.actor.not_in(select(Person.id)),
        )
        .group_by(entry_table.c.operation)
        .order_by(func.min(entry_table.c.seq))
    ).all()
    undo: list[Operation] = []
    redo: list[Operation] = []
    seen: dict[str, Operation] = {}
    for operation in (replace(Operation.parse(text), entries=count) for text, count in rows):
        if operation.name in NOT_UNDOABLE:
            continue
        seen[operation.id] = operation
        if operation.name == "undo":
            undo = [one for one in undo if one.id != operation.of]
            redo.append(seen[operation.of])
        elif operation.name == "redo":
            redo = [one for one in redo if one.id != operation.of]
            undo.append(seen[operation.of])
        else:
            undo.append(operation)
            redo.clear()
    return UndoStacks(tuple(undo), tuple(redo))


def entries_of_operation(connection: Connection, writer: str, operation_id: str) -> list[Entry]:
    """The entries of one operation of a spell, oldest first; the spell's opening entry is none of them."""
    rows = connection.execute(
        select(entry_table.c.raw, entry_table.c.salt, entry_table.c["values"])
        .where(
            entry_table.c.writer == writer,
            entry_table.c.via.is_(None),
            entry_table.c.type != "writer",
            entry_table.c.operation.startswith(f"{operation_id} ", autoescape=True),
        )
        .order_by(entry_table.c.seq)
    )
    return [Entry(bytes(raw), salt, values) for raw, salt, values in rows]


def last_reversal(connection: Connection, writer: str, verb: str, operation_id: str) -> list[Entry]:
    """The entries by which an operation was last undone (`verb` "undo") or redone ("redo")."""
    rows = connection.execute(
        select(entry_table.c.operation)
        .where(entry_table.c.writer == writer, entry_table.c.operation.endswith(f" {verb} {operation_id}"))
        .order_by(entry_table.c.seq.desc())
    ).first()
    return entries_of_operation(connection, writer, Operation.parse(rows.operation).id) if rows else []


def changed_since(connection: Connection, entries: Sequence[Entry]) -> Entry | None:
    """One of these entries of which a field says something else by now, or None when all still stand.

    An entry also stands beside others of these (together they opened a clash again), and when what came on top of it
    was reversed: then its own spell wrote the same value again.
    """
    ours, shown_in = {entry.id for entry in entries}, joined.shown(connection)
    ids = [shown_in.get((entry.header.type, entry.header.eid), entry.header.eid) for entry in entries]
    held = heads_of_all(connection, list(dict.fromkeys(ids)))
    for entry, eid in zip(entries, ids, strict=True):
        heads = held.get((eid, entry.header.type), {})
        for name in entry.header.fields:
            stands = entry.id in heads.get(name, ()) and ours.issuperset(heads[name])
            if not stands and not _written_again(connection, entry, name, heads.get(name, ())):
                return entry
    return None


def _written_again(connection: Connection, entry: Entry, name: str, heads: Sequence[str]) -> bool:
    found = by_ids(connection, heads)
    return (
        len(found) == 1
        and found[0].header.writer == entry.header.writer
        and name in found[0].fields
        and found[0].fields[name] == entry.fields.get(name)
    )


def parents_of(connection: Connection, entries: Iterable[Entry]) -> dict[str, Entry]:
    """The held entries that these replaced, by id, for `before` and `sides_before`."""
    wanted = {one for entry in entries for parents in entry.header.parents.values() for one in parents}
    return {one.id: one for one in by_ids(connection, sorted(wanted))}


def before(entry: Entry, parents: Mapping[str, Entry]) -> dict[str, Value]:
    """What each field of an entry showed before it."""
    record = BY_TYPE[entry.header.type]
    values: dict[str, Value] = {}
    for name in entry.header.fields:
        heads = [
            Head(one.header.hlc, one.id, one.fields[name])
            for one in _replaced(entry, name, parents)
            if record.fits(name, one.fields[name])
        ]
        values[name] = record.pick(name, heads) if heads else None
    return values


def sides_before(entry: Entry, parents: Mapping[str, Entry]) -> dict[str, tuple[Value, ...]]:
    """The values that stood beside each other before an entry settled them, by field, the one shown last."""
    record = BY_TYPE[entry.header.type]
    found = {}
    for name in entry.header.fields:
        sides: dict[bytes, Value] = {}
        for one in sorted(_replaced(entry, name, parents), key=lambda one: (one.header.hlc, one.id)):
            sides[canonical(one.fields[name])] = one.fields[name]
        if len(sides) > 1 and name not in (*record.natural_key, "removed"):
            found[name] = tuple(sides.values())
    return found


def _replaced(entry: Entry, name: str, parents: Mapping[str, Entry]) -> list[Entry]:
    found = [parents[one] for one in entry.header.parents.get(name, ()) if one in parents]
    return [one for one in found if name in one.fields]


def firsts(connection: Connection, entries: Sequence[Entry]) -> set[str]:
    """The ids of those of a few hundred entries that made their record: the first of what is held of it, and not the
    first of a joined person's that came on top of the other's."""
    lowest = (
        select(func.min(entry_table.c.n))
        .where(entry_table.c.eid.in_({one.header.eid for one in entries if not one.header.parents}))
        .where(entry_table.c.state == FOLDED)
        .group_by(entry_table.c.type, entry_table.c.eid)
    )
    return set(connection.execute(select(entry_table.c.id).where(entry_table.c.n.in_(lowest))).scalars())


def by_ids(connection: Connection, ids: Sequence[str]) -> list[Entry]:
    """Held entries by id, in no particular order."""
    found = []
    for start in range(0, len(ids), _PIECE):
        rows = connection.execute(
            select(entry_table.c.raw, entry_table.c.salt, entry_table.c["values"]).where(
                entry_table.c.id.in_(ids[start : start + _PIECE])
            )
        )
        found += [Entry(bytes(raw), salt, values) for raw, salt, values in rows]
    return found


@dataclass(frozen=True)
class Line:
    """One field of one entry, for a History: `state` is "now", "clash", "replaced", "waiting" or "erased".

    Of a record that was removed only the removal is "now": what it said is not shown anywhere.
    """

    entry: Entry
    field: str
    value: Value
    state: str


def history(connection: Connection, *, eid: str | None = None, subject: str | None = None) -> list[Line]:
    """Every change to one record, or every change that concerns one person under any of her ids, newest first."""
    query = select(entry_table.c.raw, entry_table.c.salt, entry_table.c["values"], entry_table.c.state)
    if eid is not None:
        query = query.where(entry_table.c.eid == eid)
    if subject is not None:
        numbers = select(subject_table.c.n).where(subject_table.c.subject.in_(joined.all_ids(connection, [subject])))
        query = query.where(entry_table.c.n.in_(numbers))
    lines: list[Line] = []
    heads: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    gone: dict[tuple[str, str], bool] = {}
    shown_in = joined.shown(connection)
    for raw, salt, values, state in connection.execute(query.order_by(entry_table.c.hlc.desc(), entry_table.c.id)):
        entry = Entry(bytes(raw), salt, values)
        key = (entry.header.type, entry.header.eid)
        key = (key[0], shown_in.get(key, key[1]))
        if key not in heads:
            heads[key] = shown_heads(connection, *key)
            gone[key] = _is_removed(connection, entry.header.type, heads[key].get("removed", ()))
        for name in entry.header.fields:
            shown = () if gone[key] and name != "removed" else heads[key].get(name, ())
            lines.append(Line(entry, name, entry.fields.get(name), _state(state, entry.id, shown)))
    return lines


def _is_removed(connection: Connection, record_type: str, heads: Sequence[str]) -> bool:
    said = [Head(one.header.hlc, one.id, one.fields.get("removed")) for one in by_ids(connection, heads)]
    return bool(said and record_type in BY_TYPE and BY_TYPE[record_type].pick("removed", said))


def _state(state: int, entry_id: str, heads: tuple[str, ...]) -> str:
    if state == FOLDED and entry_id in heads:
        return "now" if len(heads) == 1 else "clash"
    return {FOLDED: "replaced", QUARANTINED: "waiting", ERASED: "erased"}[state]


def waiting(connection: Connection) -> list[Line]:
    """Every field of the entries that are held back, newest first."""
    rows = connection.execute(select(entry_table.c.raw, entry_table.c.salt, entry_table.c["values"]).where(HELD))
    held = [Entry(bytes(raw), salt, values) for raw, salt, values in rows]
    return [
        Line(entry, name, entry.fields.get(name), "waiting")
        for entry in sorted(held, key=lambda one: (-one.header.hlc, one.id))  # sorted there, all would be read for it
        for name in entry.header.fields
    ]
