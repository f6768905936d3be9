"""The register as an item model: a name, one column per workshop, and what she came to. Updated in place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from wagesdesk.services.attendance import Cell, Register, RegisterColumn, RegisterRow
from wagesdesk.text import _, short_day
from wagesdesk.ui.pages.attendance import words

Index = QModelIndex | QPersistentModelIndex
_EMPTY = Register("", (), (), None)


class RegisterModel(QAbstractTableModel):
    """Column 0 is the name, the last one "Came"; those between are the workshops."""

    def __init__(self) -> None:
        super().__init__()
        self.register = _EMPTY

    def show(self, register: Register) -> list[tuple[int, int]]:
        """Show `register`; gives the places (row, column) of the marks that changed, none when it is another list."""
        old = self.register
        if _shape(old) != _shape(register):
            self.beginResetModel()
            self.register = register
            self.endResetModel()
            return []
        self.register = register
        places = []
        last = self.columnCount() - 1
        for number, (before, now) in enumerate(zip(old.rows, register.rows, strict=True)):
            if before == now:
                continue
            changed = [
                at + 1 for at, pair in enumerate(zip(before.cells, now.cells, strict=True)) if pair[0] != pair[1]
            ]
            places += [(number, column) for column in changed]
            self.dataChanged.emit(self.index(number, 0), self.index(number, last))
        if old.columns != register.columns or old.current != register.current:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        return places

    def woman(self, index: Index) -> RegisterRow:
        return self.register.rows[index.row()]

    def workshop(self, column: int) -> RegisterColumn | None:
        """The workshop of a column of the model; None for the name and for "Came"."""
        return self.register.columns[column - 1] if 1 <= column <= len(self.register.columns) else None

    def cell(self, index: Index) -> Cell | None:
        """What stands at `index`; None for the name, for "Came" and for no index."""
        if not index.isValid() or self.workshop(index.column()) is None:
            return None
        return self.register.rows[index.row()].cells[index.column() - 1]

    def is_current(self, column: int) -> bool:
        """Whether this is the column to mark now."""
        return self.register.current is not None and column == self.register.current + 1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.register.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.register.columns) + 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, cell = self.woman(index), self.cell(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter if index.column() else Qt.AlignmentFlag.AlignVCenter
        if cell is None:
            return _edge(row, index.column(), role)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.letter
        column = self.register.columns[index.column() - 1]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.cell_sentence(row, column, cell)
        if role == Qt.ItemDataRole.ToolTipRole and (cell.letter or cell.state in ("before", "after", "cancelled")):
            # A tooltip that looks like markup would be drawn as such.
            return words.cell_sentence(row, column, cell).replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        column = self.workshop(section)
        if column is None:
            return _edge_title(section, role)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.column_sentence(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.column_tip(column).replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")
        if column.cancelled:
            return f"{column.number}\n" + _("Cancelled")
        day = _("Today") if column.state == "today" else short_day(column.day, weekday=False)
        return f"{column.number}\n{day}"


def _shape(register: Register) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(row.enrolment_id for row in register.rows), tuple(one.workshop_id for one in register.columns)


def _edge(row: RegisterRow, column: int, role: int) -> str | None:
    text = words.came(row) if column else row.name
    if role == Qt.ItemDataRole.DisplayRole:
        return text
    if role == Qt.ItemDataRole.AccessibleTextRole:
        language = _("Cymraeg") if row.language == "cy" else ""
        said = _("%(name)s came to %(count)s") % {"name": row.name, "count": text or _("none yet")}
        return said if column else ", ".join(part for part in (row.name, language) if part)
    return None


def _edge_title(section: int, role: int) -> str:
    if section == 0:
        return _("Name")
    if role == Qt.ItemDataRole.DisplayRole:
        return _("Came")
    return _("Came: workshops she was at, of those that count for her. What the prison took is left out.")
