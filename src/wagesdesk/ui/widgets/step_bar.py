"""The steps of a wizard: done ones with a tick, the present one with a ring, the next ones pale."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme


class StepBar(QWidget):
    """44 high; `set_current` moves the ring (counted from 0). Where it is narrow only the present step has words."""

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_current(0)

    def set_current(self, current: int) -> None:
        self._current = current
        self.setAccessibleName(
            _("Step %(number)d of %(count)d: %(title)s")
            % {"number": current + 1, "count": len(self._steps), "title": self._steps[current]}
        )
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.size(600), look.size(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain, bold = look.font("body"), look.font("body", 700)
        dot, gap = look.size(30), look.size(10)
        last = len(self._steps) - 1
        # Measured in bold, so that nothing moves from step to step.
        widths = [QFontMetrics(bold).horizontalAdvance(text) + 2 for text in self._steps]
        around = len(widths) * (dot + gap) + last * (2 * gap + look.size(12))
        if sum(widths) + around > self.width():  # no room for all words: those of the present step stay
            widths = [width if number == self._current else 0 for number, width in enumerate(widths)]
        taken = sum(widths) + len(widths) * (dot + gap)
        line = min(max((self.width() - taken) / max(last, 1) - 2 * gap, look.size(12)), look.size(96))
        left, middle = 0.0, self.height() / 2
        for number, (text, width) in enumerate(zip(self._steps, widths, strict=True)):
            self._paint_dot(painter, QPointF(left + dot / 2, middle), dot / 2, number)
            left += dot + gap
            token = "primary" if number == self._current else "ink" if number < self._current else "soft"
            painter.setFont(bold if number == self._current else plain)
            painter.setPen(look.colour(token))
            if width:
                painter.drawText(QRect(round(left), 0, width, self.height()), int(Qt.AlignmentFlag.AlignVCenter), text)
                left += width + gap
            if number < last:
                token = "primary" if number < self._current else "lineStrong"
                painter.setPen(QPen(look.colour(token), 2))
                painter.drawLine(QPointF(left, middle), QPointF(left + line, middle))
            left += line + gap

    def _paint_dot(self, painter: QPainter, centre: QPointF, radius: float, number: int) -> None:
        look = theme.current()
        done, now = number < self._current, number == self._current
        painter.setPen(QPen(look.colour("primary" if done or now else "lineStrong"), 3 if now else 2))
        painter.setBrush(look.colour("primary" if done else "surface"))
        painter.drawEllipse(centre, radius - 1.5, radius - 1.5)
        if done:
            tick = look.pixmap("check", "onPrimary", 18, self.devicePixelRatioF())
            half = look.size(18) / 2
            painter.drawPixmap(QPointF(centre.x() - half, centre.y() - half), tick)
            return
        painter.setFont(look.font("body", 700))
        painter.setPen(look.colour("primary" if now else "soft"))
        box = QRect(round(centre.x() - radius), round(centre.y() - radius), round(2 * radius), round(2 * radius))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(number + 1))
