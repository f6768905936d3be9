"""Days lost and why: counts alone, for the sheet that goes to the governor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from wagesdesk.errors import NotFound
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.vault import Vault
from wagesdesk.services.attendance import attended_minutes, enrolments_in, marks_in
from wagesdesk.services.cohort import WorkshopRow, changes_in, rows_in
from wagesdesk.services.reference import attendance_codes, cancellation_causes


@dataclass(frozen=True)
class LostRow:
    """A planned day that did not go as planned: `did` is "moved" (to `moved_to`), "shortened" or "cancelled".

    `cause` is a code of `cancellation_causes`, or empty. `women` were enrolled that day; `minutes` were lost by each.
    """

    day: date
    workshop: WorkshopRow
    did: str
    moved_to: date | None
    cause: str
    women: int
    minutes: int


@dataclass(frozen=True)
class CauseRow:
    """What one cause took: `label` is English source text, `letter` that of the marks, empty for whole workshops.

    `times` counts days of women; `minutes` are those of all women together.
    """

    letter: str
    label: str
    times: int
    minutes: int


@dataclass(frozen=True)
class DaysLost:
    """`run` are all workshops by day, `rows` the days that did not go as planned, `causes` those of the prison."""

    run: tuple[WorkshopRow, ...]
    rows: tuple[LostRow, ...]
    causes: tuple[CauseRow, ...]

    @property
    def minutes(self) -> int:
        """What the prison took, of all women together."""
        return sum(one.minutes for one in self.causes)


def days_lost(vault: Vault, cohort_id: str) -> DaysLost:
    """Everything that is known of a cohort, days to come that were cancelled already too. NotFound."""
    with vault.read() as db:
        if db.get(Cohort, cohort_id) is None:
            raise NotFound(kind="cohort")
        run = rows_in(db, cohort_id)
        women = [enrolment for enrolment, _person in enrolments_in(db, cohort_id)]
        rows = tuple(_rows(run, changes_in(db, [one.id for one in run]), women))
        marks = tuple(_by_marks(db, run, women))
    return DaysLost(run, rows, _causes((*_by_workshops(rows), *marks)))


def _rows(
    run: tuple[WorkshopRow, ...], changes: Mapping[tuple[str, date], dict[str, Any]], women: list[Enrolment]
) -> Iterable[LostRow]:
    """What a change says counts as far as it still shows: two machines may have settled on something else."""
    known = {one.id: one for one in run}
    without: dict[str, Any] = {"did": "cancelled", "cause": "", "minutes": 0}  # only that it is, not why
    told = {(one.id, one.day): without for one in run if one.cancelled} | dict(changes)
    for workshop_id, day in sorted(told, key=lambda key: (key[1], key[0])):
        one, said = known[workshop_id], told[workshop_id, day]
        here = sum(woman.covers(day) for woman in women)
        if one.day != day:
            if said["did"] != "added":
                yield LostRow(day, one, "moved", one.day, said["cause"], here, 0)
        elif one.cancelled:
            yield LostRow(day, one, "cancelled", None, said["cause"], here, max(said["minutes"], one.offered))
        elif said["minutes"] > one.offered:
            yield LostRow(day, one, "shortened", None, said["cause"], here, said["minutes"] - one.offered)


def _by_workshops(rows: Iterable[LostRow]) -> Iterable[CauseRow]:
    known = {one.code: one for one in cancellation_causes()}
    for row in rows:
        cause = known.get(row.cause)
        if cause is not None and cause.prison and row.minutes:
            yield CauseRow("", cause.label, row.women, row.women * row.minutes)


def _by_marks(db: Session, run: tuple[WorkshopRow, ...], women: list[Enrolment]) -> Iterable[CauseRow]:
    """Of the workshops that took place: time that a mark says the prison took."""
    marks = marks_in(db, [one.id for one in women])
    codes = {code.letter: code for code in attendance_codes()}
    for woman in women:
        for one in run:
            says = marks.get((woman.id, one.id))
            code = codes.get(says["letter"]) if says else None
            if says is None or code is None or one.cancelled or not woman.covers(one.day):
                continue
            cause = code.cause(says["cause"])
            lost = one.offered - attended_minutes(says, code, one.offered)
            if lost and (cause.prison if cause else code.effect == "excused"):
                yield CauseRow(code.letter, cause.label if cause else code.label, 1, lost)


def _causes(found: Iterable[CauseRow]) -> tuple[CauseRow, ...]:
    """Added up by cause; whole workshops first, then the greatest loss."""
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for one in found:
        times, minutes = sums.get((one.letter, one.label), (0, 0))
        sums[one.letter, one.label] = times + one.times, minutes + one.minutes
    rows = (CauseRow(*key, *counted) for key, counted in sums.items())
    return tuple(sorted(rows, key=lambda one: (bool(one.letter), -one.minutes, one.letter, one.label)))
