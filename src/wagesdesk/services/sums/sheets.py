"""Sheets A to E: what she needs, what it takes to start, what one costs, what is sold, what must be paid anyway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from wagesdesk.services.sums.amounts import A_MONTH, MONTHS, Every, Regular, divided, total


@dataclass(frozen=True)
class SurvivalBudget:
    """Sheet A: what she and her household need, and what comes in from elsewhere."""

    spending: Sequence[Regular] = ()
    income: Sequence[Regular] = ()

    @property
    def spent(self) -> Fraction:
        return total(line.monthly for line in self.spending)

    @property
    def other_income(self) -> Fraction:
        return total(line.monthly for line in self.income)

    @property
    def drawings(self) -> Fraction:
        """What the business must pay her each month."""
        return max(Fraction(0), self.spent - self.other_income)


class Got(StrEnum):
    """How she comes by a thing that she needs to start."""

    HAVE = "have"
    BORROW = "borrow"
    BUY = "buy"


@dataclass(frozen=True)
class StartUpItem:
    """One thing that is needed to start; only what is bought costs money, in the month it is bought."""

    name: str
    pence: int
    got: Got
    month: int = 1


@dataclass(frozen=True)
class StartUp:
    """Sheet B. `grant` is money that is confirmed, not hoped for."""

    items: Sequence[StartUpItem] = ()
    own_money: int = 0
    grant: int = 0

    @property
    def bought(self) -> int:
        return sum(item.pence for item in self.items if item.got is Got.BUY)

    @property
    def to_find(self) -> int:
        """Still to be found; below nought when there is more than is needed."""
        return self.bought - self.own_money - self.grant


@dataclass(frozen=True)
class CostOfOne:
    """Sheet C: one thing that is made and sold. Materials are for a batch of `batch` things, `fee` is for each sale."""

    price: int
    materials: int
    batch: int = 1
    packaging: int = 0
    fee: int = 0
    minutes: int = 0

    @property
    def material(self) -> Fraction | None:
        """The materials in one; None while nobody knows how many a batch gives."""
        return divided(self.materials, self.batch)

    @property
    def unit_cost(self) -> Fraction | None:
        return None if self.material is None else self.material + self.packaging + self.fee

    @property
    def contribution(self) -> Fraction | None:
        """What one sale leaves; below nought when each sale loses money."""
        return None if self.unit_cost is None else self.price - self.unit_cost

    @property
    def margin(self) -> Fraction | None:
        """The part of the price that is left."""
        return divided(self.contribution, self.price)

    @property
    def mark_up(self) -> Fraction | None:
        """What is put on top, as a part of the cost."""
        return divided(self.contribution, self.unit_cost)

    @property
    def an_hour(self) -> Fraction | None:
        """What making these pays for an hour."""
        return divided(None if self.contribution is None else self.contribution * 60, self.minutes)


@dataclass(frozen=True)
class CostOfHour:
    """Sheet C2: work sold by the hour. `costs` are those of a year, `drawings` those of a month.

    Hours that customers pay for are fewer than hours worked: travel, calls and cleaning up are work too.
    """

    costs: Fraction | int
    drawings: Fraction | int
    paid_minutes: int
    worked_minutes: int
    weeks: int

    @property
    def rate(self) -> Fraction | None:
        """The least to ask for an hour."""
        return divided(self.costs + self.drawings * 12, Fraction(self.paid_minutes * self.weeks, 60))

    @property
    def worked_rate(self) -> Fraction | None:
        """What that is for each hour worked."""
        return divided(self.costs + self.drawings * 12, Fraction(self.worked_minutes * self.weeks, 60))


@dataclass(frozen=True)
class Sale:
    """Sheet D: one thing sold. `units` are twelve numbers; `days` is how long customers take to pay."""

    name: str
    price: int
    unit_cost: Fraction | int
    units: Sequence[int]
    days: int = 0

    @property
    def months_late(self) -> int:
        """The whole months nearest to `days`, thirty days each; fifteen days are a month already."""
        return (self.days + 15) // 30

    def made_in(self, month: int) -> int:
        """What is sold in a month, paid then or later."""
        return self.units[month - 1] * self.price

    def paid_in(self, month: int) -> int:
        """What arrives in a month."""
        return self.made_in(month - self.months_late) if month > self.months_late else 0

    @property
    def still_owed(self) -> int:
        """Sold in the twelve months, paid after them."""
        return sum(self.made_in(month) for month in MONTHS if month + self.months_late > 12)


def year_of(kinds: Sequence[str], *, usual: int, busy: int, quiet: int) -> tuple[int, ...]:
    """Twelve numbers from three; `kinds` says for each month usual, busy or quiet."""
    units = {"usual": usual, "busy": busy, "quiet": quiet}
    return tuple(units[kind] for kind in kinds)


@dataclass(frozen=True)
class RunningCost:
    """Sheet E: a cost that comes whether anything is sold or not, from month `start` on.

    A quarter's or a year's bill falls in its real month, not spread.
    """

    name: str
    pence: int
    every: Every
    start: int = 1

    def due_in(self, month: int) -> Fraction:
        if month < self.start:
            return Fraction(0)
        gap = {Every.QUARTER: 3, Every.YEAR: 12}.get(self.every)
        if gap is None:
            return self.pence * A_MONTH[self.every]
        return Fraction(self.pence if (month - self.start) % gap == 0 else 0)
