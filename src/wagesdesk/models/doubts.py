"""Whether the machine's date can be right, by what this machine wrote and what a person confirmed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select

import wagesdesk
from wagesdesk.models.base import entry_table
from wagesdesk.models.entry import Entry, wall_ms

SLACK: Final = timedelta(minutes=10)
FAR: Final = timedelta(days=400)


def last_sure_ms(connection: Connection, after: int) -> int:
    """Milliseconds of the last entry written here after row `after` while the clock was sure; 0 for none."""
    rows = connection.execute(
        select(entry_table.c.raw)
        .where(entry_table.c.via.is_(None), entry_table.c.n > after)
        .order_by(entry_table.c.n.desc())
    ).scalars()
    headers = (Entry(bytes(raw), None, None).header for raw in rows)
    return next((wall_ms(header.hlc) for header in headers if header.clock_ok), 0)


def clock_is_sure(now: datetime, *, last_own_ms: int, confirmed: str) -> bool:
    """Whether the machine's date can be right: not before the release, its own last sure entry or the last confirmed
    date, and not more than 400 days after the newest of these."""
    floor = datetime.combine(date.fromisoformat(wagesdesk.BUILT), datetime.min.time(), UTC)
    floor = max(floor, datetime.fromtimestamp(last_own_ms / 1000, UTC))
    if confirmed:
        floor = max(floor, datetime.fromisoformat(confirmed))
    return floor - SLACK <= now <= floor + FAR
