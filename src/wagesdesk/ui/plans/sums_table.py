"""All sums of one plan in one scroll: seven sheets of figures, the twelve months of cash, and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.export.reports import plan_charts
from wagesdesk.services import facts, plan_sums
from wagesdesk.services import plan as plans
from wagesdesk.services.plan_sums import Figure, Sheets
from wagesdesk.services.plan_sums.figures import LINES
from wagesdesk.services.sums.written import pounds
from wagesdesk.text import _
from wagesdesk.ui import theme, unsaved
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.kiosk.sums.picture import Picture
from wagesdesk.ui.kiosk.sums.results import caution_words
from wagesdesk.ui.kiosk.sums.wording import figure_name, sheet_title, thing_name
from wagesdesk.ui.plans.figure_form import FigureForm
from wagesdesk.ui.plans.sums_rows import (
    CashRow,
    CashTable,
    FigureRow,
    cash_tables,
    figure_rows,
    total_words,
)
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.rows_model import Column, RowsModel
from wagesdesk.ui.widgets.table import LineDelegate, Table


class SheetCard(Card):
    """One sheet as a table; Enter or a double click opens the form of a row under it.

    `kept(Figure)` when it is to be saved, `gone(Figure)` when a line is to be taken away.
    """

    kept = Signal(object)
    gone = Signal(object)

    def __init__(self, desk: Desk, sheet: str, *, person_id: str, number: int) -> None:
        super().__init__(f"{number}. {sheet_title(sheet)}", padded=False)
        look = theme.current()
        self.desk, self.sheet, self._person_id = desk, sheet, person_id
        self.sheets = Sheets({})
        self.form: FigureForm | None = None
        self.total = PlainLabel("", "strong")
        self.add_right(self.total)
        self._model: RowsModel[FigureRow] = RowsModel(
            (
                Column(_("What"), lambda row: row.name, bold=True),
                Column(_("Amount"), lambda row: row.amount, right=True),
                Column(_("How often, or when"), lambda row: row.how),
                Column(_("How sure"), lambda row: row.sure),
            ),
            look.font(),
        )
        self.table = Table(self._model, sheet_title(sheet), row_height=34, sortable=False)
        self.table.set_widths(360, 120, 260, 110)
        self.table.stretch(0, 260, spare=(2,))
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.opened.connect(self.open)
        self.body.addWidget(self.table)
        self._under = QVBoxLayout()
        self._under.setContentsMargins(look.size(16), 0, look.size(16), look.size(12))
        self.body.addLayout(self._under)
        self._adding = QWidget()
        row = QHBoxLayout(self._adding)
        row.setContentsMargins(0, 0, 0, 0)
        for page in plan_sums.sum_sheets()[sheet].pages:
            if page.lines and page.lines != "material":
                button = Button(_(page.add), "quiet", "plus", size="small")
                button.clicked.connect(lambda _on=False, kind=page.lines: self.add_line(kind))
                row.addWidget(button)
        if sheet == "one":
            self.material = Button(_("Add what goes into it"), "quiet", "plus", size="small")
            self.material.clicked.connect(lambda: self.add_line("material"))
            row.addWidget(self.material)
        row.addStretch(1)
        self._under.addWidget(self._adding)
        self._place = QVBoxLayout()
        self._under.addLayout(self._place)

    def show_sheets(self, sheets: Sheets) -> None:
        """Show these sums; an open form stays as it is."""
        self.sheets = sheets
        rows = figure_rows(sheets, self.sheet)
        self._model.set_rows(rows)
        self.total.setText(total_words(sheets, self.sheet))
        high = self.table.horizontalHeader().height() + self.table.verticalHeader().defaultSectionSize() * len(rows)
        self.table.setFixedHeight(high + 4)
        self.table.setVisible(bool(rows))
        if self.sheet == "one":
            self.material.setEnabled(bool(sheets.lines("thing")))

    def open(self, row: FigureRow) -> None:
        """Show the form of a row."""
        self.close_form()
        self.form = FigureForm(self.desk, row, self.sheets, person_id=self._person_id)
        self.form.wanted.connect(self.kept)
        self.form.removed.connect(self.gone)
        self.form.left.connect(self._on_left)
        self._place.addWidget(self.form)
        self._adding.hide()
        self.form.show()
        self.form.focus_first()

    def _on_left(self) -> None:
        self.close_form()
        self.table.setFocus()

    def close_form(self) -> None:
        """Leave the form."""
        clear(self._place)
        self.form = None
        self._adding.show()

    def add_line(self, kind: str) -> None:
        """Open the form of a line that is not there yet."""
        at = self.table.current_row()
        things = self.sheets.lines("thing")
        of = ""
        if kind == "material":  # of the thing whose row is chosen, else of the last
            chosen = at.figure.row.partition(".")[0] if at is not None else ""
            chosen = at.figure.of if at is not None and at.figure.of else chosen
            of = chosen if chosen in {each.row for each in things} else things[-1].row
        figure = Figure(self.sheet, plan_sums.new_row(), kind=kind, of=of)
        name = _("A new line")
        if of:
            name = _("Goes into: %(thing)s") % {"thing": thing_name(self.sheets, of)}
        asks = "pounds" if "pence" in LINES[kind][1] else "none"
        self.open(FigureRow(figure, name, "", "", "", asks))


class SumsTable(PlainArea):
    """`show_plan` with the id of a plan; the page that holds it calls `refresh` when a figure or a plan changed."""

    interested_in = frozenset({"plan", "plan_figure"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Her sums"), least=200)
        self.desk = desk
        self.plan_id, self._person_id = "", ""
        self.cards: dict[str, SheetCard] = {}
        self.cash_tables: list[Table] = []

    def show_plan(self, plan_id: str) -> None:
        """Show the sums of another plan. NotFound."""
        row = plans.plan(self.desk.vault, plan_id).row
        self.plan_id, self._person_id = plan_id, row.person_id
        look, inside = theme.current(), QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, look.size(8), 0)
        column.setSpacing(look.size(14))
        self.cards = {}
        for number, sheet in enumerate(plan_sums.SHEETS, 1):
            card = SheetCard(self.desk, sheet, person_id=row.person_id, number=number)
            card.kept.connect(self._on_kept)
            card.gone.connect(self._on_gone)
            self.cards[sheet] = card
            column.addWidget(card)
        self._put_year(column)
        column.addStretch(1)
        self.show_widget(inside)
        self.refresh()

    def _put_year(self, column: QVBoxLayout) -> None:
        """The cash flow, its picture, and what a good friend would say."""
        cash = Card(_("Twelve months"), padded=False)
        self._holder = QVBoxLayout()
        self._holder.setSpacing(0)
        cash.body.addLayout(self._holder)
        column.addWidget(cash)
        told = Card(_("What the sums say"))
        self.picture = Picture(self.desk.jobs, 260)
        told.body.addWidget(self.picture)
        self.said = QVBoxLayout()
        told.body.addLayout(self.said)
        column.addWidget(told)

    def typed(self) -> list[Any] | None:
        """What stands in an open form and is not saved, for the `typed` of the page; None for nothing."""
        for sheet, card in self.cards.items():
            if card.form is not None and card.form.changed:
                return [sheet, card.form.figure.row, card.form.figure.kind, unsaved.typed_in(card.form)]
        return None

    def type_again(self, held: Sequence[Any]) -> None:
        """Open the form again with what was typed; a line that was new is a new one again."""
        sheet, row, kind, content = held
        card = self.cards[sheet]
        found = next((one for one in figure_rows(card.sheets, sheet) if one.figure.row == row), None)
        if found is not None:
            card.open(found)
        elif kind:
            card.add_line(kind)
        if card.form is not None:
            unsaved.put_back(card.form, content)

    def refresh(self) -> None:
        """Read the sums again."""
        if not self.plan_id:
            return
        sheets = plan_sums.read(self.desk.vault, self.plan_id)
        for card in self.cards.values():
            card.show_sheets(sheets)
        self._put_cash(sheets)
        flow, start = sheets.cash, sheets.start
        sentence = plan_charts.money_sentence(flow, start)
        self.picture.show_drawing(lambda look: plan_charts.money_in_hand(flow, look, start=start), sentence)
        clear(self.said)
        wage = facts.fact("living_wage").value
        found = [each for some in sheets.cautions(living_wage=wage).values() for each in some]
        for said in (sentence, plan_charts.even_sentence(sheets.break_even)):
            self.said.addWidget(PlainLabel(said, "strong", wrap=True))
        for each in found:
            words = caution_words(sheets, each, wage=wage)
            if each.about:
                words = _("%(thing)s: %(what)s") % {"thing": thing_name(sheets, each.about), "what": words}
            self.said.addWidget(PlainLabel(words, "body", wrap=True))

    def _put_cash(self, sheets: Sheets) -> None:
        """Months stand one under the other, so that nothing has to be moved sideways."""
        look = theme.current()
        clear(self._holder)
        self.cash_tables = []
        for cash in cash_tables(sheets):
            if self.cash_tables:
                head = PlainLabel(cash.name, "strong")
                head.setContentsMargins(look.size(16), look.size(14), look.size(16), look.size(6))
                self._holder.addWidget(head)
            table = _cash_table(cash)
            self.cash_tables.append(table)
            self._holder.addWidget(table)

    def _on_kept(self, figure: Figure) -> None:
        desk, of = self.desk, self.plan_id
        before = plan_sums.read(desk.vault, of)
        named = f"{sheet_title(figure.sheet)}: {figure_name(figure)}"
        try:
            changes = plan_sums.put(desk.vault, desk.staff_id, plan_id=of, figures=[figure])
            asked = plan_sums.ask(
                desk.vault, desk.staff_id, plan_id=of, person_id=self._person_id, before=before,
                named=[(figure, named)],
            )  # fmt: skip
        except UserError as error:
            desk.problem(error)
            return
        self._after(figure.sheet)
        desk.bus.tell(changes | asked)
        if changes:
            desk.toast(_("Changed a number of her sums"), undo=True)

    def _on_gone(self, figure: Figure) -> None:
        desk = self.desk
        try:
            changes = plan_sums.remove(desk.vault, desk.staff_id, plan_id=self.plan_id, rows=[figure.key])
        except UserError as error:
            desk.problem(error)
            return
        self._after(figure.sheet)
        desk.bus.tell(changes)
        desk.toast(_("Took a line out of her sums"), undo=True)

    def _after(self, sheet: str) -> None:
        self.cards[sheet].close_form()
        self.refresh()
        self.cards[sheet].table.setFocus()


def _cash_table(cash: CashTable) -> Table:
    columns: list[Column[CashRow]] = [Column(_("Month"), lambda row: row.name, bold=True)]
    for at, head in enumerate(cash.heads):
        columns.append(Column(head, lambda row, at=at: _amount(row.amounts[at]), right=True))  # type: ignore[misc]
    model: RowsModel[CashRow] = RowsModel(columns, theme.current().font())
    model.set_rows(cash.rows)
    table = Table(model, cash.name, row_height=34, sortable=False)
    model.setParent(table)
    table.setItemDelegate(LineDelegate(table, edge=12))
    heads = table.horizontalHeader()
    heads.setProperty("tight", True)
    table.set_widths(70)
    heads.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
    table.setFixedHeight(heads.height() + table.verticalHeader().length() + 2)
    return table


def _amount(pence: Fraction | None) -> str:
    return "" if pence is None else pounds(pence)
