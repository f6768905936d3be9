"""Bringing people in from lists as offices write them. Nothing is written before `accept`.

A file is read by `export.lists.read`; then `guess_mapping`, `remembered`, `preview`, `mend`, `accept`.
"""

from __future__ import annotations

from wagesdesk.services.lists.accepting import accept
from wagesdesk.services.lists.header import Header
from wagesdesk.services.lists.mapping import (
    IGNORED,
    ROLES,
    Mapping,
    assign,
    examples,
    guess_mapping,
    remember,
    remembered,
)  # fmt: skip
from wagesdesk.services.lists.rows import MENDABLE, NOTES, SKIPPED, WRONG, RowVerdict
from wagesdesk.services.lists.sheet import Sheet, Value
from wagesdesk.services.lists.verdicts import Held, Known, Preview, known_in, leave_out, mend, preview

__all__ = [
    "IGNORED", "MENDABLE", "NOTES", "ROLES", "SKIPPED", "WRONG", "Header", "Held", "Known", "Mapping", "Preview",
    "RowVerdict", "Sheet", "Value", "accept", "assign", "examples", "guess_mapping", "known_in", "leave_out", "mend",
    "preview", "remember", "remembered",
]  # fmt: skip
