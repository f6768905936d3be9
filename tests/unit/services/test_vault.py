from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import vaults
from tests.vaults import QUICK, Group
from wagesdesk.errors import DiskFull, VaultExists, WeakPassphrase, WrongPassphrase
from wagesdesk.models import cipher, folder, slots
from wagesdesk.models.secrets import new_recovery_key
from wagesdesk.models.slots import PlaceLabel
from wagesdesk.models.vault import Vault
from wagesdesk.services import backup, staff
from wagesdesk.services import vault as service

LABEL = PlaceLabel("laptop", "HMP Ashmere", practice=False)
TEAM = [service.NewStaff(one, role, vaults.PASSPHRASES[one]) for one, role in vaults.STAFF["inside"]]


def create(home: Path, recovery_key: str | None = None, site_code: str = "AMI") -> None:
    service.create(
        home, label=LABEL, site_code=site_code, staff=TEAM, recovery_key=recovery_key, clock=vaults.morning(),
        params=QUICK, floor=QUICK,
    )  # fmt: skip


def test_a_new_vault_opens_for_each_of_its_people(tmp_path: Path) -> None:
    home = tmp_path / "vault"
    recovery = new_recovery_key()
    create(home, recovery)
    info = service.place(home)
    assert (info.exists, info.kind, info.name, info.practice) == (True, "laptop", "HMP Ashmere", False)
    assert info.notices == ()
    assert [(slot.kind, slot.name) for slot in info.slots] == [
        ("passphrase", "Rhian"), ("passphrase", "Carys"), ("recovery", ""),
    ]  # fmt: skip
    for slot in info.slots:
        secret = recovery if slot.kind == "recovery" else vaults.PASSPHRASES[slot.name]
        opened = service.unlock(home, slot_id=slot.id, secret=secret, clock=vaults.morning())
        assert opened.staff_id == slot.staff_id
        assert opened.notices == ()
        assert [row.name for row in staff.staff(opened)] == ["Carys", "Rhian"]
        opened.lock()
    first = service.unlock(
        home, slot_id=info.slots[0].id, secret=vaults.PASSPHRASES["Rhian"], clock=vaults.morning()
    )  # fmt: skip
    assert [entry.fields["name"] for entry in vaults.entries(first, "site")] == ["HMP Ashmere"]
    assert [entry.fields["code"] for entry in vaults.entries(first, "site")] == ["AMI"]
    first.lock()


def test_a_second_vault_is_not_put_over_the_first(tmp_path: Path) -> None:
    home = vaults.copy_of("inside", tmp_path / "vault")
    before = {file.name: file.read_bytes() for file in folder.current(home).iterdir()}
    with pytest.raises(VaultExists):
        create(home)
    assert {file.name: file.read_bytes() for file in folder.current(home).iterdir()} == before


def test_nothing_is_left_of_a_vault_that_could_not_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "vault"
    steps = ((cipher, "connect"), (service, "_first_records"), (slots, "write_keys"), (folder, "commit_generation"))
    for place, name in steps:

        def full(*_args: object, **_named: object) -> None:
            raise DiskFull(path="x")

        with monkeypatch.context() as patch:
            patch.setattr(place, name, full)
            with pytest.raises(DiskFull):
                create(home)
        assert not service.place(home).exists
        assert list(home.glob("gen-*")) == []
    create(home)
    vaults.unlock(home, vaults.morning()).lock()


def test_a_vault_whose_making_was_cut_off_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "vault"

    class PowerCut(BaseException):
        pass

    def cut(*_args: object, **_named: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(slots, "write_keys", cut)
        patch.setattr(folder, "discard", lambda *_: None)
        with pytest.raises(PowerCut):
            create(home)
    assert len(list(home.glob("gen-*"))) == 1
    assert not service.place(home).exists
    create(home)
    vaults.unlock(home, vaults.morning()).lock()
    assert len(list(home.glob("gen-*"))) == 1


def test_passphrases_that_are_too_weak(tmp_path: Path) -> None:
    home = tmp_path / "vault"
    weak = service.NewStaff("Dee", "facilitator", "short")
    with pytest.raises(WeakPassphrase):
        service.create(
            home, label=LABEL, site_code="", staff=[weak], recovery_key=None, clock=vaults.morning(), params=QUICK,
            floor=QUICK,
        )  # fmt: skip
    assert not service.place(home).exists


def test_what_it_costs_to_open_is_never_under_the_floor(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="floor"):
        service.create(
            tmp_path / "vault", label=LABEL, site_code="", staff=TEAM, recovery_key=None, clock=vaults.morning(),
            params=QUICK,
        )  # fmt: skip
    assert not service.place(tmp_path / "vault").exists


NEW = "seven kind otters play chess"


def of_old_words(inside: Vault, group: Group, tmp_path: Path) -> tuple[Path, str]:
    """A backup that opens with Rhian's old words, and her slot. Since then: a mark, an erasure, and other words; the
    vault is closed as a power cut leaves it."""
    old = inside.backup(tmp_path / "drawer")
    vaults.mark(inside, group, 0, 0, "P")
    inside.erase(inside.staff_id, group.people[2])
    rhian = vaults.PASSPHRASES["Rhian"]
    staff.change_passphrase(inside, inside.staff_id, proof=rhian, new=NEW, params=QUICK, floor=QUICK)
    vaults.mark(inside, group, 1, 0, "V")
    left = Path(shutil.copytree(inside.home, tmp_path / "cut"))
    slot_id = inside.slot_id
    inside.lock()
    shutil.rmtree(inside.home)
    left.rename(inside.home)
    return old, slot_id


def test_a_backup_of_old_words_asks_for_those_of_now_so_that_an_erasure_holds(
    inside: Vault, group: Group, tmp_path: Path
) -> None:
    old, slot_id = of_old_words(inside, group, tmp_path)
    home, words = inside.home, vaults.PASSPHRASES["Rhian"]
    for wrong in ("", words):
        with pytest.raises(WrongPassphrase) as refused:
            service.restore(old, home, slot_id=slot_id, secret=words, clock=vaults.morning(), now=wrong)
        assert refused.value.fields == {"code": "now"}
    service.unlock(home, slot_id=slot_id, secret=NEW, clock=vaults.morning()).lock()
    service.restore(old, home, slot_id=slot_id, secret=words, clock=vaults.morning(), now=NEW)
    opened = vaults.unlock(home, vaults.morning())
    assert b"Chantelle" not in vaults.dump(opened)
    assert len(backup.backups(opened, backup.on_machine(opened))) == 1
    opened.lock()


def test_what_nobody_can_open_is_kept_as_it_lies_and_can_be_brought_back(
    inside: Vault, group: Group, tmp_path: Path
) -> None:
    old, slot_id = of_old_words(inside, group, tmp_path)
    home, words = inside.home, vaults.PASSPHRASES["Rhian"]
    service.restore(old, home, slot_id=slot_id, secret=words, clock=vaults.morning(), now=None)
    opened = vaults.unlock(home, vaults.morning())
    assert vaults.says(opened, group, 0, 0) == ""
    (kept,) = backup.backups(opened, backup.on_machine(opened))
    opened.lock()
    service.restore(kept.folder, home, slot_id=slot_id, secret=NEW, clock=vaults.morning())
    opened = service.unlock(home, slot_id=slot_id, secret=NEW, clock=vaults.morning())
    assert (vaults.says(opened, group, 0, 0), vaults.says(opened, group, 1, 0)) == ("P", "V")
    assert b"Chantelle" not in vaults.dump(opened)
    opened.lock()
