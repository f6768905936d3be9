"""What goes between machines of one site: a class to a terminal, its words back, everything to a second laptop."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.orm import Session

from wagesdesk.models import joined
from wagesdesk.models.base import FOLDED, entry_table, erased_table, subject_table
from wagesdesk.models.card import EnrolledCard
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.entry import Entry
from wagesdesk.models.records import JOURNAL_TYPES, RECORDS
from wagesdesk.models.wiping import KEPT_TYPES
from wagesdesk.models.workshop import WorkshopSession

_ABOUT_PEOPLE: Final = tuple(one.__tablename__ for one in RECORDS if one.at_terminals and one.subject_fields)
_COHORT: Final = ("cohort", "workshop")


def for_terminal(db: Session, people: Collection[str]) -> list[Entry]:
    """The class of one terminal: what is about these people, under every id that is one woman with theirs, and about
    nobody else, their cohorts and workshops, the site with its staff and machines, and who was erased."""
    connection = db.connection()
    wanted = joined.all_ids(connection, people)
    cohorts = set(db.scalars(select(Enrolment.cohort_id).where(Enrolment.person_id.in_(wanted))))
    workshops = set(db.scalars(select(WorkshopSession.id).where(WorkshopSession.cohort_id.in_(cohorts))))
    cards = [one.id for one in db.scalars(select(EnrolledCard)) if _of_this_site(one)]
    frame = sorted(one for one in cohorts | workshops | set(cards) if one is not None)
    types = entry_table.c.type
    numbers = select(subject_table.c.n).where(subject_table.c.subject.in_(wanted))
    found = [
        *(
            entry
            for entry in _rows(connection, entry_table.c.n.in_(numbers) & types.in_(_ABOUT_PEOPLE))
            if set(entry.header.subjects) <= set(wanted)
        ),
        *_rows(connection, types.in_((*_COHORT, "card")) & entry_table.c.eid.in_(frame)),
        *_rows(connection, types.in_(("site", "staff", "erasure", "redaction"))),
    ]
    return _with_openings(connection, found)


def for_return(db: Session) -> list[Entry]:
    """All that was written at this terminal and goes with its next wipe; what it may not write, the laptop holds back
    and shows, so that nothing is lost in silence."""
    connection = db.connection()
    own = entry_table.c.via.is_(None) & entry_table.c.type.not_in((*KEPT_TYPES, "writer"))
    return _with_openings(connection, list(_rows(connection, own)))


def for_laptop(db: Session) -> list[Entry]:
    """Everything that counts here, for a second laptop of the site; not what this machine let count by itself."""
    alone = [kind for kind, leaves in JOURNAL_TYPES.items() if leaves == "never"]
    return list(_rows(db.connection(), entry_table.c.type.not_in(alone)))


def _of_this_site(card: EnrolledCard) -> bool:
    """Whether a terminal should know the machine: it believes every laptop that it knows."""
    kind = card.card["kind"] if card.card is not None else ""
    return kind in ("terminal", "escrow") or (kind == "laptop" and bool(card.ours))


def erased_ids(db: Session) -> list[str]:
    return list(db.connection().execute(select(erased_table.c.eid)).scalars())


def _rows(connection: Connection, where: ColumnElement[bool]) -> Iterator[Entry]:
    query = select(entry_table.c.raw, entry_table.c.salt, entry_table.c["values"])
    for raw, salt, values in connection.execute(
        query.where(entry_table.c.state == FOLDED, where).order_by(entry_table.c.n)
    ):
        yield Entry(bytes(raw), salt, values)


def _with_openings(connection: Connection, found: Iterable[Entry]) -> list[Entry]:
    """Behind the first entries of their writers, which prove on which machine they were written."""
    held = {entry.id: entry for entry in found}
    writers = sorted({entry.header.writer for entry in held.values()})
    openings = list(_rows(connection, (entry_table.c.type == "writer") & entry_table.c.writer.in_(writers)))
    return [*openings, *held.values()]
