"""Amounts as people write them, and as they are written for people."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from wagesdesk.errors import FieldInvalid
from wagesdesk.services.sums.amounts import pence

MOST: Final = 10**10
"""The most of anything that is taken from a keyboard: a hundred million pounds in pence."""
_POUNDS: Final = re.compile(r"£?(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]{1,2}))?p?")
_PENCE: Final = re.compile(r"(?P<pence>[0-9]+)p")
_NUMBER: Final = re.compile(r"(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]{1,2}))?")
_CLOCK: Final = re.compile(r"(?P<hours>[0-9]+):(?P<minutes>[0-5][0-9])")
_THOUSANDS: Final = re.compile(r",(?=[0-9]{3}(?![0-9]))")


def pounds(amount: Fraction | int, *, short: bool = False) -> str:
    """`£1,552.50`, rounded to the penny, with a minus sign in front of what is below nought.

    `short` is for sentences: `£70` for whole pounds, `30p` for less than one.
    """
    whole = pence(amount)
    sign, rest = "\N{MINUS SIGN}" if whole < 0 else "", abs(whole)
    if short and 0 < rest < 100:
        return f"{sign}{rest}p"
    if short and rest % 100 == 0:
        return f"{sign}£{rest // 100:,}"
    return f"{sign}£{rest // 100:,}.{rest % 100:02}"


def typed_pounds(amount: int | None) -> str:
    """Pence as they stand in a box with a pound sign beside it: `1552.50`; empty for None."""
    return "" if amount is None else f"{amount // 100}.{amount % 100:02}"


def typed_hours(minutes: int | None) -> str:
    """Minutes as hours in a box: `20`, `20.5`, or `20:20` where it is no round part."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    return {0: f"{hours}", 30: f"{hours}.5"}.get(rest, f"{hours}:{rest:02}")


def typed_percent(hundredths: int | None) -> str:
    """Hundredths of a percent in a box: `7.5`."""
    return "" if hundredths is None else typed_pounds(hundredths).rstrip("0").rstrip(".")


def read_pence(text: str) -> int | None:
    """Pence from `2.75`, `£2`, `1,50`, `30p`, `1,000`; None for nothing.

    FieldInvalid("amount") with "unread", "below" or "too_large".
    """
    plain = _plain(text)
    if not plain:
        return None
    if found := _PENCE.fullmatch(plain):
        return _checked(int(found["pence"]))
    found = _POUNDS.fullmatch(plain)
    if found is None or not (found["whole"] or found["part"]):
        raise _unread(plain)
    return _checked(int(found["whole"] or 0) * 100 + int((found["part"] or "").ljust(2, "0")))


def read_number(text: str) -> int | None:
    """A whole number; None for nothing. FieldInvalid as above."""
    found = _hundredths(text)
    if found is not None and found % 100:
        raise FieldInvalid(field="amount", code="unread")
    return None if found is None else found // 100


def read_minutes(text: str) -> int | None:
    """Hours as minutes: `20`, `20.5`, `20:30`; None for nothing. FieldInvalid as above."""
    if clock := _CLOCK.fullmatch(_plain(text)):
        return _checked(int(clock["hours"]) * 60 + int(clock["minutes"]))
    found = _hundredths(text)
    return None if found is None else round(Fraction(found * 60, 100))


def read_percent(text: str) -> int | None:
    """Hundredths of a percent: `7.5` or `7.5%`; None for nothing. FieldInvalid as above."""
    return _hundredths(text.replace("%", ""))


def _hundredths(text: str) -> int | None:
    plain = _plain(text)
    if not plain:
        return None
    found = _NUMBER.fullmatch(plain)
    if found is None or not (found["whole"] or found["part"]):
        raise _unread(plain)
    return _checked(int(found["whole"] or 0) * 100 + int((found["part"] or "").ljust(2, "0")))


def _plain(text: str) -> str:
    """Without spaces and thousands; the comma of other countries is a point."""
    plain = "".join(text.split()).lower()
    return _THOUSANDS.sub("", plain).replace(",", ".")


def _checked(amount: int) -> int:
    if amount > MOST:
        raise FieldInvalid(field="amount", code="too_large")
    return amount


def _unread(plain: str) -> FieldInvalid:
    below = plain.lstrip("£")[:1] in {"-", "\N{MINUS SIGN}"}
    return FieldInvalid(field="amount", code="below" if below else "unread")
