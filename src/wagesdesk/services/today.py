"""Today: the run of the day, who is here, what is to do, who goes home soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from wagesdesk.models.cohort import Cohort
from wagesdesk.models.vault import Vault
from wagesdesk.services import backup, clash, consent, custody, quarantine, retention
from wagesdesk.services.attendance import Register, register
from wagesdesk.services.card import recipients
from wagesdesk.services.cohort import WorkshopRow, workshops
from wagesdesk.services.people import releases_of
from wagesdesk.services.reference import Programme, programmes

SOON: Final = timedelta(weeks=12)
_OF_PLACE: Final = frozenset({"backup", "sent_back", "arrived", "withdrawn"})
"""What is to do at this place, whichever cohort is chosen; it stands first."""


@dataclass(frozen=True)
class Step:
    """One of the workshops: `state` is "done", "today", "next" or "cancelled"."""

    number: int
    title: str
    state: str


@dataclass(frozen=True)
class DayPart:
    """`at` is `HH:MM` local; `state` is "done", "now" or "next"; `minutes_left` counts only for "now"."""

    at: str
    title: str
    detail: str
    state: str
    minutes_left: int


@dataclass(frozen=True)
class Tile:
    person_id: str
    name: str
    letter: str
    counts: str


@dataclass(frozen=True)
class Todo:
    """`kind`: "register" (a past workshop has blanks; `number` is the workshop's), "consent" (women not asked yet),
    "backup" (for `count` days nothing was put in the second place), "sent_back" (gate checks that were not passed;
    `names` say for whom and why), "arrived" (recipients, called `names`, that have not said that the newest bundle
    came), "withdrawn" (people who no longer share what this place still holds), "settle" (things that machines wrote
    differently, or that are held back; `names` of whom) or "retention" (`count` people, of the cohorts `names`, are
    kept longer than this place means to).

    `first` is the person id of the first of them.
    """

    kind: str
    count: int
    names: tuple[str, ...]
    first: str
    number: int = 0


@dataclass(frozen=True)
class GoingHome:
    person_id: str
    name: str
    day: date
    weeks: int


@dataclass(frozen=True)
class Today:
    """`workshop` is today's, or null; `shown` is today's or the next one, whose run of the day is in `parts`.

    `cancelled` is one of today that does not take place, `cause` the code of why, or empty.
    `in_session` says whether it is workshop time now, when a page can be seen over a shoulder. `todo` is without what
    `to_settle` finds.
    """

    day: date
    workshop: WorkshopRow | None
    cancelled: WorkshopRow | None
    cause: str
    shown: WorkshopRow | None
    steps: tuple[Step, ...]
    parts: tuple[DayPart, ...]
    tiles: tuple[Tile, ...]
    unmarked: int
    here: int
    todo: tuple[Todo, ...]
    going_home: tuple[GoingHome, ...]
    in_session: bool


def today(vault: Vault, cohort_id: str, now: datetime) -> Today:
    """What Today shows at `now`, a local moment. NotFound for a cohort that is not here."""
    day = now.date()
    every = workshops(vault, cohort_id)
    run = [one for one in every if not one.cancelled]
    marks = register(vault, cohort_id, day)
    off = next((one for one in every if one.cancelled and one.day == day), None)
    at = next((one for one in run if one.day == day), None)
    shown = at or next((one for one in run if one.day > day), None)
    column = next((index for index, one in enumerate(marks.columns) if at and one.workshop_id == at.id), None)
    tiles: tuple[Tile, ...] = ()
    if column is not None:
        tiles = tuple(
            Tile(row.person_id, row.name, row.cells[column].letter, row.cells[column].counts)
            for row in marks.rows
            if row.cells[column].state in ("open", "next")
        )
    return Today(
        day=day, workshop=at, shown=shown, cancelled=off,
        cause=next((one.cause for one in marks.columns if off and one.workshop_id == off.id), ""),
        steps=tuple(Step(one.number, one.title, _step(one, day)) for one in every),
        parts=_parts(_programme_of(vault, cohort_id), shown, now),
        tiles=tiles, unmarked=sum(not tile.letter for tile in tiles),
        here=sum(tile.counts in ("here", "late") for tile in tiles),
        todo=(*_unsaved(vault), *_out(vault), *_registers(marks), *_unasked(vault, marks, day)),
        going_home=_going_home(vault, marks, day),
        in_session=at is not None and _is_on(at, now),
    )  # fmt: skip


def in_session(vault: Vault, cohort_id: str, now: datetime) -> bool:
    """Whether a workshop of the cohort is on at `now`, a local moment, so that others may look over a shoulder.

    Without a cohort (an empty id) nothing is on. NotFound for a cohort that is not here.
    """
    held = workshops(vault, cohort_id) if cohort_id else ()
    return any(one.day == now.date() and _is_on(one, now) for one in held)


def _is_on(at: WorkshopRow, now: datetime) -> bool:
    """Whether it is the time of a workshop of this day."""
    return not at.cancelled and at.starts <= now.strftime("%H:%M") < at.ends


def _step(one: WorkshopRow, day: date) -> str:
    if one.cancelled:
        return "cancelled"
    return "today" if one.day == day else "done" if one.day < day else "next"


def _programme_of(vault: Vault, cohort_id: str) -> Programme | None:
    with vault.read() as db:
        cohort = db.get(Cohort, cohort_id)
        code = cohort.programme if cohort else None
    return next((one for one in programmes() if one.code == code), None)


def _parts(programme: Programme | None, shown: WorkshopRow | None, now: datetime) -> tuple[DayPart, ...]:
    if programme is None or shown is None:
        return ()
    template = next((one for one in programme.workshops if one.number == shown.topic), None)
    if template is None:
        return ()
    start = datetime.combine(shown.day, time.fromisoformat(shown.starts), now.tzinfo)
    end = datetime.combine(shown.day, time.fromisoformat(shown.ends), now.tzinfo)
    begins = [start + timedelta(minutes=part.minutes_from_start) for part in template.parts]
    found = []
    for part, begin, until in zip(template.parts, begins, [*begins[1:], end], strict=True):
        if begin > end:
            break
        state = "now" if begin <= now < until else "done" if until <= now else "next"
        left = -(-int((until - now).total_seconds()) // 60) if state == "now" else 0
        found.append(DayPart(begin.strftime("%H:%M"), part.title, part.detail, state, left))
    return tuple(found)


def _registers(marks: Register) -> list[Todo]:
    found = []
    for index, column in enumerate(marks.columns):
        blank = [row for row in marks.rows if row.cells[index].state == "open" and not row.cells[index].letter]
        if column.state == "past" and blank:
            names = tuple(row.name for row in blank)
            found.append(Todo("register", len(blank), names, blank[0].person_id, column.number))
    return found


def _unasked(vault: Vault, marks: Register, day: date) -> list[Todo]:
    known = recipients(vault)
    if not known:
        return []
    asked: set[str] = set()
    with vault.read() as db:
        ids = [row.person_id for row in marks.rows if row.left_on is None]
        for one in known:
            asked.update(consent.answered(db, ids, one.id, day))
    rows = [row for row in marks.rows if row.left_on is None and row.person_id not in asked]
    return [Todo("consent", len(rows), tuple(row.name for row in rows), rows[0].person_id)] if rows else []


def _unsaved(vault: Vault) -> list[Todo]:
    days = backup.state(vault).days
    return [Todo("backup", days, (), "")] if days >= backup.PATIENCE else []


def _out(vault: Vault) -> list[Todo]:
    """What came back from the check, what is not known to have arrived, what is no longer shared with this place."""
    back, waiting = custody.sent_back(vault), custody.waiting_for(vault)
    found = []
    if back:
        found.append(Todo("sent_back", len(back), tuple(f"{one.recipient}: {one.reason}" for one in back), ""))
    if waiting:
        found.append(Todo("arrived", len(waiting), tuple(dict.fromkeys(one.recipient for one in waiting)), ""))
    if gone := custody.to_delete(vault):
        found.append(Todo("withdrawn", len(gone), (), ""))
    return found


def with_searched(todo: tuple[Todo, ...], searched: tuple[Todo, ...]) -> tuple[Todo, ...]:
    """What is to do, with what `search` found: what is to settle before what concerns the cohort, the rest last."""
    at = sum(one.kind in _OF_PLACE for one in todo)
    settle = (one for one in searched if one.kind == "settle")
    return (*todo[:at], *settle, *todo[at:], *(one for one in searched if one.kind != "settle"))


def search(vault: Vault, day: date) -> tuple[Todo, ...]:
    """What waits to be settled, and who is kept for long enough on this day. Looks through the whole journal and at
    everybody: for a job, not for the main thread."""
    return (*_to_settle(vault), *_kept_long(vault, day))


def _to_settle(vault: Vault) -> list[Todo]:
    clashes = [one for one in clash.clashes(vault) if not one.asking]
    held = [one for origin in quarantine.held_back(vault) for one in origin.held]
    names = tuple(dict.fromkeys(filter(None, [*(one.name for one in clashes), *(one.name for one in held)])))
    return [Todo("settle", len(clashes) + len(held), names, "")] if clashes or held else []


def _kept_long(vault: Vault, day: date) -> list[Todo]:
    past = retention.due(vault, day)
    titles = tuple(dict.fromkeys(one.cohort for one in past if one.cohort))
    return [Todo("retention", len(past), titles, "")] if past else []


def _going_home(vault: Vault, marks: Register, day: date) -> tuple[GoingHome, ...]:
    names = {row.person_id: row.name for row in marks.rows}
    with vault.read() as db:
        given = {one: dates[0].given for one, dates in releases_of(db, list(names)).items()}
    days = {one: date.fromisoformat(said["day"]) for one, said in given.items() if said is not None}
    found = [
        GoingHome(one, names[one], release, (release - day).days // 7)
        for one, release in days.items()
        if day <= release <= day + SOON
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.name)))
