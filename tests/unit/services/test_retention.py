from __future__ import annotations

from datetime import date

import pytest

from tests.vaults import TODAY, Group, again
from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, people, retention, site, today, workshop

LAST = date(2026, 11, 17)
"""The tenth Tuesday."""
FAR = date(2030, 1, 1)


@pytest.fixture
def keeping(inside: Vault, group: Group) -> Vault:
    """Asha, Bronwen and Chantelle in Cohort 7; people are kept for 24 months."""
    site.set_retention(inside, inside.staff_id, 24)
    return inside


def told(opened: Vault, day: date = FAR) -> dict[str, tuple[str, str, date, date]]:
    return {one.name: (one.cohort, one.what, one.last, one.since) for one in retention.due(opened, day)}


def home(opened: Vault, person_id: str, day: date, noted: date = TODAY) -> None:
    people.set_release_date(opened, opened.staff_id, person_id=person_id, day=day, source="letter", noted_on=noted)


def test_nobody_is_due_while_the_place_says_no_time(inside: Vault, group: Group) -> None:
    assert retention.due(inside, FAR) == ()


def test_it_counts_from_the_last_workshop_to_the_day(keeping: Vault) -> None:
    assert told(keeping, date(2028, 11, 16)) == {}
    all_three = told(keeping, date(2028, 11, 17))
    assert set(all_three) == {"Asha", "Bronwen", "Chantelle"}
    assert all_three["Asha"] == ("Cohort 7", "workshop", LAST, date(2028, 11, 17))


def test_who_left_is_due_earlier_and_who_went_home_later(keeping: Vault, group: Group) -> None:
    who = keeping.staff_id
    attendance.leave(keeping, who, enrolment_id=group.enrolments[0], day=date(2026, 10, 20), cause="own_request")
    home(keeping, group.people[1], date(2027, 5, 3))
    home(keeping, group.people[1], date(2027, 1, 14), noted=TODAY.replace(day=5))
    assert told(keeping)["Asha"][1:3] == ("left", date(2026, 10, 20))
    assert told(keeping)["Bronwen"][1:3] == ("home", date(2027, 1, 14))
    assert [one.name for one in retention.due(keeping, FAR)] == ["Asha", "Chantelle", "Bronwen"]


def test_a_workshop_that_did_not_take_place_does_not_count(keeping: Vault, group: Group) -> None:
    plan = workshop.plan_cancel(keeping, group.workshops[-1])
    workshop.apply(keeping, keeping.staff_id, plan, cause="staff_unavailable")
    assert told(keeping)["Asha"][2] == date(2026, 11, 10)


def test_of_whom_nothing_else_is_known_the_day_she_was_written_down_counts(
    keeping: Vault, group: Group, morning: FixedClock
) -> None:
    with keeping.write(keeping.staff_id, "people.add") as db:
        from wagesdesk.models.person import Person

        db.add(Person(name="Dilys", language="cy"))
    assert told(keeping)["Dilys"] == ("", "written", TODAY, date(2028, 11, 3))


def test_a_clock_that_runs_years_ahead_names_nobody_until_somebody_says_it_is_right(
    keeping: Vault, morning: FixedClock
) -> None:
    morning.advance(days=3650)
    opened = again(keeping)
    assert retention.due(opened, morning.today()) == ()
    opened.confirm_date(opened.staff_id)
    assert len(retention.due(opened, morning.today())) == 3
    opened.lock()


def test_who_was_erased_is_not_due_any_more(keeping: Vault, group: Group) -> None:
    keeping.erase(keeping.staff_id, *group.people[:2])
    assert set(told(keeping)) == {"Chantelle"}


def test_today_says_how_many_and_of_which_cohort_without_a_name(keeping: Vault, group: Group) -> None:
    def said(day: date) -> list[tuple[int, tuple[str, ...]]]:
        return [(one.count, one.names) for one in today.search(keeping, day) if one.kind == "retention"]

    assert said(date(2028, 11, 16)) == []
    assert said(date(2028, 11, 17)) == [(3, ("Cohort 7",))]


def test_a_month_without_that_day_ends_on_its_last() -> None:
    assert retention._later(date(2026, 8, 31), 6) == date(2027, 2, 28)  # noqa: SLF001 - the sum itself
    assert retention._later(date(2026, 12, 1), 12) == date(2027, 12, 1)  # noqa: SLF001
