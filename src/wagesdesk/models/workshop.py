"""A workshop: one meeting of a cohort. SQLAlchemy's own session is always called `db`."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import JSON, Boolean, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record


class WorkshopSession(Record):
    """A day with what it is about.

    `when` is one field: `{"day": ISO date, "starts": "HH:MM", "ends": "HH:MM", "offered": minutes}`.
    `title`, `aim` and `topic` are what it is about and may change places with those of another workshop. `topic` is the
    number of the workshop in the programme, 0 for one that is in none; null as long as it never changed: then it is
    `number`, the place it was made with. The number that people see is its place by day: two machines that both move
    workshops can never give one number twice.
    `cancelled` says that it does not take place and counts for nobody; why is a WorkshopChange.
    """

    __tablename__ = "workshop"
    leaves = "frame"
    at_terminals = True
    forms: ClassVar = {
        "when": shapes.parts(day=shapes.day, starts=shapes.clock, ends=shapes.clock, offered=shapes.whole),
    }

    cohort_id: Mapped[str | None] = mapped_column(Text, index=True)
    number: Mapped[int | None] = mapped_column(Integer)
    title: Mapped[str | None] = mapped_column(Text)
    aim: Mapped[str | None] = mapped_column(Text)
    when: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    topic: Mapped[int | None] = mapped_column(Integer)
    cancelled: Mapped[bool | None] = mapped_column(Boolean)

    @property
    def day(self) -> date:
        assert self.when is not None, "a workshop is made with its day"  # noqa: S101
        return date.fromisoformat(self.when["day"])

    @property
    def offered(self) -> int:
        """Minutes offered, pauses left out."""
        assert self.when is not None, "a workshop is made with its day"  # noqa: S101
        return int(self.when["offered"])


class WorkshopChange(Record):
    """What became of the workshop that was planned for a day, and why. Two machines that tell of the same day write the
    same record.

    `said` is one field: `{"did": "moved", "shortened", "cancelled" or "added", "cause": code or "", "note": text,
    "minutes": those the plan offered on that day}`. It stays inside: a note may name somebody.
    """

    __tablename__ = "workshop_change"
    leaves = "site"
    natural_key = ("workshop_id", "day")
    free_text = ("said",)
    forms: ClassVar = {
        "day": shapes.day,
        "said": shapes.parts(did=shapes.text, cause=shapes.text, note=shapes.text, minutes=shapes.whole),
    }

    workshop_id: Mapped[str | None] = mapped_column(Text, index=True)
    day: Mapped[str | None] = mapped_column(Text)
    said: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
