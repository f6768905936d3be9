"""Given only the installed program and a messy list: a marked, printed, backed-up register in ten minutes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from tests.journeys.hands import Hands
from tests.unit.ui.test_setup import CheapSetup
from wagesdesk.clock import FixedClock
from wagesdesk.services import attendance, backup, cohort
from wagesdesk.settings import Settings
from wagesdesk.ui import theme
from wagesdesk.ui.host import Homes, Host
from wagesdesk.ui.pages.settings.page import SettingsPage
from wagesdesk.ui.print_preview import Preview
from wagesdesk.ui.setup import page as setup
from wagesdesk.ui.window import Shell

LIST = Path("tests/data/lists/two-headings.csv")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEN_MINUTES = 600
TUESDAY = datetime(2026, 11, 3, 8, 20, tzinfo=UTC)


class Day:
    """The first day of somebody with an empty machine; nothing here touches a widget but by keys."""

    def __init__(self, qtbot: QtBot, host: Host, hands: Hands) -> None:
        self.qtbot, self.host, self.hands = qtbot, host, hands

    @property
    def shell(self) -> Shell:
        assert isinstance(self.host.front, Shell)
        return self.host.front

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.host.jobs.idle, timeout=20_000)
        QApplication.processEvents()

    def find(self, words: str, page_id: str) -> None:
        """Ctrl+K, and the first thing found."""
        self.hands.press(Qt.Key.Key_K, held=CTRL)
        self.hands.type(words)
        self.qtbot.waitUntil(lambda: self.shell.where[0] == page_id and self.shell.focusWidget() is not None)
        self.hands.look()

    def choose_file(self, path: Path) -> None:
        """In the window that asks for a file or a folder."""
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
        self.hands.look()
        self.hands.type(str(path))
        self.dialog_goes()

    def dialog_goes(self) -> None:
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        self.host.activateWindow()  # a screen in memory has nobody who does it
        self.settle()

    # -- the parts of the day

    def set_up(self) -> None:
        page, hands = self.host.front, self.hands
        assert isinstance(page, CheapSetup)
        enter = (Qt.Key.Key_Return,)
        for _step in ("welcome", "this machine stands in the prison"):
            hands.look()
            hands.press(*enter)
        hands.look()
        hands.type("styal")
        for number, name in enumerate(("Rhian", "Carys")):
            if number:
                hands.look()
                hands.press(*enter)  # the second person is here now
            hands.look()
            hands.type(name)
            hands.look()
            hands.press(*enter)
            words = page.draft.people[number].passphrase
            hands.copy(words)
            hands.look()
            hands.type(words)
        hands.look()
        hands.copy(page.draft.recovery_key)
        hands.press(*enter)
        hands.look()
        hands.type(page.draft.recovery_key.split()[page.draft.asked - 1])
        hands.look()
        hands.press(*enter)
        self.qtbot.waitUntil(lambda: isinstance(self.host.front, Shell), timeout=20_000)
        hands.look()

    def make_cohort(self) -> None:
        self.find("New cohort", "cohort")
        self.hands.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)  # title, term and programme as proposed
        self.hands.type("3 Nov 2026")
        self.hands.press(Qt.Key.Key_Return, held=CTRL)
        self.qtbot.waitUntil(lambda: self.shell.where[0] == "participants")

    def bring_in(self) -> None:
        self.find("Bring in a list", "list")
        self.hands.press(Qt.Key.Key_O, held=CTRL)
        self.choose_file(LIST.resolve())
        self.hands.look()
        self.hands.press(Qt.Key.Key_F6)  # to the foot, where the day stands already
        self.hands.press(Qt.Key.Key_Tab)
        assert isinstance(QApplication.focusWidget(), QComboBox)
        self.hands.press(Qt.Key.Key_Down)
        self.hands.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)
        self.settle()
        self.qtbot.waitUntil(lambda: self.shell.where[0] == "participants")
        self.hands.look()

    def mark(self) -> None:
        self.hands.press(Qt.Key.Key_F7)
        self.hands.look()
        self.hands.press(Qt.Key.Key_A, Qt.Key.Key_A)
        self.hands.press(Qt.Key.Key_Return, held=CTRL)

    def print_it(self) -> str:
        self.hands.press(Qt.Key.Key_P, held=CTRL | SHIFT)
        self.qtbot.waitUntil(lambda: bool(self.shell.findChildren(Preview)))
        shown = self.shell.findChildren(Preview)[0]
        self.settle()
        self.qtbot.waitUntil(lambda: shown.pdf.pageCount() > 0)
        self.hands.look()
        assert shown.pdf.pageCount() == 1
        text = shown.pdf.getAllText(0).text()
        self.hands.press(Qt.Key.Key_Escape)
        self.dialog_goes()
        return text

    def back_up(self, safe: Path) -> None:
        self.find("Settings", "settings")
        page = self.shell.page("settings")
        assert isinstance(page, SettingsPage)
        self.to(page, page.backup.choose)
        self.hands.press(Qt.Key.Key_Space)
        self.choose_file(safe)
        self.to(page, page.backup.make)
        self.hands.press(Qt.Key.Key_Space)
        self.settle()

    def to(self, page: SettingsPage, button: object) -> None:
        """F6 to the part of the page, then Tab to the button."""
        inside = page.backup.isAncestorOf
        for _part in range(20):
            if (focus := QApplication.focusWidget()) is not None and inside(focus):
                break
            self.hands.press(Qt.Key.Key_F6)
        for _control in range(6):
            if QApplication.focusWidget() is button:
                return
            self.hands.press(Qt.Key.Key_Tab)
        raise AssertionError("the button cannot be reached")


@pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard")
def test_the_first_day_takes_less_than_ten_minutes_and_no_mouse(
    qtbot: QtBot, qapp: QApplication, look: theme.Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "SetupPage", CheapSetup)
    clock = FixedClock(TUESDAY)
    host = Host(
        qapp, Homes(tmp_path / "vault", tmp_path / "practice"), settings=Settings(),
        settings_file=tmp_path / "settings.toml", clock=clock,
    )  # fmt: skip
    qtbot.addWidget(host)
    host.start()
    with qtbot.waitActive(host):
        host.show()
        host.activateWindow()
    hands = Hands(qapp)
    day = Day(qtbot, host, hands)
    safe = tmp_path / "safe"
    safe.mkdir()

    day.set_up()
    day.make_cohort()
    day.bring_in()
    before = hands.seconds
    day.mark()
    assert hands.seconds - before < 60
    printed = day.print_it()
    day.back_up(safe)

    vault = day.shell.desk.vault
    (made,) = cohort.cohorts(vault)
    register = attendance.register(vault, made.id, clock.today())
    letters = [row.cells[0].letter for row in register.rows]
    assert (letters.count("A"), letters.count("P")) == (2, len(letters) - 2)
    assert len(letters) == 5
    assert all(row.name in printed for row in register.rows)
    kept = backup.state(vault)
    assert kept.last_machine is not None
    assert kept.last_second is not None
    assert not kept.last_second.behind
    assert any(safe.rglob("*"))
    told = f"{hands.keys} keys, {hands.steps} steps, {hands.pages} pages, {hands.letters} letters by hand"
    assert hands.clicks == 0
    assert hands.seconds < TEN_MINUTES, told
    host.close()
    qapp.removeEventFilter(hands)
