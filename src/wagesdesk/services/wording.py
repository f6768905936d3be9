"""The gentle look at free text: does it name somebody else, or speak of an offence, a sentence or a risk?

It never blocks and keeps nothing. The words stand in `resources/facts/wording.toml`, with the reasons for each choice.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from wagesdesk import paths

if TYPE_CHECKING:
    from wagesdesk.models.vault import Vault

CODES: Final = ("person", "offence", "sentence", "risk")
_STARTS: Final = ".!?…:;\n•"
_HYPHENS: Final = "-‐‑"
_APOSTROPHES: Final = {"’": "'", "‘": "'", "ʼ": "'", "`": "'"}


@dataclass(frozen=True)
class Span:
    """`text[start:end]` is what was noticed; `code` is one of CODES."""

    code: str
    start: int
    end: int


@dataclass(frozen=True)
class Notice:
    """What was noticed: `codes` each once, in the order of CODES, and `spans` in the order of the text."""

    codes: tuple[str, ...]
    spans: tuple[Span, ...]


def notice(text: str, *, known_names: Collection[str]) -> Notice | None:
    """Look at free text; None when nothing was noticed. `known_names` are those of others, never of the woman herself.

    Case, accents and the form of an apostrophe make no difference; a few milliseconds for a page of text.
    """
    seen = _seen(text)
    found = [*_named(seen, frozenset(known_names)), *_spoken(seen)]
    if not found:
        return None
    codes = {span.code for span in found}
    return Notice(tuple(code for code in CODES if code in codes), tuple(sorted(found, key=lambda one: one.start)))


def names_in(text: str, names: Collection[str]) -> tuple[Span, ...]:
    """Where any of these names stands in the text, as a whole word; `Jodie's` is a place, `Jodienne` is none."""
    return tuple(sorted(_named(_seen(text), frozenset(names)), key=lambda one: one.start))


def known_names(vault: Vault, *, cohort_id: str, but: str = "") -> frozenset[str]:
    """Chosen names and surnames of a cohort; without those that the person `but` bears too."""
    from sqlalchemy import select

    from wagesdesk.models.person import Identity
    from wagesdesk.services.attendance import enrolments_in

    with vault.read() as db:
        names = {person.id: {person.name or ""} for _enrolment, person in enrolments_in(db, cohort_id)}
        query = select(Identity.person_id, Identity.surname).where(Identity.removed.is_not(True))
        for person_id, surname in db.execute(query):
            if person_id in names:
                names[person_id].add(surname or "")
    own = {_plain(name) for name in names.pop(but, set())}
    return frozenset(name for borne in names.values() for name in borne if name and _plain(name) not in own)


@dataclass(frozen=True)
class _Seen:
    """A text as it is compared: small letters without accents, and where each of them stands in the text."""

    text: str
    plain: str
    places: Sequence[int]

    def span(self, code: str, start: int, end: int) -> Span:
        last = self.places[end - 1] + 1
        while last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1
        return Span(code, self.places[start], last)

    def whole(self, start: int, end: int) -> bool:
        """Whether neither a letter nor a digit goes on at either end."""
        return not (_goes_on(self.plain[max(start - 1, 0) : start]) or _goes_on(self.plain[end : end + 1]))

    def joined(self, start: int, end: int) -> bool:
        """Whether a hyphen makes it a part of a longer name at either end."""
        before, after = self.plain[max(start - 2, 0) : start], self.plain[end : end + 2]
        return any(pair[:1] in _HYPHENS and pair[1:].isalpha() for pair in (before[::-1], after) if pair)


def _seen(text: str) -> _Seen:
    letters = [_PLAIN[letter] for letter in text]
    plain = "".join(letters)
    if len(plain) == len(text) and all(letters):  # each letter stands for one: a hundred megabytes may leave at once
        return _Seen(text, plain, range(len(text)))
    return _Seen(text, plain, [place for place, some in enumerate(letters) for _one in some])


class _Plain(dict[str, str]):
    """For a letter, what it is compared as: none, one or more small letters."""

    def __missing__(self, letter: str) -> str:
        spelt = unicodedata.normalize("NFKD", _APOSTROPHES.get(letter, letter).casefold())
        self[letter] = plain = "".join(one for one in spelt if not unicodedata.combining(one))
        return plain


_PLAIN: Final = _Plain()


def _plain(text: str) -> str:
    return _seen(" ".join(text.split())).plain


def _goes_on(beside: str) -> bool:
    return bool(beside) and (beside.isalnum() or beside == "_" or unicodedata.category(beside).startswith("M"))


def _named(seen: _Seen, names: frozenset[str]) -> Iterator[Span]:
    pattern = _names_pattern(names)
    for match in pattern.finditer(seen.plain) if pattern else ():
        start, end = match.span()
        everyday = match.group() in _words().ordinary
        if seen.whole(start, end) and not seen.joined(start, end) and (not everyday or _is_a_name(seen, start)):
            yield seen.span("person", start, end)


def _is_a_name(seen: _Seen, start: int) -> bool:
    """Whether an everyday word has the capital of a name: one that no beginning of a sentence explains."""
    at = seen.places[start]
    before = seen.text[:at].rstrip(" \t\"'“‘(")
    return seen.text[at].isupper() and bool(before) and before[-1] not in _STARTS


@lru_cache(maxsize=32)
def _names_pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    plain = sorted({_plain(name) for name in names}, key=lambda name: (-len(name), name))
    parts = [r"\s+".join(map(re.escape, name.split())) for name in plain if len(name) > 1]
    return _from_the_start(parts) if parts else None


def _from_the_start(parts: Iterable[str]) -> re.Pattern[str]:
    """One of these, from where no word goes on before it: looked for at few places, it is found soon."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})")


