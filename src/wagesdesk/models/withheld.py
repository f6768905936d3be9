"""What she no longer agrees to share with this very place: hidden from every page at once, until it is erased.

Only an outside place has it: inside, everything is the prison's own record. The journal keeps what came until somebody
erases it, so that a yes given anew brings it back. Where no yes of hers is left, she herself is hidden with all that is
held about her, and so is who came without any: she was told about under another's yes, while the two were taken for one
woman. Not hidden is a woman who was entered at this place, for nobody shared her with it, nor one without an answer
whom an administrator let in.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from sqlalchemy import Connection, event, func, or_, select
from sqlalchemy.orm import LoaderCriteriaOption, ORMExecuteState, Session, with_loader_criteria

from wagesdesk.models import joined
from wagesdesk.models.base import FOLDED, SCOPES, entry_table
from wagesdesk.models.consent import Consent
from wagesdesk.models.entry import Entry
from wagesdesk.models.joining import Joining
from wagesdesk.models.person import Person
from wagesdesk.models.records import RECORDS

OUTSIDE: Final = "outside"
"""The kind of place that was given what others hold."""
FRAME: Final = "frame"
"""What goes with any scope: her chosen name first of all. Her answers do too, and stay: they say why she is hidden."""
MAY_HIDE: Final = tuple(
    record
    for record in RECORDS
    if record.subject_fields and record.leaves in (*SCOPES, FRAME) and record is not Consent
)
TYPES: Final = frozenset(record.__tablename__ for record in MAY_HIDE)
"""The record types of which something is hidden, or shown again, when an answer changes."""
DECIDE: Final = frozenset({Consent.__tablename__, Joining.__tablename__})
"""The record types that decide what is hidden."""
_PIECE: Final = 500


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
        for record in MAY_HIDE
        if record.leaves in hidden
        for name in record.subject_fields
    ]


def people_by_scope(connection: Connection, own: str, day: date) -> dict[str, frozenset[str]]:
    """For each scope the people who shared it with the machine `own` and took it back, or whose yes has run out; under
    FRAME, and under every scope, those who share nothing with it any more."""
    held = Consent.__table__.c
    rows = connection.execute(
        select(held.person_id, held.scope, held.answer, held.removed).where(held.recipient_id == own)
    )
    found: dict[str, set[str]] = {}
    asked: set[str] = set()
    sharing: set[str] = set()
    for person, scope, answer, removed in rows:
        if answer is None:
            continue
        asked.add(person)
        if answer["yes"] and answer["until"] >= day.isoformat() and not removed:  # an undone yes is none
            sharing.add(person)
        else:
            found.setdefault(scope, set()).add(person)
    if gone := asked.union(connection.execute(select(Person.id)).scalars()) - sharing:
        gone -= _entered_here(connection, gone)
    if not gone <= asked:
        gone -= _let_in(connection) - asked
    if gone:
        for scope in (FRAME, *SCOPES):
            found.setdefault(scope, set()).update(gone)
    return {scope: frozenset(people) for scope, people in found.items()}


def _entered_here(connection: Connection, people: Collection[str]) -> set[str]:
    """Those of these people whom this place wrote down itself, under one of their ids: their first entry is its own."""
    kept, row = joined.kept(connection), entry_table.c
    ids = sorted(joined.together(kept, people))
    found: set[str] = set()
    for start in range(0, len(ids), _PIECE):
        hers = (row.type == Person.__tablename__) & row.eid.in_(ids[start : start + _PIECE])
        first = select(func.min(row.n)).where(hers).group_by(row.eid)
        found.update(connection.execute(select(row.eid).where(row.n.in_(first), row.via.is_(None))).scalars())
    return joined.together(kept, found) if found else found


def _let_in(connection: Connection) -> set[str]:
    """Those of whom an administrator of this place let something in that had been held back."""
    row = entry_table.c
    said = connection.execute(
        select(row.raw, row.salt, row["values"]).where(row.type == "quarantine_release", row.state == FOLDED)
    )
    entries = sorted({str(one) for raw, salt, values in said for one in Entry(raw, salt, values).fields["entries"]})
    found: set[str] = set()
    for start in range(0, len(entries), _PIECE):
        let_in = row.id.in_(entries[start : start + _PIECE])
        found.update(connection.execute(select(row.eid).where(row.type == Person.__tablename__, let_in)).scalars())
    return joined.together(joined.kept(connection), found) if found else found


def types_of(connection: Connection, own: str, day: date, person_id: str) -> frozenset[str]:
    """The record types of which nothing about this person is shown on the machine `own`."""
    gone = {scope for scope, people in people_by_scope(connection, own, day).items() if person_id in people}
    return frozenset(record.__tablename__ for record in MAY_HIDE if record.leaves in gone)


def to_delete(connection: Connection, own: str, day: date) -> frozenset[str]:
    """The people of whom something lies on the machine `own` that they no longer share with it."""
    hidden = people_by_scope(connection, own, day)
    found: set[str] = set()
    for record in MAY_HIDE:
        if record.leaves not in hidden or (record.leaves == FRAME and record is not Person):
            continue  # of what else goes with any scope, ids alone are held
        for name in record.subject_fields:
            held = record.__table__.c[name]
            found.update(connection.execute(select(held).where(held.in_(sorted(hidden[record.leaves])))).scalars())
    return frozenset(found)


def name_of(connection: Connection, person_id: str) -> str | None:
    """What she is called here, hidden or not; None when nothing says so any more."""
    held = Person.__table__.c
    row = connection.execute(select(held.name).where(held.id == person_id)).first()
    return None if row is None else row.name or ""
