"""The gentle warning under a field: when it speaks, what it says, and what it never does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.gentle_warning import DELAY, GentleWarning

NAMES = frozenset({"Jodie"})


@pytest.fixture(autouse=True)
def _dressed(look: theme.Theme) -> None:
    """All widgets here are made in the light theme."""


def _under(qtbot: QtBot, editor: QLineEdit | QPlainTextEdit) -> tuple[QWidget, GentleWarning]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(editor)
    warning = GentleWarning(editor, lambda: NAMES)
    column.addWidget(warning)
    qtbot.addWidget(page)
    page.resize(400, 200)
    page.show()
    page.activateWindow()
    editor.setFocus()
    return page, warning


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_it_speaks_after_a_pause_and_leaves_the_focus(
    qtbot: QtBot, kind: type[QLineEdit] | type[QPlainTextEdit]
) -> None:
    editor = kind()
    _page, warning = _under(qtbot, editor)
    qtbot.waitUntil(editor.hasFocus)
    QTest.keyClicks(editor, "Jodie helped")
    assert warning.isHidden()
    qtbot.waitUntil(warning.isVisible, timeout=DELAY + 1000)
    assert warning.text() == "This seems to name somebody else. Is it needed here?"
    assert warning.accessibleName() == warning.text()
    assert editor.hasFocus()
    assert warning.focusPolicy() == Qt.FocusPolicy.NoFocus
    QTest.keyClicks(editor, " us")
    assert editor.hasFocus()


def test_every_key_press_starts_the_pause_anew(qtbot: QtBot) -> None:
    editor = QLineEdit()
    _page, warning = _under(qtbot, editor)
    for letter in "Jodie":
        QTest.keyClicks(editor, letter)
        QTest.qWait(DELAY // 5)
    assert warning.isHidden()


def test_it_falls_silent_when_the_word_is_gone(qtbot: QtBot) -> None:
    editor = QPlainTextEdit("on GBH")
    _page, warning = _under(qtbot, editor)
    assert warning.text() == "This seems to be about an offence. WagesDesk has no place for that."
    editor.setPlainText("Cards")
    warning.look_now()
    assert warning.isHidden()
    assert warning.text() == warning.accessibleName() == ""


def test_two_things_are_two_lines_and_markup_stays_text(qtbot: QtBot) -> None:
    editor = QPlainTextEdit("<b>Jodie</b> was sentenced, risk of harm")
    _page, warning = _under(qtbot, editor)
    assert warning.text().splitlines() == [
        "This seems to name somebody else. Is it needed here?",
        "This seems to be about a sentence. WagesDesk has no place for that.",
        "This seems to be about risk to people. WagesDesk has no place for that.",
    ]
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in warning.findChildren(QLabel) if one.text())
    assert "Jodie" not in warning.text()


def test_names_are_asked_anew_at_each_look(qtbot: QtBot) -> None:
    editor = QLineEdit("Asha")
    names: set[str] = set()
    warning = GentleWarning(editor, lambda: names)
    qtbot.addWidget(editor)
    qtbot.addWidget(warning)
    assert not warning.text()
    names.add("Asha")
    warning.look_now()
    assert warning.text()
