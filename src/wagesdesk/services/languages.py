"""The languages in which somebody may write, or be translated into: those in use at this place first."""

from __future__ import annotations

from collections import Counter
from typing import Final

from sqlalchemy import select

from wagesdesk.models.person import Person
from wagesdesk.models.plan import PlanAnswer, PlanTranslation
from wagesdesk.models.vault import Vault

LANGUAGES: Final = (
    "en", "cy", "pl", "ro", "sq", "lt", "pt", "es", "fr", "it", "de", "nl", "hu", "cs", "sk", "lv", "tr", "so", "ga",
    "vi", "yo", "ar", "fa", "ku", "ur", "pa", "bn", "ti", "bg", "uk", "ru", "zh",
)  # fmt: skip


def offered(vault: Vault, *, last: str = "") -> tuple[str, ...]:
    """All of LANGUAGES: `last`, which was chosen last, then those of the people here, of their answers and of
    translations, the most frequent first, then the rest in its own order. Three statements."""
    with vault.read() as db:
        used = Counter(db.scalars(select(Person.language)))
        used.update((answer or {}).get("language") for answer in db.scalars(select(PlanAnswer.answer)))
        used.update(db.scalars(select(PlanTranslation.language).where(PlanTranslation.removed.is_not(True))))
    found = [last, *(code for code, _times in used.most_common()), *LANGUAGES]
    return tuple(dict.fromkeys(code for code in found if code in LANGUAGES))
