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

_NUMBERS: Final = (
    ("prison_number", re.compile(r"\b[A-Z]\d{4}[A-Z]{2}\b", re.IGNORECASE)),
    ("birth_date", re.compile(r"\b\d{1,2}[ ./-]\d{1,2}[ ./-](?:19[3-9]\d|200\d|[3-9]\d)\b")),
    (
        "birth_date",
        re.compile(
            r"\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
            r" (?:19[3-9]\d|200\d)\b",
            re.IGNORECASE,
        ),
    ),
    ("phone", re.compile(r"(?<![\w+])(?:\+44|0044|0)(?:[ \-()]*\d){9,10}(?!\d)")),
    ("postcode", re.compile(r"\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b", re.IGNORECASE)),
)
_NAMED: Final = {"person": ("name",), "cohort": ("title", "term"), "workshop": ("title", "aim")}
"""Fields that are no free text about somebody, and still typed by hand."""


@dataclass(frozen=True)
class Finding:
    """`text[start:end]` is what was found; `code` is one of CODES. `person_id` is empty for what is about nobody."""

    person_id: str
    code: str
    text: str
    start: int
    end: int
    new: bool


def findings(
    db: Session, things: Collection[Leaving], scopes: Mapping[str, Collection[str]]
) -> tuple[Finding, ...]:  # fmt: skip
    """What is found in all that leaves, new things first. `scopes` are those each person agreed to."""
    names = {one.id: one.name or "" for one in db.scalars(select(Person).where(Person.removed.is_not(True)))}
    held = db.scalars(select(Identity).where(Identity.removed.is_not(True)))
    surnames = {one.person_id or "": one.surname or "" for one in held}
    staff = [one.name or "" for one in db.scalars(select(Staff).where(Staff.removed.is_not(True)))]
    found: dict[Finding, None] = {}
    for thing in things:
        who = thing.person_id
        own = {names.get(who, ""), surnames.get(who, "")}
        others = {one for one in (*names.values(), *surnames.values()) if one and one not in own}
        agreed = "identity" in scopes.get(who, ())
        for text in _texts(thing):
            for code, start, end in _in(text, surnames.get(who, ""), others, set(staff) - own, agreed=agreed):
                found.setdefault(Finding(who, code, text, start, end, thing.new))
    return tuple(found)


def _texts(thing: Leaving) -> Iterator[str]:
    fields = thing.fields
    for name in (*BY_TYPE[thing.type].free_text, *_NAMED.get(thing.type, ())):
        yield from _words(fields.get(name))


def _words(value: Value) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, list):
        for part in value:
            yield from _words(part)


def _in(
    text: str, surname: str, others: set[str], staff: set[str], *, agreed: bool
) -> Iterator[tuple[str, int, int]]:  # fmt: skip
    if not agreed:
        if surname:
            yield from (("surname", one.start, one.end) for one in wording.names_in(text, {surname}))
        for code, pattern in _NUMBERS:
            yield from ((code, *match.span()) for match in pattern.finditer(text))
    yield from (("staff", one.start, one.end) for one in wording.names_in(text, staff))
    noticed = wording.notice(text, known_names=others - staff)
    if noticed is not None:
        yield from ((one.code, one.start, one.end) for one in noticed.spans)
