"""The matrix of the register: arrows move, a letter marks, Del clears. It says what was pressed; the page writes."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.pages.attendance.delegate import RegisterDelegate
from wagesdesk.ui.pages.attendance.header import HEAD, RegisterHeader
from wagesdesk.ui.pages.attendance.model import Index, RegisterModel

ROW, NAME, CAME, COLUMN, WIDEST, NOW_MORE = 34, 214, 119, 76, 110, 20
"""Pixels at 100 %: row height, widths of name, total and a workshop, the widest workshop, what the current has more."""
_SHORTEST = 100
"""No name is given less, however many workshops there are."""
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class RegisterView(QTableView):
    """`lettered(letter)` and `cleared()` are about the current cell; `letters` are those that may be pressed.

    `opened(person_id)` is Enter or a double click on a name.
    """

    lettered = Signal(str)
    cleared = Signal()
    opened = Signal(str)

    def __init__(self, model: RegisterModel, letters: Collection[str]) -> None:
        super().__init__()
        look = theme.current()
        self.marks, self._letters = model, frozenset(letters)
        self.setModel(model)
        self.cells = RegisterDelegate(self, model)
        self.setItemDelegate(self.cells)
        self.setHorizontalHeader(RegisterHeader(self, model))
        self.setAccessibleName(_("Register"))
        self.setAccessibleDescription(_("Arrows move, a letter marks and steps down, F2 adds a reason, Del clears."))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.size(ROW))
        self.doubleClicked.connect(self._open)
        model.modelReset.connect(self.fit)
        model.headerDataChanged.connect(self.fit)

    def whole_height(self) -> int:
        """Pixels that show every row."""
        look = theme.current()
        return look.size(HEAD) + self.marks.rowCount() * look.size(ROW)

    def start(self, person_id: str = "", number: int = 0) -> None:
        """Stand in the column of workshop `number`, else in the current one: at her, else at the first blank."""
        shown = self.marks.register
        at = next((at for at, one in enumerate(shown.columns) if one.number == number), shown.current)
        if at is None or not shown.rows:
            return
        cells = [row.cells[at] for row in shown.rows]
        blank = [place for place, cell in enumerate(cells) if cell.state in ("open", "next") and not cell.letter]
        hers = [place for place, row in enumerate(shown.rows) if row.person_id == person_id]
        self.stand(next(iter(hers or blank), 0), at + 1)

    def stand(self, row: int, column: int) -> None:
        """Make this cell the current one and bring it into view."""
        self.setCurrentIndex(self.marks.index(row, column))

    def step_down(self) -> None:
        """To the next woman in this column who may be marked; stay at the last one."""
        here = self.currentIndex()
        for row in range(here.row() + 1, self.marks.rowCount()):
            cell = self.marks.cell(self.marks.index(row, here.column()))
            if cell is not None and cell.state in ("open", "next"):
                self.stand(row, here.column())
                return

    def fit(self) -> None:
        """Share the width: as drawn where there is room; else the names give way first, then the workshops."""
        count = len(self.marks.register.columns)
        if not count:
            return
        look = theme.current()
        room, more = self.viewport().width(), look.size(NOW_MORE)
        name, came = look.size(NAME), look.size(CAME)
        width = min((room - name - came - more) // count, look.size(WIDEST))
        if width < look.size(COLUMN) - 2:
            came = self._needed_came()
            name = max(min(name, self._needed_name(), room - came - self._needed_day() * count), look.size(_SHORTEST))
            width = min(max((room - name - came - more) // count, self._needed_day()), look.size(COLUMN))
            more = max(0, min(more, room - name - came - width * count))
            name = max(name, min(look.size(NAME), room - came - more - width * count))
        header = self.horizontalHeader()
        header.resizeSection(0, name)
        for column in range(1, count + 1):
            header.resizeSection(column, width + (more if self.marks.is_current(column) else 0))
        header.resizeSection(count + 1, max(came, room - name - width * count - more))

    def _needed_name(self) -> int:
        return max(self.sizeHintForColumn(0), theme.current().size(_SHORTEST))

    def _needed_came(self) -> int:
        look = theme.current()
        return QFontMetrics(look.font("body", 700, tabular=True)).horizontalAdvance("10 of 10") + look.size(12)

    def _needed_day(self) -> int:
        look, model = theme.current(), self.marks
        metrics = QFontMetrics(look.font("second", 600, tabular=True))
        titles = [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(1, model.columnCount() - 1)]
        return max(metrics.horizontalAdvance(line) for title in titles for line in title.split("\n")) + look.size(4)

    def _open(self, index: Index) -> None:
        if index.isValid() and index.column() == 0:
            self.opened.emit(self.marks.woman(index).person_id)

    def keyboardSearch(self, _search: str) -> None:
        """Letters mark; they never search."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        plain = not event.modifiers() & ~_PLAIN
        if plain and letter in self._letters:
            if not event.isAutoRepeat():  # a key held down marks one woman
                self.lettered.emit(letter)
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        self.scrollTo(self.currentIndex())
