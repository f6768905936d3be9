"""What the page asks before it writes or gives up, and what it tells afterwards."""

from __future__ import annotations

from collections.abc import Mapping

from wagesdesk.export.rounds import CheckedOut, Pass
from wagesdesk.problems import Problem
from wagesdesk.services.terminal import DaySheet
from wagesdesk.text import _, join_words, ngettext
from wagesdesk.ui.pages.terminals import words

MOST_NAMES = 5
"""How many other files on a stick are named before the rest is counted."""


def parts_question(sheet: DaySheet, name: str, others: tuple[str, ...]) -> Problem:
    """Before the class is written to what is called `name`, where `others` lie too."""
    seats = [row.seat for row in sheet.rows if row.seat]
    parts = ngettext("%(n)d part", "%(n)d parts", len(set(seats))) % {"n": len(set(seats))}
    return Problem(
        _("Write %(parts)s for %(people)s to %(name)s?")
        % {"parts": parts, "people": words.people(len(seats)), "name": name},
        _("Each part opens at its own terminal alone."),
        _others(others),
    )


def laptop_question(place: str, name: str, others: tuple[str, ...]) -> Problem:
    """Before everything is written for a second laptop."""
    return Problem(
        _("Write everything for %(place)s to %(name)s?") % {"place": place, "name": name},
        _("It opens at that laptop alone."),
        _others(others),
    )


def _others(others: tuple[str, ...]) -> str:
    if not others:
        return ""
    named, rest = list(others[:MOST_NAMES]), len(others) - MOST_NAMES
    if rest > 0:
        named.append(ngettext("%(n)d more", "%(n)d more", rest) % {"n": rest})
    return _("Also on it, and it stays: %(names)s.") % {"names": join_words(named)}


def lost_question(number: int) -> Problem:
    """Before what is out at a terminal is called lost."""
    return Problem(
        _("Is what is out at %(terminal)s lost?") % {"terminal": words.terminal_name(number)},
        _("Then her words can go out again as they were before. If what is lost turns up, it still counts."),
        _("If only the stick is lost: that terminal can write what it gave back once more."),
    )


def parts_told(done: CheckedOut, names: Mapping[str, str]) -> Problem:
    """After the class was written; `names` by person."""
    people = sum(len(one.part.people) for one in done.parts)
    parts = ngettext("%(n)d part is", "%(n)d parts are", len(done.parts)) % {"n": len(done.parts)}
    left = join_words([names.get(one, "") for one in done.elsewhere])
    return Problem(
        _("%(parts)s on it, for %(people)s.") % {"parts": parts, "people": words.people(people)},
        _("Left out, because their words are out elsewhere: %(names)s.") % {"names": left} if left else "",
        _("Eject it, and take it to each terminal."),
    )


def laptop_told(place: str) -> Problem:
    """After everything was written for a second laptop."""
    return Problem(
        _("Everything for %(place)s is on it.") % {"place": place}, "", _("Over there: Terminals, Collect all.")
    )


def pass_told(done: Pass) -> Problem:
    """After one pass over what came back."""
    good = [one for one in done.terminals if one.state == "ok"]
    bad = [words.terminal_name(one.terminal.number) for one in done.terminals if one.state != "ok"]
    lines = [
        _("From %(place)s: %(new)s.") % {"place": one.place, "new": words.new_entries(one.new)} for one in done.laptops
    ]
    held = sum(one.held_back for one in done.terminals) + sum(one.held_back for one in done.laptops)
    if held:
        lines.append(
            ngettext("%(n)d entry does not count yet: see Inbox.", "%(n)d entries do not count yet: see Inbox.", held)
            % {"n": held}
        )
    what = ngettext("%(n)d terminal was taken in.", "%(n)d terminals were taken in.", len(good)) % {"n": len(good)}
    if not good:
        spoiled = any(one.state not in ("ok", "missing") for one in done.terminals)
        nothing = _("Nothing here could be taken in.") if spoiled else _("Nothing to take in lies here.")
        what = _("Everything of the other laptop was taken in.") if done.laptops else nothing
    now = [_("Not taken in: %(names)s. What is there is not lost.") % {"names": join_words(bad)}] if bad else []
    retired = [words.terminal_name(one.terminal.number) for one in done.terminals if one.state == "untrusted"]
    if retired:
        again = _("The card of %(names)s was removed here: compare it again in Settings, then collect once more.")
        now.append(again % {"names": join_words(retired)})
    return Problem(what, " ".join(lines), " ".join(now))
