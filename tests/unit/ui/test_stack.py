"""Parts in one place: as large as the one that is shown, and the focus goes along."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wagesdesk.ui.widgets.stack import Stack


def part(high: int) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    field = QLineEdit()
    field.setFixedHeight(high)
    column.addWidget(field)
    return holder


@pytest.fixture
def stack(qtbot: QtBot, qapp: QApplication) -> Stack:
    qapp.setStyleSheet("")  # a look that another test left would set the height of the fields
    made = Stack(part(30), part(300))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_it_is_as_large_as_what_it_shows(stack: Stack) -> None:
    assert stack.currentIndex() == 0
    small = stack.sizeHint().height()
    assert small < 100
    stack.setCurrentIndex(1)
    assert stack.sizeHint().height() > 300
    stack.setCurrentIndex(0)
    assert stack.sizeHint().height() == stack.minimumSizeHint().height() == small


def test_only_one_part_is_seen(stack: Stack) -> None:
    third = part(20)
    stack.addWidget(third)
    assert not third.isVisible()
    stack.setCurrentWidget(third)
    assert stack.currentWidget() is third
    assert [one.isVisible() for one in (stack.findChildren(QLineEdit))] == [False, False, True]


def test_the_focus_goes_with_what_is_shown_and_comes_back(qtbot: QtBot, stack: Stack) -> None:
    first, second = stack.findChildren(QLineEdit)
    with qtbot.waitActive(stack):
        stack.activateWindow()
    first.setFocus()
    stack.setCurrentIndex(1)
    assert QApplication.focusWidget() is second
    stack.setCurrentIndex(0)
    assert QApplication.focusWidget() is first


def test_a_focus_elsewhere_stays_there(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    elsewhere, stack = QLineEdit(), Stack(part(30), part(30))
    column.addWidget(elsewhere)
    column.addWidget(stack)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    elsewhere.setFocus()
    stack.setCurrentIndex(1)
    assert QApplication.focusWidget() is elsewhere


@pytest.mark.parametrize("grows", [True, False])
def test_wrapped_lines_make_it_higher_only_where_the_page_scrolls(qtbot: QtBot, grows: bool) -> None:
    words = QLabel("many words " * 40)
    words.setWordWrap(True)
    stack = Stack(words, grows=grows)
    qtbot.addWidget(stack)
    assert stack.hasHeightForWidth() is grows


def test_parts_get_their_looks_only_where_they_stand_at_last(qtbot: QtBot) -> None:
    shown, hidden = part(30), part(300)
    made = Stack(shown, hidden)
    qtbot.addWidget(made)
    polished = Qt.WidgetAttribute.WA_WState_Polished
    assert not any(one.testAttribute(polished) for one in (shown, hidden, *shown.findChildren(QLineEdit)))
    assert made.currentWidget() is shown
    made.show()
    assert shown.isVisible()
    assert not hidden.isVisible()
