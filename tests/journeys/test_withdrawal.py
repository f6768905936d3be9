"""README: what she takes back is hidden outside the moment it arrives, on every page, and comes back with a new yes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests import vaults
from tests.journeys.sticks import carried, outside_says, receive, stick, types_about
from tests.journeys.test_gate import checked, signed
from tests.unit.ui.line import Line, new_line
from tests.vaults import TODAY, Group
from wagesdesk.errors import ConsentMissing
from wagesdesk.export import inbox, manifest
from wagesdesk.export.reports.blocks import Facts
from wagesdesk.export.reports.gate_sheet import gate_sheet
from wagesdesk.export.reports.plain import write_plain
from wagesdesk.export.sheaf import sheaf
from wagesdesk.models.person import Business
from wagesdesk.models.vault import Vault
from wagesdesk.problems import describe
from wagesdesk.services import attendance, custody, history, people, subject
from wagesdesk.services.cohort import cohorts
from wagesdesk.ui.pages.inbox import words


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
    line.takes_back(0, scopes=("plan",))
    receive(line, stick(line, tmp_path, "second"))
    assert shown(line) == ("", ["P", "L"])


def test_one_scope_taken_back_travels_though_she_is_not_ticked(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    custody.acknowledge(line.inside, line.inside.staff_id, inbox.intakes(line.outside)[0].ack_code)
    line.takes_back(0, scopes=("plan",))
    looked = inbox.check(line.outside, stick(line, tmp_path, "second", who=(1,)))
    about = [one.header.type for one in looked.entries if line.asha in one.header.subjects]
    assert set(about) == {"consent"}
    assert [one.name for one in looked.people] == ["Bronwen"]
    assert [(one.name, one.scopes, one.day, one.partly) for one in looked.took_back] == [
        ("Asha", ("plan",), TODAY, True)
    ]
    told = words.took_back(looked.took_back, outside=True).what
    assert told == "Asha took back a part of her consent on Tuesday 3 November: Plan."
    inbox.accept(line.outside, line.outside.staff_id, looked)
    assert outside_says(line) == {"plan": "no", "attendance": "yes"}
    assert shown(line) == ("", ["P", "L"])
    newest = next(one for one in inbox.intakes(line.outside) if one.bundle_id == looked.bundle_id)
    assert ([name for _id, name in newest.people], newest.took_back) == (["Bronwen"], ())


def test_one_scope_taken_back_travels_with_nobody_ticked(line: Line, tmp_path: Path) -> None:
    receive(line, stick(line, tmp_path, "first"))
    with pytest.raises(ConsentMissing):
        carried(line, 2)
    line.takes_back(0, scopes=("plan",))
    receive(line, stick(line, tmp_path, "second", who=()))
    assert outside_says(line) == {"plan": "no", "attendance": "yes"}


def test_an_answer_that_is_there_does_not_go_again_unless_she_took_something_back(line: Line) -> None:
    first = line.seal()
    code = manifest.ack_code(first.bundle_id, first.manifest.ack_secret)
    custody.acknowledge(line.inside, line.inside.staff_id, code)
    assert types_about(carried(line, 1)[1], line.asha) == set()
    line.takes_back(0, scopes=("plan",))
    prepared, entries = carried(line, 1)
    assert types_about(entries, line.asha) == {"consent"}
    assert (prepared.withdrawn, [(one.name, one.scopes, one.whole) for one in prepared.selection.withdrawals]) == (
        0, [("Asha", (("plan", TODAY),), False)],
    )  # fmt: skip


def test_what_was_taken_back_stands_on_the_sheet_for_the_gate_and_goes_on_paper_too(line: Line) -> None:
    line.seal()
    line.takes_back(0, scopes=("plan",))
    line.takes_back(1)
    prepared = carried(line)[0]
    sheet = gate_sheet(
        prepared, place="HMP Ashmere", preparer="Rhian", check_words=(), lines=(), kept=(), found=(), printed=TODAY
    )  # fmt: skip
    told = "Business plan and sums, since Tue 3 Nov 2026"
    assert Facts((
        ("Asha", told), ("Bronwen", f"Surname and prison number, since Tue 3 Nov 2026\n{told}"),
    )) in sheet.blocks  # fmt: skip
    paper = write_plain(sheaf(line.inside, prepared, checked(line, prepared))[0])
    assert "No longer shared" in paper
    assert paper.count("Tue 3 Nov 2026") >= len(("plan", "plan", "identity"))
    assert "Bronwen" in paper
    assert "readable/000-no-longer-shared.pdf" in prepared.files


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


@pytest.mark.parametrize("what", ["taken back", "taken back, by sheet", "partly", "ran out", "of another"])
def test_what_she_agreed_to_is_asked_once_more_when_it_is_sealed(line: Line, what: str) -> None:
    if not what.endswith("by sheet"):  # there she was not told of before
        line.seal()
    prepared, _entries = carried(line, 0)
    if what.startswith("taken back"):
        line.takes_back(0)
    elif what == "partly":
        line.takes_back(0, scopes=("plan",))
    elif what == "ran out":
        line.inside.clock.set(datetime(2026, 12, 15, 9, tzinfo=UTC))  # type: ignore[attr-defined]
        line.says(1, "plan", "identity", until=date(2027, 1, 31))
    else:
        line.takes_back(1)  # her no goes with it
    with pytest.raises(ConsentMissing) as refused:
        signed(line, prepared) if what.endswith("by sheet") else checked(line, prepared)
    name = "Bronwen" if what == "of another" else "Asha"
    assert refused.value.fields == {"code": "changed", "name": name}
    problem = describe(refused.value)
    assert problem.what == f"What {name} agreed to share has changed."
    assert "prepare it again" in problem.now
