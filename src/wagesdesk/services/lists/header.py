"""Where the headings of a list stand, and what each of them says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from wagesdesk.services.lists.sheet import Row, Sheet, filled, is_blank, plain, text_of
from wagesdesk.services.lists.words import words
from wagesdesk.services.people import PRISON_NUMBER, tidy

LOOK_AT = 40
"""How many rows from the top may hold titles and headings."""
LONGEST_HEADING = 60
_NAMES = ("name", "forename", "surname", "chosen")


@dataclass(frozen=True)
class Header:
    """The rows that the headings stand in, by index: none, one, or two. `labels` has one heading a column.

    `first` is the index of the row after them.
    """

    rows: tuple[int, ...]
    labels: tuple[str, ...]
    first: int


@dataclass(frozen=True)
class Match:
    """A heading's role, how many words it was told by, and its place among the role's phrases (0 is strongest)."""

    role: str
    length: int
    place: int


def find_header(sheet: Sheet) -> Header:
    """Find the headings among the first rows: the one row that says most, or two together that say more."""
    best: tuple[int, ...] = ()
    most = (0, 0)
    tops = [at for at, row in enumerate(sheet.rows[:LOOK_AT]) if filled(row)]
    for place, at in enumerate(tops):
        for rows in ((at,), tuple(tops[place : place + 2])):
            if len(rows) == 2 and (
                rows[1] != at + 1 or not all(map(_is_one_of_two, (sheet.rows[row] for row in rows)))
            ):
                continue
            said = _said(header_at(sheet, rows).labels)
            if (said, -len(rows)) > most and _is_heading(sheet, rows, said):
                best, most = rows, (said, -len(rows))
    return header_at(sheet, best)


def header_at(sheet: Sheet, rows: tuple[int, ...]) -> Header:
    """The headings of these rows (none, one or two), two joined into one; a heading over several columns counts for
    each of them.

    Without headings the list begins at the first row that is as wide as most.
    """
    if not rows:
        return Header((), ("",) * sheet.width, _first_full(sheet))
    labels = [""] * sheet.width
    for number, at in enumerate(rows):
        last = ""
        for column, value in enumerate(sheet.rows[at]):
            text = tidy(text_of(value))
            # Only the upper of two rows has cells that reach over their neighbours.
            last = text or (last if number < len(rows) - 1 else "")
            labels[column] = f"{labels[column]} {last}".strip()
    return Header(rows, tuple(labels), rows[-1] + 1)


def places(sheet: Sheet) -> Iterator[tuple[int, ...]]:
    """Every row of the first ones in which headings may stand, and every two together, by index."""
    tops = [at for at, row in enumerate(sheet.rows[:LOOK_AT]) if filled(row)]
    for at in tops:
        yield (at,)
        if at + 1 in tops:
            yield (at, at + 1)


def fingerprint(header: Header) -> str:
    """The same for lists with the same headings; empty for a list without."""
    if not header.rows:
        return ""
    return hashlib.sha256("\x1f".join(map(plain, header.labels)).encode()).hexdigest()


@lru_cache(maxsize=4096)
def match(label: str) -> Match | None:
    """What a heading stands for, or None."""
    text = label.casefold().replace("(s)", "s").replace(".", "" if _initials(label) else " ")
    found = tuple(plain(text).split())
    best: Match | None = None
    for role, phrases in words().headings.items():
        for place, phrase in enumerate(phrases):
            if (best is None or len(phrase) > best.length) and _within(phrase, found):
                best = Match(role, len(phrase), place)
    return best


def _initials(label: str) -> bool:
    return len(label) <= 8 and label.count(".") > 1


def _within(phrase: Sequence[str], found: Sequence[str]) -> bool:
    return any(found[at : at + len(phrase)] == phrase for at in range(len(found) - len(phrase) + 1))


def both_names(label: str) -> int:
    """1 when one heading names surname then forename, -1 for forename then surname, 0 when it does not name both."""
    found = tuple(plain(label.replace("(s)", "s")).split())
    places = {
        role: min((at for phrase in words().headings[role] for at in _places(phrase, found)), default=-1)
        for role in ("surname", "forename")
    }
    if min(places.values()) < 0:
        return 0
    return 1 if places["surname"] < places["forename"] else -1


def _places(phrase: Sequence[str], found: Sequence[str]) -> list[int]:
    return [at for at in range(len(found) - len(phrase) + 1) if found[at : at + len(phrase)] == phrase]


def _said(labels: Sequence[str]) -> int:
    """How many different things these headings name."""
    matches = (match(label) for label in labels if label and len(label) <= LONGEST_HEADING)
    return len({found.role for found in matches if found})


def _is_heading(sheet: Sheet, rows: tuple[int, ...], said: int) -> bool:
    """Two headings tell a row; a single one only when a name is all that its cell says, as in a list of names alone."""
    if any(_is_data(sheet.rows[at]) for at in rows):
        return False
    if said > 1:
        return True
    told = ((label, match(label)) for label in header_at(sheet, rows).labels)
    return len(rows) == 1 and any(
        one is not None and one.role in _NAMES and len(plain(label).split()) == one.length for label, one in told
    )


def _is_one_of_two(row: Row) -> bool:
    """Whether a row may be one of two with headings; a single cell is a title."""
    return filled(row) > 1 and not _is_data(row)


def _is_data(row: Row) -> bool:
    """Whether a cell holds what only a person's row holds: a day, a number, a prison number."""
    return any(
        isinstance(value, int | float | date)
        or (isinstance(value, str) and PRISON_NUMBER.fullmatch(plain(value).replace(" ", "").upper()) is not None)
        for value in row
    )


def _first_full(sheet: Sheet) -> int:
    """The first row with at least half as many filled cells as the widest of the first rows has."""
    counts = [filled(row) for row in sheet.rows[:LOOK_AT]]
    need = max(counts, default=0) / 2
    return next((at for at, count in enumerate(counts) if count and count >= need), 0)


def is_repeated(row: Row, header: Header) -> bool:
    """Whether a row says the headings again, as lists do that were made for paper."""
    texts = [plain(text_of(value)) for value in row if not is_blank(value)]
    return len(texts) > 1 and bool(header.rows) and texts == [plain(label) for label in header.labels if label]
