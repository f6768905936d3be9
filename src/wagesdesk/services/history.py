"""Undo, redo and History: what people read and reverse in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import ChangedSince, NotFound, NothingToUndo
from wagesdesk.models import merge, readings
from wagesdesk.models.base import entry_table
from wagesdesk.models.entry import Entry, Value, wall_ms
from wagesdesk.models.journal import settle
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
    "erased" has no value any more. `machine` is the place it was written at. `before` is what stood there before.
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


def undo(vault: Vault, actor: str) -> Reversed:
    """Reverse the last operation of this unlock. NothingToUndo; ChangedSince(by, eid, type) when it stands no more."""
    return _reverse(vault, actor, "undo")


def redo(vault: Vault, actor: str) -> Reversed:
    """Do again what was undone last. NothingToUndo; ChangedSince."""
    return _reverse(vault, actor, "redo")


def _reverse(vault: Vault, actor: str, verb: str) -> Reversed:
    writer = vault.spell.writer
    with vault.read() as db:
        held = readings.stacks(db.connection(), writer)
        stack = held.undo if verb == "undo" else held.redo
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
        for entry in entries:
            _set(db, entry.header.type, entry.header.eid, readings.reversal(connection, entry))
        changes = made(db)
    return Reversed(operation.name, changes)


def _last_hand(db: Session, entry: Entry) -> str:
    head = entry.header
    actors = db.connection().execute(
        select(entry_table.c.actor)
        .where(entry_table.c.type == head.type, entry_table.c.eid == head.eid)
        .order_by(entry_table.c.hlc.desc())
    )
    return name_of(db, actors.scalars().first() or "")


def _set(db: Session, record_type: str, eid: str, values: Mapping[str, Value]) -> None:
    record = db.get(BY_TYPE[record_type], eid)
    if record is None:
        raise NotFound(kind=record_type)
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
        head = found[0].header
        record = db.get(BY_TYPE[head.type], head.eid)
        if record is None:
            raise NotFound(kind=head.type)
        settle(db, record, field, found[0].fields[field])
        if field != "removed":
            record.removed = None
        return made(db)


def person_history(vault: Vault, person_id: str) -> tuple[HistoryLine, ...]:
    """Every change that concerns one person, newest first."""
    with vault.read() as db:
        return _lines(db, readings.history(db.connection(), subject=person_id))


def record_history(vault: Vault, eid: str) -> tuple[HistoryLine, ...]:
    """Every change to one record, newest first."""
    with vault.read() as db:
        return _lines(db, readings.history(db.connection(), eid=eid))


def _lines(db: Session, lines: list[readings.Line]) -> tuple[HistoryLine, ...]:
    connection = db.connection()
    machines: dict[str, str] = {}
    names: dict[str, str] = {}
    made_lines = []
    before: dict[str, Mapping[str, Value]] = {}
    for line in lines:
        head = line.entry.header
        if head.writer not in machines:
            machines[head.writer] = _machine(db, head.writer)
        if head.actor not in names:
            names[head.actor] = name_of(db, head.actor)
        if line.entry.id not in before:
            known = head.type in BY_TYPE
            before[line.entry.id] = readings.before(connection, line.entry) if known and head.parents else {}
        made_lines.append(
            HistoryLine(
                entry_id=line.entry.id, at=datetime.fromtimestamp(wall_ms(head.hlc) / 1000, UTC),
                clock_ok=head.clock_ok, by=names[head.actor], machine=machines[head.writer],
                operation=readings.Operation.parse(head.operation).name, type=head.type, eid=head.eid,
                field=line.field, value=line.value, before=before[line.entry.id].get(line.field), state=line.state,
            )
        )  # fmt: skip
    return tuple(made_lines)


def _machine(db: Session, writer: str) -> str:
    rows = db.connection().execute(
        select(entry_table.c.raw, entry_table.c.salt, entry_table.c["values"]).where(
            entry_table.c.writer == writer, entry_table.c.type == "writer"
        )
    )
    row = rows.first()
    spell = Entry(bytes(row[0]), row[1], row[2]).fields.get("spell") if row else None
    return str(spell["place"]) if isinstance(spell, dict) else ""


@dataclass(frozen=True)
class Clash:
    """A field with several current values: which are they, newest first."""

    type: str
    eid: str
    field: str
    sides: tuple[HistoryLine, ...]


def clashes(vault: Vault) -> tuple[Clash, ...]:
    """Everything that waits for a person to settle; the same list on every machine that holds the same entries."""
    with vault.read() as db:
        connection = db.connection()
        found = []
        for record_type, eid, field in merge.clashes(connection):
            heads = merge.head_entries(connection, record_type, eid, field)
            lines = [readings.Line(entry, field, entry.fields.get(field), "clash") for entry in heads]
            lines.sort(key=lambda line: (line.entry.header.hlc, line.entry.id), reverse=True)
            found.append(Clash(record_type, eid, field, _lines(db, lines)))
    return tuple(found)


def held_back(vault: Vault) -> tuple[HistoryLine, ...]:
    """Entries from elsewhere that do not count until a person lets them."""
    with vault.read() as db:
        return _lines(db, readings.waiting(db.connection()))


def let_count(vault: Vault, actor: str, entry_ids: tuple[str, ...]) -> Changes:
    """Release entries that were held back."""
    return Changes(vault.release_quarantine(actor, entry_ids))
