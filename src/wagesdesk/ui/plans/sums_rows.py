"""The rows of the whole table of a plan's sums: figures of a sheet, and the twelve months of cash."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from wagesdesk.services import plan_sums
from wagesdesk.services.plan_sums import Figure, Sheets
from wagesdesk.services.plan_sums.figures import parts_of
from wagesdesk.services.sums import written
from wagesdesk.services.sums.amounts import MONTHS
from wagesdesk.services.sums.cash import Kind, Month
from wagesdesk.services.sums.written import pounds
from wagesdesk.text import N_, _, month_name
from wagesdesk.ui.kiosk.sums.route import Row, Spot, rows, things_of
from wagesdesk.ui.kiosk.sums.wording import EVERY, GOT, KINDS, SURE, figure_name, thing_name

_IN_HAND = (
    (N_("At start"), lambda month: month.opened, False), (N_("Money in"), lambda month: month.money_in, True),
    (N_("Money out"), lambda month: month.money_out, True), (N_("At end"), lambda month: month.closed, False),
)  # fmt: skip
"""Head of a column, what of a month stands in it, and whether the twelve add up to something."""
_COMES_IN = {Kind.SALES: N_("From sales"), Kind.FUNDING: N_("Given"), Kind.LOAN: N_("Borrowed")}
_GOES_OUT = {
    Kind.STOCK: N_("Materials"), Kind.RUNNING: N_("Running"), Kind.START_UP: N_("Start-up"),
    Kind.REPAYMENT: N_("Paid back"), Kind.DRAWINGS: N_("Drawn"),
}  # fmt: skip
_BESIDE = 4
"""So many columns of money fit beside the month where letters are large."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of a sheet in words; `asks` is what is typed, as in the pages' template."""

    figure: Figure
    name: str
    amount: str
    how: str
    sure: str
    asks: str


@dataclass(frozen=True, slots=True)
class CashRow:
    """A month, or the year at the foot: an amount for each column of its table, None where nothing adds up."""

    name: str
    amounts: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class CashTable:
    """Some columns of the cash flow, twelve months and the year down."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[CashRow, ...]


def figure_rows(sheets: Sheets, sheet: str) -> tuple[FigureRow, ...]:
    """Every box and line of a sheet in the order of its pages; a month by hand only where she said one."""
    return tuple(_figures(sheets, sheet))


def _figures(sheets: Sheets, sheet: str) -> Iterator[FigureRow]:
    pages = [page for page in plan_sums.sum_sheets()[sheet].pages if not page.chosen]
    things = dict.fromkeys(thing for page in pages for thing in things_of(sheets, page))
    for thing in things:
        for page in pages:
            if thing not in things_of(sheets, page):
                continue
            for row in rows(sheets, Spot(sheet, page.code, thing)):
                if not page.aside or row.figure.key in sheets.figures:
                    yield _told(sheets, row, thing)
            if (sheet, page.code) == ("sales", "year"):
                yield _told(sheets, Row(sheets.box(sheet, f"{thing}.year"), "", "none"), thing)


def _told(sheets: Sheets, row: Row, thing: str) -> FigureRow:
    figure = row.figure
    name = figure_name(figure)
    box = figure.row.rpartition(".")[2]
    if box.startswith("m") and box[1:].isdigit():
        name = month_name(sheets.month_of_year(int(box[1:])))
    if "months" in parts_of(figure):
        name = _("Usual, busy and quiet months")
    if thing:
        name = _("%(thing)s: %(what)s") % {"thing": thing_name(sheets, thing), "what": name}
    sure = _(SURE[figure.sure]) if row.asks != "none" and not _blank(figure) else ""
    return FigureRow(figure, name, amount_words(figure, row.asks), how_words(sheets, figure), sure, row.asks)


def _blank(figure: Figure) -> bool:
    return figure.pence is None and figure.number is None and figure.sure != "find"


def amount_words(figure: Figure, asks: str) -> str:
    """What is typed, with its unit; empty for nothing."""
    if figure.pence is not None:
        return pounds(figure.pence)
    if figure.number is None:
        return ""
    if asks == "hours":
        return _("%(hours)s hours") % {"hours": written.typed_hours(figure.number)}
    return f"{written.typed_percent(figure.number)} %" if asks == "percent" else f"{figure.number:,}"


def how_words(sheets: Sheets, figure: Figure) -> str:
    """How often it comes, how she gets it, from which month."""
    parts = parts_of(figure)
    month = figure.month if figure.row == "start" else sheets.month_of_year(figure.month)
    said = {
        "every": _(EVERY[figure.every]) if figure.every in EVERY else "",
        "got": _(GOT[figure.got]) if figure.got in GOT else "",
        "month": month_name(month),
        "months": ", ".join(_(KINDS[kind]) for kind in figure.months),
    }
    if "got" in parts and figure.got != "buy":
        parts = ("got",)
    return ", ".join(said[part] for part in said if part in parts)


def cash_tables(sheets: Sheets) -> tuple[CashTable, ...]:
    """What is in hand and what moves it; then of what that is made, as far as there is any of it."""
    months = sheets.cash.months
    heads = _COMES_IN | _GOES_OUT
    used = [kind for kind in heads if any(month.total(kind) for month in months)]
    groups = {_("What comes in and goes out"): used}
    if len(used) > _BESIDE:
        comes, goes = ([kind for kind in used if kind in those] for those in (_COMES_IN, _GOES_OUT))
        groups = {
            _("What comes in"): comes,
            _("What goes out"): goes[:_BESIDE],
            _("More that goes out"): goes[_BESIDE:],
        }
    found = [_cash_table(sheets, _("Money in hand"), _IN_HAND)]
    for name, kinds in groups.items():
        if kinds:
            columns = [(heads[kind], lambda month, kind=kind: month.total(kind), True) for kind in kinds]
            found.append(_cash_table(sheets, name, columns))
    return tuple(found)


def _cash_table(
    sheets: Sheets, name: str, columns: Sequence[tuple[str, Callable[[Month], Fraction], bool]]
) -> CashTable:
    months = sheets.cash.months
    rows = [
        CashRow(month_name(sheets.month_of_year(at), short=True), tuple(of(month) for _head, of, _adds in columns))
        for at, month in zip(MONTHS, months, strict=True)
    ]
    year = tuple(sum(map(of, months), Fraction(0)) if adds else None for _head, of, adds in columns)
    return CashTable(name, tuple(_(head) for head, _of, _adds in columns), (*rows, CashRow(_("Year"), year)))


def total_words(sheets: Sheets, sheet: str) -> str:
    """What a sheet comes to, for the right of its title."""
    hour, even = sheets.hour.rate, sheets.break_even
    said = {
        "survival": _("To draw: %(amount)s a month") % {"amount": pounds(sheets.survival.drawings)},
        "start_up": (_("To find: %(amount)s") if sheets.start_up.to_find >= 0 else _("More than needed: %(amount)s"))
        % {"amount": pounds(abs(sheets.start_up.to_find))},
        "one": "",
        "hour": _("Least for an hour: %(amount)s") % {"amount": pounds(hour)} if hour is not None else "",
        "sales": _("In the year: %(amount)s")
        % {"amount": pounds(sum(sale.made_in(month) for sale in sheets.sales for month in MONTHS))},
        "running": _("In the year: %(amount)s") % {"amount": pounds(sheets.hour.costs)},
        "cash": _("Break-even: %(units)s a month") % {"units": f"{even.units_with_drawings:,}"}
        if even.units_with_drawings is not None else _("No number of sales covers the costs"),
    }  # fmt: skip
    return said[sheet]
