"""Every command has words, an icon, and keys that mean one thing where they work."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wagesdesk import paths
from wagesdesk.ui import theme
from wagesdesk.ui.actions import ACTIONS, EVERYWHERE, Actions, ActionSpec
from wagesdesk.ui.page import KeyHint
from wagesdesk.ui.pages import PAGES


def test_ids_are_unique() -> None:
    assert [count for count in Counter(spec.id for spec in ACTIONS).values() if count > 1] == []


@pytest.mark.parametrize("where", sorted({spec.where for spec in ACTIONS}))
def test_keys_mean_one_thing_in_each_place(where: str) -> None:
    here = [spec for spec in ACTIONS if spec.where in (where, EVERYWHERE)]
    keys = Counter(QKeySequence(key).toString() for spec in here for key in spec.keys)
    sections = {QKeySequence(f"Ctrl+{number}").toString() for number in range(1, 10)}
    assert [key for key, count in keys.items() if count > 1 or not key or key in sections] == []


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_is_whole(action: ActionSpec) -> None:
    assert action.text
    assert action.tip
    assert paths.resource(f"icons/{action.icon}.svg").is_file()
    assert action.where in {EVERYWHERE, *(page.id for page in PAGES)}


def test_an_action_made_for_a_page_works_only_inside_it(qtbot: QtBot, look: theme.Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    page, other = QWidget(window), QWidget(window)
    for part in (page, other):
        part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    layout = QVBoxLayout(window)
    layout.addWidget(page)
    layout.addWidget(other)
    actions, done = Actions(window), []
    actions.bind("register.rest", page, lambda: done.append("rest"))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    QTest.keyClick(other, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == []
    page.setFocus()
    qtbot.waitUntil(page.hasFocus)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == ["rest"]


def test_usable_are_those_bound_enabled_and_in_sight(qtbot: QtBot, look: theme.Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    part = QWidget(window)
    window.show()
    actions = Actions(window)

    def ids(where: str) -> list[str]:
        return [spec.id for spec, _action in actions.usable(where)]

    assert ids("workshops") == []
    actions.bind("register.rest", part, lambda: None)
    actions.bind("lock", window, lambda: None)
    assert ids("workshops") == ["register.rest"]
    assert ids(EVERYWHERE) == ["lock"]
    actions["register.rest"].setEnabled(False)
    assert ids("workshops") == []
    actions["register.rest"].setEnabled(True)
    part.hide()
    assert ids("workshops") == []


def test_button_and_hint_follow_the_action(qtbot: QtBot, look: theme.Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions, done = Actions(window), []
    actions.bind("register.rest", window, lambda: done.append(1))
    button = actions.button_for("register.rest", "primary")
    qtbot.addWidget(button)
    button.click()
    assert done == [1]
    assert button.text() == actions["register.rest"].text()
    assert not button.icon().isNull()
    actions["register.rest"].setEnabled(False)
    assert not button.isEnabled()
    assert actions.hint_for("register.rest") == KeyHint(("Ctrl", "Return"), actions["register.rest"].text())
