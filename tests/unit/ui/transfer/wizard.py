"""Walking through the wizard, for its tests."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.unit.ui.line import Stick
from tests.vaults import PASSPHRASES
from wagesdesk.models.vault import Vault
from wagesdesk.services import custody
from wagesdesk.ui.pages.transfer import people_table
from wagesdesk.ui.pages.transfer.details import Details
from wagesdesk.ui.pages.transfer.page import GATE, PEOPLE, WRITE, TransferPage


def step(page: TransferPage) -> int:
    return page.steps.currentIndex()


def to_people(qtbot: QtBot, page: TransferPage) -> None:
    page.make_stale()
    qtbot.waitUntil(page.recipient.on.isEnabled)
    page.recipient.on.click()
    assert step(page) == PEOPLE


def to_gate(qtbot: QtBot, page: TransferPage) -> None:
    to_people(qtbot, page)
    page.people.on.click()
    qtbot.waitUntil(lambda: step(page) == GATE)


def sign(page: TransferPage, passphrase: str = PASSPHRASES["Carys"]) -> None:
    for one in page.gate.lines:
        if one.unread():
            one.opened.emit()
            page.gate.findChildren(Details)[-1].close()
            page.window().activateWindow()
        one.setChecked(True)
    page.gate.name.editor.setCurrentIndex(1)
    page.gate.passphrase.edit.setFocus()
    qt_type(page, passphrase)


def qt_type(page: TransferPage, words: str) -> None:
    page.gate.passphrase.edit.clear()
    page.gate.passphrase.edit.insert(words)
    page.gate.passphrase.edit.textEdited.emit(words)


def to_write(qtbot: QtBot, page: TransferPage) -> None:
    to_gate(qtbot, page)
    sign(page)
    page.gate.on.click()
    qtbot.waitUntil(lambda: step(page) == WRITE)


def pick(qtbot: QtBot, page: TransferPage, stick: Stick) -> None:
    """Choose the stick once it shows, and wait until what is on it was looked at."""
    chooser = page.write.choose
    qtbot.waitUntil(lambda: bool(chooser.offers()))
    chooser.offers()[0].radio.click()
    qtbot.waitUntil(lambda: "One moment" not in chooser.on.accessibleDescription())


def seen(vault_: Vault) -> list[str]:
    return [row.seen for row in custody.dispatches(vault_)]


def rows(page: TransferPage) -> dict[str, tuple[bool, str]]:
    return {row.woman.name: (row.ticked, people_table.shares(row.woman)) for row in page.people.model.rows}
