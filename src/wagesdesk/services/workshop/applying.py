"""Doing what was planned: one operation, which one undo takes back, with what became of each planned day."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from wagesdesk.errors import ChangedSince, FieldInvalid, NotFound
from wagesdesk.models.entry import natural_id
from wagesdesk.models.vault import Vault
from wagesdesk.models.workshop import WorkshopChange, WorkshopSession
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.cohort import changes_in, rows_in
from wagesdesk.services.reference import cancellation_causes
from wagesdesk.services.workshop.plan import Plan, PlanRow, marks_on_record

LONGEST_NOTE: Final = 500
_OPERATIONS: Final = {
    "moved": "workshop.move", "shortened": "workshop.shorten", "lengthened": "workshop.lengthen",
    "cancelled": "workshop.cancel", "back": "workshop.bring_back", "added": "workshop.add", "topic": "workshop.topic",
}  # fmt: skip


def apply(vault: Vault, actor: str, plan: Plan, *, cause: str = "", note: str = "") -> Changes:
    """Do what was planned, as one operation.

    FieldInvalid ("cause" where one is needed, "note"); ChangedSince when the cohort is not as it was planned for.
    """
    known = {one.code for one in cancellation_causes()}
    if (cause or plan.needs_cause) and cause not in known:
        raise FieldInvalid(field="cause", code="unknown")
    if len(note) > LONGEST_NOTE:
        raise FieldInvalid(field="note", code="too_long")
    with vault.write(actor, _OPERATIONS[plan.did]) as db:
        ids = [one.after.id for one in plan.rows if one.before]
        marks = marks_on_record(db, ids)
        if rows_in(db, plan.cohort_id) != plan.run or any(marks.get(one.after.id, 0) != one.marks for one in plan.rows):
            raise ChangedSince(type=WorkshopSession.__tablename__)
        changes = changes_in(db, ids)
        for place, row in enumerate(plan.rows):
            workshop_id = _write(db, plan.cohort_id, row)
            _tell(db, workshop_id, row, changes, plan.did if place == 0 else "", cause, note.strip())
        return made(db)


def _write(db: Session, cohort_id: str, row: PlanRow) -> str:
    """Set what is different; gives the id of the workshop."""
    after, before = row.after, row.before
    when = {"day": after.day.isoformat(), "starts": after.starts, "ends": after.ends, "offered": after.offered}
    if before is None:
        new = WorkshopSession(cohort_id=cohort_id, title=after.title, aim=after.aim, topic=after.topic, when=when)
        db.add(new)
        return new.id
    held = db.get(WorkshopSession, before.id)
    if held is None:
        raise NotFound(kind="workshop")
    if (before.day, before.starts, before.ends) != (after.day, after.starts, after.ends):
        held.when = when
    if before.cancelled != after.cancelled:
        held.cancelled = after.cancelled
    if (before.topic, before.title, before.aim) != (after.topic, after.title, after.aim):
        held.topic, held.title, held.aim = after.topic, after.title, after.aim
    return before.id


def _tell(
    db: Session, workshop_id: str, row: PlanRow, changes: dict[tuple[str, date], dict[str, Any]], did: str,
    cause: str, note: str,
) -> None:  # fmt: skip
    """Keep what became of the planned day; `did` is empty for one that only follows another."""
    day, before = row.after.day, row.before
    old = changes.get((workshop_id, before.day)) if before else None
    planned = max(old["minutes"] if old else 0, before.offered if before else row.after.offered)
    short = planned > row.after.offered
    said = {"did": did, "cause": cause, "note": note, "minutes": planned}
    if before and before.day != day:
        if did:
            _put(db, workshop_id, before.day, said)
        elif old and short:
            _put(db, workshop_id, before.day, None)
        # A day that was shortened stays so wherever it goes.
        _put(db, workshop_id, day, {**old, "did": "shortened"} if old and short else None)
    elif did in ("cancelled", "shortened", "added"):
        _put(db, workshop_id, day, said)
    elif did in ("back", "lengthened") and old:
        _put(db, workshop_id, day, {**old, "did": "shortened"} if short else None)


def _put(db: Session, workshop_id: str, day: date, said: dict[str, Any] | None) -> None:
    held = db.get(WorkshopChange, natural_id(WorkshopChange.__tablename__, workshop_id, day.isoformat()))
    if held is not None:
        if said is None:
            held.removed = True
        else:
            held.said, held.removed = said, None
    elif said is not None:
        db.add(WorkshopChange(workshop_id=workshop_id, day=day.isoformat(), said=said))
