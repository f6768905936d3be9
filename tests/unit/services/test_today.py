from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests import vaults
from tests.unit.ui.line import new_line
from tests.vaults import FIRST_DAY, LONDON, TODAY, Group, mark
from wagesdesk.errors import NotFound
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, consent, custody, people
from wagesdesk.services.reference import leaving_causes, programme
from wagesdesk.services.today import Today, today


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def shown(vault: Vault, group: Group, now: datetime) -> Today:
    return today(vault, group.cohort_id, now)


def test_on_the_day_of_a_workshop(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 7, "P")
    mark(inside, group, 1, 7, "A")
    found = shown(inside, group, at(9, 27))
    assert found.workshop is not None
    assert found.workshop == found.shown
    assert (found.workshop.number, found.day) == (8, TODAY)
    assert [step.state for step in found.steps] == ["done"] * 7 + ["today"] + ["next"] * 2
    assert [(tile.name, tile.letter, tile.counts) for tile in found.tiles] == [
        ("Asha", "P", "here"), ("Bronwen", "A", "away"), ("Chantelle", "", ""),
    ]  # fmt: skip
    assert (found.here, found.unmarked, found.in_session) == (1, 1, True)


@pytest.mark.parametrize(
    ("now", "inside_hours"), [(at(8, 49), False), (at(8, 50), True), (at(15, 49), True), (at(15, 50), False)]
)
def test_when_others_may_look_over_a_shoulder(inside: Vault, group: Group, now: datetime, inside_hours: bool) -> None:
    assert shown(inside, group, now).in_session is inside_hours


def test_the_run_of_the_day(inside: Vault, group: Group) -> None:
    parts = programme("wages").workshops[7].parts
    for now in (at(7), at(8, 50), at(10), at(15, 49), at(16)):
        found = shown(inside, group, now).parts
        assert [part.title for part in found] == [part.title for part in parts]
        begins = [at(8, 50) + timedelta(minutes=part.minutes_from_start) for part in parts]
        ends = [*begins[1:], at(15, 50)]
        assert [part.at for part in found] == [begin.strftime("%H:%M") for begin in begins]
        wanted = [
            "now" if begin <= now < end else "done" if end <= now else "next"
            for begin, end in zip(begins, ends, strict=True)
        ]
        assert [part.state for part in found] == wanted
        for part, end in zip(found, ends, strict=True):
            assert part.minutes_left == ((end - now).total_seconds() / 60 if part.state == "now" else 0)


def test_a_part_that_ends_in_some_seconds_has_a_minute_left(inside: Vault, group: Group) -> None:
    found = shown(inside, group, at(15, 49).replace(second=30)).parts
    assert [part.minutes_left for part in found if part.state == "now"] == [1]


def test_between_workshops_the_next_is_shown(inside: Vault, group: Group) -> None:
    found = shown(inside, group, at(9, day=TODAY + timedelta(days=1)))
    assert found.workshop is None
    assert found.shown is not None
    assert found.shown.number == 9
    assert (found.tiles, found.unmarked, found.here, found.in_session) == ((), 0, 0, False)
    assert {part.state for part in found.parts} == {"next"}


def test_after_the_last_one(inside: Vault, group: Group) -> None:
    found = shown(inside, group, at(9, day=FIRST_DAY + timedelta(weeks=12)))
    assert (found.workshop, found.shown, found.parts) == (None, None, ())
    assert {step.state for step in found.steps} == {"done"}


def test_registers_with_blanks(inside: Vault, group: Group) -> None:
    for workshop in range(7):
        for person in range(3):
            if (workshop, person) not in ((2, 1), (4, 0), (4, 2)):
                mark(inside, group, person, workshop, "P")
    found = [todo for todo in shown(inside, group, at(9)).todo if todo.kind == "register"]
    assert [(todo.number, todo.count, todo.names) for todo in found] == [
        (3, 1, ("Bronwen",)), (5, 2, ("Asha", "Chantelle")),
    ]  # fmt: skip


def test_who_was_not_asked_yet(inside: Vault, outside: Vault, group: Group) -> None:
    def unasked() -> list[tuple[str, ...]]:
        return [todo.names for todo in shown(inside, group, at(9)).todo if todo.kind == "consent"]

    assert unasked() == []
    vaults.exchange_cards(inside, outside)
    recipient = card.recipients(inside)[0].id
    assert unasked() == [("Asha", "Bronwen", "Chantelle")]
    for person, yes, until in ((0, True, TODAY), (1, False, TODAY - timedelta(days=1)), (2, True, FIRST_DAY)):
        consent.record(
            inside, inside.staff_id, person_id=group.people[person], recipient_id=recipient, answers={"plan": yes},
            on=FIRST_DAY, until=until, how="paper",
        )  # fmt: skip
    assert unasked() == [("Chantelle",)]
    attendance.leave(
        inside, inside.staff_id, enrolment_id=group.enrolments[2], day=TODAY, cause=leaving_causes()[0].code
    )  # fmt: skip
    assert unasked() == []


def test_who_goes_home_soon(inside: Vault, group: Group) -> None:
    days = (TODAY + timedelta(weeks=12), TODAY, TODAY - timedelta(days=1))
    for person, day in enumerate(days):
        people.set_release_date(
            inside, inside.staff_id, person_id=group.people[person], day=day, source="letter", noted_on=FIRST_DAY
        )
    found = shown(inside, group, at(9)).going_home
    assert [(one.name, one.weeks) for one in found] == [("Bronwen", 0), ("Asha", 12)]
    people.set_release_date(
        inside, inside.staff_id, person_id=group.people[0], day=TODAY + timedelta(weeks=12, days=1), source="letter",
        noted_on=TODAY,
    )  # fmt: skip
    assert [one.name for one in shown(inside, group, at(9)).going_home] == ["Bronwen"]


def test_a_cohort_of_a_programme_this_version_does_not_have(inside: Vault, group: Group) -> None:
    with inside.write(inside.staff_id, "x") as db:
        held = db.get(Cohort, group.cohort_id)
        assert held is not None
        held.programme = "later"
    assert shown(inside, group, at(9)).parts == ()
    with pytest.raises(NotFound):
        today(inside, "x", at(9))


def test_what_came_back_and_what_is_not_known_to_have_arrived(inside: Vault, outside: Vault, group: Group) -> None:
    line = new_line(inside, outside, group)
    line.seal()
    line.seal()
    custody.send_back(
        inside, inside.staff_id, recipient_id=line.recipient_id, recipient="Cwlwm", preparer_id=inside.staff_id,
        checker_id=vaults.staff_id(inside, "Carys"), reason="Ask Asha again",
    )  # fmt: skip
    todo = {one.kind: one for one in shown(inside, group, at(9)).todo}
    assert (todo["sent_back"].count, todo["sent_back"].names) == (1, ("Cwlwm: Ask Asha again",))
    assert (todo["arrived"].count, todo["arrived"].names) == (2, ("Cwlwm Co-operative",))
    custody.settle_sent_back(inside, inside.staff_id, line.recipient_id)
    custody.acknowledge(inside, inside.staff_id, custody.dispatches(inside)[0].ack_code)
    assert not {one.kind for one in shown(inside, group, at(9)).todo} & {"sent_back", "arrived"}
