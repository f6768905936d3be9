"""A wipe: a new key, the same people with the same words, nothing of the class; the old or the new, never neither."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from tests import vaults
from tests.journeys.rounds import TWELVE, give, names, prison, take, write_idea
from tests.unit.models.at_rest import QUICK, ROOT
from wagesdesk.errors import VaultBusy, VaultDamaged, WrongPassphrase
from wagesdesk.models import cipher, folder, proving, seal, slots, wiping
from wagesdesk.models.backup import by_itself
from wagesdesk.models.base import erased_table, gone_table
from wagesdesk.models.records import BY_TYPE
from wagesdesk.models.renewal import renewed
from wagesdesk.models.vault import Vault
from wagesdesk.services import redaction, staff


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_killed_at_any_step_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    with prison(tmp_path, 1, TWELVE[:2]) as here:
        stick, (machine,) = here.stick(), here.terminals
        here.out(stick)
        take(machine, stick)
        write_idea(machine, here.group.people[0], "Cards")
        person = here.group.people[0]
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.unit.models.wipe_crash", tmp_path / "terminal 1", person],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) >= 8


def test_what_is_written_meanwhile_is_not_wiped(tmp_path: Path) -> None:
    with prison(tmp_path, 1, TWELVE[:1]) as here:
        stick, (machine,) = here.stick(), here.terminals
        here.out(stick)
        take(machine, stick)
        seen = machine.position()
        write_idea(machine, here.group.people[0], "Cards")
        before = folder.current(machine.home)
        with pytest.raises(VaultBusy):
            machine.wipe(seen=seen)
        assert folder.current(machine.home) == before
        assert names(machine) == {"Asha"}


def test_it_takes_along_who_was_erased_and_nothing_else_about_anybody(tmp_path: Path) -> None:
    assert [one for one in wiping.KEPT_TYPES if one in BY_TYPE and BY_TYPE[one].subject_fields] == []
    with prison(tmp_path, 1, TWELVE[:2]) as here:
        stick, (machine,) = here.stick(), here.terminals
        write_idea(here.laptop, here.group.people[1], "Cards")
        redaction.erase_parts(
            here.laptop, here.laptop.staff_id, here.group.people[1], {"plan"}, second=None, older=True
        )
        here.laptop.erase(here.laptop.staff_id, here.group.people[0])
        here.out(stick)
        take(machine, stick)
        machine.backup(by_itself(machine.home, machine.keys.vault_id))
        before = _remembered(machine)
        assert before[0] == [here.group.people[0]]
        assert before[1]
        machine.wipe(seen=machine.position())
        assert _remembered(machine) == before
        assert list(by_itself(machine.home, machine.keys.vault_id).iterdir()) == []
        assert not (machine.home / seal.FILE).exists()


def _remembered(machine: Vault) -> tuple[list[str], list[str]]:
    """Who was erased, and which entries were taken away."""
    with machine.read() as db:
        erased, gone = (
            sorted(db.execute(select(column)).scalars()) for column in (erased_table.c.eid, gone_table.c.entry_id)
        )
    return erased, gone


def test_what_is_damaged_stops_it_before_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with prison(tmp_path, 1, TWELVE[:1]) as here:
        (machine,) = here.terminals
        generation = folder.current(machine.home)

        def damaged(_connection: object) -> None:
            raise VaultDamaged(path_kind="data", code="corrupt")

        with monkeypatch.context() as patch:
            patch.setattr(cipher, "verify", damaged)
            with pytest.raises(VaultDamaged):
                machine.wipe(seen=machine.position())
        for name in (folder.KEYS, folder.KEYS_TWIN):
            keys = folder.unpack((generation / name).read_bytes())
            (generation / name).write_bytes(folder.pack({**keys, "slots": keys["slots"][:1]}))  # type: ignore[index]
        with pytest.raises(VaultDamaged) as caught:
            machine.wipe(seen=machine.position())
        assert caught.value.fields["code"] == "altered"
        assert list(machine.home.glob("gen-*")) == [generation]


def test_old_words_do_not_open_a_wiped_terminal(tmp_path: Path) -> None:
    with prison(tmp_path, 1, TWELVE[:1]) as here:
        stick, (machine,) = here.stick(), here.terminals
        rhian = machine.slot_id
        staff.change_passphrase(
            machine, machine.staff_id, proof=vaults.PASSPHRASES["Rhian"], new="six quite other plain words",
            params=QUICK, floor=QUICK,
        )  # fmt: skip
        here.out(stick)
        take(machine, stick)
        give(machine, stick)
        keys, _notices = slots.read_keys(folder.current(machine.home))
        assert len(slots.open_slot(keys, rhian, "six quite other plain words")) == 32
        with pytest.raises(WrongPassphrase):
            slots.open_slot(keys, rhian, vaults.PASSPHRASES["Rhian"])


def test_a_slot_without_its_renewal_or_with_anothers_is_told_and_changes_nothing(tmp_path: Path) -> None:
    with prison(tmp_path, 1, TWELVE[:1]) as here:
        (machine,) = here.terminals
        keys, key = machine.keys, vaults.data_key(machine.home)
        fresh = renewed(keys, key, generation="gen-00000000", new_key=bytes(32))
        assert slots.open_slot(fresh, keys.slots[0].id, vaults.PASSPHRASES["Rhian"]) == bytes(32)
        first, second = keys.slots
        for bad in (replace(first, renewal=""), replace(first, renewal=second.renewal)):
            with pytest.raises(VaultDamaged):
                renewed(replace(keys, slots=(bad, second)), key, generation="gen-00000000", new_key=bytes(32))


def test_a_laptop_keeps_no_renewals(tmp_path: Path) -> None:
    with prison(tmp_path, 1, TWELVE[:1]) as here:
        assert {bool(slot.renewal) for slot in here.laptop.keys.slots} == {False}
        assert {bool(slot.renewal) for slot in here.terminals[0].keys.slots} == {True}


def test_the_gaps_that_a_wipe_leaves_in_the_journal_are_no_damage(tmp_path: Path) -> None:
    with prison(tmp_path, 1, TWELVE[:1]) as here:
        stick, (machine,) = here.stick(), here.terminals
        here.out(stick)
        take(machine, stick)
        write_idea(machine, here.group.people[0], "Cards")
        staff.change_passphrase(
            machine, machine.staff_id, proof=vaults.PASSPHRASES["Rhian"], new="six quite other plain words",
            params=QUICK, floor=QUICK,
        )  # fmt: skip
        give(machine, stick)
        with machine.read() as db:
            assert proving.verify(db.connection()) == []
