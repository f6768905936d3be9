"""Two parts of a page beside each other, or one under the other where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from wagesdesk.ui import theme

_ANY_WIDTH = (1 << 24) - 1  # what Qt takes as no limit


class SideBySide(QWidget):
    """`right` is `wide` pixels (at 100 %) wide, `narrow` where `left` would get less than `least`; then under it."""

    def __init__(
        self, left: QWidget, right: QWidget, *, wide: int, narrow: int, least: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        look = theme.current()
        self._left, self._right = left, right
        self._wide, self._narrow, self._least = (look.size(px) for px in (wide, narrow, least))
        self._gap = look.size(14)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(self._gap)
        self._box.addWidget(left, 1)
        self._box.addWidget(right)
        self._place(self._wide)

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        wide = max(self._left.minimumSizeHint().width(), self._right.minimumSizeHint().width())
        return QSize(wide, size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = event.size().width() - self._gap - self._least
        self._place(min(room, self._wide) if room >= self._narrow else 0)
        super().resizeEvent(event)

    def _place(self, beside: int) -> None:
        """`beside` is the width of the right part; 0 puts it under the left one."""
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._right.setMinimumWidth(beside)
        self._right.setMaximumWidth(beside or _ANY_WIDTH)
