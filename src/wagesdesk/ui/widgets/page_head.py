"""The head of a page: title, a second line, and the buttons at the right (at most one of them primary)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.plain_label import PlainLabel


class PageHead(QWidget):
    """`title` and `line` are PlainLabels that may be changed; `add_button` fills the right from left to right."""

    def __init__(self, title: str, line: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setMinimumHeight(look.size(36))  # as high with a button as without
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(16))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = PlainLabel(title, "title")
        self.line = PlainLabel(line, "second", colour="soft", elide=True)
        words.addWidget(self.title)
        second = QHBoxLayout()
        second.setSpacing(look.size(4))
        second.addWidget(self.line)
        self.strong = PlainLabel("", "secondStrong", elide=True)
        for label in (self.line, self.strong):  # as wide as its words, cut where there is no room
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        second.addWidget(self.strong)
        second.addStretch(1)
        words.addLayout(second)
        row.addLayout(words, 1)
        self._row = row
        self.set_line(line)  # now that the labels stand in it: one shown alone would be a window of its own

    def set_line(self, text: str, strong: str = "") -> None:
        """The second line, with `strong` in bold at its end; empty hides it."""
        for label, words in ((self.line, text), (self.strong, strong)):
            label.setText(words)
            label.setVisible(bool(words))

    def add_button(self, button: QWidget) -> None:
        self._row.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
