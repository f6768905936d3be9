"""The establishment a place belongs to, and how it wants the work done."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record


class Site(Record):
    """A prison or an outside organisation. `code` is the prison's id in the register, empty when it was typed.

    `group_word` is `{"one", "many"}`, what the people on the programme are called; `core_day` `{"starts", "ends"}` as
    HH:MM; `quick_code_minutes` 0 where no quick code is allowed; `retention_months` is for how long people are kept.
    """

    __tablename__ = "site"
    leaves = "site"
    at_terminals = True
    forms: ClassVar = {
        "group_word": shapes.parts(one=shapes.text, many=shapes.text),
        "core_day": shapes.parts(starts=shapes.clock, ends=shapes.clock),
        "quick_code_minutes": shapes.whole,
        "retention_months": shapes.whole,
    }

    name: Mapped[str | None] = mapped_column(Text)
    code: Mapped[str | None] = mapped_column(Text)
    group_word: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    quick_code_minutes: Mapped[int | None] = mapped_column(Integer)
    core_day: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    retention_months: Mapped[int | None] = mapped_column(Integer)