def _spoken(seen: _Seen) -> Iterator[Span]:
    words = _words()
    passed = [match.span() for match in words.passed.finditer(seen.plain) if seen.whole(*match.span())]
    for code, pattern in words.groups:
        for match in pattern.finditer(seen.plain):
            start, end = match.span()
            if seen.whole(start, end) and not any(first <= start and end <= last for first, last in passed):
                yield seen.span(code, start, end)
    for code, pattern in words.exact:
        for match in pattern.finditer(seen.text):
            yield Span(code, *match.span())


@dataclass(frozen=True)
class _Words:
    """`groups` are looked for in plain letters, `exact` in the text as it stands."""

    groups: tuple[tuple[str, re.Pattern[str]], ...]
    exact: tuple[tuple[str, re.Pattern[str]], ...]
    passed: re.Pattern[str]
    ordinary: frozenset[str]


@cache
def _words() -> _Words:
    """The shipped list. ValueError when a code is unknown."""
    with paths.resource("facts/wording.toml").open("rb") as file:
        table = tomllib.load(file)
    if unknown := {row["code"] for row in table["group"]} - set(CODES):
        raise ValueError(f"wording.toml: unknown code {sorted(unknown)}")
    return _Words(
        tuple((row["code"], _from_the_start(map(_pattern, _longest(row["words"])))) for row in table["group"]),
        tuple(
            (row["code"], re.compile(rf"\b(?:{'|'.join(row['exact'])})\b")) for row in table["group"] if row["exact"]
        ),
        _from_the_start(_pattern(one) for row in table["passed"] for one in _longest(row["phrases"])),
        frozenset(_plain(name) for name in table["names"]["ordinary"]),
    )


def _longest(phrases: list[str]) -> list[str]:
    return sorted(phrases, key=lambda phrase: (-len(phrase.split()), phrase))


def _pattern(phrase: str) -> str:
    """A phrase of the list as a pattern over plain letters: `*` is any ending, `a/b` one or the other."""
    return r"[\s\-‐‑]+".join(
        "(?:" + "|".join(re.escape(_plain(one)).replace(r"\*", r"\w*") for one in word.split("/")) + ")"
        for word in phrase.split()
    )
