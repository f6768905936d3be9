"""Who is kept longer than this place means to keep people.

Counted from the latest of these: the last workshop of a cohort she is in, or the day she left it; the day she goes
home; and for somebody of whom nothing of this is known, the day she was written down.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from wagesdesk.models.base import Record, entry_table
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.entry import wall_ms
from wagesdesk.models.person import Person
from wagesdesk.models.release_date import ReleaseDate
from wagesdesk.models.vault import Vault
from wagesdesk.models.workshop import WorkshopSession
from wagesdesk.services import site

_PIECE: Final = 400
"""Ids of one statement."""


@dataclass(frozen=True)
class Due:
    """`cohort` is the title of the one she was in last, or empty. `what` of hers was last, on `last`: "workshop",
    "left", "home" or "written". `since` is the day on which her time was over."""

    person_id: str
    name: str
    cohort: str
    what: str
    last: date
    since: date


def due(vault: Vault, today: date) -> tuple[Due, ...]:
    """Whose time is over, the longest first; nobody while the place says no time, or while it is not sure that today is
    today: a clock that runs years ahead would name everybody."""
    months = site.site(vault).retention_months
    if not months or not vault.spell.clock_ok:
        return ()
    with vault.read() as db:
        kept = _since(_last_due(today, months))
        asked = select(Person.id, func.coalesce(Person.name, "")).where(_stands(Person), Person.id.not_in(kept))
        people = dict(db.execute(asked).all())
        if not people:
            return ()
        titles = dict(db.execute(select(Cohort.id, func.coalesce(Cohort.title, "")).where(_stands(Cohort))).all())
        last = _in_cohorts(db, titles, kept)
        homes = _going_home(db)
        first = _written(vault, db, set(people) - set(last) - set(homes))
    found = []
    for person_id, name in people.items():
        cohort = last.get(person_id)
        said = [one for one in ((cohort[:2] if cohort else None), homes.get(person_id), first.get(person_id)) if one]
        day, what = max(said)
        since = _later(day, months)
        if since <= today:
            found.append(Due(person_id, name, cohort[2] if cohort else "", what, day, since))
    return tuple(sorted(found, key=lambda one: (one.since, one.name.casefold(), one.person_id)))


def _since(day: date) -> Select[str | None]:
    """The ids of those who were in a cohort after this day: of most places most people, and never read one by one."""
    ends, left = _ends().subquery(), Enrolment.ending["day"].as_string()
    last = func.min(func.coalesce(ends.c.day, left), func.coalesce(left, ends.c.day))
    return (
        select(Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(ends, ends.c.cohort_id == Enrolment.cohort_id)
        .where(_stands(Enrolment), _stands(Cohort), Enrolment.person_id.is_not(None), last > day.isoformat())
    )


def _ends() -> Select[str | None, str]:
    """By cohort the day of its last workshop that takes place."""
    held = WorkshopSession
    return (
        select(held.cohort_id, func.max(held.when["day"].as_string()).label("day"))
        .where(_stands(held), held.when.is_not(None), held.cancelled.is_not(True))
        .group_by(held.cohort_id)
    )


def _in_cohorts(db: Session, titles: Mapping[str, str], kept: Select[str | None]) -> dict[str, tuple[date, str, str]]:
    """By person, but for those of `kept`, the last day in any cohort, what it was, and the cohort's title."""
    ends: dict[str | None, str] = dict(db.execute(_ends()).all())
    found: dict[str, tuple[str, str, str]] = {}
    for person_id, cohort_id, ending in db.execute(
        select(Enrolment.person_id, Enrolment.cohort_id, Enrolment.ending).where(
            _stands(Enrolment), Enrolment.person_id.not_in(kept)
        )
    ):
        if person_id is None or cohort_id not in titles:
            continue
        day, what = ends.get(cohort_id), "workshop"
        if ending is not None and (day is None or ending["day"] <= day):
            day, what = ending["day"], "left"
        if day is not None:
            row = (day, what, titles[cohort_id])
            found[person_id] = max(found.get(person_id, row), row)
    return {one: (date.fromisoformat(day), what, title) for one, (day, what, title) in found.items()}


def _stands(record: type[Record]) -> ColumnElement[bool]:
    return record.removed.is_not(True)


def _going_home(db: Session) -> dict[str, tuple[date, str]]:
    """By person the day in force."""
    newest: dict[str, tuple[str, str, str]] = {}
    for person_id, given in db.execute(select(ReleaseDate.person_id, ReleaseDate.given).where(_stands(ReleaseDate))):
        if person_id is not None and given is not None:
            row = (given["noted"], given["at"], given["day"])
            newest[person_id] = max(newest.get(person_id, row), row)
    return {person_id: (date.fromisoformat(day), "home") for person_id, (_noted, _at, day) in newest.items()}


def _written(vault: Vault, db: Session, person_ids: set[str]) -> dict[str, tuple[date, str]]:
    """By person the local day of the first entry about her."""
    ids = sorted(person_ids)
    return {
        eid: (vault.clock.local(datetime.fromtimestamp(wall_ms(hlc) / 1000, UTC)).date(), "written")
        for at in range(0, len(ids), _PIECE)
        for eid, hlc in db.execute(
            select(entry_table.c.eid, func.min(entry_table.c.hlc))
            .where(entry_table.c.type == Person.__tablename__, entry_table.c.eid.in_(ids[at : at + _PIECE]))
            .group_by(entry_table.c.eid)
        )
    }


def _last_due(today: date, months: int) -> date:
    """The last day whose time is over today."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    day = date(year, month + 1, 1)
    while _later(day + timedelta(days=1), months) <= today:
        day += timedelta(days=1)
    return day


def _later(day: date, months: int) -> date:
    """The same day of the month, or its last, so many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
