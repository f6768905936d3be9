"""The words of My sums that are not questions or boxes."""

from __future__ import annotations

from typing import Final

from wagesdesk.services import plan_sums
from wagesdesk.services.plan_sums import HOURS, Figure, Sheets
from wagesdesk.text import N_, _

SURE: Final = {"know": N_("I know"), "guess": N_("My guess"), "find": N_("Find out")}
SURE_ICONS: Final = {"know": "circle-check", "guess": "circle-dashed", "find": "search"}
EVERY: Final = {
    "week": N_("each week"), "month": N_("each month"), "quarter": N_("every 3 months"), "year": N_("each year"),
}  # fmt: skip
GOT: Final = {"buy": N_("I buy it"), "have": N_("I have it"), "borrow": N_("I borrow it")}
KINDS: Final = {"usual": N_("usual"), "busy": N_("busy"), "quiet": N_("quiet")}
STATES: Final = {"empty": N_("Not started"), "started": N_("Started"), "done": N_("Done")}
STATE_ICONS: Final = {"empty": "circle-dashed", "started": "pencil", "done": "circle-check"}
_UNREAD: Final = {
    "pounds": N_("Write pounds and pence, like 2.75."), "count": N_("Write a whole number, like 12."),
    "hours": N_("Write hours, like 20 or 7.5."), "percent": N_("Write a number, like 7.5."),
}  # fmt: skip
_WRONG: Final = {
    "below": N_("Write it without the minus sign."),
    "too_large": N_("That is a very large number. Please look again."),
}


def error_words(asks: str, code: str) -> str:
    """What to do about an amount that was not understood."""
    said = _WRONG.get(code) or _UNREAD[asks]
    return _(said)


def sheet_title(sheet: str) -> str:
    return _(plan_sums.sum_sheets()[sheet].title)


def comes_from(total: str) -> str:
    """`from What I need each month`, for a total that is carried over from another sheet; empty for others."""
    sheet = plan_sums.COMES_FROM.get(total)
    return _("from %(sum)s") % {"sum": sheet_title(sheet)} if sheet else ""


def thing_name(sheets: Sheets, thing: str) -> str:
    """What she calls a thing that she sells."""
    if thing == HOURS:
        return _("My hours")
    return next((each.name for each in sheets.things if each.id == thing), "") or _("One thing")


def figure_name(figure: Figure) -> str:
    """Her own word for a line, or what its box is called."""
    if figure.kind:
        return figure.name or _("No name yet")
    label = plan_sums.box_label(figure.sheet, figure.row.rpartition(".")[2])
    return _(label) if label else ""
