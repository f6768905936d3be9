"""Changing the dates: what is planned, what is written, what one undo takes back, and two machines that both moved."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import vaults
from tests.vaults import FIRST_DAY, TODAY, Group, mark
from wagesdesk.errors import ChangedSince, FieldInvalid, NotFound
from wagesdesk.models.entry import natural_id
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, cohort, history, today, workshop
from wagesdesk.services import clash as clashes
from wagesdesk.services.cohort import WorkshopRow
from wagesdesk.services.reference import cancellation_causes, programme
from wagesdesk.services.workshop import Plan

PRISON = next(one.code for one in cancellation_causes() if one.prison)
WEEK = timedelta(days=7)


def run(vault: Vault, group: Group) -> tuple[WorkshopRow, ...]:
    return cohort.workshops(vault, group.cohort_id)


def days(vault: Vault, group: Group) -> list[date]:
    return [one.day for one in run(vault, group)]


def do(vault: Vault, plan: Plan, cause: str = PRISON, note: str = "") -> None:
    workshop.apply(vault, vault.staff_id, plan, cause=cause, note=note)


def cancel(vault: Vault, group: Group, at: int) -> None:
    do(vault, workshop.plan_cancel(vault, group.workshops[at]))


def move(vault: Vault, group: Group, at: int, day: date, *, reflow: bool = False) -> None:
    do(vault, workshop.plan_move(vault, group.workshops[at], day, reflow=reflow))


def at_seven(vault: Vault, group: Group) -> None:
    """Everybody is marked for the first seven."""
    for at in range(7):
        for person in range(3):
            mark(vault, group, person, at, "P")


# -- moving


def test_the_ones_after_it_follow_week_by_week_and_one_undo_takes_all_back(inside: Vault, group: Group) -> None:
    at_seven(inside, group)
    before = vaults.dump(inside)
    plan = workshop.plan_move(inside, group.workshops[7], TODAY + WEEK, reflow=True)
    assert [(row.before.day if row.before else None, row.after.day, row.after.number) for row in plan.rows] == [
        (TODAY, TODAY + WEEK, 8), (TODAY + WEEK, TODAY + 2 * WEEK, 9), (TODAY + 2 * WEEK, TODAY + 3 * WEEK, 10)
    ]  # fmt: skip
    assert vaults.dump(inside) == before, "a plan writes nothing"
    do(inside, plan, note=" The van did not start ")
    assert days(inside, group)[6:] == [TODAY - WEEK, TODAY + WEEK, TODAY + 2 * WEEK, TODAY + 3 * WEEK]
    told = workshop.dates(inside, group.cohort_id)[7].changes
    assert [(one.day, one.did, one.cause, one.note) for one in told] == [
        (TODAY, "moved", PRISON, "The van did not start")
    ]
    assert workshop.dates(inside, group.cohort_id)[8].changes == (), "one that follows lost no day"
    line = next(one for one in history.record_history(inside, group.workshops[9]) if one.field == "when")
    assert (line.by, line.operation) == ("Rhian", "workshop.move")
    assert vaults.rebuilt(inside) == vaults.dump(inside)
    history.undo(inside, inside.staff_id)
    assert days(inside, group) == [FIRST_DAY + n * WEEK for n in range(10)]
    assert workshop.dates(inside, group.cohort_id)[7].changes == ()
    history.redo(inside, inside.staff_id)
    assert days(inside, group)[7] == TODAY + WEEK


def test_skipped_days_and_days_of_others_are_left_out(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 9, "P")  # the last one stays where it is
    skipped = [TODAY + 3 * WEEK]
    plan = workshop.plan_move(inside, group.workshops[7], TODAY + WEEK, reflow=True, skipped=skipped)
    assert [row.after.day for row in plan.rows] == [TODAY + WEEK, TODAY + 4 * WEEK]


def test_they_keep_their_weekday(inside: Vault, group: Group) -> None:
    monday = TODAY + timedelta(days=6)
    plan = workshop.plan_move(inside, group.workshops[7], monday, reflow=True)
    assert [row.after.day for row in plan.rows] == [monday], "the next ones are on Tuesdays after it already"
    later = workshop.plan_move(inside, group.workshops[7], monday + WEEK, reflow=True)
    assert [row.after.day for row in later.rows[1:]] == [TODAY + 2 * WEEK, TODAY + 3 * WEEK]


def test_one_alone_takes_its_number_from_its_day(inside: Vault, group: Group) -> None:
    day = TODAY + timedelta(days=8)
    plan = workshop.plan_move(inside, group.workshops[7], day, reflow=False)
    assert [(row.before.number if row.before else 0, row.after.number) for row in plan.rows] == [(8, 9)]
    do(inside, plan)
    assert [one.topic for one in run(inside, group)] == [1, 2, 3, 4, 5, 6, 7, 9, 8, 10]
    assert [one.number for one in run(inside, group)] == list(range(1, 11))


@given(st.integers(0, 9), st.integers(-60, 90), st.booleans(), st.lists(st.integers(0, 20), max_size=4))
def test_a_plan_never_puts_two_on_one_day_and_keeps_what_is_marked(
    at: int, by: int, reflow: bool, skips: list[int]
) -> None:
    with vaults.fresh() as (vault, group):
        mark(vault, group, 0, 3, "P")
        skipped = [FIRST_DAY + n * WEEK for n in skips]
        to, why, plan = FIRST_DAY + timedelta(days=by), None, None
        try:
            plan = workshop.plan_move(vault, group.workshops[at], to, reflow=reflow, skipped=skipped)
        except FieldInvalid as error:
            why = error.fields["code"]
        assert why in (None, "marked", "same_day", "taken")
        if plan is None:
            return
        do(vault, plan)
        found = run(vault, group)
        assert len({one.day for one in found}) == 10
        assert next(one for one in found if one.id == group.workshops[3]).day == FIRST_DAY + 3 * WEEK
        assert [row.after.day for row in plan.rows[1:] if row.after.day in skipped] == []
        if reflow:
            assert all(row.after.day > plan.rows[0].after.day for row in plan.rows[1:])


@pytest.mark.parametrize(
    ("at", "day", "field", "code"),
    [
        (7, TODAY, "day", "same_day"),
        (7, TODAY + WEEK, "day", "taken"),
        (7, TODAY + timedelta(days=2000), "day", "far"),
        (6, TODAY + timedelta(days=1), "workshop", "marked"),
    ],
)
def test_where_it_cannot_go(inside: Vault, group: Group, at: int, day: date, field: str, code: str) -> None:
    at_seven(inside, group)
    with pytest.raises(FieldInvalid) as caught:
        workshop.plan_move(inside, group.workshops[at], day, reflow=False)
    assert (caught.value.fields["field"], caught.value.fields["code"]) == (field, code)


def test_what_changed_since_the_plan_stops_it(inside: Vault, group: Group) -> None:
    plan = workshop.plan_move(inside, group.workshops[7], TODAY + WEEK, reflow=True)
    mark(inside, group, 0, 8, "P")
    with pytest.raises(ChangedSince):
        do(inside, plan)
    cancelled = workshop.plan_cancel(inside, group.workshops[9])
    move(inside, group, 7, TODAY + timedelta(days=1))
    with pytest.raises(ChangedSince):
        do(inside, cancelled)


def test_a_cause_is_needed_and_known(inside: Vault, group: Group) -> None:
    plan = workshop.plan_cancel(inside, group.workshops[7])
    for cause in ("", "the weather"):
        with pytest.raises(FieldInvalid) as caught:
            do(inside, plan, cause)
        assert caught.value.fields["field"] == "cause"
    with pytest.raises(FieldInvalid):
        do(inside, plan, note="x" * 501)
    with pytest.raises(NotFound):
        workshop.plan_cancel(inside, group.cohort_id)


# -- cancelling


def test_a_cancelled_workshop_counts_for_nobody_and_its_marks_stay(inside: Vault, group: Group) -> None:
    at_seven(inside, group)
    mark(inside, group, 0, 7, "A")
    assert attendance.register(inside, group.cohort_id, TODAY).rows[0].offered == 8
    cancel(inside, group, 7)
    shown = attendance.register(inside, group.cohort_id, TODAY)
    column, row = shown.columns[7], shown.rows[0]
    assert (column.cancelled, column.cause, column.kept, column.here, column.unmarked) == (True, PRISON, 1, 0, 0)
    assert (row.cells[7].state, row.cells[7].letter, row.offered, row.rate) == ("cancelled", "", 7, Fraction(1))
    assert shown.current == 6
    for refused in (
        lambda: mark(inside, group, 1, 7, "P"),
        lambda: attendance.clear(
            inside, inside.staff_id, enrolment_id=group.enrolments[0], workshop_id=group.workshops[7]
        ),
        lambda: attendance.mark_rest_present(
            inside, inside.staff_id, cohort_id=group.cohort_id, workshop_id=group.workshops[7]
        ),
    ):
        with pytest.raises(FieldInvalid) as caught:
            refused()
        assert caught.value.fields == {"field": "workshop", "code": "cancelled"}
    do(inside, workshop.plan_bring_back(inside, group.workshops[7]), "")
    assert attendance.register(inside, group.cohort_id, TODAY).rows[0].cells[7].letter == "A"
    assert workshop.dates(inside, group.cohort_id)[7].changes == ()
    with pytest.raises(FieldInvalid):
        workshop.plan_bring_back(inside, group.workshops[7])


def test_today_says_so(inside: Vault, group: Group) -> None:
    cancel(inside, group, 7)
    shown = today.today(inside, group.cohort_id, vaults.MORNING)
    assert shown.workshop is None
    assert shown.cancelled is not None
    assert (shown.cancelled.number, shown.cause, shown.tiles, shown.in_session) == (8, PRISON, (), False)
    assert [step.state for step in shown.steps] == ["done"] * 7 + ["cancelled", "next", "next"]
    assert shown.shown is not None
    assert shown.shown.day == TODAY + WEEK
    assert [one.number for one in shown.todo if one.kind == "register"] == list(range(1, 8))


def test_a_day_that_another_took_cannot_be_brought_back_to(inside: Vault, group: Group) -> None:
    cancel(inside, group, 7)
    move(inside, group, 8, TODAY)
    with pytest.raises(FieldInvalid) as caught:
        workshop.plan_bring_back(inside, group.workshops[7])
    assert caught.value.fields == {"field": "day", "code": "taken"}
    with pytest.raises(FieldInvalid):
        workshop.plan_times(inside, group.workshops[7], "09:00", "12:00")
    with pytest.raises(FieldInvalid):
        workshop.plan_move(inside, group.workshops[7], TODAY + timedelta(days=1), reflow=False)


# -- shorter, longer, one more, another topic


@pytest.mark.parametrize(
    ("starts", "ends", "minutes", "did"),
    [
        ("08:50", "13:00", 175, "shortened"),  # lunch is from 11:45 to 13:50
        ("13:00", "15:50", 120, "shortened"),
        ("10:00", "15:50", 225, "shortened"),
        ("08:20", "16:20", 355, "lengthened"),
        ("07:00", "08:00", 60, "shortened"),
    ],
)
def test_pauses_stay_where_the_house_has_them(
    inside: Vault, group: Group, starts: str, ends: str, minutes: int, did: str
) -> None:
    plan = workshop.plan_times(inside, group.workshops[7], starts, ends)
    assert (plan.did, plan.rows[0].after.offered) == (did, minutes)


def test_shorter_than_planned_stays_known_until_it_is_as_long_again(inside: Vault, group: Group) -> None:
    one = group.workshops[7]
    do(inside, workshop.plan_times(inside, one, "08:50", "14:50"))
    do(inside, workshop.plan_times(inside, one, "08:50", "13:00"))
    assert [(row.did, row.minutes) for row in workshop.days_lost(inside, group.cohort_id).rows] == [("shortened", 120)]
    move(inside, group, 7, TODAY + timedelta(days=1))
    rows = workshop.days_lost(inside, group.cohort_id).rows
    assert [(row.day, row.did, row.minutes) for row in rows] == [
        (TODAY, "moved", 0), (TODAY + timedelta(days=1), "shortened", 120)
    ]  # fmt: skip
    do(inside, workshop.plan_cancel(inside, one))
    assert workshop.days_lost(inside, group.cohort_id).rows[1].minutes == 295
    do(inside, workshop.plan_bring_back(inside, one), "")
    do(inside, workshop.plan_times(inside, one, "08:50", "15:50"), "")
    assert [row.did for row in workshop.days_lost(inside, group.cohort_id).rows] == ["moved"]
    move(inside, group, 7, TODAY)
    assert [row.day for row in workshop.days_lost(inside, group.cohort_id).rows] == [TODAY + timedelta(days=1)]


@pytest.mark.parametrize(
    ("starts", "ends", "field", "code"),
    [
        ("08:50", "15:50", "ends", "same_times"), ("8.50", "15:50", "starts", "time"),
        ("12:00", "11:00", "ends", "before_start"), ("12:00", "13:00", "ends", "nothing_left"),
    ],
)  # fmt: skip
def test_times_that_cannot_be(inside: Vault, group: Group, starts: str, ends: str, field: str, code: str) -> None:
    with pytest.raises(FieldInvalid) as caught:
        workshop.plan_times(inside, group.workshops[7], starts, ends)
    assert caught.value.fields == {"field": field, "code": code}


def test_one_more_with_its_own_title_or_a_topic_once_more(inside: Vault, group: Group) -> None:
    day = TODAY + timedelta(days=2)
    own = workshop.plan_add(inside, group.cohort_id, day, "13:50", "15:50", title="  A  visit ")
    do(inside, own, "")
    again = workshop.plan_add(inside, group.cohort_id, day + WEEK, "08:50", "15:50", topic=3)
    do(inside, again, "")
    found = run(inside, group)
    assert [(one.number, one.title, one.topic, one.offered) for one in found if one.id not in group.workshops] == [
        (9, "A visit", 0, 120), (11, programme("wages").workshops[2].title, 3, 295)
    ]  # fmt: skip
    assert today.today(inside, group.cohort_id, vaults.MORNING + timedelta(days=9)).parts
    history.undo(inside, inside.staff_id)
    assert [one.title for one in run(inside, group)].count("A visit") == 1
    for title, to, code in (("", day + WEEK, "empty"), ("x" * 61, day + WEEK, "too_long"), ("B", day, "taken")):
        with pytest.raises(FieldInvalid) as caught:
            workshop.plan_add(inside, group.cohort_id, to, "08:50", "15:50", title=title)
        assert caught.value.fields["code"] == code


def test_topics_change_places_among_those_nobody_is_marked_for(inside: Vault, group: Group) -> None:
    at_seven(inside, group)
    cancel(inside, group, 8)
    do(inside, workshop.plan_topic(inside, group.workshops[7], 1), "")
    assert [one.topic for one in run(inside, group)] == [1, 2, 3, 4, 5, 6, 7, 10, 9, 8]
    assert run(inside, group)[7].title == programme("wages").workshops[9].title
    assert days(inside, group) == [FIRST_DAY + n * WEEK for n in range(10)]
    assert today.today(inside, group.cohort_id, vaults.MORNING).parts[0].title
    for at, by, code in ((7, -1, "no_other"), (9, 1, "no_other"), (6, 1, "marked"), (8, 1, "cancelled")):
        with pytest.raises(FieldInvalid) as caught:
            workshop.plan_topic(inside, group.workshops[at], by)
        assert caught.value.fields == {"field": "workshop", "code": code}
    history.undo(inside, inside.staff_id)
    assert [one.topic for one in run(inside, group)] == list(range(1, 11))


def test_days_between_without_a_workshop_are_offered_to_be_left_out(inside: Vault, group: Group) -> None:
    do(inside, workshop.plan_move(inside, group.workshops[8], TODAY + 2 * WEEK, reflow=True))
    assert workshop.left_out(run(inside, group), TODAY) == (TODAY + WEEK,)
    assert workshop.left_out(run(inside, group), TODAY + WEEK) == ()
    assert workshop.left_out((), TODAY) == ()


# -- two machines


def test_two_machines_that_both_moved_meet_again(inside: Vault, second: Vault, group: Group) -> None:
    vaults.exchange_cards(inside, second)
    vaults.take_in(second, vaults.lines(inside))
    move(inside, group, 7, TODAY + WEEK, reflow=True)
    move(second, group, 8, TODAY + timedelta(days=8))
    cancel(second, group, 7)
    ours, theirs = vaults.lines(inside), vaults.lines(second)
    vaults.take_in(inside, theirs, "ijklmnop")
    vaults.take_in(second, ours, "qrstuvwx")
    assert vaults.dump(inside) == vaults.dump(second)
    assert set(vaults.clash_list(inside)) == {
        ("workshop", group.workshops[8], "when"),
        ("workshop_change", natural_id("workshop_change", group.workshops[7], TODAY.isoformat()), "said"),
    }
    found = run(inside, group)
    assert [one.number for one in found] == list(range(1, 11))
    assert next(one for one in found if one.id == group.workshops[7]).cancelled
    lost = workshop.days_lost(inside, group.cohort_id)
    assert next((row.day, row.did) for row in lost.rows if row.workshop.id == group.workshops[7]) == (TODAY, "moved")
    attendance.register(inside, group.cohort_id, TODAY)
    today.today(inside, group.cohort_id, vaults.MORNING)
    for clash in clashes.clashes(inside):
        side = clash.sides[0]
        history.bring_back(inside, inside.staff_id, entry_id=side.entry_id, field=clash.field)
    assert vaults.clash_list(inside) == []


def test_two_on_one_day_after_a_merge_can_be_parted(inside: Vault, second: Vault, group: Group) -> None:
    vaults.exchange_cards(inside, second)
    vaults.take_in(second, vaults.lines(inside))
    day = TODAY + timedelta(days=1)
    move(inside, group, 8, day)
    move(second, group, 9, day)
    vaults.take_in(inside, vaults.lines(second), "ijklmnop")
    assert days(inside, group)[8:] == [day, day]
    move(inside, group, 9, TODAY + 4 * WEEK)
    assert days(inside, group)[8:] == [day, TODAY + 4 * WEEK]
