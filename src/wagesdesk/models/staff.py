"""Members of staff, as others see them: display name and role. Ways to unlock are key slots, not records."""

from __future__ import annotations

from typing import ClassVar, Final

from sqlalchemy import Boolean, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record

ADMINISTRATOR: Final = "administrator"
ROLES: Final = (ADMINISTRATOR, "facilitator", "checker", "support_worker")


class Staff(Record):
    """One member of staff. `role` is one of ROLES; `admin` says whether she may change staff and keys."""

    __tablename__ = "staff"
    leaves = "frame"
    at_terminals = True
    admin_only = True
    forms: ClassVar = {"check_key": shapes.key}

    name: Mapped[str | None] = mapped_column(Text)
    role: Mapped[str | None] = mapped_column(Text)
    admin: Mapped[bool | None] = mapped_column(Boolean)
    check_key: Mapped[str | None] = mapped_column(Text)
    """Her own Ed25519 public key in hex, for signing as the second person."""
