"""Clashes: fields that several machines wrote without knowing of each other, for a person to settle.

The list is made of the journal alone, so it is the same, in the same order, on every machine that holds the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from wagesdesk.errors import NotFound
from wagesdesk.models import joined, merge, readings
from wagesdesk.models.asking import Asking
from wagesdesk.models.base import Record
from wagesdesk.models.card import EnrolledCard
from wagesdesk.models.entry import Entry, Value, canonical, natural_id
from wagesdesk.models.person import Person
from wagesdesk.models.records import BY_TYPE
from wagesdesk.models.vault import Vault
from wagesdesk.models.workshop import WorkshopSession
from wagesdesk.services import history
from wagesdesk.services.changes import Changes, made


@dataclass(frozen=True)
class Side:
    """One of the values that stand beside each other: what, who wrote it when, and on which machine.

    `here` says that it was this machine, `kind` what the machine is (laptop, terminal, outside), `place` its place.
    `at` is sure only when `clock_ok`. `newer`: it is the newest of those whose dates are sure.
    """

    entry_id: str
    value: Value
    by: str
    place: str
    kind: str
    here: bool
    at: datetime
    clock_ok: bool
    newer: bool


@dataclass(frozen=True)
class Clash:
    """A field with several current values, oldest first. `name` is the woman's, with `person_id`; both are empty for
    what is about nobody. `label`, `day` and `scope` say which record it is: the title of a cohort or a workshop, the
    name of a member of staff or of a recipient; the day of the workshop; the scope of a consent. `asking`: she is being
    asked.
    """

    id: str
    type: str
    eid: str
    field: str
    person_id: str
    name: str
    label: str
    day: date | None
    scope: str
    sides: tuple[Side, ...]
    asking: bool


def clashes(vault: Vault) -> tuple[Clash, ...]:
    """Everything that waits for a person to settle, by name, those about nobody last."""
    own = vault.machine.sign_public.hex()
    with vault.read() as db:
        found = [_clash(db, own, *key) for key in _open(db)]
    return tuple(sorted(found, key=lambda one: (not one.name, one.name.casefold(), one.type, one.eid, one.field)))


def count(vault: Vault) -> int:
    """How many clashes wait for a person; those about which she is being asked do not."""
    return sum(not one.asking for one in clashes(vault))


def _open(db: Session) -> list[tuple[str, str, str]]:
    """The clashes of what is shown: of a record that was taken away only whether it was. Two who ask agree."""
    found = []
    for record_type, eid, field in merge.clashes(db.connection()):
        record = db.get(BY_TYPE[record_type], eid) if record_type != Asking.__tablename__ else None
        if record is not None and (field == "removed" or not record.removed):
            found.append((record_type, eid, field))
    return found


def _clash(db: Session, own: str, record_type: str, eid: str, field: str) -> Clash:
    connection = db.connection()
    entries = sorted(merge.head_entries(connection, record_type, eid, field), key=lambda one: (one.header.hlc, one.id))
    clash_id = natural_id("clash", record_type, eid, field)
    subject = next((one for entry in entries for one in entry.header.subjects), "")
    person_id = joined.kept_id(connection, subject) if subject else ""
    person = db.get(Person, person_id) if person_id else None
    asking = db.get(Asking, natural_id(Asking.__tablename__, person_id, clash_id)) if person_id else None
    asked = (asking.asked or {}).get("heads") if asking and not asking.removed else None
    return Clash(
        clash_id, record_type, eid, field, person_id, (person.name or "") if person else "",
        *_which(db, BY_TYPE[record_type], eid), _sides(db, own, entries, field),
        asked == sorted(entry.id for entry in entries),
    )  # fmt: skip


def _which(db: Session, kind: type[Record], eid: str) -> tuple[str, date | None, str]:
    """What a record is called, its day, its scope; empty for what it has not."""
    record = db.get(kind, eid)
    label = getattr(record, "title", None) or (None if kind is Person else getattr(record, "name", None))
    scope = str(getattr(record, "scope", None) or "")
    workshop = (
        record if kind is WorkshopSession else db.get(WorkshopSession, getattr(record, "workshop_id", None) or "")
    )
    card = db.get(EnrolledCard, getattr(record, "recipient_id", None) or "")
    if isinstance(workshop, WorkshopSession):
        label = workshop.title
    if card is not None:
        label = (card.card or {}).get("place")
    when = (workshop.when or {}).get("day") if isinstance(workshop, WorkshopSession) else None
    return str(label or ""), date.fromisoformat(when) if when else None, scope


def _sides(db: Session, own: str, entries: list[Entry], field: str) -> tuple[Side, ...]:
    """One side for each value, the oldest first; machines that say the same are one side."""
    said = {canonical(entry.fields.get(field)): entry for entry in entries}  # of the same the newest
    both = [(_first_said(db, entry, field), entry) for entry in said.values()]
    both.sort(key=lambda pair: (pair[0].header.hlc, pair[0].id))
    lines = history.told(db, [readings.Line(one, field, one.fields.get(field), "clash") for one, _head in both])
    sure = [line.at for line in lines if line.clock_ok]
    sides = []
    for (first, entry), line in zip(both, lines, strict=True):
        spell = history.spell_of(db, first.header.writer)
        newer = line.clock_ok and len(sure) == len(lines) and line.at == max(sure) and sure.count(line.at) == 1
        sides.append(
            Side(
                entry.id, line.value, line.by, line.machine, str(spell.get("kind", "")), spell.get("machine") == own,
                line.at, line.clock_ok, newer,
            )
        )  # fmt: skip
    return tuple(sides)


def _first_said(db: Session, entry: Entry, field: str) -> Entry:
    """Who said it before a choice was undone: the undoing only put it back."""
    connection = db.connection()
    while readings.Operation.parse(entry.header.operation).name in ("undo", "redo"):
        settled = readings.by_ids(connection, entry.header.parents.get(field, ()))
        before = [
            one for parent in settled for one in readings.by_ids(connection, parent.header.parents.get(field, ()))
        ]
        same = [one for one in before if field in one.fields and one.fields[field] == entry.fields.get(field)]
        if not same:
            break
        entry = min(same, key=lambda one: (one.header.hlc, one.id))
    return entry


def settle(vault: Vault, actor: str, *, entry_id: str, field: str) -> Changes:
    """Keep one side: an entry that names all of them. NotFound, Erased."""
    return history.bring_back(vault, actor, entry_id=entry_id, field=field)


def ask(vault: Vault, actor: str, clash: Clash) -> Changes:
    """Keep every side of a clash about a person and note, for every machine, that she is being asked.

    NotFound for a clash about nobody, or one that is settled by now.
    """
    own = vault.machine.sign_public.hex()
    with vault.write(actor, "clash.ask") as db:
        if not clash.person_id or (clash.type, clash.eid, clash.field) not in _open(db):
            raise NotFound(kind="clash")
        heads = merge.head_entries(db.connection(), clash.type, clash.eid, clash.field)
        asked = {"heads": sorted(entry.id for entry in heads), "on": vault.clock.today().isoformat()}
        now = _clash(db, own, clash.type, clash.eid, clash.field)
        held = db.get(Asking, natural_id(Asking.__tablename__, now.person_id, clash.id))
        if held is None:
            db.add(Asking(person_id=now.person_id, clash_id=clash.id, asked=asked))
        else:
            held.asked, held.removed = asked, None
        return made(db)
