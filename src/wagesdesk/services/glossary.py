"""Words of money that our pages use, with their meanings.

Texts are English source text: give them to `text._` when shown. Words are found in English source text too, so that a
page in Welsh explains the same ones. A shipped file that is wrong is a bug: ValueError.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from wagesdesk import paths


@dataclass(frozen=True, slots=True)
class Term:
    """A word, in one or two sentences what it means, and an example. `forms` are other ways to write it."""

    word: str
    forms: tuple[str, ...]
    meaning: str
    example: str


@cache
def terms() -> tuple[Term, ...]:
    """All of them, by letter."""
    table = tomllib.loads(paths.resource("words/glossary.toml").read_text("utf-8"))
    found = tuple(
        Term(row["word"], tuple(row["forms"]), row["meaning"], row["example"]) for row in table.get("term", ())
    )
    if len(_by_form(found)) != sum(1 + len(one.forms) for one in found):
        raise ValueError("a word stands in the glossary twice")
    return tuple(sorted(found, key=lambda one: one.word.casefold()))


def term(word: str) -> Term:
    """The term of a word or of one of its forms. KeyError for one that is not explained."""
    return _by_form(terms())[word.casefold()]


def terms_in(*sources: str) -> tuple[Term, ...]:
    """The terms that stand in these English texts, each once, in the order in which they come."""
    found = (match.group().casefold() for source in sources for match in _pattern().finditer(source))
    return tuple(dict.fromkeys(_by_form(terms())[form] for form in found))


def _by_form(found: tuple[Term, ...]) -> dict[str, Term]:
    return {form.casefold(): one for one in found for form in (one.word, *one.forms)}


@cache
def _pattern() -> re.Pattern[str]:
    """The longest first: “running costs” is one term and not “costs”."""
    forms = sorted(_by_form(terms()), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE)
