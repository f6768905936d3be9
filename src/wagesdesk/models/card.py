"""Cards of other machines that were exchanged and compared, and the programme's escrow key."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, Boolean, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record


class EnrolledCard(Record):
    """Another machine's card. Its id is the Ed25519 public key in hex, so a card enrols once.

    `card` is one field, the card as it was compared: `{"place", "kind", "role", "holder", "age_public",
    "sign_public"}`; `compared` is the ISO date on which people compared the check words, null until then.
    `kind` is "laptop", "terminal", "outside", "agency", "security" or "escrow" (which has no signing key).
    `number` is what stands on a terminal, from 1. `ours`: a second laptop of this very site, which is given everything.
    """

    __tablename__ = "card"
    leaves = "site"
    at_terminals = True
    admin_only = True
    forms: ClassVar = {
        "card": shapes.parts(
            place=shapes.text, kind=shapes.text, role=shapes.text, holder=shapes.text, age_public=shapes.text,
            sign_public=shapes.blank_or(shapes.key),
        ),
        "compared": shapes.day,
        "number": shapes.whole,
    }  # fmt: skip

    card: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    compared: Mapped[str | None] = mapped_column(Text)
    number: Mapped[int | None] = mapped_column(Integer)
    ours: Mapped[bool | None] = mapped_column(Boolean)
