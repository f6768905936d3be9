"""Words or groups of letters that a person copies by hand: big, numbered, in order, as they stand on the print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel


class GroupsBox(QFrame):
    """Shows what `set_items` was given, `columns` in a row; `name` is said before it by a screen reader."""

    def __init__(self, name: str, items: Sequence[str], *, columns: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._name, self._columns = name, columns
        self.setProperty("box", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(look.size(16), look.size(12), look.size(16), look.size(12))
        self._grid.setVerticalSpacing(look.size(8))
        self.set_items(items)

    def set_items(self, items: Sequence[str]) -> None:
        clear(self._grid)
        for place, text in enumerate(items):
            self._grid.addWidget(_cell(place + 1, text), place // self._columns, place % self._columns)
        self.setAccessibleName(f"{self._name}: {', '.join(f'{n} {text}' for n, text in enumerate(items, 1))}")


def _cell(number: int, text: str) -> QWidget:
    look = theme.current()
    cell = QWidget()
    row = QHBoxLayout(cell)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.size(8))
    count = PlainLabel(str(number), "second", colour="soft")
    count.setFixedWidth(look.size(18))
    count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(count)
    row.addWidget(PlainLabel(text, "title"), 1)
    return cell
