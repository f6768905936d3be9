"""Lists of the page's other tabs: a scrolling column of blocks under a row of chips and buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.stack import Stack

Do = tuple[str, str, Callable[[], None]]
"""Words of a button, what a screen reader says of it, what it does."""


class BlockList(QWidget):
    """`above` holds what stands over the list; `empty` is shown while there is none."""

    def __init__(self, name: str, empty: EmptyState) -> None:
        super().__init__()
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(10))
        holder = QWidget()
        self.above = QHBoxLayout(holder)
        self.above.setContentsMargins(0, 0, 0, 0)
        column.addWidget(holder)
        self.area = PlainArea(name, least=160)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each block has a button
        self.stack = Stack(self.area, empty)
        column.addWidget(self.stack, 1)

    def show_blocks(self, blocks: Sequence[QWidget]) -> None:
        """Show these, one under the other, at the height where it stood."""
        at = self.area.verticalScrollBar().value()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(10))
        for block in blocks:
            column.addWidget(block)
        column.addStretch(1)
        self.area.show_widget(inside)
        self.stack.setCurrentIndex(0 if blocks else 1)
        self.area.verticalScrollBar().setValue(at)  # asked for again: the binding lets go of a bar that is kept


def block(title: str, lines: Sequence[tuple[str, str]], does: Sequence[Do], chip: Chip | None = None) -> QFrame:
    """A card with a bold title, lines (words, role of PlainLabel) and small buttons at its foot."""
    look = theme.current()
    frame = QFrame()
    frame.setProperty("card", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(look.size(14), look.size(10), look.size(14), look.size(8))
    column.setSpacing(look.size(3))
    head = QHBoxLayout()
    head.addWidget(PlainLabel(title, "strong", wrap=True), 1)
    if chip is not None:
        head.addWidget(chip, alignment=Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    for words, role in lines:
        column.addWidget(PlainLabel(words, role, colour="soft" if role == "second" else "", wrap=True))
    if does:
        row = QHBoxLayout()
        row.setSpacing(look.size(8))
        for text, said, do in does:
            button = Button(text, size="small")
            button.setAccessibleName(said)
            button.clicked.connect(lambda _on=False, do=do: do())
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
    return frame
