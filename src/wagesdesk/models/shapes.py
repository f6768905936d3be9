"""What a value from elsewhere must be like before tables and pages may rely on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from wagesdesk.models.entry import Value

Check = Callable[[Value], bool]


def text(value: Value) -> bool:
    return isinstance(value, str)


def flag(value: Value) -> bool:
    return isinstance(value, bool)


def whole(value: Value) -> bool:
    """A whole number, not below zero."""
    return type(value) is int and value >= 0


def key(value: Value) -> bool:
    """32 bytes in hex."""
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")


def _read(reader: Callable[[str], object]) -> Check:
    def check(value: Value) -> bool:
        try:
            reader(value)
        except (ValueError, TypeError):
            return False
        return True

    return check


day = _read(date.fromisoformat)
clock = _read(time.fromisoformat)


def instant(value: Value) -> bool:
    """An ISO date and time with its zone."""
    return _read(datetime.fromisoformat)(value) and datetime.fromisoformat(value).tzinfo is not None


def blank_or(check: Check) -> Check:
    """Null, an empty text, or what `check` lets pass."""
    return lambda value: value in (None, "") or check(value)


def several(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def parts(**checks: Check) -> Check:
    """An object that has at least these parts; a later version may have added more."""
    return lambda value: (
        isinstance(value, dict) and all(name in value and check(value[name]) for name, check in checks.items())
    )
