"""What stands in the words that leave and perhaps should not: beside the second person's ticks, with its place.

It blocks nothing: she reads each of them and decides. Numbers of hers and dates are looked for only where she did not
agree that her surname and numbers go.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.export.gate import Leaving
from wagesdesk.models.entry import Value
from wagesdesk.models.person import Identity, Person
from wagesdesk.models.records import BY_TYPE
from wagesdesk.models.staff import Staff
from wagesdesk.services import wording

CODES: Final = (
    "surname", "prison_number", "birth_date", "phone", "postcode", "person", "staff", "offence", "sentence", "risk",
)  # fmt: skip

_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_NUMBERED: Final = rf"{_DAY}(?: ?(?:st|nd|rd|th|af|il|ydd|f?ed|eg|ain))?"
_YEAR: Final = r"(?:19[3-9]\d|200\d)"
"""In which somebody was born who may be here: never the year of a workshop."""
_MONTH: Final = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ionawr|ionor|chwef|mawrth|fawrth|ebr|mai|fai|meh|feh|gorff|orff"
    r"|awst|medi|fedi|hyd|tach|dach|rhag|ragf)[a-z]*"
)
"""In English and Welsh, also as it stands after "o", short, or not quite spelled."""
_GAP: Final = r"[\s.,/-]{0,3}"
_STROKE: Final = r"[./‐‑–—-]"
_WITH_YEAR: Final = (
    rf"\b{_DAY} ?(?P<a>{_STROKE}) ?{_DAY} ?(?P=a) ?{_YEAR}\b",
    rf"\b{_DAY} {_DAY} {_YEAR}\b",
    rf"\b{_YEAR}(?P<b>{_STROKE}){_DAY}(?P=b){_DAY}\b",
    rf"\b{_NUMBERED}(?:\s(?:of|o))?{_GAP}{_MONTH}{_GAP}{_YEAR}\b",
    rf"\b{_MONTH}\s(?:the\s|y\s)?{_NUMBERED}[\s.,]{{1,3}}{_YEAR}\b",
    rf"\b(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2]){_YEAR}\b",
)
_WITHOUT_CENTURY: Final = (
    rf"\b{_DAY}(?P<a>{_STROKE}){_DAY}(?P=a)['’]?[03-9]\d\b",
    rf"\b{_DAY} {_DAY} [3-9]\d\b",
    rf"\b{_NUMBERED}(?:\s(?:of|o))?{_GAP}{_MONTH}{_GAP}(?:['’][03-9]\d\b|[03-9]\d\b(?=\s*(?:[.,;:)!?]|$)))",
)
_UNITS: Final = r"(?:ml|mm|cm|km|kg|mg|oz|lb|ft|am|pm|to|in|of|or|at|by|on|is|it|if|as|an|we|my|so|no|yn|ar|ac|neu|o)"
_PRISON_NUMBER: Final = (
    r"\b[A-Z][.-]?\d{4}[.-]?[A-Z]{2}\b",
    rf"\b(?-i:[A-Z] ?\d{{4}} ?[A-Z]{{2}})\b|\b[A-Z] ?\d{{4}} ?(?!{_UNITS}\b)[A-Z]{{2}}\b",
)
_PHONE: Final = (
    r"(?<![\w+])\+[1-9](?:[ \-()]*\d){7,13}(?!\d)",
    r"(?<![\w+.,])00[1-9](?:[ \-()]*\d){7,13}(?!\d)",
    r"(?<![\w+])0(?:[ \-()]*\d){9,10}(?!\d)",
)
_POSTCODE: Final = (r"\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b",)
_NUMBERS: Final = tuple(
    (code, re.compile(first), re.compile("|".join(ways), re.IGNORECASE))
    for code, first, ways in (
        ("prison_number", r"\d{4}", _PRISON_NUMBER), ("birth_date", _YEAR, _WITH_YEAR),
        ("birth_date", r"\d", _WITHOUT_CENTURY), ("phone", r"\d", _PHONE), ("postcode", r"\d", _POSTCODE),
    )
)  # fmt: skip
"""What each is like, and before it what a text must have for it to be looked for: that is found much sooner."""
AROUND: Final = 40
"""Letters that are shown before and after what was found."""
_NAMED: Final = {"person": ("name",), "cohort": ("title", "term"), "workshop": ("title", "aim")}
"""Fields that are no free text about somebody, and still typed by hand."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`text[start:end]` is what was found, `text` the words around it; `at` is where these begin in what she wrote.
    `code` is one of CODES. `person_id` is empty for what is about nobody."""

    person_id: str
    code: str
    text: str
    start: int
    end: int
    new: bool
    at: int = 0


class Search:
    """Looks through one entry after the other. What it found is kept with the words around it alone."""

    def __init__(self, db: Session, scopes: Mapping[str, Collection[str]]) -> None:
        """`scopes` are those that each person agreed to."""
        names = {one.id: one.name or "" for one in db.scalars(select(Person).where(Person.removed.is_not(True)))}
        held = db.scalars(select(Identity).where(Identity.removed.is_not(True)))
        self._scopes, self._names = scopes, names
        self._surnames = {one.person_id or "": one.surname or "" for one in held}
        staff = [one.name or "" for one in db.scalars(select(Staff).where(Staff.removed.is_not(True)))]
        self._staff = frozenset(map(wording.plain_name, staff))
        self._everybody = frozenset(one for one in (*names.values(), *self._surnames.values(), *staff) if one)
        self._found: dict[Finding, None] = {}

    def through(self, thing: Leaving, fields: Mapping[str, Value]) -> None:
        """The free text among the `fields` of what leaves."""
        for name in (*BY_TYPE[thing.type].free_text, *_NAMED.get(thing.type, ())):
            for text in _words(fields.get(name)):
                for code, start, end in self._in(text, thing.person_id):
                    first = max(start - AROUND, 0)
                    words = text[first : end + AROUND]
                    one = Finding(thing.person_id, code, words, start - first, end - first, thing.new, first)
                    self._found.setdefault(one)

    @property
    def found(self) -> tuple[Finding, ...]:
        """All of it, new things first; what stands at the same place of several wordings is there once."""
        return tuple(sorted(self._found, key=lambda one: not one.new))

    def _in(self, text: str, who: str) -> Iterator[tuple[str, int, int]]:
        agreed = "identity" in self._scopes.get(who, ())
        if not agreed:
            yield from numbers_in(text)
        for one in wording.everything_in(text, self._everybody):
            if one.code == "person":
                yield from self._named(text, one.start, one.end, who, agreed=agreed)
            else:
                yield one.code, one.start, one.end

    def _named(self, text: str, start: int, end: int, who: str, *, agreed: bool) -> Iterator[tuple[str, int, int]]:
        """Whose name it is; in her own of several words another may stand."""
        name = wording.plain_name(text[start:end])
        surname = wording.plain_name(self._surnames.get(who, ""))
        if name == surname and not agreed:
            yield "surname", start, end
        elif name in (surname, wording.plain_name(self._names.get(who, ""))):
            shorter = {one for one in self._everybody if len(one) < len(name)} if " " in name else set()
            for one in wording.names_in(text[start:end], shorter):
                yield from self._named(text, start + one.start, start + one.end, who, agreed=agreed)
        else:
            yield "staff" if name in self._staff else "person", start, end


def numbers_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Prison numbers, birth dates, phone numbers and postcodes in a text: the code of each, and where it stands."""
    for code, first, pattern in _NUMBERS:
        if first.search(text):
            yield from ((code, *match.span()) for match in pattern.finditer(text))


def _words(value: Value) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, list):
        for part in value:
            yield from _words(part)
