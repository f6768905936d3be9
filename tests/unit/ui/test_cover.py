"""The cover: at once, without names, opened by the code or the passphrase; what idling and suspend bring."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.unit.ui.conftest import RHIAN
from tests.unit.ui.test_lock import press, words
from wagesdesk.clock import FixedClock
from wagesdesk.services import site
from wagesdesk.services.quick_code import QuickCode
from wagesdesk.settings import Settings
from wagesdesk.ui import theme
from wagesdesk.ui.cover import Cover, Idle
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.jobs import Jobs


class Ends:
    """What the cover asked for."""

    def __init__(self, cover: Cover) -> None:
        self.opened: list[int] = []
        self.locked: list[int] = []
        cover.opened.connect(lambda: self.opened.append(1))
        cover.locked.connect(lambda: self.locked.append(1))


def _cover(qtbot: QtBot, sitting: Sitting, clock: FixedClock, jobs: Jobs, idle_minutes: int = 0) -> tuple[Cover, Ends]:
    cover = Cover(sitting, idle_minutes=idle_minutes, settings=Settings(), clock=clock, jobs=jobs)
    qtbot.addWidget(cover)
    cover.show()
    return cover, Ends(cover)


def _type(cover: Cover, secret: str) -> QLineEdit:
    field = next(one for one in cover.findChildren(QLineEdit))
    field.setText(secret)
    press(cover, "Open")
    return field


@pytest.fixture
def coded(sitting: Sitting) -> Sitting:
    return dataclasses.replace(sitting, quick_code=QuickCode("271828"))


def test_it_says_since_when_and_why(
    qtbot: QtBot, look: theme.Theme, sitting: Sitting, clock: FixedClock, jobs: Jobs
) -> None:
    cover, _ends = _cover(qtbot, sitting, clock, jobs, idle_minutes=5)
    assert "Nobody used it for 5 minutes. Hidden at 09:27." in words(cover)
    assert "Everything is as you left it" in words(cover)
    asked, _ends = _cover(qtbot, sitting, clock, jobs)
    assert "Hidden at 09:27." in words(asked)
    assert "Nobody" not in words(asked)


def test_the_passphrase_opens_it(
    qtbot: QtBot, look: theme.Theme, sitting: Sitting, clock: FixedClock, jobs: Jobs
) -> None:
    cover, ends = _cover(qtbot, sitting, clock, jobs)
    field = _type(cover, "wrong words here now")
    assert field.text() == ""
    qtbot.waitUntil(lambda: bool(field.property("wrong")))
    assert ends.opened == []
    _type(cover, RHIAN)
    qtbot.waitUntil(lambda: bool(ends.opened))
    assert sitting.vault.is_open


def test_the_code_opens_it(qtbot: QtBot, look: theme.Theme, coded: Sitting, clock: FixedClock, jobs: Jobs) -> None:
    cover, ends = _cover(qtbot, coded, clock, jobs)
    _type(cover, "271828")
    qtbot.waitUntil(lambda: bool(ends.opened))
    assert ends.locked == []


def test_three_wrong_codes_lock_everything(
    qtbot: QtBot, look: theme.Theme, coded: Sitting, clock: FixedClock, jobs: Jobs
) -> None:
    cover, ends = _cover(qtbot, coded, clock, jobs)
    for left in ("2 tries are left", "1 try is left"):
        _type(cover, "123456")
        qtbot.waitUntil(lambda: left in words(cover))  # noqa: B023
        assert ends.locked == []
    _type(cover, "123456")
    qtbot.waitUntil(lambda: bool(ends.locked))
    assert ends.opened == []


def test_somebody_else_can_lock_everything(
    qtbot: QtBot, look: theme.Theme, sitting: Sitting, clock: FixedClock, jobs: Jobs
) -> None:
    cover, ends = _cover(qtbot, sitting, clock, jobs)
    press(cover, "Lock everything, somebody else is here")
    assert ends.locked == [1]


def test_after_its_time_everything_locks(
    qtbot: QtBot, look: theme.Theme, coded: Sitting, clock: FixedClock, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wagesdesk.ui.cover.code_minutes", lambda _vault: 0.001)
    _cover_shown, ends = _cover(qtbot, coded, clock, jobs)
    qtbot.waitUntil(lambda: bool(ends.locked))
    assert ends.opened == []


def test_where_no_code_is_allowed_the_passphrase_is_asked(
    qtbot: QtBot, look: theme.Theme, coded: Sitting, clock: FixedClock, jobs: Jobs
) -> None:
    site.set_quick_code_minutes(coded.vault, coded.staff_id, 0)
    cover, ends = _cover(qtbot, coded, clock, jobs)
    _type(cover, "271828")
    qtbot.waitUntil(lambda: "do not open" in words(cover))
    assert ends.opened == []
    _type(cover, RHIAN)
    qtbot.waitUntil(lambda: bool(ends.opened))


@pytest.fixture
def watched(qapp: QApplication, clock: FixedClock) -> Idle:
    return Idle(qapp, 5, clock)


def test_idle_begins_anew_with_every_key(qtbot: QtBot, qapp: QApplication, clock: FixedClock) -> None:
    watched = Idle(qapp, 0.002, clock)
    window, idle = QWidget(), []
    qtbot.addWidget(window)
    watched.idle.connect(lambda: idle.append(1))
    for _press in range(4):
        qtbot.wait(50)
        QTest.keyClick(window, Qt.Key.Key_A)
    assert idle == []
    qtbot.waitUntil(lambda: bool(idle))


class _Asked(Idle):
    """Counts the events that it was asked about."""

    events = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.events += 1
        return super().eventFilter(watched, event)


def test_after_a_touch_it_is_not_asked_about_every_event(qtbot: QtBot, qapp: QApplication, clock: FixedClock) -> None:
    watched = _Asked(qapp, 0.02, clock)  # rests for a tenth of 1.2 seconds
    window = QWidget()
    qtbot.addWidget(window)
    QTest.keyClick(window, Qt.Key.Key_A)
    asked = watched.events
    for _event in range(50):
        QApplication.sendEvent(window, QEvent(QEvent.Type.StyleChange))
    assert watched.events == asked
    qtbot.waitUntil(lambda: watched.events > asked)  # it listens again


def test_a_jump_of_the_clock_is_a_suspend(watched: Idle, clock: FixedClock) -> None:
    woke: list[int] = []
    watched.woke.connect(lambda: woke.append(1))
    clock.advance(seconds=20)
    watched.tick()
    assert woke == []
    clock.advance(minutes=3)
    watched.tick()
    assert woke == [1]
    watched.tick()
    assert woke == [1]
