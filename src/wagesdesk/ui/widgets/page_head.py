"""The head of a page: title, a second line, and the buttons at the right (at most one of them primary)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.plain_label import PlainLabel


class PageHead(QWidget):
    """`title` and `line` are PlainLabels that may be changed; `add_button` fills the right from left to right."""

    def __init__(self, title: str, line: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(16))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = PlainLabel(title, "title")
        self.line = PlainLabel(line, "second", colour="soft")
        words.addWidget(self.title)
        words.addWidget(self.line)
        self.line.setVisible(bool(line))
        row.addLayout(words, 1)
        self._row = row

    def set_line(self, text: str) -> None:
        """The second line; empty hides it."""
        self.line.setText(text)
        self.line.setVisible(bool(text))

    def add_button(self, button: QWidget) -> None:
        self._row.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
