"""The day sheet as a table: who writes where. A number gives the seat of the row that is current."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from wagesdesk.clock import Clock
from wagesdesk.services.terminal import PAPER, SeatRow, TerminalRow
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.pages.terminals import words
from wagesdesk.ui.widgets.rows_model import Column, RowsModel
from wagesdesk.ui.widgets.table import Table


class SheetTable(Table):
    """`seat_wanted(SeatRow, str)`: give her this seat (the id of a terminal, or PAPER)."""

    seat_wanted = Signal(object, str)

    def __init__(self, clock: Clock) -> None:
        self.numbers: Mapping[str, int] = {}
        self._order: list[str] = [PAPER]
        look = theme.current()
        self.rows: RowsModel[SeatRow] = RowsModel(
            (
                Column(_("Name"), lambda row: row.name, bold=True),
                Column(
                    _("Seat"), lambda row: words.seat(row, self.numbers),
                    lambda row: (self.numbers.get(row.seat, 99), row.name.casefold()),
                ),
                Column(
                    _("Her words"), lambda row: words.state(row, self.numbers, clock),
                    lambda row: (row.state, row.name.casefold()),
                ),
            ),
            look.font(),
        )  # fmt: skip
        super().__init__(self.rows, _("Who writes where"))
        self.set_widths(150, 120)
        self.stretch(2, 190)
        self.stand(180)

    def show_sheet(self, rows: tuple[SeatRow, ...], terminals: tuple[TerminalRow, ...]) -> None:
        self.numbers = {one.id: one.number for one in terminals}
        self._order = [PAPER, *(one.id for one in terminals)]
        self.rows.set_rows(rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.current_row(), event.key()
        if row is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            at = self._order.index(row.seat) if row.seat in self._order else 0
            step = 1 if key == Qt.Key.Key_Right else -1
            self.seat_wanted.emit(row, self._order[(at + step) % len(self._order)])
        elif event.text().isdigit():
            seats = {number: seat for seat, number in self.numbers.items()} | {0: PAPER}
            if int(event.text()) in seats:
                self.seat_wanted.emit(row, seats[int(event.text())])
        else:
            super().keyPressEvent(event)
