"""Reference data that ships as files: programmes, attendance letters and causes, prisons, the practice cohort.

Everything is read once and checked while reading. A shipped file that is wrong is a bug, so it raises ValueError.
Labels are English source text: give them to `text._` when shown.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import cache
from typing import Any, Final, TypeVar, get_type_hints

from wagesdesk import paths

EFFECTS: Final = ("here", "late", "excused", "away", "left")
_SIMPLE: Final = (str, int, bool, date)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the run of the day. It lasts until the next part starts; a pause is not offered time."""

    minutes_from_start: int
    title: str
    detail: str
    pause: bool = False


@dataclass(frozen=True, slots=True)
class WorkshopTemplate:
    number: int
    title: str
    aim: str
    parts: tuple[Part, ...]

    def offered_minutes(self, starts: str, ends: str) -> int:
        """Minutes from `starts` to `ends` ("HH:MM") without the pauses that fall between; never under 0."""
        length = _minutes(ends) - _minutes(starts)
        edges = [min(part.minutes_from_start, length) for part in self.parts] + [length]
        pauses = sum(edges[i + 1] - edges[i] for i, part in enumerate(self.parts) if part.pause)
        return max(0, length - pauses)


@dataclass(frozen=True, slots=True)
class Programme:
    """`starts` and `ends` ("HH:MM") are proposed for every workshop of a new cohort."""

    code: str
    title: str
    starts: str
    ends: str
    workshops: tuple[WorkshopTemplate, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts were taken from, and the day somebody last looked."""

    name: str
    origin: str
    notice: str
    checked: date


@dataclass(frozen=True, slots=True)
class Cause:
    """Why time was missed. `prison`: the loss is the prison's. `lowers`: the missed minutes count against her.

    `act` is the attendance reason of the activities service where it is another than that of the letter, else empty.
    """

    code: str
    label: str
    lowers: bool
    prison: bool
    source: Source
    act: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceCode:
    """A letter of the register. `effect` is one of EFFECTS; `nomis` and `act` are empty for X, which is no mark."""

    letter: str
    label: str
    effect: str
    lowers: bool
    nomis: str
    act: str
    source: Source
    causes: tuple[Cause, ...] = ()

    def cause(self, code: str) -> Cause | None:
        """The cause of that code under this letter."""
        return next((cause for cause in self.causes if cause.code == code), None)

    def counts_against(self, cause: str) -> bool:
        """Whether missed minutes count against her under this letter with this cause (its code, or "" for none)."""
        known = self.cause(cause)
        return known.lowers if known else self.lowers


@dataclass(frozen=True, slots=True)
class Prison:
    """One establishment of the register of prisons; `operator` and `place` may be empty."""

    id: str
    name: str
    place: str
    operator: str
    women: bool
    open: bool
    active: bool
    source: Source


@dataclass(frozen=True, slots=True)
class PracticeStaff:
    """`place` is "inside" or "outside"; `about` is the post she holds."""

    place: str
    name: str
    role: str
    about: str
    admin: bool


@dataclass(frozen=True, slots=True)
class PracticeMark:
    letter: str
    cause: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class PracticeRelease:
    """A release date, who it came from (`models.release_date.SOURCES`) and the day it was noted."""

    day: date
    source: str
    noted: date


@dataclass(frozen=True, slots=True)
class PracticeConsent:
    """What she answered about the outside place; scopes in neither list were not asked."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    on: date
    until: date
    how: str


@dataclass(frozen=True, slots=True)
class PracticeWoman:
    """`marks` run from workshop 1 on. `releases` is oldest first and may be empty."""

    name: str
    surname: str
    prison_number: str
    language: str
    business: str
    about: str
    marks: tuple[PracticeMark, ...]
    releases: tuple[PracticeRelease, ...] = ()
    consent: PracticeConsent | None = None


@dataclass(frozen=True, slots=True)
class PracticeCohort:
    """An invented cohort. It is shown on `today`, the day of its last marked workshop; `weekday` 0 is Monday."""

    today: date
    site_code: str
    site_name: str
    outside_name: str
    title: str
    term: str
    programme: str
    first_day: date
    weekday: int
    skipped: tuple[date, ...]
    staff: tuple[PracticeStaff, ...]
    women: tuple[PracticeWoman, ...]


@cache
def programmes() -> tuple[Programme, ...]:
    """The shipped programmes; there is one so far."""
    return (_programme("programmes/wages.toml"),)


def programme(code: str) -> Programme:
    """KeyError for a code that is not shipped."""
    return {each.code: each for each in programmes()}[code]


@cache
def attendance_codes() -> tuple[AttendanceCode, ...]:
    """The letters of the register in the order of the legend, X last."""
    table, sources = _attendance()
    codes = tuple(_code(row, sources) for row in table["code"])
    _unique("attendance.toml: letter", (code.letter for code in codes))
    _unique("attendance.toml: cause", (cause.code for code in codes for cause in code.causes))
    for code in codes:
        if code.effect not in EFFECTS or len(code.letter) != 1:
            raise ValueError(f"attendance.toml: {code.letter} has effect {code.effect}")
        lowers = code.lowers or any(cause.lowers for cause in code.causes)
        if lowers and code.effect not in ("late", "away"):
            raise ValueError(f"attendance.toml: {code.letter} is {code.effect} and cannot lower a rate")
    return codes


@cache
def cancellation_causes() -> tuple[Cause, ...]:
    """Why a whole workshop could not take place; none lowers a rate."""
    table, sources = _attendance()
    return _causes(table["cancellation"], sources)


@cache
def leaving_causes() -> tuple[Cause, ...]:
    """Why a woman left the programme (X); none lowers a rate."""
    table, sources = _attendance()
    return _causes(table["leaving"], sources)


@cache
def prisons() -> tuple[Prison, ...]:
    """Women's prisons first, each group by name; also those that have closed (`active` is False)."""
    table = _read("facts/prisons.toml")
    source = _make(Source, table["source"])
    every = [_make(Prison, {**row, "id": code, "source": source}) for code, row in table["prisons"].items()]
    return tuple(sorted(every, key=lambda prison: (not prison.women, not prison.active, _plain_name(prison.name))))


@cache
def practice_cohort() -> PracticeCohort:
    """The invented cohort of the practice vault and the demo."""
    table = _read("programmes/practice.toml")
    cohort = _make(
        PracticeCohort,
        {
            **table["cohort"],
            "today": table["today"],
            "site_code": table["site"]["code"],
            "site_name": table["site"]["name"],
            "outside_name": table["outside"]["name"],
            "skipped": tuple(table["cohort"]["skipped"]),
            "staff": tuple(_make(PracticeStaff, row) for row in table["staff"]),
            "women": tuple(_woman(row) for row in table["women"]),
        },
    )
    _unique("practice.toml: name", (woman.name for woman in cohort.women))
    _unique("practice.toml: number", (woman.prison_number for woman in cohort.women))
    return cohort


def _woman(row: Mapping[str, Any]) -> PracticeWoman:
    codes = {code.letter: code for code in attendance_codes()}
    marks = tuple(_make(PracticeMark, {"letter": mark} if isinstance(mark, str) else mark) for mark in row["marks"])
    for mark in marks:
        if mark.letter not in codes or (mark.cause and codes[mark.letter].cause(mark.cause) is None):
            raise ValueError(f"practice.toml: {row['name']} has no such mark: {mark}")
    said = row.get("consent")
    consent = _make(PracticeConsent, {**said, "yes": tuple(said["yes"]), "no": tuple(said["no"])}) if said else None
    releases = tuple(_make(PracticeRelease, release) for release in row.get("releases", ()))
    return _make(PracticeWoman, {**row, "marks": marks, "releases": releases, "consent": consent})


def _programme(name: str) -> Programme:
    table = _read(name)
    workshops = tuple(
        WorkshopTemplate(row["number"], row["title"], row["aim"], tuple(map(_part, row["parts"])))
        for row in table["workshop"]
    )
    result = Programme(table["code"], table["title"], table["starts"], table["ends"], workshops)
    length = _minutes(result.ends) - _minutes(result.starts)
    for place, workshop in enumerate(workshops, start=1):
        starts = [part.minutes_from_start for part in workshop.parts]
        if workshop.number != place or not workshop.title or not workshop.aim:
            raise ValueError(f"{name}: workshop {workshop.number} stands at {place} or has no title or aim")
        if not starts or starts[0] != 0 or starts != sorted(set(starts)) or starts[-1] > length:
            raise ValueError(f"{name}: the parts of workshop {workshop.number} do not fill the day in order")
    return result


def _part(row: Mapping[str, Any]) -> Part:
    return _make(Part, {"minutes_from_start" if key == "at" else key: value for key, value in row.items()})


def _attendance() -> tuple[dict[str, Any], dict[str, Source]]:
    table = _read("programmes/attendance.toml")
    return table, {code: _make(Source, row) for code, row in table["sources"].items()}


def _code(row: Mapping[str, Any], sources: Mapping[str, Source]) -> AttendanceCode:
    causes = _causes(row.get("causes", ()), sources)
    return _make(AttendanceCode, {**row, "source": sources[row["source"]], "causes": causes})


def _causes(rows: Iterable[Mapping[str, Any]], sources: Mapping[str, Source]) -> tuple[Cause, ...]:
    causes = tuple(_make(Cause, {**row, "source": sources[row["source"]]}) for row in rows)
    _unique("attendance.toml: cause", (cause.code for cause in causes))
    for cause in causes:
        if cause.prison and cause.lowers:
            raise ValueError(f"attendance.toml: {cause.code} is the prison's and cannot lower a rate")
    return causes


def _read(name: str) -> dict[str, Any]:
    with paths.resource(name).open("rb") as file:
        return tomllib.load(file)


def _make(kind: type[T], row: Mapping[str, Any]) -> T:
    """A dataclass from a row of a file. ValueError for a key too many, a key missing, or a value of the wrong type."""
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    hints = get_type_hints(kind)
    missing = {name for name, field in known.items() if field.default is MISSING} - row.keys()
    if missing or row.keys() - known.keys():
        raise ValueError(f"{kind.__name__}: missing {sorted(missing)}, unknown {sorted(row.keys() - known.keys())}")
    for name, value in row.items():
        if hints[name] in _SIMPLE and type(value) is not hints[name]:
            raise ValueError(f"{kind.__name__}: {name} is {value!r}")
    return kind(**row)


def _unique(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{what} {value} stands twice")
        seen.add(value)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _plain_name(name: str) -> str:
    return name.replace("HMP & YOI ", "").replace("HMP ", "")
