"""A wipe: a new key, the same people with the same words, nothing of the class; the old or the new, never neither."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests import vaults
from tests.journeys.rounds import TWELVE, give, names, prison, take, write_idea
from tests.unit.models.at_rest import QUICK, ROOT
from wagesdesk.errors import VaultBusy, VaultDamaged, WrongPassphrase
from wagesdesk.models import folder, proving, slots
from wagesdesk.models.renewal import renewed
from wagesdesk.services import staff


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
