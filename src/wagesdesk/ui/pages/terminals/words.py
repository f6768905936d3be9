"""How seats, states and the end of a pass are said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from wagesdesk.clock import Clock
from wagesdesk.export.rounds import Collected
from wagesdesk.services.terminal import PAPER, SeatRow
from wagesdesk.text import N_, _, clock_time, ngettext, short_day

_STATES = {
    "out": N_("Out at terminal %(number)d since %(when)s"),
    "back": N_("Back from terminal %(number)d since %(when)s"),
    "lost": N_("Lost at terminal %(number)d, said %(when)s"),
}
_PASS = {
    "ok": N_("Taken in"),
    "missing": N_("Not back yet: nothing of it is here"),
    "altered": N_("Cannot be used: give back again there"),
    "torn": N_("The copy is incomplete: give back again there"),
    "untrusted": N_("Its card was removed here"),
}


def terminal_name(number: int) -> str:
    """`Terminal 3`."""
    return _("Terminal %(number)d") % {"number": number}


def seat(row: SeatRow, numbers: Mapping[str, int]) -> str:
    """`Terminal 3` or `On paper`."""
    return _("On paper") if row.seat == PAPER else terminal_name(numbers.get(row.seat, 0))


def state(row: SeatRow, numbers: Mapping[str, int], clock: Clock) -> str:
    """`Here`, or where her words are and since when."""
    if row.state == "here" or row.since is None:
        return _("Here")
    return _(_STATES[row.state]) % {"number": numbers.get(row.at, 0), "when": when(row.since, clock)}


def when(instant: datetime, clock: Clock) -> str:
    """`09:27` today, else `Thu 29 Oct, 09:27`."""
    local = clock.local(instant)
    if local.date() == clock.today():
        return clock_time(local)
    return _("%(day)s, %(time)s") % {"day": short_day(local.date()), "time": clock_time(local)}


def passed(one: Collected) -> str:
    """How a pass ended for one terminal."""
    words = _(_PASS[one.state])
    if one.state != "ok":
        return words
    return _("%(words)s, %(new)s") % {"words": words, "new": new_entries(one.new)}


def new_entries(count: int) -> str:
    """`3 new entries`, or `nothing new`."""
    return ngettext("%(n)d new entry", "%(n)d new entries", count) % {"n": count} if count else _("nothing new")


def people(count: int) -> str:
    return ngettext("%(n)d person", "%(n)d people", count) % {"n": count}
