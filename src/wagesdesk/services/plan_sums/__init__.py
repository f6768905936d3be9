"""The sums of a plan: seven sheets worked out from its figures, and how the figures are kept."""

from __future__ import annotations

from wagesdesk.models.plan_sums import SHEETS, SURE
from wagesdesk.services.plan_sums.figures import HOURS, KINDS_OF_MONTH, LONGEST_NAME, Figure, Key
from wagesdesk.services.plan_sums.finding import ask
from wagesdesk.services.plan_sums.progress import STATES, done, progress, to_find_out
from wagesdesk.services.plan_sums.sheets import COMES_FROM, Sheets, Thing
from wagesdesk.services.plan_sums.template import Box, SumPage, SumSheet, box_label, sum_sheets
from wagesdesk.services.plan_sums.writing import new_row, put, read, remove

__all__ = [
    "COMES_FROM", "HOURS", "KINDS_OF_MONTH", "LONGEST_NAME", "SHEETS", "STATES", "SURE", "Box", "Figure", "Key",
    "Sheets", "SumPage", "SumSheet", "Thing", "ask", "box_label", "done", "new_row", "progress", "put", "read",
    "remove", "sum_sheets", "to_find_out",
]  # fmt: skip
