"""README: what she takes back is hidden outside the moment it arrives, on every page, and comes back with a new yes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests import vaults
from tests.journeys.sticks import receive, stick
from tests.unit.ui.line import Line, new_line
from tests.vaults import TODAY, Group
from wagesdesk.models.person import Business
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, consent, custody, history, people, subject
from wagesdesk.services.cohort import cohorts


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    return new_line(inside, outside, group)


def shown(line: Line) -> tuple[str, list[str]]:
    """Her business and her marks as an outside page shows them."""
    (cohort,) = cohorts(line.outside)
    page = people.person(line.outside, line.asha, cohort.id, line.outside.clock.today())
    return page.business, [cell.letter for cell in page.cells if cell.letter]


def told(line: Line) -> set[str]:
    return {one.type for one in history.person_history(line.outside, line.asha)}


def test_what_she_takes_back_is_hidden_on_arrival(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    before = shown(line)
    assert before == ("Embellish Handmade Card Designs", ["P", "L"])
    assert {"business", "mark"} <= told(line)
    line.takes_back(0)
    receive(line, stick(line, tmp_path, "second"))
    with line.outside.read() as db:
        assert db.query(Business).filter_by(person_id=line.asha).all() == []
    assert told(line) & {"business", "mark"} == set()
    assert custody.to_delete(line.outside) == ((line.asha, "Asha"),)
    line.says(0, "plan", "attendance")
    receive(line, stick(line, tmp_path, "third"))
    assert shown(line) == before
    assert custody.to_delete(line.outside) == ()


def test_one_scope_goes_and_the_other_stays(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    consent.record(
        line.inside, line.inside.staff_id, person_id=line.asha, recipient_id=line.recipient_id,
        answers={"plan": False}, on=TODAY, until=TODAY, how="spoken",
    )  # fmt: skip
    receive(line, stick(line, tmp_path, "second"))
    assert shown(line) == ("", ["P", "L"])


def test_a_yes_that_ran_out_hides_too(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    line.outside.clock.advance(days=60)  # type: ignore[attr-defined]
    with line.outside.read() as db:
        assert db.query(Business).filter_by(person_id=line.asha).all() == []


def test_inside_nothing_is_hidden(line: Line) -> None:
    line.takes_back(0)
    page = people.person(line.inside, line.asha, line.group.cohort_id, TODAY + timedelta(days=1))
    assert page.business == "Embellish Handmade Card Designs"
    row = attendance.register(line.inside, line.group.cohort_id, TODAY).rows[0]
    assert [cell.letter for cell in row.cells][:2] == ["P", "L"]
    assert custody.to_delete(line.inside) == ()
    assert vaults.entries(line.inside, "business")


def test_what_is_hidden_is_still_told_to_her(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    line.takes_back(0)
    receive(line, stick(line, tmp_path, "second"))
    assert {"business", "mark"} <= {one.type for one in subject.held(line.outside, line.asha).written}
