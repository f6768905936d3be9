"""The head of a page: title, a second line, and the buttons at the right (at most one of them primary)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.plain_label import PlainLabel


class PageHead(QWidget):
    """`title` and `line` are PlainLabels that may be changed; `add_button` fills the right from left to right.

    The second line is cut where there is no room, or goes on below with `wrap`, which has no `strong` part.
    Where the window is too narrow for title and buttons the buttons stand below, and where it is too narrow for the
    second line its strong part does. As high with a button as without.
    """

    def __init__(self, title: str, line: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> None:
        super().__init__(parent)
        look = theme.current()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look.size(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = PlainLabel(title, "title")
        self.line = PlainLabel(line, "second", colour="soft", elide=not wrap, wrap=wrap)
        words.addWidget(self.title)
        self._second = second = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        second.setSpacing(look.size(4))
        left = Qt.AlignmentFlag.AlignLeft
        second.addWidget(self.line, 1 if wrap else 0, Qt.AlignmentFlag(0) if wrap else left)
        self.strong = PlainLabel("", "secondStrong", elide=True)
        for label in (self.strong,) if wrap else (self.line, self.strong):  # as wide as its words, or cut
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        second.addWidget(self.strong, alignment=left)
        second.addStretch(0 if wrap else 1)  # without any, the title would stand in the middle of an empty head
        words.addLayout(second)
        self._box.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(look.size(16))
        self._box.addLayout(self._buttons)
        self.set_line(line)
        self._place()

    def set_line(self, text: str, strong: str = "") -> None:
        """The second line, with `strong` in bold at its end; empty hides it."""
        for label, words in ((self.line, text), (self.strong, strong)):
            label.setText(words)
            label.setVisible(bool(words))

    def add_button(self, button: QWidget) -> None:
        self._buttons.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, theme.current().size(36)))

    def minimumSizeHint(self) -> QSize:
        wide = max(self.title.minimumSizeHint().width(), self._buttons.minimumSize().width())
        return QSize(wide, max(super().minimumSizeHint().height(), theme.current().size(36)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a title or a button was changed
            self._place()
        return super().event(event)

    def _place(self) -> None:
        wanted = self.title.sizeHint().width() + self._box.spacing() + self._buttons.sizeHint().width()
        under = wanted > self.width()
        directions = QBoxLayout.Direction
        direction = directions.TopToBottom if under else directions.LeftToRight
        if self._box.direction() != direction or not self._buttons.alignment():
            self._box.setDirection(direction)
            side = Qt.AlignmentFlag.AlignLeft if under else Qt.AlignmentFlag.AlignRight
            self._buttons.setAlignment(side | Qt.AlignmentFlag.AlignBottom)
        room = self.width() - (0 if under else self._box.spacing() + self._buttons.sizeHint().width())
        second = self.line.sizeHint().width() + self._second.spacing() + self.strong.sizeHint().width()
        two = bool(self.strong.text()) and second > room
        self._second.setDirection(directions.TopToBottom if two else directions.LeftToRight)
