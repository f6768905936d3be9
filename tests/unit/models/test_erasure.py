from __future__ import annotations

import pytest

from tests import vaults
from tests.unit.models.foreign import Foreign, imported, name_of, states, trust
from tests.vaults import Group, dump, lines, mark, rebuilt, take_in
from wagesdesk.errors import Erased
from wagesdesk.models.base import ERASED
from wagesdesk.models.entry import Entry
from wagesdesk.models.person import Person
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance


@pytest.fixture
def pair(inside: Vault, second: Vault) -> tuple[Vault, Vault]:
    """Two laptops of one site that know each other."""
    vaults.exchange_cards(inside, second)
    return inside, second


def test_erased_values_never_come_back(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    mark(inside, of, 0, 0, "P", note="she likes to sew")
    old = lines(inside)
    take_in(second, old)
    inside.erase(inside.staff_id, of.people[0])
    for known in (b"Asha", b"Rahman", b"A1234BC", b"likes to sew"):
        assert known not in dump(inside)
    take_in(inside, old)
    take_in(inside, lines(second))
    take_in(second, lines(inside))
    take_in(second, old)
    for vault in pair:
        heap = b"".join(lines(vault, state=None))
        for known in (b"Asha", b"Rahman", b"A1234BC", b"likes to sew"):
            assert known not in heap
            assert known not in dump(vault)
        assert rebuilt(vault) == dump(vault)
        assert b"Bronwen" in dump(vault)
    shown = [attendance.register(vault, of.cohort_id, vaults.TODAY) for vault in pair]
    assert shown[0] == shown[1]


def test_the_erasure_and_what_it_erases_may_come_in_one_bundle_in_any_order(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    old = lines(inside)
    inside.erase(inside.staff_id, of.people[0])
    both = [*old, *lines(inside)]
    take_in(second, both)
    assert b"Asha" not in dump(second) + b"".join(lines(second, state=None))
    assert {state for one, state in states(second).items() if state == ERASED}


def test_nobody_writes_about_somebody_erased_elsewhere(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    take_in(second, lines(inside))
    inside.erase(inside.staff_id, of.people[0])
    mark(second, of, 0, 1, "P", note="written too late")
    take_in(second, lines(inside))
    assert b"written too late" not in b"".join(lines(second, state=None))
    with pytest.raises(Erased), second.write(second.staff_id, "x") as db:
        db.add(Person(id=of.people[0], name="Asha"))


def test_an_empty_entry_never_stands_in_the_place_of_the_whole_one(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    entry = machine.person("p", "Asha")
    hollow = Entry(entry.raw, None, None)
    done = imported(inside, [machine.opening, hollow])
    assert done.new == 1
    assert imported(inside, [hollow]).new == 0
    imported(inside, [entry])
    assert name_of(inside, "p") == "Asha"


def test_the_empty_entry_of_somebody_known_to_be_erased_is_kept_for_the_chain(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    entry = machine.person("p", "Asha")
    erasure = machine.write("erasure", "p", {"erased": True}, subjects=())
    imported(inside, [machine.opening, erasure, Entry(entry.raw, None, None)])
    assert states(inside)[entry.id] == ERASED


def test_erasing_one_of_two_people_takes_the_values_and_leaves_the_others(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    both = machine.write("motion", "m", {"between": "Asha and Bronwen"}, subjects=("p", "q"))
    imported(inside, [machine.opening, machine.person("p", "Asha"), machine.person("q", "Bronwen"), both])
    inside.erase(inside.staff_id, "p")
    held = states(inside)
    assert held[both.id] == ERASED
    assert b"Bronwen" in dump(inside)
    assert b"Asha" not in b"".join(lines(inside, state=None))


def test_an_erasure_that_is_let_count_erases(inside: Vault, group: Group) -> None:
    machine = Foreign()
    erasure = machine.write("erasure", group.people[0], {"erased": True}, subjects=())
    imported(inside, [machine.opening, erasure])
    assert b"Asha" in dump(inside)
    inside.release_quarantine(inside.staff_id, (erasure.id,))
    assert b"Asha" not in dump(inside)
    with pytest.raises(Erased), inside.write(inside.staff_id, "x") as db:
        db.add(Person(id=group.people[0], name="Asha"))
