"""A clash that staff keep open until she was asked."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record


class Asking(Record):
    """Both sides of a clash stay until she was asked. `clash_id` is made of the record and the field, so that this says
    nothing of what they are. `asked` is one field: `{"heads": [entry ids of the sides], "on": ISO date}`; a side that
    comes later is not in it, and the clash waits for a person again.
    """

    __tablename__ = "asking"
    leaves = "frame"
    natural_key = ("person_id", "clash_id")
    subject_fields = ("person_id",)
    forms: ClassVar = {"asked": shapes.parts(heads=shapes.several(shapes.text), on=shapes.day)}

    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    clash_id: Mapped[str | None] = mapped_column(Text, index=True)
    asked: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
