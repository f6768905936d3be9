"""Her pitch: five cards made of her own words, which she may say in other words.

A card that she has not touched shows the beginning of her answer; the whole answer stands in its notes. What she says
in other words is kept as an answer of its own, so that it is hers, dated, and leaves only as her plan does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wagesdesk.services.plan import PlanView
from wagesdesk.text import N_

CARDS: Final = {
    "pitch.who": (N_("Who I am"), "me"),
    "pitch.sell": (N_("What I sell"), "offer"),
    "pitch.buys": (N_("Who buys it"), "customers"),
    "pitch.money": (N_("The money"), "money"),
    "pitch.ask": (N_("What I ask for"), ""),
}
"""By the code that her own words are kept under: the title, and the section they come from."""
_LONGEST: Final = 220
_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Card:
    """`title` is English source text; `words` are what the room sees, `notes` what she says to it; `own` that she wrote
    the words for the pitch."""

    code: str
    title: str
    words: str
    notes: str
    own: bool


def cards(view: PlanView, own: Sequence[tuple[str, str]], told: Sequence[str] = ()) -> tuple[Card, ...]:
    """The five. `own` are (code, text) of words for the pitch, `told` the sentences of her sums."""
    said = dict(own)
    made = []
    for code, (title, section) in CARDS.items():
        answers = [each.text.strip() for each in view.section(section).answers if each.text.strip()] if section else []
        notes = "\n".join(answers)
        if code == "pitch.money" and told:
            notes = "\n".join([*answers, *told])
        words = said.get(code, "").strip()
        made.append(Card(code, title, words or beginning(notes), notes, bool(words)))
    return tuple(made)


def beginning(text: str) -> str:
    """The first whole sentences of a text that fit on a card; the first alone however long it is."""
    found = ""
    for sentence in filter(None, _SENTENCE.split(text.strip())):
        longer = f"{found} {sentence}".strip()
        if found and len(longer) > _LONGEST:
            break
        found = longer
    return found
