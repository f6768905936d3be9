"""A cohort: one run of a programme with one group."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models.base import Record


class Cohort(Record):
    """`programme` is the code of a file in `resources/programmes`; `term` is a word beside the title."""

    __tablename__ = "cohort"
    leaves = "frame"
    at_terminals = True

    title: Mapped[str | None] = mapped_column(Text)
    term: Mapped[str | None] = mapped_column(Text)
    programme: Mapped[str | None] = mapped_column(Text)
