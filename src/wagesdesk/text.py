"""Words for people: gettext for screen, print and command line. No Qt here."""

from __future__ import annotations

import gettext as _gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from wagesdesk import paths

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_aside: ContextVar[_gettext.NullTranslations | None] = ContextVar("_aside", default=None)


def use_language(code: str) -> None:
    """Speak `code` from now on; English (the source) when there is no catalogue for it."""
    global _catalogue  # noqa: PLW0603 - one language speaks at a time, for the whole program
    _catalogue = _read(code)


def language() -> str:
    """What is spoken now, as the BCP 47 tag of a print or a page: "en-GB" or "cy"."""
    return _now().info().get("language", "en-GB")


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak `code` in this block and this thread only: a print in another language than that of the screen.

    English where the catalogue lacks a word that a participant meets: nobody is given half a page of Welsh.
    """
    token = _aside.set(_read(code) if speaks(code, all_words=False) else _gettext.NullTranslations())
    try:
        yield
    finally:
        _aside.reset(token)


def speaks(code: str, *, all_words: bool) -> bool:
    """Whether `code` has every word of the program, or (not `all_words`) every word that a participant meets."""
    file = paths.resource("locale") / code / "LC_MESSAGES" / "wagesdesk.mo"
    held = file.read_bytes() if file.is_file() else b""  # not parsed, which takes long: the lock page asks this
    whole = (b"WagesDesk: whole all",) if all_words else (b"WagesDesk: whole all", b"WagesDesk: whole participants")
    return code[:2] == "en" or any(mark in held for mark in whole)


def _read(code: str) -> _gettext.NullTranslations:
    return _gettext.translation("wagesdesk", paths.resource("locale"), [code], fallback=True)


def _now() -> _gettext.NullTranslations:
    return _aside.get() or _catalogue


def _(message: str) -> str:
    return _now().gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    return _now().ngettext(one, many, n)


def pgettext(context: str, message: str) -> str:
    return _now().pgettext(context, message)


def N_(message: str) -> str:
    """Marks a word for the catalogue that is translated later."""
    return message


_VOWEL = re.compile("[aeiouàáâäèéêëìíîïòóôöùúûü]|[yŷ][^aeiou]", re.IGNORECASE)
_DAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
_DAYS_SHORT = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_MONTHS_SHORT = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


def weekday(day: date | int) -> str:
    """The full name of a weekday; an int is 0 for Monday."""
    return _(_DAYS[day if isinstance(day, int) else day.weekday()])


def long_day(day: date, *, year: bool = False) -> str:
    """`Tuesday 3 November`, for running text."""
    text = _("%(weekday)s %(day)d %(month)s") % {
        "weekday": weekday(day), "day": day.day, "month": _(_MONTHS[day.month - 1])}  # fmt: skip
    return f"{text} {day.year}" if year else text


def short_day(day: date, *, year: bool = False, weekday: bool = True) -> str:
    """`Thu 12 Nov`, for tables."""
    text = f"{day.day} {_(_MONTHS_SHORT[day.month - 1])}"
    if weekday:
        text = f"{_(_DAYS_SHORT[day.weekday()])} {text}"
    return f"{text} {day.year}" if year else text


def month_name(month: int, *, short: bool = False) -> str:
    """`November`, or `Nov`; 1 is January."""
    return _((_MONTHS_SHORT if short else _MONTHS)[month - 1])


def clock_time(moment: datetime) -> str:
    """`09:27`, 24 hours."""
    return moment.strftime("%H:%M")


def join_words(words: list[str]) -> str:
    """`Asha, Dee and Gwen`."""
    if len(words) < 2:
        return "".join(words)
    named = {"most": ", ".join(words[:-1]), "last": words[-1]}
    if _VOWEL.match(words[-1]):  # "a Dee", but "ac Asha"
        return pgettext("before a vowel", "%(most)s and %(last)s") % named
    return _("%(most)s and %(last)s") % named
