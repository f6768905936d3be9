"""What leaves: the entries of consented people and scopes, with the frame they stand in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from wagesdesk.export.carried import ALWAYS, Carried, leaves_of, position
from wagesdesk.models import joined
from wagesdesk.models.attendance import Mark
from wagesdesk.models.base import FOLDED, entry_table, erased_table, subject_table
from wagesdesk.models.consent import Consent
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.entry import Entry
from wagesdesk.models.fold import rows_of
from wagesdesk.models.origin import Origin, may_write
from wagesdesk.models.workshop import WorkshopSession
from wagesdesk.services import consent, custody


@dataclass(frozen=True)
class Chosen:
    """One person in a bundle: the scopes she said yes to, and the first day on which one of them runs out."""

    person_id: str
    scopes: tuple[str, ...]
    until: date


@dataclass(frozen=True)
class Selection:
    """Everything one bundle carries of the journal. `consents` are the entry ids behind the yeses.

    `places` are the rows of the journal at which its entries stand, by entry id; `upto` is the last row when it was
    chosen. `arrived` is how many entries are not in it because the recipient has them already.
    """

    people: tuple[Chosen, ...]
    withdrawn: tuple[str, ...]
    consents: tuple[str, ...]
    entries: tuple[Entry, ...] = field(repr=False)
    erased: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict, repr=False)
    upto: int = 0
    arrived: int = 0

    @property
    def marks(self) -> int:
        """How many marks it shows; what was cleared again travels too, but is none."""
        return len(rows_of(Mark, self.entries))

    @property
    def notes(self) -> int:
        """How many marks carry a note that a member of staff typed."""
        marks = (entry for entry in self.entries if entry.header.type == Mark.__tablename__)
        return len({one.header.eid for one in marks if (one.fields.get("says") or {}).get("note")})


def select_for(
    db: Session,
    recipient_id: str,
    person_ids: Collection[str],
    day: date,
    *,
    signing: Collection[str] = (),
    before: Collection[Carried] = (),
    kind: str = "laptop",
) -> Selection:
    """The entries that may go to a recipient about those of `person_ids` whose consent holds on `day`.

    Whoever was sent there before and whose consent no longer holds is in it with her answer alone, so that a
    withdrawal travels; who was only left out this time is not.
    `signing` are staff who prepare or check. What a bundle of `before` held that has arrived is left out, but for what
    every bundle needs to be read alone. Answers, erasures and staff written at a place whose `kind` has no part in them
    stay there; what else it wrote about a woman goes, to be let in by an administrator. Raises nothing; with nobody's
    consent `people` is empty.
    """
    given = consent.given(db, sorted(person_ids), recipient_id, day)
    people = tuple(
        Chosen(one, tuple(sorted(str(said.scope) for said in said_yes)), min(_until(said) for said in said_yes))
        for one, said_yes in sorted(given.items())
    )
    connection = db.connection()
    kept = joined.kept(connection)
    scopes = {
        one: frozenset(chosen.scopes) for chosen in people for one in joined.together(kept, [chosen.person_id])
    }  # fmt: skip
    left_out = custody.told_about(db, recipient_id) - set(scopes)
    withdrawn = tuple(sorted(left_out - set(consent.given(db, sorted(left_out), recipient_id, day))))
    found: dict[str, tuple[int, Entry]] = {}
    arrived = 0
    there = [one for one in before if one.arrived]
    own_consents = _consents_for(db, recipient_id)
    for place, entry in _about(connection, [*scopes, *sorted(joined.together(kept, withdrawn))]):
        if not _may_leave(entry, scopes, own_consents):
            continue
        if entry.header.type not in ALWAYS and any(one.held(entry, place) for one in there):
            arrived += 1
            continue
        found[entry.id] = (place, entry)
    for place, entry in (*_frame(db, connection, list(scopes)), *_of_types(connection, ("erasure", "redaction"))):
        found[entry.id] = (place, entry)
    for place, entry in _staff(connection, {entry.header.actor for _place, entry in found.values()} | set(signing)):
        found[entry.id] = (place, entry)
    for place, entry in _openings(connection, [entry for _place, entry in found.values()]):
        found[entry.id] = (place, entry)
    every = sorted((entry for _place, entry in found.values()), key=lambda entry: (entry.header.hlc, entry.id))
    ordered = every if kind == "laptop" else _of_some_use(connection, every, Origin("", kind))
    consents = tuple(
        entry.id for entry in every if entry.header.type == Consent.__tablename__ and "answer" in entry.header.fields
    )
    erased = tuple(sorted(connection.execute(select(erased_table.c.eid)).scalars()))
    return Selection(
        people, withdrawn, consents, tuple(ordered), erased,
        places={one: place for one, (place, _entry) in found.items()}, upto=position(db), arrived=arrived,
    )  # fmt: skip


def _of_some_use(connection: Connection, entries: Collection[Entry], here: Origin) -> list[Entry]:
    """Without those that count nowhere but on this machine, which wrote them: places of its kind have no part in them,
    and they say nothing of a woman that somebody could let in."""
    own = set(connection.execute(select(entry_table.c.id).where(entry_table.c.via.is_(None))).scalars())
    return [
        one
        for one in entries
        if one.id not in own
        or (one.header.subjects and one.header.type != Consent.__tablename__)
        or may_write(here, one.header, admin=True)
    ]


def _consents_for(db: Session, recipient_id: str) -> set[str]:
    """The ids of the answers for a recipient, under every id that a person has."""
    shown = set(db.scalars(select(Consent.id).where(Consent.recipient_id == recipient_id)))
    kind = Consent.__tablename__
    return shown | {eid for (of, eid), into in joined.shown(db.connection()).items() if of == kind and into in shown}


def _until(said: Consent) -> date:
    return date.fromisoformat((said.answer or {})["until"])


def _may_leave(entry: Entry, scopes: Mapping[str, frozenset[str]], own_consents: Collection[str]) -> bool:
    """Whether one entry about people may go: each person it concerns said yes to its scope."""
    head = entry.header
    leaves = leaves_of(head.type)
    if head.type == Consent.__tablename__:
        return head.eid in own_consents
    if leaves == "frame":
        return all(person in scopes for person in head.subjects)
    return all(leaves in scopes.get(person, frozenset()) for person in head.subjects)


def _rows(connection: Connection, *where: object) -> Iterator[tuple[int, Entry]]:
    query = select(entry_table.c.n, entry_table.c.raw, entry_table.c.salt, entry_table.c["values"]).where(
        entry_table.c.state == FOLDED,
        *where,  # type: ignore[arg-type]
    )
    for place, raw, salt, values in connection.execute(query):
        yield place, Entry(bytes(raw), salt, values)


def _about(connection: Connection, person_ids: list[str]) -> Iterator[tuple[int, Entry]]:
    for start in range(0, len(person_ids), 200):
        part = person_ids[start : start + 200]
        numbers = select(subject_table.c.n).where(subject_table.c.subject.in_(part))
        yield from _rows(connection, entry_table.c.n.in_(numbers))


def _frame(db: Session, connection: Connection, person_ids: list[str]) -> Iterator[tuple[int, Entry]]:
    """The cohorts these people are in, and their workshops."""
    cohorts: set[str] = set()
    for start in range(0, len(person_ids), 500):
        part = person_ids[start : start + 500]
        found = db.scalars(select(Enrolment.cohort_id).where(Enrolment.person_id.in_(part)))
        cohorts.update(one for one in found if one is not None)
    workshops = db.scalars(select(WorkshopSession.id).where(WorkshopSession.cohort_id.in_(cohorts)))
    yield from _of_records(connection, "cohort", cohorts)
    yield from _of_records(connection, "workshop", set(workshops))


def _of_records(connection: Connection, record_type: str, ids: Collection[str]) -> Iterator[tuple[int, Entry]]:
    if ids:
        yield from _rows(connection, entry_table.c.type == record_type, entry_table.c.eid.in_(sorted(ids)))


def _staff(connection: Connection, ids: set[str]) -> Iterator[tuple[int, Entry]]:
    """The display names of these members of staff, and of those who wrote them down."""
    done: set[str] = set()
    while ids - done:
        found = list(_of_records(connection, "staff", ids - done))
        done |= ids
        ids = {entry.header.actor for _place, entry in found}
        yield from found


def _of_types(connection: Connection, types: tuple[str, ...]) -> Iterator[tuple[int, Entry]]:
    yield from _rows(connection, entry_table.c.type.in_(types))


def _openings(connection: Connection, found: Collection[Entry]) -> Iterator[tuple[int, Entry]]:
    """The first entry of every writer: it proves on which machine the others were written."""
    writers = sorted({entry.header.writer for entry in found})
    yield from _rows(connection, entry_table.c.type == "writer", entry_table.c.writer.in_(writers))
