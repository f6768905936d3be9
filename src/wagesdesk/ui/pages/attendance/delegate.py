"""Paints a cell of the register: letter and box, what cannot be marked, the frame of the current column, the ring."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from wagesdesk.services.attendance import Cell
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.pages.attendance.model import RegisterModel
from wagesdesk.ui.widgets.mark import paint_box, paint_letter

_SHORT_TAG = "cy"
"""The code of the language, where there is no room for its name."""
_PALE = 90
"""How strongly the tint of the current column shows behind its marks, of 255."""
Index = QModelIndex | QPersistentModelIndex


class RegisterDelegate(QStyledItemDelegate):
    """`ringed` keeps the ring round the current cell while an editor beside it has the focus."""

    def __init__(self, view: QTableView, model: RegisterModel) -> None:
        super().__init__(view)
        self._view, self._register = view, model
        self.ringed = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = theme.current(), option.rect
        cell = self._register.cell(index)
        here = index == self._view.currentIndex() and (self.ringed or self._view.hasFocus())
        painter.save()
        if cell is not None:
            self._paint_ground(painter, rect, cell, index.column())
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if here and cell is not None and not cell.letter and cell.state in ("open", "next"):
            painter.fillRect(_ring_rect(rect), look.colour("surface"))
        elif cell is not None:
            _paint_mark(painter, rect, cell)
        elif index.column() == 0:
            self._paint_name(painter, rect, index)
        else:
            painter.setPen(look.colour("ink"))
            painter.setFont(look.font("body", 700, tabular=True))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(index.data()))
        if self._register.is_current(index.column()):
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), look.colour("primary"))
            painter.fillRect(QRect(rect.right() - 1, rect.top(), 2, rect.height()), look.colour("primary"))
        if here:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 3))
            painter.drawRoundedRect(QRectF(_ring_rect(rect)), 5, 5)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, cell: Cell, column: int) -> None:
        look = theme.current()
        if cell.state in ("before", "after"):
            painter.fillRect(rect, look.colour("sunken"))
            painter.fillRect(rect, QBrush(look.colour("lineStrong"), Qt.BrushStyle.BDiagPattern))
        elif cell.state == "cancelled":
            painter.fillRect(rect, look.colour("sunken"))
        elif self._register.is_current(column):
            pale = look.colour("tint")
            pale.setAlpha(_PALE)
            painter.fillRect(rect, pale)
        elif cell.state == "next":
            painter.fillRect(rect, look.colour("bg"))

    def _paint_name(self, painter: QPainter, rect: QRect, index: Index) -> None:
        look = theme.current()
        row = self._register.woman(index)
        room = rect.adjusted(look.size(16), 0, -look.size(8), 0)
        font, gap = look.font("body", 600), look.size(9)
        metrics = QFontMetrics(font)
        tag, wide = "", 0
        if row.language == "cy":
            fits = metrics.horizontalAdvance(row.name) + gap + _tag_width(_("Cymraeg")) <= room.width()
            tag = _("Cymraeg") if fits else _SHORT_TAG
            wide = _tag_width(tag) + gap
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        text = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room.width() - wide)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
        if tag:
            left = room.left() + metrics.horizontalAdvance(text) + gap
            _paint_tag(painter, QRect(left, rect.center().y() - look.size(10), wide - gap, look.size(21)), tag)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Of a name: the least in which it stands uncut, with the short tag."""
        look = theme.current()
        if index.column():
            return QSize(look.size(76), look.size(34))
        row = self._register.woman(index)
        width = QFontMetrics(look.font("body", 600)).horizontalAdvance(row.name) + look.size(25)
        return QSize(width + (_tag_width(_SHORT_TAG) + look.size(9) if row.language == "cy" else 0), look.size(34))


def _ring_rect(rect: QRect) -> QRect:
    look = theme.current()
    return rect.adjusted(look.size(8), look.size(2), -look.size(8), -look.size(3))


def _paint_mark(painter: QPainter, rect: QRect, cell: Cell) -> None:
    look = theme.current()
    box = QRect(0, 0, look.size(34), look.size(25))
    box.moveCenter(rect.center())
    if cell.letter:
        if cell.counts != "here":
            paint_box(painter, box, cell.counts)
        paint_letter(painter, box, cell.letter, cell.counts)
    elif cell.state == "open":
        paint_box(painter, box, "")


def _tag_width(text: str) -> int:
    look = theme.current()
    return QFontMetrics(look.font("small")).horizontalAdvance(text) + look.size(14)


def _paint_tag(painter: QPainter, rect: QRect, text: str) -> None:
    look = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.colour("lineStrong"))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), look.size(4), look.size(4))
    painter.setFont(look.font("small"))
    painter.setPen(look.colour("soft"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()
