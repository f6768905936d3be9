"""A person's place in a cohort, from the day she joined to the day she left."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record


class Enrolment(Record):
    """`joined` is an ISO date. `ending` is one field, null while she is enrolled: `{"day": ISO date, "cause": code}`.

    `day` of the ending is the first day on which she no longer took part.
    """

    __tablename__ = "enrolment"
    leaves = "attendance"
    at_terminals = True
    natural_key = ("cohort_id", "person_id")
    subject_fields = ("person_id",)
    forms: ClassVar = {"joined": shapes.day, "ending": shapes.parts(day=shapes.day, cause=shapes.text)}

    cohort_id: Mapped[str | None] = mapped_column(Text, index=True)
    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    joined: Mapped[str | None] = mapped_column(Text)
    ending: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    def covers(self, day: date) -> bool:
        """Whether she was enrolled on that day."""
        return not self.before(day) and not self.after(day)

    def before(self, day: date) -> bool:
        return self.joined is not None and day < date.fromisoformat(self.joined)

    def after(self, day: date) -> bool:
        return self.ending is not None and day >= date.fromisoformat(self.ending["day"])
