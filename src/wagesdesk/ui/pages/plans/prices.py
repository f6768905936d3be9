"""The price book: what somebody found out that things cost, where and when. It is about nobody."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.services import prices
from wagesdesk.services.changes import Changes
from wagesdesk.services.find import words_of
from wagesdesk.services.findings import Finding
from wagesdesk.services.prices import LONGEST, PriceRow
from wagesdesk.services.sums.written import pounds, read_pence
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans import words
from wagesdesk.ui.pages.plans.form import Form
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.rows_model import Column, RowsModel
from wagesdesk.ui.widgets.stack import Stack
from wagesdesk.ui.widgets.table import Table


class PricesTab(QWidget):
    """`add` when a price is to be written down. Del takes the chosen one out."""

    add = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._book: tuple[PriceRow, ...] = ()
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(10))
        row = QHBoxLayout()
        row.setSpacing(look.size(10))
        label = QLabel(_("Search"))
        self.search = QLineEdit()
        self.search.setAccessibleName(_("Search in the price book"))
        label.setBuddy(self.search)
        self.search.textChanged.connect(lambda _text: self._show())
        row.addWidget(label)
        row.addWidget(self.search, 1)
        self.add_button = Button(_("Write down a price"), icon="plus", size="small")
        self.add_button.clicked.connect(self.add.emit)
        self.remove_button = Button(_("Take out"), icon="trash-2", size="small")
        self.remove_button.clicked.connect(self.remove)
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        self._above = QWidget()
        self._above.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._above)
        self.model: RowsModel[PriceRow] = RowsModel(_columns(), look.font())
        self.table = Table(self.model, _("Price book"))
        self.table.set_widths(190, 90, 90, 130, 130, 126)
        self.table.stretch(0, 150, spare=(4, 2))
        self.table.stand(160)
        card = Card(padded=False)
        card.body.addWidget(self.table)
        self._none = PlainLabel(_("No price has these words."), colour="soft", wrap=True)
        card.body.addWidget(self._none)
        start = Button(_("Write down a price"), "primary", "plus")
        start.clicked.connect(self.add.emit)
        empty = EmptyState(
            "book-open", _("Prices that somebody found out stand here, and are offered beside the women’s sums."), start
        )
        self.stack = Stack(card, empty)
        column.addWidget(self.stack, 1)

    def refresh(self) -> None:
        """Read the book."""
        self._book = prices.book(self._desk.vault)
        self._show()

    def remove(self) -> None:
        """Take the chosen price out of the book."""
        row = self.table.current_row()
        if not isinstance(row, PriceRow):
            return
        try:
            changes = prices.remove(self._desk.vault, self._desk.staff_id, price_id=row.id)
        except UserError as error:
            self._desk.problem(error)
        else:
            self._desk.bus.tell(changes)
            self._desk.toast(_("Taken out: %(what)s") % {"what": row.what}, undo=True)

    def _show(self) -> None:
        wanted = words_of(self.search.text())
        rows = [
            row for row in self._book
            if all(any(word.startswith(part) for word in words_of(f"{row.what} {row.place} {row.source}"))
                   for part in wanted)
        ]  # fmt: skip
        self.model.set_rows(rows)
        if rows and self.table.current_row() is None:
            self.table.setCurrentIndex(self.table.proxy.index(0, 0))
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._above.setVisible(bool(self._book))
        self.stack.setCurrentIndex(0 if self._book else 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.remove()
        else:
            super().keyPressEvent(event)


class PriceForm(Form):
    """A price to write down; `of` is a finding whose answer it is."""

    kind = "price"

    def __init__(self, desk: Desk, of: Finding | None = None) -> None:
        super().__init__(desk, _("Put it in the price book") if of else _("Write down a price"),
                         {"finding_id": of.id if of else ""})  # fmt: skip
        self.what = text_field(_("What"), text=of.text if of else "", most=LONGEST)
        self.price = text_field(_("Price in pounds"), _("For example 2.75"), most=20)
        self.unit = text_field(_("For how much of it"), _("For example: each, or for 20"), most=LONGEST)
        self.place = text_field(_("Seen at"), most=LONGEST)
        self.source = text_field(_("Who said so"), text=of.source[:LONGEST] if of else "", most=LONGEST)
        self.day: Field[DayEdit] = Field(_("On"), DayEdit((of.found_on if of else None) or desk.clock.today()))
        if of is not None:
            self.column.addWidget(PlainLabel(of.answer, colour="soft", wrap=True))
        self.add(
            {"what": self.what, "pence": self.price, "unit": self.unit, "place": self.place, "source": self.source,
             "day": self.day},
            free=("source",),
        )  # fmt: skip
        self._fields["amount"] = self.price
        self.finish()

    def write(self) -> tuple[Changes, str]:
        day, amount = self.day.editor.day(), read_pence(self.price.editor.text())
        if day is None or day > self.desk.clock.today():
            raise FieldInvalid(field="day", code="future" if day else "form")
        _id, changes = prices.add(
            self.desk.vault, self.desk.staff_id, what=self.what.editor.text(), pence=amount or 0,
            unit=self.unit.editor.text(), place=self.place.editor.text(), source=self.source.editor.text(), on=day,
        )  # fmt: skip
        return changes, _("In the price book: %(what)s") % {"what": self.what.editor.text()}


def _columns() -> tuple[Column[PriceRow], ...]:
    return (
        Column(_("What"), lambda row: row.what, bold=True),
        Column(_("Price"), lambda row: pounds(row.pence), lambda row: row.pence, right=True),
        Column(_("For"), lambda row: row.unit),
        Column(_("Seen at"), lambda row: row.place),
        Column(_("Who said so"), lambda row: row.source),
        Column(_("Seen on"), lambda row: words.short(row.on), lambda row: row.on),
    )
