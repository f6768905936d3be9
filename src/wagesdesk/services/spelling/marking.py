"""Which words of a text are looked at: not numbers, addresses or single letters, and no name inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT_WORDS: Final = re.compile(r"\S+@\S+|\bwww\.\S+|\w*\d\w*|\S+\.(?:com|org|net|wales|cymru|co\.uk)\b", re.IGNORECASE)
_ENDS: Final = frozenset(".?!:\n")
_INITIALS: Final = 4
"""Up to so many capitals are a name (VAT, HMP); longer words in capitals are the way she writes."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A word of a text, from `start` up to and without `end` (both count characters)."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Seen(Marked):
    """`name` says that it is written as a name is: with a capital inside a sentence, or as initials are."""

    name: bool


def words_in(text: str) -> Iterator[Seen]:
    """Every word that could be looked at, in order."""
    passed = [match.span() for match in _NOT_WORDS.finditer(text)]
    for match in _WORD.finditer(text):
        word, (start, end) = match.group(), match.span()
        if len(word) > 1 and not any(first <= start < last for first, last in passed):
            before = text[:start].rstrip(" \t\"'“‘(")
            opens = not before or before[-1] in _ENDS
            short = len(word) <= _INITIALS
            yield Seen(start, end, word, word[0].isupper() and (short if word.isupper() else not opens))
