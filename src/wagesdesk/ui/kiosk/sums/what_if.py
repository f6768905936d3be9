"""What if: other numbers beside her own, what they would do, then keep or drop."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from wagesdesk.export.reports import plan_charts
from wagesdesk.services.plan_sums import HOURS
from wagesdesk.services.sums.written import pounds
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.plan.parts import Card
from wagesdesk.ui.kiosk.sums.form import SumPanel
from wagesdesk.ui.kiosk.sums.picture import Picture
from wagesdesk.ui.kiosk.sums.results import Result
from wagesdesk.ui.kiosk.sums.route import MOST, Row, Spot
from wagesdesk.ui.kiosk.sums.side import Side
from wagesdesk.ui.kiosk.sums.wording import thing_name
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.letting_go import let_go
from wagesdesk.ui.widgets.plain_label import PlainLabel

_HIGH = 250


class WhatIfPanel(SumPanel):
    """Changes are kept as typed words are, and enter the sums only with Keep."""

    def _list(self) -> QFrame:
        card = Card()
        self._make_grid(card)
        at = 0
        for row in self._here():
            here, at = at, self._put_row(row, at)
            made = self.rows[-1]
            made.label.setText(self._name(row))
            if "sure" in made.switches:
                made.switches["sure"].hide()
            now = row.figure.pence if row.asks == "pounds" else row.figure.number
            said = _("Now: nothing") if now is None else _("Now: %(number)s") % {
                "number": pounds(now) if row.asks == "pounds" else f"{now:,}"
            }  # fmt: skip
            self._grid.addWidget(PlainLabel(said, "second", colour="soft"), here, 1)
        return card

    def _here(self) -> list[Row]:
        return list(self._boxes())[:MOST]

    def _boxes(self) -> Iterator[Row]:
        """Her prices first, then money to begin with."""
        sheets = self.sheets
        for thing in sheets.things[:2]:
            hours = not thing.name
            figure = sheets.box("hour", "rate") if hours else sheets.box("one", f"{thing.id}.price")
            yield Row(figure, "", "pounds")
        if len(sheets.things) == 1:
            yield Row(sheets.box("sales", f"{sheets.things[0].id}.usual"), "", "count")
        yield Row(sheets.box("start_up", "grant"), "", "pounds")
        yield Row(sheets.box("cash", "loan"), "", "pounds")

    def _name(self, row: Row) -> str:
        thing = row.figure.row.rpartition(".")[0] or (HOURS if row.figure.row == "rate" else "")
        named = {"thing": thing_name(self.sheets, thing) if thing else ""}
        if row.figure.sheet in ("one", "hour"):
            return _("%(thing)s: what if I charge") % named
        if row.figure.sheet == "sales":
            return _("%(thing)s: what if I sell, in a usual month") % named
        return _("What if I am given") if row.figure.row == "grant" else _("What if I borrow")

    def _put_across(self, card: QWidget) -> None:
        let_go(self.side)
        self.side = Side(self.desk.jobs, with_picture=False)
        super()._put_across(card)

    def _put_ways_on(self) -> None:
        look = theme.current()
        self.picture = Picture(self.desk.jobs, _HIGH)
        self.legend = words(_("Bars are the new numbers. Diamonds are your own."), "second", colour="soft")
        row = QHBoxLayout()
        row.setSpacing(look.size(12))
        self.take = KioskButton(_("Keep the new numbers"), icon="check", size="small")
        self.drop = KioskButton(_("Drop them"), icon="undo-2", size="small")
        self.take.clicked.connect(self._on_keep)
        self.drop.clicked.connect(self._on_drop)
        row.addWidget(self.take)
        row.addWidget(self.drop)
        row.addStretch(1)
        self.left.insertLayout(self._below, row)
        for widget in (self.picture, self.legend):
            self.side.column.insertWidget(self.side.column.count() - 1, widget)
        self.next_words = ""

    def work_out(self) -> None:
        self._pause.stop()
        now, start = self.now(), self.sheets.start
        changed = any(self._changed())
        before, after = self.sheets.cash, now.cash
        sentence = plan_charts.money_sentence(after, start)
        self.picture.show_drawing(
            lambda look: plan_charts.money_in_hand(after, look, start=start, before=before if changed else None),
            sentence,
        )
        said = [_("Now: %(sentence)s") % {"sentence": plan_charts.money_sentence(before, start)}]
        if changed:
            said.append(_("What if: %(sentence)s") % {"sentence": sentence})
        self.side.say(Result(sentences=tuple(said)))
        self.take.setEnabled(changed)
        self.drop.setEnabled(changed)

    def _on_keep(self) -> None:
        wrong = [row for row in self.rows if not row.check()]
        if wrong:
            wrong[0].focus_amount()
        elif super().save():
            self._leave()

    def _on_drop(self) -> None:
        for row in self.rows:
            row.load(row.row.figure)
        self._leave()

    def _leave(self) -> None:
        self._go(Spot("cash", "months"))

    def save(self) -> bool:
        """Leaving the page writes nothing: what is typed waits here."""
        return True

    def back(self) -> None:
        self._leave()
