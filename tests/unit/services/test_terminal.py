"""Seats: proposed, moved, kept; who is out, back and lost; who may say that a laptop is of this site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import vaults
from tests.journeys.rounds import TWELVE, Prison, prison
from tests.vaults import TODAY
from wagesdesk.errors import NotAllowed, NotFound
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, history, terminal


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Prison]:
    with prison(tmp_path, 3, TWELVE[:7]) as made:
        yield made


def numbers(here: Prison) -> list[int]:
    of = {one.id: one.number for one in here.sheet.terminals}
    return [of.get(row.seat, 0) for row in here.sheet.rows]


def test_everybody_is_proposed_the_terminal_with_the_fewest(here: Prison) -> None:
    assert here.sheet.proposed
    assert numbers(here) == [1, 2, 3, 1, 2, 3, 1]
    assert {row.state for row in here.sheet.rows} == {"here"}


def test_a_moved_seat_is_hers_alone_and_can_be_taken_back(here: Prison) -> None:
    here.seat(0, 3)
    assert numbers(here)[0] == 3
    history.undo(here.laptop, here.laptop.staff_id)
    assert numbers(here)[0] == 1
    with pytest.raises(NotFound):
        terminal.move(
            here.laptop, here.laptop.staff_id, workshop_id=here.sheet.workshop.id, person_id=here.group.people[0],
            seat="ab" * 32,
        )  # fmt: skip


def test_who_has_left_has_no_seat(here: Prison) -> None:
    attendance.leave(
        here.laptop, here.laptop.staff_id, enrolment_id=here.group.enrolments[0], day=TODAY.replace(day=2),
        cause="released",
    )  # fmt: skip
    assert here.sheet.rows[0].name == "Bronwen"


def test_a_terminal_that_is_trusted_no_more_has_no_seats(here: Prison) -> None:
    here.seat(1, 2)
    card.remove(here.laptop, here.laptop.staff_id, here.sheet.terminals[1].id)
    assert [one.number for one in terminal.terminals(here.laptop)] == [1, 3]
    assert set(numbers(here)) == {1, 3}


def test_the_next_terminal_has_the_next_number(here: Prison) -> None:
    assert [one.number for one in terminal.terminals(here.laptop)] == [1, 2, 3]
    first = here.sheet.terminals[0].id
    card.remove(here.laptop, here.laptop.staff_id, first)
    vaults.exchange_cards(here.laptop, here.terminals[0])
    assert [one.number for one in terminal.terminals(here.laptop) if one.id == first] == [1]


def test_lost_needs_something_out(here: Prison) -> None:
    with pytest.raises(NotFound):
        terminal.mark_lost(here.laptop, here.laptop.staff_id, here.sheet.terminals[0].id)
    here.out(here.stick())
    terminal.mark_lost(here.laptop, here.laptop.staff_id, here.sheet.terminals[0].id)
    assert {one.number for one in terminal.out_now(here.laptop)} == {2, 3}


def test_only_an_administrator_says_that_a_laptop_is_of_this_site(inside: Vault, second: Vault) -> None:
    vaults.exchange_cards(inside, second, ours=False)
    there = second.machine.sign_public.hex()
    with pytest.raises(NotAllowed):
        terminal.set_ours(inside, vaults.staff_id(inside, "Carys"), there, ours=True)
    assert terminal.second_laptops(inside) == ()
    terminal.set_ours(inside, inside.staff_id, there, ours=True)
    assert [one.place for one in terminal.second_laptops(inside)] == ["HMP Ashmere, second laptop"]
    terminal.set_ours(inside, inside.staff_id, there, ours=False)
    assert terminal.second_laptops(inside) == ()
