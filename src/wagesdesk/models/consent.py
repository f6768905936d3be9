"""Consent: what a participant said, for one recipient and one scope. Off until she said yes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Final

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Head, Record
from wagesdesk.models.entry import Value

HOW: Final = ("paper", "spoken")


class Consent(Record):
    """`answer` is one field: `{"yes": bool, "on": ISO date, "until": ISO date, "how": one of HOW}`.

    Among several heads any no is shown, else the yes that ends first: a clash never shares more than she last said.
    """

    __tablename__ = "consent"
    leaves = "frame"
    natural_key = ("person_id", "recipient_id", "scope")
    subject_fields = ("person_id",)
    forms: ClassVar = {
        "answer": shapes.parts(yes=shapes.flag, on=shapes.day, until=shapes.day, how=shapes.text),
    }

    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    recipient_id: Mapped[str | None] = mapped_column(Text, index=True)
    scope: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    def given_on(self, day: date) -> bool:
        """Whether this is a yes that holds on `day`."""
        said = self.answer
        return bool(said and not self.removed and said["yes"] and said["on"] <= day.isoformat() <= said["until"])

    @classmethod
    def pick(cls, field: str, heads: Sequence[Head]) -> Value:
        if field == "removed":
            return any(head.value for head in heads) or None
        if field != "answer":
            return super().pick(field, heads)
        careful = sorted(
            heads,
            key=lambda head: (
                bool(head.value and head.value["yes"]),
                head.value["until"] if head.value else "",
                -head.hlc,
                head.entry_id,
            ),
        )
        return careful[0].value
