"""What the list of participants and a person's own page say in the same words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from wagesdesk.text import _, ngettext, short_day

if TYPE_CHECKING:
    from wagesdesk.services.attendance import Cell


def release_day(day: date | None) -> str:
    """`Thu 14 Jan 2027`, or `Not known`."""
    return short_day(day, year=True) if day is not None else _("Not known")


def time_until(day: date, today: date) -> str:
    """`10 weeks 2 days`, `today`, or `3 days ago` for a day that has gone by."""
    gap = abs((day - today).days)
    if gap == 0:
        return _("today")
    weeks, days = divmod(gap, 7)
    parts = []
    if weeks:
        parts.append(ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks})
    if days:
        parts.append(ngettext("%(n)d day", "%(n)d days", days) % {"n": days})
    words = " ".join(parts)
    return words if day > today else _("%(time)s ago") % {"time": words}


def next_index(cells: Sequence[Cell], days: Sequence[date], today: date) -> int | None:
    """Which of her workshops is the next she can come to: not marked yet, today or later; None when there is none."""
    for index, (cell, day) in enumerate(zip(cells, days, strict=True)):
        if day >= today and cell.state in ("open", "next") and not cell.letter:
            return index
    return None


def came(shown: int, offered: int) -> str:
    """`8 of 8`, or `-` while nothing counts yet."""
    return _("%(came)d of %(offered)d") % {"came": shown, "offered": offered} if offered else "-"
