"""The gentle look at free text: does it name somebody else, or speak of an offence, a sentence or a risk?

It never blocks and keeps nothing. The words stand in `resources/facts/wording.toml`, with the reasons for each choice.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from wagesdesk import paths

if TYPE_CHECKING:
    from wagesdesk.models.vault import Vault

CODES: Final = ("person", "offence", "sentence", "risk")
_WORD: Final = re.compile(r"\w+")
_NO_WORD: Final = re.compile(r"^\W+")
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
    found = everything_in(text, known_names)
    if not found:
        return None
    codes = {span.code for span in found}
    return Notice(tuple(code for code in CODES if code in codes), found)


def everything_in(text: str, names: Collection[str]) -> tuple[Span, ...]:
    """Every place at which one of these names stands as a whole word (`Jodie's` is one, `Jodienne` is none) or one of
    the words of the list, in the order of the text. One pass, about five milliseconds for 60,000 letters."""
    seen = _seen(text)
    found = [*_named(seen, frozenset(names)), *_spoken(seen)]
    return tuple(sorted(found, key=lambda one: one.start))


def names_in(text: str, names: Collection[str]) -> tuple[Span, ...]:
    """Where any of these names stands in the text."""
    return tuple(sorted(_named(_seen(text), frozenset(names)), key=lambda one: one.start))


def plain_name(name: str) -> str:
    """A name as it is compared: small letters without accents from its first on, one space between its words."""
    return _NO_WORD.sub("", _plain(name))


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

    @cached_property
    def words(self) -> dict[str, list[int]]:
        """Each word, and the places at which it begins in `plain`."""
        found: dict[str, list[int]] = {}
        for match in _WORD.finditer(self.plain):
            found.setdefault(match.group(), []).append(match.start())
        return found

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
    if text.isascii():
        return _Seen(text, text.lower().replace("`", "'"), range(len(text)))
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
    for start, end in _phrases_of(names).places(seen):
        everyday = seen.plain[start:end] in _words().ordinary
        if seen.whole(start, end) and not seen.joined(start, end) and (not everyday or _is_a_name(seen, start)):
            yield seen.span("person", start, end)


def _is_a_name(seen: _Seen, start: int) -> bool:
    """Whether an everyday word has the capital of a name: one that no beginning of a sentence explains."""
    at = seen.places[start]
    before = seen.text[:at].rstrip(" \t\"'“‘(")
    return seen.text[at].isupper() and bool(before) and before[-1] not in _STARTS


@dataclass(frozen=True)
class _Phrases:
    """`pattern` over plain letters, tried only where a word stands that it can begin with: of the thousands in a long
    text these are few. `beginnings` are those of words with any ending."""

    pattern: re.Pattern[str]
    first: frozenset[str]
    beginnings: tuple[str, ...]

    def places(self, seen: _Seen) -> Iterator[tuple[int, int]]:
        """From where to where in the plain letters, in order, none within another."""
        words = self.first & seen.words.keys()
        if self.beginnings:
            words |= {word for word in seen.words if word.startswith(self.beginnings)}
        last = 0
        for start in sorted(start for word in words for start in seen.words[word]):
            match = self.pattern.match(seen.plain, start) if start >= last else None
            if match is not None:
                last = match.end()
                yield start, last


def _phrases(phrases: Iterable[str]) -> _Phrases:
    """Of phrases of the list, in the order in which they are tried."""
    parts = list(phrases)
    firsts = [_plain(one) for phrase in parts for one in phrase.split()[0].split("/")]
    begins = {one: match.group() for one in firsts if (match := _WORD.match(one))}
    return _Phrases(
        re.compile("|".join(map(_pattern, parts))),
        frozenset(word for one, word in begins.items() if one != f"{word}*"),
        tuple(sorted({word for one, word in begins.items() if one == f"{word}*"})),
    )


@lru_cache(maxsize=32)
def _phrases_of(names: frozenset[str]) -> _Phrases:
    plain = sorted({plain_name(name) for name in names}, key=lambda name: (-len(name), name))
    parts = [r"\s+".join(map(re.escape, name.split())) for name in plain if len(name) > 1]
    first = (_WORD.match(name) for name in plain if len(name) > 1)
    return _Phrases(re.compile("|".join(parts)), frozenset(match.group() for match in first if match), ())


def _spoken(seen: _Seen) -> Iterator[Span]:
    words = _words()
    passed = [place for place in words.passed.places(seen) if seen.whole(*place)]
    for code, phrases in words.groups:
        for start, end in phrases.places(seen):
            if seen.whole(start, end) and not any(first <= start and end <= last for first, last in passed):
                yield seen.span(code, start, end)
    for code, pattern, plain in words.exact:
        for match in () if plain.isdisjoint(seen.words) else pattern.finditer(seen.text):
            yield Span(code, *match.span())


@dataclass(frozen=True)
class _Words:
    """`groups` are looked for in plain letters, `exact` in the text as it stands: where it has their plain letters."""

    groups: tuple[tuple[str, _Phrases], ...]
    exact: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]
    passed: _Phrases
    ordinary: frozenset[str]


@cache
def _words() -> _Words:
    """The shipped list. ValueError when a code is unknown."""
    with paths.resource("facts/wording.toml").open("rb") as file:
        table = tomllib.load(file)
    if unknown := {row["code"] for row in table["group"]} - set(CODES):
        raise ValueError(f"wording.toml: unknown code {sorted(unknown)}")
    return _Words(
        tuple((row["code"], _phrases(_longest(row["words"]))) for row in table["group"]),
        tuple(
            (row["code"], re.compile(rf"\b(?:{'|'.join(row['exact'])})\b"), frozenset(map(_plain, row["exact"])))
            for row in table["group"]
            if row["exact"]
        ),
        _phrases(one for row in table["passed"] for one in _longest(row["phrases"])),
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
