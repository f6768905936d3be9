"""One row of a list: what it says about a person, and whether that can be taken in."""

from __future__ import annotations

from collections.abc import Mapping as Fields
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from wagesdesk.services.lists.dates import Day, read_day, says_unknown
from wagesdesk.services.lists.header import is_repeated
from wagesdesk.services.lists.mapping import ROLES, Mapping
from wagesdesk.services.lists.names import plain_case, read_name, without_titles
from wagesdesk.services.lists.sheet import Row, Value, is_blank, plain, text_of
from wagesdesk.services.lists.words import words
from wagesdesk.services.people import LONGEST_NAME, PRISON_NUMBER, tidy

SKIPPED: Final = ("empty", "header", "total")
"""Codes of rows in which nobody stands: nothing in it, the headings again, a total or a remark."""
WRONG: Final = (
    "formula", "no_name", "odd_name", "too_long", "bad_number", "bad_date", "bad_joined", "twice", "known",
    "number_taken",
)  # fmt: skip
"""Codes of rows that are not taken in as they are."""
NOTES: Final = (
    "american", "either", "release_unknown", "release_past", "language_unknown", "in_records",
)  # fmt: skip
"""What should be looked at in a row that can be taken in."""
_FORMULA: Final = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says, as read or as mended: names taken apart, days and numbers not judged yet."""

    chosen: str = ""
    surname: str = ""
    prison_number: str = ""
    release: Value = None
    joined: Value = None
    language: str = ""


MENDABLE: Final = ("chosen", "surname", "prison_number", "release", "joined", "language")


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """`line` is the row's number in the file, from 1. `code` is "ok", "left_out", or one of SKIPPED and WRONG.

    `release_text` is the release date as it stands in the list. `language` is "en" or "cy". `joined` is None where the
    list does not say. `same_as` is the line of the same person for "twice". `person_id` is somebody in the records
    whose prison number this is: she joins, nobody new is made. `notes` are some of NOTES.
    """

    line: int
    chosen: str
    surname: str
    prison_number: str
    release: date | None
    release_text: str
    joined: date | None
    language: str
    code: str
    notes: tuple[str, ...] = ()
    same_as: int = 0
    person_id: str = ""
    alone: str = field(default="", repr=False)
    """The verdict of the row by itself, before others are looked at."""
    own_notes: tuple[str, ...] = field(default=(), repr=False)
    said: Said = field(default_factory=Said, repr=False)
    out: bool = field(default=False, repr=False)


def read_row(line: int, row: Row, mapping: Mapping, *, epoch: date, today: date) -> RowVerdict:
    """The verdict on one row of a sheet by itself."""
    if not any(plain(text_of(value)) for value in row):
        return _skipped(line, "empty")
    if is_repeated(row, mapping.header):
        return _skipped(line, "header")
    if is_closing(row, mapping):
        return _skipped(line, "total", tidy(text_of(next(value for value in row if not is_blank(value)))))
    return judge(line, said_in(row, mapping), epoch=epoch, today=today)


def _skipped(line: int, code: str, shown: str = "") -> RowVerdict:
    return RowVerdict(line, shown[:LONGEST_NAME], "", "", None, "", None, "", code, alone=code)


def _cell(row: Row, at: int | None) -> Value:
    return row[at] if at is not None and at < len(row) else None


def _words(value: Value) -> str:
    """A cell of words; one that only says that nobody knows is empty."""
    text = tidy(text_of(value))
    return "" if not any(map(str.isalnum, text)) and not text.startswith("=") else text


def said_in(row: Row, mapping: Mapping) -> Said:
    """What a row says, names taken apart."""
    cells = {role: _cell(row, mapping.column(role)) for role in ROLES}
    texts = {role: _words(value) for role, value in cells.items()}
    number = texts["number"]
    if any(texts[role].startswith(_FORMULA) for role in ("name", "forename", "chosen", "surname")):
        chosen, surname = texts["chosen"] or texts["forename"] or texts["name"], texts["surname"]
    elif mapping.column("name") is not None:
        name = read_name(texts["name"], surname_first=mapping.surname_first)
        chosen, surname, number = texts["chosen"] or name.chosen, name.surname, number or name.prison_number
    else:
        chosen = texts["chosen"] or without_titles(texts["forename"])
        surname = without_titles(texts["surname"])
        if chosen.isupper() and (not surname or surname.isupper()):
            chosen = plain_case(chosen)
        surname = plain_case(surname)
    return Said(chosen, surname, number, cells["release"], cells["joined"], texts["language"])


def judge(line: int, said: Said, *, epoch: date, today: date, out: bool = False) -> RowVerdict:
    """The verdict on what a row says, by itself. A day or number that cannot be read is kept as it stands."""
    number = "" if says_unknown(said.prison_number) else said.prison_number
    bare = plain(number).replace(" ", "").upper()
    good_number = not number or PRISON_NUMBER.fullmatch(bare) is not None
    release, joined = (read_day(value, epoch=epoch, today=today) for value in (said.release, said.joined))
    language = words().languages.get(plain(said.language))
    code = _code(said, good_number, release, joined)
    return RowVerdict(
        line, said.chosen, said.surname, bare if good_number else number, release.day, tidy(text_of(said.release)),
        joined.day, language or "en", code, alone=code, said=said, out=out,
        own_notes=_notes(said, release, language, today),
    )  # fmt: skip


def _code(said: Said, good_number: bool, release: Day, joined: Day) -> str:
    names = (said.chosen, said.surname)
    if any(name.startswith(_FORMULA) for name in names) or _formula(said.release, said.prison_number, said.joined):
        return "formula"
    if not said.chosen:
        return "no_name"
    checks = {
        "odd_name": any(map(_odd, names)),
        "too_long": max(map(len, names)) > LONGEST_NAME,
        "bad_number": not good_number,
        "bad_date": release.code == "bad",
        "bad_joined": joined.code == "bad",
    }
    return next((code for code, wrong in checks.items() if wrong), "ok")


def _formula(*values: Value) -> bool:
    return any(isinstance(value, str) and value.lstrip().startswith("=") for value in values)


def _odd(name: str) -> bool:
    """Digits, letters that could not be read, or no letter at all."""
    if not name:
        return False
    return "\ufffd" in name or any(map(str.isdigit, name)) or not any(map(str.isalpha, name))


def _notes(said: Said, release: Day, language: str | None, today: date) -> tuple[str, ...]:
    told = {
        "american": release.code == "american",
        "either": release.code == "either",
        "release_unknown": release.code == "unknown" and not is_blank(said.release),
        "release_past": release.day is not None and release.day < today,
        "language_unknown": language is None and not says_unknown(said.language),
    }
    return tuple(note for note, holds in told.items() if holds)


def is_closing(row: Row, mapping: Mapping) -> bool:
    """Whether a row closes or divides the list: a total, a page number, the name of a wing. A person's row never is."""
    texts = [plain(text_of(value)) for value in row if not is_blank(value)]
    if any(PRISON_NUMBER.fullmatch(text.replace(" ", "").upper()) for text in texts) or _has_both(row, mapping):
        return False
    said = " ".join("".join(" " if letter.isdigit() else letter for letter in texts[0]).split())
    if any(said == one or said.startswith(f"{one} ") for one in words().closing) or said in words().closing_whole:
        return True
    if not any(letter.isalpha() for text in texts for letter in text):
        return True
    wide = sum(bool(role) for role in mapping.columns) > 2
    return wide and len(texts) == 1 and bool(words().section & set(texts[0].split()))


def _has_both(row: Row, mapping: Mapping) -> bool:
    """Whether surname and forename both stand in the row in letters."""
    pair = [_words(_cell(row, mapping.column(role))) for role in ("forename", "surname")]
    return all(any(map(str.isalpha, text)) for text in pair)


def mended(row: RowVerdict, fields: Fields[str, Value], *, epoch: date, today: date) -> RowVerdict:
    """The row with some of MENDABLE typed anew, judged by itself. KeyError for another field."""
    if unknown := fields.keys() - set(MENDABLE):
        raise KeyError(*unknown)
    typed = {name: value if name in ("release", "joined") else tidy(text_of(value)) for name, value in fields.items()}
    said = replace(row.said, **typed)  # type: ignore[arg-type]
    return judge(row.line, said, epoch=epoch, today=today, out=row.out)
