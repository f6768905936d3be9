"""What becomes of a row, and what a column is taken as, in words."""

from __future__ import annotations

from dataclasses import dataclass

from wagesdesk.services.lists import SKIPPED, WRONG, Preview, RowVerdict
from wagesdesk.text import N_, _, ngettext, short_day

ALL, ADDED, LOOK, OUT = "all", "added", "look", "out"
PARTS = (ALL, ADDED, LOOK, OUT)

ROLES = {
    "": N_("Not taken"),
    "name": N_("Whole name"),
    "forename": N_("First name"),
    "chosen": N_("Known as"),
    "surname": N_("Surname"),
    "number": N_("Prison number"),
    "release": N_("Release date"),
    "joined": N_("Joined on"),
    "language": N_("Language"),
}
_WRONG = {
    "formula": N_("A formula: type what it should say"),
    "no_name": N_("No first name: type it"),
    "odd_name": N_("Odd signs in the name: type it anew"),
    "too_long": N_("The name is too long: shorten it"),
    "bad_number": N_("Not a prison number: it looks like A1234BC"),
    "bad_date": N_("The release date cannot be read"),
    "bad_joined": N_("The day she joined cannot be read"),
    "known": N_("In this cohort already"),
    "number_taken": N_("Somebody else has this number"),
    "left_out": N_("Left out"),
    "empty": N_("Left out: nothing is on this line"),
    "header": N_("Left out: the headings again"),
    "total": N_("Left out: a total or a remark"),
}
_NOTES = {
    "american": N_("the date has its month first"),
    "either": N_("day and month may be swapped"),
    "release_unknown": N_("no release date yet"),
    "release_past": N_("the release date has gone by"),
    "language_unknown": N_("the language is not one we know"),
}
_CALM = frozenset({"release_unknown"})
"""Notes that nobody need look at."""
_LANGUAGES = {"en": N_("English"), "cy": "Cymraeg"}


@dataclass(frozen=True, slots=True)
class Told:
    """The icon, its colour, and the words."""

    icon: str
    colour: str
    words: str


def told(row: RowVerdict) -> Told:
    """What becomes of a row."""
    if row.code == "ok":
        base = _("Will join: she is in the records") if "in_records" in row.notes else _("Will be added")
        parts = [base, *(_(_NOTES[note]) for note in row.notes if note in _NOTES)]
        calm = set(row.notes) <= _CALM
        return Told("circle-check" if calm else "triangle-alert", "green" if calm else "amber", "; ".join(parts))
    if row.code == "twice":
        return Told("octagon-alert", "red", _("The same person as in line %(line)d") % {"line": row.same_as})
    wrong = row.code in WRONG
    return Told("octagon-alert" if wrong else "circle-minus", "red" if wrong else "soft", _(_WRONG[row.code]))


def said(file: str, shown: Preview) -> str:
    """How many people of a file can be added, and how many rows can be put right."""
    ready, wrong = shown.ready, shown.wrong
    words = ngettext("%(n)d person can be added", "%(n)d people can be added", ready) % {"n": ready}
    if wrong:
        put_right = ngettext("%(n)d row can be put right", "%(n)d rows can be put right", wrong) % {"n": wrong}
        words = _("%(one)s, %(other)s") % {"one": words, "other": put_right}
    return _("%(file)s: %(what)s. Nothing is written yet.") % {"file": file, "what": words}


def belongs(row: RowVerdict, part: str) -> bool:
    """Whether a row is in a part of the list (one of PARTS); a line with nothing on it is in none."""
    return _is_in(part, row.code, row.notes)


def count(shown: Preview, part: str) -> int:
    """How many rows are in a part of the list."""
    return sum(number for (code, notes), number in shown.kinds.items() if _is_in(part, code, notes))


def _is_in(part: str, code: str, notes: tuple[str, ...]) -> bool:
    if code == "empty":
        return False
    taken = code == "ok"
    if part == LOOK:
        return code in WRONG or (taken and not set(notes) <= _CALM)
    if part == OUT:
        return code == "left_out" or code in SKIPPED
    return part == ALL or taken


def release(row: RowVerdict) -> str:
    """The release date, or what stands in its place."""
    return short_day(row.release, year=True) if row.release else row.release_text


def joined(row: RowVerdict) -> str:
    return short_day(row.joined, year=True) if row.joined else ""


def language(row: RowVerdict) -> str:
    return _(_LANGUAGES[row.language]) if row.language else ""


def languages() -> tuple[tuple[str, str], ...]:
    """(code, words) of the languages to choose from."""
    return tuple((code, _(words)) for code, words in _LANGUAGES.items())
