"""The money sheets: the worked years to the penny, and what holds for every plan.

The three years and their break-even figures are those of the programme's reference (price, unit cost 4.50, 180 a month
to run, 400 drawn, 150 in hand, 620 to start).
"""

from __future__ import annotations

import dataclasses
import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagesdesk.services.sums import cash, cautions, sheets
from wagesdesk.services.sums.amounts import MONTHS, Every, Regular, pence
from wagesdesk.services.sums.cash import Kind

UNITS = (20, 35, 50, 60, 80, 90, 95, 70, 85, 100, 120, 60)
AT_12 = (-900, -1217.5, -1422.5, -1552.5, -1532.5, -1437.5, -1305, -1360, -1302.5, -1132.5, -812.5, -942.5)
AT_14 = (-860, -1107.5, -1212.5, -1222.5, -1042.5, -767.5, -445, -360, -132.5, 237.5, 797.5, 787.5)
FUNDED = (640, 392.5, 287.5, 277.5, 457.5, 732.5, 1055, 1140, 1367.5, 1737.5, 2297.5, 2287.5)


def year(price: int, funding: int = 0) -> cash.CashFlow:
    return cash.CashFlow(
        opening=150_00,
        sales=(sheets.Sale("Cards", price, 4_50, UNITS),),
        running=(sheets.RunningCost("Stall", 180_00, Every.MONTH),),
        start_up=(sheets.StartUpItem("Tools", 620_00, sheets.Got.BUY),),
        drawings=400_00,
        funding=(("Grant", funding, 1),),
    )


@pytest.mark.parametrize(
    ("flow", "closing", "lowest", "below"),
    [(year(12_00), AT_12, 4, 12), (year(14_00), AT_14, 4, 9), (year(14_00, 1_500_00), FUNDED, 4, 0)],
    ids=["12", "14", "funded"],
)
def test_the_worked_years_to_the_penny(
    flow: cash.CashFlow, closing: tuple[float, ...], lowest: int, below: int
) -> None:
    assert [month.closed for month in flow.months] == [round(pounds * 100) for pounds in closing]
    assert flow.lowest.month == lowest
    assert sum(month.closed < 0 for month in flow.months) == below
    assert flow.cash_needed == max(0, -round(min(closing) * 100))


def test_the_worked_break_even() -> None:
    one = sheets.CostOfOne(price=12_00, materials=4_50)
    even = cash.BreakEven(180_00, 400_00, 12_00, one.contribution or 0)
    assert [even.units, even.units_with_drawings, even.value] == [24, 78, 928_00]
    assert (one.margin, one.mark_up) == (Fraction(625, 1000), Fraction(750, 450))
    assert cash.usual_month(year(12_00)) == dataclasses.replace(even, forecast=Fraction(sum(UNITS), 12))


def test_safety_is_a_part_of_the_forecast() -> None:
    even = cash.BreakEven(180_00, 400_00, 12_00, 7_50, forecast=104)
    assert even.safety == Fraction(104 - 78, 104)
    assert dataclasses.replace(even, forecast=0).safety is None


@pytest.mark.parametrize("contribution", [0, -1])
def test_no_number_of_sales_will_cover_it(contribution: int) -> None:
    even = cash.BreakEven(180_00, 400_00, 12_00, contribution, 50)
    assert (even.units, even.units_with_drawings, even.value, even.safety) == (None, None, None, None)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Fraction(1, 2), 1),
        (Fraction(3, 2), 2),
        (Fraction(-1, 2), -1),
        (Fraction(49, 100), 0),
        (7, 7),
        (Fraction(-3, 4), -1),
    ],
)
def test_half_a_penny_is_rounded_away_from_nought(amount: Fraction, shown: int) -> None:
    assert pence(amount) == shown


def test_a_survival_budget_counts_weeks_and_years_as_months() -> None:
    budget = sheets.SurvivalBudget(
        spending=(
            Regular("Food", 60_00, Every.WEEK),
            Regular("Rent", 450_00, Every.MONTH),
            Regular("TV", 174_50, Every.YEAR),
        ),
        income=(Regular("Child benefit", 26_05, Every.WEEK),),
    )
    assert budget.spent == 260_00 + 450_00 + Fraction(174_50, 12)
    assert pence(budget.drawings) == 611_66
    assert sheets.SurvivalBudget(income=budget.income).drawings == 0


