"""A participant, in three records because each leaves under a consent of its own."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record


class Person(Record):
    """Who she is to the group: the name she chose and the language she likes ("en", "cy")."""

    __tablename__ = "person"
    leaves = "frame"
    at_terminals = True
    subject_fields = ("id",)

    name: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)


class Identity(Record):
    """Who she is to the State; every number is an attribute that can change and be merged."""

    __tablename__ = "identity"
    leaves = "identity"
    natural_key = ("person_id",)
    subject_fields = ("person_id",)

    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    surname: Mapped[str | None] = mapped_column(Text)
    prison_number: Mapped[str | None] = mapped_column(Text)


class Business(Record):
    """Her business idea. `idea` is one field: `{"name": text, "about": text}`."""

    __tablename__ = "business"
    leaves = "plan"
    at_terminals = True
    from_places = frozenset({"laptop", "terminal"})
    natural_key = ("person_id",)
    subject_fields = ("person_id",)
    free_text = ("idea",)
    forms: ClassVar = {"idea": shapes.parts(name=shapes.text, about=shapes.text)}

    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    idea: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
