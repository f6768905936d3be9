"""Backups by themselves: when they are due, where they go, how many are kept, and what Today says."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import vaults
from tests.vaults import Group
from wagesdesk.clock import FixedClock
from wagesdesk.errors import DriveGone
from wagesdesk.models.backup import BEFORE_IMPORT
from wagesdesk.models.slots import PlaceLabel
from wagesdesk.models.vault import Vault
from wagesdesk.problems import describe
from wagesdesk.services import backup, today, vault

DAYS_SINCE_SETUP = 50
"""From the first entry of the template to the day of the tests."""


@pytest.fixture
def safe(inside: Vault, tmp_path: Path) -> Path:
    """The second place of the laptop: what `choose` made on the stick."""
    (tmp_path / "stick").mkdir()
    return backup.choose(inside, tmp_path / "stick")


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []


def test_the_first_is_due_at_once_and_the_next_a_day_after_something_was_written(
    inside: Vault, group: Group, morning: FixedClock
) -> None:
    assert backup.state(inside).due
    done = backup.make_due(inside, None, at_lock=False)
    assert (done.due, done.behind, done.last_second) == (False, False, None)
    morning.advance(days=3)
    assert not backup.state(inside).due
    vaults.mark(inside, group, 0, 0, "P")
    assert backup.state(inside).due
    backup.make_due(inside, None, at_lock=False)
    vaults.mark(inside, group, 1, 0, "P")
    morning.advance(hours=2)
    assert not backup.state(inside).due
    backup.make_due(inside, None, at_lock=False)
    assert len(backup.backups(inside, backup.on_machine(inside))) == 2


def test_at_lock_what_was_written_since_goes_to_both_places(
    inside: Vault, group: Group, morning: FixedClock, safe: Path
) -> None:
    backup.make_due(inside, safe, at_lock=False)
    morning.advance(hours=1)
    vaults.mark(inside, group, 0, 0, "P")
    backup.make_due(inside, safe, at_lock=True)
    backup.make_due(inside, safe, at_lock=True)
    assert len(names(safe)) == len(names(backup.on_machine(inside))) == 2
    state = backup.state(inside)
    assert state.last_machine is not None
    assert state.last_second is not None
    assert state.last_second.at == morning.now()
    assert not state.last_machine.behind
    assert not state.last_second.behind


def test_a_new_passphrase_counts_as_written(inside: Vault) -> None:
    backup.make(inside)
    assert not backup.state(inside).behind
    inside.update_keys(inside.keys, reopen=())
    assert backup.state(inside).behind


def test_the_state_outlives_the_lock(inside: Vault, safe: Path) -> None:
    made = backup.make(inside, safe)
    again = vaults.again(inside)
    assert backup.state(again) == made
    again.lock()


def test_a_backup_that_was_deleted_is_made_again(inside: Vault) -> None:
    backup.make(inside)
    shutil.rmtree(backup.on_machine(inside))
    assert backup.state(inside).due
    assert backup.state(inside).last_machine is None


def test_ten_are_kept_and_the_one_just_made_whatever_the_clock_says(
    inside: Vault, group: Group, morning: FixedClock
) -> None:
    for number in range(12):
        morning.advance(days=1)
        vaults.mark(inside, group, 0, number % 7, "P" if number < 7 else "L")
        backup.make(inside)
    assert len(names(backup.on_machine(inside))) == backup.KEPT
    morning.set(datetime(1970, 1, 2, tzinfo=UTC))
    vaults.mark(inside, group, 1, 0, "P")
    made = backup.make(inside).last_machine
    assert made is not None
    assert made.folder.is_dir()
    assert len(names(backup.on_machine(inside))) == backup.KEPT


def test_the_second_place_is_found_on_the_stick_wherever_that_is_now(inside: Vault, safe: Path, tmp_path: Path) -> None:
    chosen = str(safe.parent)
    assert backup.second_place(inside, chosen) == safe
    moved = tmp_path / "another letter"
    safe.parent.rename(moved)
    assert backup.second_place(inside, chosen) is None
    assert backup.second_place(inside, chosen, [tmp_path / "other stick", moved]) == moved / safe.name
    (tmp_path / "stick").mkdir()  # an empty mount point
    assert backup.second_place(inside, chosen) is None
    assert backup.second_place(inside, "") is None


def test_two_laptops_share_a_stick(inside: Vault, second: Vault, safe: Path) -> None:
    other = backup.choose(second, safe.parent)
    backup.make(inside, safe)
    backup.make(second, other)
    assert other != safe
    assert [row.own for row in backup.backups(inside, safe)] == [True]


def test_one_place_that_fails_does_not_stop_the_other(inside: Vault, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    with pytest.raises(DriveGone) as gone:
        backup.make(inside, file / "no folder")
    assert describe(gone.value).now == "Put its stick back in, then make the backup again in Settings."
    assert backup.state(inside).last_machine is not None
    assert backup.state(inside).last_second is None


def todo(inside: Vault, group: Group, morning: FixedClock) -> list[int]:
    shown = today.today(inside, group.cohort_id, morning.local(morning.now()))
    return [one.count for one in shown.todo if one.kind == "backup"]


def test_today_warns_after_seven_days_without_the_second_place(
    inside: Vault, group: Group, morning: FixedClock, safe: Path
) -> None:
    backup.make(inside)
    assert todo(inside, group, morning) == [DAYS_SINCE_SETUP]
    backup.make(inside, safe)
    assert todo(inside, group, morning) == []
    morning.advance(days=30)
    assert todo(inside, group, morning) == []  # nothing was written since, so nothing is here alone
    vaults.mark(inside, group, 0, 0, "P")
    assert todo(inside, group, morning) == [30]
    backup.make(inside, safe)
    vaults.mark(inside, group, 0, 1, "P")
    morning.advance(days=6)
    assert todo(inside, group, morning) == []
    morning.advance(days=1)
    assert todo(inside, group, morning) == [7]


@pytest.mark.parametrize(
    "label", [PlaceLabel("laptop", "HMP Ashmere", practice=True), PlaceLabel("terminal", "HMP Ashmere", practice=False)]
)
def test_the_practice_vault_and_a_terminal_keep_none(tmp_path: Path, morning: FixedClock, label: PlaceLabel) -> None:
    home = tmp_path / "home" / "vault"
    vault.create(
        home, label=label, site_code="",
        staff=[vault.NewStaff("Rhian", "facilitator", vaults.PASSPHRASES["Rhian"])], recovery_key=None,
        clock=FixedClock(datetime(2026, 1, 1, tzinfo=UTC)), params=vaults.QUICK, floor=vaults.QUICK,
    )  # fmt: skip
    opened = vaults.unlock(home, morning)
    backup.make_due(opened, None, at_lock=True)
    state = backup.state(opened)
    assert (state.last_machine, state.due, state.behind, state.days) == (None, False, False, 0)
    assert names(backup.on_machine(opened)) == []
    opened.lock()


def test_after_a_new_key_the_old_ones_are_gone(inside: Vault, safe: Path, morning: FixedClock) -> None:
    for _time in range(2):
        backup.make(inside, safe)
        morning.advance(days=1)
    inside.backup(inside.home / BEFORE_IMPORT)
    done = backup.renew(inside, safe)
    assert done.last_machine is not None
    assert names(backup.on_machine(inside)) == [done.last_machine.folder.name]
    assert len(names(safe)) == 1
    assert names(inside.home / BEFORE_IMPORT) == []


def test_erasing_leaves_none_of_the_backups_made_by_itself(inside: Vault, group: Group, safe: Path) -> None:
    made = backup.make(inside, safe).last_machine
    assert made is not None
    (made.folder / "manifest.json").write_bytes(b"")  # not to be listed any more, and full of her all the same
    inside.erase(inside.staff_id, group.people[0])
    assert names(backup.on_machine(inside)) == []
    assert backup.state(inside).due
