from __future__ import annotations

import pytest

from tests import vaults
from tests.vaults import QUICK
from wagesdesk.errors import FieldInvalid, NotAllowed, NotFound, SlotsTooFew, VaultReadOnly, WeakPassphrase
from wagesdesk.models import folder, slots
from wagesdesk.models.vault import Vault
from wagesdesk.services import staff
from wagesdesk.services import vault as service

SECRET = "paper lamp garden otter wheel"


def add(vault: Vault, actor: str, **changed: str) -> None:
    said = {"name": " Dee ", "role": "facilitator", "passphrase": SECRET} | changed
    staff.add(vault, actor, **said, params=QUICK, floor=QUICK)


def test_everybody_and_what_they_may(inside: Vault) -> None:
    rows = staff.staff(inside)
    assert [(row.name, row.role, row.admin, row.has_slot) for row in rows] == [
        ("Carys", "checker", False, True), ("Rhian", "facilitator", True, True),
    ]  # fmt: skip
    assert all(len(row.check_key) == 64 for row in rows)
    assert rows[0].check_key != rows[1].check_key


def test_a_new_member_of_staff_can_open_the_vault(inside: Vault) -> None:
    add(inside, inside.staff_id)
    row = next(row for row in staff.staff(inside) if row.name == "Dee")
    assert (row.role, row.admin, row.has_slot) == ("facilitator", False, True)
    shown = vaults.dump(inside)
    inside.lock()
    slot = next(slot for slot in service.place(inside.home).slots if slot.name == "Dee")
    opened = service.unlock(inside.home, slot_id=slot.id, secret=SECRET, clock=vaults.morning())
    assert opened.staff_id == row.id
    assert vaults.dump(opened) == shown
    with opened.read() as db:
        assert staff.name_of(db, row.id) == "Dee"
        assert staff.name_of(db, "x") == ""
    opened.lock()


def test_an_administrator_who_leaves_has_a_successor(inside: Vault) -> None:
    rhian, carys = inside.staff_id, vaults.staff_id(inside, "Carys")
    with pytest.raises(NotAllowed):
        staff.make_administrator(inside, carys, carys)
    with pytest.raises(NotFound):
        staff.make_administrator(inside, rhian, "x" * 32)
    staff.make_administrator(inside, rhian, carys)
    inside.lock()
    opened = vaults.unlock(inside.home, vaults.morning(), "Carys")
    slot = next(one for one in opened.keys.slots if one.name == "Carys")
    staff.remove(
        opened, carys, staff_id=rhian, keep=[(slot.id, vaults.PASSPHRASES["Carys"])], params=QUICK, floor=QUICK
    )
    assert [(row.name, row.admin) for row in staff.staff(opened)] == [("Carys", True)]
    opened.lock()


def test_who_is_added_as_an_administrator_is_one(inside: Vault) -> None:
    add(inside, inside.staff_id, role="administrator")
    assert [row.name for row in staff.staff(inside) if row.admin] == ["Dee", "Rhian"]


def test_a_weak_passphrase_adds_nobody(inside: Vault) -> None:
    with pytest.raises(WeakPassphrase):
        add(inside, inside.staff_id, passphrase="short")
    assert len(staff.staff(inside)) == 2


@pytest.mark.parametrize(("changed", "field"), [({"name": " "}, "name"), ({"role": "governor"}, "role")])
def test_staff_that_cannot_be(inside: Vault, changed: dict[str, str], field: str) -> None:
    with pytest.raises(FieldInvalid) as raised:
        add(inside, inside.staff_id, **changed)
    assert raised.value.fields["field"] == field
    assert len(staff.staff(inside)) == 2


def test_only_an_administrator_adds_staff(inside: Vault) -> None:
    for actor in (vaults.staff_id(inside, "Carys"), ""):
        with pytest.raises(NotAllowed):
            add(inside, actor)
    assert len(slots.read_keys(next(inside.home.glob("gen-*")))[0].slots) == 2


@pytest.mark.parametrize("step", ["stage", "settle"])
def test_a_slot_file_that_cannot_be_written_adds_nobody_and_changes_nothing(
    inside: Vault, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise VaultReadOnly(path="x")

    before = staff.staff(inside), inside.keys
    monkeypatch.setattr(folder, step, refuse)
    with pytest.raises(VaultReadOnly):
        add(inside, inside.staff_id)
    with pytest.raises(VaultReadOnly):
        staff.change_passphrase(
            inside, inside.staff_id, proof=vaults.PASSPHRASES["Rhian"], new="seven kind otters play chess",
            params=vaults.QUICK, floor=vaults.QUICK,
        )  # fmt: skip
    monkeypatch.undo()
    assert (staff.staff(inside), inside.keys) == before


def test_nothing_leaves_while_there_is_one_person(inside: Vault) -> None:
    staff.need_two_people(inside)
    staff.need_two_ways_in(inside)
    inside.keys = slots.without_slot(inside.keys, inside.keys.slots[1].id)
    with pytest.raises(SlotsTooFew) as raised:
        staff.need_two_people(inside)
    assert raised.value.fields == {"code": "people"}
    with pytest.raises(SlotsTooFew) as raised:
        staff.need_two_ways_in(inside)
    assert raised.value.fields == {"code": "ways"}
