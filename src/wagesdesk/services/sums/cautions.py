"""What a good friend who can count would say about the sums: codes only, the words are the page's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wagesdesk.services.sums.amounts import MONTHS
from wagesdesk.services.sums.cash import CashFlow
from wagesdesk.services.sums.sheets import CostOfHour, CostOfOne

MOST_PAID_MINUTES = 40 * 60


@dataclass(frozen=True)
class Caution:
    """`code` says what; `about` names the line or thing, `month` the month, where one is meant."""

    code: str
    about: str = ""
    month: int = 0


def of_cash_flow(flow: CashFlow, *, seasonal: bool = False) -> tuple[Caution, ...]:
    """cash_below_nought (the lowest month), no_sales (each such month), no_drawings, flat or flat_season,
    repayment_too_large (the first such month)."""
    return tuple(_of_cash_flow(flow, seasonal))


def _of_cash_flow(flow: CashFlow, seasonal: bool) -> Iterator[Caution]:
    if flow.cash_needed:
        yield Caution("cash_below_nought", month=flow.lowest.month)
    sold = [sum(sale.units[month - 1] for sale in flow.sales) for month in MONTHS]
    yield from (Caution("no_sales", month=month) for month in MONTHS if any(sold) and not sold[month - 1])
    if not flow.drawings:
        yield Caution("no_drawings")
    if any(sold) and all(len(set(sale.units)) == 1 for sale in flow.sales):
        yield Caution("flat_season" if seasonal else "flat")
    if flow.loan:
        spare = ((month, month.money_in - month.money_out + flow.loan.due_in(month.month)) for month in flow.months[1:])
        late = [month.month for month, left in spare if 0 < flow.loan.due_in(month.month) > left]
        if late:
            yield Caution("repayment_too_large", month=late[0])


def of_one(name: str, one: CostOfOne) -> tuple[Caution, ...]:
    """under_cost when a sale loses money or leaves nothing."""
    left = one.contribution
    return (Caution("under_cost", name),) if one.price and left is not None and left <= 0 else ()


def of_hour(hour: CostOfHour, *, rate: int, living_wage: int) -> tuple[Caution, ...]:
    """under_wage when `rate` (pence an hour) is under the National Living Wage; many_hours above forty paid a week."""
    under = rate and rate < living_wage
    found = (("under_wage", under), ("many_hours", hour.paid_minutes > MOST_PAID_MINUTES))
    return tuple(Caution(code) for code, so in found if so)
