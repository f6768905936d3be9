"""Cohorts and their workshops."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.vault import Vault
from wagesdesk.models.workshop import WorkshopChange, WorkshopSession
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.reference import programme

LONGEST_TITLE: Final = 60


@dataclass(frozen=True)
class CohortTitle:
    """What a cohort is called, where one is chosen."""

    id: str
    title: str
    term: str


@dataclass(frozen=True)
class CohortRow:
    """`people` counts enrolments, those who left included."""

    id: str
    title: str
    term: str
    programme: str
    first_day: date | None
    last_day: date | None
    people: int
    workshops: int


@dataclass(frozen=True)
class WorkshopRow:
    """`starts` and `ends` are `HH:MM` local; `offered` is minutes, pauses left out.

    `number` is its place by day among all of the cohort, `topic` that of what it is about in the programme, 0 for none.
    """

    id: str
    number: int
    title: str
    aim: str
    day: date
    starts: str
    ends: str
    offered: int
    topic: int = 0
    cancelled: bool = False


def proposed_days(start: date, weekday: int, count: int, skipped: Sequence[date] = ()) -> tuple[date, ...]:
    """`count` weekly days from the first `weekday` (0 is Monday) on or after `start`, leaving out the skipped ones."""
    day = start + timedelta(days=(weekday - start.weekday()) % 7)
    days: list[date] = []
    while len(days) < count:
        if day not in skipped:
            days.append(day)
        day += timedelta(days=7)
    return tuple(days)


def create_cohort(  # noqa: PLR0913
    vault: Vault,
    actor: str,
    *,
    title: str,
    term: str,
    programme_code: str,
    start: date,
    weekday: int,
    starts: str,
    ends: str,
    skipped: Sequence[date] = (),
) -> tuple[str, Changes]:
    """A cohort with its workshops from a programme; returns its id. Times are `HH:MM` local.

    FieldInvalid with field "title", "programme", "starts" or "ends".
    """
    try:
        template = programme(programme_code)
    except KeyError as error:
        raise FieldInvalid(field="programme", code="unknown") from error
    if not title.strip():
        raise FieldInvalid(field="title", code="empty")
    if len(title.strip()) > LONGEST_TITLE:
        raise FieldInvalid(field="title", code="too_long")
    starts, ends = checked_times(starts, ends)
    days = proposed_days(start, weekday, len(template.workshops), skipped)
    with vault.write(actor, "cohort.create") as db:
        cohort = Cohort(title=title.strip(), term=term.strip(), programme=programme_code)
        db.add(cohort)
        for one, day in zip(template.workshops, days, strict=True):
            offered = one.offered_minutes(starts, ends)
            when = {"day": day.isoformat(), "starts": starts, "ends": ends, "offered": offered}
            db.add(WorkshopSession(cohort_id=cohort.id, number=one.number, title=one.title, aim=one.aim, when=when))
        return cohort.id, made(db)


def checked_times(starts: str, ends: str) -> tuple[str, str]:
    """Two typed times as `HH:MM`, the later one second. FieldInvalid ("starts", "ends")."""
    starts, ends = _time(starts, "starts"), _time(ends, "ends")
    if ends <= starts:
        raise FieldInvalid(field="ends", code="before_start")
    return starts, ends


def _time(text: str, field: str) -> str:
    """A typed time as `HH:MM`."""
    try:
        return datetime.strptime(text.strip(), "%H:%M").replace(tzinfo=UTC).strftime("%H:%M")
    except ValueError as error:
        raise FieldInvalid(field=field, code="time") from error


def title(vault: Vault, cohort_id: str) -> CohortTitle | None:
    """What this one is called; None for a cohort that is not here."""
    with vault.read() as db:
        one = db.get(Cohort, cohort_id) if cohort_id else None
        return CohortTitle(one.id, one.title or "", one.term or "") if one is not None and not one.removed else None


def titles(vault: Vault) -> tuple[CohortTitle, ...]:
    """Every cohort, the one that ends last first; cheap beside `cohorts`, which counts people."""
    with vault.read() as db:
        last = (
            select(WorkshopSession.cohort_id, func.max(WorkshopSession.when["day"].as_string()).label("day"))
            .where(WorkshopSession.removed.is_not(True), WorkshopSession.when.is_not(None))
            .group_by(WorkshopSession.cohort_id)
            .subquery()
        )
        rows = db.execute(
            select(Cohort.id, Cohort.title, Cohort.term)
            .outerjoin(last, last.c.cohort_id == Cohort.id)
            .where(Cohort.removed.is_not(True))
            .order_by(func.coalesce(last.c.day, "").desc(), func.coalesce(Cohort.title, "").desc())
        ).all()
    return tuple(CohortTitle(one.id, one.title or "", one.term or "") for one in rows)


def cohorts(vault: Vault) -> tuple[CohortRow, ...]:
    """Every cohort, the one that ends last first."""
    with vault.read() as db:
        people = dict(
            db.execute(
                select(Enrolment.cohort_id, func.count())
                .where(Enrolment.removed.is_not(True))
                .group_by(Enrolment.cohort_id)
            ).all()
        )
        day = WorkshopSession.when["day"].as_string()
        planned = {
            one.cohort_id: one
            for one in db.execute(
                select(
                    WorkshopSession.cohort_id, func.min(day).label("first"), func.max(day).label("last"),
                    func.count().label("workshops"),
                )
                .where(WorkshopSession.removed.is_not(True), WorkshopSession.when.is_not(None))
                .group_by(WorkshopSession.cohort_id)
            )
        }  # fmt: skip
        rows = [
            _cohort_row(one, people.get(one.id, 0), planned.get(one.id))
            for one in db.scalars(select(Cohort).where(Cohort.removed.is_not(True)))
        ]
    return tuple(sorted(rows, key=lambda row: (row.last_day or date.min, row.title), reverse=True))


def _cohort_row(one: Cohort, people: int, planned: Row[Any] | None) -> CohortRow:
    first, last = (date.fromisoformat(planned.first), date.fromisoformat(planned.last)) if planned else (None, None)
    workshops = planned.workshops if planned else 0
    return CohortRow(
        one.id, one.title or "", one.term or "", one.programme or "", first, last, people, workshops
    )  # fmt: skip


def workshops_in(db: Session, cohort_id: str) -> list[WorkshopSession]:
    """The workshops of a cohort by day, the cancelled ones too."""
    found = db.scalars(
        select(WorkshopSession).where(WorkshopSession.cohort_id == cohort_id, WorkshopSession.removed.is_not(True))
    )
    return sorted((one for one in found if one.when is not None), key=_by_day)


def _by_day(one: WorkshopSession) -> tuple[date, str, int, str]:
    return one.day, (one.when or {})["starts"], one.number or 0, one.id


def rows_in(db: Session, cohort_id: str) -> tuple[WorkshopRow, ...]:
    """The same as plain rows."""
    return tuple(_row(one, number) for number, one in enumerate(workshops_in(db, cohort_id), start=1))


def _row(one: WorkshopSession, number: int) -> WorkshopRow:
    when = one.when or {}
    topic = one.number if one.topic is None else one.topic
    return WorkshopRow(
        one.id,
        number,
        one.title or "",
        one.aim or "",
        one.day,
        when["starts"],
        when["ends"],
        one.offered,
        topic or 0,
        bool(one.cancelled),
    )


def changes_in(db: Session, workshop_ids: Collection[str]) -> dict[tuple[str, date], dict[str, Any]]:
    """What became of planned days of these workshops, and why (`WorkshopChange.said`), by workshop id and day."""
    if not workshop_ids:
        return {}
    query = select(WorkshopChange).where(
        WorkshopChange.workshop_id.in_(workshop_ids), WorkshopChange.removed.is_not(True)
    )
    return {
        (one.workshop_id, date.fromisoformat(one.day)): one.said
        for one in db.scalars(query)
        if one.workshop_id and one.day and one.said
    }


def joining_day(vault: Vault, cohort_id: str, today: date) -> date:
    """The day on which people join who are added today: that of the first workshop that has not gone by, else the
    cohort's first day, else today. NotFound.
    """
    days = [one.day for one in workshops(vault, cohort_id)]
    return next((day for day in days if day >= today), days[0] if days else today)


def workshops(vault: Vault, cohort_id: str) -> tuple[WorkshopRow, ...]:
    """The workshops of a cohort by day, the cancelled ones too. NotFound for a cohort that is not here."""
    with vault.read() as db:
        if db.get(Cohort, cohort_id) is None:
            raise NotFound(kind="cohort")
        return rows_in(db, cohort_id)
