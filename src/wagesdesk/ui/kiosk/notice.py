"""A kind sentence across the top of the kiosk: what cannot be done now, and whom to ask."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.widgets import words
from wagesdesk.ui.widgets.icon_label import IconLabel


class Notice(QFrame):
    """A sentence above the page, hidden until `say`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("told", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.size(48), look.size(10), look.size(48), look.size(10))
        row.setSpacing(look.size(12))
        row.addWidget(IconLabel("info", "ink", 28))
        self._words = words("", "strong")
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        self._words.setText(sentence)
        self.show()

    def text(self) -> str:
        """What it says; empty when hidden."""
        return "" if self.isHidden() else self._words.text()
