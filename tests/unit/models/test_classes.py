"""What a terminal writes counts about the people whose words were out at it, and about nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.models.foreign import Foreign, imported, states, trust
from tests.vaults import entries
from wagesdesk.models.base import FOLDED, QUARANTINED
from wagesdesk.models.entry import Entry, natural_id
from wagesdesk.models.terminal import Checkout
from wagesdesk.models.vault import Vault

IDEA = {"name": "Cards", "about": ""}
OUT = {"workshop": "w", "serial": 1, "at": "2026-11-03T09:27:00+00:00", "by": "siwan", "laptop": "ab", "ids": ["asha"]}


@pytest.fixture
def terminal(inside: Vault) -> Foreign:
    """An enrolled terminal at which Asha's words are out ("asha")."""
    machine = Foreign()
    trust(inside, machine, "terminal")
    with inside.write(inside.staff_id, "terminal") as db:
        db.add(Checkout(bundle_id="b", person_id="asha", terminal_id=machine.keys.sign_public.hex(), out=OUT))
    return machine


def business(machine: Foreign, eid: str, about: str, **more: Any) -> Entry:
    return machine.write("business", eid, {"idea": IDEA, **more}, subjects=(about,))


def state_of(inside: Vault, machine: Foreign, entry: Entry) -> int:
    imported(inside, [machine.opening, entry])
    return states(inside)[entry.id]


def test_its_own_class(inside: Vault, terminal: Foreign) -> None:
    hers = business(terminal, natural_id("business", "asha"), "asha", person_id="asha")
    assert state_of(inside, terminal, hers) == FOLDED


@pytest.mark.parametrize(
    ("eid", "about", "person"),
    [
        (natural_id("business", "bronwen"), "bronwen", "bronwen"),  # somebody else
        (natural_id("business", "bronwen"), "asha", "asha"),  # somebody else's record under her name
        (natural_id("business", "asha"), "asha", "bronwen"),  # her record, said to be somebody else's
        ("made up", "asha", "asha"),
    ],
)
def test_nobody_else(inside: Vault, terminal: Foreign, eid: str, about: str, person: str) -> None:
    assert state_of(inside, terminal, business(terminal, eid, about, person_id=person)) == QUARANTINED


def test_two_people_need_both_in_its_class(inside: Vault, terminal: Foreign) -> None:
    both = terminal.write("business", natural_id("business", "asha"), {"idea": IDEA}, subjects=("asha", "bronwen"))
    assert state_of(inside, terminal, both) == QUARANTINED


@pytest.mark.parametrize("kind", ["consent", "staff", "card", "person", "mark", "checkout", "site"])
def test_nothing_but_what_is_written_at_terminals(inside: Vault, terminal: Foreign, kind: str) -> None:
    about = () if kind in ("staff", "card", "site") else ("asha",)
    assert state_of(inside, terminal, terminal.write(kind, "e", {"removed": True}, subjects=about)) == QUARANTINED


def test_a_laptop_that_tells_of_the_check_out_in_the_same_bundle_is_heard(inside: Vault) -> None:
    laptop, machine = Foreign(), Foreign()
    trust(inside, laptop)
    trust(inside, machine, "terminal")
    out = laptop.write(
        "checkout", natural_id("checkout", "b", "asha"),
        {"bundle_id": "b", "person_id": "asha", "terminal_id": machine.keys.sign_public.hex(), "out": OUT},
        subjects=("asha",),
    )  # fmt: skip
    hers = business(machine, natural_id("business", "asha"), "asha", person_id="asha")
    imported(inside, [laptop.opening, machine.opening, hers, out])
    assert states(inside)[hers.id] == FOLDED


def test_a_terminal_cannot_tell_of_a_check_out_itself(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine, "terminal")
    out = machine.write(
        "checkout", natural_id("checkout", "b", "asha"),
        {"bundle_id": "b", "person_id": "asha", "terminal_id": machine.keys.sign_public.hex(), "out": OUT},
        subjects=("asha",),
    )  # fmt: skip
    hers = business(machine, natural_id("business", "asha"), "asha", person_id="asha")
    imported(inside, [machine.opening, out, hers])
    assert {states(inside)[one.id] for one in (out, hers)} == {QUARANTINED}
    assert len(entries(inside, "business")) == 1
