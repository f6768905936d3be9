"""Where a plan stands, in words of staff: to read, with the writer, ready to present."""

from __future__ import annotations

from typing import Final

from wagesdesk.services.plan import PlanRow
from wagesdesk.text import N_

TO_READ, WITH_HER, READY = "sent", "writing", "ready"
GROUPS: Final = {TO_READ: N_("To read"), WITH_HER: N_("With the writer"), READY: N_("Ready to present")}
"""In the order of the queue; a plan that went back is with the writer again."""


def group_of(row: PlanRow) -> str:
    """The one of GROUPS in which a plan stands."""
    return row.stage if row.stage in (TO_READ, READY) else WITH_HER
