"""How far each sum is: for the boxes above a page, and for the tile on the home page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wagesdesk.models.plan_sums import SHEETS
from wagesdesk.services.plan_sums.figures import HOURS
from wagesdesk.services.plan_sums.sheets import Sheets, Thing

STATES: Final = ("empty", "started", "done")


def progress(sheets: Sheets) -> Mapping[str, str]:
    """One of STATES for each sheet, in order. Done is a sum that has its answer, or one that she does not need."""
    done = {
        "survival": bool(sheets.survival.spent),
        "start_up": bool(sheets.start_up.items),
        "one": any(each.one.price and each.one.unit_cost is not None for each in _made(sheets)),
        "hour": bool(sheets.hour.rate and sheets.box("hour", "rate").pence),
        "sales": any(any(sale.units) and sale.price for sale in sheets.sales),
        "running": bool(sheets.running),
    }
    done = {sheet: so or (sheet, "not_mine") in sheets.figures for sheet, so in done.items()}
    done["cash"] = done["survival"] and done["sales"]
    return {
        sheet: "done" if done[sheet] else "started" if sheets.has(sheet) else "empty" for sheet in SHEETS
    }  # fmt: skip


def done(sheets: Sheets) -> int:
    """How many of the seven are done."""
    return sum(state == "done" for state in progress(sheets).values())


def to_find_out(sheets: Sheets, sheet: str = "") -> int:
    """How many figures, of one sheet or of all, are still to be found out."""
    return sum(each.sure == "find" and sheet in ("", each.sheet) for each in sheets.figures.values())


def _made(sheets: Sheets) -> list[Thing]:
    return [each for each in sheets.things if each.id != HOURS]
