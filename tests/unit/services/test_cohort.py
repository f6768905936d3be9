from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vaults import FIRST_DAY, TODAY, Group
from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.vault import Vault
from wagesdesk.models.workshop import WorkshopSession
from wagesdesk.services import cohort, history
from wagesdesk.services.cohort import proposed_days
from wagesdesk.services.reference import programme

days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(days, st.integers(0, 6), st.integers(0, 12), st.lists(st.integers(0, 60), max_size=8))
def test_days_are_weekly_from_the_start_and_never_skipped_ones(
    start: date, weekday: int, count: int, skips: list[int]
) -> None:
    skipped = [start + timedelta(days=skip) for skip in skips]
    found = proposed_days(start, weekday, count, skipped)
    assert len(found) == count
    assert list(found) == sorted(set(found))
    assert all(day >= start and day.weekday() == weekday and day not in skipped for day in found)
    if found:
        between = [start + timedelta(days=n) for n in range((found[-1] - start).days + 1)]
        assert [day for day in between if day.weekday() == weekday and day not in skipped] == list(found)


def make(vault: Vault, **changed: object) -> str:
    said = {
        "title": " Cohort 8 ", "term": " Spring ", "programme_code": "wages", "start": TODAY, "weekday": 1,
        "starts": "8:50", "ends": " 15:50 ",
    }  # fmt: skip
    return cohort.create_cohort(vault, vault.staff_id, **(said | changed))[0]  # type: ignore[arg-type]


def test_a_cohort_has_the_workshops_of_its_programme(inside: Vault) -> None:
    cohort_id = make(inside, skipped=[TODAY + timedelta(days=7)])
    template = programme("wages")
    found = cohort.workshops(inside, cohort_id)
    assert [one.title for one in found] == [one.title for one in template.workshops]
    assert [one.number for one in found] == list(range(1, 11))
    assert [one.day for one in found[:3]] == [TODAY, TODAY + timedelta(days=14), TODAY + timedelta(days=21)]
    assert {(one.starts, one.ends) for one in found} == {("08:50", "15:50")}
    assert [one.offered for one in found] == [one.offered_minutes("08:50", "15:50") for one in template.workshops]


def test_cohorts_the_one_that_ends_last_first(inside: Vault, group: Group) -> None:
    later = make(inside)
    rows = cohort.cohorts(inside)
    assert [row.id for row in rows] == [later, group.cohort_id]
    assert (rows[0].title, rows[0].term, rows[0].people, rows[0].workshops) == ("Cohort 8", "Spring", 0, 10)
    assert (rows[1].first_day, rows[1].last_day, rows[1].people) == (FIRST_DAY, FIRST_DAY + timedelta(weeks=9), 3)
    history.undo(inside, inside.staff_id)
    assert [row.id for row in cohort.cohorts(inside)] == [group.cohort_id]


def test_titles_stand_in_the_order_of_the_cohorts(inside: Vault, group: Group) -> None:
    for title, start in (("Early", TODAY - timedelta(days=400)), ("Late", TODAY), ("Late again", TODAY)):
        make(inside, title=title, start=start)
    rows = cohort.cohorts(inside)
    assert rows[-1].title == "Early"
    assert group.cohort_id in [row.id for row in rows]
    assert [(one.id, one.title, one.term) for one in cohort.titles(inside)] == [
        (row.id, row.title, row.term) for row in rows
    ]


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"title": " "}, "title", "empty"),
        ({"title": "x" * 61}, "title", "too_long"),
        ({"programme_code": "x"}, "programme", "unknown"),
        ({"starts": "nine"}, "starts", "time"),
        ({"ends": "25:00"}, "ends", "time"),
        ({"ends": "08:50"}, "ends", "before_start"),
        ({"starts": "9:00", "ends": "10:00"}, "", ""),
    ],
)
def test_cohorts_that_cannot_be(inside: Vault, changed: dict[str, object], field: str, code: str) -> None:
    if not field:
        assert make(inside, **changed)
        return
    with pytest.raises(FieldInvalid) as raised:
        make(inside, **changed)
    assert raised.value.fields == {"field": field, "code": code}
    assert cohort.cohorts(inside) == ()


def test_a_workshop_that_came_without_its_day_is_not_shown_yet(inside: Vault, group: Group) -> None:
    with inside.write(inside.staff_id, "x") as db:
        db.add(WorkshopSession(cohort_id=group.cohort_id, number=11, title="Later"))
    assert len(cohort.workshops(inside, group.cohort_id)) == 10
    assert cohort.cohorts(inside)[0].workshops == 10


def test_a_cohort_that_is_not_here(inside: Vault) -> None:
    with pytest.raises(NotFound):
        cohort.workshops(inside, "x")
