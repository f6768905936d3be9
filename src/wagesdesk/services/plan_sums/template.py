"""The pages of the seven sums as they ship: which boxes stand on each, and what they are called.

Texts are English source text: give them to `text._` when shown. A shipped file that is wrong is a bug: ValueError.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from wagesdesk import paths
from wagesdesk.models.plan_sums import SHEETS
from wagesdesk.services.plan_sums.figures import BOXES, BOXES_OF_A_THING, LINES
from wagesdesk.services.sums.amounts import Every

ASKS: Final = ("pounds", "count", "hours", "percent", "none")


@dataclass(frozen=True, slots=True)
class Box:
    """`asks` is one of ASKS; `every` how often it comes round until she says so herself, empty where nobody asks."""

    row: str
    label: str
    asks: str
    every: str = ""


@dataclass(frozen=True, slots=True)
class SumPage:
    """`lines` is a kind of line that can be added here, `chosen` one whose months are chosen here; `each` is "thing"
    where the page comes once for each thing that she makes, "sold" where for her hours too. A page `aside` is reached
    by a button only."""

    code: str
    question: str
    hint: str = ""
    boxes: tuple[Box, ...] = ()
    lines: str = ""
    add: str = ""
    named: str = ""
    least: int = 0
    every: str = ""
    chosen: str = ""
    each: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class SumSheet:
    """`not_mine` are the words with which she says that she does not need this sum; empty where everybody does."""

    code: str
    title: str
    pages: tuple[SumPage, ...]
    not_mine: str = ""

    def page(self, code: str) -> SumPage:
        """KeyError for a code that it has not."""
        return {each.code: each for each in self.pages}[code]


@cache
def sum_sheets() -> Mapping[str, SumSheet]:
    """By code, in order."""
    with paths.resource("programmes/sums.toml").open("rb") as file:
        return read_template(tomllib.load(file))


def box_label(sheet: str, row: str) -> str:
    """What a box is called; `row` without the thing it belongs to. Empty for one that is never shown."""
    boxes = (box for page in sum_sheets()[sheet].pages for box in page.boxes)
    return next((box.label for box in boxes if box.row == row), "")


def read_template(table: Mapping[str, Any]) -> Mapping[str, SumSheet]:
    """ValueError for a sheet that is missing, or a box or line that no sheet has."""
    try:
        made = {row["code"]: _sheet(row) for row in table["sheet"]}
    except (KeyError, TypeError) as error:
        raise ValueError(f"sums.toml: {error}") from error
    if tuple(made) != SHEETS:
        raise ValueError("sums.toml: not the seven sheets in their order")
    return made


def _sheet(row: Mapping[str, Any]) -> SumSheet:
    pages = tuple(_page(row["code"], one) for one in row["page"])
    return SumSheet(**{**{name: value for name, value in row.items() if name != "page"}, "pages": pages})


def _page(sheet: str, row: Mapping[str, Any]) -> SumPage:
    page = SumPage(**{**row, "boxes": tuple(Box(**box) for box in row.get("boxes", ()))})
    known = BOXES_OF_A_THING[sheet] if page.each else BOXES[sheet]
    for box in page.boxes:
        if box.asks not in ASKS or box.every not in ("", *Every) or ("every" in known[box.row]) != bool(box.every):
            raise ValueError(f"sums.toml: {sheet}, {box.row} asks for what it has not")
    for kind in filter(None, (page.lines, page.chosen)):
        if LINES[kind][0] != sheet:
            raise ValueError(f"sums.toml: {sheet} has no {kind}")
    if not page.question or bool(page.lines) != bool(page.add and page.named):
        raise ValueError(f"sums.toml: {sheet}, {page.code} lacks words")
    return page
