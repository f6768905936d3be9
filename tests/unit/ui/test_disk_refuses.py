"""A disk that is full or refuses writing, at each kind of write: it is said in a sentence, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from tests import vaults
from tests.unit.ui import test_lists_page, test_participants
from tests.unit.ui.registers import letters, opened, panel
from tests.unit.ui.settings.screen import words
from tests.unit.ui.shells import settle, shell_over
from tests.vaults import TODAY, Group
from wagesdesk.errors import DiskFull, UserError, VaultReadOnly
from wagesdesk.models.vault import Vault
from wagesdesk.problems import describe
from wagesdesk.services import card, people, site
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.person.page import TABS, PersonDetailPage
from wagesdesk.ui.pages.settings.page import SettingsPage
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
READ_ONLY, MENDED = "query_only = ON", "query_only = OFF"
FULL, EMPTIED = "max_page_count = 1", "max_page_count = 1000000"
"""The largest file that SQLite makes; never less than the file has."""

Disk = Callable[[str], None]


@pytest.fixture
def disk(inside: Vault) -> Disk:
    """Say how every connection to the records is from now on, in SQLite's words."""
    engine = inside._engine  # noqa: SLF001 - the disk below is an edge
    assert engine is not None
    how = [MENDED]

    @event.listens_for(engine, "checkout")
    def on_checkout(connection: object, *_more: object) -> None:
        connection.execute(f"PRAGMA {how[0]}")  # type: ignore[attr-defined]

    def change(pragma: str) -> None:
        how[0] = pragma

    return change


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, jobs: Jobs, group: Group) -> Shell:
    return shell_over(qtbot, inside, jobs)


def said(shell: Shell, error: UserError) -> bool:
    """Whether the sentence of this error can be read in the window."""
    return describe(error).what in words(shell)


def test_marks_up_to_the_full_disk_stay_and_the_rest_is_told(
    shell: Shell, inside: Vault, group: Group, disk: Disk
) -> None:
    view = opened(shell).view
    disk(FULL)
    shown = letters(inside, group)
    for turn in range(100):
        view.stand(turn % 3, 8)
        QTest.keyClick(view, (Qt.Key.Key_P, Qt.Key.Key_A, Qt.Key.Key_E)[turn // 3 % 3])
        if said(shell, DiskFull()):
            break
        shown = letters(inside, group)
    else:
        raise AssertionError("it was never full")
    assert letters(inside, group) == shown
    view = opened(shell).view
    assert [view.model().index(row, 8).data() or "." for row in range(3)] == list(shown), "what is shown is on record"
    disk(EMPTIED)
    view.stand(0, 8)
    QTest.keyClick(view, Qt.Key.Key_P)
    assert letters(inside, group)[0] == "P"


def test_a_mark_that_cannot_be_written_is_told(shell: Shell, inside: Vault, group: Group, disk: Disk) -> None:
    view = opened(shell).view
    view.stand(0, 8)
    disk(READ_ONLY)
    QTest.keyClick(view, Qt.Key.Key_P)
    assert said(shell, VaultReadOnly())
    assert letters(inside, group) == "..."
    disk(MENDED)
    QTest.keyClick(view, Qt.Key.Key_P)
    assert letters(inside, group) == "P.."


def test_a_reason_that_is_being_typed_waits(shell: Shell, inside: Vault, group: Group, disk: Disk) -> None:
    page = opened(shell)
    page.view.stand(0, 8)
    QTest.keyClick(page.view, Qt.Key.Key_L)
    page.view.stand(0, 8)
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    form = panel(page)
    form.findChildren(QLineEdit)[-1].setText("Late with the wing")
    disk(READ_ONLY)
    page.keep_typing()
    assert "Late with the wing" in str(form.typed())
    disk(MENDED)
    page.keep_typing()
    assert form.isVisible()


def test_typed_names_stay_in_their_place(
    shell: Shell, inside: Vault, group: Group, disk: Disk, jobs: Jobs, qtbot: QtBot
) -> None:
    page = test_participants.opened(shell)
    page.open_panel()
    disk(READ_ONLY)
    test_participants.typed(page, "Dee\nEsther Linden")
    page.panel.keep()
    page.panel.add_button.click()
    settle(qtbot, jobs)
    assert said(shell, VaultReadOnly())
    assert page.panel.names.toPlainText() == "Dee\nEsther Linden\n"
    assert len(people.people(inside, group.cohort_id, TODAY)) == 3
    disk(MENDED)
    page.panel.add_button.click()
    settle(qtbot, jobs)
    assert len(people.people(inside, group.cohort_id, TODAY)) == 5


def test_her_answers_stay_ticked(
    shell: Shell, inside: Vault, outside: Vault, group: Group, disk: Disk, jobs: Jobs, qtbot: QtBot
) -> None:
    vaults.exchange_cards(inside, outside)
    assert card.recipients(inside)
    shell.go("person", person_id=group.people[0])
    settle(qtbot, jobs)
    page = shell.page("person")
    assert isinstance(page, PersonDetailPage)
    page.tabs.setCurrentIndex(TABS.index("consent"))
    form = page.consent
    disk(READ_ONLY)
    form.rows[0].yes.click()
    page.keep_typing()
    form.save.click()
    assert said(shell, VaultReadOnly())
    assert form.rows[0].yes.isChecked()
    assert "yes" not in [row.says for row in page.answers()]
    disk(MENDED)
    form.save.click()
    assert next(row.says for row in page.answers()) == "yes"


def test_a_list_stays_on_its_page(shell: Shell, disk: Disk, jobs: Jobs, qtbot: QtBot, group: Group) -> None:
    page = test_lists_page.loaded(qtbot, shell, "office.xlsx")
    test_lists_page.say_who(page)
    before = test_lists_page.names(shell)
    disk(READ_ONLY)
    page.foot.button.click()
    settle(qtbot, jobs)
    assert said(shell, VaultReadOnly())
    assert shell.where[0] == "list"
    assert test_lists_page.names(shell) == before
    disk(MENDED)
    page.foot.button.click()
    settle(qtbot, jobs)
    assert len(test_lists_page.names(shell)) > len(before)


def test_a_setting_stays_typed(shell: Shell, inside: Vault, disk: Disk) -> None:
    shell.go("settings")
    page = shell.page("settings")
    assert isinstance(page, SettingsPage)
    disk(READ_ONLY)
    box = page.rules.word.editor
    box.setCurrentIndex(box.findData("participants"))
    box.activated.emit(box.currentIndex())
    assert said(shell, VaultReadOnly())
    assert site.site(inside).group.many == "women"
    disk(MENDED)
    box.setCurrentIndex(box.findData("participants"))
    box.activated.emit(box.currentIndex())
    assert site.site(inside).group.many == "participants"
