"""What she no longer agrees to share with this very place: hidden from every page at once, until it is erased.

Only an outside place has it: inside, everything is the prison's own record. The journal keeps what came until somebody
erases it, so that a yes given anew brings it back.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Connection, event, or_, select
from sqlalchemy.orm import LoaderCriteriaOption, ORMExecuteState, Session, with_loader_criteria

from wagesdesk.models.consent import Consent
from wagesdesk.models.records import RECORDS

OUTSIDE: Final = "outside"
"""The kind of place that was given what others hold."""


def hide(db: Session, own: str, day: date) -> None:
    """From now on `db` shows no record of a scope that its woman does not share with the machine `own` on `day`."""
    hidden: list[dict[str, frozenset[str]]] = []

    @event.listens_for(db, "do_orm_execute")
    def _on_execute(state: ORMExecuteState) -> None:
        if not state.is_select:
            return
        if not hidden:  # asked once, with the first question of this view
            hidden.append(people_by_scope(db.connection(), own, day))
        state.statement = state.statement.options(*_criteria(hidden[0]))


def _criteria(hidden: dict[str, frozenset[str]]) -> list[LoaderCriteriaOption]:
    return [
        with_loader_criteria(
            record, or_(getattr(record, name).is_(None), getattr(record, name).not_in(sorted(hidden[record.leaves])))
        )
        for record in RECORDS
        if record.leaves in hidden
        for name in record.subject_fields
    ]


def people_by_scope(connection: Connection, own: str, day: date) -> dict[str, frozenset[str]]:
    """For each scope the people who shared it with the machine `own` and took it back, or whose yes has run out."""
    held = Consent.__table__.c
    rows = connection.execute(
        select(held.person_id, held.scope, held.answer).where(held.recipient_id == own, held.removed.is_not(True))
    )
    found: dict[str, set[str]] = {}
    for person, scope, answer in rows:
        if answer is not None and (not answer["yes"] or answer["until"] < day.isoformat()):
            found.setdefault(scope, set()).add(person)
    return {scope: frozenset(people) for scope, people in found.items()}


def types_of(connection: Connection, own: str, day: date, person_id: str) -> frozenset[str]:
    """The record types of which nothing about this person is shown on the machine `own`."""
    gone = {scope for scope, people in people_by_scope(connection, own, day).items() if person_id in people}
    return frozenset(record.__tablename__ for record in RECORDS if record.leaves in gone)


def to_delete(connection: Connection, own: str, day: date) -> frozenset[str]:
    """The people of whom something lies on the machine `own` that they no longer share with it."""
    hidden = people_by_scope(connection, own, day)
    found: set[str] = set()
    for record in RECORDS:
        for name in record.subject_fields if record.leaves in hidden else ():
            held = record.__table__.c[name]
            found.update(connection.execute(select(held).where(held.in_(sorted(hidden[record.leaves])))).scalars())
    return frozenset(found)
