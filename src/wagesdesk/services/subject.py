"""Everything that is held on one person, read from the journal: for the print she has a right to.

What other people's records say of her is only pointed at, for staff: those words are about somebody else first, and
whoever hands them out must weigh that person's right too. Her own records are given in full; where they name others
they are pointed at as well, so that a person reads them before the print is handed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import NotFound
from wagesdesk.models import joined
from wagesdesk.models.base import entry_table, subject_table
from wagesdesk.models.card import EnrolledCard
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.custody import Dispatch, Intake
from wagesdesk.models.entry import Entry, Value
from wagesdesk.models.records import BY_TYPE, RECORDS
from wagesdesk.models.staff import Staff
from wagesdesk.models.vault import Vault
from wagesdesk.models.workshop import WorkshopSession
from wagesdesk.services import history, wording
from wagesdesk.services.cohort import WorkshopRow, rows_in

_NAMES: Final = (("person", "name"), ("identity", "surname"))


@dataclass(frozen=True)
class Said:
    """One field as an entry wrote it. `value` is plain JSON, from elsewhere perhaps of a strange form.

    `state` is "now", "clash", "replaced", "waiting" (held back) or "erased", as in a HistoryLine.
    """

    entry_id: str
    field: str
    value: Value
    state: str


@dataclass(frozen=True)
class Written:
    """One entry about her. `at` is local, sure only when `clock_ok`; `by` and `place` are empty when not known here."""

    entry_id: str
    type: str
    eid: str
    at: datetime
    clock_ok: bool
    by: str
    place: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class HeldRecord:
    """What one record says of her now; a field with two answers is in it twice."""

    type: str
    eid: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Passed:
    """A bundle she was in. `way` is "sent", "came", or "took_back": it brought only that she took back a yes.

    `on` is local. `seen` is the outcome code of a bundle that was sent, else empty.
    """

    bundle_id: str
    way: str
    place: str
    on: datetime
    serial: int
    preparer: str
    checker: str
    seen: str


@dataclass(frozen=True)
class NamedElsewhere:
    """A record that is not hers and has a name of hers in its free text, now or earlier. `subjects` are its people."""

    type: str
    eid: str
    field: str
    subjects: tuple[str, ...]


@dataclass(frozen=True)
class Held:
    """Everything held on one person in this vault.

    `records` hold what counts now, `written` every entry, newest first, `waiting` those held back. `links` are the
    fields that say what a record belongs to, by its id; `names` of cohorts, recipients and staff, and `workshops`, by
    theirs. `names_others` are ids of entries whose free text names somebody else.
    """

    person_id: str
    name: str
    place: str
    records: tuple[HeldRecord, ...]
    written: tuple[Written, ...]
    waiting: tuple[Written, ...]
    passed: tuple[Passed, ...]
    elsewhere: tuple[NamedElsewhere, ...]
    names_others: frozenset[str]
    links: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]
    workshops: Mapping[str, WorkshopRow]

    @property
    def called(self) -> frozenset[str]:
        """What she is called and was called, in any entry."""
        return frozenset(
            one.value
            for entry in (*self.written, *self.waiting)
            for one in entry.said
            if (entry.type, one.field) in _NAMES and isinstance(one.value, str)
        )

    @property
    def language(self) -> str:
        """Her language as her record says it now, "en" or "cy"."""
        hers = (one for record in self.records if record.type == "person" for one in record.said)
        return next((str(one.value) for one in hers if one.field == "language"), "en")


@dataclass(frozen=True)
class Passage:
    """What was typed freely in an entry about her that names somebody else; `text` has its parts on lines."""

    written: Written
    text: str


def passages(held: Held) -> tuple[Passage, ...]:
    """What a person reads before the print is made: for each of `Held.names_others`, newest first."""
    return tuple(
        Passage(entry, "\n".join(text for one in entry.said if _is_free(entry.type, one) for text in _texts(one.value)))
        for entry in (*held.waiting, *held.written)
        if entry.entry_id in held.names_others
    )


def _is_free(record_type: str, said: Said) -> bool:
    return record_type in BY_TYPE and said.field in BY_TYPE[record_type].free_text


def is_link(record_type: str, name: str) -> bool:
    """Whether a field says what a record belongs to, not what it says."""
    record = BY_TYPE.get(record_type)
    return name.endswith("_id") or (record is not None and name in record.natural_key)


def held(vault: Vault, person_id: str) -> Held:
    """All of it. A job: reads the whole journal once. NotFound for somebody of whom nothing was ever written."""
    lines = history.person_history(vault, person_id, hidden_too=True)
    if not lines:
        raise NotFound(kind="person")
    entries = _written(vault, lines)
    links = _links(lines)
    own = {one.value for one in lines if (one.type, one.field) in _NAMES and isinstance(one.value, str)}
    cohorts = {of["cohort_id"] for of in links.values() if "cohort_id" in of}
    others = {name for one in cohorts for name in wording.known_names(vault, cohort_id=one, but=person_id)} - own
    with vault.read() as db:
        return Held(
            person_id=person_id,
            name=next((str(one.value) for one in lines if (one.type, one.field) == ("person", "name")
                       and one.state in ("now", "clash")), ""),
            place=vault.place.name, records=_records(entries),
            written=tuple(one for one in entries if one.said[0].state != "waiting"),
            waiting=tuple(one for one in entries if one.said[0].state == "waiting"),
            passed=_passed(vault, db, person_id), elsewhere=tuple(_elsewhere(db, person_id, own)),
            names_others=_naming(entries, others), links=links,
            names=_names(db, links) | {vault.machine.sign_public.hex(): vault.place.name},
            workshops=_workshops(db, {of["workshop_id"] for of in links.values() if "workshop_id" in of}),
        )  # fmt: skip


def _written(vault: Vault, lines: tuple[history.HistoryLine, ...]) -> list[Written]:
    said: dict[str, list[Said]] = {}
    first: dict[str, history.HistoryLine] = {}
    for line in lines:
        first.setdefault(line.entry_id, line)
        said.setdefault(line.entry_id, []).append(Said(line.entry_id, line.field, line.value, line.state))
    return [
        Written(
            line.entry_id, line.type, line.eid, vault.clock.local(line.at), line.clock_ok, line.by, line.machine,
            tuple(said[line.entry_id]),
        )
        for line in first.values()
    ]  # fmt: skip


def _links(lines: tuple[history.HistoryLine, ...]) -> dict[str, dict[str, str]]:
    """By record; what was held back stands behind what counts."""
    found: dict[str, dict[str, str]] = {}
    for line in sorted(lines, key=lambda line: line.state == "waiting"):
        if is_link(line.type, line.field) and isinstance(line.value, str):
            found.setdefault(line.eid, {}).setdefault(line.field, line.value)
    return found


def _records(entries: list[Written]) -> tuple[HeldRecord, ...]:
    """In the order in which they were last written; a record that was taken away is only in its entries."""
    found: dict[tuple[str, str], list[Said]] = {}
    for entry in entries:
        now = [
            one
            for one in entry.said
            if one.state in ("now", "clash") and one.field != "removed" and not is_link(entry.type, one.field)
        ]
        if now:
            found.setdefault((entry.type, entry.eid), []).extend(now)
    return tuple(HeldRecord(kind, eid, tuple(said)) for (kind, eid), said in found.items())


def _passed(vault: Vault, db: Session, person_id: str) -> tuple[Passed, ...]:
    found = []
    ids = set(joined.all_ids(db.connection(), [person_id]))
    for sent in db.scalars(select(Dispatch).where(Dispatch.sent.is_not(None))):
        if sent.sent is not None and ids.intersection(sent.sent["people"]):
            found.append(_passage(vault, sent.id, "sent", sent.sent, sent.seen or ""))
    for taken in db.scalars(select(Intake).where(Intake.taken.is_not(None))):
        if taken.taken is not None:
            for way, key in (("came", "people"), ("took_back", "took_back")):
                if ids.intersection(taken.taken.get(key, ())):
                    found.append(_passage(vault, taken.id, way, taken.taken, ""))
    return tuple(sorted(found, key=lambda one: (one.on, one.bundle_id), reverse=True))


def _passage(vault: Vault, bundle_id: str, way: str, log: Mapping[str, Any], seen: str) -> Passed:
    place, on = ("recipient", "created") if way == "sent" else ("place", "taken_at")
    return Passed(
        bundle_id, way, log[place], vault.clock.local(datetime.fromisoformat(log[on])), log["serial"],
        log["preparer"], log["checker"], seen,
    )  # fmt: skip


def _elsewhere(db: Session, person_id: str, own: set[str]) -> Iterator[NamedElsewhere]:
    """Every record of others, values of long ago too, whose free text has one of her names."""
    free = {record.__tablename__: record.free_text for record in RECORDS if record.free_text}
    hers = select(subject_table.c.n).where(
        subject_table.c.subject.in_(joined.all_ids(db.connection(), [person_id]))
    )  # fmt: skip
    rows = db.connection().execute(
        select(entry_table.c.type, entry_table.c.eid, entry_table.c["values"], entry_table.c.raw)
        .where(entry_table.c.type.in_(free), entry_table.c["values"].is_not(None), entry_table.c.n.notin_(hers))
        .order_by(entry_table.c.n)
    )
    told: set[tuple[str, str, str]] = set()
    for kind, eid, values, raw in rows:
        for name, value in json.loads(values).items():
            if name in free[kind] and (kind, eid, name) not in told and _has_name(value, own):
                told.add((kind, eid, name))
                yield NamedElsewhere(kind, eid, name, Entry(bytes(raw), None, None).header.subjects)


def _naming(entries: list[Written], others: set[str]) -> frozenset[str]:
    """Entries about her whose free text names one of `others`."""
    return frozenset(
        entry.entry_id
        for entry in entries
        for one in entry.said
        if _is_free(entry.type, one) and _has_name(one.value, others)
    )


def _has_name(value: Value, names: set[str]) -> bool:
    return any(wording.names_in(text, names) for text in _texts(value))


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _names(db: Session, links: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    cohorts = {of["cohort_id"] for of in links.values() if "cohort_id" in of}
    recipients = {of["recipient_id"] for of in links.values() if "recipient_id" in of}
    names = {one.id: one.name or "" for one in db.scalars(select(Staff))}
    names |= {one.id: one.title or "" for one in db.scalars(select(Cohort).where(Cohort.id.in_(cohorts)))}
    cards = db.scalars(select(EnrolledCard).where(EnrolledCard.id.in_(recipients)))
    return names | {one.id: str(one.card["place"]) for one in cards if one.card is not None}


def _workshops(db: Session, ids: set[str]) -> dict[str, WorkshopRow]:
    cohorts = set(db.scalars(select(WorkshopSession.cohort_id).where(WorkshopSession.id.in_(ids))))
    rows = [row for cohort_id in cohorts if cohort_id for row in rows_in(db, cohort_id)]
    return {row.id: row for row in rows if row.id in ids}