def test_only_what_is_bought_must_be_found() -> None:
    items = [sheets.StartUpItem(got, 100_00, sheets.Got(got)) for got in ("have", "borrow", "buy", "buy")]
    sheet = sheets.StartUp(items, own_money=30_00, grant=50_00)
    assert (sheet.bought, sheet.to_find) == (200_00, 120_00)


def test_one_thing_knows_what_it_costs_and_pays() -> None:
    one = sheets.CostOfOne(price=6_00, materials=12_00, batch=10, packaging=30, fee=50, minutes=20)
    assert [one.unit_cost, one.contribution, one.an_hour] == [2_00, 4_00, 12_00]
    empty = sheets.CostOfOne(price=0, materials=0, batch=0)
    assert (empty.unit_cost, empty.contribution, empty.margin, empty.mark_up, empty.an_hour) == (None,) * 5


def test_an_hour_is_priced_by_paid_hours() -> None:
    hour = sheets.CostOfHour(costs=2_400_00, drawings=800_00, paid_minutes=20 * 60, worked_minutes=30 * 60, weeks=48)
    assert [hour.rate, hour.worked_rate] == [12_50, Fraction(1_200_000, 1440)]
    assert dataclasses.replace(hour, weeks=0).rate is None


@pytest.mark.parametrize(("days", "late"), [(0, 0), (14, 0), (15, 1), (30, 1), (44, 1), (45, 2), (400, 13)])
def test_late_payment_moves_money_to_a_later_month(days: int, late: int) -> None:
    sale = sheets.Sale("Cleaning", 10_00, 0, tuple(range(1, 13)), days)
    assert sale.months_late == late
    assert [sale.paid_in(month) for month in MONTHS] == [max(0, month - late) * 10_00 for month in MONTHS]
    assert sum(map(sale.paid_in, MONTHS)) + sale.still_owed == sum(map(sale.made_in, MONTHS))


@pytest.mark.parametrize(
    ("every", "start", "due"),
    [
        (Every.MONTH, 3, dict.fromkeys(range(3, 13), 9000)),
        (Every.QUARTER, 2, dict.fromkeys((2, 5, 8, 11), 90_00)),
        (Every.YEAR, 4, {4: 90_00}),
        (Every.WEEK, 12, {12: 390_00}),
    ],
)
def test_a_bill_falls_in_its_real_month(every: Every, start: int, due: dict[int, int]) -> None:
    cost = sheets.RunningCost("Insurance", 90_00, every, start)
    assert {month: cost.due_in(month) for month in MONTHS if cost.due_in(month)} == due


def test_three_numbers_fill_twelve_months() -> None:
    kinds = ["quiet"] * 2 + ["usual"] * 8 + ["busy"] * 2
    assert sheets.year_of(kinds, usual=10, busy=25, quiet=4) == (4, 4, *[10] * 8, 25, 25)


def test_a_loan_is_repaid_in_equal_parts_that_pay_it_off() -> None:
    loan = cash.Loan(1_000_00, rate=7_50, months=12)
    assert pence(loan.repayment or 0) == 86_76
    owed = Fraction(loan.pence)
    for _month in range(loan.months):
        owed = owed * (1 + Fraction(75, 12_000)) - (loan.repayment or 0)
    assert owed == 0
    assert cash.Loan(120_00, 0, 12).repayment == 10_00
    assert cash.Loan(120_00, 0, 0).repayment is None
    flow = cash.CashFlow(loan=cash.Loan(120_00, 0, 6))
    assert [month.closed for month in flow.months] == [120_00, 100_00, 80_00, 60_00, 40_00, 20_00, *[0] * 6]


