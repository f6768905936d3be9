"""Erasing people for good: what it takes and what it cannot reach, doing it, and who must be told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import NotAllowed, NotFound, UserError
from wagesdesk.models import joined
from wagesdesk.models.base import FOLDED, entry_table
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.custody import Dispatch
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.entry import Value, wall_ms
from wagesdesk.models.person import Person
from wagesdesk.models.records import BY_TYPE, RECORDS
from wagesdesk.models.vault import Vault
from wagesdesk.services import backup, card, staff, subject, terminal, wording
from wagesdesk.services.changes import Changes


@dataclass(frozen=True)
class Bundle:
    """One bundle she was in: its number for that recipient, and its local day."""

    serial: int
    day: date


@dataclass(frozen=True)
class Told:
    """A recipient who got something of hers, and in which bundles.

    `reachable`: a bundle can still be made for it. `sent_on` is the local day of the first bundle since the erasure:
    each carries every erasure. None while there was none.
    """

    recipient_id: str
    place: str
    bundles: tuple[Bundle, ...]
    reachable: bool
    sent_on: date | None = None


@dataclass(frozen=True)
class Mention:
    """A free text of another record that has a name of hers, now or earlier. `person_id` is whose record it is, empty
    for nobody's; `name` her chosen name. `texts` are the parts of it that name her now, by what they are called in the
    field (empty for a text without parts); none when only older versions do."""

    type: str
    eid: str
    field: str
    person_id: str
    name: str
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Leaving:
    """What erasing one person takes: how many entries, out of which cohorts. What it leaves: who was told, and where
    others' words name her. `out`: her words are at a terminal. `called` are her names, now and earlier."""

    person_id: str
    name: str
    cohorts: tuple[str, ...]
    entries: int
    told: tuple[Told, ...]
    mentions: tuple[Mention, ...]
    out: bool
    called: frozenset[str]


@dataclass(frozen=True)
class Done:
    """`late` is what went wrong after they were erased, with the backups. `traces`: something of them still stands in
    the program's own files, until somebody locks."""

    changes: Changes
    traces: bool
    late: tuple[Exception, ...]


@dataclass(frozen=True)
class ErasedRow:
    """An erasure that is remembered: an id without a name, the local day, and who did it (empty when unknown here)."""

    person_id: str
    on: date
    by: str
    told: tuple[Told, ...]


def leaving(vault: Vault, person_ids: Iterable[str]) -> tuple[Leaving, ...]:
    """What erasing these people would mean, by name. A job: reads the whole journal for each. NotFound."""
    found = [_leaving(vault, one) for one in person_ids]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.person_id)))


def _leaving(vault: Vault, person_id: str) -> Leaving:
    held = subject.held(vault, person_id)
    with vault.read() as db:
        if db.get(Person, person_id) is None:
            raise NotFound(kind="person")
        titles = db.scalars(
            select(Cohort.title)
            .join(Enrolment, Enrolment.cohort_id == Cohort.id)
            .where(Enrolment.person_id == person_id, Enrolment.removed.is_not(True))
            .order_by(Cohort.title)
        )
        return Leaving(
            person_id, held.name, tuple(title or "" for title in titles), len(held.written) + len(held.waiting),
            _told(vault, db, joined.all_ids(db.connection(), [person_id]), _reachable(vault)),
            _mentions(db, held), any(one.person_id == person_id for one in terminal.out_now(vault)), held.called,
        )  # fmt: skip


def _mentions(db: Session, held: subject.Held) -> tuple[Mention, ...]:
    found: dict[Mention, None] = {}
    for one in held.elsewhere:
        eid = joined.shown_id(db.connection(), one.type, one.eid)
        record = db.scalars(select(BY_TYPE[one.type]).where(BY_TYPE[one.type].id == eid)).first()
        person_id = next(iter(record.subjects if record is not None else one.subjects), "")
        person = db.get(Person, person_id) if person_id else None
        value = getattr(record, one.field) if record is not None and not record.removed else None
        name = (person.name or "") if person else ""
        found[Mention(one.type, eid, one.field, person_id, name, _naming(value, held.called))] = None
    return tuple(found)


