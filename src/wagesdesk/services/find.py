"""Find people, workshops and cohorts by the beginnings of their words, in any order, whatever the case and accents."""

from __future__ import annotations

import heapq
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from wagesdesk.models.cohort import Cohort
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.person import Business, Identity, Person
from wagesdesk.models.vault import Vault
from wagesdesk.models.workshop import WorkshopSession

KINDS: Final = ("person", "workshop", "cohort")
RECORDS: Final = frozenset({"person", "identity", "business", "cohort", "workshop", "enrolment"})
"""An index read before one of these record types changed is out of date."""
_AFTER_ALL: Final = chr(0x10FFFF)
_TOLD: Final = 2
"""Tiers that one letter is enough for, and that the screen shows of everybody it finds."""
_PLAIN: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters whose stroke or second half is no accent to Unicode."""
_APOSTROPHES: Final = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}]")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """`kind` is "person" (in one of her cohorts, or in none), "workshop" or "cohort"; `id` is that record's.

    `title` is her chosen name, or the title as it is held. `detail` is her business or the term of a cohort; `cohort`
    the title and term of the cohort. `surname` is given only where the text was looked up in surname or number.
    `number` and `day` count for workshops.
    """

    kind: str
    id: str
    cohort_id: str
    title: str
    detail: str
    cohort: str
    surname: str = ""
    number: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """`tiers` are words to be found by: a name; her business; what takes two letters, like surname, number, cohort."""

    found: Found
    tiers: tuple[tuple[str, ...], ...]
    surname: str = ""


@dataclass(frozen=True)
class _Shelf:
    """All entries of one kind in the order in which they are shown.

    `words` holds for each tier its words with the places of their entries, sorted; `of_cohort` the places by cohort.
    """

    entries: tuple[_Entry, ...]
    words: tuple[tuple[tuple[str, int], ...], ...]
    of_cohort: dict[str, set[int]]


@dataclass(frozen=True)
class Index:
    """What `find` looks in, by kind. Holds names: let it go with the vault."""

    shelves: dict[str, _Shelf]


def fold(text: str) -> str:
    """`text` without case and accents: `Ŵ` is `w`."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter)).translate(_PLAIN)


def words_of(text: str) -> tuple[str, ...]:
    """The folded words that people may begin to type: `O'Brien` is `obrien`, `o` and `brien`."""
    folded = fold(text)
    parts = _WORD.findall(folded)
    return tuple(dict.fromkeys((*_typed(folded), *parts) if _APOSTROPHES.search(folded) else parts))


def matches(text: str, said: str) -> bool:
    """Whether every word of `text` begins a word of `said`; no word at all matches everything."""
    known = words_of(said)
    return all(any(one.startswith(typed) for one in known) for typed in _typed(fold(text)))


def read_index(vault: Vault, workshop_words: Callable[[int, str], str]) -> Index:
    """Everybody of every cohort, and every workshop. A job: it takes a moment with thousands.

    `workshop_words` is what the screen calls a workshop with this number and title; it is found by these words too.
    """
    with vault.read() as db:
        cohorts = {
            one.id: (one.title or "", one.term or "")
            for one in db.execute(select(Cohort.id, Cohort.title, Cohort.term).where(Cohort.removed.is_not(True)))
        }
        shelves = (_people(db, cohorts), _workshops(db, cohorts, workshop_words), _cohorts(cohorts))
    return Index({kind: _shelf(entries) for kind, entries in zip(KINDS, shelves, strict=True)})


def find(index: Index, text: str, *, cohort_id: str, limit: int) -> tuple[Found, ...]:
    """At most `limit` of each kind, people first; within a kind those of cohort `cohort_id` first, then by name or day.

    Empty for a text without a letter or digit.
    """
    typed = _typed(fold(text))
    if not typed:
        return ()
    found: list[Found] = []
    for kind in KINDS:
        shelf = index.shelves[kind]
        here, tiers = shelf.of_cohort.get(cohort_id, set()), _places(shelf, typed)
        for group in (*(tier & here for tier in tiers), *(tier - here for tier in tiers)):
            room = limit - sum(one.kind == kind for one in found)
            found += (_shown(shelf.entries[at], typed) for at in heapq.nsmallest(room, group))
    return tuple(found)


def _typed(folded: str) -> list[str]:
    return _WORD.findall(_APOSTROPHES.sub("", folded))


