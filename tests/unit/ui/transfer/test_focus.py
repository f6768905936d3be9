"""Export, for who has only the keyboard: where the focus stands after each turn, and what Enter does there."""

from __future__ import annotations

import errno

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.unit.ui.line import Line, Stick
from tests.unit.ui.shells import focused, press, type_text
from tests.unit.ui.transfer.test_write import Broken
from tests.unit.ui.transfer.wizard import pick, seen, sign, step, to_write
from wagesdesk.ui.pages.transfer.media import Media
from wagesdesk.ui.pages.transfer.page import GATE, WRITE, TransferPage

pytestmark = pytest.mark.usefixtures("look")


def test_enter_again_leaves_nothing_out_and_what_is_not_on_it_has_no_receipt(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick
) -> None:
    stick.pull()
    to_write(qtbot, page)
    assert focused() == "Choose a folder…"
    stick.put_back()
    qtbot.waitUntil(lambda: focused().startswith("KINGSTON"))
    pick(qtbot, page, stick)
    page.write.choose.on.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.write.written)
    assert focused() == "Eject KINGSTON, then take it out."
    press(Qt.Key.Key_Return, Qt.Key.Key_Space)
    assert step(page) == WRITE
    assert page.key_hints() == ()
    (name,) = stick.names
    page.write.leave_it.setFocus()
    stick.pull()
    (stick.path.with_name("in the hand") / name).unlink()
    stick.put_back()
    qtbot.waitUntil(page.write.again.isVisible)
    assert not page.write.leave_it.isVisible()
    assert focused() == "Write it once more"
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: focused() == "Write again")
    assert seen(line.inside) == ["not-ejected"]


def test_a_stick_that_is_put_back_as_asked_needs_no_choice(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick
) -> None:
    page.make_stale()
    qtbot.waitUntil(page.recipient.on.isEnabled)
    page.recipient.on.click()
    page.people.on.setFocus()
    press(Qt.Key.Key_Return)
    assert not page.people.on.isEnabled()
    assert QApplication.focusWidget() is page.people.table  # not some button of the sidebar
    qtbot.waitUntil(lambda: step(page) == GATE)
    page.gate.back.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: focused() == "Reason")
    type_text("Ask Bronwen again")
    press(Qt.Key.Key_Return)
    with qtbot.waitActive(page.window()):
        page.window().activateWindow()
    assert focused() == "People, and what they agreed to share"
    page.people.on.click()
    qtbot.waitUntil(lambda: step(page) == GATE)
    page.media = Media(root=stick.root, disk=Broken(errno.ENOSPC))
    sign(page)
    page.gate.on.click()
    qtbot.waitUntil(lambda: step(page) == WRITE)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: focused() == "Write again")
    stick.pull()
    qtbot.waitUntil(lambda: not page.write.choose.offers())
    stick.put_back()
    qtbot.waitUntil(page.write.choose.on.isEnabled)
    assert page.write.choose.on.text() == "Write again"