def test_what_a_friend_would_say() -> None:
    said = cautions.of_cash_flow(year(12_00))
    assert said == (cautions.Caution("cash_below_nought", month=4),)
    empty = cautions.of_cash_flow(cash.CashFlow())
    assert empty == (cautions.Caution("no_drawings"),)
    flat = cash.CashFlow(
        sales=(sheets.Sale("Cards", 5_00, 1_00, (10,) * 12),), drawings=1, loan=cash.Loan(9_000_00, 0, 12)
    )
    assert [one.code for one in cautions.of_cash_flow(flat, seasonal=True)] == ["flat_season", "repayment_too_large"]
    gap = dataclasses.replace(flat, sales=(sheets.Sale("Cards", 5_00, 1_00, (10,) * 11 + (0,)),), loan=None)
    assert cautions.of_cash_flow(gap) == (cautions.Caution("no_sales", month=12),)
    assert cautions.of_one("Cards", sheets.CostOfOne(price=2_00, materials=2_00)) == (
        cautions.Caution("under_cost", "Cards"),
    )
    assert cautions.of_one("Cards", sheets.CostOfOne(price=0, materials=2_00)) == ()
    hour = sheets.CostOfHour(0, 0, paid_minutes=41 * 60, worked_minutes=0, weeks=48)
    assert [one.code for one in cautions.of_hour(hour, rate=12_70, living_wage=12_71)] == ["under_wage", "many_hours"]
    assert cautions.of_hour(dataclasses.replace(hour, paid_minutes=0), rate=12_71, living_wage=12_71) == ()


money = st.integers(0, 10**12)
months = st.integers(1, 12)
names = st.text(max_size=4)
a_year = st.lists(st.integers(0, 10**6), min_size=12, max_size=12)
sales = st.builds(sheets.Sale, names, money, st.fractions(0, 10**6), a_year, st.integers(0, 500))
flows = st.builds(
    cash.CashFlow,
    opening=st.integers(-(10**9), 10**12),
    sales=st.lists(sales, max_size=3),
    running=st.lists(st.builds(sheets.RunningCost, names, money, st.sampled_from(Every), months), max_size=3),
    start_up=st.lists(st.builds(sheets.StartUpItem, names, money, st.sampled_from(sheets.Got), months), max_size=3),
    drawings=money,
    funding=st.lists(st.tuples(names, money, months), max_size=2),
    loan=st.none() | st.builds(cash.Loan, money, st.integers(0, 5_000), st.integers(0, 60)),
)


@given(flows)
def test_each_month_begins_where_the_last_one_ended(flow: cash.CashFlow) -> None:
    assert flow.months[0].opened == flow.opening
    for before, after in zip(flow.months, flow.months[1:], strict=False):
        assert after.opened == before.closed


@given(flows)
def test_every_total_is_the_sum_of_its_lines(flow: cash.CashFlow) -> None:
    for month in flow.months:
        signed = [line.amount if line.kind in cash.MONEY_IN else -line.amount for line in month.lines]
        assert month.closed == month.opened + sum(signed)
        assert month.money_in + month.money_out == sum(month.total(kind) for kind in Kind)
        assert all(line.amount > 0 for line in month.lines)
    assert flow.cash_needed == max(0, *(-month.closed for month in flow.months))


@given(flows, st.randoms())
def test_the_order_of_lines_does_not_matter(flow: cash.CashFlow, chance: random.Random) -> None:
    mixed = dataclasses.replace(
        flow,
        sales=chance.sample(flow.sales, len(flow.sales)),
        running=chance.sample(flow.running, len(flow.running)),
        start_up=chance.sample(flow.start_up, len(flow.start_up)),
    )
    assert [month.closed for month in mixed.months] == [month.closed for month in flow.months]
    assert cash.usual_month(mixed) == cash.usual_month(flow)


@given(flows, st.booleans())
def test_huge_and_empty_plans_have_an_answer(flow: cash.CashFlow, seasonal: bool) -> None:
    even = cash.usual_month(flow)
    assert (even.units is None) == (even.contribution <= 0)
    assert even.units is None or even.units * even.contribution >= even.fixed > (even.units - 1) * even.contribution
    for one in cautions.of_cash_flow(flow, seasonal=seasonal):
        assert one.month in (0, *MONTHS)


@given(st.builds(sheets.CostOfOne, money, money, money, money, money, money))
def test_the_parts_of_a_price_make_the_price(one: sheets.CostOfOne) -> None:
    if one.contribution is not None:
        assert one.contribution + (one.unit_cost or 0) == one.price
        assert one.margin is None or one.margin * one.price == one.contribution
        assert one.an_hour is None or one.an_hour * one.minutes == one.contribution * 60
