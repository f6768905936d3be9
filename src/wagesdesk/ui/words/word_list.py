"""The list that one marked word opens, in place under the answer box."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.services.spelling.speller import Suggestion
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.layouts import clear


class WordList(QFrame):
    """What one marked word may be. Esc closes it.

    `chosen(word, other)`, `mine(word)`, `left(word)`, `closed`. `first` is where Enter is.
    """

    chosen = Signal(str, str)
    mine = Signal(str)
    left = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self._ready = "", False
        self.setProperty("card", "on")
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.size(18), look.size(14), look.size(18), look.size(14))
        column.setSpacing(look.size(10))
        self._head = words("", "strong")
        column.addWidget(self._head)
        self._offers = QGridLayout()
        self._offers.setHorizontalSpacing(look.size(16))
        self._offers.setVerticalSpacing(look.size(8))
        self._offers.setColumnStretch(1, 1)
        column.addLayout(self._offers)
        row = QHBoxLayout()
        row.setSpacing(look.size(12))
        self.own = KioskButton(_("This is my word"), size="small")
        self.own.clicked.connect(lambda: self.mine.emit(self._word))
        self.first = self.own
        self.leave = KioskButton(_("Leave it"), size="small")
        self.leave.clicked.connect(lambda: self.left.emit(self._word))
        row.addWidget(self.own)
        row.addWidget(self.leave)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    @property
    def ready(self) -> bool:
        """Whether the words that may be meant are shown."""
        return self._ready and not self.isHidden()

    def wait(self, word: str) -> None:
        """Open for `word`; the words to choose from come later."""
        self._word, self._ready = word, False
        clear(self._offers)
        self._head.setText(_("Looking for words like “%(word)s”.") % {"word": word})
        self.show()

    def offer(self, word: str, offers: tuple[Suggestion, ...]) -> None:
        """Put in what `word` may be; the first is where Enter is."""
        if word != self._word or self.isHidden():
            return
        self._ready = True
        clear(self._offers)
        heads = (
            _("You wrote “%(word)s”. Did you mean one of these?"),
            _("You wrote “%(word)s”. We know no word like it."),
        )
        self._head.setText(heads[0 if offers else 1] % {"word": word})
        self.setAccessibleName(self._head.text())
        self.first = self.own
        for at, one in enumerate(offers):
            button = KioskButton(one.word, size="small")
            button.setAccessibleDescription(one.meaning)
            button.clicked.connect(partial(self.chosen.emit, word, one.word))
            self._offers.addWidget(button, at, 0)
            self._offers.addWidget(words(one.meaning, "second"), at, 1)
            self.first = button if at == 0 else self.first
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        else:
            super().keyPressEvent(event)
