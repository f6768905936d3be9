"""The practice vault: invented people to try everything on, one click, visibly marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path

from wagesdesk.clock import FixedClock
from wagesdesk.models.slots import FLOOR, KdfParams, PlaceLabel
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, cohort, consent, people, practice_plans, vault
from wagesdesk.services.practice_passphrases import PASSPHRASES
from wagesdesk.services.practice_plans import Event
from wagesdesk.services.reference import PracticeCohort, PracticeWoman, practice_cohort, programme

__all__ = ["PASSPHRASES", "create_practice", "record_consents"]


def create_practice(
    home: Path, *, today: date, zone: tzinfo = UTC, params: KdfParams = FLOOR, floor: KdfParams = FLOOR
) -> None:
    """Make a practice vault in `home` whose last marked workshop is `today`. A job of seconds. As `vault.create`."""
    told = practice_cohort()
    shift = today - told.today
    clock = FixedClock(datetime.combine(told.first_day + shift, time(8, 0), zone), zone)
    inside = [one for one in told.staff if one.place == "inside"]
    vault.create(
        home,
        label=PlaceLabel("laptop", told.site_name, practice=True),
        site_code=told.site_code,
        staff=[vault.NewStaff(one.name, one.role, PASSPHRASES[one.name]) for one in inside],
        recovery_key=None,
        clock=clock,
        params=params,
        floor=floor,
    )
    first = vault.place(home).slots[0]
    opened = vault.unlock(home, slot_id=first.id, secret=PASSPHRASES[inside[0].name], clock=clock)
    try:
        _fill(opened, told, clock, shift)
    finally:
        opened.lock()


def _fill(opened: Vault, told: PracticeCohort, clock: FixedClock, shift: timedelta) -> None:
    actor = opened.staff_id
    course = programme(told.programme)
    cohort_id, _changes = cohort.create_cohort(
        opened, actor, title=told.title, term=told.term, programme_code=told.programme, start=told.first_day + shift,
        weekday=(told.first_day + shift).weekday(), starts=course.starts, ends=course.ends,
        skipped=[day + shift for day in told.skipped],
    )  # fmt: skip
    text = "\n".join(f"{one.name} {one.surname} {one.prison_number}" for one in told.women)
    people.add_by_names(opened, actor, cohort_id=cohort_id, text=text, joined_on=told.first_day + shift)
    shown = attendance.register(opened, cohort_id, clock.today())
    women = {row.name: (row.person_id, row.enrolment_id) for row in shown.rows}
    for woman in told.women:
        _about(opened, actor, woman, women[woman.name][0], shift)
    waiting = sorted(
        practice_plans.events(opened, {name: ids[0] for name, ids in women.items()}, shift), key=lambda one: one.on
    )
    for index, column in enumerate(shown.columns):
        marks = {one.name: one.marks[index] for one in told.women if index < len(one.marks)}
        if marks:
            waiting = _happen(clock, waiting, column.day)
            clock.set(datetime.combine(column.day, time(9, 0), clock.now().tzinfo))
        for name, said in marks.items():
            clock.advance(seconds=4)
            attendance.mark(
                opened, actor, enrolment_id=women[name][1], workshop_id=column.workshop_id, letter=said.letter,
                cause=said.cause, minutes=said.minutes,
            )  # fmt: skip
    _happen(clock, waiting, told.today + shift + timedelta(days=1))


def _happen(clock: FixedClock, events: Sequence[Event], until: date) -> list[Event]:
    """Let happen, in the afternoon of their days, what is before a day; what is left."""
    for one in events:
        if one.on < until:
            afternoon = datetime.combine(one.on, time(9 if one.on == clock.today() else 14, 10), clock.now().tzinfo)
            clock.set(max(afternoon, clock.now()))
            clock.advance(seconds=20)
            one.do()
    return [one for one in events if one.on >= until]


def _about(opened: Vault, actor: str, woman: PracticeWoman, person_id: str, shift: timedelta) -> None:
    if woman.language != "en":
        people.rename(
            opened, actor, person_id=person_id, chosen=woman.name, surname=woman.surname,
            prison_number=woman.prison_number, language=woman.language,
        )  # fmt: skip
    if woman.business:
        people.set_business(opened, actor, person_id=person_id, name=woman.business, about=woman.about)
    for given in woman.releases:
        people.set_release_date(
            opened, actor, person_id=person_id, day=given.day + shift, source=given.source,
            noted_on=given.noted + shift,
        )  # fmt: skip


def record_consents(opened: Vault, actor: str, recipient_id: str, *, today: date) -> int:
    """Write down the invented women's answers about one recipient; returns how many women answered."""
    told = practice_cohort()
    shift = today - told.today
    answered = 0
    cohort_id = cohort.cohorts(opened)[0].id
    ids = {row.name: row.person_id for row in attendance.register(opened, cohort_id, today).rows}
    for woman in told.women:
        if woman.consent is not None and woman.name in ids:
            said = woman.consent
            answers = dict.fromkeys(said.yes, True) | dict.fromkeys(said.no, False)
            consent.record(
                opened, actor, person_id=ids[woman.name], recipient_id=recipient_id, answers=answers,
                on=said.on + shift, until=said.until + shift, how=said.how,
            )  # fmt: skip
            answered += 1
    return answered
