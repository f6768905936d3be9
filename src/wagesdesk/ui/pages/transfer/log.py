"""The log of bundles that left this machine, and the ten characters that say that one of them arrived."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.problems import describe
from wagesdesk.services import custody
from wagesdesk.services.custody import DispatchRow
from wagesdesk.text import _, clock_time, short_day
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.transfer import words
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.field import text_field
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
                Column(_("Arrived"), self._arrived),
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
        self._table.stand(120)
        card.body.addWidget(self._table, 1)
        card.body.addWidget(self._build_foot())

    def _build_foot(self) -> QWidget:
        look = theme.current()
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(look.size(16), look.size(8), look.size(16), look.size(10))
        row.setSpacing(look.size(12))
        self.code = text_field(_("Somebody says that it arrived"), _("Type the ten characters of the code."), most=20)
        self.code.editor.returnPressed.connect(self._on_code)
        self.arrived = Button(_("It has arrived"), icon="package-check")
        self.arrived.clicked.connect(self._on_code)
        self.again = Button(_("Send everything again"), icon="redo-2")
        self.again.clicked.connect(self._on_all_again)
        row.addWidget(self.code, 1)
        for button in (self.arrived, self.again):
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._table.selectionModel().selectionChanged.connect(lambda *_of: self._say_why_not())
        return self._foot

    def _say_why_not(self) -> None:
        row = self._table.current_row()
        reason = _("Choose a bundle to a recipient that has lost what it had.") if row is None else ""
        self.again.refuse(reason)

    def refresh(self) -> None:
        rows = custody.dispatches(self._desk.vault)
        self.model.set_rows(rows)
        self._table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._foot.setVisible(bool(rows))
        self._say_why_not()

    def _when(self, row: DispatchRow) -> str:
        local = self._desk.clock.local(row.created)
        return f"{short_day(local.date())} {clock_time(local)}"

    @staticmethod
    def _made_by(row: DispatchRow) -> str:
        return words.made_by(row.preparer, row.checker, row.sheet)

    def _arrived(self, row: DispatchRow) -> str:
        if row.arrived is None:
            return _("not said yet")
        return short_day(self._desk.clock.local(row.arrived).date())

    def _on_code(self) -> None:
        self.code.clear_error()
        try:
            row, changes = custody.acknowledge(self._desk.vault, self._desk.staff_id, self.code.editor.text())
        except FieldInvalid as error:
            problem = describe(error)
            self.code.set_error(f"{problem.what} {problem.now}")
        except UserError as error:
            self._desk.problem(error)
        else:
            self.code.editor.clear()
            self._desk.bus.tell(changes)
            said = _("Bundle %(number)d has arrived at %(place)s: what it held does not go there again")
            self._desk.toast(said % {"number": row.serial, "place": row.recipient}, undo=bool(changes))

    def _on_all_again(self) -> None:
        row = self._table.current_row()
        if row is None:
            return
        try:
            changes = custody.send_all_again(self._desk.vault, self._desk.staff_id, row.recipient_id)
        except UserError as error:
            self._desk.problem(error)
        else:
            self._desk.bus.tell(changes)
            self._desk.toast(_("The next bundle to %(place)s holds everything") % {"place": row.recipient}, undo=True)
