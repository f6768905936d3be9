"""Who may be in a bundle for a recipient, and the log of those that left."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests import vaults
from tests.unit.ui.line import UNTIL, Line, new_line, sealed_by
from tests.vaults import TODAY, Group
from wagesdesk.clock import FixedClock
from wagesdesk.errors import CheckerIsPreparer, FieldInvalid
from wagesdesk.export import inbox
from wagesdesk.export.container import Sealed
from wagesdesk.export.drives import bundles_in
from wagesdesk.models.vault import Vault
from wagesdesk.services import cohort, consent, custody, people


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    return new_line(inside, outside, group)


def answers(line: Line, today: date = TODAY, cohort_id: str = "") -> dict[str, custody.Candidate]:
    found = custody.candidates(line.inside, line.recipient_id, today, cohort_id=cohort_id)
    return {one.name: one for one in found}


def test_what_each_of_them_says(line: Line) -> None:
    found = answers(line)
    assert [(name, one.says, one.scopes) for name, one in found.items()] == [
        ("Asha", "yes", ("plan", "attendance")),
        ("Bronwen", "yes", ("identity", "plan")),
        ("Chantelle", "unasked", ()),
    ]
    assert (found["Asha"].business, found["Asha"].until) == ("Embellish Handmade Card Designs", UNTIL)
    assert (found["Chantelle"].on, found["Chantelle"].until, found["Chantelle"].told) == (None, None, False)


def test_a_yes_that_ran_out_is_told_from_a_no(line: Line) -> None:
    line.takes_back(0, on=date(2026, 11, 2))
    found = answers(line, date(2026, 11, 21))
    assert (found["Asha"].says, found["Asha"].on) == ("no", date(2026, 11, 2))
    assert (found["Bronwen"].says, found["Bronwen"].until) == ("ended", date(2026, 11, 20))
    assert answers(line, date(2026, 11, 20))["Bronwen"].says == "yes"


def cohort_of_dee(line: Line) -> str:
    """A second cohort, with one woman in it: its id."""
    other, _made = cohort.create_cohort(
        line.inside, line.inside.staff_id, title="Cohort 8", term="", programme_code="wages", start=TODAY, weekday=1,
        starts="08:50", ends="15:50",
    )  # fmt: skip
    people.add_by_names(line.inside, line.inside.staff_id, cohort_id=other, text="Dee", joined_on=TODAY)
    return other


def test_only_those_of_a_cohort(line: Line) -> None:
    other = cohort_of_dee(line)
    assert list(answers(line, cohort_id=other)) == ["Dee"]
    assert list(answers(line)) == ["Asha", "Bronwen", "Chantelle", "Dee"]
    assert answers(line)["Dee"].cohort_id == other


def test_the_log_says_who_was_told(line: Line, morning: FixedClock) -> None:
    sealed = line.seal((0,))
    (row,) = custody.dispatches(line.inside)
    assert (row.bundle_id, row.serial, row.recipient, row.people, row.seen) == (
        sealed.bundle_id, 1, "Cwlwm Co-operative", 1, "written",
    )  # fmt: skip
    assert (row.preparer, row.checker, row.created) == ("Rhian", "Carys", morning.now())
    assert {name for name, one in answers(line).items() if one.told} == {"Asha"}


def test_who_was_left_out_once_has_not_taken_it_back(line: Line, tmp_path: Path, morning: FixedClock) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    line.write(folder)
    morning.set(datetime(2026, 11, 4, 9, tzinfo=UTC))
    later = inbox.check(line.outside, line.write(folder, (1,)))
    assert [one.name for one in later.people] == ["Bronwen"]
    assert later.took_back == ()
    line.takes_back(0, on=date(2026, 11, 4))
    told = inbox.check(line.outside, line.write(folder, (1,)))
    assert [(one.scopes, one.day, one.ran_out) for one in told.took_back] == [
        (("attendance", "plan"), date(2026, 11, 4), False)
    ]
    assert len(bundles_in(folder)) == 3


def test_the_group_she_joined_last(line: Line) -> None:
    homes = custody.home_cohorts(line.inside)
    assert homes == dict.fromkeys(line.group.people, line.group.cohort_id)
    assert custody.home_cohorts(line.outside) == {}
    assert vaults.staff_id(line.inside, "Carys") not in homes


def test_ten_characters_say_that_it_arrived(line: Line) -> None:
    line.seal()
    (row,) = custody.waiting_for(line.inside)
    with pytest.raises(FieldInvalid):
        custody.acknowledge(line.inside, line.inside.staff_id, "AAAAA AAAAA")
    with pytest.raises(FieldInvalid):
        custody.acknowledge(line.inside, line.inside.staff_id, " ")
    code = f"{row.ack_code[:5]} {row.ack_code[5:]}".lower()
    known, changes = custody.acknowledge(line.inside, line.inside.staff_id, code)
    assert known.bundle_id == row.bundle_id
    assert changes.kinds == {"dispatch"}
    assert custody.waiting_for(line.inside) == ()
    assert custody.dispatches(line.inside)[0].arrived == line.inside.clock.now()
    assert not custody.acknowledge(line.inside, line.inside.staff_id, code)[1]
    custody.send_all_again(line.inside, line.inside.staff_id, line.recipient_id)
    assert [one.bundle_id for one in custody.waiting_for(line.inside)] == [row.bundle_id]


def arrives(line: Line, sealed: Sealed) -> None:
    row = next(one for one in custody.dispatches(line.inside) if one.bundle_id == sealed.bundle_id)
    custody.acknowledge(line.inside, line.inside.staff_id, row.ack_code)


def waiting(line: Line) -> list[int]:
    return [one.serial for one in custody.waiting_for(line.inside)]


def test_a_lost_part_is_waited_for_until_somebody_of_it_goes_again(line: Line) -> None:
    line.seal((0,))
    other = line.seal((1,))
    assert waiting(line) == [1, 2]
    arrives(line, other)
    assert waiting(line) == [1], "other people are in the part that arrived"
    people.set_business(line.inside, line.inside.staff_id, person_id=line.asha, name="Cards by Asha", about="")
    again = line.seal((0, 1))
    assert waiting(line) == [1, 3]
    arrives(line, again)
    assert waiting(line) == []


def test_a_bundle_that_arrived_late_stands_for_no_newer_one(line: Line) -> None:
    first = line.seal()
    vaults.mark(line.inside, line.group, 0, 2, "A")
    line.seal()
    arrives(line, first)
    assert waiting(line) == [2]


def test_two_cohorts_are_waited_for_each_by_itself(line: Line) -> None:
    other = cohort_of_dee(line)
    dee = answers(line, cohort_id=other)["Dee"].person_id
    consent.record(
        line.inside, line.inside.staff_id, person_id=dee, recipient_id=line.recipient_id, answers={"plan": True},
        on=TODAY, until=UNTIL, how="paper",
    )  # fmt: skip
    sealed_by(line.inside, "Carys", line.recipient_id, [dee])
    arrives(line, line.seal())
    assert waiting(line) == [1]
    arrives(line, sealed_by(line.inside, "Carys", line.recipient_id, [dee]))
    assert waiting(line) == []


def test_who_took_it_all_back_is_not_waited_for_once_her_answer_arrived(line: Line) -> None:
    line.seal((0,))
    line.takes_back(0)
    told = line.seal((1,))
    assert waiting(line) == [1, 2]
    arrives(line, told)
    assert waiting(line) == []


def test_only_the_recipient_itself_can_say_it(line: Line) -> None:
    sealed = line.seal()
    (row,) = custody.dispatches(line.inside)
    now = line.inside.clock.now()
    said = (
        ("x", row.ack_code, 0), (line.recipient_id, "A" * 10, 0), (line.recipient_id, row.ack_code, 1),
        (line.recipient_id, row.ack_code, 0),
    )  # fmt: skip
    for recipient, code, counts in said:
        with line.inside.write(line.inside.staff_id, "import") as db:
            assert custody.take_codes(db, {sealed.bundle_id: code, "unknown": code}, recipient, now) == counts


def test_what_came_back_is_there_until_it_is_dealt_with(line: Line) -> None:
    rhian, carys = line.inside.staff_id, vaults.staff_id(line.inside, "Carys")

    def back(reason: str, checker_id: str = carys) -> None:
        custody.send_back(
            line.inside, rhian, recipient_id=line.recipient_id, recipient="Cwlwm", preparer_id=rhian,
            checker_id=checker_id, reason=reason,
        )  # fmt: skip

    for wrong in ("  ", "x" * 301):
        with pytest.raises(FieldInvalid):
            back(wrong)
    with pytest.raises(CheckerIsPreparer):
        back("No", rhian)
    back(" Ask   Asha again ")
    (row,) = custody.sent_back(line.inside, rhian)
    assert (row.reason, row.checker, custody.sent_back(line.inside, carys)) == ("Ask Asha again", "Carys", ())
    custody.settle_sent_back(line.inside, rhian, line.recipient_id)
    assert custody.sent_back(line.inside) == ()
