"""Her sums as a spreadsheet with live formulas: she changes a price, and the months follow. Her own copy.

Amounts are pounds there, as people write them. Every total is a formula over the boxes, none is a number that was
worked out here; the formulas are those of `services/sums`.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from wagesdesk.export.reports.plan.money import line_name, thing_name
from wagesdesk.export.tables import harmless
from wagesdesk.services.sums.amounts import MONTHS, Every
from wagesdesk.services.sums.sheets import Got
from wagesdesk.text import _, month_name, speaking

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from wagesdesk.services.plan_sums import Sheets

_POUNDS: Final = '"£"#,##0.00;[Red]-"£"#,##0.00'
_FONT: Final = "Calibri"  # of a new workbook
_LETTERS: Final = "BCDEFGHIJKLM"
"""The columns of the twelve months, on every sheet that has them."""
_MAY_NOT: Final = {n: None for n in range(32) if n not in (9, 10, 13)}


def plan_xlsx(sheets: Sheets, *, title: str, language: str = "en_GB") -> bytes:
    """Seven sheets in her language; `title` is what her business is called."""
    from openpyxl import Workbook

    with speaking(language):
        book = Workbook()
        book.remove(book.worksheets[0])
        book.properties.title, book.properties.creator = title.translate(_MAY_NOT), "WagesDesk"
        names = {
            "survival": _("What I need"), "start_up": _("To start"), "one": _("What one costs"),
            "hour": _("One hour"), "sales": _("Sales"), "running": _("Running costs"), "cash": _("My money"),
        }  # fmt: skip
        pages = {code: _Page(book.create_sheet(name[:31]), names) for code, name in names.items()}
        every = {
            Every.WEEK: _("week"), Every.MONTH: _("month"), Every.QUARTER: _("three months"), Every.YEAR: _("year"),
        }  # fmt: skip
        drawings = _survival(pages["survival"], sheets, every)
        bought = _start_up(pages["start_up"], sheets)
        things = _one(pages["one"], sheets)
        sales = _sales(pages["sales"], sheets, things)
        running = _running(pages["running"], sheets, every)
        _hour(pages["hour"], sheets, running, drawings)
        _cash(pages["cash"], sheets, {**bought, **sales, "running": running, "drawings": drawings})
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


class _Page:
    """One sheet that is filled from the top; a row is a list of cells, and its number is given back."""

    def __init__(self, sheet: Worksheet, names: Mapping[str, str]) -> None:
        from openpyxl.worksheet.properties import PageSetupProperties

        self._sheet, self._names = sheet, names
        self.row = 0
        sheet.column_dimensions["A"].width = 38
        for letter in (*_LETTERS, "N", "O", "P"):
            sheet.column_dimensions[letter].width = 12
        # Printed, a sheet is one page wide.
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    def put(self, *cells: Any, bold: bool = False, plain: Sequence[int] = ()) -> int:
        """Whole pence are given as `Pence`, shares as `Rate`, formulas as `Formula`. `plain` columns are no money."""
        from openpyxl.styles import Alignment, Font

        self.row += 1
        for at, value in enumerate(cells, start=1):
            cell = self._sheet.cell(self.row, at)
            if isinstance(value, Formula):
                cell.value = f"={value.text}"
                cell.number_format = "#,##0" if at in plain else _POUNDS
            elif isinstance(value, Pence):
                cell.value = None if value.pence is None else value.pence / 100
                cell.number_format = _POUNDS
            elif isinstance(value, Rate):
                cell.value = value.share
                cell.number_format = "0.0%"
            elif isinstance(value, str):
                cell.value = harmless(value.translate(_MAY_NOT)[:32_000])
                cell.data_type = "s"
            else:
                cell.value = value
            if isinstance(value, str) and at > 1:
                cell.alignment = Alignment(horizontal="right", wrap_text=True)
            if bold:
                cell.font = Font(name=_FONT, size=11, bold=True)
        return self.row

    def head(self, *names: str) -> int:
        at = self.put(*names, bold=True)
        if at == 1:
            self._sheet.freeze_panes = "B2"
        return at

    def of(self, code: str, cell: str) -> str:
        """A cell of another sheet, in a formula."""
        return "'{}'!{}".format(self._names[code][:31].replace("'", "''"), cell)


class Formula:
    def __init__(self, text: str) -> None:
        self.text = text


class Pence:
    def __init__(self, pence: int | None) -> None:
        self.pence = pence


class Rate:
    def __init__(self, share: float) -> None:
        self.share = share


def _quoted(word: str) -> str:
    return '"{}"'.format(word.replace('"', '""'))


def _sum(letter: str, first: int, last: int) -> str:
    return f"SUM({letter}{first}:{letter}{last})" if last >= first else "0"


def _survival(page: _Page, sheets: Sheets, every: Mapping[Every, str]) -> str:
    """Gives the cell of what she needs each month."""
    page.head(_("What"), _("How much"), _("Every"), _("A month"))
    budget, totals = sheets.survival, []
    for lines, name in ((budget.spending, _("What I need to live")), (budget.income, _("Other money that comes in"))):
        first = page.row + 1
        for line in lines:
            at = page.row + 1
            word = f"C{at}"
            monthly = (
                f"B{at}*IF({word}={_quoted(every[Every.WEEK])},52/12,IF({word}={_quoted(every[Every.YEAR])},1/12,"
                f"IF({word}={_quoted(every[Every.QUARTER])},1/3,1)))"
            )
            page.put(line_name(sheets, "survival", line.name), Pence(line.pence), every[line.every], Formula(monthly))
        totals.append(page.put(name, "", "", Formula(_sum("D", first, page.row)), bold=True))
    needed = page.put(
        _("I need this from my business"), "", "", Formula(f"MAX(0,D{totals[0]}-D{totals[1]})"), bold=True
    )  # fmt: skip
    return page.of("survival", f"$D${needed}")


def _start_up(page: _Page, sheets: Sheets) -> dict[str, str]:
    """Gives the cells of her own money and the grant, and the columns of months and costs of what she buys."""
    page.head(_("What"), _("How"), _("Month"), _("Cost"))
    words = {Got.HAVE: _("have"), Got.BORROW: _("borrow"), Got.BUY: _("buy")}
    first = page.row + 1
    for item in sheets.start_up.items:
        page.put(line_name(sheets, "start_up", item.name), words[item.got], item.month, Pence(item.pence))
    last = max(page.row, first)
    page.row = last
    buying = f"B{first}:B{last},{_quoted(words[Got.BUY])},D{first}:D{last}"
    bought = page.put(_("What I must buy"), "", "", Formula(f"SUMIF({buying})"), bold=True)
    own = page.put(_("My own money"), "", "", Pence(sheets.start_up.own_money))
    grant = page.put(_("Money that I am given"), "", "", Pence(sheets.start_up.grant))
    page.put(_("Still to find"), "", "", Formula(f"MAX(0,D{bought}-D{own}-D{grant})"), bold=True)
    return {
        "own": page.of("start_up", f"$D${own}"),
        "grant": page.of("start_up", f"$D${grant}"),
        "month_column": page.of("start_up", f"$C${first}:$C${last}"),
        "cost_column": page.of("start_up", f"$D${first}:$D${last}"),
        "how_column": page.of("start_up", f"$B${first}:$B${last}"),
        "buy": _quoted(words[Got.BUY]),
    }


def _one(page: _Page, sheets: Sheets) -> dict[str, tuple[str, str]]:
    """Gives for each thing the cells of its price and of what one costs."""
    page.head(
        _("What"), _("Materials"), _("For how many"), _("Bag or box"), _("Share of the stall"), _("It costs me"),
        _("I charge"), _("Left for me"),
    )  # fmt: skip
    found = {}
    for each in sheets.things:
        at, one = page.row + 1, each.one
        page.put(
            thing_name(each), Pence(one.materials), one.batch, Pence(one.packaging), Pence(one.fee),
            Formula(f"IF(C{at}=0,0,B{at}/C{at})+D{at}+E{at}"), Pence(one.price), Formula(f"G{at}-F{at}"),
        )  # fmt: skip
        found[each.id] = (page.of("one", f"$G${at}"), page.of("one", f"$F${at}"))
    return found


def _hour(page: _Page, sheets: Sheets, running: Sequence[str], drawings: str) -> None:
    page.head(_("What one hour costs"), "")
    boxes = {row: sheets.box("hour", row) for row in ("paid", "worked", "weeks", "rate")}
    paid = page.put(_("Hours that people pay for, each week"), (boxes["paid"].number or 0) / 60)
    worked = page.put(_("All hours that I work, each week"), (boxes["worked"].number or 0) / 60)
    weeks = page.put(_("Weeks in a year"), boxes["weeks"].number or 0)
    costs = page.put(_("Running costs of a year"), Formula("+".join(running)))
    need = page.put(_("What I need in a year"), Formula(f"{drawings}*12"))
    for name, hours in ((_("The least I must charge"), paid), (_("That is for an hour that I work"), worked)):
        page.put(name, Formula(f"IF(B{hours}*B{weeks}=0,0,(B{costs}+B{need})/(B{hours}*B{weeks}))"), bold=True)
    page.put(_("I charge for an hour"), Pence(boxes["rate"].pence))


def _months(page: _Page, sheets: Sheets) -> None:
    page.head(_("What"), *(month_name(sheets.month_of_year(month), short=True) for month in MONTHS))


def _sales(page: _Page, sheets: Sheets, things: Mapping[str, tuple[str, str]]) -> dict[str, list[str]]:
    """Gives by month what comes in and what the materials cost."""
    _months(page, sheets)
    units, comes, stock = [], [], []
    for sale in sheets.sales:
        name = thing_name(sheets.thing(sale.name))
        units.append((page.put(name, *sale.units), sale))
    for at, sale in units:
        price, cost = things[sale.name]
        name, late = thing_name(sheets.thing(sale.name)), sale.months_late
        came = [
            Formula(f"{_LETTERS[number - late]}{at}*{price}" if number >= late else "0") for number in range(12)
        ]  # fmt: skip
        comes.append(page.put(_("%(thing)s: money in") % {"thing": name}, *came))
        spent = [Formula(f"{letter}{at}*{cost}") for letter in _LETTERS]
        stock.append(page.put(_("%(thing)s: materials") % {"thing": name}, *spent))
    return {
        key: ["+".join([page.of("sales", f"{letter}{at}") for at in rows] or ["0"]) for letter in _LETTERS]
        for key, rows in (("sales", comes), ("stock", stock))
    }


def _running(page: _Page, sheets: Sheets, every: Mapping[Every, str]) -> list[str]:
    """Gives the cell of each month's total. How much, how often and the first month stand after the twelve."""
    page.head(
        _("What"), *(month_name(sheets.month_of_year(month), short=True) for month in MONTHS), _("How much"),
        _("Every"), _("First month"),
    )  # fmt: skip
    first = page.row + 1
    for cost in sheets.running:
        at = page.row + 1
        due = [
            Formula(
                f"IF({month}<$P{at},0,IF($O{at}={_quoted(every[Every.WEEK])},$N{at}*52/12,"
                f"IF($O{at}={_quoted(every[Every.QUARTER])},IF(MOD({month}-$P{at},3)=0,$N{at},0),"
                f"IF($O{at}={_quoted(every[Every.YEAR])},IF(MOD({month}-$P{at},12)=0,$N{at},0),$N{at}))))"
            )
            for month in MONTHS
        ]
        page.put(
            line_name(sheets, "running", cost.name), *due, Pence(cost.pence), every[cost.every], cost.start
        )  # fmt: skip
    total = page.put(_("All together"), *(Formula(_sum(letter, first, page.row)) for letter in _LETTERS), bold=True)
    return [page.of("running", f"{letter}{total}") for letter in _LETTERS]


