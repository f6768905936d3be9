"""The log of bundles that left this machine."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.services import custody
from wagesdesk.services.custody import DispatchRow
from wagesdesk.text import _, clock_time, short_day
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.transfer import words
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.rows_model import Column, RowsModel
from wagesdesk.ui.widgets.table import Table

_FOR, _NUMBER, _FILE = 1, 2, 3


class SentLog(QWidget):
    """Newest first. `refresh` reads it anew."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        card = Card(_("Sent before"), padded=False, ruled=True)
        whole.addWidget(card)
        self.model: RowsModel[DispatchRow] = RowsModel(
            [
                Column(_("When"), self._when, sort=lambda row: row.created, bold=True),
                Column(_("For"), lambda row: row.recipient),
                Column(_("Number"), lambda row: str(row.serial), sort=lambda row: row.serial, right=True),
                Column(_("File"), lambda row: row.file),
                Column(_("Made and checked by"), self._made_by),
                Column(_("Code when it arrived"), lambda row: f"{row.ack_code[:5]} {row.ack_code[5:]}"),
                Column(_("The stick"), lambda row: words.seen(row.seen)),
            ]
        )
        self._table = Table(self.model, _("Bundles sent before"), sortable=False)
        self._table.set_widths(150, 190, 80, 160, 160, 170, 190)
        self._table.stretch(_FOR, 150, spare=(_FILE, _NUMBER))
        self._none = PlainLabel(_("Nothing has left this machine yet."), colour="soft")
        look = theme.current()
        self._none.setContentsMargins(look.size(16), look.size(12), look.size(16), look.size(12))
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(self._none)
        self._table.setMinimumHeight(look.size(120))
        card.body.addWidget(self._table, 1)

    def refresh(self) -> None:
        rows = custody.dispatches(self._desk.vault)
        self.model.set_rows(rows)
        self._table.setVisible(bool(rows))
        self._none.setVisible(not rows)

    def _when(self, row: DispatchRow) -> str:
        local = self._desk.clock.local(row.created)
        return f"{short_day(local.date())} {clock_time(local)}"

    @staticmethod
    def _made_by(row: DispatchRow) -> str:
        return _("%(preparer)s, %(checker)s") % {"preparer": row.preparer, "checker": row.checker}
