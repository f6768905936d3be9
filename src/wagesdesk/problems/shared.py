"""What every sentence for people is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wagesdesk.text import _

Fields = Mapping[str, object]


@dataclass(frozen=True)
class Problem:
    """Three short sentences in the language of the screen, plain text."""

    what: str
    safe: str
    now: str


def nothing_changed() -> str:
    return _("Nothing was changed.")


def all_saved() -> str:
    return _("Everything saved so far is safe.")


def nothing_written() -> str:
    return _("Nothing has left this machine. Your records are safe.")


def nothing_taken_in() -> str:
    return _("Nothing was taken in. The records on this machine are as they were.")


def still_locked() -> str:
    return _("The records are safe and locked.")
