"""Words of money on a page: each is a button that opens its meaning in place, and closes it again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from wagesdesk.services.glossary import Term
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.plan.parts import into_sight
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.flow import Flow


class MoneyWords(QWidget):
    """The terms of a page (`glossary.terms_in`), one open at a time. Hidden where there are none."""

    def __init__(self, terms: Iterable[Term] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(10))
        self._flow = Flow(look.size(10))
        self._chips: dict[Term, KioskButton] = {}
        column.addWidget(self._flow)
        self._card = QFrame()
        self._card.setProperty("card", "on")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(look.size(18), look.size(14), look.size(18), look.size(14))
        inside.setSpacing(look.size(6))
        self._word, self._meaning, self._example = words("", "strong"), words(""), words("", "second")
        for label in (self._word, self._meaning, self._example):
            inside.addWidget(label)
        column.addWidget(self._card)
        self.load(terms)

    def load(self, terms: Iterable[Term]) -> None:
        """Other terms, for another question; none is open."""
        self._flow.clear()
        self._chips = {}
        for term in terms:
            chip = KioskButton(_(term.word), "secondary", "book-open", size="small")
            chip.setCheckable(True)
            chip.setAccessibleDescription(_("Tells what the word means"))
            chip.clicked.connect(partial(self._on_pressed, term))
            self._chips[term] = chip
            self._flow.add(chip)
        self._card.hide()
        self.setVisible(bool(self._chips))

    def open(self, term: Term) -> None:
        """Show what a term means, in place of the one before."""
        for other, chip in self._chips.items():
            chip.setChecked(other == term)
        self._word.setText(_(term.word))
        self._meaning.setText(_(term.meaning))
        self._example.setText(_("For example: %(example)s") % {"example": _(term.example)})
        self._card.show()
        into_sight(self._card)
        said = f"{self._meaning.text()} {self._example.text()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._chips[term], said))

    def close_card(self) -> None:
        """No meaning is shown."""
        for chip in self._chips.values():
            chip.setChecked(False)
        self._card.hide()

    def text(self) -> str:
        """The meaning that is shown; empty when none is."""
        return "" if self._card.isHidden() else self._meaning.text()

    def _on_pressed(self, term: Term) -> None:
        if self._chips[term].isChecked():
            self.open(term)
        else:
            self.close_card()
