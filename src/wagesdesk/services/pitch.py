"""Her pitch: five cards made of her own words, which she may say in other words.

A card that she has not touched shows the beginning of her answer; the whole answer stands in its notes. What she says
in other words is kept as an answer of its own, so that it is hers, dated, and leaves only as her plan does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from wagesdesk.errors import FieldInvalid
from wagesdesk.models.plan import PITCH_CARDS, Plan, PlanAnswer
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import Changes
from wagesdesk.services.plan import PlanView, Said, answer
from wagesdesk.text import N_

_TITLES: Final = (N_("Who I am"), N_("What I sell"), N_("Who buys it"), N_("The money"), N_("What I ask for"))
_SECTIONS: Final = ("me", "offer", "customers", "money", "")
"""The section that each card is made of; none for the last, which is what the day is for."""
_LONGEST: Final = 220
_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Card:
    """`title` is English source text; `words` are what the room sees, `notes` what she says to it; `own` that she wrote
    the words for the pitch, `of_plan` what they would be otherwise."""

    code: str
    title: str
    words: str
    notes: str
    own: bool
    of_plan: str = ""


def title(code: str) -> str:
    """English source text. ValueError for a code that is no card's."""
    return _TITLES[PITCH_CARDS.index(code)]


def own(vault: Vault, plan_id: str) -> dict[str, str]:
    """Her own words for the cards, by code; of several owners those of who began the plan."""
    with vault.read() as db:
        began = db.scalar(select(Plan.person_id).where(Plan.id == plan_id))
        held = db.scalars(
            select(PlanAnswer).where(
                PlanAnswer.plan_id == plan_id, PlanAnswer.section.in_(PITCH_CARDS), PlanAnswer.removed.is_not(True)
            )
        ).all()
    texts = sorted((one.person_id == began, str(one.section), (one.answer or {}).get("text", "")) for one in held)
    return {section: text for _hers, section, text in texts if text.strip()}


def say(vault: Vault, actor: str, *, plan_id: str, person_id: str, code: str, text: str, language: str) -> Changes:
    """Keep her own words for a card; none brings back those of her plan. FieldInvalid ("section", "text"); NotFound."""
    if code not in PITCH_CARDS:
        raise FieldInvalid(field="section", code="unknown")
    said = Said(text, language=language)
    return answer(vault, actor, plan_id=plan_id, section=code, person_id=person_id, said=said, done=True)


def cards(view: PlanView, said: Mapping[str, str], told: Sequence[str] = ()) -> tuple[Card, ...]:
    """The five. `said` are her own words by code, `told` the sentences of her sums."""
    made = []
    for code, title, section in zip(PITCH_CARDS, _TITLES, _SECTIONS, strict=True):
        answers = [each.text.strip() for each in view.section(section).answers if each.text.strip()] if section else []
        notes = "\n".join(answers)
        if code == "pitch.money" and told:
            notes = "\n".join([*answers, *told])
        words, of_plan = said.get(code, "").strip(), beginning(notes)
        made.append(Card(code, title, words or of_plan, notes, bool(words), of_plan))
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
