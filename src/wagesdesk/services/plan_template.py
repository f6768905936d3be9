"""The eleven sections of a plan as they ship: questions, prompts, beginnings of sentences, cards and examples.

Texts are English source text: give them to `text._` when shown. A shipped file that is wrong is a bug: ValueError.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from wagesdesk import paths

DEPTHS: Final = ("one_page", "standard")


@dataclass(frozen=True, slots=True)
class Trade:
    """`business` is the invented business of the examples; it is a name and never translated."""

    code: str
    title: str
    business: str


@dataclass(frozen=True, slots=True)
class PlanSection:
    """One question of the plan. `examples` has one text for each trade; `depth` is the shortest print that holds it."""

    number: int
    code: str
    title: str
    question: str
    why: str
    prompts: tuple[str, ...]
    starters: tuple[str, ...]
    cards: tuple[str, ...]
    panel: str
    depth: str
    examples: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """`more` are the two questions more for a plan that others gain from too."""

    version: int
    trades: tuple[Trade, ...]
    sections: tuple[PlanSection, ...]
    more: tuple[PlanSection, ...]

    @property
    def social(self) -> Mapping[str, str]:
        """Those questions by code."""
        return {each.code: each.question for each in self.more}

    def section(self, code: str) -> PlanSection:
        """One of all of them. KeyError for a code that is not shipped."""
        return {each.code: each for each in (*self.sections, *self.more)}[code]


@cache
def plan_template() -> PlanTemplate:
    with paths.resource("programmes/plan.toml").open("rb") as file:
        return read(tomllib.load(file))


def read(table: Mapping[str, Any]) -> PlanTemplate:
    """ValueError when a section is missing a part, stands out of order, or lacks an example for a trade."""
    try:
        trades = tuple(Trade(**row) for row in table["trade"])
        codes = {trade.code for trade in trades}
        sections, more = (tuple(_section(row, codes) for row in table[name]) for name in ("section", "more"))
        made = PlanTemplate(table["version"], trades, sections, more)
    except (KeyError, TypeError) as error:
        raise ValueError(f"plan.toml: {error}") from error
    every = (*sections, *more)
    if [each.number for each in every] != list(range(1, len(every) + 1)):
        raise ValueError("plan.toml: the sections are not in order")
    if len({each.code for each in every}) != len(every):
        raise ValueError("plan.toml: two sections have one code")
    return made


def _section(row: Mapping[str, Any], trades: set[str]) -> PlanSection:
    texts = {name: tuple(row[name]) for name in ("prompts", "starters", "cards")}
    section = PlanSection(**{**row, **texts, "examples": dict(row["examples"])})
    whole = all((section.title, section.question, section.why, section.panel, *texts.values()))
    if not whole or len(section.prompts) != 2 or section.depth not in DEPTHS:
        raise ValueError(f"plan.toml: section {section.number} lacks a part, or its depth is unknown")
    if section.examples.keys() != trades or not all(section.examples.values()):
        raise ValueError(f"plan.toml: section {section.number} has no example for each trade")
    return section
