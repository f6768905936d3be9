"""The strip of workshops: done ones filled, today's filled as far as the day has gone, the next ones empty."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wagesdesk.services.today import Step
from wagesdesk.text import _, ngettext
from wagesdesk.ui import theme

_GAP = 4


class StepsStrip(QWidget):
    """34 high, one bar a workshop."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[Step, ...] = ()
        self._gone = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[Step], gone: float) -> None:
        """`gone` is the part of today's workshop that has gone by, 0 to 1."""
        self._steps, self._gone = tuple(steps), gone
        done = sum(step.state == "done" for step in steps)
        said = [ngettext("%(count)d workshop done", "%(count)d workshops done", done) % {"count": done}]
        said += [_("workshop %(number)d today") % {"number": one.number} for one in steps if one.state == "today"]
        left = sum(step.state == "next" for step in steps)
        said.append(_("%(count)d to come") % {"count": left})
        off = [one for one in steps if one.state == "cancelled"]
        said += [_("workshop %(number)d cancelled") % {"number": one.number} for one in off]
        self.setAccessibleName(", ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.size(300), look.size(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap, high = look.size(_GAP), look.size(8)
        wide = (self.width() + gap) / max(len(self._steps), 1) - gap
        for at, step in enumerate(self._steps):
            bar = QRectF(at * (wide + gap) + 0.5, 0.5, wide - 1, high - 1)
            self._paint_bar(painter, bar, step)
            now = step.state == "today"
            painter.setFont(look.font("second", 700 if now else 400, tabular=True))
            painter.setPen(look.colour("primary" if now else "soft"))
            below = QRectF(bar.left(), high + look.size(3), bar.width(), self.height() - high - look.size(3))
            words = painter.fontMetrics().elidedText(_words(step), Qt.TextElideMode.ElideRight, int(below.width()))
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_bar(self, painter: QPainter, bar: QRectF, step: Step) -> None:
        look = theme.current()
        round_by = look.size(2)
        if step.state == "cancelled":
            painter.fillRect(QRectF(bar.left(), bar.center().y() - 1, bar.width(), 2), look.colour("lineStrong"))
            return
        painter.setPen(QPen(look.colour("lineStrong" if step.state == "next" else "primary"), 1))
        painter.setBrush(look.colour("primary" if step.state == "done" else "surface"))
        painter.drawRoundedRect(bar, round_by, round_by)
        if step.state == "today" and self._gone:
            painter.setBrush(look.colour("primary"))
            painter.drawRoundedRect(
                QRectF(bar.topLeft(), bar.bottomRight()).adjusted(0, 0, -bar.width() * (1 - self._gone), 0),
                round_by,
                round_by,
            )


def _words(step: Step) -> str:
    fields = {"number": step.number}
    if step.state == "cancelled":
        return _("%(number)d cancelled") % fields
    return _("%(number)d today") % fields if step.state == "today" else str(step.number)
