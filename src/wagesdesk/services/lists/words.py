"""The words that are recognised in lists, from `resources/lists/words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from wagesdesk import paths

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """All compared in the form of `sheet.plain`. `headings` maps a role to its phrases, in order of strength."""

    headings: Mapping[str, tuple[Phrase, ...]]
    weak_numbers: frozenset[str]
    closing: tuple[str, ...]
    closing_whole: frozenset[str]
    section: frozenset[str]
    unknown: frozenset[str]
    languages: Mapping[str, str]
    titles: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]
    months: tuple[tuple[str, ...], ...]
    weekdays: frozenset[str]


@cache
def words() -> Words:
    """Read once. A file that is wrong is a bug: KeyError, ValueError."""
    with paths.resource("lists/words.toml").open("rb") as file:
        held = tomllib.load(file)
    rows, values, names, dates = held["rows"], held["values"], held["names"], held["dates"]
    return Words(
        headings={role: tuple(tuple(one.split()) for one in said) for role, said in held["headings"].items()},
        weak_numbers=frozenset(held["weak"]["number"]),
        closing=tuple(rows["closing"]),
        closing_whole=frozenset(rows["closing_whole"]),
        section=frozenset(rows["section"]),
        unknown=frozenset(values["unknown"]),
        languages={said: code for code in ("en", "cy") for said in values[code]},
        titles=frozenset(names["titles"]),
        particles=frozenset(names["particles"]),
        openers=frozenset(names["openers"]),
        months=tuple(map(tuple, dates["months"])),
        weekdays=frozenset(dates["weekdays"]),
    )
