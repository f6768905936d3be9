"""Two parts of a page beside each other, or one under the other where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from wagesdesk.ui import theme


class SideBySide(QWidget):
    """`right` is `wide` pixels (at 100 %) wide and `left` takes the rest, unless that were less than `least`."""

    def __init__(
        self, left: QWidget, right: QWidget, *, wide: int, least: int = 460, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        look = theme.current()
        self._right, self._wide, self._gap = right, look.size(wide), look.size(14)
        self._turn = look.size(wide + least)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(self._gap)
        self._box.addWidget(left, 1)
        self._box.addWidget(right)
        self._place(beside=True)

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        parts = (self._box.itemAt(0).minimumSize(), self._right.minimumSizeHint())
        return QSize(max(part.width() for part in parts), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place(beside=event.size().width() >= self._turn)
        super().resizeEvent(event)

    def _place(self, *, beside: bool) -> None:
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(way)
        self._right.setMinimumWidth(self._wide if beside else 0)
        self._right.setMaximumWidth(self._wide if beside else self._right.maximumHeight())
