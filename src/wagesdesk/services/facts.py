"""Facts that change every year: what to ask, pay or sign before trading, each with its source and a check-by day.

Texts are English source text: give them to `text._` when shown. A shipped file that is wrong is a bug: ValueError.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from wagesdesk import paths
from wagesdesk.models.plan import NATIONS
from wagesdesk.services.plan_template import plan_template

UNITS: Final = ("pence", "days", "months", "percent", "none")
CONFIDENCES: Final = ("primary", "secondary", "lead")
EVERY_TRADE: Final = "all"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the checklist. `value` is in `unit` (hundredths of a percent for percent, 0 for none).

    `confidence` is how near to the rule itself `source` stands; `checked` is the day somebody read it. `custody`: it
    says where she is or was, and has no place in what strangers are given.
    """

    id: str
    title: str
    text: str
    ask: str
    value: int
    unit: str
    tax_year: str
    check_by: date
    nations: tuple[str, ...]
    trades: tuple[str, ...]
    source: str
    origin: str
    confidence: str
    checked: date
    custody: bool = False

    def stale(self, today: date) -> bool:
        """Whether somebody should have looked again before `today`."""
        return today > self.check_by


@cache
def facts() -> tuple[Fact, ...]:
    """All that ship, in the order in which they are asked."""
    with paths.resource("facts/self_employment.toml").open("rb") as file:
        return read(tomllib.load(file))


def fact(fact_id: str) -> Fact:
    """KeyError for an id that is not shipped."""
    return {each.id: each for each in facts()}[fact_id]


def checklist(nation: str, trade: str) -> tuple[Fact, ...]:
    """What a woman of this trade asks about; a fact of another nation is never among them."""
    return tuple(
        each for each in facts() if nation in each.nations and (EVERY_TRADE in each.trades or trade in each.trades)
    )


def read(table: Mapping[str, Any]) -> tuple[Fact, ...]:
    """ValueError for a part missing or too many, an unknown nation, trade, unit or confidence, or an id twice."""
    try:
        made = tuple(_fact({**row, "checked": table["checked"]}) for row in table["fact"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"self_employment.toml: {error}") from error
    if len({each.id for each in made}) != len(made):
        raise ValueError("self_employment.toml: two facts have one id")
    return made


def _fact(row: Mapping[str, Any]) -> Fact:
    made = Fact(**{**row, "nations": tuple(row["nations"]), "trades": tuple(row["trades"])})
    trades = {EVERY_TRADE, *(trade.code for trade in plan_template().trades)}
    known = made.unit in UNITS and made.confidence in CONFIDENCES and trades.issuperset(made.trades)
    if not known or not made.nations or not made.trades or not set(NATIONS).issuperset(made.nations):
        raise ValueError(f"self_employment.toml: {made.id} has an unknown unit, confidence, nation or trade")
    if not all((made.title, made.text, made.ask, made.source, made.origin)) or made.check_by <= made.checked:
        raise ValueError(f"self_employment.toml: {made.id} lacks a text, or was due before it was checked")
    return made
