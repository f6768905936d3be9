"""A list as it was handed to us, whatever file it came in: rows of plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

Value = str | int | float | date | None
Row = tuple[Value, ...]

EPOCH_1900: Final = date(1899, 12, 30)
EPOCH_1904: Final = date(1904, 1, 1)

_NOT_WORDS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[0]` is what its program shows as row 1; rows may differ in length, empty ones are kept between
    others. `epoch` is the day that the serial number 0 of a date stands for.
    """

    name: str
    rows: tuple[Row, ...]
    epoch: date = EPOCH_1900

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


def text_of(value: Value) -> str:
    """The value as its reader would type it; empty for none. A whole number has no point, a day is ISO."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def filled(row: Row) -> int:
    """How many cells of a row hold something."""
    return sum(not is_blank(value) for value in row)


def plain(text: str) -> str:
    """Text for comparing with known words: without case, letters and digits with single spaces between."""
    return _NOT_WORDS.sub(" ", text.casefold()).strip()
