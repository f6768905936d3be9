"""Which column of a list is what: guessed from headings and contents, corrected by a person, remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from wagesdesk.models import local
from wagesdesk.models.vault import Vault
from wagesdesk.services.lists import header as headers
from wagesdesk.services.lists.dates import read_day, says_unknown
from wagesdesk.services.lists.header import Header, Match, find_header
from wagesdesk.services.lists.sheet import Row, Sheet, Value, filled, is_blank, plain, text_of
from wagesdesk.services.lists.words import words
from wagesdesk.services.people import PRISON_NUMBER, tidy

ROLES: Final = ("name", "forename", "chosen", "surname", "number", "release", "joined", "language")
"""What a column can be taken as."""
IGNORED: Final = ("born", "wing", "other")
"""What a column was recognised as and is not taken: there is no field for it."""
LOOK_AT: Final = 200


@dataclass(frozen=True)
class Mapping:
    """`columns` has one role of ROLES or IGNORED a column, or "" for one that is not known or empty.

    `surname_first`: a name without a comma in the one name column begins with the surname. `remembered`: this is what a
    person chose for these headings before. `said`: a person said in which rows the headings stand.
    """

    header: Header
    columns: tuple[str, ...]
    surname_first: bool = False
    remembered: bool = False
    said: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        return self.header.labels

    @property
    def has_names(self) -> bool:
        """Whether somebody can be read with it."""
        return any(role in self.columns for role in ("name", "forename", "chosen"))

    def column(self, role: str) -> int | None:
        return self.columns.index(role) if role in self.columns else None


def guess_mapping(sheet: Sheet, today: date, *, header_rows: tuple[int, ...] | None = None) -> Mapping:
    """What the columns seem to be, by their headings, and by what stands in them where these do not tell.

    `header_rows` are the indices of the rows with the headings (none, one or two) when a person said so.
    """
    header = find_header(sheet) if header_rows is None else headers.header_at(sheet, header_rows)
    below = [row for row in sheet.rows[header.first :] if filled(row)][:LOOK_AT]
    samples = [_column(below, at) for at in range(sheet.width)]
    columns = _by_heading(header, samples, today)
    surname_first = False
    for at, label in enumerate(header.labels):
        if side := headers.both_names(label):
            columns = ["" if role in ("name", "surname", "forename") else role for role in columns]
            columns[at], surname_first = "name", side > 0
    _by_content(columns, samples, today)
    return Mapping(header, tuple(_settled(columns)), surname_first, said=header_rows is not None)


def assign(mapping: Mapping, column: int, role: str) -> Mapping:
    """Take `column` as `role` ("" for nothing); another column with that role loses it. ValueError for no such role."""
    if role not in (*ROLES, *IGNORED, ""):
        raise ValueError(role)
    columns = ["" if held == role and role in ROLES else held for held in mapping.columns]
    columns[column] = role
    return replace(mapping, columns=tuple(columns))


def examples(sheet: Sheet, mapping: Mapping, count: int = 3) -> tuple[tuple[str, ...], ...]:
    """The first few things that stand in each column, for a person who checks the mapping."""
    below = sheet.rows[mapping.header.first :]
    found: list[tuple[str, ...]] = []
    for at in range(sheet.width):
        texts = (tidy(text_of(row[at])) for row in below if at < len(row) and not is_blank(row[at]))
        found.append(tuple(text for text, _n in zip(texts, range(count), strict=False)))
    return tuple(found)


def remembered(vault: Vault, sheet: Sheet, guess: Mapping) -> Mapping:
    """The mapping that was chosen before for headings that somebody found in this sheet by hand, else for those of the
    guess, else the guess itself.
    """
    with vault.read() as db:
        connection = db.connection()
        for rows in (*headers.places(sheet), guess.header.rows):
            header = headers.header_at(sheet, rows)
            key = _key(header)
            held = local.get(connection, key) if key else None
            if held is not None and (held.get("said") or rows == guess.header.rows):
                return Mapping(
                    header, tuple(held["columns"]), held["surname_first"], remembered=True, said=bool(held.get("said"))
                )
    return guess


def remember(vault: Vault, mapping: Mapping) -> None:
    """Keep this mapping on this machine for lists with the same headings; one without headings is not kept.

    VaultLocked, VaultBusy, DiskFull, VaultReadOnly.
    """
    if key := _key(mapping.header):
        held = {"columns": list(mapping.columns), "surname_first": mapping.surname_first, "said": mapping.said}
        with vault.local() as connection:
            local.put(connection, key, held)


def _key(header: Header) -> str:
    held = headers.fingerprint(header)
    return f"list.mapping {held}" if held else ""


def _column(rows: Sequence[Row], at: int) -> list[Value]:
    return [row[at] for row in rows if at < len(row) and not is_blank(row[at])]


def _by_heading(header: Header, samples: Sequence[list[Value]], today: date) -> list[str]:
    matches: list[Match | None] = []
    for label, sample in zip(header.labels, samples, strict=True):
        found = headers.match(label) if label and len(label) <= headers.LONGEST_HEADING else None
        if found is None and plain(label) in words().weak_numbers and _share(sample, _is_number):
            found = Match("number", 0, 99)
        if found and found.role in ("release", "joined") and not _holds_days(sample, today):
            found = None
        matches.append(found)
    columns = []
    for at, found in enumerate(matches):
        rivals = [(one.place, other) for other, one in enumerate(matches) if one and found and one.role == found.role]
        keep = found and (found.role in IGNORED or min(rivals)[1] == at)
        columns.append(found.role if found and keep else "")
    return columns


def _holds_days(sample: Sequence[Value], today: date) -> bool:
    said = [value for value in sample if not says_unknown(text_of(value))]
    return not said or _share(said, lambda value: _is_day(value, today)) > 0


def _by_content(columns: list[str], samples: Sequence[list[Value]], today: date) -> None:
    """Give the columns that no heading told a role by what stands in them."""
    free = [at for at, role in enumerate(columns) if not role and samples[at]]
    if "number" not in columns:
        _give(columns, free, "number", lambda at: _share(samples[at], _is_number) >= 0.5)
    days = [at for at in free if not columns[at] and _share(samples[at], lambda value: _is_day(value, today)) >= 0.5]
    if "release" not in columns:
        _give(columns, days, "release", lambda at: _share(samples[at], lambda value: _is_day(value, today, 0)) >= 0.5)
    for at in days:
        columns[at] = columns[at] or "other"
    if "language" not in columns:
        _give(columns, free, "language", lambda at: _share(samples[at], _is_language) >= 0.9)
    if not {"name", "forename", "chosen", "surname"} & set(columns):
        _names_by_content(columns, [at for at in free if not columns[at]], samples)


def _names_by_content(columns: list[str], free: list[int], samples: Sequence[list[Value]]) -> None:
    wordy = [at for at in free if _share(samples[at], _is_words) >= 0.8]
    if not wordy:
        return
    whole = [at for at in wordy if _share(samples[at], lambda value: "," in text_of(value)) >= 0.5]
    if whole:
        columns[whole[0]] = "name"
        return
    first = wordy[0]
    if first + 1 not in wordy or _share(samples[first], lambda value: " " in text_of(value)) > 0.5:
        columns[first] = "name"
        return
    shouted = [_share(samples[at], lambda value: text_of(value).isupper()) >= 0.8 for at in (first, first + 1)]
    pair = ["surname", "forename"] if shouted == [True, False] else ["forename", "surname"]
    columns[first : first + 2] = pair


def _give(columns: list[str], among: Sequence[int], role: str, fits: Callable[[int], bool]) -> None:
    found = next((at for at in among if not columns[at] and fits(at)), None)
    if found is not None:
        columns[found] = role


def _settled(columns: list[str]) -> list[str]:
    """A column called Name beside one called Surname holds the forename, and the other way round."""
    held = set(columns)
    if {"name", "forename"} <= held:
        return [("" if "surname" in held else "surname") if role == "name" else role for role in columns]
    if {"name", "surname"} <= held:
        return ["forename" if role == "name" else role for role in columns]
    return columns


def _share(sample: Sequence[Value], fits: Callable[[Value], bool]) -> float:
    return sum(map(fits, sample)) / len(sample) if sample else 0.0


def _is_number(value: Value) -> bool:
    return PRISON_NUMBER.fullmatch(plain(text_of(value)).replace(" ", "").upper()) is not None


def _is_day(value: Value, today: date, ahead: int | None = None) -> bool:
    """Whether a cell holds a day; with `ahead`, one that many years from now or later. A bare number is no day."""
    if isinstance(value, int | float):
        return False
    day = read_day(value, epoch=today, today=today).day
    return day is not None and (ahead is None or day.year >= today.year + ahead)


def _is_language(value: Value) -> bool:
    said = plain(text_of(value))
    return len(said) > 1 and said in words().languages and said not in ("yes", "no", "na", "ie", "oes", "ydy")


def _is_words(value: Value) -> bool:
    """Whether a cell is words, beside which a prison number may stand."""
    said = [word for word in plain(text_of(value)).upper().split() if not PRISON_NUMBER.fullmatch(word)]
    return bool(said) and all(any(map(str.isalpha, word)) and not any(map(str.isdigit, word)) for word in said)
