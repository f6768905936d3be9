"""The sums of a plan as tables and pictures: every total to the penny, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from wagesdesk.export.reports import plan_charts
from wagesdesk.export.reports.blocks import Block, Cell, Column, Facts, Heading, Paragraph, Picture, Table
from wagesdesk.export.reports.labels_codes import EVERY, GOT
from wagesdesk.services.plan_sums import HOURS, Sheets, Thing, box_label
from wagesdesk.services.sums.amounts import MONTHS
from wagesdesk.services.sums.cash import MONEY_IN, Kind
from wagesdesk.services.sums.sheets import Got
from wagesdesk.services.sums.written import pounds
from wagesdesk.text import N_, _, month_name, ngettext

_KINDS = (
    (Kind.SALES, N_("From sales")), (Kind.FUNDING, N_("Given to me")), (Kind.LOAN, N_("Borrowed")),
    (Kind.STOCK, N_("Materials")), (Kind.RUNNING, N_("Running costs")), (Kind.START_UP, N_("Things to start")),
    (Kind.REPAYMENT, N_("Paid back")), (Kind.DRAWINGS, N_("For me to live on")),
)  # fmt: skip


def money_in_words(sheets: Sheets) -> tuple[str, ...]:
    """What the sums say, in at most five sentences; none where nothing was worked out."""
    said = [plan_charts.price_sentence(each.one, mine=True) for each in sheets.things[:1] if each.one.price]
    if sheets.things and sheets.things[0].one.price:
        one = sheets.things[0].one
        said.insert(0, _("%(thing)s: I charge %(price)s and it costs me %(cost)s.") % {
            "thing": thing_name(sheets.things[0]), "price": pounds(one.price, short=True),
            "cost": pounds(one.unit_cost or 0, short=True),
        })  # fmt: skip
    if sheets.has("survival"):
        needed = pounds(sheets.survival.drawings, short=True)
        said.append(_("I need %(amount)s from my business each month.") % {"amount": needed})
    if sheets.has("sales"):
        even = plan_charts.even_sentence(sheets.break_even, mine=True)
        said += [even, plan_charts.money_sentence(sheets.cash, sheets.start, mine=True)]
    elif sheets.has("start_up"):
        found = pounds(max(Fraction(0), Fraction(sheets.start_up.to_find)), short=True)
        said.append(_("I must still find %(amount)s to start.") % {"amount": found})
    return tuple(each for each in said if each)


def pictures(sheets: Sheets) -> tuple[Block, ...]:
    """Where the price goes, money in hand by month, break-even: those that there are figures for."""
    found: list[Block] = [
        Picture(each.one, f"{thing_name(each)}: {plan_charts.price_sentence(each.one, mine=True)}")
        for each in sheets.things
        if each.one.price
    ]
    if sheets.has("sales"):
        said = plan_charts.money_sentence(sheets.cash, sheets.start, mine=True)
        found.append(Picture(sheets.cash, said, sheets.start))
        even = sheets.break_even
        if even.units_with_drawings is not None:
            found.append(Picture(even, plan_charts.even_sentence(even, mine=True)))
    return tuple(found)


def thing_name(thing: Thing) -> str:
    return _("An hour of my time") if thing.id == HOURS else thing.name or _("One thing")


def line_name(sheets: Sheets, sheet: str, row: str) -> str:
    """What a line is called: her own word, or the label of its box."""
    label = box_label(sheet, row)
    return sheets.box(sheet, row).name or (_(label) if label else row)


def survival(sheets: Sheets) -> tuple[Block, ...]:
    """Sheet A."""
    budget = sheets.survival
    lines = (*budget.spending, *budget.income)
    if not lines:
        return ()
    rows = tuple(
        (
            Cell(line_name(sheets, "survival", line.name)),
            Cell(f"{pounds(line.pence)} {_(EVERY[line.every])}"),
            Cell(pounds(line.monthly if line in budget.spending else -line.monthly)),
        )
        for line in lines
    )
    foot = (
        _foot(_("What I need to live"), budget.spent), _foot(_("Other money that comes in"), -budget.other_income),
        _foot(_("I need this from my business"), budget.drawings),
    )  # fmt: skip
    columns = (Column(_("What"), 44), Column(_("How much"), 30), Column(_("A month"), 26, "right"))
    return (Heading(_("What I need each month")), Table(_("What I need each month"), columns, rows, foot))


def start_up(sheets: Sheets) -> tuple[Block, ...]:
    """Sheet B."""
    budget = sheets.start_up
    if not sheets.has("start_up"):
        return ()
    rows = tuple(
        (
            Cell(line_name(sheets, "start_up", item.name)), Cell(_(GOT[item.got])),
            Cell(_month(sheets, item.month) if item.got is Got.BUY else ""), Cell(pounds(item.pence)),
        )
        for item in budget.items
    )  # fmt: skip
    foot = tuple(
        (Cell(name), Cell(), Cell(), Cell(pounds(amount), "strong"))
        for name, amount in (
            (_("What I must buy"), budget.bought), (_("My own money"), -budget.own_money),
            (_("Money that I am given"), -budget.grant), (_("Still to find"), max(0, budget.to_find)),
        )
    )  # fmt: skip
    columns = (
        Column(_("What"), 40), Column(_("How"), 26), Column(_("When"), 14), Column(_("Cost"), 20, "right"),
    )  # fmt: skip
    return (Heading(_("What I need to start")), Table(_("What I need to start"), columns, rows, foot))


def costs(sheets: Sheets) -> tuple[Block, ...]:
    """Sheets C and C2: one thing, one hour."""
    found: list[Block] = []
    for each in sheets.things:
        if each.id == HOURS:
            continue
        one = each.one
        parts = [
            (_("Materials in one"), one.material), (_("The bag or box for one"), one.packaging),
            (_("My share of the stall for one"), one.fee), (_("It costs me"), one.unit_cost),
            (_("I charge"), one.price),
            (_("Left from one"), one.contribution),
        ]  # fmt: skip
        pairs = [(label, pounds(amount)) for label, amount in parts if amount is not None]
        if one.minutes:
            minutes = ngettext("%(number)d minute", "%(number)d minutes", one.minutes) % {"number": one.minutes}
            pairs.append((_("My time for one"), minutes))
        found += [Heading(_("What one costs: %(thing)s") % {"thing": thing_name(each)}), Facts(tuple(pairs))]
    hour, rate = sheets.hour, sheets.box("hour", "rate").pence
    if rate or hour.paid_minutes:
        least = hour.rate
        told = [(_("I charge for an hour"), pounds(rate))] if rate else []
        if least is not None:
            told.append((_("The least I must charge for an hour"), pounds(least)))
        if told:
            found += [Heading(_("What one hour costs")), Facts(tuple(told))]
    return tuple(found)


def running(sheets: Sheets) -> tuple[Block, ...]:
    """Sheet E."""
    if not sheets.running:
        return ()
    rows = tuple(
        (
            Cell(line_name(sheets, "running", cost.name)), Cell(f"{pounds(cost.pence)} {_(EVERY[cost.every])}"),
            Cell(pounds(sum(cost.due_in(month) for month in MONTHS))),
        )
        for cost in sheets.running
    )  # fmt: skip
    year = sum(cost.due_in(month) for cost in sheets.running for month in MONTHS)
    columns = (Column(_("What"), 44), Column(_("How much"), 30), Column(_("In twelve months"), 26, "right"))
    return (
        Heading(_("What I pay whatever I sell")),
        Table(_("What I pay whatever I sell"), columns, rows, (_foot(_("All together"), year),)),
    )


def sales(sheets: Sheets, *, per: int) -> tuple[Block, ...]:
    """Sheet D: how many of each in each month, `per` months to a table."""
    if not sheets.has("sales") or not sheets.sales:
        return ()

    def rows(months: Sequence[int]) -> Iterator[tuple[Cell, ...]]:
        for thing, sale in zip(sheets.things, sheets.sales, strict=True):
            yield (Cell(thing_name(thing)), *(Cell(f"{sale.units[month - 1]:,}") for month in months))
        earned = [sum(sale.units[month - 1] * sale.price for sale in sheets.sales) for month in months]
        yield (Cell(_("Money from sales")), *(Cell(pounds(amount), "strong") for amount in earned))

    return (Heading(_("What I think I will sell")), *_by_month(sheets, _("What I think I will sell"), rows, per))


def cash(sheets: Sheets, *, per: int) -> tuple[Block, ...]:
    """Sheet F, to the penny: each month begins with what the last one left."""
    if not sheets.has("sales"):
        return ()
    flow = sheets.cash.months
    used = [(kind, name) for kind, name in _KINDS if any(month.total(kind) for month in flow)]

    def rows(months: Sequence[int]) -> Iterator[tuple[Cell, ...]]:
        held = [flow[month - 1] for month in months]
        yield (Cell(_("Money at the start")), *(Cell(pounds(month.opened)) for month in held))
        for kind, name in used:
            sign = 1 if kind in MONEY_IN else -1
            yield (Cell(_(name)), *(Cell(pounds(sign * month.total(kind))) for month in held))
        yield (Cell(_("Money at the end")), *(Cell(pounds(month.closed), "strong") for month in held))

    lowest = sheets.cash.lowest
    least = _("Least in %(month)s: %(amount)s.") % {
        "month": month_name(sheets.month_of_year(lowest.month)), "amount": pounds(lowest.closed)
    }  # fmt: skip
    return (
        Heading(_("My money, month by month")), *_by_month(sheets, _("My money, month by month"), rows, per),
        Paragraph(least, "strong"),
    )  # fmt: skip


def even(sheets: Sheets) -> tuple[Block, ...]:
    """Sheet G."""
    if not sheets.has("sales"):
        return ()
    found, pairs = sheets.break_even, []
    if found.units is not None:
        pairs.append((_("To pay what the business costs"), _units(found.units)))
    if found.units_with_drawings is not None and found.value is not None:
        pairs.append((_("To pay me too"), _units(found.units_with_drawings)))
        pairs.append((_("That is money from sales of"), pounds(found.value)))
    if not pairs:
        return (Heading(_("How much I must sell")), Paragraph(plan_charts.even_sentence(found, mine=True)))
    return (Heading(_("How much I must sell")), Facts(tuple(pairs)))


def _units(number: int) -> str:
    return ngettext("%(number)s sale a month", "%(number)s sales a month", number) % {"number": f"{number:,}"}


def _by_month(
    sheets: Sheets, caption: str, rows: Callable[[Sequence[int]], Iterator[tuple[Cell, ...]]], per: int
) -> Iterator[Table]:
    for first in range(1, 13, per):
        months = range(first, min(first + per, 13))
        columns = (
            Column(_("What"), 30),
            *(Column(_month(sheets, month), 70 / per, "right") for month in months),
        )
        yield Table(caption, columns, tuple(rows(months)))


def _month(sheets: Sheets, month: int) -> str:
    return month_name(sheets.month_of_year(month), short=True)


def _foot(name: str, amount: Fraction | int) -> tuple[Cell, ...]:
    return (Cell(name), Cell(), Cell(pounds(amount), "strong"))
