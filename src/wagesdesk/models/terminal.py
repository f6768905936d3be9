"""Who writes at which terminal, and whose words are out there."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record


class Seat(Record):
    """The terminal at which a person writes on the day of a workshop: a line of the day sheet.

    `terminal_id` is the id of the terminal's card, or empty for somebody who writes on paper that day.
    """

    __tablename__ = "seat"
    leaves = "site"
    natural_key = ("workshop_id", "person_id")
    subject_fields = ("person_id",)

    workshop_id: Mapped[str | None] = mapped_column(Text, index=True)
    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    terminal_id: Mapped[str | None] = mapped_column(Text)


class Checkout(Record):
    """One person's words, out at one terminal in one part of a round. Out until `back` or `lost` is there.

    `out` is `{"workshop": id, "serial": of the part for this terminal, "at": ISO instant, "by": staff id,
    "laptop": signing key in hex of the machine that gave them out and can take them back, "ids": every id that was one
    woman with hers then, her own too}`; `back` is
    `{"bundle": id of the return, "sha256", "at"}` once it was collected; `lost` is `{"at", "by"}` once somebody said
    that it will not come back. A return that comes after all counts all the same.
    """

    __tablename__ = "checkout"
    leaves = "site"
    natural_key = ("bundle_id", "person_id")
    subject_fields = ("person_id",)
    at_terminals = True
    forms: ClassVar = {
        "out": shapes.parts(
            workshop=shapes.text,
            serial=shapes.whole,
            at=shapes.instant,
            by=shapes.text,
            laptop=shapes.text,
            ids=shapes.several(shapes.text),
        ),
        "back": shapes.parts(bundle=shapes.text, sha256=shapes.key, at=shapes.instant),
        "lost": shapes.parts(at=shapes.instant, by=shapes.text),
    }

    bundle_id: Mapped[str | None] = mapped_column(Text, index=True)
    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    terminal_id: Mapped[str | None] = mapped_column(Text, index=True)
    out: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    back: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    lost: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
