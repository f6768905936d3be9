"""Undo, redo and History: what people read and reverse in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import ChangedSince, NotFound, NothingToUndo
from wagesdesk.models import joined, readings, withheld
from wagesdesk.models.base import Record, entry_table
from wagesdesk.models.entry import Entry, Value, wall_ms
from wagesdesk.models.journal import reopen, settle
from wagesdesk.models.readings import Operation
from wagesdesk.models.records import BY_TYPE
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.staff import name_of


@dataclass(frozen=True)
class Reversed:
    """What was undone or redone: the name of the operation and what changed."""

    operation: str
    changes: Changes


@dataclass(frozen=True)
class HistoryLine:
    """One change of one field. `at` is an instant as the machine knew it, sure only when `clock_ok`.

    `state`: "now" is what is shown, "clash" one of several current values, "replaced", "waiting" is held back,
    "erased" has no value any more. `eid` is the record that shows it, `machine` the place it was written at, `before`
    what stood there before.
    """

    entry_id: str
    at: datetime
    clock_ok: bool
    by: str
    machine: str
    operation: str
    type: str
    eid: str
    field: str
    value: Value
    before: Value
    state: str

    @property
    def can_bring_back(self) -> bool:
        return self.state in ("replaced", "clash")


Step = Callable[[int, int], None]
EVERY: Final = 400
"""Changes between two steps."""


def _no_step(_done: int, _total: int) -> None:
    return None


def can_undo(vault: Vault) -> str | None:
    """The name of the operation that Ctrl+Z would reverse, or None."""
    with vault.read() as db:
        held = readings.stacks(db.connection(), vault.spell.writer).undo
    return held[-1].name if held else None


def can_redo(vault: Vault) -> str | None:
    """The name of the operation that Ctrl+Y would do again, or None."""
    with vault.read() as db:
        held = readings.stacks(db.connection(), vault.spell.writer).redo
    return held[-1].name if held else None


def is_long(vault: Vault, verb: str) -> bool:
    """Whether `undo` or `redo` (the verb) would now take back so much that it is a job."""
    if vault.spell.chain.seq <= EVERY:
        return False
    with vault.read() as db:
        stack = _stack(db, vault.spell.writer, verb)
    return bool(stack) and stack[-1].entries > EVERY


def undo(vault: Vault, actor: str, step: Step = _no_step) -> Reversed:
    """Reverse the last operation of this unlock. NothingToUndo; ChangedSince(by, eid, type) when it stands no more.

    `step(done, total)` counts changes and may raise to stop; then nothing was written.
    """
    return _reverse(vault, actor, "undo", step)


def redo(vault: Vault, actor: str, step: Step = _no_step) -> Reversed:
    """Do again what was undone last, as `undo` does. NothingToUndo; ChangedSince."""
    return _reverse(vault, actor, "redo", step)


def _stack(db: Session, writer: str, verb: str) -> tuple[Operation, ...]:
    held = readings.stacks(db.connection(), writer)
    return held.undo if verb == "undo" else held.redo


def _reverse(vault: Vault, actor: str, verb: str, step: Step) -> Reversed:
    writer = vault.spell.writer
    with vault.read() as db:
        stack = _stack(db, writer, verb)
    if not stack:
        raise NothingToUndo(verb=verb)
    operation = stack[-1]
    with vault.write(actor, f"{verb} {operation.id}") as db:
        connection = db.connection()
        opposite = "redo" if verb == "undo" else "undo"
        entries = readings.last_reversal(connection, writer, opposite, operation.id)
        entries = entries or readings.entries_of_operation(connection, writer, operation.id)
        other = readings.changed_since(connection, entries)
        if other is not None:
            raise ChangedSince(by=_last_hand(db, other), type=other.header.type, eid=other.header.eid)
        reversed_: set[tuple[str, str]] = set()
        for start in range(0, len(entries), EVERY):
            step(start, len(entries))
            _take_back(db, entries[start : start + EVERY], reversed_)
        step(len(entries), len(entries))
        changes = made(db)
    return Reversed(operation.name, changes)


def _take_back(db: Session, entries: Sequence[Entry], reversed_: set[tuple[str, str]]) -> None:
    """Write what was there before these entries, and add their fields to `reversed_`."""
    connection = db.connection()
    firsts, parents = readings.firsts(connection, entries), readings.parents_of(connection, entries)
    with db.no_autoflush:  # else each record would be written by itself, at eight statements
        for entry, record in zip(entries, _records(db, entries), strict=True):
            sides = readings.sides_before(entry, parents)
            values = {"removed": True} if entry.id in firsts else readings.before(entry, parents)
            values = {name: value for name, value in values.items() if name not in record.natural_key}
            # Of several entries to one field the first knows what was there before.
            open_ = {name for name in (*values, *sides) if (record.id, name) not in reversed_}
            _set(db, record, {name: value for name, value in values.items() if name in open_ and name not in sides})
            for name in open_.intersection(sides):
                reopen(db, record, name, sides[name])
            reversed_ |= {(record.id, name) for name in open_}
    db.flush()


def _last_hand(db: Session, entry: Entry) -> str:
    head = entry.header
    actors = db.connection().execute(
        select(entry_table.c.actor)
        .where(entry_table.c.type == head.type, entry_table.c.eid == head.eid)
        .order_by(entry_table.c.hlc.desc())
    )
    return name_of(db, actors.scalars().first() or "")


def _records(db: Session, entries: Sequence[Entry]) -> list[Record]:
    """The record in which each entry is shown. NotFound."""
    shown_in = joined.shown(db.connection())
    keys = [(one.header.type, shown_in.get((one.header.type, one.header.eid), one.header.eid)) for one in entries]
    found: dict[tuple[str, str], Record] = {}
    for kind in {kind for kind, _eid in keys}:
        record = BY_TYPE[kind]
        for one in db.scalars(select(record).where(record.id.in_({eid for of, eid in keys if of == kind}))):
            found[kind, one.id] = one
    if missing := next((kind for kind, eid in keys if (kind, eid) not in found), ""):
        raise NotFound(kind=missing)
    return [found[key] for key in keys]


def _set(db: Session, record: Record, values: Mapping[str, Value]) -> None:
    for name, value in values.items():
        if getattr(record, name) == value:
            settle(db, record, name, value)  # an undo that changes nothing still counts, or it would stand in the way
        setattr(record, name, value)


def bring_back(vault: Vault, actor: str, *, entry_id: str, field: str) -> Changes:
    """Make an earlier value, or one side of a clash, the value again; it settles a clash. A record that was removed is
    shown again. NotFound, Erased."""
    with vault.write(actor, "history.bring_back") as db:
        found = readings.by_ids(db.connection(), (entry_id,))
        if not found or field not in found[0].fields:
            raise NotFound(kind="entry")
        record = _records(db, found)[0]
        settle(db, record, field, found[0].fields[field])
        if field != "removed":
            record.removed = None
        return made(db)


def person_history(vault: Vault, person_id: str, *, hidden_too: bool = False) -> tuple[HistoryLine, ...]:
    """Every change that concerns one person, newest first; outside without what she no longer shares.

    `hidden_too` tells that as well: she herself may ask for all that is held.
    """
    with vault.read() as db:
        connection = db.connection()
        lines = readings.history(connection, subject=person_id)
        if vault.place.kind == withheld.OUTSIDE and not hidden_too:
            own = vault.machine.sign_public.hex()
            gone = withheld.types_of(connection, own, vault.clock.today(), person_id)
            lines = [line for line in lines if line.entry.header.type not in gone]
        return told(db, lines)


def record_history(vault: Vault, eid: str) -> tuple[HistoryLine, ...]:
    """Every change to one record, newest first."""
    with vault.read() as db:
        return told(db, readings.history(db.connection(), eid=eid))


def told(db: Session, lines: Sequence[readings.Line]) -> tuple[HistoryLine, ...]:
    """Lines of the journal with who wrote them and where, in the same order."""
    connection = db.connection()
    shown_in = joined.shown(connection)
    machines: dict[str, str] = {}
    names: dict[str, str] = {}
    made_lines = []
    parents = readings.parents_of(connection, {line.entry.id: line.entry for line in lines}.values())
    before: dict[str, Mapping[str, Value]] = {}
    for line in lines:
        head = line.entry.header
        if head.writer not in machines:
            machines[head.writer] = _machine(db, head.writer)
        if head.actor not in names:
            names[head.actor] = name_of(db, head.actor)
        if line.entry.id not in before:
            known = head.type in BY_TYPE
            before[line.entry.id] = readings.before(line.entry, parents) if known and head.parents else {}
        made_lines.append(
            HistoryLine(
                entry_id=line.entry.id, at=datetime.fromtimestamp(wall_ms(head.hlc) / 1000, UTC),
                clock_ok=head.clock_ok, by=names[head.actor], machine=machines[head.writer],
                operation=readings.Operation.parse(head.operation).name, type=head.type,
                eid=shown_in.get((head.type, head.eid), head.eid),
                field=line.field, value=line.value, before=before[line.entry.id].get(line.field), state=line.state,
            )
        )  # fmt: skip
    return tuple(made_lines)


def _machine(db: Session, writer: str) -> str:
    return str(spell_of(db, writer).get("place", ""))


def spell_of(db: Session, writer: str) -> Mapping[str, Value]:
    """What a writer's first entry says of its machine; empty while that is not here."""
    rows = db.connection().execute(
        select(entry_table.c.raw, entry_table.c.salt, entry_table.c["values"]).where(
            entry_table.c.writer == writer, entry_table.c.seq == 0, entry_table.c.type == "writer"
        )
    )
    row = rows.first()
    spell = Entry(bytes(row[0]), row[1], row[2]).fields.get("spell") if row else None
    return spell if isinstance(spell, dict) else {}
