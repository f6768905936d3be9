"""What leaves: the entries of consented people and scopes, with the frame they stand in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from wagesdesk.export.carried import ALWAYS, Carried, leaves_of, position
from wagesdesk.export.lines import Held, held
from wagesdesk.export.withdrawal import Withdrawal, withdrawals
from wagesdesk.models import joined, vouching
from wagesdesk.models.base import entry_table, erased_table, subject_table
from wagesdesk.models.consent import Consent
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.fold import entries_of
from wagesdesk.models.joining import Joining
from wagesdesk.models.origin import Origin, may_write
from wagesdesk.models.plan import Plan, PlanAnswer
from wagesdesk.models.workshop import WorkshopSession
from wagesdesk.services import consent, custody

_FOR_EACH: Final = 1 << 10
"""Bytes that an entry takes beside its words: the frame of its line, and what is held of it while it is prepared."""


@dataclass(frozen=True)
class Chosen:
    """One person in a bundle: the scopes she said yes to, and the first day on which one of them runs out."""

    person_id: str
    scopes: tuple[str, ...]
    until: date


@dataclass(frozen=True)
class Selection:
    """Everything one bundle carries of the journal. `consents` are the entry ids behind the yeses.

    `withdrawn` are those who were told about and share nothing any more, `withdrawals` say who shares less than was
    sent. `told` are all who were told about and are not among `people`: of them the answers alone are in it. `upto` is
    the last row of the journal when it was chosen. `arrived` is how many entries are not in it because the recipient
    has them already.
    """

    people: tuple[Chosen, ...]
    withdrawn: tuple[str, ...]
    consents: tuple[str, ...]
    entries: tuple[Held, ...] = field(repr=False)
    erased: tuple[str, ...] = ()
    upto: int = 0
    arrived: int = 0
    withdrawals: tuple[Withdrawal, ...] = ()
    told: tuple[str, ...] = ()


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

    Of whoever was sent there before and is not among them, her answers for this recipient alone are in it, so that a
    withdrawal travels, of one scope too; once they arrived they stay, but for those of who took something back.
    `signing` are staff who prepare or check. What a bundle of `before` held that has arrived is left out, but for what
    every bundle needs to be read alone. Answers, erasures and staff written at a place whose `kind` has no part in them
    stay there; what else it wrote about a woman goes, to be let in by an administrator. Raises nothing; with nobody's
    consent `people` is empty.
    """
    people, scopes = _agreed(db, recipient_id, person_ids, day)
    connection = db.connection()
    told = custody.told_about(db, recipient_id).keys() - scopes.keys()
    withdrawn = tuple(sorted(told - consent.given(db, sorted(told), recipient_id, day).keys()))
    back = withdrawals(db, recipient_id, day, before)
    found: dict[str, Held] = {}
    arrived = 0
    there = [one for one in before if one.arrived]
    own_consents = _consents_for(db, recipient_id)
    for one in _about(connection, list(scopes)):
        if not _may_leave(one, scopes, own_consents):
            continue
        if _is_there(one, there):
            arrived += 1
            continue
        found[one.id] = one
    again = {*withdrawn, *(one.person_id for one in back)}
    theirs = [eid for eid, person in own_consents.items() if person in told]
    for one in _of_records(connection, Consent.__tablename__, theirs):
        if own_consents[one.header.eid] in again or not any(bundle.held(one) for bundle in there):
            found[one.id] = one
    for one in _of_records(connection, Joining.__tablename__, _joinings(db, custody.told_about(db, recipient_id))):
        found[one.id] = one
    for one in (*_frame(db, connection, list(scopes)), *_of_types(connection, ("erasure", "redaction"))):
        found[one.id] = one
    _with_their_frame(connection, found, signing)
    for one in held(connection, entry_table.c.id.in_(vouching.naming(connection, found))):
        found[one.id] = one
    _with_their_frame(connection, found)  # who vouched, and when
    every = sorted(found.values(), key=lambda one: (one.header.hlc, one.id))
    ordered = every if kind == "laptop" else _of_some_use(connection, every, Origin("", kind))
    consents = tuple(
        one.id for one in every if one.header.type == Consent.__tablename__ and "answer" in one.header.fields
    )
    erased = tuple(sorted(connection.execute(select(erased_table.c.eid)).scalars()))
    return Selection(
        people, withdrawn, consents, tuple(ordered), erased, upto=position(db), arrived=arrived, withdrawals=back,
        told=tuple(sorted(told)),
    )  # fmt: skip


