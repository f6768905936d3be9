"""Sheets F and G: twelve months of cash, and how much must be sold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from wagesdesk.services.sums.amounts import MONTHS, divided, total
from wagesdesk.services.sums.sheets import Got, RunningCost, Sale, StartUpItem


class Kind(StrEnum):
    """What a line of the cash flow is; the first three bring money in."""

    SALES = "sales"
    FUNDING = "funding"
    LOAN = "loan"
    STOCK = "stock"
    RUNNING = "running"
    START_UP = "start_up"
    REPAYMENT = "repayment"
    DRAWINGS = "drawings"


MONEY_IN = frozenset({Kind.SALES, Kind.FUNDING, Kind.LOAN})


@dataclass(frozen=True)
class Loan:
    """Borrowed in month 1, repaid in `months` equal parts from month 2. An estimate.

    `rate` is the year's in hundredths of a percent, taken as simple: a month's is a twelfth.
    """

    pence: int
    rate: int
    months: int

    @property
    def repayment(self) -> Fraction | None:
        """P r / (1 - (1 + r)^-n), with r the rate of a month."""
        rate = Fraction(self.rate, 120_000)
        return divided(self.pence * rate, 1 - (1 + rate) ** -self.months) if rate else divided(self.pence, self.months)

    def due_in(self, month: int) -> Fraction:
        return (self.repayment or Fraction(0)) if 1 < month <= self.months + 1 else Fraction(0)


@dataclass(frozen=True)
class Line:
    """Where a part of a month's money comes from or goes; always nought or more."""

    kind: Kind
    name: str
    amount: Fraction


@dataclass(frozen=True)
class Month:
    """One month of the cash flow: what was there, every line that moved, what is left."""

    month: int
    opened: Fraction
    lines: tuple[Line, ...]

    def total(self, *kinds: Kind) -> Fraction:
        return total(line.amount for line in self.lines if line.kind in kinds)

    @property
    def money_in(self) -> Fraction:
        return self.total(*MONEY_IN)

    @property
    def money_out(self) -> Fraction:
        return total(line.amount for line in self.lines) - self.money_in

    @property
    def closed(self) -> Fraction:
        return self.opened + self.money_in - self.money_out


@dataclass(frozen=True)
class CashFlow:
    """Sheet F: twelve months, each beginning with what the last one left. `opening` may be below nought: a debt."""

    opening: int = 0
    sales: Sequence[Sale] = ()
    running: Sequence[RunningCost] = ()
    start_up: Sequence[StartUpItem] = ()
    drawings: Fraction | int = 0
    funding: Sequence[tuple[str, int, int]] = ()
    """(name, pence, month): grants and gifts."""
    loan: Loan | None = None

    @property
    def months(self) -> tuple[Month, ...]:
        made: list[Month] = []
        held = Fraction(self.opening)
        for month in MONTHS:
            lines = tuple(line for line in self._lines(month) if line.amount)
            made.append(Month(month, held, lines))
            held = made[-1].closed
        return tuple(made)

    def _lines(self, month: int) -> Iterable[Line]:
        for sale in self.sales:
            yield Line(Kind.SALES, sale.name, Fraction(sale.paid_in(month)))
        for name, amount, when in self.funding:
            yield Line(Kind.FUNDING, name, Fraction(amount if when == month else 0))
        if self.loan:
            yield Line(Kind.LOAN, "", Fraction(self.loan.pence if month == 1 else 0))
        for sale in self.sales:
            yield Line(Kind.STOCK, sale.name, Fraction(sale.units[month - 1] * sale.unit_cost))
        for cost in self.running:
            yield Line(Kind.RUNNING, cost.name, cost.due_in(month))
        for item in self.start_up:
            bought = item.got is Got.BUY and item.month == month
            yield Line(Kind.START_UP, item.name, Fraction(item.pence if bought else 0))
        if self.loan:
            yield Line(Kind.REPAYMENT, "", self.loan.due_in(month))
        yield Line(Kind.DRAWINGS, "", Fraction(self.drawings))

    @property
    def lowest(self) -> Month:
        """The month that ends with least; the first of several."""
        return min(self.months, key=lambda month: month.closed)

    @property
    def cash_needed(self) -> Fraction:
        """What must be found so that no month ends below nought."""
        return max(Fraction(0), -self.lowest.closed)


@dataclass(frozen=True)
class BreakEven:
    """Sheet G, for a usual month: `fixed` running costs, `drawings`, and what one sale brings and leaves."""

    fixed: Fraction | int
    drawings: Fraction | int
    price: Fraction | int
    contribution: Fraction | int
    forecast: Fraction | int = 0
    """Units in a usual month, to see how safe it is."""

    @property
    def units(self) -> int | None:
        """Sales a month that pay the running costs; None when no number of sales will."""
        return self._sold(Fraction(self.fixed))

    @property
    def units_with_drawings(self) -> int | None:
        """Sales a month that pay her too."""
        return self._sold(Fraction(self.fixed + self.drawings))

    @property
    def value(self) -> Fraction | None:
        """The same in money from sales."""
        if self.contribution <= 0:
            return None
        return (self.fixed + self.drawings) * Fraction(self.price) / Fraction(self.contribution)

    @property
    def safety(self) -> Fraction | None:
        """How far sales may fall before she is not paid, as a part of the forecast; below nought: they must rise."""
        needed = self.units_with_drawings
        return None if needed is None else divided(self.forecast - needed, self.forecast)

    def _sold(self, costs: Fraction) -> int | None:
        return None if self.contribution <= 0 else math.ceil(costs / self.contribution)


def usual_month(flow: CashFlow) -> BreakEven:
    """Break-even of all that is sold together, each thing counted as often as the forecast sells it.

    Running costs and units are a twelfth of the year's.
    """
    sold = sum(sum(sale.units) for sale in flow.sales)
    earned = sum(sum(sale.units) * sale.price for sale in flow.sales)
    cost = total(sum(sale.units) * Fraction(sale.unit_cost) for sale in flow.sales)
    fixed = total(item.due_in(month) for item in flow.running for month in MONTHS) / 12
    return BreakEven(
        fixed, flow.drawings, divided(earned, sold) or Fraction(0), divided(earned - cost, sold) or Fraction(0),
        Fraction(sold, 12),
    )  # fmt: skip
