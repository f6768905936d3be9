"""Facts that change every year: dated, sourced, of their nation and trade, in easy words."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from devkit import reading, strings
from wagesdesk import paths
from wagesdesk.services import facts


def test_the_figures_are_those_that_were_read() -> None:
    assert facts.fact("living_wage").value == 12_71
    assert facts.fact("trading_allowance").value == 1_000_00
    assert facts.fact("personal_allowance").value == 12_570_00
    assert facts.fact("startup_loan").value == 7_50
    assert (facts.fact("food").value, facts.fact("food").unit) == (28, "days")


def test_the_figure_of_each_fact_stands_in_its_text() -> None:
    for each in facts.facts():
        if each.unit == "pence":
            pounds = f"{each.value / 100:,.2f}".removesuffix(".00")
            assert f"£{pounds}" in each.text, each.id
        elif each.unit in ("days", "percent") or (each.unit == "months" and each.value == 12):
            figure = f"{each.value / 100:g} %" if each.unit == "percent" else str(each.value)
            assert re.search(rf"\b{re.escape(figure)}", each.text), each.id


def test_a_checklist_is_of_one_nation_and_one_trade() -> None:
    food = {each.id for each in facts.checklist("england", "food")}
    assert {"food", "market", "ask_probation", "insurance"} <= food
    assert food.isdisjoint({"animals", "basic_check"})
    assert "animals" in {each.id for each in facts.checklist("england", "dogs")}
    scots = facts.checklist("scotland", "food")
    assert scots
    assert all("scotland" in each.nations for each in scots)
    assert {"food", "ask_probation"}.isdisjoint(each.id for each in scots)


def test_a_fact_is_stale_the_day_after_its_check_by_day() -> None:
    each = facts.fact("living_wage")
    assert not each.stale(each.check_by)
    assert each.stale(each.check_by + timedelta(days=1))
    assert not any(one.stale(date(2026, 11, 22)) for one in facts.facts())


Change = Callable[[dict[str, Any]], object]
WRONG: dict[str, Change] = {
    "no_source": lambda table: table["fact"][0].pop("source"),
    "an_empty_text": lambda table: table["fact"][0].update(text=""),
    "unknown_nation": lambda table: table["fact"][0].update(nations=["france"]),
    "no_nation": lambda table: table["fact"][0].update(nations=[]),
    "unknown_trade": lambda table: table["fact"][0].update(trades=["cars"]),
    "unknown_unit": lambda table: table["fact"][0].update(unit="stones"),
    "hearsay": lambda table: table["fact"][0].update(confidence="hearsay"),
    "twice": lambda table: table["fact"].append(table["fact"][0]),
    "due_before_it_was_checked": lambda table: table["fact"][0].update(check_by=date(2026, 1, 1)),
    "a_part_too_many": lambda table: table["fact"][0].update(risk="high"),
    "no_day": lambda table: table.pop("checked"),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_told(change: Change) -> None:
    table = copy.deepcopy(tomllib.loads(paths.resource("facts/self_employment.toml").read_text("utf-8")))
    change(table)
    with pytest.raises(ValueError, match=r"self_employment\.toml"):
        facts.read(table)


def test_their_words_are_easy_and_can_be_translated() -> None:
    words = set(strings.words_of("facts/self_employment.toml"))
    assert words == {text for each in facts.facts() for text in (each.title, each.text, each.ask)}
    assert "facts/self_employment.toml" in reading.FILES
