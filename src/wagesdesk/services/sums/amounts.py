"""How amounts are counted and divided: exact, in pence, rounded only to be shown."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

MONTHS = range(1, 13)


class Every(StrEnum):
    """How often an amount comes round."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


A_MONTH = {
    Every.WEEK: Fraction(52, 12), Every.MONTH: Fraction(1), Every.QUARTER: Fraction(1, 3), Every.YEAR: Fraction(1, 12),
}  # fmt: skip


def pence(amount: Fraction | int) -> int:
    """`amount` as whole pence; half a penny goes away from nought, below it too."""
    whole = math.floor(abs(Fraction(amount)) + Fraction(1, 2))
    return whole if amount >= 0 else -whole


@dataclass(frozen=True)
class Regular:
    """An amount that comes round: rent each month, food each week."""

    name: str
    pence: int
    every: Every

    @property
    def monthly(self) -> Fraction:
        """Spread evenly: a week is 52 twelfths of a month, a year is twelve months."""
        return self.pence * A_MONTH[self.every]


def total(amounts: Iterable[Fraction | int]) -> Fraction:
    """Nought for nothing."""
    return Fraction(sum(amounts))


def divided(amount: Fraction | int | None, by: Fraction | int | None) -> Fraction | None:
    """None where there is nothing to divide, or nothing to divide by."""
    return None if amount is None or not by else Fraction(amount) / Fraction(by)
