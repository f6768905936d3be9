"""Time, as one of the three edges that tests may fake. Instants are UTC, days are local dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Protocol


class Clock(Protocol):
    """What the program knows of time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...

    def today(self) -> date:
        """The present day where the machine stands."""
        ...

    def local(self, instant: datetime) -> datetime:
        """`instant` in the machine's own time zone."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now().astimezone().date()

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone()


class FixedClock:
    """A clock that moves only when told; for tests and the demo."""

    def __init__(self, now: datetime, zone: tzinfo = UTC) -> None:
        self._now = now.astimezone(UTC)
        self._zone = zone

    def now(self) -> datetime:
        return self._now

    def today(self) -> date:
        return self._now.astimezone(self._zone).date()

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone(self._zone)

    def advance(self, **delta: float) -> None:
        """Move by `timedelta(**delta)`; negative moves back."""
        self._now += timedelta(**delta)

    def set(self, now: datetime) -> None:
        self._now = now.astimezone(UTC)
