"""One line of the gate check: a box to tick, what to look at, and what was found. Enter opens what is behind it.

Where something was found that has to be read, the box takes no tick before that was opened, and the line says so.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme


class CheckLine(QCheckBox):
    """At least 49 high. A click on `found` at the right, or Enter, emits `opened`; Space or a click elsewhere ticks.

    `unread`: something was found behind it, and it was not opened yet.
    """

    opened = Signal()

    def __init__(self, text: str, found: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._found = found
        self._unread = self._asked = False
        self.opened.connect(self._on_opened)
        self.setProperty("line", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.set_found(found)

    def set_found(self, found: str, *, unread: bool = False) -> None:
        """What stands at the right, such as `4 of 4`; `unread` where it has to be opened before it is ticked."""
        self._found, self._unread, self._asked = found, unread, False
        self._say()

    def found(self) -> str:
        return self._found

    def unread(self) -> bool:
        return self._unread

    def reason(self) -> str:
        """Why it cannot be ticked; empty when it can."""
        return _("Open it first (Enter), and read what was found.") if self._unread else ""

    def _say(self) -> None:
        self.setAccessibleName(f"{self.text()}: {self._found}")
        self.setAccessibleDescription(self.reason() or _("Press Enter to look, Space to tick."))
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.update()

    def _on_opened(self) -> None:
        self._unread = self._asked = False
        self._say()

    def nextCheckState(self) -> None:
        """As Qt asks for by Space or a click."""
        if self._unread:
            self._asked = True
            self.update()
        else:
            super().nextCheckState()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look = theme.current()
        return max(look.size(49), self._text_box(width).height() + self._reason_box(width).height() + look.size(24))

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
        return self._box(width, self.text(), theme.current().font())

    def _reason_box(self, width: int) -> QRect:
        return self._box(width, self.reason(), theme.current().font("second")) if self._unread else QRect()

    def _box(self, width: int, words: str, font: QFont) -> QRect:
        look = theme.current()
        left = look.size(56)
        found = QFontMetrics(look.font("second", 600)).horizontalAdvance(self._found) + look.size(36)
        room = QRect(left, 0, max(width - left - found, look.size(80)), 10_000)
        return QFontMetrics(font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("line"))
        painter.drawLine(0, 0, self.width(), 0)
        self._paint_box(painter)
        painter.setFont(look.font())
        painter.setPen(look.colour("ink"))
        box, below = self._text_box(self.width()), self._reason_box(self.width())
        box.moveTop((self.height() - box.height() - below.height()) // 2)
        painter.drawText(box.adjusted(0, 0, 4, 0), int(Qt.TextFlag.TextWordWrap), self.text())
        if self._unread:
            below.moveTop(box.bottom() + 1)
            painter.setFont(look.font("second"))
            painter.setPen(look.colour("red" if self._asked else "soft"))
            painter.drawText(below.adjusted(0, 0, 4, 0), int(Qt.TextFlag.TextWordWrap), self.reason())
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
        painter.setPen(QPen(look.colour("primary" if on else "line" if self._unread else "lineStrong"), 2))
        painter.setBrush(look.colour("primary" if on else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            inner = look.pixmap("check", "onPrimary", 18, self.devicePixelRatioF())
            painter.drawPixmap(box.left() + look.size(3), box.top() + look.size(3), inner)
