"""What the window does by itself: backups after unlock and before lock, and the question about a doubtful date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.unit.ui.conftest import RHIAN
from tests.unit.ui.test_lock import editor, press, words
from wagesdesk.clock import FixedClock
from wagesdesk.errors import DiskFull
from wagesdesk.models import seal
from wagesdesk.models.backup import list_backups, verify_backup
from wagesdesk.models.vault import Vault
from wagesdesk.services import backup, cohort, history
from wagesdesk.settings import Settings
from wagesdesk.ui import backups
from wagesdesk.ui.closing import ClosingPage
from wagesdesk.ui.cover import Cover
from wagesdesk.ui.date_page import DatePage
from wagesdesk.ui.host import Homes, Host
from wagesdesk.ui.lock import LockPage
from wagesdesk.ui.window import Shell


@pytest.fixture
def host(qtbot: QtBot, qapp: QApplication, vault_home: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Host]:
    made = Host(
        qapp, Homes(vault_home, vault_home), settings=Settings(), settings_file=tmp_path / "settings.toml", clock=clock
    )
    made.resize(1366, 768)
    made.start()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def unlock(qtbot: QtBot, host: Host) -> Vault:
    assert isinstance(host.front, LockPage)
    editor(host.front, "Passphrase").setText(RHIAN)
    press(host.front, "Unlock")
    qtbot.waitUntil(lambda: not isinstance(host.front, LockPage))
    return shell(host).desk.vault


def shell(host: Host) -> Shell:
    found = host.findChildren(Shell)[-1]
    assert isinstance(found, Shell)
    return found


def write(vault: Vault) -> None:
    cohort.create_cohort(
        vault, vault.staff_id, title="Cohort 7", term="", programme_code="wages", start=date(2026, 9, 15), weekday=1,
        starts="09:00", ends="16:00",
    )  # fmt: skip


def made(vault_home: Path) -> list[Path]:
    """Whole backups on this machine."""
    folders = [one for own in (vault_home.parent / "backups").glob("*") for one in list_backups(own)]
    return [verify_backup(one.folder).folder for one in folders]


# -- backups


def test_some_time_after_unlock_a_backup_is_made(qtbot: QtBot, host: Host, vault_home: Path) -> None:
    host.backups.timer.setInterval(1)
    vault = unlock(qtbot, host)
    qtbot.waitUntil(lambda: not backup.state(vault).behind)
    assert len(made(vault_home)) == 1


def test_locking_hides_everything_first_then_makes_a_backup(qtbot: QtBot, host: Host, vault_home: Path) -> None:
    vault = unlock(qtbot, host)
    write(vault)
    host.lock()
    assert isinstance(host.front, ClosingPage)
    assert "Cohort 7" not in words(host)
    host.cover()
    host.lock()
    assert isinstance(host.front, ClosingPage)
    qtbot.waitUntil(lambda: isinstance(host.front, LockPage))
    assert not vault.is_open
    assert len(made(vault_home)) == 1
    unlock(qtbot, host)
    host.lock()
    assert isinstance(host.front, LockPage), "nothing was written, so there is nothing to copy"
    assert len(made(vault_home)) == 1


def test_a_stick_pulled_out_meanwhile_is_told_and_it_locks_all_the_same(
    qtbot: QtBot, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(backups, "second_place", lambda _vault, _chosen: tmp_path / "file" / "gone")
    vault = unlock(qtbot, host)
    host.lock()
    qtbot.waitUntil(lambda: isinstance(host.front, LockPage))
    assert not vault.is_open
    assert isinstance(host.front, LockPage)
    assert host.front.notice.text().startswith("The backup could not be made. The second place went away")


def test_closing_the_window_makes_one_too(qtbot: QtBot, host: Host, vault_home: Path, tmp_path: Path) -> None:
    vault = unlock(qtbot, host)
    (tmp_path / "safe").mkdir()
    second = backup.choose(vault, tmp_path / "safe")
    host.change_settings(last_backup_folder=str(tmp_path / "safe"))
    host.close()
    assert not vault.is_open
    assert len(made(vault_home)) == 1
    assert len(list_backups(second)) == 1


def test_closing_while_it_locks_waits_for_the_backup(qtbot: QtBot, host: Host, vault_home: Path) -> None:
    vault = unlock(qtbot, host)
    host.lock()
    host.close()
    assert not vault.is_open
    assert len(made(vault_home)) == 1
    assert list(vault_home.parent.glob("backups/*/*.part")) == []


def test_after_sleep_the_key_goes_at_once(qtbot: QtBot, host: Host, vault_home: Path, clock: FixedClock) -> None:
    vault = unlock(qtbot, host)
    host.lock_at_once()
    assert isinstance(host.front, LockPage)
    assert not vault.is_open
    assert made(vault_home) == []


def test_a_full_disk_does_not_keep_the_records_open(qtbot: QtBot, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_what: object) -> None:
        raise DiskFull

    for way in (host.lock_at_once, host.lock):
        vault = unlock(qtbot, host)
        with monkeypatch.context() as patch:
            patch.setattr(seal, "write", refuse)
            way()
            qtbot.waitUntil(lambda: isinstance(host.front, LockPage))
        assert not vault.is_open
        assert isinstance(host.front, LockPage)
        assert "Everything" in host.front.notice.text()
    unlock(qtbot, host)


# -- the date


@pytest.fixture
def wrong(clock: FixedClock) -> FixedClock:
    """The clock of a machine whose battery is empty."""
    clock.set(datetime(1970, 1, 2, 9, 27, tzinfo=UTC))
    return clock


def test_a_date_that_is_right_is_not_asked_about(qtbot: QtBot, host: Host) -> None:
    unlock(qtbot, host)
    assert isinstance(host.front, Shell)


def test_the_date_is_confirmed_with_one_key(qtbot: QtBot, host: Host, clock: FixedClock) -> None:
    clock.set(datetime(2036, 11, 3, 9, 27, tzinfo=UTC))
    vault = unlock(qtbot, host)
    assert isinstance(host.front, DatePage)
    assert "Is today Monday 3 November 2036?" in words(host.front)
    assert not vault.spell.clock_ok
    QTest.keyClick(host.front.yes, Qt.Key.Key_Return)
    assert isinstance(host.front, Shell)
    assert vault.spell.clock_ok
    assert "does not look right" not in words(host.front)
    host.lock()
    qtbot.waitUntil(lambda: isinstance(host.front, LockPage))
    unlock(qtbot, host)
    assert isinstance(host.front, Shell)


def test_a_wrong_date_can_be_set_right_and_looked_at_again(qtbot: QtBot, host: Host, wrong: FixedClock) -> None:
    vault = unlock(qtbot, host)
    page = host.front
    assert isinstance(page, DatePage)
    press(page, "No, it is another day")
    assert "The machine says Friday 2 January 1970, and that is wrong." in words(page)
    wrong.set(datetime(2026, 11, 4, 8, 0, tzinfo=UTC))
    press(page, "I have set it, look again")
    assert "Is today Wednesday 4 November 2026?" in words(page)
    press(page, "Yes, the date is right")
    assert isinstance(host.front, Shell)
    assert "clock_doubtful" not in vault.notices


def test_work_goes_on_with_a_bar_until_the_date_is_settled(qtbot: QtBot, host: Host, wrong: FixedClock) -> None:
    vault = unlock(qtbot, host)
    assert isinstance(host.front, DatePage)
    press(host.front, "No, it is another day")
    press(host.front, "Go on with this date")
    assert isinstance(host.front, Shell)
    write(vault)
    line = history.record_history(vault, cohort.cohorts(vault)[0].id)[0]
    assert not line.clock_ok
    assert "stamped as not sure" in words(host.front)
    host.change_settings(text_size=115)
    assert "stamped as not sure" in words(host.front)
    press(host.front, "Look at the date")
    asking = host.front
    assert isinstance(asking, DatePage)
    host.cover()
    assert isinstance(host.front, Cover)
    host._uncover()  # noqa: SLF001 - what the right passphrase brings
    assert host.front is asking
    press(asking, "Yes, the date is right")
    assert "stamped as not sure" not in words(shell(host))


def test_a_new_text_size_asks_the_same_again(qtbot: QtBot, host: Host, wrong: FixedClock) -> None:
    unlock(qtbot, host)
    host.change_settings(text_size=130)
    assert isinstance(host.front, DatePage)
    press(host.front, "Yes, the date is right")
    assert isinstance(host.front, Shell)
