"""The table preset: rows of one height, one line per row, a painted focus ring and selection; Enter opens a row."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.rows_model import ROW_ROLE, SORT_ROLE
from wagesdesk.ui.widgets.sort_header import SortHeader


class LineDelegate(QStyledItemDelegate):
    """Paints a cell: tint and a 4 px bar for the selected row, the line under it, the ring round the current cell.

    Subclasses override `paint_content`. `whole_row` puts the ring round the row instead of the cell.
    """

    def __init__(self, view: QTableView, *, whole_row: bool = True, edge: int = 16) -> None:
        super().__init__(view)
        self._view, self._whole_row = view, whole_row
        self.edge = theme.current().size(edge)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect = theme.current(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("tint"))
            if index.column() == 0:
                painter.fillRect(QRect(rect.left(), rect.top(), look.size(4), rect.height()), look.colour("primary"))
        self.paint_content(painter, option, index)
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()
        self._paint_ring(painter, rect, index)

    def paint_content(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the text of the cell, cut with three dots."""
        self.initStyleOption(option, index)
        rect = option.rect.adjusted(self.edge, 0, -self.edge, 0)
        painter.setFont(option.font)
        painter.setPen(theme.current().colour("ink"))
        text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, option.displayAlignment | Qt.TextFlag.TextSingleLine, text)

    def _paint_ring(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        current = self._view.currentIndex()
        if not self._view.hasFocus() or index.row() != current.row():
            return
        if not self._whole_row and index.column() != current.column():
            return
        look = theme.current()
        painter.save()
        painter.setPen(QPen(look.colour("focus"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        inner = rect.adjusted(1, 1, -2, -2)
        columns = self._view.horizontalHeader()
        first = not self._whole_row or columns.visualIndex(index.column()) == 0
        last = not self._whole_row or columns.visualIndex(index.column()) == columns.count() - 1
        left, right = inner.left() if first else rect.left(), inner.right() if last else rect.right() + 1
        painter.drawLine(left, inner.top(), right, inner.top())
        painter.drawLine(left, inner.bottom(), right, inner.bottom())
        if first:
            painter.drawLine(inner.left(), inner.top(), inner.left(), inner.bottom())
        if last:
            painter.drawLine(inner.right(), inner.top(), inner.right(), inner.bottom())
        painter.restore()


class Table(QTableView):
    """`opened(row)` carries the frozen row on Enter or a double click. Put it into a Card(padded=False).

    `name` is said by a screen reader; `row_height` is 40 or 34; `search` False lets letters be used for marking.
    """

    opened = Signal(object)

    def __init__(
        self,
        model: QAbstractItemModel,
        name: str,
        *,
        row_height: int = 40,
        search: bool = True,
        sortable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        look = theme.current()
        self._search = search
        self._model = model
        if sortable:
            self.setHorizontalHeader(SortHeader(self))
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSortRole(SORT_ROLE)
        self.proxy.setSourceModel(model)
        self.setModel(self.proxy)
        self.setAccessibleName(name)
        self.setItemDelegate(LineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.size(row_height))
        columns.setFixedHeight(look.size(36))
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        columns.setSectionsClickable(sortable)
        if sortable:
            self.setSortingEnabled(True)
            self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))

    def current_row(self) -> Any:
        """The frozen row that is current, or None."""
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def set_widths(self, *widths: int) -> None:
        """Widths of the columns from the left, in pixels at 100 %."""
        look = theme.current()
        for column, width in enumerate(widths):
            self.setColumnWidth(column, look.size(width))

    def keyboardSearch(self, search: str) -> None:
        if self._search:
            index = self.currentIndex()
            if index.column() > 0:  # letters look for a name, wherever Left and Right have gone
                self.setCurrentIndex(index.siblingAtColumn(0))
            super().keyboardSearch(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            row = self.current_row()
            if row is not None:
                self.opened.emit(row)
        else:
            super().keyPressEvent(event)
