"""Two laptops of one site work apart, meet by a stick, and are one again: what differs is settled once, who was entered
twice is joined once, and each choice arrives at the other and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests import vaults
from tests.unit.ui.line import new_line
from tests.vaults import TODAY, Group, dump, mark, rebuilt
from wagesdesk.clock import FixedClock
from wagesdesk.export import inbox, rounds, second_laptop
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, clash, history, joining, people, quarantine, terminal


@dataclass(frozen=True)
class Two:
    """Both laptops know each other as theirs; `carry` takes everything of one to the other on a new stick."""

    first: Vault
    second: Vault
    carry: Callable[[Vault, Vault], None]

    def meet(self) -> None:
        self.carry(self.first, self.second)
        self.carry(self.second, self.first)

    @property
    def both(self) -> tuple[Vault, Vault]:
        return self.first, self.second


@pytest.fixture
def two(inside: Vault, second: Vault, tmp_path: Path) -> Two:
    vaults.exchange_cards(inside, second)
    card.make_escrow(inside, inside.staff_id)
    card.set_escrow(second, second.staff_id, card.escrow(inside))
    for here, there in ((inside, second), (second, inside)):
        terminal.set_ours(here, here.staff_id, there.machine.sign_public.hex(), ours=True)
    sticks: list[Path] = []

    def carry(source: Vault, target: Vault) -> None:
        stick = tmp_path / f"stick-{len(sticks)}"
        stick.mkdir()
        sticks.append(stick)
        second_laptop.write_all(source, source.staff_id, target.machine.sign_public.hex(), stick)
        rounds.collect(target, target.staff_id, stick)

    return Two(inside, second, carry)


def listed(vault: Vault) -> list[clash.Clash]:
    """What is to settle, without which machine is one's own."""
    return [replace(one, sides=tuple(replace(side, here=False) for side in one.sides)) for one in clash.clashes(vault)]


def letters(vault: Vault, of: Group) -> dict[str, str]:
    shown = attendance.register(vault, of.cohort_id, TODAY)
    return {row.name: "".join(cell.letter or "." for cell in row.cells[:3]) for row in shown.rows}


def test_apart_met_settled_joined_and_taken_back(two: Two, morning: FixedClock) -> None:
    first, second = two.both
    of = vaults.group(first, ("Asha Rahman A1234BC", "Bronwen"))
    two.meet()

    # apart: each marks the same cell, names the same business, and the second enters Asha once more
    mark(first, of, 0, 0, "P")
    people.set_business(first, first.staff_id, person_id=of.people[0], name="Cards", about="")
    morning.advance(hours=1)
    mark(second, of, 0, 0, "A")
    people.set_business(second, second.staff_id, person_id=of.people[0], name="Dogs", about="")
    added = people.add_by_names(
        second, second.staff_id, cohort_id=of.cohort_id, text="Asha Rahman", joined_on=vaults.FIRST_DAY
    )
    again = replace(of, people=added.people, enrolments=(enrolment(second, of, added.people[0]),))
    mark(second, again, 0, 1, "P")

    # met: nothing waited, and both have the same list
    two.meet()
    assert listed(first) == listed(second)
    assert [(one.name, one.type, len(one.sides)) for one in clash.clashes(first)] == [
        ("Asha", "business", 2), ("Asha", "mark", 2),
    ]  # fmt: skip
    assert quarantine.held_back(first) == quarantine.held_back(second) == ()

    # asked about one, settled the other, on the first: it arrives at the second
    business, marked = clash.clashes(first)
    clash.ask(first, first.staff_id, marked)
    clash.settle(first, first.staff_id, entry_id=business.sides[0].entry_id, field=business.field)
    two.carry(first, second)
    assert [(one.type, one.asking) for one in clash.clashes(second)] == [("mark", True)]
    assert people.person(second, of.people[0], of.cohort_id, TODAY).business == "Cards"

    # found on the second, joined there by a person: one woman on both, with everything of both
    (pair,) = joining.likely(second)
    assert pair.reasons == ("names", "group")
    joining.join(second, second.staff_id, pair.one.person_id, pair.other.person_id)
    mark(first, of, 0, 2, "L", minutes=200)  # by a laptop that has not heard of it
    two.meet()
    for vault in two.both:
        assert letters(vault, of)["Asha"][1:] == "PL"
        assert sorted(letters(vault, of)) == ["Asha", "Bronwen"]
        assert joining.likely(vault) == ()
        assert rebuilt(vault) == dump(vault)
    assert listed(first) == listed(second)

    # taken back where it was done: two again on both, each with her own
    history.undo(second, second.staff_id)
    two.meet()
    for vault in two.both:
        shown = attendance.register(vault, of.cohort_id, TODAY).rows
        assert len(shown) == 3
        marks = {row.person_id: "".join(cell.letter or "." for cell in row.cells[1:3]) for row in shown}
        assert (marks[of.people[0]], marks[added.people[0]]) == (".L", "P.")
        assert rebuilt(vault) == dump(vault)
        assert len(joining.likely(vault)) == 1


