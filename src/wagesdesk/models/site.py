"""The establishment a place belongs to."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models.base import Record


class Site(Record):
    """A prison or an outside organisation. `code` is the prison's id in the register, empty when it was typed."""

    __tablename__ = "site"
    leaves = "site"

    name: Mapped[str | None] = mapped_column(Text)
    code: Mapped[str | None] = mapped_column(Text)
