"""The figures of a plan's sums, and what the place knows of prices and yearly facts."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models import shapes
from wagesdesk.models.base import Record

SHEETS: Final = ("survival", "start_up", "one", "hour", "sales", "running", "cash")
SURE: Final = ("know", "guess", "find")
"""I know; my guess; find out."""


class PlanFigure(Record):
    """One line or box of one sheet. `person_id` is the owner who put it in first.

    `figure` is one field: `{"sure": one of SURE, ...}` with the parts that its sheet has, whole pence, units, minutes
    and months (`services/plan_sums.py` says which). `row` is the name of a box, or a random id for a line.
    """

    __tablename__ = "plan_figure"
    leaves = "plan"
    at_terminals = True
    from_places = frozenset({"laptop", "terminal"})
    natural_key = ("plan_id", "sheet", "row")
    subject_fields = ("person_id",)
    free_text = ("figure",)
    forms: ClassVar = {"figure": shapes.parts(sure=shapes.text)}

    plan_id: Mapped[str | None] = mapped_column(Text, index=True)
    sheet: Mapped[str | None] = mapped_column(Text)
    row: Mapped[str | None] = mapped_column(Text)
    person_id: Mapped[str | None] = mapped_column(Text, index=True)
    figure: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Price(Record):
    """A price that somebody found, offered beside everybody's sums. `found` is one field: `{"what", "pence", "unit",
    "place": where it was seen, "source", "on": ISO day}`. It names nobody."""

    __tablename__ = "price"
    leaves = "site"
    at_terminals = True
    forms: ClassVar = {
        "found": shapes.parts(
            what=shapes.text, pence=shapes.whole, unit=shapes.text, place=shapes.text, source=shapes.text, on=shapes.day
        ),
    }

    found: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class LocalFact(Record):
    """What this place knows better of a dated fact than the shipped file, or a fact of its own.

    `fact` is one field: `{"title", "value", "source", "checked_on": ISO day, "check_by": ISO day}`.
    """

    __tablename__ = "local_fact"
    leaves = "site"
    at_terminals = True
    natural_key = ("code",)
    forms: ClassVar = {
        "fact": shapes.parts(
            title=shapes.text, value=shapes.text, source=shapes.text, checked_on=shapes.day, check_by=shapes.day
        ),
    }

    code: Mapped[str | None] = mapped_column(Text)
    fact: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