def test_an_undone_choice_is_open_again_over_there(two: Two, morning: FixedClock) -> None:
    first, second = two.both
    of = vaults.group(first, ("Asha Rahman",))
    two.meet()
    for vault, name in ((first, "Cards"), (second, "Dogs")):
        morning.advance(hours=1)
        people.set_business(vault, vault.staff_id, person_id=of.people[0], name=name, about="")
    two.meet()
    before = listed(second)
    (one,) = clash.clashes(first)
    clash.settle(first, first.staff_id, entry_id=one.sides[0].entry_id, field=one.field)
    two.meet()
    assert listed(second) == []
    history.undo(first, first.staff_id)
    two.meet()
    assert listed(first) == listed(second)
    assert [(side.value, side.by, side.place, side.at) for side in listed(second)[0].sides] == [
        (side.value, side.by, side.place, side.at) for side in before[0].sides
    ]


def test_joined_on_both_in_opposite_directions_they_agree(two: Two) -> None:
    first, second = two.both
    of = vaults.group(first, ("Asha Rahman", "Asha Rahmann"))
    two.meet()
    joining.join(first, first.staff_id, of.people[0], of.people[1])
    joining.join(second, second.staff_id, of.people[1], of.people[0])
    two.meet()
    for vault in two.both:
        (row,) = attendance.register(vault, of.cohort_id, TODAY).rows
        assert row.person_id == min(of.people)
        assert len(joining.joinings(vault)) == 1
    assert listed(first) == listed(second)


def enrolment(vault: Vault, of: Group, person_id: str) -> str:
    shown = attendance.register(vault, of.cohort_id, TODAY)
    return next(row.enrolment_id for row in shown.rows if row.person_id == person_id)


def test_the_place_outside_is_told_that_two_it_has_are_one(
    inside: Vault, outside: Vault, group: Group, tmp_path: Path
) -> None:
    line = new_line(inside, outside, group)  # Asha and Bronwen said yes there, Chantelle said nothing

    def receive(name: str) -> inbox.Preview:
        folder = tmp_path / name
        folder.mkdir()
        preview = inbox.check(outside, line.write(folder))
        inbox.accept(outside, outside.staff_id, preview)
        return preview

    assert [one.state for one in receive("apart").people] == ["new", "new"]
    joining.join(inside, inside.staff_id, group.people[0], group.people[1])
    joined = receive("joined")
    assert [(one.person_id, one.state) for one in joined.people] == [(min(group.people[:2]), "changed")]
    assert joined.took_back == ()
    shown = [row.id for row in people.people(outside, group.cohort_id, TODAY)]
    assert shown == [min(group.people[:2])]
    newest, _first = inbox.intakes(outside)
    assert [person_id for person_id, _name in newest.people] == shown
    assert rebuilt(outside) == dump(outside)
    line.takes_back(0 if group.people[0] == shown[0] else 1)
    gone = receive("taken back")
    assert ([one.person_id for one in gone.took_back], gone.people) == (shown, ())
