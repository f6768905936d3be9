from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import vaults
from tests.vaults import FIRST_DAY, TODAY, Group, mark, says
from wagesdesk.errors import FieldInvalid, NotEnrolled, NotFound
from wagesdesk.models.attendance import Mark
from wagesdesk.models.entry import natural_id
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, cohort, history, people
from wagesdesk.services.attendance import Cell, RegisterRow, Tally, tally
from wagesdesk.services.reference import attendance_codes, leaving_causes

LEFT = leaving_causes()[0].code


def says_of(letter: str, cause: str = "", minutes: int | None = None) -> dict[str, Any]:
    return {"letter": letter, "cause": cause, "minutes": minutes}


def row_of(vault: Vault, group: Group, person: int, today: date = TODAY) -> RegisterRow:
    shown = attendance.register(vault, group.cohort_id, today)
    return next(row for row in shown.rows if row.enrolment_id == group.enrolments[person])


def leave(vault: Vault, group: Group, person: int, day: date) -> None:
    attendance.leave(vault, vault.staff_id, enrolment_id=group.enrolments[person], day=day, cause=LEFT)


# -- her rate


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        ([], Tally(0, 0, 0, 0)),
        ([(says_of("P"), 300)], Tally(1, 1, 300, 300)),
        ([(says_of("P", minutes=200), 300)], Tally(1, 1, 200, 200)),
        ([(says_of("L", "own_late", 200), 300)], Tally(1, 1, 200, 300)),
        ([(says_of("L", "late_unlock", 200), 300)], Tally(1, 1, 200, 200)),
        ([(says_of("L", "", 200), 300)], Tally(1, 1, 200, 300)),
        ([(says_of("L"), 300)], Tally(1, 1, 300, 300)),
        ([(says_of("L", "own_late", 0), 300)], Tally(0, 1, 0, 300)),
        ([(says_of("H", "health_appointment"), 300)], Tally(0, 0, 0, 0)),
        ([(says_of("H", "health_appointment", 120), 300)], Tally(1, 1, 120, 120)),
        ([(says_of("R", "regime"), 300)], Tally(0, 0, 0, 0)),
        ([(says_of("A"), 300)], Tally(0, 1, 0, 300)),
        ([(says_of("A", "own_choice"), 300)], Tally(0, 1, 0, 300)),
        ([(says_of("P", minutes=999), 300)], Tally(1, 1, 300, 300)),
        ([(says_of("?"), 300), (says_of("P"), 300)], Tally(1, 1, 300, 300)),
        ([(says_of("P"), 300), (says_of("A"), 300), (says_of("C"), 300)], Tally(1, 2, 300, 600)),
    ],
)  # fmt: skip
def test_what_marks_come_to(marks: list[tuple[dict[str, Any], int]], wanted: Tally) -> None:
    assert tally(marks) == wanted


def test_no_rate_while_nothing_counts() -> None:
    assert tally([]).rate is None
    assert tally([(says_of("V", "family_visit"), 300)]).rate is None
    assert tally([(says_of("L", "own_late", 100), 300)]).rate == Fraction(1, 3)


LETTERS = [code.letter for code in attendance_codes() if code.effect != "left"]
EXCUSED = {"V", "H", "C", "R"}
FULL = {"P", "L"}
HER_OWN = {"own_late", "own_early", "own_choice", "other_plans"}
marks = st.lists(
    st.sampled_from(LETTERS).flatmap(
        lambda letter: st.tuples(
            st.just(letter),
            st.sampled_from(
                ["", *(cause.code for code in attendance_codes() if code.letter == letter for cause in code.causes)]
            ),
            st.none() | st.integers(0, 400),
            st.integers(1, 400),
        )
    ),
    max_size=10,
)


@given(marks)
def test_the_rate_is_that_of_an_independent_sum(held: list[tuple[str, str, int | None, int]]) -> None:
    attended = offered = came = counted = 0
    for letter, cause, minutes, length in held:
        there = min(length, minutes) if minutes is not None else (length if letter in FULL else 0)
        missed = length - there
        against = missed if cause in HER_OWN or (not cause and letter in {"L", "A"}) else 0
        attended += there
        offered += there + against
        came += there > 0
        counted += there + against > 0
    found = tally((says_of(letter, cause, minutes), length) for letter, cause, minutes, length in held)
    assert found == Tally(came, counted, attended, offered)
    if found.rate is not None:
        assert 0 <= found.rate <= 1


