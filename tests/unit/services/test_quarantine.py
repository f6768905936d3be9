"""Quarantine: by the machine that wrote it, with the reason, let in by an administrator alone."""

from __future__ import annotations

import pytest

from tests import vaults
from tests.unit.models.foreign import Foreign, imported, name_of, trust
from tests.vaults import Group, dump, rebuilt
from wagesdesk.errors import NotAllowed
from wagesdesk.models.vault import Vault
from wagesdesk.services import quarantine


def test_an_unknown_machine_is_shown_with_what_it_tried(inside: Vault, group: Group) -> None:
    machine = Foreign()
    about = machine.person(group.people[0], "Not Asha")
    other = machine.person(group.people[1], "Not Bronwen")
    staff = machine.write("staff", "s" * 32, {"name": "Nobody", "admin": True}, subjects=())
    imported(inside, [machine.opening, about, other, staff])
    (origin,) = quarantine.held_back(inside)
    assert (origin.place, origin.kind, origin.why) == ("HMP Elsewhere", "laptop", "unknown")
    assert origin.machine == machine.keys.sign_public.hex()
    assert origin.counts == (("person", 2), ("staff", 1))
    assert [(one.name, one.type) for one in origin.held] == [("", "staff"), ("Bronwen", "person"), ("Asha", "person")]
    assert quarantine.count(inside) == 3
    assert name_of(inside, group.people[0]) == "Asha"


def test_the_reason_depends_on_machine_and_entry(inside: Vault, group: Group) -> None:
    laptop, outside = Foreign(), Foreign()
    trust(inside, laptop)
    trust(inside, outside, "outside")
    imported(inside, [
        laptop.opening, laptop.write("staff", "s" * 32, {"name": "Nobody"}, subjects=()),
        laptop.write("person", group.people[0], {"name": 7}, subjects=(group.people[0],)),
        outside.opening, outside.person(group.people[0], "Not Asha"),
        outside.write("motion", "m", {"title": "Buy a van"}, subjects=()),
    ])  # fmt: skip
    found = {(one.kind, one.why): [held.type for held in one.held] for one in quarantine.held_back(inside)}
    assert found == {
        ("laptop", "not_administrator"): ["staff"], ("laptop", "unreadable"): ["person"],
        ("laptop", "not_its_part"): ["person"], ("laptop", "later"): ["motion"],
    }  # fmt: skip


def test_an_administrator_lets_it_count_by_an_entry(inside: Vault, group: Group) -> None:
    machine = Foreign()
    entry = machine.person(group.people[0], "Asha Wyn")
    imported(inside, [machine.opening, entry])
    (origin,) = quarantine.held_back(inside)
    with pytest.raises(NotAllowed):
        quarantine.release(inside, vaults.staff_id(inside, "Carys"), origin.entry_ids)
    assert name_of(inside, group.people[0]) == "Asha"
    changes = quarantine.release(inside, inside.staff_id, origin.entry_ids)
    assert changes.kinds == {"person", "quarantine_release"}
    assert quarantine.held_back(inside) == ()
    assert [one.fields["entries"] for one in vaults.entries(inside, "quarantine_release")] == [[entry.id]]
    assert rebuilt(inside) == dump(inside)
