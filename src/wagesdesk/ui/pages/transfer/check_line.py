"""One line of the gate check: a box to tick, what to look at, and what was found. Enter opens what is behind it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme


class CheckLine(QCheckBox):
    """At least 49 high. A click on `found` at the right, or Enter, emits `opened`; Space or a click elsewhere ticks."""

    opened = Signal()

    def __init__(self, text: str, found: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._found = found
        self.setProperty("line", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.set_found(found)

    def set_found(self, found: str) -> None:
        """What stands at the right, such as `4 of 4`."""
        self._found = found
        self.setAccessibleName(f"{self.text()}: {found}")
        self.setAccessibleDescription(_("Press Enter to look, Space to tick."))
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.update()

    def found(self) -> str:
        return self._found

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look = theme.current()
        return max(look.size(49), self._text_box(width).height() + look.size(24))

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.size(420), self.heightForWidth(self.width() or look.size(420)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().size(260), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(event.size().width()))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos) and not self._found_box().contains(pos)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._found_box().contains(event.position().toPoint()):
            self.opened.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _found_box(self) -> QRect:
        look = theme.current()
        wide = QFontMetrics(look.font("second", 600)).horizontalAdvance(self._found) + look.size(24)
        return QRect(self.width() - wide - look.size(6), 0, wide, self.height())

    def _text_box(self, width: int) -> QRect:
        look = theme.current()
        left = look.size(56)
        found = QFontMetrics(look.font("second", 600)).horizontalAdvance(self._found) + look.size(36)
        room = QRect(left, 0, max(width - left - found, look.size(80)), 10_000)
        return QFontMetrics(look.font()).boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("line"))
        painter.drawLine(0, 0, self.width(), 0)
        self._paint_box(painter)
        painter.setFont(look.font())
        painter.setPen(look.colour("ink"))
        box = self._text_box(self.width())
        box.moveTop((self.height() - box.height()) // 2)
        painter.drawText(box.adjusted(0, 0, 4, 0), int(Qt.TextFlag.TextWordWrap), self.text())
        painter.setFont(look.font("second", 600, tabular=True))
        painter.setPen(look.colour("primary"))
        where = self._found_box().adjusted(0, 0, -look.size(12), 0)
        painter.drawText(where, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._found)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 2, -2, -2))

    def _paint_box(self, painter: QPainter) -> None:
        look = theme.current()
        side = look.size(24)
        box = QRect(look.size(18), (self.height() - side) // 2, side, side)
        on = self.isChecked()
        painter.setPen(QPen(look.colour("primary" if on else "lineStrong"), 2))
        painter.setBrush(look.colour("primary" if on else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            inner = look.pixmap("check", "onPrimary", 18, self.devicePixelRatioF())
            painter.drawPixmap(box.left() + look.size(3), box.top() + look.size(3), inner)
