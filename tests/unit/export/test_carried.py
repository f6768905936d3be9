"""What a bundle held is remembered: nothing is called passed or arrived that was not in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import vaults
from tests.journeys.sticks import carried
from tests.unit.models.foreign import Foreign, imported, trust
from tests.unit.ui.line import UNTIL, Line, new_line
from tests.vaults import TODAY, Group
from wagesdesk.export import bundle
from wagesdesk.export import carried as before
from wagesdesk.export.lines import Held
from wagesdesk.export.status import Outcome
from wagesdesk.models.custody import Dispatch
from wagesdesk.models.keys import Card, new_machine_keys
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, custody, people


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    return new_line(inside, outside, group)


def new(prepared: bundle.Prepared) -> list[tuple[str, str]]:
    names = {one.person_id: one.name for one in prepared.people}
    return sorted({(names.get(one.person_id, ""), one.type) for one in prepared.things if one.new})


def arrives(line: Line, bundle_id: str) -> None:
    (row,) = [one for one in custody.dispatches(line.inside) if one.bundle_id == bundle_id]
    custody.acknowledge(line.inside, line.inside.staff_id, row.ack_code)


def types_of(prepared: bundle.Prepared, person: str) -> set[str]:
    return {one.header.type for one in prepared.selection.entries if person in one.header.subjects}


def test_at_first_all_is_new_and_after_the_check_nothing(line: Line) -> None:
    first = carried(line)[0]
    assert [(one.name, one.new > 0, one.passed) for one in first.people] == [
        ("Asha", True, None), ("Bronwen", True, None),
    ]  # fmt: skip
    line.seal()
    second = carried(line)[0]
    assert new(second) == []
    assert {one.passed.checker for one in second.people if one.passed} == {"Carys"}


def test_only_what_was_written_since_is_new_and_stands_first(line: Line) -> None:
    line.seal()
    vaults.mark(line.inside, line.group, 0, 1, "P")
    line.says(2, "plan")
    again = carried(line)[0]
    assert new(again) == [("Asha", "mark"), ("Chantelle", "consent"), ("Chantelle", "person")]
    assert [one.name for one in again.people] == ["Asha", "Chantelle", "Bronwen"]
    assert [one.new for one in again.things] == sorted((one.new for one in again.things), reverse=True)


def test_what_she_agrees_to_later_is_new_though_it_is_old(line: Line) -> None:
    line.seal()
    line.says(1, "attendance")
    assert new(carried(line)[0]) == [("Bronwen", "consent"), ("Bronwen", "enrolment"), ("Bronwen", "mark")]


def test_a_cohort_that_was_never_in_it_is_new(line: Line) -> None:
    line.seal((0,))
    (row,) = vaults.entries(line.inside, "dispatch")
    kept = row.fields["sent"]["carried"]
    assert sorted(one["scopes"] for one in kept["groups"]) == [["attendance", "plan"]]
    held = before.Carried(
        "x",
        1,
        "Carys",
        vaults.MORNING,
        kept["n"],
        {},
        frozenset(),
        frozenset(),
        frozenset(),
        kept["leaves"],
        arrived=False,
    )
    cohort = next(one for one in vaults.entries(line.inside, "cohort"))
    assert not held.held(Held(1, cohort.id, cohort.header, len(cohort.raw), told=True))


def test_until_it_arrived_everything_goes_again(line: Line) -> None:
    first = line.seal()
    assert types_of(carried(line)[0], line.asha) == {"person", "consent", "business", "enrolment", "mark"}
    arrives(line, first.bundle_id)
    after = carried(line)[0]
    assert types_of(after, line.asha) == {"person", "consent"}
    assert after.arrived > 0
    vaults.mark(line.inside, line.group, 0, 1, "P")
    assert types_of(carried(line)[0], line.asha) == {"person", "consent", "mark"}


def test_a_yes_taken_back_and_given_again_brings_all_of_it_again(line: Line) -> None:
    first = line.seal()
    arrives(line, first.bundle_id)
    line.takes_back(0)
    line.says(0, "plan", "attendance")
    again = carried(line)[0]
    assert types_of(again, line.asha) == {"person", "consent", "business", "enrolment", "mark"}
    assert ("Asha", "mark") in new(again)


def test_a_yes_that_ran_out_and_was_given_again_does_too(line: Line) -> None:
    first = line.seal()
    arrives(line, first.bundle_id)
    line.says(0, "plan", on=UNTIL + timedelta(days=1), until=date(2027, 3, 1))
    line.says(0, "attendance", on=TODAY, until=date(2027, 3, 1))
    line.inside.clock.advance(days=60)  # type: ignore[attr-defined]
    assert types_of(carried(line)[0], line.asha) == {"person", "consent", "business"}


def test_what_was_held_back_then_is_new_when_it_is_let_in(line: Line) -> None:
    machine = Foreign()
    waiting = machine.person(line.asha, "Ash")
    imported(line.inside, [machine.opening, waiting])
    sealed = line.seal()
    arrives(line, sealed.bundle_id)
    trust(line.inside, machine)
    line.inside.release_quarantine(line.inside.staff_id, (machine.opening.id, waiting.id))
    prepared = carried(line)[0]
    assert waiting.id in {one.id for one in prepared.selection.entries}
    assert [one.type for one in prepared.things if one.new] == ["person"]


def test_a_log_of_another_journal_claims_nothing(line: Line) -> None:
    line.seal()
    with line.inside.write(line.inside.staff_id, "export") as db:
        held = db.query(Dispatch).one()
        assert held.sent is not None
        held.sent = {**held.sent, "carried": {**held.sent["carried"], "id": "0" * 64}}
    assert all(one.new for one in carried(line)[0].people)


def test_a_mark_changed_since_is_new_alone(line: Line) -> None:
    line.seal()
    attendance.clear(
        line.inside, line.inside.staff_id, enrolment_id=line.group.enrolments[0], workshop_id=line.group.workshops[0]
    )
    assert [(one.type, one.workshop) for one in carried(line)[0].things if one.new] == [("mark", 1)]


def paper(line: Line) -> None:
    prepared = carried(line)[0]
    sealed = bundle.check_and_seal(
        line.inside, prepared, checker_id=vaults.staff_id(line.inside, "Carys"),
        passphrase=vaults.PASSPHRASES["Carys"], compared=True,
    )  # fmt: skip
    bundle.remember(line.inside, prepared, sealed, Outcome.ON_PAPER)


def test_what_was_passed_for_paper_is_not_new_and_goes_again(line: Line) -> None:
    paper(line)
    vaults.mark(line.inside, line.group, 0, 1, "P")
    again = carried(line)[0]
    assert new(again) == [("Asha", "mark")]
    assert {one.passed.checker for one in again.people if one.passed} == {"Carys"}
    (row,) = custody.dispatches(line.inside)
    arrives(line, row.bundle_id)
    assert types_of(carried(line)[0], line.asha) == {"person", "consent", "business", "enrolment", "mark"}


def test_what_was_passed_for_an_agency_is_not_new_and_goes_again(line: Line) -> None:
    keys_ = new_machine_keys()
    theirs = Card("Ashmere Housing", "agency", "", "Dee", keys_.age_public, keys_.sign_public)
    card.enrol(line.inside, line.inside.staff_id, theirs, compared_on=TODAY)
    agency = replace(line, recipient_id=keys_.sign_public.hex())
    agency.says(0, "plan")
    first = agency.seal((0,))
    arrives(line, first.bundle_id)
    people.set_business(line.inside, line.inside.staff_id, person_id=line.asha, name="Cards", about="More")
    again = bundle.prepare(
        line.inside, line.inside.staff_id, recipient_id=agency.recipient_id, person_ids=[line.asha]
    )  # fmt: skip
    assert new(again) == [("Asha", "business")]
    assert again.arrived == 0
    (person,) = json.loads(bytes(again.files["extract.json"]))["people"]
    assert person["records"]["business"] == [{"idea": {"about": "More", "name": "Cards"}}]