def has_changed(db: Session, recipient_id: str, chosen: Selection, day: date) -> str:
    """The id of somebody who agrees on `day` to more, to less or for another time than when this was chosen, or of whom
    something else was to be said; empty where all is as it was."""
    people, _scopes = _agreed(db, recipient_id, [one.person_id for one in chosen.people], day)
    now = {(one.person_id, one.scopes, one.whole) for one in withdrawals(db, recipient_id, day)}
    then = {(one.person_id, one.scopes, one.whole) for one in chosen.withdrawals}
    changed = {one.person_id for one in {*people} ^ {*chosen.people}} | {who for who, *_what in now ^ then}
    return min(changed, default="")


def weights(
    db: Session, recipient_id: str, person_ids: Collection[str], day: date, *, before: Collection[Carried] = ()
) -> dict[str, int]:
    """For each of these people whose consent holds, about how many bytes of her would go, without gathering them.

    What is about two of them counts for both: a part may carry either.
    """
    people, scopes = _agreed(db, recipient_id, person_ids, day)
    connection = db.connection()
    there = [one for one in before if one.arrived]
    own_consents = _consents_for(db, recipient_id)
    shown = _known_as(connection, people)
    found = dict.fromkeys((one.person_id for one in people), 0)
    for one in _about(connection, list(scopes)):
        if _may_leave(one, scopes, own_consents) and not _is_there(one, there):
            for person in {shown[subject] for subject in one.header.subjects if subject in shown}:
                found[person] += one.size + one.size // 16 + _FOR_EACH
    for person, size in _plan_words(db, scopes):
        found[shown[person]] += size + size // 2
    return found


def _plan_words(db: Session, scopes: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, int]]:
    """Bytes of the words that each shows in her plans now: they go once more as pages, twice."""
    ids = sorted(one for one, agreed in scopes.items() if Plan.leaves in agreed)
    size = func.octet_length(PlanAnswer.answer)
    for start in range(0, len(ids), 500):
        hers = PlanAnswer.person_id.in_(ids[start : start + 500])
        query = select(PlanAnswer.person_id, func.sum(size)).join(Plan, Plan.id == PlanAnswer.plan_id)
        for person, total in db.execute(query.where(hers).group_by(PlanAnswer.person_id)):
            yield person, total or 0


def _agreed(
    db: Session, recipient_id: str, person_ids: Collection[str], day: date
) -> tuple[tuple[Chosen, ...], dict[str, frozenset[str]]]:
    """Whose consent holds; and, under every id that a person has, what she said yes to."""
    given = consent.given(db, sorted(person_ids), recipient_id, day)
    people = tuple(
        Chosen(one, tuple(sorted(str(said.scope) for said in said_yes)), min(_until(said) for said in said_yes))
        for one, said_yes in sorted(given.items())
    )
    scopes = {one.person_id: frozenset(one.scopes) for one in people}
    return people, {one: scopes[person] for one, person in _known_as(db.connection(), people).items()}


def _known_as(connection: Connection, people: Collection[Chosen]) -> dict[str, str]:
    """Every id under which these people stand in the journal, and the one that is shown."""
    kept = joined.kept(connection)
    return {one: chosen.person_id for chosen in people for one in joined.together(kept, [chosen.person_id])}


def _is_there(one: Held, arrived: Collection[Carried]) -> bool:
    """Whether the recipient has an entry, and need not have it again to read a bundle alone."""
    return one.header.type not in ALWAYS and any(bundle.held(one) for bundle in arrived)


def _of_some_use(connection: Connection, entries: Collection[Held], here: Origin) -> list[Held]:
    """Without those that count nowhere but on this machine, which wrote them: places of its kind have no part in them,
    and they say nothing of a woman that somebody could let in."""
    own = set(connection.execute(select(entry_table.c.id).where(entry_table.c.via.is_(None))).scalars())
    return [
        one
        for one in entries
        if one.id not in own
        or (one.header.subjects and one.header.type != Consent.__tablename__)
        or may_write(here, one.header, admin=True, at_prison=True)
    ]


