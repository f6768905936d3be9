"""The real shell over a real vault, for the tests of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from wagesdesk.models.vault import Vault
from wagesdesk.settings import Settings
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.widgets.toast import Toast
from wagesdesk.ui.window import Shell

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester  # not to be imported before the plug-in has chosen its Qt


def shell_over(qtbot: QtBot, vault: Vault, jobs: Jobs, *, wide: int = 1366, high: int = 768) -> Shell:
    """The window at a size, shown and active, with nobody on a page yet."""
    sitting = Sitting(vault, vault.staff_id, "Rhian", "facilitator")
    shell = Shell(
        sitting, settings=Settings, change_settings=lambda **_fields: None, clock=vault.clock, jobs=jobs
    )  # fmt: skip
    qtbot.addWidget(shell)
    shell.resize(wide, high)
    shell.show()
    shell.activateWindow()
    qtbot.waitExposed(shell)
    return shell


def settle(qtbot: QtBot, jobs: Jobs) -> None:
    """Wait until no work runs and everything it said was shown."""
    qtbot.waitUntil(lambda: jobs.idle)
    QApplication.processEvents()


def press(*keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys where the focus is."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the focus"
        QTest.keyClick(target, key, modifier)


def focused() -> str:
    """The name of what has the focus; empty when nothing has it."""
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget is not None else ""


def type_text(words: str) -> None:
    """Type where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the focus"
    QTest.keyClicks(target, words)


def toast(shell: Shell) -> str:
    """What the toast says; empty when there is none."""
    return shell.findChildren(Toast)[0].text()


def nameless(page: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    return [
        type(one).__name__
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not one.accessibleName()
        and one.focusProxy() is None
        and one.window() is page.window()  # not the list of a closed combo box
        and not one.objectName().startswith("qt_")
    ]


def check_model(tester: ModelTester, model: QAbstractItemModel) -> None:
    """Let the Qt model tester look at a model."""
    tester.check(model)  # type: ignore[no-untyped-call]
