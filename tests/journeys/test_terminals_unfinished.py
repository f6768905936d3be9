"""What a woman left half typed at a terminal goes back with its words, and never stands in the way of the wipe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import vaults
from tests.journeys.rounds import Prison, give, prison, take
from wagesdesk.errors import NotAllowed
from wagesdesk.services import history, pins, scratch, unfinished

HALF = '{"title": "Lunch cart"}'


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Prison]:
    """One terminal for Asha and Bronwen, who are out at it."""
    with prison(tmp_path, 1, ("Asha", "Bronwen")) as made:
        made.out(made.stick())
        take(made.terminals[0], made.stick())
        yield made


def test_half_a_sentence_goes_back_and_waits_in_its_form(here: Prison) -> None:
    asha = here.group.people[0]
    machine = here.terminals[0]
    scratch.save(machine, asha, unfinished.key(asha, "plan begin"), HALF)
    pins.reset(machine, machine.staff_id, asha)
    give(machine, here.stick())
    done = here.collect(here.stick())
    assert [(one.state, one.held_back) for one in done.terminals] == [("ok", 0)]
    assert unfinished.held(here.laptop, asha, "plan begin") == HALF
    assert unfinished.held(here.laptop, here.group.people[1], "plan begin") == ""
    assert unfinished.held(machine, asha, "plan begin") == "", "the terminal was wiped"
    told = [line for line in history.person_history(here.laptop, asha) if line.type == "new_pin"]
    (given,) = [line.value for line in told if line.field == "given"]
    assert isinstance(given, dict)
    assert given["by"] == "Rhian", "who let her choose another PIN"
    unfinished.forget(here.laptop, asha, "plan begin")
    assert unfinished.held(here.laptop, asha, "plan begin") == ""
    assert vaults.rebuilt(here.laptop) == vaults.dump(here.laptop)


def test_what_staff_typed_still_has_to_be_finished(here: Prison) -> None:
    machine = here.terminals[0]
    scratch.save(machine, machine.staff_id, "note", "half a note")
    with pytest.raises(NotAllowed):
        give(machine, here.stick())
    assert scratch.pending(machine, "note") is not None
