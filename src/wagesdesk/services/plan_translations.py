"""Her words in another language: they stand beside hers, with who translated them and when, and never replace them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.entry import natural_id
from wagesdesk.models.plan import PlanAnswer, PlanTranslation
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.plan import digest

LONGEST: Final = 60_000
LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class Translation:
    """`by` is the name of the translator; `stale` that her own words changed since."""

    section: str
    person_id: str
    language: str
    text: str
    by: str
    at: datetime
    stale: bool


def of_plan(vault: Vault, plan_id: str) -> tuple[Translation, ...]:
    """Every translation of a plan, by section, person and language. Two statements."""
    with vault.read() as db:
        held = db.scalars(
            select(PlanTranslation).where(PlanTranslation.plan_id == plan_id, PlanTranslation.removed.is_not(True))
        ).all()
        answers = db.scalars(select(PlanAnswer).where(PlanAnswer.plan_id == plan_id)).all()
        stands = {(one.section, one.person_id): digest((one.answer or {}).get("text", "")) for one in answers}
        found = [
            Translation(
                str(one.section), str(one.person_id), str(one.language), one.translated["text"], one.translated["by"],
                datetime.fromisoformat(one.translated["at"]),
                one.translated["of"] != stands.get((one.section, one.person_id)),
            )
            for one in held if one.translated
        ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.section, one.person_id, one.language)))


def keep(
    vault: Vault, actor: str, *, plan_id: str, section: str, person_id: str, language: str, text: str, by: str
) -> Changes:
    """Put a translation of her words, as they stand now, beside them; an empty text takes it away.

    FieldInvalid ("text", "by", "language"); NotFound(kind="answer") where she has no words.
    """
    text, by = text.strip(), " ".join(by.split())
    if len(text) > LONGEST:
        raise FieldInvalid(field="text", code="too_long")
    if not by and text:
        raise FieldInvalid(field="by", code="empty")
    if len(by) > LONGEST_NAME:
        raise FieldInvalid(field="by", code="too_long")
    with vault.write(actor, "plan.translate") as db:
        answer = db.get(PlanAnswer, natural_id("plan_answer", plan_id, section, person_id))
        said = (answer.answer or {}) if answer is not None and not answer.removed else {}
        if not said.get("text", "").strip():
            raise NotFound(kind="answer")
        if not language or language == said["language"]:
            raise FieldInvalid(field="language", code="same" if language else "empty")
        held = db.get(PlanTranslation, natural_id("plan_translation", plan_id, section, person_id, language))
        if not text:
            if held is not None and not held.removed:
                held.removed = True
            return made(db)
        if held is None:
            held = PlanTranslation(plan_id=plan_id, section=section, person_id=person_id, language=language)
            db.add(held)
        held.removed = None
        held.translated = {
            "text": text, "of": digest(said["text"]), "by": by, "at": vault.clock.now().isoformat()
        }  # fmt: skip
        return made(db)
