"""A new vault: each page says in one sentence what will stand there, with at most one button that starts it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.unit.ui.shells import settle, shell_over
from tests.vaults import FIRST_DAY, TODAY
from wagesdesk.models.vault import Vault
from wagesdesk.services import cohort, people
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.page import KeyHint
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.key_bar import KeyBar
from wagesdesk.ui.widgets.page_head import PageHead
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


@pytest.mark.parametrize("page_id", ["workshops", "participants", "list"])
def test_an_empty_page_offers_only_keys_that_do_something(
    qtbot: QtBot, inside: Vault, jobs: Jobs, page_id: str
) -> None:
    """No hint, no command and no Print where there is nobody; the one button that starts it has the focus."""
    shell = shell_over(qtbot, inside, jobs)
    shell.go(page_id)
    settle(qtbot, jobs)
    page = shell.page(page_id)
    assert page.key_hints() == ()
    assert not [spec.id for spec, _action in shell.desk.actions.usable(page_id)]
    (state,) = (one for one in page.findChildren(EmptyState) if one.isVisible())
    seen = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    assert seen == state.findChildren(QPushButton)
    qtbot.waitUntil(seen[0].hasFocus)
    (head,) = page.findChildren(PageHead)
    assert head.title.mapTo(page, QPoint()).x() == page.body.contentsMargins().left()


def test_the_hints_come_with_the_first_people(qtbot: QtBot, inside: Vault, jobs: Jobs) -> None:
    shell = shell_over(qtbot, inside, jobs)
    hint_for = shell.desk.actions.hint_for
    shell.go("settings")
    keys = shell.findChildren(KeyBar)[0]
    assert "Undo" not in keys.accessibleName(), "nothing was done yet"
    cohort_id, made = cohort.create_cohort(
        inside, inside.staff_id, title="Cohort 7", term="", programme_code="wages", start=FIRST_DAY, weekday=1,
        starts="08:50", ends="15:50",
    )  # fmt: skip
    shell.desk.bus.tell(made)
    assert "Ctrl+Z: Undo" in keys.accessibleName()
    for page_id, command in (("workshops", "register.dates"), ("participants", "people.add")):
        shell.go(page_id)
        settle(qtbot, jobs)
        assert shell.page(page_id).key_hints() == (hint_for(command),)
    added = people.add_by_names(inside, inside.staff_id, cohort_id=cohort_id, text="Asha", joined_on=TODAY)
    shell.desk.bus.tell(added.changes)
    page = shell.page("participants")
    assert KeyHint(("Enter",), "Open her page") in page.key_hints()
    assert [one.isVisible() for one in page.findChildren(QPushButton) if one.text() == "Print"] == [True]
    shell.go("workshops")
    assert hint_for("register.rest") in shell.page("workshops").key_hints()
