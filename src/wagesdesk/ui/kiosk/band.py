"""The raised hand: a thick band around the screen, seen across the room by its shape and its words."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

_TOP, _SIDE = 84, 44
_HANDS = 3
"""At each side of the words."""


class HelpBand(QWidget):
    """Fills its parent; what it leaves free in the middle is `margins` away from the edges."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("I need help"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.bar(_SIDE), 0, look.bar(_SIDE), 0)
        row = QHBoxLayout()
        row.setSpacing(look.bar(18))
        row.addStretch(1)
        before = [IconLabel("hand", "onPrimary", 56 * look.bar(100) / look.size(100)) for _hand in range(_HANDS)]
        after = [IconLabel("hand", "onPrimary", 56 * look.bar(100) / look.size(100)) for _hand in range(_HANDS)]
        for widget in (*before, PlainLabel(_("I need help"), "hand", colour="onPrimary"), *after):
            row.addWidget(widget)
        row.addStretch(1)
        holder = QWidget()
        holder.setFixedHeight(look.bar(_TOP))
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(holder)
        column.addStretch(1)
        self.hide()

    @staticmethod
    def margins() -> QMargins:
        look = theme.current()
        return QMargins(look.bar(_SIDE), look.bar(_TOP), look.bar(_SIDE), look.bar(_SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("primary"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("onPrimary"))
        # Slanted bars down both sides and along the bottom: a shape that is told from any page in grey too.
        side, step = look.bar(_SIDE), look.bar(_SIDE)
        for rect in (
            QRect(0, look.bar(_TOP), side, self.height()),
            QRect(self.width() - side, look.bar(_TOP), side, self.height()),
        ):
            for y in range(rect.top(), self.height() - side, 2 * step):
                painter.drawPolygon(_slanted(rect.left(), y, rect.width(), step))
        for x in range(side, self.width() - side, 2 * step):
            painter.drawPolygon(_slanted(x, self.height() - side + side // 4, step, side // 2))


def _slanted(x: int, y: int, wide: int, high: int) -> QPolygonF:
    """A bar across `wide`, its right end higher than its left."""
    lift = high / 2
    return QPolygonF(
        [
            QPointF(x, y + lift + high / 2), QPointF(x + wide, y + lift - high / 2 + high / 4),
            QPointF(x + wide, y + lift + high / 4 + high / 4), QPointF(x, y + lift + high),
        ]
    )  # fmt: skip
