"""Days as offices write them. British order; American order only where nothing else is possible, and told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from wagesdesk.services.lists.sheet import Value, plain
from wagesdesk.services.lists.words import words

_SERIALS: Final = range(20_000, 80_000)
"""Serial numbers of 1954 to 2119: what a spreadsheet shows for a day whose format was lost."""
_NULLS: Final = frozenset({date(1900, 1, 1), date(1899, 12, 30), date(1904, 1, 1), date(9999, 12, 31)})
_TIME: Final = re.compile(r"(?:[T ]|,\s*)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?Z?$", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th|af|ail|ydd|ed|fed|eg|ain|il)\b", re.IGNORECASE)
_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+")
_BETWEEN: Final = re.compile(r"[\s./,'’–-]*")
_SMALL: Final = frozenset({"of", "o", "the", "dydd"})


@dataclass(frozen=True, slots=True)
class Day:
    """What was written in a cell for a day.

    `code`: "ok"; "either" when day and month could be the other way round; "american" when they must be; "unknown" when
    it says that nobody knows, or nothing; "bad". `day` is None for the last two.
    """

    day: date | None
    code: str


UNKNOWN: Final = Day(None, "unknown")
BAD: Final = Day(None, "bad")


def read_day(value: Value, *, epoch: date, today: date) -> Day:
    """Read a real date, a serial number counted from `epoch`, or text in many forms.

    A two-digit year lies within thirty years before `today` and seventy after. Anything outside 1920 to seventy-five
    years from now is bad.
    """
    if isinstance(value, date):
        return _sure(value, today)
    if isinstance(value, int | float):
        whole = int(value)
        return _sure(epoch + timedelta(days=whole), today) if whole in _SERIALS else _eight(str(whole), today)
    return _read_text(value or "", epoch, today)


def says_unknown(text: str) -> bool:
    """Whether a cell says that nobody knows: TBC, n/k, a dash, nothing."""
    said = plain(text)
    return not said or said in words().unknown or said.replace(" ", "") in words().unknown


def _read_text(text: str, epoch: date, today: date) -> Day:
    if says_unknown(text):
        return UNKNOWN
    text = _ORDINAL.sub("", _TIME.sub("", text.strip()))
    if _BETWEEN.fullmatch(_TOKEN.sub("", text)) is None:
        return BAD
    tokens = [one for one in _TOKEN.findall(text.casefold()) if one not in _SMALL and not _weekday(one)]
    months = [at for at, one in enumerate(tokens) if not one.isdecimal()]
    if len(tokens) == 1 and not months:
        return _eight(tokens[0], today) if len(tokens[0]) != 5 else read_day(int(tokens[0]), epoch=epoch, today=today)
    if len(tokens) != 3 or len(months) > 1:
        return BAD
    return _with_month(tokens, months[0], today) if months else _numbers(tokens, today)


def _numbers(tokens: list[str], today: date) -> Day:
    first, second, third = tokens
    if len(first) == 4 and len(third) <= 2:
        return _made(first, second, third, today)
    found = _made(third, second, first, today)
    if found.code != "bad":
        return Day(found.day, "either") if found.day and int(first) <= 12 and int(first) != int(second) else found
    swapped = _made(third, first, second, today)
    return Day(swapped.day, "american") if swapped.day else BAD


def _with_month(tokens: list[str], at: int, today: date) -> Day:
    month = str(month_named(tokens[at]))
    before, behind = (one for place, one in enumerate(tokens) if place != at)
    return _made(before, month, behind, today) if len(before) == 4 else _made(behind, month, before, today)


def _eight(digits: str, today: date) -> Day:
    """`20261112` or `12112026`."""
    if len(digits) != 8:
        return BAD
    found = _made(digits[:4], digits[4:6], digits[6:], today)
    return found if found.day else _made(digits[4:], digits[2:4], digits[:2], today)


def _made(year: str, month: str, day: str, today: date) -> Day:
    if len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
        return BAD
    number = int(year)
    if len(year) == 2:
        first = today.year - 30
        number = first + (number - first) % 100
    try:
        return _sure(date(number, int(month), int(day)), today)
    except ValueError:
        return BAD


def _sure(day: date, today: date) -> Day:
    if day in _NULLS:
        return UNKNOWN
    return Day(day, "ok") if 1920 <= day.year <= today.year + 75 else BAD


@cache
def month_named(word: str) -> int:
    """1 to 12 for a month's name or its first three letters or more, English or Welsh; 0 for another word."""
    if len(word) < 3:
        return 0
    return next(
        (number for number, names in enumerate(words().months, 1) if any(name.startswith(word) for name in names)), 0
    )


@cache
def _weekday(word: str) -> bool:
    return not month_named(word) and word[:3] in {name[:3] for name in words().weekdays}
