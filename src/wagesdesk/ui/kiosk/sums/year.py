"""Pages of twelve months: which are busy, the money in hand, and how much must be sold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from wagesdesk.services.plan_sums import Figure
from wagesdesk.text import _, month_name
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.plan.parts import Card
from wagesdesk.ui.kiosk.sums.form import SumPanel
from wagesdesk.ui.kiosk.sums.picture import Picture
from wagesdesk.ui.kiosk.sums.route import Spot
from wagesdesk.ui.kiosk.sums.row import Switch
from wagesdesk.ui.kiosk.sums.side import Side
from wagesdesk.ui.kiosk.sums.wording import KINDS
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.letting_go import let_go

_HIGH = 330


class MonthsPanel(SumPanel):
    """Twelve buttons, each steps through usual, busy and quiet. Three numbers fill the year; one month may be changed
    by hand on a page aside."""

    def _list(self) -> QFrame:
        look = theme.current()
        card = Card()
        grid = QGridLayout()
        grid.setSpacing(look.size(12))
        self.months: list[Switch] = []
        self.numbers = []
        columns = 4 if look.factor < 1.25 else 3
        for at, kind in enumerate(self._saved().months):
            name = month_name(self.sheets.month_of_year(at + 1))
            cell = QVBoxLayout()
            cell.setSpacing(look.size(2))
            number = words(name, "secondStrong")
            self.numbers.append(number)
            switch = Switch(name, {code: _(each) for code, each in KINDS.items()})
            switch.choose(kind)
            switch.changed.connect(self._on_changed)
            self.months.append(switch)
            cell.addWidget(number)
            cell.addWidget(switch)
            grid.addLayout(cell, at // columns, at % columns)
        card.column.addLayout(grid)
        self._make_grid(card)
        for at, total in enumerate(self._result().totals):
            self._put_total(total, at * 2)
        return card

    def _put_ways_on(self) -> None:
        self.by_hand = KioskButton(_("Change one month by hand"), "quiet", "pencil", size="small")
        self.by_hand.clicked.connect(self._on_by_hand)
        self.left.insertWidget(self._below, self.by_hand, alignment=Qt.AlignmentFlag.AlignLeft)

    def _on_by_hand(self) -> None:
        if self.keep():
            self._go(Spot("sales", "months", self.spot.thing))

    def _saved(self) -> Figure:
        return self.sheets.box("sales", f"{self.spot.thing}.year")

    def _kinds(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.months)

    def _changed(self) -> Iterable[Figure]:
        if hasattr(self, "months") and self._kinds() != self._saved().months:
            yield replace(self._saved(), months=self._kinds())

    def work_out(self) -> None:
        for month, (label, units) in enumerate(zip(self.numbers, self.now().units(self.spot.thing), strict=True), 1):
            name = month_name(self.sheets.month_of_year(month))
            label.setText(_("%(month)s: %(number)s") % {"month": name, "number": f"{units:,}"})
        super().work_out()

    def typed(self) -> Any:
        return list(self._kinds()) if self._kinds() != self._saved().months else None

    def hold(self, kept: Any) -> None:
        for switch, kind in zip(self.months, kept or (), strict=False):
            switch.choose(str(kind))
        self.work_out()

    def focus_first(self) -> None:
        self.months[0].setFocus()


class PicturePanel(SumPanel):
    """A wide picture, its sentence, and where its numbers come from. Nothing is typed here."""

    def _list(self) -> QFrame:
        card = Card()
        self.picture = Picture(self.desk.jobs, _HIGH)
        card.column.addWidget(self.picture)
        return card

    def _put_across(self, card: QWidget) -> None:
        let_go(self.side)
        self.side = Side(self.desk.jobs, with_picture=False)
        super()._put_across(card)

    def _put_ways_on(self) -> None:
        for total in self._result().totals:
            both = QVBoxLayout()
            both.setSpacing(0)
            both.addWidget(words(f"{total.label}: {total.amount}", "secondStrong"))
            both.addWidget(words(total.source, "second", colour="soft"))
            self.side.column.insertLayout(self.side.column.count() - 1, both)
        self.what_if = KioskButton(_("What if?"), icon="circle-question-mark", size="small")
        self.what_if.clicked.connect(lambda: self._go(Spot("cash", "what_if")))
        self.side.column.insertWidget(self.side.column.count() - 1, self.what_if)

    def work_out(self) -> None:
        found = self._result()
        if found.draw is not None:
            self.picture.show_drawing(found.draw, found.sentences[0])
        self.side.say(found)

    def focus_first(self) -> None:
        self.what_if.setFocus()


KINDS_OF_PAGE: Mapping[tuple[str, str], type[SumPanel]] = {
    ("sales", "year"): MonthsPanel, ("cash", "months"): PicturePanel, ("cash", "even"): PicturePanel,
}  # fmt: skip
"""The pages that are not a list of boxes."""
