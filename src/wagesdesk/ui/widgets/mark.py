"""How a letter of the register looks, on the register, its legend and Today: shape and colour by what it counts as."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from wagesdesk.ui import theme


@dataclass(frozen=True, slots=True)
class MarkLook:
    """Colour tokens of a letter and its box; `edge` is drawn `width` pixels wide."""

    ink: str
    fill: str
    edge: str
    width: int = 1


LOOKS = {
    "here": MarkLook("green", "surface", "lineStrong"),
    "late": MarkLook("amber", "amberTint", "amberLine"),
    "excused": MarkLook("info", "infoTint", "infoLine"),
    "away": MarkLook("red", "surface", "red", 2),
    "left": MarkLook("soft", "sunken", "lineStrong"),
}
"""By effect of the code (`services.reference.EFFECTS`)."""


def paint_box(painter: QPainter, rect: QRect, effect: str, radius: int = 4) -> None:
    """The box of a mark; dashed for an empty effect, which is "not marked yet"."""
    look = theme.current()
    if effect:
        mark = LOOKS[effect]
        pen = QPen(look.colour(mark.edge), mark.width)
        fill = look.colour(mark.fill)
    else:
        pen, fill = QPen(look.colour("lineStrong"), 1, Qt.PenStyle.DashLine), look.colour("surface")
    inset = pen.widthF() / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), look.size(radius), look.size(radius))
    painter.restore()


def paint_letter(painter: QPainter, rect: QRect, letter: str, effect: str, role: str = "body") -> None:
    """The letter alone, in the middle of `rect`."""
    look = theme.current()
    painter.setFont(look.font(role, 700))
    painter.setPen(look.colour(LOOKS[effect].ink))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), letter)
