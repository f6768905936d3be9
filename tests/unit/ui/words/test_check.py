"""“Check my words”: asked for, offered, taken or left, by keyboard, in a process of its own."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wagesdesk.services.spelling import helper
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.widgets import KioskButton, KioskWords
from wagesdesk.ui.words.check import CheckWords
from wagesdesk.ui.words.spelling import Spelling

TEXT = "Hello \N{SMILING FACE WITH SMILING EYES} from my bizness. Bizness is good, says Gwenllian. I do cleening."
SLOW = 20_000


@pytest.fixture(scope="module")
def spelling(qapp: QApplication) -> Iterator[Spelling]:
    """One helper for all tests here: the dictionary takes a second to read."""
    parent = QObject()
    one = Spelling(parent)
    yield one
    one.close()


class Box:
    """An answer box with its help, as a page lays them out."""

    def __init__(self, qtbot: QtBot, spelling: Spelling, text: str, language: str = "en") -> None:
        self.own: set[str] = set()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.editor = KioskWords("My answer")
        self.editor.setPlainText(text)
        self.check = CheckWords(
            self.editor, spelling, language=language, own=lambda: self.own, keep=lambda word: self.own.add(word.lower())
        )
        column = QVBoxLayout(self.window)
        column.addWidget(self.editor)
        column.addWidget(self.check)
        self.window.resize(1000, 700)
        self.window.show()
        self.window.activateWindow()
        self.qtbot = qtbot

    def ask(self) -> tuple[str, ...]:
        """Press the button and wait for what is marked."""
        self.check.button.setFocus()
        QTest.keyClick(self.check.button, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.check.text() not in ("", "Looking at your words."), timeout=SLOW)
        return self.check.marked()

    def press(self, key: Qt.Key) -> None:
        """On whatever has the focus."""
        here = self.window.focusWidget()
        assert here is not None
        QTest.keyClick(here, key)

    def offered(self) -> list[str]:
        """Wait for the words of the open list."""
        buttons: Callable[[], list[KioskButton]] = lambda: [  # noqa: E731
            one for one in self.check.list.findChildren(KioskButton) if one.isVisible()
        ]
        self.qtbot.waitUntil(lambda: len(buttons()) > 2, timeout=SLOW)
        return [one.text() for one in buttons()]

    def underlined(self) -> list[str]:
        drawn = self.editor.extraSelections()
        dots = QTextCharFormat.UnderlineStyle.DotLine
        return [one.cursor.selectedText() for one in drawn if one.format.underlineStyle() == dots]


@pytest.fixture
def box(qtbot: QtBot, spelling: Spelling, look: theme.Theme) -> Box:
    return Box(qtbot, spelling, TEXT)


def test_nothing_is_marked_and_nothing_runs_before_she_asks(qtbot: QtBot, look: theme.Theme) -> None:
    parent = QObject()
    box = Box(qtbot, Spelling(parent), TEXT)
    qtbot.wait(50)
    assert box.underlined() == []
    assert not box.check._spelling.running  # noqa: SLF001 - whether a process was started is what is tested


def test_marked_words_have_a_dotted_line_where_they_stand(box: Box) -> None:
    assert box.ask() == ("bizness", "Bizness", "cleening")
    assert box.underlined() == ["bizness", "Bizness", "cleening"]
    assert box.check.text() == "We do not know 3 words. They may be right."


def test_by_keyboard_alone_a_word_is_changed_and_taken_back(box: Box) -> None:
    box.ask()
    box.press(Qt.Key.Key_Return)  # the focus is on the first word
    assert box.offered()[:3] == ["This is my word", "Leave it", "business"]
    box.press(Qt.Key.Key_Space)
    assert "from my business. Bizness is" in box.editor.toPlainText()
    assert box.underlined() == ["Bizness", "cleening"]
    box.press(Qt.Key.Key_Return)
    box.offered()
    box.press(Qt.Key.Key_Return)
    assert "Business is good" in box.editor.toPlainText()
    box.editor.undo()
    box.editor.undo()
    assert box.editor.toPlainText() == TEXT


def test_the_last_word_seen_to_leads_back_to_the_button(box: Box) -> None:
    box.editor.setPlainText("my bizness")
    box.ask()
    box.check.open("bizness")
    box.offered()
    box.check.list.leave.click()
    assert box.check.text() == "There is no more word to look at."
    assert box.window.focusWidget() is box.check.button
    assert box.editor.toPlainText() == "my bizness"


def test_a_word_of_her_own_is_kept_and_not_marked_again(box: Box) -> None:
    box.ask()
    box.check.open("cleening")
    box.offered()
    box.check.list.own.click()
    assert box.own == {"cleening"}
    assert box.underlined() == ["bizness", "Bizness"]
    assert "cleening" not in box.ask()


def test_typing_takes_marks_and_lists_away(box: Box) -> None:
    box.ask()
    box.check.open("bizness")
    box.offered()
    box.editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(box.editor, " x")
    assert box.underlined() == []
    assert box.check.list.isHidden()
    assert box.check.text() == ""


def test_escape_closes_the_list(box: Box) -> None:
    box.ask()
    box.press(Qt.Key.Key_Return)
    box.offered()
    box.press(Qt.Key.Key_Escape)
    assert box.check.list.isHidden()
    assert box.underlined() == ["bizness", "Bizness", "cleening"]


def test_a_click_on_a_dotted_word_opens_its_list(box: Box) -> None:
    box.ask()
    place = box.editor.document().find("cleening")
    inside = box.editor.cursorRect(place).center()
    QTest.mouseClick(box.editor.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    assert "cleaning" in box.offered()


def test_an_empty_box_is_told_kindly(box: Box) -> None:
    box.editor.setPlainText("  ")
    assert box.ask() == ()
    assert box.check.text() == "Write first. Then we can look."


def test_a_language_without_a_dictionary_has_no_button(qtbot: QtBot, spelling: Spelling, look: theme.Theme) -> None:
    box = Box(qtbot, spelling, TEXT, "pl")
    assert box.check.isHidden()
    box.check.set_language("cy")
    assert box.check.isVisible()


def test_a_helper_that_dies_twice_is_told_kindly(
    qtbot: QtBot, look: theme.Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(helper, "serve", operator.is_)  # which ends at once
    parent = QObject()
    box = Box(qtbot, Spelling(parent), TEXT)
    box.ask()
    assert box.check.text() == "We cannot look at words right now. What you wrote is safe."
    assert box.editor.toPlainText() == TEXT


def test_the_helper_ends_with_the_sitting(qtbot: QtBot, look: theme.Theme) -> None:
    sitting = QWidget()
    spelling = Spelling(sitting)
    speller = spelling._speller  # noqa: SLF001 - it outlives the widget that is deleted here
    found: list[object] = []
    spelling.check("a bizness", "en", owner=sitting, done=found.append, failed=found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=SLOW)
    assert speller.running
    sitting.deleteLater()
    qtbot.waitUntil(lambda: not speller.running, timeout=SLOW)
