"""What lists of every kind of file have in common: their caps, their empty rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from wagesdesk.services.lists import Value

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 256
"""Cells further to the right are not looked at."""

Step = Callable[[int, int], None]
Row = tuple[Value, ...]


def trimmed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows without empty cells at their ends and without empty rows at the end."""
    last, found = 0, []
    for row in rows:
        width = len(row)
        while width and row[width - 1] in (None, ""):
            width -= 1
        found.append(row[:width])
        if width:
            last = len(found)
    return tuple(found[:last])