def _naming(value: Value, names: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The parts of a text that have one of these names."""
    texts = value.items() if isinstance(value, dict) else [("", value)]
    return tuple((part, text) for part, text in texts if isinstance(text, str) and wording.names_in(text, names))


def _reachable(vault: Vault) -> set[str]:
    return {row.id for row in card.recipients(vault)}


def _told(
    vault: Vault, db: Session, ids: Collection[str], reachable: Collection[str], since: datetime | None = None
) -> tuple[Told, ...]:
    """Every recipient of a bundle in which she was under one of `ids`; `since` is when she was erased."""
    sent = [one for one in db.scalars(select(Dispatch)) if one.sent is not None and one.recipient_id is not None]
    found: dict[str, list[Dispatch]] = {}
    for one in sent:
        if set(ids).intersection((one.sent or {})["people"]):
            found.setdefault(str(one.recipient_id), []).append(one)
    told = []
    for recipient, bundles in found.items():
        rows = (Bundle(int((one.sent or {})["serial"]), _day(vault, one)) for one in bundles)
        after = [_day(vault, one) for one in sent if one.recipient_id == recipient and since and _at(one) >= since]
        told.append(
            Told(
                recipient, str((bundles[-1].sent or {})["recipient"]),
                tuple(sorted(rows, key=lambda row: row.serial)), recipient in reachable,
                min(after, default=None),
            )
        )  # fmt: skip
    return tuple(sorted(told, key=lambda one: (one.place.casefold(), one.recipient_id)))


def _at(one: Dispatch) -> datetime:
    return datetime.fromisoformat((one.sent or {})["created"])


def _day(vault: Vault, one: Dispatch) -> date:
    return vault.clock.local(_at(one)).date()


def erase(vault: Vault, actor: str, person_ids: Collection[str], *, second: Path | None, older: bool) -> Done:
    """Erase these people everywhere this place can reach, in one operation. Cannot be undone. A job.

    A new backup is made where the older ones were: those on this machine go with the erasure, those in the second place
    (`second`, None while it is not there) if `older`, as soon as it is there. NotAllowed for who is no administrator;
    NotFound when somebody of them is not here.
    """
    if not staff.is_administrator(vault, actor):
        raise NotAllowed(needs="administrator")
    with vault.read() as db:
        if any(db.get(Person, one) is None for one in person_ids):
            raise NotFound(kind="person")
    vault.erase(actor, *sorted(person_ids))
    return renewed(vault, second=second, older=older)


def renewed(vault: Vault, *, second: Path | None, older: bool) -> Done:
    """After something was erased: a new backup in the place of those before, as `erase` says. A job."""
    late: list[Exception] = []
    try:
        if not older:
            backup.keep_second(vault)
        backup.make(vault, second)
    except (UserError, OSError) as error:  # it is erased all the same
        late.append(error)
    about_people = {record.__tablename__ for record in RECORDS if record.subject_fields}
    return Done(Changes(frozenset(about_people | {"backup", "erasure"})), not vault.leave_no_trace(), tuple(late))


def erased(vault: Vault) -> tuple[ErasedRow, ...]:
    """Every erasure that counts here, the newest first."""
    reachable = _reachable(vault)
    found: dict[str, ErasedRow] = {}
    with vault.read() as db:
        rows = db.execute(
            select(entry_table.c.eid, entry_table.c.hlc, entry_table.c.actor)
            .where(entry_table.c.type == "erasure", entry_table.c.state == FOLDED)
            .order_by(entry_table.c.hlc)
        )
        for eid, hlc, actor in rows.all():
            at = datetime.fromtimestamp(wall_ms(hlc) / 1000, UTC)
            if eid not in found:
                day, by = vault.clock.local(at).date(), staff.name_of(db, actor)
                found[eid] = ErasedRow(eid, day, by, _told(vault, db, (eid,), reachable, at))
    return tuple(reversed(found.values()))
