"""A new vault: each page says in one sentence what will stand there, with at most one button that starts it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.unit.ui.shells import settle, shell_over
from wagesdesk.models.vault import Vault
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.plain_label import PlainLabel

pytestmark = pytest.mark.usefixtures("look")


@pytest.mark.parametrize(
    ("place", "page_id"),
    [
        ("inside", "today"), ("inside", "workshops"), ("inside", "participants"), ("inside", "person"),
        ("inside", "export"), ("inside", "inbox"), ("outside", "inbox"), ("outside", "today"),
        ("outside", "participants"),
    ],
)  # fmt: skip
def test_a_page_without_anything_says_what_will_be_here(
    qtbot: QtBot, inside: Vault, outside: Vault, jobs: Jobs, place: str, page_id: str
) -> None:
    shell = shell_over(qtbot, {"inside": inside, "outside": outside}[place], jobs)
    shell.go(page_id)
    settle(qtbot, jobs)
    states = [one for one in shell.page(page_id).findChildren(EmptyState) if one.isVisible()]
    assert len(states) == 1
    words = [label.text() for label in states[0].findChildren(PlainLabel) if label.isVisible()]
    assert len(words) == 1
    assert 20 < len(words[0]) <= 120
    buttons = [one for one in states[0].findChildren(QPushButton) if one.isVisible()]
    assert len(buttons) == 1
    assert buttons[0].isEnabled()
