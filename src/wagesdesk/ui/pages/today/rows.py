"""Rows of a card that open something, and the box that lets them scroll when there is no room for all."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.letting_go import let_go


class RowButton(QAbstractButton):
    """A whole row as one button, with a line above; labels go into `row`. `name` is said by a screen reader."""

    def __init__(self, name: str, height: int) -> None:
        super().__init__()
        look = theme.current()
        self.setAccessibleName(name)
        self.setMinimumHeight(look.size(height))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(look.size(16), look.size(4), look.size(16), look.size(4))
        self.row.setSpacing(look.size(12))

    def sizeHint(self) -> QSize:
        return self.row.sizeHint().expandedTo(self.minimumSize())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), look.colour("tint"))
        painter.setPen(look.colour("line"))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.colour("focus"), 3))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -3, -3), 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


class RowsBox(QScrollArea):
    """As high as its rows, down to `least` pixels at 100 %; then it scrolls."""

    def __init__(self, name: str, least: int) -> None:
        super().__init__()
        self._least = theme.current().size(least)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._rows: list[RowButton] = []
        self.setWidget(self._inside)
        self.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)

    def set_rows(self, rows: list[RowButton]) -> None:
        """Take these in place of those that are there."""
        for old in self._rows:
            self._column.removeWidget(old)
            let_go(old)
        self._rows = rows
        for at, row in enumerate(rows):
            self._column.insertWidget(at, row)
        high = sum(row.sizeHint().height() for row in rows)
        whole = theme.current().large  # then the page alone scrolls
        self.setMinimumHeight(high if whole else min(high, self._least))
        self.setMaximumHeight(high)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._inside.sizeHint().width(), self.maximumHeight())
