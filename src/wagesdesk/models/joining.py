"""Two ids that a person said are one woman, or are not: entered on two machines before they met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Boolean, Text
from sqlalchemy.orm import Mapped, mapped_column

from wagesdesk.models.base import Head, Record
from wagesdesk.models.entry import Value


class Joining(Record):
    """What was said of a pair of ids, the lower one first, so that two machines write the same record whichever way
    round they join. `same` is true for one woman, false for two.

    Among several heads any "same" is shown: while staff differ her "no" to a recipient holds for both ids.
    """

    __tablename__ = "joining"
    leaves = "frame"
    at_terminals = True
    natural_key = ("one_person_id", "other_person_id")
    subject_fields = ("one_person_id", "other_person_id")

    one_person_id: Mapped[str | None] = mapped_column(Text, index=True)
    other_person_id: Mapped[str | None] = mapped_column(Text, index=True)
    same: Mapped[bool | None] = mapped_column(Boolean)

    @classmethod
    def pick(cls, field: str, heads: Sequence[Head]) -> Value:
        if field == "same" and any(head.value for head in heads):
            return True
        return super().pick(field, heads)


def kept_ids(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For every id that is joined to others and is not the lowest of them, the lowest, under which she is shown."""
    kept: dict[str, str] = {}

    def lowest(one: str) -> str:
        while one in kept:
            one = kept[one]
        return one

    for one, other in pairs:
        low, high = sorted((lowest(one), lowest(other)))
        if low != high:
            kept[high] = low
    return {one: lowest(one) for one in kept}
