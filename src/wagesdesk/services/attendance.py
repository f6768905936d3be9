"""The register: marking, clearing, leaving, and her rate.

Her rate is minutes attended divided by minutes offered while she was enrolled, minus the minutes that were excused
(DOMAIN, rule 3). Workshops without a mark are not counted yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotEnrolled, NotFound
from wagesdesk.models.attendance import Mark
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.entry import natural_id
from wagesdesk.models.person import Person
from wagesdesk.models.vault import Vault
from wagesdesk.models.workshop import WorkshopSession
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.cohort import changes_in, workshops_in
from wagesdesk.services.reference import AttendanceCode, attendance_codes, leaving_causes

LONGEST_NOTE: Final = 500


@dataclass(frozen=True)
class Cell:
    """One place in the register.

    `state`: "open" may be marked, "next" may be marked but lies ahead, "before" she joined, "after" she left,
    "cancelled" does not take place: a mark that is kept from before is not shown and does not count.
    `counts` is the effect of the letter ("here", "late", "excused", "away") or empty. `minutes` is null for all.
    `done_by` and `done_on` say who filled it in on paper, and when.
    """

    workshop_id: str
    state: str
    letter: str = ""
    cause: str = ""
    minutes: int | None = None
    note: str = ""
    counts: str = ""
    done_by: str = ""
    done_on: date | None = None


@dataclass(frozen=True)
class Tally:
    """What a row of marks comes to. `offered` and `attended` are minutes, excused ones taken out of `offered`.

    `came` of `of` counts workshops: those she was at, of those that were marked and not wholly excused.
    """

    came: int
    of: int
    attended: int
    offered: int

    @property
    def rate(self) -> Fraction | None:
        """Between 0 and 1, or None while nothing counts yet."""
        return Fraction(self.attended, self.offered) if self.offered else None


@dataclass(frozen=True)
class RegisterRow:
    person_id: str
    enrolment_id: str
    name: str
    language: str
    cells: tuple[Cell, ...]
    came: int
    offered: int
    """Workshops that count for her: her own "of"."""
    rate: Fraction | None
    left_on: date | None


@dataclass(frozen=True)
class RegisterColumn:
    """`state` is "past", "today" or "next"; `here` and `unmarked` count women; `minutes` are those offered.

    `cause` is why it was cancelled, the code or empty; `kept` are marks that do not count because it was.
    """

    workshop_id: str
    number: int
    title: str
    day: date
    state: str
    here: int
    unmarked: int
    minutes: int
    cancelled: bool = False
    cause: str = ""
    kept: int = 0


@dataclass(frozen=True)
class Register:
    """`current` is the index of the column to mark now: today's, else the last past one, else the first.

    None when no workshop takes place.
    """

    cohort_id: str
    columns: tuple[RegisterColumn, ...]
    rows: tuple[RegisterRow, ...]
    current: int | None


def codes() -> tuple[AttendanceCode, ...]:
    """The letters of the register in their order, from `resources/programmes/attendance.toml`."""
    return attendance_codes()


def code_of(letter: str) -> AttendanceCode:
    """The code with this letter. FieldInvalid(field="letter")."""
    code = _known(letter)
    if code is None:
        raise FieldInvalid(field="letter", code="unknown")
    return code


def _known(letter: str) -> AttendanceCode | None:
    return next((code for code in attendance_codes() if code.letter == letter), None)


def tally(marks: Iterable[tuple[Mapping[str, Any], int]]) -> Tally:
    """Add up marks, each with the minutes its workshop offered. A letter of a later version counts for nothing yet."""
    came = counted = attended_all = offered_all = 0
    for says, offered in marks:
        code = _known(says["letter"])
        if code is None:
            continue
        attended = attended_minutes(says, code, offered)
        counts = offered if code.counts_against(says["cause"]) else attended
        came += attended > 0
        counted += attended > 0 or counts > 0
        attended_all += attended
        offered_all += counts
    return Tally(came, counted, attended_all, offered_all)


def attended_minutes(says: Mapping[str, Any], code: AttendanceCode, offered: int) -> int:
    """The minutes she was there, of those that were offered."""
    stayed = code.effect in ("here", "late")
    return min(offered, says["minutes"] if says["minutes"] is not None else offered if stayed else 0)


def enrolments_in(db: Session, cohort_id: str) -> list[tuple[Enrolment, Person]]:
    """Everybody of a cohort with her enrolment, by chosen name."""
    found = db.execute(
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.removed.is_not(True), Person.removed.is_not(True))
    )
    return sorted(
        ((enrolment, person) for enrolment, person in found),
        key=lambda pair: ((pair[1].name or "").casefold(), pair[0].id),
    )


def marks_in(db: Session, enrolment_ids: Iterable[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """What the register says, by (enrolment id, workshop id)."""
    ids = list(enrolment_ids)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for start in range(0, len(ids), 500):
        query = select(Mark.enrolment_id, Mark.workshop_id, Mark.says).where(
            Mark.enrolment_id.in_(ids[start : start + 500]), Mark.removed.is_not(True), Mark.says.is_not(None)
        )
        for enrolment_id, workshop_id, says in db.execute(query):
            found[enrolment_id, workshop_id] = says
    return found


def register(vault: Vault, cohort_id: str, today: date) -> Register:
    """The whole register of a cohort."""
    with vault.read() as db:
        workshops = workshops_in(db, cohort_id)
        people = enrolments_in(db, cohort_id)
        marks = marks_in(db, [enrolment.id for enrolment, _person in people])
        rows = tuple(_row(enrolment, person, workshops, marks, today) for enrolment, person in people)
        columns = tuple(_column(one, index, rows, today) for index, one in enumerate(workshops))
        columns = _with_causes(db, columns, marks)
    held = [index for index, column in enumerate(columns) if not column.cancelled]
    past = [index for index in held if columns[index].state != "next"]
    current = past[-1] if past else held[0] if held else None
    return Register(cohort_id, columns, rows, current)


def _row(
    enrolment: Enrolment, person: Person, workshops: list[WorkshopSession],
    marks: Mapping[tuple[str, str], dict[str, Any]], today: date,
) -> RegisterRow:  # fmt: skip
    said = [(marks.get((enrolment.id, one.id)), one) for one in workshops]
    cells = tuple(_cell(enrolment, one, says, today) for says, one in said)
    sums = tally(
        (says, one.offered)
        for says, one in said
        if says is not None and not one.cancelled and enrolment.covers(one.day)
    )
    left_on = date.fromisoformat(enrolment.ending["day"]) if enrolment.ending else None
    return RegisterRow(
        person.id, enrolment.id, person.name or "", person.language or "", cells, sums.came, sums.of, sums.rate, left_on
    )


def _cell(enrolment: Enrolment, workshop: WorkshopSession, says: Mapping[str, Any] | None, today: date) -> Cell:
    if workshop.cancelled:
        return Cell(workshop.id, "cancelled")
    if enrolment.before(workshop.day):
        return Cell(workshop.id, "before")
    if enrolment.after(workshop.day):
        return Cell(workshop.id, "after")
    state = "next" if workshop.day > today else "open"
    if says is None:
        return Cell(workshop.id, state)
    code = _known(says["letter"])
    effect = code.effect if code else ""
    done_on = date.fromisoformat(says["done_on"]) if says["done_on"] else None
    said = says["letter"], says["cause"], says["minutes"], says["note"]
    return Cell(workshop.id, state, *said, effect, says["done_by"], done_on)


def _column(workshop: WorkshopSession, index: int, rows: tuple[RegisterRow, ...], today: date) -> RegisterColumn:
    cells = [row.cells[index] for row in rows]
    state = "today" if workshop.day == today else "past" if workshop.day < today else "next"
    return RegisterColumn(
        workshop.id, index + 1, workshop.title or "", workshop.day, state,
        here=sum(cell.counts in ("here", "late") for cell in cells),
        unmarked=sum(cell.state in ("open", "next") and not cell.letter for cell in cells),
        minutes=workshop.offered, cancelled=bool(workshop.cancelled),
    )  # fmt: skip


def _with_causes(
    db: Session, columns: tuple[RegisterColumn, ...], marks: Mapping[tuple[str, str], dict[str, Any]]
) -> tuple[RegisterColumn, ...]:
    """The cancelled ones with why, and how many marks they keep."""
    why = changes_in(db, [one.workshop_id for one in columns if one.cancelled])
    causes = {one.workshop_id: why.get((one.workshop_id, one.day), {}).get("cause", "") for one in columns}
    kept = Counter(workshop_id for _enrolment_id, workshop_id in marks)
    return tuple(
        replace(one, cause=causes[one.workshop_id], kept=kept[one.workshop_id]) if one.cancelled else one
        for one in columns
    )


def mark(  # noqa: PLR0913
    vault: Vault,
    actor: str,
    *,
    enrolment_id: str,
    workshop_id: str,
    letter: str,
    cause: str = "",
    minutes: int | None = None,
    note: str = "",
    done_by: str = "",
    done_on: date | None = None,
    as_of: int | None = None,
) -> Changes:
    """Mark one woman for one workshop. Durable when it returns.

    `minutes` are those she was there, null for all. Errors: NotEnrolled outside her days, FieldInvalid (letter, cause,
    minutes, note; workshop when it was cancelled), NotFound. X is no mark: use `leave`.
    """
    says = _says(letter, cause, minutes, note, done_by, done_on)
    with vault.write(actor, "attendance.mark", as_of=as_of) as db:
        enrolment, workshop, held = _place(db, enrolment_id, workshop_id)
        if minutes is not None and not 0 <= minutes <= workshop.offered:
            raise FieldInvalid(field="minutes", code="range", most=workshop.offered)
        _write(db, enrolment, workshop, held, says)
        return made(db)


def _says(
    letter: str, cause: str, minutes: int | None, note: str, done_by: str, done_on: date | None
) -> dict[str, Any]:
    code = code_of(letter)
    if code.effect == "left":
        raise FieldInvalid(field="letter", code="not_a_mark")
    if cause and code.cause(cause) is None:
        raise FieldInvalid(field="cause", code="unknown")
    if len(note) > LONGEST_NOTE:
        raise FieldInvalid(field="note", code="too_long")
    return {
        "letter": letter, "cause": cause, "minutes": minutes, "note": note.strip(), "done_by": done_by.strip(),
        "done_on": done_on.isoformat() if done_on else "",
    }  # fmt: skip


# Built once: one statement in place of three look-ups keeps a mark within its bound in `bench`.
_PLACE = (
    select(Enrolment, WorkshopSession, Mark)
    .join(WorkshopSession, WorkshopSession.cohort_id == Enrolment.cohort_id)
    .outerjoin(Mark, Mark.id == bindparam("mark"))
    .where(
        Enrolment.id == bindparam("enrolment"),
        Enrolment.removed.is_not(True),
        WorkshopSession.id == bindparam("workshop"),
        WorkshopSession.removed.is_not(True),
    )
)


def _place(db: Session, enrolment_id: str, workshop_id: str) -> tuple[Enrolment, WorkshopSession, Mark | None]:
    """Her enrolment, the workshop and the mark that is there. NotFound, NotEnrolled."""
    mark_id = natural_id("mark", enrolment_id, workshop_id)
    found = db.execute(_PLACE, {"mark": mark_id, "enrolment": enrolment_id, "workshop": workshop_id}).first()
    if found is None:
        raise NotFound(kind="enrolment")
    enrolment, workshop, held = found
    if workshop.cancelled:
        raise FieldInvalid(field="workshop", code="cancelled")
    if not enrolment.covers(workshop.day):
        raise NotEnrolled(day=workshop.day, before=enrolment.before(workshop.day))
    return enrolment, workshop, held


def _write(
    db: Session, enrolment: Enrolment, workshop: WorkshopSession, held: Mark | None, says: dict[str, Any]
) -> None:
    if held is None:
        db.add(Mark(enrolment_id=enrolment.id, workshop_id=workshop.id, person_id=enrolment.person_id, says=says))
    else:
        held.says = says
        held.removed = None


def clear(vault: Vault, actor: str, *, enrolment_id: str, workshop_id: str) -> Changes:
    """Take a mark away; clearing what is not marked changes nothing."""
    with vault.write(actor, "attendance.clear") as db:
        _enrolment, _workshop, held = _place(db, enrolment_id, workshop_id)
        if held is not None and not held.removed:
            held.removed = True
        return made(db)


def mark_rest_present(vault: Vault, actor: str, *, cohort_id: str, workshop_id: str) -> Changes:
    """Mark everybody present who may be marked and is not, as one operation."""
    present = next(code.letter for code in attendance_codes() if code.effect == "here")
    with vault.write(actor, "attendance.rest") as db:
        workshop = db.get(WorkshopSession, workshop_id)
        if workshop is None or workshop.cohort_id != cohort_id:
            raise NotFound(kind="workshop")
        if workshop.cancelled:
            raise FieldInvalid(field="workshop", code="cancelled")
        people = enrolments_in(db, cohort_id)
        held = marks_in(db, [enrolment.id for enrolment, _person in people])
        for enrolment, _person in people:
            if enrolment.covers(workshop.day) and (enrolment.id, workshop.id) not in held:
                cleared = db.get(Mark, natural_id("mark", enrolment.id, workshop.id))
                _write(db, enrolment, workshop, cleared, _says(present, "", None, "", "", None))
        return made(db)


def leave(vault: Vault, actor: str, *, enrolment_id: str, day: date, cause: str) -> Changes:
    """She left the programme: `day` is the first on which she takes no part. Marks from that day on stay on record
    but no longer count. FieldInvalid(cause), NotFound."""
    if all(one.code != cause for one in leaving_causes()):
        raise FieldInvalid(field="cause", code="unknown")
    with vault.write(actor, "enrolment.leave") as db:
        enrolment = db.get(Enrolment, enrolment_id)
        if enrolment is None:
            raise NotFound(kind="enrolment")
        if enrolment.before(day):
            raise FieldInvalid(field="day", code="before_joined")
        enrolment.ending = {"day": day.isoformat(), "cause": cause}
        return made(db)


def come_back(vault: Vault, actor: str, *, enrolment_id: str) -> Changes:
    """She takes part again, as if she had not left."""
    with vault.write(actor, "enrolment.back") as db:
        enrolment = db.get(Enrolment, enrolment_id)
        if enrolment is None:
            raise NotFound(kind="enrolment")
        enrolment.ending = None
        return made(db)
