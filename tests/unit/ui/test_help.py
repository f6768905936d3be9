"""F1: the help of the page in front, at the right; keys, focus, what follows the page; the same on lock and cover."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.unit.ui.shells import press, shell_over
from tests.vaults import Group
from wagesdesk import paths
from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import vault
from wagesdesk.settings import Settings
from wagesdesk.ui import theme
from wagesdesk.ui.help import HelpPanel, document_of
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.lock import LockPage
from wagesdesk.ui.widgets.key_bar import HintButton
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
TOPICS = sorted(path.stem for path in paths.resource("help").glob("*.md"))


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, jobs: Jobs, group: Group) -> Shell:
    made = shell_over(qtbot, inside, jobs)
    made.go("participants")
    QApplication.processEvents()
    return made


def panel(shell: Shell) -> HelpPanel:
    return shell._help  # noqa: SLF001


def title(of: HelpPanel) -> str:
    return of.text.document().firstBlock().text()


def test_f1_opens_and_escape_gives_the_focus_back(shell: Shell) -> None:
    before = QApplication.focusWidget()
    press(Qt.Key.Key_F1)
    assert panel(shell).isVisible()
    assert title(panel(shell)) == "Participants"
    assert panel(shell).text.hasFocus()
    press(Qt.Key.Key_Escape)
    assert not panel(shell).isVisible()
    assert QApplication.focusWidget() is before


def test_f1_again_closes_it(shell: Shell) -> None:
    press(Qt.Key.Key_F1, Qt.Key.Key_F1)
    assert not panel(shell).isVisible()


def test_the_key_bar_has_it_at_its_right_end(shell: Shell) -> None:
    button = shell.findChildren(HintButton)[0]
    assert button.accessibleName() == "Help"
    assert button.x() + button.width() > shell._keys.width() - 40  # noqa: SLF001
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel(shell).isVisible()


def test_it_follows_the_page(shell: Shell) -> None:
    press(Qt.Key.Key_F1)
    shell.go("settings")
    assert title(panel(shell)) == "Settings"
    shell.go("participants")
    shell.desk.actions["people.add"].trigger()
    panel(shell).close_panel()
    press(Qt.Key.Key_F1)
    assert title(panel(shell)) == "Adding people"


def test_f6_reaches_it(shell: Shell) -> None:
    press(Qt.Key.Key_F1)
    shell._sidebar.setFocus()  # noqa: SLF001
    reached = []
    for _pane in range(8):
        press(Qt.Key.Key_F6)
        reached.append(QApplication.focusWidget())
    assert any(one is not None and panel(shell).isAncestorOf(one) for one in reached)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("factor", [1.0, 1.5])
def test_no_line_is_wider_than_the_panel(qtbot: QtBot, qapp: QApplication, topic: str, factor: float) -> None:
    look = theme.load("light", outside=False, factor=factor)
    theme.apply(qapp, look)
    words = paths.resource(f"help/{topic}.md").read_text("utf-8")
    document = document_of(words, qapp)
    document.setTextWidth(look.size(400 - 13))
    assert document.size().width() <= look.size(400 - 13) + 1
    assert document.firstBlock().textFormats()[0].format.font().pixelSize() == look.size(26)
    document.deleteLater()


def test_html_and_links_do_nothing(qapp: QApplication) -> None:
    document = document_of("# A\n\n<b>bold</b> and **strong** and `code`", qapp)
    assert isinstance(document, QTextDocument)
    assert "<b>bold</b> and strong and code" in document.toPlainText()
    document.deleteLater()


def test_it_is_on_the_lock_page_too(
    qtbot: QtBot, vault_home: Path, clock: FixedClock, jobs: Jobs, look: theme.Theme
) -> None:
    page = LockPage(
        vault_home, vault.place(vault_home), settings=Settings(), change_settings=lambda **_fields: None, clock=clock,
        jobs=jobs,
    )  # fmt: skip
    qtbot.addWidget(page)
    page.resize(1366, 768)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    typing = QApplication.focusWidget()
    press(Qt.Key.Key_F1)
    assert title(page.help) == "Unlock"
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is typing
    button = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == "Help")
    button.click()
    assert page.help.isVisible()
