"""A titled white card, the frame of most things on a page."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.plain_label import PlainLabel


class Card(QFrame):
    """Content goes into `body`, `add_right` fills the title row; `padded` False for tables, `ruled` for a line."""

    def __init__(
        self, title: str = "", *, padded: bool = True, ruled: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("card", True)
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        self.head = QHBoxLayout()
        self.title = PlainLabel(title, "section")
        if title:
            top = QWidget()
            top.setLayout(self.head)
            top.setMinimumHeight(look.size(42))
            self.head.setContentsMargins(look.size(16), look.size(8), look.size(16), look.size(8))
            self.head.setSpacing(look.size(12))
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            whole.addWidget(top)
            if ruled:
                whole.addWidget(rule())
        self.body = QVBoxLayout()
        edge = look.size(16) if padded else 0
        self.body.setContentsMargins(edge, 0 if title and not ruled else edge, edge, edge)
        self.body.setSpacing(look.size(8))
        whole.addLayout(self.body, 1)

    def add_right(self, widget: QWidget) -> None:
        """Put a label, chip or small button at the right of the title."""
        self.head.addWidget(widget)


def rule() -> QFrame:
    """A line of one pixel across."""
    line = QFrame()
    line.setProperty("rule", True)
    line.setFixedHeight(1)
    return line
