"""The mark: a ring of twelve dots, one larger and gold. Twelve women, one the expert, next time another."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme


class Ring(QWidget):
    """At most `px` wide and high at 100 %, its dots in `colour`; `expert` is the hour of the gold one."""

    def __init__(self, px: float, colour: str = "sideText", expert: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = theme.current().size(px)
        self._colour, self._expert = colour, expert
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(_("A ring of twelve, one of them in gold"))

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = min(self.width(), self.height()) / 2
        ring = middle * 150 / 186
        for hour in range(12):
            angle = math.radians(hour * 30)
            big = hour == self._expert
            painter.setBrush(look.colour("gold" if big else self._colour))
            dot = ring * (36 if big else 22) / 150
            painter.drawEllipse(QPointF(middle + ring * math.sin(angle), middle - ring * math.cos(angle)), dot, dot)
