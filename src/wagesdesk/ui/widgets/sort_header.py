"""A table head that sorts by click and by keyboard: Left and Right move along it, Enter or Space sorts."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QTableView

from wagesdesk.text import _
from wagesdesk.ui import theme


class SortHeader(QHeaderView):
    """Takes its place as the horizontal header of `view`; comes before the cells in tab order."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setAccessibleName(_("Sort by a column"))

    def _move(self, by: int) -> None:
        visual = min(max(self.visualIndex(self._at) + by, 0), self.count() - 1)
        self._at = self.logicalIndex(visual)
        self._say()
        self.viewport().update()

    def _sort(self) -> None:
        rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        again = self.sortIndicatorSection() == self._at
        order = falling if again and self.sortIndicatorOrder() == rising else rising
        self._view.sortByColumn(self._at, order)
        self._say()

    def _say(self) -> None:
        title = self.model().headerData(self._at, Qt.Orientation.Horizontal)
        words = _("Sort by %(column)s") % {"column": title}
        if self.sortIndicatorSection() == self._at:
            falling = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            order = _("sorted, last first") if falling else _("sorted")
            words = _("%(words)s, %(order)s") % {"words": words, "order": order}
        self.setAccessibleName(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._sort()
        elif key == Qt.Key.Key_Down:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._say()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        super().paintSection(painter, rect, logicalIndex)
        if self.hasFocus() and logicalIndex == self._at:
            painter.save()
            painter.setPen(QPen(theme.current().colour("focus"), 3))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
            painter.restore()
