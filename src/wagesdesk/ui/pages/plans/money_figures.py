"""The figures of her sums that stand beside her words about money: where a price goes, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.services.plan_sums import HOURS, Figure, Sheets, Thing
from wagesdesk.services.sums.amounts import divided
from wagesdesk.services.sums.written import pounds
from wagesdesk.text import _, month_name
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.kiosk.sums.wording import figure_name, thing_name
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import rule
from wagesdesk.ui.widgets.plain_label import PlainLabel

_WIDE = 420
_MOST = 3
"""So many things have their price taken apart here; the rest stands in the sums."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in words; `strong` is what the lines above it come to."""

    name: str
    amount: str
    strong: bool = False


def money_lines(sheets: Sheets) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Under a title each: every thing with a price taken apart, then what the whole comes to. None for empty sums."""
    made = [each for each in sheets.things if each.id != HOURS and each.one.price]
    found = [(thing_name(sheets, each.id), tuple(_of_one(sheets, each))) for each in made[:_MOST]]
    if whole := tuple(_whole(sheets)):
        found.append((_("In all"), whole))
    return tuple(found)


def _of_one(sheets: Sheets, thing: Thing) -> Iterator[Line]:
    one = thing.one
    for each in sheets.lines("material", thing.id):
        yield _line(each, divided(each.pence, one.batch) if each.pence is not None else None)
    for box in ("packaging", "fee"):
        figure = sheets.box("one", f"{thing.id}.{box}")
        if figure.pence or figure.sure == "find":
            yield _line(figure, figure.pence)
    if one.contribution is not None:
        left = _("Left from %(price)s") % {"price": pounds(one.price)}
        yield Line(left, pounds(one.contribution), strong=True)


def _line(figure: Figure, pence: Fraction | int | None) -> Line:
    """What she only guesses, or must still find out, says so."""
    if pence is None:
        return Line(figure_name(figure), _("to find out"))
    words = _("%(what)s, her guess") if figure.sure == "guess" else "%(what)s"
    return Line(words % {"what": figure_name(figure)}, pounds(pence))


def _whole(sheets: Sheets) -> Iterator[Line]:
    rate, least = sheets.box("hour", "rate").pence, sheets.hour.rate
    if rate:
        yield Line(_("For an hour"), pounds(rate))
    if rate and least is not None:
        yield Line(_("Least for an hour"), pounds(least))
    if sheets.survival.drawings:
        yield Line(_("To draw each month"), pounds(sheets.survival.drawings))
    if sheets.start_up.to_find > 0:
        yield Line(_("Still to find to start"), pounds(sheets.start_up.to_find))
    if not any(any(sale.units) for sale in sheets.sales):
        return
    even, lowest = sheets.break_even.units_with_drawings, sheets.cash.lowest
    never = _("no number is enough")
    yield Line(_("Sales each month that cover it all"), f"{even:,}" if even is not None else never)
    month = month_name(sheets.month_of_year(lowest.month))
    yield Line(_("Least in hand, in %(month)s") % {"month": month}, pounds(lowest.closed), strong=True)


class MoneyFigures(QWidget):
    """Her figures, to be read, and the way to all of them."""

    def __init__(self, desk: Desk, sheets: Sheets) -> None:
        super().__init__()
        look = theme.current()
        self.setMaximumWidth(look.size(_WIDE))
        self.setAccessibleName(_("Figures from her sums"))
        column = QVBoxLayout(self)
        column.setContentsMargins(look.size(7), look.size(4), 0, look.size(6))
        column.setSpacing(0)
        for title, lines in money_lines(sheets):
            head = PlainLabel(title, "secondStrong", wrap=True)
            head.setContentsMargins(0, look.size(6), 0, look.size(2))
            column.addWidget(head)
            for line in lines:
                column.addWidget(rule())
                column.addWidget(_row(line))
        column.addWidget(rule())
        foot = QHBoxLayout()
        self.open = Button(_("Open her sums"), "link", size="small")
        self.open.clicked.connect(lambda: desk.go("plans", tab="sums"))
        foot.addWidget(self.open)
        foot.addStretch(1)
        column.addLayout(foot)


def _row(line: Line) -> QWidget:
    look = theme.current()
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(look.size(4), look.size(3), look.size(4), look.size(3))
    row.setSpacing(look.size(12))
    role = "strong" if line.strong else "body"
    row.addWidget(PlainLabel(line.name, role, wrap=True), 1)
    amount = PlainLabel(line.amount, role)
    amount.setFont(look.font("body", 700 if line.strong else 400, tabular=True))
    row.addWidget(amount)
    return whole
