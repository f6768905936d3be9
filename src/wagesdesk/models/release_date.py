"""The release date as a history: each date that was given, by whom, and when."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record

SOURCES: Final = ("woman", "wing_staff", "offender_management", "letter")


class ReleaseDate(Record):
    """One date that was given. `given` is one field: `{"day": ISO date, "source": one of SOURCES, "noted": ISO date,
    "by": staff id, "at": ISO instant}`.

    The newest by `noted`, then by when it was written, is the one in force.
    """

    __tablename__ = "release_date"
    leaves = "actions"
    subject_fields = ("person_id",)
    forms: ClassVar = {
        "given": shapes.parts(day=shapes.day, source=shapes.text, noted=shapes.day, by=shapes.text, at=shapes.instant),
    }

    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    given: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
