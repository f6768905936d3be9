"""The three pictures of the sums: drawn to scale, with their sentence, and as an SVG that Qt draws."""

from __future__ import annotations

import dataclasses

import pytest
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Polygon, PolyLine, Rect, String

from tests.unit.services.test_sums import year
from wagesdesk.export.reports import plan_charts
from wagesdesk.export.reports.plan_charts import Chart, Look
from wagesdesk.services.sums import cash
from wagesdesk.services.sums.sheets import CostOfOne

LOOK = Look(400, 300, 16)


def texts(chart: Chart) -> list[str]:
    return [each.text for each in chart.drawing.contents if isinstance(each, String)]


def boxes(chart: Chart) -> list[Rect]:
    return [each for each in chart.drawing.contents if isinstance(each, Rect)]


@pytest.mark.parametrize(
    ("price", "cost", "sentence", "said"),
    [
        (2_75, 1_00, "You keep £1.75 from each one.", ["It costs you", "£1.00", "Left for you", "£1.75"]),
        (80, 1_00, "You would pay 20p each time.", ["They pay you", "£0.80", "You would pay", "£0.20"]),
        (1_00, 1_00, "Nothing is left for you.", ["It costs you", "£1.00"]),
        (0, 1_00, "", ["You would pay", "£1.00"]),
    ],
)
def test_where_the_price_goes(price: int, cost: int, sentence: str, said: list[str]) -> None:
    chart = plan_charts.price_parts(CostOfOne(price, cost), LOOK)
    assert chart.sentence == sentence
    assert [each for each in texts(chart) if each in said] == said


def test_the_parts_of_a_price_are_as_high_as_they_are() -> None:
    cost, left, _frame = boxes(plan_charts.price_parts(CostOfOne(4_00, 1_00), LOOK))
    assert (cost.height, left.height) == (75, 225)


def test_the_worked_year_as_a_picture() -> None:
    chart = plan_charts.money_in_hand(year(12_00), LOOK, start=4)
    assert chart.sentence == "You have least in July. You need £1,552.50 more then."
    closed = [float(month.closed) for month in year(12_00).months]
    highs = [bar.height for bar in boxes(chart)]
    assert len(highs) == 12
    assert highs == pytest.approx([abs(amount) * highs[0] / abs(closed[0]) for amount in closed])
    assert {"£0", "−£1,500", "Apr"} <= set(texts(chart))
    safe = plan_charts.money_in_hand(year(14_00, 1_500_00), LOOK, start=4, before=year(12_00))
    assert safe.sentence == "Your money never runs out. You have least in July: £277.50."
    assert sum(isinstance(each, Polygon) for each in safe.drawing.contents) == 12


def test_break_even_as_a_picture() -> None:
    even = cash.usual_month(year(12_00))
    chart = plan_charts.break_even(even, LOOK)
    assert chart.sentence == "You must sell 78 each month to cover all you need."
    assert {"Money in", "Money out"} <= set(texts(chart))
    never = dataclasses.replace(even, contribution=0)
    assert plan_charts.break_even(never, LOOK).sentence == "No number of sales will cover this."
    nothing = cash.usual_month(cash.CashFlow())
    assert plan_charts.break_even(nothing, LOOK).sentence == "No number of sales will cover this."


@pytest.mark.parametrize("amount", [0, 1, 10**12])
def test_no_amount_is_too_small_or_too_large(amount: int) -> None:
    flow = cash.CashFlow(opening=amount, drawings=amount)
    for chart in (
        plan_charts.price_parts(CostOfOne(amount, amount // 2), LOOK),
        plan_charts.money_in_hand(flow, LOOK, start=12),
        plan_charts.break_even(cash.BreakEven(amount, amount, amount, amount, amount), LOOK),
    ):
        lines = [each for each in chart.drawing.contents if isinstance(each, PolyLine)]
        assert all(-1 <= point <= 401 for line in lines for point in line.points)
        assert renderPDF.drawToString(chart.drawing).startswith(b"%PDF")


def test_the_svg_has_nothing_that_qt_draws_wrong() -> None:
    text = plan_charts.svg(plan_charts.money_in_hand(year(12_00), LOOK, start=1)).decode()
    assert "clip" not in text
    assert "None" not in text
    assert "Atkinson Hyperlegible Next" in text
    assert "£1,000" in text
