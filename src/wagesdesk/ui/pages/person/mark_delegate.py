"""How a mark is drawn in a line: its letter in its box, then the words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from wagesdesk.ui import theme
from wagesdesk.ui.widgets import mark
from wagesdesk.ui.widgets.rows_model import ROW_ROLE
from wagesdesk.ui.widgets.table import LineDelegate

MARK_COLUMN = 2


class MarkDelegate(LineDelegate):
    def paint_content(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        look, cell = theme.current(), index.data(ROW_ROLE).cell
        rect = option.rect.adjusted(self.edge, 0, -self.edge, 0)
        column = index.column()
        painter.setFont(look.font("body", 700 if column == 0 else 400, tabular=column in (1, 4)))
        painter.setPen(look.colour("ink" if cell.letter or column == 0 else "soft"))
        if column == MARK_COLUMN:
            side = look.size(28)
            box = QRect(rect.left(), rect.center().y() - side // 2 + 1, look.size(30), side)
            mark.paint_box(painter, box, cell.counts)
            if cell.letter:
                mark.paint_letter(painter, box, cell.letter, cell.counts)
            painter.setFont(look.font("body"))
            painter.setPen(look.colour("ink" if cell.letter else "soft"))
            rect.setLeft(box.right() + look.size(10))
        text = painter.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, option.displayAlignment | Qt.TextFlag.TextSingleLine, text)
