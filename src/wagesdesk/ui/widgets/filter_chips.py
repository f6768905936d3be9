"""A row of chips of which one is chosen: what part of a list is shown. Arrow keys move, Space chooses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme


class FilterChips(QWidget):
    """`choices` are (code, words); `chosen` carries the code. The first is chosen at the start."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().size(8))
        self._group = QButtonGroup(self)
        self._chips: dict[str, _Chip] = {}
        for code, words in choices:
            chip = _Chip(words)
            self._chips[code] = chip
            self._group.addButton(chip)
            chip.toggled.connect(lambda on, code=code: self.chosen.emit(code) if on else None)
            row.addWidget(chip)
        row.addStretch(1)
        next(iter(self._chips.values())).setChecked(True)

    def code(self) -> str:
        """The code of the chosen chip."""
        return next(code for code, chip in self._chips.items() if chip.isChecked())

    def choose(self, code: str) -> None:
        """Choose a chip; KeyError for a code that is not there."""
        self._chips[code].setChecked(True)

    def offer(self, code: str, *, on: bool) -> None:
        """Whether the chip is there; where the chosen one goes, the first is chosen."""
        chip = self._chips[code]
        chip.setVisible(on)
        if not on and chip.isChecked():
            next(iter(self._chips.values())).setChecked(True)

    def set_count(self, code: str, count: int) -> None:
        """How many lines the chip would show."""
        self._chips[code].set_count(count)


class _Chip(QPushButton):
    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._words = words
        self.setCheckable(True)
        self.setProperty("kind", "filter")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)

    def set_count(self, count: int) -> None:
        words = _("%(words)s  %(count)d") % {"words": self._words, "count": count}
        self.setText(words)
        self.setAccessibleName(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)
