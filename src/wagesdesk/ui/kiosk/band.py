"""The raised hand: a thick band around the screen, seen across the room by its shape and its words."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

_TOP, _SIDE, _HAND = 84, 48, 34
_HANDS = 3
"""At each side of the words; more go all around."""


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
        side, top = look.bar(_SIDE), look.bar(_TOP)
        hand = look.pixmap("hand", "onPrimary", _HAND * look.bar(100) / look.size(100))
        inset = (side - hand.width()) // 2
        for y in range(top + inset, self.height() - side, 2 * side):
            painter.drawPixmap(inset, y, hand)
            painter.drawPixmap(self.width() - side + inset, y, hand)
        for x in range(2 * side + inset, self.width() - 2 * side, 2 * side):
            painter.drawPixmap(x, self.height() - side + inset, hand)
