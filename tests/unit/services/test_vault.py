from __future__ import annotations

from pathlib import Path

import pytest

from tests import vaults
from tests.vaults import QUICK
from wagesdesk.errors import DiskFull, VaultExists, WeakPassphrase
from wagesdesk.models import cipher, folder, slots
from wagesdesk.models.secrets import new_recovery_key
from wagesdesk.models.slots import PlaceLabel
from wagesdesk.services import staff
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
