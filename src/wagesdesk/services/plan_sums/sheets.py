"""The seven sheets of one plan, worked out from its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from wagesdesk.services.plan_sums.figures import HOURS, KINDS_OF_MONTH, Figure, Key, parts_of
from wagesdesk.services.sums.amounts import MONTHS, Every, Regular, total
from wagesdesk.services.sums.cash import BreakEven, CashFlow, Loan, usual_month
from wagesdesk.services.sums.cautions import Caution, of_cash_flow, of_hour, of_one
from wagesdesk.services.sums.sheets import (
    CostOfHour,
    CostOfOne,
    Got,
    RunningCost,
    Sale,
    StartUp,
    StartUpItem,
    SurvivalBudget,
    year_of,
)

COMES_FROM: Final[Mapping[str, str]] = {
    "hour.costs": "running",
    "hour.drawings": "survival",
    "sales.price": "one",
    "sales.unit_cost": "one",
    "cash.opening": "start_up",
    "cash.grant": "start_up",
    "cash.start_up": "start_up",
    "cash.sales": "sales",
    "cash.stock": "one",
    "cash.running": "running",
    "cash.drawings": "survival",
    "even.fixed": "running",
    "even.drawings": "survival",
    "even.contribution": "one",
}
"""The sheet that a total is carried over from."""
_INCOME: Final = frozenset({"credit", "wages", "child_benefit", "family"})
_USUAL_LOAN_MONTHS: Final = 12


@dataclass(frozen=True)
class Thing:
    """Something that is sold; her hours are one, with the id HOURS and no name."""

    id: str
    name: str
    one: CostOfOne


@dataclass(frozen=True)
class Sheets:
    """All sums of one plan. In the dataclasses of `services.sums` the name of a line is its row here.

    Nothing is stored of it but the figures, so a copy with other figures is a "what if".
    """

    figures: Mapping[Key, Figure]

    def box(self, sheet: str, row: str) -> Figure:
        """A figure, or a blank one where nothing was said."""
        return self.figures.get((sheet, row)) or Figure(sheet, row)

    def lines(self, kind: str, of: str = "") -> tuple[Figure, ...]:
        """The lines of a kind, in her order; materials only of the thing `of`."""
        found = (each for each in self.figures.values() if each.kind == kind and each.of == of)
        return tuple(sorted(found, key=lambda each: (each.at, each.row)))

    def changed(self, *figures: Figure) -> Sheets:
        """What if: the same with these figures in place of what is saved. Nothing is written."""
        return Sheets({**self.figures, **{each.key: each for each in figures}})

    def has(self, sheet: str) -> bool:
        """Whether anything was said in a sheet."""
        return any(each.sheet == sheet for each in self.figures.values())

    # -- A to E

    @cached_property
    def survival(self) -> SurvivalBudget:
        boxes = [each for each in self._boxes("survival") if each.pence is not None]
        coming = [each for each in boxes if each.row in _INCOME]
        going = [each for each in boxes if each.row not in _INCOME]
        return SurvivalBudget(
            tuple(map(_regular, (*going, *self.lines("spend")))), tuple(map(_regular, (*coming, *self.lines("income"))))
        )

    @cached_property
    def start_up(self) -> StartUp:
        items = tuple(StartUpItem(each.row, each.pence or 0, Got(each.got), each.month) for each in self.lines("item"))
        return StartUp(items, self._pence("start_up", "own_money"), self._pence("start_up", "grant"))

    @cached_property
    def things(self) -> tuple[Thing, ...]:
        """What she sells, in her order; her hours last, where they have a price."""
        made = [Thing(each.row, each.name, self._one(each.row)) for each in self.lines("thing")]
        rate = self._pence("hour", "rate")
        return (*made, *((Thing(HOURS, "", CostOfOne(rate, 0)),) if rate else ()))

    def _one(self, thing: str) -> CostOfOne:
        batch = self.box("one", f"{thing}.batch").number
        return CostOfOne(
            price=self._pence("one", f"{thing}.price"),
            materials=sum(each.pence or 0 for each in self.lines("material", thing)),
            batch=1 if batch is None else batch,
            packaging=self._pence("one", f"{thing}.packaging"),
            fee=self._pence("one", f"{thing}.fee"),
            minutes=self.box("one", f"{thing}.minutes").number or 0,
        )

    def thing(self, thing_id: str) -> Thing:
        """KeyError for one that is not there."""
        return {each.id: each for each in self.things}[thing_id]

    @cached_property
    def hour(self) -> CostOfHour:
        """Costs are those of twelve months of running costs, drawings those of the survival budget."""
        costs = total(cost.due_in(month) for cost in self.running for month in MONTHS)
        paid, worked, weeks = (self.box("hour", row).number or 0 for row in ("paid", "worked", "weeks"))
        return CostOfHour(costs, self.survival.drawings, paid, worked, weeks)

    @property
    def start(self) -> int:
        """The month of the calendar that is the first of trading."""
        return self.box("sales", "start").month

    def month_of_year(self, month: int) -> int:
        """The month of the calendar of one of the twelve."""
        return (self.start + month - 2) % 12 + 1

    def units(self, thing_id: str) -> tuple[int, ...]:
        """Twelve numbers, from three and which month is which; a month said by hand is as she said."""
        usual, busy, quiet = (self.box("sales", f"{thing_id}.{kind}").number or 0 for kind in KINDS_OF_MONTH)
        filled = year_of(self.box("sales", f"{thing_id}.year").months, usual=usual, busy=busy, quiet=quiet)
        own = (self.box("sales", f"{thing_id}.m{month}").number for month in MONTHS)
        return tuple(number if said is None else said for number, said in zip(filled, own, strict=True))

    @cached_property
    def sales(self) -> tuple[Sale, ...]:
        """One for each thing."""
        return tuple(
            Sale(
                each.id, each.one.price, each.one.unit_cost or 0, self.units(each.id),
                self.box("sales", f"{each.id}.days").number or 0,
            )
            for each in self.things
        )  # fmt: skip

    @cached_property
    def running(self) -> tuple[RunningCost, ...]:
        boxes = [each for each in self._boxes("running") if each.pence is not None]
        return tuple(
            RunningCost(each.row, each.pence or 0, Every(each.every), each.month)
            for each in (*boxes, *self.lines("cost"))
        )

    # -- F and G

    @cached_property
    def loan(self) -> Loan | None:
        borrowed = self._pence("cash", "loan")
        months = self.box("cash", "months").number
        rate = self.box("cash", "rate").number or 0
        return Loan(borrowed, rate, _USUAL_LOAN_MONTHS if months is None else months) if borrowed else None

    @cached_property
    def cash(self) -> CashFlow:
        """Her own money is there at the beginning; a sure grant comes in month 1."""
        money = tuple((each.row, each.pence or 0, each.month) for each in self.lines("money"))
        return CashFlow(
            opening=self.start_up.own_money, sales=self.sales, running=self.running, start_up=self.start_up.items,
            drawings=self.survival.drawings, funding=(("grant", self.start_up.grant, 1), *money), loan=self.loan,
        )  # fmt: skip

    @cached_property
    def break_even(self) -> BreakEven:
        """For a usual month of all that is sold together."""
        return usual_month(self.cash)

    def cautions(self, *, living_wage: int, seasonal: bool = False) -> Mapping[str, tuple[Caution, ...]]:
        """By sheet: "one", "hour" and "cash". `living_wage` is pence an hour."""
        rate = self._pence("hour", "rate")
        made = (each for each in self.things if each.id != HOURS)
        return {
            "one": tuple(found for each in made for found in of_one(each.id, each.one)),
            "hour": of_hour(self.hour, rate=rate, living_wage=living_wage),
            "cash": of_cash_flow(self.cash, seasonal=seasonal) if self.has("sales") else (),
        }

    def _pence(self, sheet: str, row: str) -> int:
        return self.box(sheet, row).pence or 0

    def _boxes(self, sheet: str) -> list[Figure]:
        found = (each for each in self.figures.values() if each.sheet == sheet and not each.kind)
        return sorted((each for each in found if "every" in parts_of(each)), key=lambda each: each.row)


def _regular(figure: Figure) -> Regular:
    return Regular(figure.row, figure.pence or 0, Every(figure.every))
