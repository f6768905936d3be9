"""Changing the dates of a cohort: move, shorten, cancel, bring back, add, and what a workshop is about.

Each change is a plan first, which a page can show, and then one operation that one undo takes back.
"""

from wagesdesk.services.workshop.applying import LONGEST_NOTE, apply
from wagesdesk.services.workshop.lost import CauseRow, DaysLost, LostRow, days_lost
from wagesdesk.services.workshop.plan import (
    ChangeLine,
    DatesRow,
    Plan,
    PlanRow,
    dates,
    left_out,
    plan_add,
    plan_bring_back,
    plan_cancel,
    plan_move,
    plan_times,
    plan_topic,
    programme_of,
)

__all__ = [
    "LONGEST_NOTE", "CauseRow", "ChangeLine", "DatesRow", "DaysLost", "LostRow", "Plan", "PlanRow", "apply", "dates",
    "days_lost", "left_out", "plan_add", "plan_bring_back", "plan_cancel", "plan_move", "plan_times", "plan_topic",
    "programme_of",
]  # fmt: skip