@given(marks, st.integers(1, 400))
def test_an_excused_day_never_changes_the_rate(held: list[tuple[str, str, int | None, int]], length: int) -> None:
    before = [(says_of(letter, cause, minutes), offered) for letter, cause, minutes, offered in held]
    for letter in EXCUSED:
        assert tally([*before, (says_of(letter), length)]) == tally(before)


def test_what_the_prison_took_never_lowers_it() -> None:
    for code in attendance_codes():
        for cause in code.causes:
            if cause.prison:
                assert tally([(says_of(code.letter, cause.code, 100), 300)]).rate == 1


# -- the register


def test_marks_are_shown_with_all_they_say(inside: Vault, group: Group) -> None:
    mark(
        inside, group, 0, 7, "L", cause="late_unlock", minutes=200, note="  waited at the gate  ", done_by=" Dee ",
        done_on=TODAY - timedelta(days=1),
    )  # fmt: skip
    assert row_of(inside, group, 0).cells[7] == Cell(
        group.workshops[7], "open", "L", "late_unlock", 200, "waited at the gate", "late", "Dee",
        TODAY - timedelta(days=1),
    )  # fmt: skip


def test_columns_know_their_time_and_count(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 7, "P")
    mark(inside, group, 1, 7, "A")
    shown = attendance.register(inside, group.cohort_id, TODAY)
    assert [column.state for column in shown.columns] == ["past"] * 7 + ["today"] + ["next"] * 2
    column = shown.columns[7]
    assert (column.here, column.unmarked, column.day, column.number) == (1, 1, TODAY, 8)
    assert shown.current == 7
    assert shown.rows[0].cells[9].state == "next"
    assert [row.name for row in shown.rows] == ["Asha", "Bronwen", "Chantelle"]


@pytest.mark.parametrize(
    ("today", "current"),
    [(FIRST_DAY - timedelta(days=3), 0), (FIRST_DAY, 0), (FIRST_DAY + timedelta(days=8), 1), (date(2027, 6, 1), 9)],
)
def test_the_column_to_mark_now(inside: Vault, group: Group, today: date, current: int) -> None:
    assert attendance.register(inside, group.cohort_id, today).current == current


def test_an_empty_register(inside: Vault) -> None:
    shown = attendance.register(inside, "nothing", TODAY)
    assert (shown.columns, shown.rows, shown.current) == ((), (), None)


def test_a_late_joiner_is_not_absent_before_she_joined(inside: Vault, group: Group) -> None:
    added = people.add_by_names(
        inside, inside.staff_id, cohort_id=group.cohort_id, text="Dee", joined_on=FIRST_DAY + timedelta(days=8)
    )
    enrolment = natural_id("enrolment", group.cohort_id, added.people[0])
    late = Group(group.cohort_id, added.people, (enrolment,), group.workshops)
    assert [cell.state for cell in row_of(inside, late, 0).cells[:3]] == ["before", "before", "open"]
    with pytest.raises(NotEnrolled) as raised:
        mark(inside, late, 0, 1, "P")
    assert raised.value.fields == {"day": FIRST_DAY + timedelta(days=7), "before": True}
    mark(inside, late, 0, 2, "P")
    assert (row_of(inside, late, 0).came, row_of(inside, late, 0).offered) == (1, 1)
    assert attendance.register(inside, group.cohort_id, TODAY).columns[0].unmarked == 3


def test_a_leaver_keeps_her_marks_but_only_those_before_count(inside: Vault, group: Group) -> None:
    for workshop in range(4):
        mark(inside, group, 0, workshop, "P" if workshop < 2 else "A")
    leave(inside, group, 0, FIRST_DAY + timedelta(days=14))
    row = row_of(inside, group, 0)
    assert [cell.state for cell in row.cells[:4]] == ["open", "open", "after", "after"]
    assert (row.came, row.offered, row.rate, row.left_on) == (2, 2, Fraction(1), FIRST_DAY + timedelta(days=14))
    with pytest.raises(NotEnrolled) as raised:
        mark(inside, group, 0, 2, "P")
    assert raised.value.fields["before"] is False
    attendance.come_back(inside, inside.staff_id, enrolment_id=group.enrolments[0])
    assert row_of(inside, group, 0).rate == Fraction(1, 2)


