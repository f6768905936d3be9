"""Changing, renewing and taking away ways in, with real slots and a real new data key."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, TypedDict

import pytest

from tests import vaults
from tests.vaults import PASSPHRASES, QUICK, Group
from wagesdesk.errors import (
    DiskFull,
    LastSlot,
    NotAllowed,
    NotFound,
    VaultBusy,
    VaultDamaged,
    WeakPassphrase,
    WrongPassphrase,
)
from wagesdesk.models import check_key, cipher, folder, slots
from wagesdesk.models.secrets import new_recovery_key
from wagesdesk.models.slots import KdfParams, Slot
from wagesdesk.models.vault import Vault
from wagesdesk.services import history, staff, vault, ways_in

NEW = "thunder paper gate kettle lamp otter"


class Cost(TypedDict):
    params: KdfParams
    floor: KdfParams


COST: Cost = {"params": QUICK, "floor": QUICK}


def slot_of(opened: Vault, name: str) -> Slot:
    return next(slot for slot in opened.keys.slots if slot.name == name)


def opens(home: Path, name: str, secret: str) -> bool:
    """Whether the files in `home` let this secret open the way in of this name."""
    keys, _notices = slots.read_keys(folder.current(home))
    found = [slot for slot in keys.slots if slot.name == name]
    try:
        return bool(found) and bool(slots.open_slot(keys, found[0].id, secret))
    except WrongPassphrase:
        return False


def public_of(opened: Vault, name: str, words: str) -> str:
    one = vaults.staff_id(opened, name)
    return check_key.derive(words, vault_id=opened.keys.vault_id, staff_id=one, params=QUICK)[1].hex()


def key_of(opened: Vault, name: str) -> str:
    return next(row.check_key for row in staff.staff(opened) if row.name == name)


# -- her own


def test_the_new_words_open_and_sign_and_the_old_ones_do_not(inside: Vault) -> None:
    before = slot_of(inside, "Rhian").id
    changes = staff.change_passphrase(inside, inside.staff_id, proof=PASSPHRASES["Rhian"], new=NEW, **COST)
    assert "staff" in changes.kinds
    assert not opens(inside.home, "Rhian", PASSPHRASES["Rhian"])
    assert opens(inside.home, "Rhian", NEW.upper())
    assert opens(inside.home, "Carys", PASSPHRASES["Carys"])
    assert slot_of(inside, "Rhian").id == before == inside.slot_id
    assert key_of(inside, "Rhian") == public_of(inside, "Rhian", NEW)
    assert history.can_undo(inside) is None


def test_without_the_old_words_or_with_weak_ones_nothing_changes(inside: Vault) -> None:
    before = inside.keys
    with pytest.raises(WrongPassphrase):
        staff.change_passphrase(inside, inside.staff_id, proof=PASSPHRASES["Carys"], new=NEW, **COST)
    with pytest.raises(WeakPassphrase):
        staff.change_passphrase(inside, inside.staff_id, proof=PASSPHRASES["Rhian"], new="short", **COST)
    assert slots.read_keys(folder.current(inside.home))[0] == inside.keys == before


def test_who_came_in_by_the_recovery_key_gives_herself_new_words(inside: Vault) -> None:
    key, rhian = new_recovery_key(), inside.staff_id
    staff.new_recovery_key(inside, rhian, key)
    inside.lock()
    slot = next(one for one in vault.place(inside.home).slots if one.kind == "recovery")
    again = vault.unlock(inside.home, slot_id=slot.id, secret=key, clock=inside.clock)
    with pytest.raises(WrongPassphrase):
        staff.change_passphrase(again, rhian, proof=new_recovery_key(), new=NEW, **COST)
    staff.change_passphrase(again, rhian, proof=key, new=NEW, **COST)
    again.lock()
    assert opens(inside.home, "Rhian", NEW)


# -- those of others


def test_an_administrator_gives_new_words_to_who_forgot_hers(inside: Vault) -> None:
    carys = vaults.staff_id(inside, "Carys")
    staff.renew_passphrase(inside, inside.staff_id, staff_id=carys, passphrase=NEW, **COST)
    assert opens(inside.home, "Carys", NEW)
    assert not opens(inside.home, "Carys", PASSPHRASES["Carys"])
    assert key_of(inside, "Carys") == public_of(inside, "Carys", NEW)
    with pytest.raises(NotFound):
        staff.renew_passphrase(inside, inside.staff_id, staff_id="nobody", passphrase=NEW, **COST)


def test_a_new_recovery_key_ends_the_old_one(inside: Vault) -> None:
    old, new = new_recovery_key(), new_recovery_key()
    staff.new_recovery_key(inside, inside.staff_id, old)
    assert slots.ways_in(inside.keys) == 3
    staff.new_recovery_key(inside, inside.staff_id, new)
    assert slots.ways_in(inside.keys) == 3
    assert opens(inside.home, "", new)
    assert not opens(inside.home, "", old)


def test_only_an_administrator_does_any_of_it(inside: Vault) -> None:
    carys, rhian = vaults.staff_id(inside, "Carys"), inside.staff_id
    keep = ((slot_of(inside, "Carys").id, PASSPHRASES["Carys"]),)
    with pytest.raises(NotAllowed):
        staff.renew_passphrase(inside, carys, staff_id=rhian, passphrase=NEW, **COST)
    with pytest.raises(NotAllowed):
        staff.new_recovery_key(inside, carys, new_recovery_key())
    with pytest.raises(NotAllowed):
        staff.remove(inside, carys, staff_id=rhian, keep=keep, **COST)
    with pytest.raises(NotAllowed):
        staff.new_key(inside, carys, keep=ways(inside, "Rhian", "Carys"), **COST)
    assert opens(inside.home, "Rhian", PASSPHRASES["Rhian"])
    with inside.write(rhian, "setup") as db:  # another machine removed her
        ways_in.put(db, {rhian: {"removed": True}})
    with pytest.raises(NotAllowed):
        staff.new_recovery_key(inside, rhian, new_recovery_key())


def test_the_same_words_sign_otherwise_for_each_person_and_vault() -> None:
    ours = ("one", "rhian"), ("one", "carys"), ("other", "rhian")
    seeds = {check_key.derive(NEW, vault_id=of, staff_id=who, params=QUICK)[0] for of, who in ours}
    assert len(seeds) == 3


# -- removing


@pytest.fixture
def three(inside: Vault) -> Vault:
    """Rhian, Carys and Siwan, and a recovery key."""
    staff.add(inside, inside.staff_id, name="Siwan", role="facilitator", passphrase=PASSPHRASES["Siwan"], **COST)
    staff.new_recovery_key(inside, inside.staff_id, new_recovery_key())
    return inside


def ways(opened: Vault, *names: str) -> list[tuple[str, str]]:
    return [(slot_of(opened, name).id, PASSPHRASES[name]) for name in names]


def test_who_is_removed_opens_nothing_more_and_the_others_go_on(three: Vault, group: Group) -> None:
    vaults.mark(three, group, 0, 0, "P")
    siwan, generation, old_key = (
        vaults.staff_id(three, "Siwan"),
        folder.current(three.home),
        vaults.data_key(three.home),
    )
    recovery = new_recovery_key()
    staff.remove(
        three, three.staff_id, staff_id=siwan, keep=ways(three, "Rhian"),
        renew=[(slot_of(three, "Carys").id, NEW), (slot_of(three, "").id, recovery)], **COST,
    )  # fmt: skip
    home = three.home
    assert not generation.exists()
    assert not opens(home, "Siwan", PASSPHRASES["Siwan"])
    assert opens(home, "Rhian", PASSPHRASES["Rhian"])
    assert opens(home, "Carys", NEW)
    assert opens(home, "", recovery)
    assert not opens(home, "Carys", PASSPHRASES["Carys"])
    with pytest.raises(VaultDamaged):
        cipher.connect(folder.current(home) / folder.DATA, old_key)
    assert [row.name for row in staff.staff(three)] == ["Carys", "Rhian"]
    assert key_of(three, "Carys") == public_of(three, "Carys", NEW)
    assert key_of(three, "Rhian") == public_of(three, "Rhian", PASSPHRASES["Rhian"])


def test_what_could_not_be_written_after_a_new_key_is_written_at_the_next_unlock(
    three: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patch:

        def rotated(**said: Any) -> None:
            Vault.rotate(three, **said)
            patch.setattr(ways_in, "put", full)

        patch.setattr(three, "rotate", rotated)
        with pytest.raises(DiskFull):
            staff.remove(
                three, three.staff_id, staff_id=vaults.staff_id(three, "Siwan"), keep=ways(three, "Rhian", "Carys"),
                renew=[(slot_of(three, "").id, new_recovery_key())], **COST,
            )  # fmt: skip
    home, clock = three.home, three.clock
    three.lock()
    opened = vaults.unlock(home, clock, "Rhian")
    assert [row.name for row in staff.staff(opened)] == ["Carys", "Rhian"]
    opened.lock()


def test_the_vault_stays_open_and_the_sitting_goes_on(three: Vault, group: Group) -> None:
    vaults.mark(three, group, 0, 0, "P")
    writer, before = three.spell.writer, vaults.lines(three)
    staff.remove(
        three, three.staff_id, staff_id=vaults.staff_id(three, "Siwan"), keep=ways(three, "Rhian", "Carys"),
        renew=[(slot_of(three, "").id, new_recovery_key())], **COST,
    )  # fmt: skip
    assert three.is_open
    assert vaults.lines(three)[: len(before)] == before
    assert vaults.says(three, group, 0, 0) == "P"
    vaults.mark(three, group, 1, 0, "L")
    assert three.spell.writer == writer
    assert three.staff_id == vaults.staff_id(three, "Rhian")
    history.undo(three, three.staff_id)
    assert vaults.says(three, group, 1, 0) == ""
    again = vaults.again(three)
    assert again.notices == ()
    assert vaults.says(again, group, 0, 0) == "P"
    again.lock()


@pytest.mark.parametrize(
    ("said", "error"),
    [(("Rhian", "Siwan"), ValueError), (("Rhian",), ValueError), ((), LastSlot), (("Carys",), WrongPassphrase)],
)
def test_what_is_missing_or_wrong_stops_it_before_anything(
    inside: Vault, said: tuple[str, ...], error: type[Exception]
) -> None:
    staff.add(inside, inside.staff_id, name="Siwan", role="facilitator", passphrase=PASSPHRASES["Siwan"], **COST)
    carys, rhian = vaults.staff_id(inside, "Carys"), slot_of(inside, "Rhian").id
    siwan = slot_of(inside, "Siwan").id
    keep = {
        ("Rhian", "Siwan"): [(rhian, PASSPHRASES["Rhian"])],
        ("Rhian",): [(rhian, PASSPHRASES["Rhian"]), (slot_of(inside, "Carys").id, PASSPHRASES["Carys"])],
        (): [],
        ("Carys",): [(rhian, PASSPHRASES["Carys"]), (siwan, PASSPHRASES["Siwan"])],
    }[said]
    renew = [(rhian, NEW), (siwan, NEW)] if not said else []
    before = slots.read_keys(folder.current(inside.home))[0]
    with pytest.raises(error):
        staff.remove(inside, inside.staff_id, staff_id=carys, keep=keep, renew=renew, **COST)
    assert slots.read_keys(folder.current(inside.home))[0] == before
    assert "Carys" in [row.name for row in staff.staff(inside)]
    with pytest.raises(NotAllowed):
        staff.remove(inside, inside.staff_id, staff_id=inside.staff_id, keep=keep, **COST)


def test_a_read_of_another_thread_sees_whole_records_all_the_while(three: Vault, group: Group) -> None:
    vaults.mark(three, group, 0, 0, "P")
    seen: set[str] = set()
    failed: list[Exception] = []
    ended = threading.Event()

    def look() -> None:
        while not ended.is_set():
            try:
                seen.add(vaults.says(three, group, 0, 0))
            except VaultBusy:
                continue
            except Exception as error:  # whatever it is, the test shall say it
                failed.append(error)
                return

    thread = threading.Thread(target=look)
    thread.start()
    for _time in range(3):
        three.rotate(keep=ways(three, "Rhian", "Carys"), **COST)
    ended.set()
    thread.join()
    assert (seen, failed) == ({"P"}, [])


def test_somebody_whom_another_machine_removed_still_shows_while_she_can_unlock(inside: Vault) -> None:
    from wagesdesk.models.staff import Staff

    carys = vaults.staff_id(inside, "Carys")
    with inside.write(inside.staff_id, "setup") as db:
        one = db.get(Staff, carys)
        assert one is not None
        one.removed = True
    row = next(row for row in staff.staff(inside) if row.id == carys)
    assert row.removed
    assert row.has_slot
    staff.remove(inside, inside.staff_id, staff_id=carys, keep=ways(inside, "Rhian"), **COST)
    assert [one.name for one in staff.staff(inside)] == ["Rhian"]


def test_wrong_words_are_named_by_their_way_in(three: Vault) -> None:
    said = [*ways(three, "Rhian"), (slot_of(three, "Carys").id, NEW)]
    assert staff.wrong(three, said) == (slot_of(three, "Carys").id,)
    assert [slot.kind for slot in staff.stays(three, vaults.staff_id(three, "Siwan"))] == [
        "passphrase", "passphrase", "recovery",
    ]  # fmt: skip
