"""What a change of the dates would come to: every workshop before and after, for a page to show before it is done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import mode
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.attendance import Mark
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.vault import Vault
from wagesdesk.models.workshop import WorkshopSession
from wagesdesk.services.cohort import (
    LONGEST_TITLE,
    WorkshopRow,
    changes_in,
    checked_times,
    proposed_days,
    rows_in,
)
from wagesdesk.services.reference import Programme, WorkshopTemplate, programmes

FARTHEST: Final = timedelta(days=2 * 366)
_NEED_A_CAUSE: Final = frozenset({"moved", "shortened", "cancelled"})


@dataclass(frozen=True)
class ChangeLine:
    """What became of a day that was planned: `did` is "moved", "shortened", "cancelled" or "added"."""

    day: date
    did: str
    cause: str
    note: str


@dataclass(frozen=True)
class DatesRow:
    """A workshop, how many women have a mark for it, and what became of its days, oldest first."""

    workshop: WorkshopRow
    marks: int
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class PlanRow:
    """One workshop before and after; for one to add `before` is None and `after.id` empty. `marks` are on record."""

    before: WorkshopRow | None
    after: WorkshopRow
    marks: int


@dataclass(frozen=True)
class Plan:
    """`did` is one of "moved", "shortened", "lengthened", "cancelled", "back", "added", "topic".

    The first of `rows` is the workshop it was asked for; the others follow by day. `run` is the cohort as it stood.
    """

    cohort_id: str
    did: str
    rows: tuple[PlanRow, ...]
    run: tuple[WorkshopRow, ...]

    @property
    def needs_cause(self) -> bool:
        return self.did in _NEED_A_CAUSE


@dataclass(frozen=True)
class _Held:
    """A workshop among the others of its cohort, and the marks of each by id."""

    at: WorkshopRow
    cohort_id: str
    run: tuple[WorkshopRow, ...]
    marks: dict[str, int]

    def plan(self, did: str, *after: WorkshopRow) -> Plan:
        before = {one.id: one for one in self.run}
        rows = _numbered(self.run, after)
        return Plan(
            self.cohort_id,
            did,
            tuple(PlanRow(before[one.id], one, self.marks.get(one.id, 0)) for one in rows),
            self.run,
        )

    def taken(self, day: date, moving: Collection[str] = ()) -> bool:
        """Whether another workshop takes place on that day; those `moving` are about to leave theirs."""
        return any(one.day == day and not one.cancelled for one in self.run if one.id not in (self.at.id, *moving))


def dates(vault: Vault, cohort_id: str) -> tuple[DatesRow, ...]:
    """Every workshop of a cohort by day. NotFound."""
    with vault.read() as db:
        if db.get(Cohort, cohort_id) is None:
            raise NotFound(kind="cohort")
        run = rows_in(db, cohort_id)
        ids = [one.id for one in run]
        marks, changes = marks_on_record(db, ids), changes_in(db, ids)
    lines: dict[str, list[ChangeLine]] = {}
    for (workshop_id, day), said in sorted(changes.items(), key=lambda pair: pair[0]):
        lines.setdefault(workshop_id, []).append(ChangeLine(day, said["did"], said["cause"], said["note"]))
    return tuple(DatesRow(one, marks.get(one.id, 0), tuple(lines.get(one.id, ()))) for one in run)


def left_out(run: Sequence[WorkshopRow], after: date) -> tuple[date, ...]:
    """Days of the usual weekday between the workshops, later than `after`, on which none stands: likely holidays."""
    if not run:
        return ()
    days = {one.day for one in run}
    weekly = proposed_days(min(days), _weekday(run), (max(days) - min(days)).days // 7 + 1)
    return tuple(day for day in weekly if after < day < max(days) and day not in days)


def plan_move(vault: Vault, workshop_id: str, day: date, *, reflow: bool, skipped: Sequence[date] = ()) -> Plan:
    """To another day. With `reflow` the ones after it that nobody is marked for follow week by week, on the usual
    weekday and not on the skipped days; without, they stay.

    FieldInvalid: "workshop" when it is marked or cancelled; "day" when it is the same, too far, or another one's.
    """
    held = _held(vault, workshop_id)
    _may_change(held, marked=True)
    if day == held.at.day:
        raise FieldInvalid(field="day", code="same_day")
    _near(day, held.run)
    later = [
        one for one in held.run if reflow and one.day > held.at.day and not one.cancelled and not held.marks.get(one.id)
    ]
    if held.taken(day, [one.id for one in later]):
        raise FieldInvalid(field="day", code="taken")
    staying = [one.day for one in held.run if one not in (held.at, *later) and not one.cancelled]
    days = proposed_days(day + timedelta(days=1), _weekday(held.run), len(later), (*skipped, *staying))
    follow = [replace(one, day=to) for one, to in zip(later, days, strict=True) if one.day != to]
    return held.plan("moved", replace(held.at, day=day), *follow)


def plan_times(vault: Vault, workshop_id: str, starts: str, ends: str) -> Plan:
    """Other times on the same day: "shortened" when fewer minutes are offered than now, else "lengthened".

    FieldInvalid: "workshop" when it is cancelled; "starts", "ends".
    """
    held = _held(vault, workshop_id)
    _may_change(held)
    starts, ends = checked_times(starts, ends)
    if (starts, ends) == (held.at.starts, held.at.ends):
        raise FieldInvalid(field="ends", code="same_times")
    offered = _offered(_template(vault, held.cohort_id, held.at.topic), _usual_start(held.run), starts, ends)
    if not offered:
        raise FieldInvalid(field="ends", code="nothing_left")
    did = "shortened" if offered < held.at.offered else "lengthened"
    return held.plan(did, replace(held.at, starts=starts, ends=ends, offered=offered))


def plan_cancel(vault: Vault, workshop_id: str) -> Plan:
    """It does not take place and counts for nobody; marks stay on record. FieldInvalid when it is cancelled already."""
    held = _held(vault, workshop_id)
    _may_change(held)
    return held.plan("cancelled", replace(held.at, cancelled=True))


def plan_bring_back(vault: Vault, workshop_id: str) -> Plan:
    """It takes place after all; its marks count again. FieldInvalid ("workshop"; "day" when another stands there)."""
    held = _held(vault, workshop_id)
    if not held.at.cancelled:
        raise FieldInvalid(field="workshop", code="not_cancelled")
    if held.taken(held.at.day):
        raise FieldInvalid(field="day", code="taken")
    return held.plan("back", replace(held.at, cancelled=False))


def plan_add(
    vault: Vault, cohort_id: str, day: date, starts: str, ends: str, *, title: str = "", topic: int = 0
) -> Plan:
    """One more, under its own `title` or on the `topic` of the programme with this number.

    FieldInvalid ("title", "day", "starts", "ends"), NotFound.
    """
    with vault.read() as db:
        if db.get(Cohort, cohort_id) is None:
            raise NotFound(kind="cohort")
        run = rows_in(db, cohort_id)
    template = _template(vault, cohort_id, topic)
    title = template.title if topic and template else " ".join(title.split())
    if not title:
        raise FieldInvalid(field="title", code="empty")
    if len(title) > LONGEST_TITLE:
        raise FieldInvalid(field="title", code="too_long")
    _near(day, run)
    if any(one.day == day and not one.cancelled for one in run):
        raise FieldInvalid(field="day", code="taken")
    starts, ends = checked_times(starts, ends)
    offered = _offered(template, _usual_start(run), starts, ends)
    if not offered:
        raise FieldInvalid(field="ends", code="nothing_left")
    aim = template.aim if topic and template else ""
    new = WorkshopRow("", 0, title, aim, day, starts, ends, offered, topic)
    return Plan(cohort_id, "added", (PlanRow(None, _numbered(run, [new])[0], 0),), run)


def plan_topic(vault: Vault, workshop_id: str, by: int) -> Plan:
    """Let it change what it is about with the next one (`by` 1) or the one before (-1) that nobody is marked for.

    FieldInvalid: "workshop" when it is marked or cancelled, or when there is none to change with.
    """
    held = _held(vault, workshop_id)
    _may_change(held, marked=True)
    free = [one for one in held.run if not one.cancelled and not held.marks.get(one.id)]
    to = free.index(held.at) + by
    if not 0 <= to < len(free):
        raise FieldInvalid(field="workshop", code="no_other")
    one, other = held.at, free[to]
    return held.plan("topic", _about(one, other), _about(other, one))


def _held(vault: Vault, workshop_id: str) -> _Held:
    """NotFound."""
    with vault.read() as db:
        one = db.get(WorkshopSession, workshop_id)
        if one is None or one.removed or one.cohort_id is None:
            raise NotFound(kind="workshop")
        run = rows_in(db, one.cohort_id)
        at = next((row for row in run if row.id == workshop_id), None)
        if at is None:
            raise NotFound(kind="workshop")
        return _Held(at, one.cohort_id, run, marks_on_record(db, [row.id for row in run]))


def marks_on_record(db: Session, ids: Collection[str]) -> dict[str, int]:
    """How many marks are on record, by workshop."""
    query = (
        select(Mark.workshop_id, func.count())
        .where(Mark.workshop_id.in_(ids), Mark.removed.is_not(True), Mark.says.is_not(None))
        .group_by(Mark.workshop_id)
    )
    return {workshop_id: count for workshop_id, count in db.execute(query) if workshop_id}


def _may_change(held: _Held, *, marked: bool = False) -> None:
    """`marked`: a mark stands in the way. FieldInvalid ("workshop")."""
    if held.at.cancelled:
        raise FieldInvalid(field="workshop", code="cancelled")
    if marked and held.marks.get(held.at.id):
        raise FieldInvalid(field="workshop", code="marked")


def _near(day: date, run: Sequence[WorkshopRow]) -> None:
    """Against a slip in the year. FieldInvalid ("day")."""
    if run and not any(abs(day - one.day) <= FARTHEST for one in run):
        raise FieldInvalid(field="day", code="far")


def _numbered(run: Sequence[WorkshopRow], after: Sequence[WorkshopRow]) -> list[WorkshopRow]:
    """`after` with the numbers that they will have by day: the first stays first, the rest follow by day."""
    changed = {one.id for one in after}
    whole = sorted([*after, *(one for one in run if one.id not in changed)], key=lambda one: (one.day, one.starts))
    rows = [replace(one, number=whole.index(one) + 1) for one in after]
    return [rows[0], *sorted(rows[1:], key=lambda one: one.day)]


def _about(one: WorkshopRow, other: WorkshopRow) -> WorkshopRow:
    """`one` with what the other is about."""
    return replace(one, title=other.title, aim=other.aim, topic=other.topic)


def _weekday(run: Sequence[WorkshopRow]) -> int:
    return mode(one.day.weekday() for one in run)


def _usual_start(run: Sequence[WorkshopRow]) -> str:
    return mode(one.starts for one in run) if run else "00:00"


def _template(vault: Vault, cohort_id: str, topic: int) -> WorkshopTemplate | None:
    """The workshop of the programme with this number; its first, for the pauses of the house, where there is none."""
    course = programme_of(vault, cohort_id)
    if course is None:
        return None
    return next((one for one in course.workshops if one.number == topic), course.workshops[0])


def programme_of(vault: Vault, cohort_id: str) -> Programme | None:
    """The programme of a cohort; None for one that this version does not have."""
    with vault.read() as db:
        cohort = db.get(Cohort, cohort_id)
        code = cohort.programme if cohort else None
    return next((one for one in programmes() if one.code == code), None)


def _offered(template: WorkshopTemplate | None, usual: str, starts: str, ends: str) -> int:
    """Minutes between two times. The pauses stay where the house has them, whatever the workshop's own times."""
    if template is None:
        return _minutes(ends) - _minutes(starts)
    early = max(0, _minutes(min(usual, ends)) - _minutes(starts))
    return early + template.offered_minutes(usual, ends) - template.offered_minutes(usual, max(usual, starts))


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
