"""What a sum comes to: totals in the list, sentences beside it, and a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from wagesdesk.export.reports import plan_charts
from wagesdesk.export.reports.plan_charts import Chart, Look
from wagesdesk.services import facts, plan_sums
from wagesdesk.services.plan_sums import Sheets
from wagesdesk.services.sums.cautions import Caution
from wagesdesk.services.sums.written import pounds
from wagesdesk.text import _, month_name, ngettext
from wagesdesk.ui.kiosk.sums.route import Spot
from wagesdesk.ui.kiosk.sums.wording import comes_from, thing_name


@dataclass(frozen=True, slots=True)
class Total:
    """A line that is worked out, above the box `before` or under all; `source` says which sum it comes from."""

    label: str
    amount: str
    source: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """`draw` makes the picture; its sentence is the first of `sentences`."""

    totals: tuple[Total, ...] = ()
    heading: str = ""
    sentences: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    draw: Callable[[Look], Chart] | None = None


def result(sheets: Sheets, spot: Spot, *, seasonal: bool = False) -> Result:
    """For the page at `spot`."""
    made = _MAKERS[spot.sheet](sheets, spot)
    found = plan_sums.to_find_out(sheets, spot.sheet)
    find = ngettext("%(count)d number is still to find out.", "%(count)d numbers are still to find out.", found)
    sentences = (*made.sentences, *((find % {"count": found},) if found else ()))
    said = tuple(_cautions(sheets, spot, seasonal))
    return Result(made.totals, made.heading, sentences, said, made.draw)


def _survival(sheets: Sheets, spot: Spot) -> Result:
    budget = sheets.survival
    totals = [Total(_("You need each month"), pounds(budget.spent))]
    said = []
    if spot.page == "income":
        totals.append(Total(_("Comes in each month"), pounds(budget.other_income)))
    if budget.spent and spot.page == "income":
        said.append(
            _("Your business must pay you %(amount)s each month.") % {"amount": _short(budget.drawings)}
            if budget.drawings else _("You have enough to live. Your business can help you save.")
        )  # fmt: skip
    elif budget.spent:
        said.append(_("You need %(amount)s each month.") % {"amount": _short(budget.spent)})
    return Result(tuple(totals), sentences=tuple(said))


def _start_up(sheets: Sheets, spot: Spot) -> Result:
    sheet = sheets.start_up
    bought = Total(_("All that you buy"), pounds(sheet.bought))
    if spot.page != "money":
        said = _("You will buy things for %(amount)s.") % {"amount": _short(sheet.bought)}
        return Result((bought,), sentences=(said,) if sheet.bought else ())
    if sheet.to_find > 0:
        said = _("You still need %(amount)s.") % {"amount": _short(sheet.to_find)}
    else:
        said = _("You have enough to start.")
    return Result((bought,), sentences=(said,) if sheet.bought else ())


def _one(sheets: Sheets, spot: Spot) -> Result:
    if not spot.thing:
        return Result()
    one = sheets.thing(spot.thing).one
    material = one.material
    if spot.page == "stuff":
        costs = _("What goes into one costs you %(amount)s.") % {"amount": _short(material or 0)}
        return Result((Total(_("All of it"), pounds(one.materials)),), sentences=(costs,) if material else ())
    if spot.page != "left":
        return Result()
    totals = (
        Total(_("What goes into one"), _or_blank(material), _("from the page before"), f"{spot.thing}.packaging"),
        Total(_("It costs me"), _or_blank(one.unit_cost), "", f"{spot.thing}.price"),
    )
    if not one.price or one.unit_cost is None:
        return Result(totals)
    said = [plan_charts.price_sentence(one)]
    usual = sheets.box("sales", f"{spot.thing}.usual").number
    if usual and one.contribution and one.contribution > 0:
        named = {"number": f"{usual:,}", "amount": _short(usual * one.contribution)}
        said.append(_("If you sell %(number)s in a month, %(amount)s is left.") % named)
    if one.an_hour is not None and one.an_hour > 0:
        said.append(_("Making them pays you %(amount)s an hour.") % {"amount": _short(one.an_hour)})
    heading = _("Your %(price)s") % {"price": pounds(one.price)}
    return Result(totals, heading, tuple(said), draw=lambda look: plan_charts.price_parts(one, look))


def _hour(sheets: Sheets, spot: Spot) -> Result:
    hour = sheets.hour
    if spot.page != "price":
        return Result()
    totals = (
        Total(_("Your business pays in a year"), pounds(hour.costs), comes_from("hour.costs"), "rate"),
        Total(_("You need each month"), pounds(hour.drawings), comes_from("hour.drawings"), "rate"),
        Total(_("The least to ask for an hour"), _or_blank(hour.rate), "", "rate"),
    )
    said = []
    if hour.rate is not None:
        said.append(_("Ask at least %(amount)s for an hour.") % {"amount": _short(hour.rate)})
    if hour.worked_rate is not None:
        said.append(_("That is %(amount)s for each hour you work.") % {"amount": _short(hour.worked_rate)})
    return Result(totals, sentences=tuple(said))


def _sales(sheets: Sheets, spot: Spot) -> Result:
    sale = next((each for each in sheets.sales if each.name == spot.thing), None)
    if sale is None:
        return Result()
    totals = [] if spot.page == "year" else [Total(_("Sold in a year"), f"{sum(sale.units):,}")]
    if spot.page == "many":
        totals.insert(0, Total(_("Your price for one"), pounds(sale.price), comes_from("sales.price")))
    if not any(sale.units):
        return Result(tuple(totals))
    money = sum(sale.units) * sale.price
    said = [_("You sell %(number)s in the year.") % {"number": f"{sum(sale.units):,}"}]
    said.append(_("People pay you %(amount)s in the year.") % {"amount": _short(money)})
    if sale.still_owed:
        said.append(_("Of this, %(amount)s comes after the year.") % {"amount": _short(sale.still_owed)})
    return Result(tuple(totals), sentences=tuple(said))


def _running(sheets: Sheets, _spot: Spot) -> Result:
    year = sheets.hour.costs
    totals = (Total(_("Your business pays in a year"), pounds(year)),)
    said = _("That is %(amount)s in a usual month.") % {"amount": _short(Fraction(year) / 12)}
    return Result(totals, sentences=(said,) if year else ())


def _cash(sheets: Sheets, spot: Spot) -> Result:
    flow, even, start = sheets.cash, sheets.break_even, sheets.start
    if spot.page == "loan" and sheets.loan is not None and sheets.loan.repayment is not None:
        named = {"amount": _short(sheets.loan.repayment)}
        return Result(sentences=(
            _("You pay back about %(amount)s each month.") % named, _("The lender will tell you the real number."),
        ))  # fmt: skip
    if spot.page == "months":
        least = plan_charts.money_sentence(flow, start)
        return Result(
            _carried(sheets), sentences=(least,), draw=lambda look: plan_charts.money_in_hand(flow, look, start=start)
        )
    if spot.page == "even":
        said = [plan_charts.even_sentence(even)]
        if even.units_with_drawings is not None and even.forecast:
            over = even.forecast - even.units_with_drawings
            named = {"number": f"{round(even.forecast):,}", "over": f"{abs(round(over)):,}"}
            said.append(
                _("You plan %(number)s. That is %(over)s more than you need.") % named if over >= 0
                else _("You plan %(number)s. You need %(over)s more.") % named
            )  # fmt: skip
        return Result(_even(sheets), sentences=tuple(said), draw=lambda look: plan_charts.break_even(even, look))
    return Result()


def _carried(sheets: Sheets) -> tuple[Total, ...]:
    """Where the money of the twelve months comes from."""
    flow = sheets.cash
    of_year = {
        "sales": sum(sale.paid_in(month) for sale in flow.sales for month in range(1, 13)),
        "running": sheets.hour.costs,
        "start_up": sheets.start_up.bought,
        "drawings": sheets.survival.drawings * 12,
    }
    words = {
        "sales": _("People pay you"), "running": _("Your business pays"), "start_up": _("What you buy to start"),
        "drawings": _("You take out to live"),
    }  # fmt: skip
    return tuple(Total(words[code], pounds(amount), comes_from(f"cash.{code}")) for code, amount in of_year.items())


def _even(sheets: Sheets) -> tuple[Total, ...]:
    even = sheets.break_even
    return (
        Total(_("Your business pays each month"), pounds(even.fixed), comes_from("even.fixed")),
        Total(_("You take out to live"), pounds(even.drawings), comes_from("even.drawings")),
        Total(_("Left from each one you sell"), pounds(even.contribution), comes_from("even.contribution")),
    )


_MAKERS: Mapping[str, Callable[[Sheets, Spot], Result]] = {
    "survival": _survival, "start_up": _start_up, "one": _one, "hour": _hour, "sales": _sales, "running": _running,
    "cash": _cash,
}  # fmt: skip
_PAGES_WITH_CAUTIONS = frozenset({("one", "left"), ("hour", "hours"), ("hour", "price"), ("cash", "months")})


def _cautions(sheets: Sheets, spot: Spot, seasonal: bool) -> Iterator[str]:
    if (spot.sheet, spot.page) not in _PAGES_WITH_CAUTIONS:
        return
    wage = facts.fact("living_wage").value
    found = sheets.cautions(living_wage=wage, seasonal=seasonal)[spot.sheet]
    months = [each.month for each in found if each.code == "no_sales"]
    for each in found:
        if each.about not in ("", spot.thing) or (each.code == "no_sales" and each.month != months[0]):
            continue
        if each.code == "cash_below_nought":  # the sentence of the picture says so, with the amount
            yield _("Ask a bit more, spend less, or find more money.")
            continue
        yield caution_words(sheets, each, wage=wage)


def caution_words(sheets: Sheets, caution: Caution, *, wage: int) -> str:
    """What a good friend who can count would say."""
    named = {
        "month": month_name(sheets.month_of_year(caution.month)) if caution.month else "",
        "thing": thing_name(sheets, caution.about) if caution.about else "",
        "wage": pounds(wage, short=True),
    }  # fmt: skip
    words = {
        "cash_below_nought": _("Your money runs out. You have least in %(month)s."),
        "no_sales": _("You sell nothing in %(month)s. Is that right?"),
        "no_drawings": _("You do not pay yourself yet."),
        "flat": _("All your months are the same. Real months are not."),
        "flat_season": _("All your months are the same. Is no month busy, like December?"),
        "repayment_too_large": _("In %(month)s you cannot pay back the loan."),
        "under_cost": _("It costs you as much as people pay, or more."),
        "under_wage": _("By law most workers get %(wage)s an hour or more."),
        "many_hours": _("That is more than 40 paid hours. Is there time to rest?"),
    }
    return words[caution.code] % named


def _short(amount: Fraction | int) -> str:
    return pounds(amount, short=True)


def _or_blank(amount: Fraction | None) -> str:
    return "?" if amount is None else pounds(amount)
