"""The page that brings records back: which backups it offers, and what it refuses and why."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.unit.ui.conftest import RHIAN
from tests.unit.ui.test_lock import Changed, editor, press, words
from tests.vaults import QUICK
from wagesdesk.clock import FixedClock
from wagesdesk.models.backup import BY_ITSELF
from wagesdesk.services import backup, restore, staff
from wagesdesk.settings import Settings
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.restore.page import RestorePage


@pytest.fixture
def backups(sitting: Sitting, clock: FixedClock) -> Path:
    """Where two backups of the vault are, made an hour apart; the vault is locked."""
    backup.make(sitting.vault)
    clock.advance(hours=1)
    backup.make(sitting.vault)
    sitting.vault.lock()
    return sitting.vault.home.parent / BY_ITSELF


@pytest.fixture
def page(
    qtbot: QtBot, look: theme.Theme, vault_home: Path, backups: Path, clock: FixedClock, jobs: Jobs
) -> Iterator[RestorePage]:
    yield shown(qtbot, vault_home, (backups,), clock, jobs)
    jobs.drain()


def shown(qtbot: QtBot, home: Path, places: tuple[Path, ...], clock: FixedClock, jobs: Jobs) -> RestorePage:
    made = RestorePage(home, places, settings=Settings(), change_settings=Changed(), clock=clock, jobs=jobs)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def states(page: RestorePage) -> list[str]:
    model = page.table.model()
    return [model.index(row, 3).data() for row in range(model.rowCount())]


def test_the_newest_is_offered_first_and_every_file_of_each_is_read(
    qtbot: QtBot, page: RestorePage, backups: Path
) -> None:
    model = page.table.model()
    assert [model.index(row, 1).data() for row in range(2)] == ["Tue 3 Nov 2026, 10:27", "Tue 3 Nov 2026, 09:27"]
    assert [model.index(row, 0).data() for row in range(2)] == ["HMP Ashmere", "HMP Ashmere"]
    qtbot.waitUntil(lambda: states(page) == ["Whole", "Whole"])


def test_a_damaged_one_cannot_be_brought_back(
    qtbot: QtBot, look: theme.Theme, vault_home: Path, backups: Path, clock: FixedClock, jobs: Jobs
) -> None:
    newest = max(backups.glob("*/*"))
    data = (newest / "data.db").read_bytes()
    (newest / "data.db").write_bytes(data[:-1] + b"?")
    page = shown(qtbot, vault_home, (backups,), clock, jobs)
    qtbot.waitUntil(lambda: states(page) == ["Damaged", "Whole"])
    assert not page.go.isEnabled()
    assert "This backup is damaged. Choose another one." in words(page)
    page.table.selectRow(1)
    assert page.go.isEnabled()


def test_the_recovery_key_brings_them_back_where_nothing_is(
    qtbot: QtBot, look: theme.Theme, backups: Path, clock: FixedClock, jobs: Jobs, recovery_key: str, tmp_path: Path
) -> None:
    page = shown(qtbot, tmp_path / "other" / "vault", (backups,), clock, jobs)
    found: list[Sitting] = []
    page.unlocked.connect(found.append)
    press(page, "Bring the records back")
    assert "Type the words" in words(page)
    press(page, "Use the recovery key")
    editor(page, "Recovery key").setText(recovery_key.lower().replace(" ", "-"))
    press(page, "Bring the records back")
    qtbot.waitUntil(lambda: bool(found), timeout=5000)
    assert (found[0].staff_name, found[0].vault.place.name) == ("Rhian", "HMP Ashmere")
    found[0].vault.lock()


def test_the_records_of_another_place_are_not_touched(
    qtbot: QtBot, look: theme.Theme, vault_home: Path, backups: Path, clock: FixedClock, jobs: Jobs
) -> None:
    from tests import vaults

    shutil.rmtree(vault_home)
    vaults.copy_of("outside", vault_home)
    page = shown(qtbot, vault_home, (backups,), clock, jobs)
    assert "there are other records on this machine" in words(page)
    assert not page.go.isEnabled()


def test_an_empty_folder_is_said(page: RestorePage, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    page.take_folder(tmp_path / "empty")
    assert "There is no backup in this folder." in words(page)
    assert len(states(page)) == 2


@pytest.mark.parametrize("up", [0, 1, 2, 3])
def test_backups_are_found_from_their_own_folder_up(backups: Path, up: int) -> None:
    """The folder of one backup, the one they lie in, and those above that."""
    one = max(backups.glob("*/*"))
    place = (one, one.parent, backups, backups.parent)[up]
    assert [offer.folder for offer in restore.offers([place])][:1] == [one]
    assert len(restore.offers([place, place])) == (1 if up == 0 else 2)


def test_what_stands_here_is_told(vault_home: Path, tmp_path: Path) -> None:
    here = restore.present(vault_home)
    assert (here.state, here.name) == ("here", "HMP Ashmere")
    assert here.used_at is not None
    assert restore.present(tmp_path / "nothing").state == "none"
    for name in ("keys.json", "keys.bak"):
        next(vault_home.glob(f"gen-*/{name}")).write_bytes(b"gone")
    assert restore.present(vault_home).state == "damaged"


def test_rhian_goes_on_where_the_backup_ends(qtbot: QtBot, page: RestorePage) -> None:
    found: list[Sitting] = []
    page.unlocked.connect(found.append)
    page.table.selectRow(1)
    assert "those of Tuesday 3 November 2026, 09:27" in words(page)
    editor(page, "Passphrase").setText(RHIAN)
    press(page, "Replace the records by this backup")
    assert not page.go.isEnabled()
    qtbot.waitUntil(lambda: bool(found), timeout=5000)
    assert found[0].vault.is_open
    found[0].vault.lock()


def test_words_of_now_are_asked_for_where_they_were_changed_since(
    qtbot: QtBot, look: theme.Theme, sitting: Sitting, clock: FixedClock, jobs: Jobs
) -> None:
    vault, now = sitting.vault, "seven kind otters play chess"
    made = backup.make(vault)
    assert made.last_machine is not None
    staff.change_passphrase(vault, sitting.staff_id, proof=RHIAN, new=now, params=QUICK, floor=QUICK)
    vault.lock()
    page = shown(qtbot, vault.home, (vault.home.parent / BY_ITSELF,), clock, jobs)
    found: list[Sitting] = []
    page.unlocked.connect(found.append)
    editor(page, "Passphrase").setText(RHIAN)
    press(page, "Replace the records by this backup")
    asked = editor(page, "Passphrase of now")
    qtbot.waitUntil(asked.isVisible, timeout=5000)
    assert asked.hasFocus()
    asked.setText("not these words")
    press(page, "Replace the records by this backup")
    qtbot.waitUntil(lambda: "These words do not open the records." in words(page), timeout=5000)
    press(page, "Nobody has words that open it")
    assert not asked.isEnabled()
    press(page, "Nobody has words that open it")
    asked.setText(now)
    press(page, "Replace the records by this backup")
    qtbot.waitUntil(lambda: bool(found), timeout=5000)
    found[0].vault.lock()
