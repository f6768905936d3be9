"""The table preset: rows of one height, one line per row, a painted focus ring and selection; Enter opens a row.

Words that are cut show whole as a tip.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.plain_label import plain_tip
from wagesdesk.ui.widgets.rows_model import ROW_ROLE, SORT_ROLE
from wagesdesk.ui.widgets.sort_header import SortHeader

MOST_WHOLE = 40
"""Longer tables scroll by themselves in large letters too."""
_ANY_HEIGHT = (1 << 24) - 1  # what Qt takes as no limit


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

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show words that may be cut as a tip."""
        self.initStyleOption(option, index)
        words = option.text
        cut = option.fontMetrics.horizontalAdvance(words) > option.rect.width() - 2 * self.edge
        QToolTip.showText(event.globalPos(), plain_tip(words) if cut else "", view)
        return True

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
        order = (columns.logicalIndex(at) for at in range(columns.count()))
        seen = [column for column in order if not columns.isSectionHidden(column)]
        first = not self._whole_row or index.column() == seen[0]
        last = not self._whole_row or index.column() == seen[-1]
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
        self._widths: dict[int, int] = {}
        self._spare: tuple[int, ...] = ()
        self._concealed: frozenset[int] = frozenset()
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
        above_bar = QFrame()
        above_bar.setProperty("band", "sunken")
        above_bar.setFixedHeight(look.size(36))
        self.addScrollBarWidget(above_bar, Qt.AlignmentFlag.AlignTop)
        if sortable:
            self.setSortingEnabled(True)
            self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))

    def current_row(self) -> Any:
        """The frozen row that is current, or None."""
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def set_widths(self, *widths: int) -> None:
        """Widths of the columns from the left, in pixels at 100 %; a column is never narrower than its title."""
        look = theme.current()
        title = QFontMetrics(look.font("second", 600))
        beside = look.size(56 if self.isSortingEnabled() else 34)
        for column, width in enumerate(widths):
            words = str(self._model.headerData(column, Qt.Orientation.Horizontal))
            self._widths[column] = max(look.size(width), title.horizontalAdvance(words) + beside)
            self.setColumnWidth(column, self._widths[column])

    def stretch(self, column: int, least: int, *, spare: Sequence[int] = ()) -> None:
        """Give `column` what the others leave; where that is below `least` (at 100 %), hide `spare` one by one."""
        columns = self.horizontalHeader()
        columns.setStretchLastSection(False)
        columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._widths[column] = theme.current().size(least)
        self._spare = tuple(spare)
        self._make_room()

    def conceal(self, *columns: int) -> None:
        """Hide just these columns, however much room there is."""
        for column in self._concealed - set(columns):
            self.setColumnHidden(column, False)
        self._concealed = frozenset(columns)
        for column in columns:
            self.setColumnHidden(column, True)
        self._make_room()

    def hug(self, card: QWidget) -> None:
        """Let `card`, in which it is all there is, end with its last row. Put the card above a stretch."""
        self._card = card
        for changed in (self.proxy.modelReset, self.proxy.rowsInserted, self.proxy.rowsRemoved):
            changed.connect(self._hug)
        self._hug()

    def stand(self, least: int) -> None:
        """Be at least `least` (at 100 %) high. Where letters are large all rows are shown, up to MOST_WHOLE, so that
        the page alone scrolls; it follows the row that is current. Before `hug`.
        """
        self._least = theme.current().size(least)
        self.setMinimumHeight(self._least)
        if not theme.current().large:
            return
        for changed in (self.proxy.modelReset, self.proxy.rowsInserted, self.proxy.rowsRemoved):
            changed.connect(self._stand)
        self.selectionModel().currentRowChanged.connect(self._follow)
        self._stand()

    def _stand(self) -> None:
        if self.proxy.rowCount() <= MOST_WHOLE:
            whole = self.verticalHeader().length() + self.horizontalHeader().height()
            self.setMinimumHeight(max(self._least, whole))
        else:
            self.setMinimumHeight(self._least)

    def _follow(self, index: QModelIndex) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        sheet = above.widget() if above is not None else None
        if above is not None and sheet is not None and self.hasFocus():
            row = self.visualRect(index)
            middle = self.viewport().mapTo(sheet, row.center())
            above.ensureVisible(0, middle.y(), 0, row.height())

    def _hug(self) -> None:
        rows = self.verticalHeader().length()
        whole = max(rows + self.horizontalHeader().height(), self.minimumHeight()) + 4  # line and margin of the card
        self._card.setMaximumHeight(whole if rows else _ANY_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        super().resizeEvent(event)

    def _make_room(self) -> None:
        wanted = sum(width for column, width in self._widths.items() if column not in self._concealed)
        missing = wanted - self.viewport().width()
        for column in self._spare:
            if column in self._concealed:
                continue
            self.setColumnHidden(column, missing > 0)
            missing -= self._widths[column] if missing > 0 else 0

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
