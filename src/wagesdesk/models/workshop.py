"""A workshop: one meeting of a cohort. SQLAlchemy's own session is always called `db`."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import JSON, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record


class WorkshopSession(Record):
    """`when` is one field: `{"day": ISO date, "starts": "HH:MM", "ends": "HH:MM", "offered": minutes}`."""

    __tablename__ = "workshop"
    leaves = "frame"
    forms: ClassVar = {
        "when": shapes.parts(day=shapes.day, starts=shapes.clock, ends=shapes.clock, offered=shapes.whole),
    }

    cohort_id: Mapped[str | None] = mapped_column(Text, index=True)
    number: Mapped[int | None] = mapped_column(Integer)
    title: Mapped[str | None] = mapped_column(Text)
    aim: Mapped[str | None] = mapped_column(Text)
    when: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    @property
    def day(self) -> date:
        assert self.when is not None, "a workshop is made with its day"  # noqa: S101
        return date.fromisoformat(self.when["day"])

    @property
    def offered(self) -> int:
        """Minutes offered, pauses left out."""
        assert self.when is not None, "a workshop is made with its day"  # noqa: S101
        return int(self.when["offered"])
