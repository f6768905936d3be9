"""Kept examples of one woman under two ids among the machines of `test_machines.py`, which meet and are checked after
each."""

from __future__ import annotations

from tests.unit.models.cast import PEOPLE
from tests.unit.models.drift import Place
from tests.unit.models.machines import Machines
from tests.unit.models.test_machines import machines
from wagesdesk.models.person import Business, Identity

__all__ = ["machines"]
ASHA, BRON, CHAN = range(3)


def surnames(place: Place) -> dict[str | None, str | None]:
    with place.vault.read() as db:
        return {one.person_id: one.surname for one in db.query(Identity).all() if not one.removed}


def test_joined_here_taken_apart_there_and_written_about_under_both_ids(machines: Machines) -> None:
    machines.edit(0, ASHA, "idea", stale=False)
    machines.edit(1, BRON, "idea", stale=False)
    machines.join(0, (PEOPLE[ASHA], PEOPLE[BRON]))
    machines.bring(0, 1)
    machines.unjoin(1)
    machines.edit(0, BRON, "idea", stale=False)  # lands under the kept id there
    machines.edit(1, BRON, "surname", stale=False)
    machines.join(2, (PEOPLE[CHAN], PEOPLE[BRON]))
    machines.join_and_undo(2, (PEOPLE[ASHA], PEOPLE[CHAN]))


def test_who_is_erased_goes_with_who_was_joined_to_her(machines: Machines) -> None:
    machines.edit(1, BRON, "name", stale=False)
    machines.join(0, (PEOPLE[ASHA], PEOPLE[BRON]))
    machines.erase(0, BRON)
    machines.edit(2, ASHA, "idea", stale=False)
    assert machines.erased == {ASHA, BRON}


def test_a_no_of_either_id_holds_for_both(machines: Machines) -> None:
    machines.ask(0, ASHA, yes=True, stale=False)
    machines.ask(1, BRON, yes=False, stale=False)
    machines.join(0, (PEOPLE[ASHA], PEOPLE[BRON]))
    machines.meet()
    assert {PEOPLE[ASHA], PEOPLE[BRON]} <= machines.places[2].with_a_no()


def test_what_is_left_of_a_record_that_lost_its_beginning_is_hers_still(machines: Machines) -> None:
    machines.edit(1, CHAN, "surname", stale=False)
    machines.edit(1, BRON, "surname", stale=False)
    machines.join(0, (PEOPLE[ASHA], PEOPLE[CHAN]))
    machines.erase_part(0, ASHA, "identity")
    machines.erase_part(0, BRON, "identity")
    machines.meet()
    assert surnames(machines.places[0]) == {PEOPLE[ASHA]: "chan-0", PEOPLE[BRON]: "bron-1"}


def test_an_undo_after_a_part_was_erased_says_whose_it_was(machines: Machines) -> None:
    machines.erase_part(0, ASHA, "identity")
    machines.edit(0, ASHA, "surname", stale=False)
    machines.undo(0)
    assert PEOPLE[ASHA] not in surnames(machines.places[0])
    machines.erase(1, ASHA)


def test_an_undo_on_top_of_what_the_other_id_said_shows_that_again(machines: Machines) -> None:
    place = machines.places[0]
    machines.edit(0, BRON, "idea", stale=False)
    machines.join(0, (PEOPLE[ASHA], PEOPLE[BRON]))
    machines.edit(0, ASHA, "idea", stale=False)
    machines.undo(0)
    with place.vault.read() as db:
        (held,) = db.query(Business).all()
        assert (held.person_id, held.idea, held.removed) == (PEOPLE[ASHA], {"name": "bron-0", "about": ""}, None)
    machines.unjoin(0)
