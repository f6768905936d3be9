"""Qt's own words come from our catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from wagesdesk import text
from wagesdesk.ui.qt_words import WORDS, QtWords


class Welsh(NullTranslations):
    """A catalogue of three words."""

    def gettext(self, message: str) -> str:
        return {"&Copy": "&Copïo", "Select All": "Dewis popeth", "Cancel": "Canslo"}.get(message, message)


@pytest.fixture
def _installed(qapp: QApplication) -> Iterator[None]:
    words = QtWords(qapp)
    qapp.installTranslator(words)
    yield
    qapp.removeTranslator(words)


def menu_of(editor: QLineEdit) -> list[str]:
    menu = editor.createStandardContextMenu()
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    menu.deleteLater()
    return words


@pytest.mark.usefixtures("_installed")
def test_menus_and_buttons_speak_our_language(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = QLineEdit("words")
    qtbot.addWidget(editor)
    english = ["&Undo", "&Redo", "Cu&t", "&Copy", "&Paste", "Delete", "Select All"]
    assert menu_of(editor) == english
    monkeypatch.setattr(text, "_catalogue", Welsh())
    assert menu_of(editor) == [*english[:3], "&Copïo", *english[4:6], "Dewis popeth"]
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert [button.text() for button in box.buttons()] == ["Canslo"]


@pytest.mark.usefixtures("_installed")
def test_what_we_do_not_know_stays_as_it_is() -> None:
    assert QCoreApplication.translate("Anywhere", "A word of nobody") == "A word of nobody"
    assert set(menu_words()) <= WORDS


def menu_words() -> list[str]:
    return menu_of(QLineEdit("words"))
