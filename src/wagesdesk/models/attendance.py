"""Attendance marks: what a register says of one person on one day."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record


class Mark(Record):
    """One mark. Two machines that mark the same cell write the same record.

    `says` is one field, so that a merge never builds a mark nobody made: `{"letter": code letter, "cause": code or "",
    "minutes": minutes attended or null for all of them, "note": text, "done_by": text, "done_on": ISO date or ""}`.
    """

    __tablename__ = "mark"
    leaves = "attendance"
    natural_key = ("enrolment_id", "workshop_id")
    subject_fields = ("person_id",)
    free_text = ("says",)
    forms: ClassVar = {
        "says": shapes.parts(
            letter=shapes.text, cause=shapes.text, minutes=shapes.blank_or(shapes.whole), note=shapes.text,
            done_by=shapes.text, done_on=shapes.blank_or(shapes.day),
        ),
    }  # fmt: skip

    enrolment_id: Mapped[str | None] = mapped_column(Text, index=True)
    workshop_id: Mapped[str | None] = mapped_column(Text, index=True)
    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    says: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
