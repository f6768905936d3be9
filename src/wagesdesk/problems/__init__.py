"""From an error to three sentences for people: what happened, what is safe, what to do now. No Qt here."""

from __future__ import annotations

from wagesdesk.errors import UserError
from wagesdesk.problems.shared import Problem
from wagesdesk.problems.words import NOTICES, TABLE, general_notice

__all__ = ["NOTICES", "TABLE", "Problem", "describe", "describe_notice"]


def describe(error: UserError) -> Problem:
    """The sentences for `error`, from its own class or the nearest class above it."""
    return next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)(error.fields)


def describe_notice(code: str) -> Problem:
    """The sentences for something the vault noticed on opening; a general one for a code without words."""
    return NOTICES.get(code, general_notice)()