def test_clearing(inside: Vault, group: Group) -> None:
    for_ = {"enrolment_id": group.enrolments[0], "workshop_id": group.workshops[0]}
    assert not attendance.clear(inside, inside.staff_id, **for_)
    mark(inside, group, 0, 0, "P")
    assert attendance.clear(inside, inside.staff_id, **for_).kinds == {"mark"}
    assert says(inside, group, 0, 0) == ""
    assert not attendance.clear(inside, inside.staff_id, **for_)
    mark(inside, group, 0, 0, "A")
    assert says(inside, group, 0, 0) == "A"


def test_the_rest_present_leaves_what_is_marked_and_who_was_not_there(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 3, "A")
    mark(inside, group, 1, 3, "P")
    attendance.clear(inside, inside.staff_id, enrolment_id=group.enrolments[1], workshop_id=group.workshops[3])
    leave(inside, group, 2, FIRST_DAY + timedelta(days=21))
    done = attendance.mark_rest_present(
        inside, inside.staff_id, cohort_id=group.cohort_id, workshop_id=group.workshops[3]
    )  # fmt: skip
    assert done.kinds == {"mark"}
    assert [says(inside, group, who, 3) for who in range(3)] == ["A", "P", ""]
    with pytest.raises(NotFound):
        attendance.mark_rest_present(inside, inside.staff_id, cohort_id="x", workshop_id=group.workshops[3])


@pytest.mark.parametrize(
    ("letter", "said", "field"),
    [
        ("?", {}, "letter"),
        ("", {}, "letter"),
        ("X", {}, "letter"),
        ("P", {"cause": "late_unlock"}, "cause"),
        ("L", {"cause": "family_visit"}, "cause"),
        ("L", {"minutes": -1}, "minutes"),
        ("L", {"minutes": 10_000}, "minutes"),
        ("P", {"note": "x" * 501}, "note"),
    ],
)
def test_marks_that_cannot_be(inside: Vault, group: Group, letter: str, said: dict[str, object], field: str) -> None:
    before = vaults.lines(inside)
    with pytest.raises(FieldInvalid) as raised:
        mark(inside, group, 0, 0, letter, **said)
    assert raised.value.fields["field"] == field
    assert vaults.lines(inside) == before


def test_marks_of_nobody_and_for_nothing(inside: Vault, group: Group) -> None:
    other, _changes = cohort.create_cohort(
        inside, inside.staff_id, title="Other", term="", programme_code="wages", start=FIRST_DAY, weekday=1,
        starts="08:50", ends="15:50",
    )  # fmt: skip
    elsewhere = cohort.workshops(inside, other)[0].id
    hers = group.enrolments[0]
    for enrolment, workshop in (("x", group.workshops[0]), (hers, "x"), (hers, elsewhere)):
        with pytest.raises(NotFound):
            attendance.mark(inside, inside.staff_id, enrolment_id=enrolment, workshop_id=workshop, letter="P")
    with pytest.raises(NotFound):
        attendance.come_back(inside, inside.staff_id, enrolment_id="x")
    with pytest.raises(NotFound):
        attendance.leave(inside, inside.staff_id, enrolment_id="x", day=TODAY, cause=LEFT)


def test_nobody_is_marked_whose_adding_was_undone(inside: Vault, group: Group) -> None:
    history.undo(inside, inside.staff_id)
    with pytest.raises(NotFound):
        mark(inside, group, 0, 0, "P")


def test_leaving_needs_a_known_cause_and_a_day_she_was_there(inside: Vault, group: Group) -> None:
    with pytest.raises(FieldInvalid, match="unknown"):
        attendance.leave(inside, inside.staff_id, enrolment_id=group.enrolments[0], day=TODAY, cause="moods")
    with pytest.raises(FieldInvalid, match="before_joined"):
        leave(inside, group, 0, FIRST_DAY - timedelta(days=1))


def test_a_letter_of_a_later_version_is_shown_and_counts_for_nothing(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 0, "P")
    with inside.write(inside.staff_id, "later") as db:
        held = db.get(Mark, natural_id("mark", group.enrolments[0], group.workshops[0]))
        assert held is not None
        assert held.says is not None
        held.says = held.says | {"letter": "Z"}
    row = row_of(inside, group, 0)
    assert (row.cells[0].letter, row.cells[0].counts, row.offered, row.rate) == ("Z", "", 0, None)


def test_the_letters_are_those_of_the_shipped_file() -> None:
    assert attendance.codes() == attendance_codes()
    assert attendance.code_of("P").effect == "here"
