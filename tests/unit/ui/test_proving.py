"""After unlock everything is looked through; what is found is said in a red bar until somebody closes it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from tests.unit.ui.test_host import host, shell, unlock, write
from tests.unit.ui.test_lock import words
from wagesdesk.models.vault import Vault
from wagesdesk.services import cohort
from wagesdesk.services.changes import Changes
from wagesdesk.ui import proving
from wagesdesk.ui.host import Host
from wagesdesk.ui.lock import LockPage
from wagesdesk.ui.widgets.banner import Banner
from wagesdesk.ui.widgets.buttons import Button

__all__ = ["host"]
MENDED = "Some records showed something other than what was written down"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "_AFTER_MS", 1)
    monkeypatch.setattr(proving, "_PAUSE_MS", 1)


def spoil(vault: Vault) -> None:
    with vault.local() as connection:
        connection.execute(text("UPDATE cohort SET title = 'Another'"))


def bars(host: Host) -> list[Banner]:
    return [one for one in shell(host).findChildren(Banner) if MENDED in one.text()]


def test_what_differs_is_told_shown_right_and_remembered_until_it_was_closed(qtbot: QtBot, host: Host) -> None:
    vault = unlock(qtbot, host)
    write(vault)
    qtbot.waitUntil(lambda: host.proving.done)
    assert bars(host) == [], "nothing was wrong"
    spoil(vault)
    host.lock()
    qtbot.waitUntil(lambda: isinstance(host.front, LockPage))
    vault = unlock(qtbot, host)
    told: list[Changes] = []
    shell(host).desk.bus.changed.connect(told.append)
    qtbot.waitUntil(lambda: bool(bars(host)))
    assert "Look at who said yes before anything leaves" in words(host)
    assert told[0].kinds == {"cohort"}
    assert [one.title for one in cohort.titles(vault)] == ["Cohort 7"]
    host.lock()
    qtbot.waitUntil(lambda: isinstance(host.front, LockPage))
    vault = unlock(qtbot, host)
    (bar,) = bars(host)
    close = bar.findChildren(Button)[0]
    close.setFocus()
    QTest.keyClick(close, Qt.Key.Key_Space)
    assert bars(host) == []
    assert vault.notices == ()
    host.lock()
    qtbot.waitUntil(lambda: isinstance(host.front, LockPage))
    assert unlock(qtbot, host).notices == ()


def test_what_some_work_doubted_is_looked_at_first(qtbot: QtBot, host: Host) -> None:
    vault = unlock(qtbot, host)
    write(vault)
    qtbot.waitUntil(lambda: host.proving.done)
    spoil(vault)
    with vault.read() as db:
        row = db.execute(text("SELECT id FROM cohort")).scalar()
    vault.doubted.add(("cohort", str(row)))
    host.jobs.start(lambda _token: None, owner=host, done=lambda _none: None, failed=lambda _error: None)
    qtbot.waitUntil(lambda: bool(bars(host)))
    assert vault.doubted == set()


def test_it_waits_for_other_work_and_ends_with_the_lock(
    qtbot: QtBot, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proving, "_AFTER_MS", 60_000)
    vault = unlock(qtbot, host)
    waiting = host.jobs.start(lambda _token: None, owner=host, done=lambda _none: None, failed=lambda _error: None)
    assert not host.jobs.idle
    host.proving.timer.timeout.emit()
    assert host.jobs._open == {waiting}  # noqa: SLF001
    host.lock_at_once()
    assert not vault.is_open
    assert not host.proving.timer.isActive()
    QApplication.processEvents()
    assert not host.proving.done
