"""Kept examples of a terminal among the machines of `test_machines.py`, which meet and are checked after each."""

from __future__ import annotations

from tests import vaults
from tests.unit.models.cast import PEOPLE
from tests.unit.models.machines import Machines
from tests.unit.models.test_machines import machines
from wagesdesk.models.person import Business

__all__ = ["machines"]


def test_words_from_the_terminal_beside_words_of_the_laptop_are_a_clash_everywhere(machines: Machines) -> None:
    machines.check_out(0, 0)
    machines.edit(0, 0, "idea", stale=False)
    machines.write_at_the_terminal(0)
    machines.give_back()
    machines.collect(0, 0)
    assert [(kind, name) for kind, _eid, name in vaults.clash_list(machines.places[0].vault)] == [("business", "idea")]


def test_who_was_erased_while_her_words_were_out_comes_back_as_nobody(machines: Machines) -> None:
    for who in (0, 1):
        machines.check_out(0, who)
        machines.write_at_the_terminal(who)
    machines.erase(0, 0)
    machines.give_back()
    machines.collect(0, 0)
    machines.collect(0, 0)
    with machines.places[0].vault.read() as db:
        assert [one.person_id for one in db.query(Business).all()] == [PEOPLE[1]]


def test_a_terminal_that_is_wiped_still_knows_who_was_erased(machines: Machines) -> None:
    machines.erase(0, 0)
    machines.check_out(0, 1)
    machines.give_back()


def test_a_return_goes_on_to_another_laptop_with_the_check_out(machines: Machines) -> None:
    machines.check_out(0, 0)
    machines.write_at_the_terminal(0)
    machines.give_back()
    machines.collect(1, 0)  # it does not know that anything was out
    machines.check_out(0, 0)
    machines.write_at_the_terminal(0)
    machines.collect(0, 0)
    machines.export(0, full=True)
    machines.deliver(1, 0)
    assert not vaults.clash_list(machines.places[1].vault)