def _places(shelf: _Shelf, typed: list[str]) -> list[set[int]]:
    """By tier: the entries that need the words of this tier to have a word with each of these beginnings."""
    so_far: list[set[int]] = [set() for _one in typed]
    tiers, seen = [], set[int]()
    known = shelf.words if len("".join(typed)) > 1 else shelf.words[:_TOLD]
    for words in known:
        for places, one in zip(so_far, typed, strict=True):
            begin, end = bisect_left(words, (one, -1)), bisect_left(words, (one + _AFTER_ALL, -1))
            places.update(place for _word, place in words[begin:end])
        tiers.append(set.intersection(*so_far) - seen)
        seen |= tiers[-1]
    return tiers


def _shown(entry: _Entry, typed: list[str]) -> Found:
    """Without her surname, unless it takes the surname or number to find her."""
    told = [word for tier in entry.tiers[:_TOLD] for word in tier]
    found_by_told = all(any(word.startswith(one) for word in told) for one in typed)
    return entry.found if found_by_told else replace(entry.found, surname=entry.surname)


def _shelf(entries: tuple[_Entry, ...]) -> _Shelf:
    of_cohort: dict[str, set[int]] = {}
    for at, one in enumerate(entries):
        of_cohort.setdefault(one.found.cohort_id, set()).add(at)
    depth = max((len(one.tiers) for one in entries), default=0)
    words = tuple(
        tuple(sorted((word, at) for at, one in enumerate(entries) for word in one.tiers[tier])) for tier in range(depth)
    )
    return _Shelf(entries, words, of_cohort)


def _people(db: Session, cohorts: dict[str, tuple[str, str]]) -> tuple[_Entry, ...]:
    names = _held(db, select(Person.id, Person.name).where(Person.removed.is_not(True)))
    identities = _held(
        db,
        select(Identity.person_id, Identity.surname, Identity.prison_number).where(Identity.removed.is_not(True)),
    )
    ideas = _held(db, select(Business.person_id, Business.idea).where(Business.removed.is_not(True)))
    enrolled = db.execute(select(Enrolment.cohort_id, Enrolment.person_id).where(Enrolment.removed.is_not(True)))
    places = [(one.cohort_id, one.person_id) for one in enrolled if one.cohort_id in cohorts and one.person_id in names]
    nowhere = names.keys() - {person_id for _cohort_id, person_id in places}
    entries = []
    for cohort_id, person_id in (*places, *(("", person_id) for person_id in nowhere)):
        (name,), (surname, number) = names[person_id], identities.get(person_id, (None, None))
        business = (ideas.get(person_id, (None,))[0] or {}).get("name", "")
        cohort = _title(cohorts.get(cohort_id, ("", "")))
        private = words_of(f"{surname or ''} {number or ''}")
        found = Found("person", person_id, cohort_id, name or "", business, cohort)
        entries.append(_Entry(found, (words_of(name or ""), words_of(business), private), surname or ""))
    return tuple(sorted(entries, key=lambda one: (fold(one.found.title), one.found.cohort, one.found.id)))


def _workshops(db: Session, cohorts: dict[str, tuple[str, str]], said: Callable[[int, str], str]) -> tuple[_Entry, ...]:
    held = WorkshopSession
    query = select(held.id, held.cohort_id, held.title, held.number, held.when).where(held.removed.is_not(True))
    rows = [one for one in db.execute(query) if one.when is not None and one.cohort_id in cohorts]
    entries, ends, numbers = [], dict[str, date](), Counter[str]()
    for one in sorted(rows, key=lambda one: (one.when["day"], one.when["starts"], one.number or 0, one.id)):
        numbers[one.cohort_id] += 1  # its place by day, as `cohort.rows_in` has it
        title, cohort, number = one.title or "", _title(cohorts[one.cohort_id]), numbers[one.cohort_id]
        day = ends[one.cohort_id] = date.fromisoformat(one.when["day"])
        found = Found("workshop", one.id, one.cohort_id, title, "", cohort, number=number, day=day)
        entries.append(_Entry(found, (words_of(f"{said(number, title)} {title}"), (), words_of(cohort))))

    def newest_cohort_first(entry: _Entry) -> tuple[int, int, str]:
        return -ends[entry.found.cohort_id].toordinal(), entry.found.number, entry.found.id

    return tuple(sorted(entries, key=newest_cohort_first))


def _cohorts(cohorts: dict[str, tuple[str, str]]) -> tuple[_Entry, ...]:
    entries = [
        _Entry(Found("cohort", key, key, title, term, _title((title, term))), (words_of(f"{title} {term}"),))
        for key, (title, term) in cohorts.items()
    ]
    return tuple(sorted(entries, key=lambda one: (fold(one.found.title), one.found.id)))


def _held(db: Session, query: Select[*tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """Rows by their first column."""
    return {row[0]: tuple(row[1:]) for row in db.execute(query)}


def _title(cohort: tuple[str, str]) -> str:
    return " ".join(cohort).strip()
