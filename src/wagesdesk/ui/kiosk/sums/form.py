"""One page of a sum: at most four boxes, what they come to, and what that means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.services import glossary, plan_sums, prices
from wagesdesk.services.plan_sums import Figure, Sheets
from wagesdesk.text import _, month_name
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.plan.panel import Panel
from wagesdesk.ui.kiosk.plan.parts import Card
from wagesdesk.ui.kiosk.sums.head import SumHead
from wagesdesk.ui.kiosk.sums.results import Result, Total, result
from wagesdesk.ui.kiosk.sums.route import MOST, Row, Spot, blank, neighbour, rows
from wagesdesk.ui.kiosk.sums.row import COLUMNS, SumRow
from wagesdesk.ui.kiosk.sums.side import Side
from wagesdesk.ui.kiosk.sums.wording import figure_name
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.plain_label import PlainLabel

WORK_OUT_AFTER_MS = 200
"""A pause after a key in which nothing but the letters is drawn."""
SIDE = 372
_NARROW_FROM = 1.25
_PRICED = frozenset({"start_up", "one", "running"})


class SumPanel(Panel):
    """Build it for a plan and a spot; `go` shows another spot."""

    def __init__(
        self, desk: KioskDesk, plan_id: str, sheets: Sheets, spot: Spot, *, seasonal: bool = False,
        go: Callable[[Spot | None], None],
    ) -> None:  # fmt: skip
        super().__init__(desk)
        self.plan_id, self.sheets, self.spot = plan_id, sheets, spot
        self._seasonal, self._go = seasonal, go
        self.next_words = _("Next")
        self.typing_key = f"sum {plan_id} {spot.sheet} {spot.page} {spot.thing} {spot.part}"
        self._book = prices.book(desk.vault) if spot.sheet in _PRICED else ()
        self.rows: list[SumRow] = []
        self._totals: list[tuple[PlainLabel, PlainLabel]] = []
        self._pause = QTimer(self, singleShot=True, interval=WORK_OUT_AFTER_MS)
        self._pause.timeout.connect(self.work_out)
        self.head = SumHead(desk, sheets, spot, self._read)
        self.body.addWidget(self.head.boxes)
        self.side = Side(desk.jobs, with_picture=True)
        asked = spot.template
        self.side.money.load(glossary.terms_in(asked.question, asked.hint, *(each.label for each in asked.boxes)))
        self._put_across(self._list())
        self._put_ways_on()
        self.body.addStretch(1)
        self.work_out()

    # -- what it is made of

    def _put_across(self, card: QWidget) -> None:
        look = theme.current()
        narrow = look.factor >= _NARROW_FROM
        across: QBoxLayout = QVBoxLayout() if narrow else QHBoxLayout()
        across.setSpacing(look.size(24 if narrow else 44))
        self.left = QVBoxLayout()
        self.left.setSpacing(look.size(12))
        self.left.addWidget(self.head)
        self.left.addWidget(card)
        self._below = 2
        across.addLayout(self.left, 1)
        if not narrow:
            self.left.addStretch(1)
            self.side.setFixedWidth(look.size(SIDE))
        across.addWidget(self.side)
        self.body.addLayout(across)

    def _list(self) -> QFrame:
        """The card with boxes and totals."""
        card = Card()
        self._make_grid(card)
        totals = list(self._result().totals)
        at = 0
        for row in self._here():
            box = row.figure.row
            for total in [each for each in totals if each.before and each.before == box]:
                at = self._put_total(total, at)
                totals.remove(total)
            at = self._put_row(row, at)
        for total in totals:
            at = self._put_total(total, at)
        if not self.rows and not self._totals:
            self._grid.addWidget(words(_("Nothing to fill in here yet."), "lead"), at, 0, 1, COLUMNS)
        return card

    def _make_grid(self, card: Card) -> None:
        look = theme.current()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.size(12))
        self._grid.setVerticalSpacing(look.size(6))
        self._grid.setColumnStretch(0, 1)
        card.column.addLayout(self._grid)

    def _here(self) -> list[Row]:
        """The boxes of this part, and empty lines where there is room for them."""
        template = self.spot.template
        found = rows(self.sheets, self.spot)
        here = list(found[MOST * (self.spot.part - 1) : MOST * self.spot.part])
        if template.lines:
            wanted = max(template.least - len(found), 0 if here else 1)
            here += [blank(self.spot) for _one in range(min(wanted, MOST - len(here)))]
        return here

    def _put_row(self, row: Row, at: int) -> int:
        months = {
            str(month): month_name(month if row.figure.row == "start" else self.sheets.month_of_year(month))
            for month in range(1, 13)
        }
        if row.named and not any(each.row.named for each in self.rows):
            self._grid.addWidget(words(_(row.named), "second", colour="soft"), at, 0, 1, COLUMNS)
            at += 1
        made = SumRow(row, months, self)
        made.changed.connect(self._on_changed)
        self.rows.append(made)
        return made.place(self._grid, at)

    def _put_total(self, total: Total, at: int) -> int:
        if at:
            line = QFrame()
            line.setFrameShape(QFrame.Shape.HLine)
            self._grid.addWidget(line, at, 0, 1, COLUMNS)
        said = QVBoxLayout()
        said.setSpacing(0)
        label = words(total.label, "strong")
        said.addWidget(label)
        if total.source:
            said.addWidget(words(total.source, "second", colour="soft"))
        amount = PlainLabel(total.amount, "strong")
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        amount.setContentsMargins(0, 0, theme.current().size(18), 0)
        self._grid.addLayout(said, at + 1, 0, 1, COLUMNS - 2)
        self._grid.addWidget(amount, at + 1, COLUMNS - 2)
        self._totals.append((label, amount))
        return at + 2

    def _put_ways_on(self) -> None:
        """Under the boxes: another line, and that she does not need this sum."""
        look, template = theme.current(), self.spot.template
        row = QHBoxLayout()
        row.setSpacing(look.size(12))
        if template.lines:
            self.add = KioskButton(_(template.add), "quiet", "plus", size="small")
            self.add.clicked.connect(self._on_add)
            row.addWidget(self.add)
        sheet = plan_sums.sum_sheets()[self.spot.sheet]
        if sheet.not_mine and self.spot.page == sheet.pages[0].code:
            self.not_mine = KioskButton(_(sheet.not_mine), size="small")
            self.not_mine.setCheckable(True)
            self.not_mine.setChecked((self.spot.sheet, "not_mine") in self.sheets.figures)
            self.not_mine.clicked.connect(self._on_not_mine)
            row.addWidget(self.not_mine)
        row.addStretch(1)
        self.left.insertLayout(self._below, row)

    # -- what happens

    def _on_changed(self) -> None:
        self._pause.start()

    def now(self) -> Sheets:
        """The sums as they would be with what stands in the boxes; what is not understood counts as saved."""
        return self.sheets.changed(*self._changed())

    def _changed(self) -> Iterable[Figure]:
        for row in self.rows:
            if row.is_changed:
                try:
                    yield row.figure()
                except FieldInvalid:
                    continue

    def _result(self) -> Result:
        return result(self.now(), self.spot, seasonal=self._seasonal)

    def work_out(self) -> None:
        """Show what it comes to now."""
        self._pause.stop()
        found = self._result()
        shown = sorted(found.totals, key=lambda total: not total.before)
        for (label, amount), total in zip(self._totals, shown, strict=True):
            label.setText(total.label)
            amount.setText(total.amount)
        self.side.say(found)
        for row in self.rows:
            offers = prices.matching(self._book, row.name()) if self._book and row.row.asks == "pounds" else ()
            row.offer(offers[0] if offers else None)

    def _on_add(self) -> None:
        if len(self.rows) < MOST:
            at = self._grid.rowCount()
            self._put_row(blank(self.spot), at)
            self.rows[-1].focus()
        elif self.keep():
            self._go(replace(self.spot, part=self.spot.part + 1))

    def _on_not_mine(self, on: bool) -> None:
        key = (self.spot.sheet, "not_mine")
        vault, actor = self.desk.vault, self.desk.person.id
        try:
            if on:
                plan_sums.put(vault, actor, plan_id=self.plan_id, figures=[Figure(*key)])
            else:
                plan_sums.remove(vault, actor, plan_id=self.plan_id, rows=[key])
        except UserError as error:
            self.desk.problem(error)
            return
        self.sheets = plan_sums.read(vault, self.plan_id)
        self.head.say(self.sheets)

    def _read(self) -> None:
        if self.desk.listen is not None:
            self.desk.listen(self.text_to_read(), language=self.desk.language, lit=self.head.light)

    def text_to_read(self) -> tuple[str, ...]:
        found = self._result()
        totals = (f"{total.label}: {total.amount}." for total in found.totals)
        boxes = (f"{row.name()}." for row in self.rows if row.name())
        return (*self.head.sentences(), *boxes, *totals, *found.sentences, *found.cautions)

    # -- what is typed

    def typed(self) -> Any:
        held = [{"row": row.row.figure.row, "raw": row.raw()} for row in self.rows if row.is_changed]
        return held or None

    def hold(self, kept: Any) -> None:
        for one in kept or ():
            row = next((each for each in self.rows if each.row.figure.row == one["row"]), None)
            if row is None and self.spot.template.lines and len(self.rows) < MOST:
                row = self._line_again(one["row"])
            if row is not None:
                row.put_back(one["raw"])
                row.check()
        self.work_out()

    def _line_again(self, row_id: str) -> SumRow:
        """A line that was typed and is not saved yet; it takes the place of an empty one."""
        empty = next((each for each in self.rows if each.row.named and not any(each.raw().get(name) for name in
                      ("name", "text")) and each.row.figure.key not in self.sheets.figures), None)  # fmt: skip
        line = blank(self.spot)
        line = replace(line, figure=replace(line.figure, row=row_id))
        if empty is not None:
            empty.rename(line)
            return empty
        self._put_row(line, self._grid.rowCount())
        return self.rows[-1]

    def keep(self) -> bool:
        wrong = [row for row in self.rows if not row.check()]
        if not self.save() or wrong:
            if wrong:
                wrong[0].focus_amount()
            return False
        return True

    def save(self) -> bool:
        """Write what is understood into the journal, as one operation; False when it cannot be written now."""
        changed = list(self._changed())
        if not changed:
            return True
        vault, actor, before = self.desk.vault, self.desk.person.id, self.sheets
        named = {each.key: self._named(each) for each in changed}
        try:
            plan_sums.put(vault, actor, plan_id=self.plan_id, figures=changed)
            plan_sums.ask(
                vault, actor, plan_id=self.plan_id, person_id=actor, before=before,
                named=[(each, named[each.key]) for each in changed],
            )  # fmt: skip
        except UserError as error:
            self.desk.saved(False)
            self.desk.problem(error)
            return False
        self.sheets = plan_sums.read(vault, self.plan_id)
        keys = set(named)
        for row in self.rows:
            if row.row.figure.key in keys:
                row.saved(self.sheets.figures.get(row.row.figure.key))
        self.head.say(self.sheets)
        return True

    def _named(self, figure: Figure) -> str:
        return f"{self.head.subject}: {figure_name(figure)}"

    # -- where she goes

    def go_on(self) -> None:
        self._go(neighbour(self.sheets, self.spot, 1))

    def back(self) -> None:
        self._go(neighbour(self.sheets, self.spot, -1))

    def focus_first(self) -> None:
        if self.rows:
            self.rows[0].focus()
