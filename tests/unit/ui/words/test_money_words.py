"""The words of money on a page, and the meaning that opens in place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wagesdesk.services import glossary
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.widgets import KioskButton
from wagesdesk.ui.words.money_words import MoneyWords


def test_a_word_opens_its_meaning_in_place_and_closes_it(qtbot: QtBot, look: theme.Theme) -> None:
    row = MoneyWords(glossary.terms_in("What is my profit?", "Think of tax."))
    qtbot.addWidget(row)
    row.show()
    profit, tax = row.findChildren(KioskButton)
    QTest.keyClick(profit, Qt.Key.Key_Return)
    assert row.text() == glossary.term("profit").meaning
    assert profit.isChecked()
    QTest.keyClick(tax, Qt.Key.Key_Space)
    assert row.text() == glossary.term("tax").meaning
    assert not profit.isChecked()
    QTest.keyClick(tax, Qt.Key.Key_Space)
    assert row.text() == ""


def test_without_words_of_money_nothing_is_shown(qtbot: QtBot, look: theme.Theme) -> None:
    row = MoneyWords(())
    qtbot.addWidget(row)
    assert row.isHidden()
    row.load(glossary.terms_in("Do you need a loan?"))
    assert not row.isHidden()
    row.open(glossary.term("loan"))
    row.load(glossary.terms_in("What is the tax?"))
    assert row.text() == ""
    row.show()
    qtbot.waitUntil(lambda: [one.text() for one in row.findChildren(KioskButton) if one.isVisible()] == ["tax"])
