"""A woman who was entered twice goes out to her terminal as one, and comes back as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import vaults
from tests.journeys.rounds import Prison, give, idea, names, prison, take, write_idea
from tests.unit.models.foreign import states
from wagesdesk.models.base import QUARANTINED
from wagesdesk.models.plan import PlanFinding
from wagesdesk.models.vault import Vault
from wagesdesk.services import joining
from wagesdesk.services import terminal as seats

ASKED = {
    "text": "What card costs", "of": "guest", "section": "money", "row": "", "at": "2026-11-03T09:27:00+00:00"
}  # fmt: skip


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Prison]:
    """One terminal for Asha, who was entered twice, and Bronwen."""
    with prison(tmp_path, 1, ("Asha", "Bronwen", "Asha R")) as made:
        yield made


def ids(here: Prison) -> tuple[str, str]:
    """Under which Asha is shown once she is joined, and the other."""
    kept, other = sorted((here.group.people[0], here.group.people[2]))
    return kept, other


def find_out(machine: Vault, finding: str, words: str) -> None:
    found = {"text": words, "source": "shop", "on": "2026-11-03", "by": machine.staff_id}
    with machine.write(machine.staff_id, "plan.find") as db:
        db.get_one(PlanFinding, finding).found = found


def out_and_in(here: Prison) -> None:
    here.out(here.stick())
    take(here.terminals[0], here.stick())


def test_she_goes_out_whole_and_comes_back_whole(here: Prison) -> None:
    kept, other = ids(here)
    write_idea(here.laptop, other, "Cards")  # only the id that is not shown has it
    joining.join(here.laptop, here.laptop.staff_id, kept, other)
    out_and_in(here)
    machine = here.terminals[0]
    assert len(names(machine)) == 2
    assert idea(machine, kept) == "Cards"
    write_idea(machine, kept, "Cards and paper flowers")
    give(machine, here.stick())
    done = here.collect(here.stick())
    assert [(one.state, one.held_back) for one in done.terminals] == [("ok", 0)]
    assert idea(here.laptop, kept) == "Cards and paper flowers"
    assert vaults.clash_list(here.laptop) == []
    assert vaults.rebuilt(here.laptop) == vaults.dump(here.laptop)


def test_taken_apart_while_she_was_out_each_gets_what_was_written_for_her(here: Prison) -> None:
    kept, other = ids(here)
    with here.laptop.write(here.laptop.staff_id, "plan.ask") as db:
        db.add(asked := PlanFinding(plan_id="p", person_id=other, asked=ASKED))
        finding = asked.id
    joining.join(here.laptop, here.laptop.staff_id, kept, other)
    out_and_in(here)
    joining.tell_apart(here.laptop, here.laptop.staff_id, kept, other)
    assert len(here.sheet.rows) == 3
    write_idea(here.terminals[0], kept, "Cards")
    find_out(here.terminals[0], finding, "From the wholesaler")
    give(here.terminals[0], here.stick())
    here.collect(here.stick())
    assert (idea(here.laptop, kept), idea(here.laptop, other)) == ("Cards", "")
    with here.laptop.read() as db:
        held = db.get_one(PlanFinding, finding)
        assert (held.person_id, (held.found or {})["text"]) == (other, "From the wholesaler")
    assert QUARANTINED not in states(here.laptop).values()


def test_joined_while_both_were_out_nothing_of_either_is_held_back(here: Prison) -> None:
    kept, other = ids(here)
    out_and_in(here)
    write_idea(here.terminals[0], other, "Cards")
    joining.join(here.laptop, here.laptop.staff_id, kept, other)
    assert [one.name for one in seats.out_now(here.laptop)].count("Bronwen") == 1
    assert len(seats.out_now(here.laptop)) == 2
    give(here.terminals[0], here.stick())
    here.collect(here.stick())
    assert idea(here.laptop, kept) == "Cards"
    assert QUARANTINED not in states(here.laptop).values()
    assert seats.out_now(here.laptop) == ()
