"""One typed table model for every list: a tuple of frozen rows, and columns that say what of a row is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
"""The frozen row itself, for delegates."""


@dataclass(frozen=True)
class Column(Generic[R]):
    """`text` is what is shown; `sort` a key (default: the text without case); `accessible` what a screen reader says.

    `roles` gives more data of a cell by Qt role, for delegates.
    """

    title: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    right: bool = False
    bold: bool = False
    accessible: Callable[[R], str] | None = None
    roles: Callable[[R, int], Any] | None = None

    def key(self, row: R) -> Any:
        return self.sort(row) if self.sort is not None else self.text(row).casefold()


class RowsModel(QAbstractTableModel, Generic[R]):
    """Shows `rows` through `columns`. Sorting by a proxy uses SORT_ROLE, the rank of the row in that column."""

    def __init__(self, columns: Sequence[Column[R]], font: QFont | None = None) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._rows: tuple[R, ...] = ()
        self._ranks: dict[int, tuple[int, ...]] = {}
        self._bold = QFont() if font is None else QFont(font)
        self._bold.setWeight(QFont.Weight.Bold)

    @property
    def rows(self) -> tuple[R, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; the same number of rows keeps selection and scroll position."""
        new = tuple(rows)
        self._ranks.clear()
        if len(new) == len(self._rows):
            self._rows = new
            if new:
                self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def _rank(self, column: int) -> tuple[int, ...]:
        if column not in self._ranks:
            key = self._columns[column].key
            order = sorted(range(len(self._rows)), key=lambda row: key(self._rows[row]))
            rank = [0] * len(order)
            for place, row in enumerate(order):
                rank[row] = place
            self._ranks[column] = tuple(rank)
        return self._ranks[column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = column.accessible(row) if column.accessible is not None else column.text(row)
            return f"{column.title}: {said}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return self._bold if column.bold else None
        if role == SORT_ROLE:
            return self._rank(index.column())[index.row()]
        if role == ROW_ROLE:
            return row
        return column.roles(row, role) if column.roles is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