def _consents_for(db: Session, recipient_id: str) -> dict[str, str]:
    """The ids of the answers for a recipient, under every id that a person has, each with the one she is shown by."""
    rows = db.execute(select(Consent.id, Consent.person_id).where(Consent.recipient_id == recipient_id))
    shown = {eid: person or "" for eid, person in rows}
    into = {eid: to for (of, eid), to in joined.shown(db.connection()).items() if of == Consent.__tablename__}
    return shown | {eid: shown[to] for eid, to in into.items() if to in shown}


def _until(said: Consent) -> date:
    return date.fromisoformat((said.answer or {})["until"])


def _may_leave(one: Held, scopes: Mapping[str, frozenset[str]], own_consents: Collection[str]) -> bool:
    """Whether one entry about people may go: each person it concerns said yes to its scope."""
    head = one.header
    leaves = leaves_of(head.type)
    if head.type == Consent.__tablename__:
        return head.eid in own_consents
    if leaves == "frame":
        return all(person in scopes for person in head.subjects)
    return all(leaves in scopes.get(person, frozenset()) for person in head.subjects)


def _about(connection: Connection, person_ids: list[str]) -> Iterator[Held]:
    for start in range(0, len(person_ids), 200):
        part = person_ids[start : start + 200]
        numbers = select(subject_table.c.n).where(subject_table.c.subject.in_(part))
        yield from held(connection, entry_table.c.n.in_(numbers))


def _frame(db: Session, connection: Connection, person_ids: list[str]) -> Iterator[Held]:
    """The cohorts these people are in, and their workshops."""
    cohorts: set[str] = set()
    for start in range(0, len(person_ids), 500):
        part = person_ids[start : start + 500]
        found = db.scalars(select(Enrolment.cohort_id).where(Enrolment.person_id.in_(part)))
        cohorts.update(one for one in found if one is not None)
    workshops = db.scalars(select(WorkshopSession.id).where(WorkshopSession.cohort_id.in_(cohorts)))
    yield from _of_records(connection, "cohort", cohorts)
    yield from _of_records(connection, "workshop", set(workshops))


def _joinings(db: Session, people: Collection[str]) -> list[str]:
    """What was said of whether these are one woman with another: it names ids alone, and without it an answer under one
    of her ids would not be taken for hers. Of a pair that was never one woman nothing is told."""
    connection = db.connection()
    ids = joined.together(joined.kept(connection), people)
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        part = sorted(ids)[start : start + 500]
        either = Joining.one_person_id.in_(part) | Joining.other_person_id.in_(part)
        found.update(
            one.id
            for one in db.scalars(select(Joining).where(either))
            if ids.issuperset(one.subjects)
            or any(entry.fields.get("same") for entry in entries_of(connection, one.__tablename__, one.id))
        )
    return sorted(found)


def _of_records(connection: Connection, record_type: str, ids: Collection[str]) -> Iterator[Held]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), 500):
        part = ordered[start : start + 500]
        yield from held(connection, entry_table.c.type == record_type, entry_table.c.eid.in_(part))


def _staff(connection: Connection, ids: set[str]) -> Iterator[Held]:
    """The display names of these members of staff, and of those who wrote them down."""
    done: set[str] = set()
    while ids - done:
        found = list(_of_records(connection, "staff", ids - done))
        done |= ids
        ids = {one.header.actor for one in found}
        yield from found


def _with_their_frame(connection: Connection, found: dict[str, Held], signing: Collection[str] = ()) -> None:
    """Add who wrote these entries, and on which machine."""
    for one in _staff(connection, {one.header.actor for one in found.values()} | set(signing)):
        found[one.id] = one
    for one in _openings(connection, list(found.values())):
        found[one.id] = one


def _of_types(connection: Connection, types: tuple[str, ...]) -> Iterator[Held]:
    yield from held(connection, entry_table.c.type.in_(types))


def _openings(connection: Connection, found: Collection[Held]) -> Iterator[Held]:
    """The first entry of every writer: it proves on which machine the others were written."""
    writers = sorted({one.header.writer for one in found})
    first = (entry_table.c.seq == 0) & (entry_table.c.type == "writer")
    yield from held(connection, first, entry_table.c.writer.in_(writers))