def _cash(page: _Page, sheets: Sheets, cells: Mapping[str, Any]) -> None:
    _months(page, sheets)
    loan = sheets.loan
    top = page.row
    lines = 10 + sum(1 for each in sheets.cash.funding if each[0] != "grant")
    boxes = top + lines + 2
    borrowed, rate, term = (f"$B${boxes + at}" for at in range(3))
    begins = page.row + 1
    page.put(_("Money at the start"), *(
        Formula(cells["own"] if number == 0 else f"{_LETTERS[number - 1]}{top + lines}") for number in range(12)
    ))  # fmt: skip
    page.put(_("From sales"), *map(Formula, cells["sales"]))
    page.put(_("Given to me"), *(Formula(cells["grant"] if number == 0 else "0") for number in range(12)))
    for row, amount, when in sheets.cash.funding:
        if row != "grant":
            page.put(line_name(sheets, "cash", row), *(Pence(amount if month == when else 0) for month in MONTHS))
    last_in = page.put(_("Borrowed"), *(Formula(borrowed if number == 0 else "0") for number in range(12)))
    out_from = page.put(_("Materials"), *map(Formula, cells["stock"]))
    page.put(_("Running costs"), *map(Formula, cells["running"]))
    page.put(_("Things to start"), *(
        Formula(
            f"SUMIFS({cells['cost_column']},{cells['month_column']},{month},{cells['how_column']},{cells['buy']})"
        )
        for month in MONTHS
    ))  # fmt: skip
    back = (
        f"IF({term}=0,0,IF({rate}=0,{borrowed}/{term},{borrowed}*({rate}/12)/(1-(1+{rate}/12)^-{term})))"
    )  # fmt: skip
    page.put(_("Paid back"), *(
        Formula("0" if month == 1 else f"IF({month}<={term}+1,{back},0)") for month in MONTHS
    ))  # fmt: skip
    last_out = page.put(_("For me to live on"), *(Formula(cells["drawings"]) for _month in MONTHS))
    end = page.put(_("Money at the end"), *(
        Formula(f"SUM({letter}{begins}:{letter}{last_in})-SUM({letter}{out_from}:{letter}{last_out})")
        for letter in _LETTERS
    ), bold=True)  # fmt: skip
    if end != top + lines:
        raise AssertionError("the rows of the money sheet are miscounted")
    page.row = boxes - 1
    page.put(_("A loan"), Pence(loan.pence if loan else 0))
    page.put(_("What it costs a year"), Rate(loan.rate / 10_000 if loan else 0))
    page.put(_("Months to pay it back"), loan.months if loan else 0)
    page.put(_("Least of the year"), Formula(f"MIN(B{end}:M{end})"), bold=True)
