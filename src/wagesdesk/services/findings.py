"""What women still have to find out for their plans, who may know it, and what came back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.person import Person
from wagesdesk.models.plan import ASKED_OF, Plan, PlanFinding
from wagesdesk.models.vault import Vault
from wagesdesk.services import staff
from wagesdesk.services.changes import Changes, made

__all__ = ["ASKED_OF", "Finding", "add", "answer", "drop", "of_person", "open_for"]

LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to find out. `of` is one of ASKED_OF; `section` the code of a section or sheet, `row` of its line.

    `answer` is empty until somebody knows; then `source` says who or what said so, `by` the name of who noted it.
    """

    id: str
    plan_id: str
    person_id: str
    name: str
    text: str
    of: str
    section: str
    row: str
    asked: datetime
    answer: str
    source: str
    found_on: date | None
    by: str


def add(
    vault: Vault, actor: str, *, plan_id: str, person_id: str, text: str, of: str, section: str = "", row: str = ""
) -> tuple[str, Changes]:
    """She wants to know something. FieldInvalid ("text", "of"); NotFound."""
    text = _checked(text, "text", needed=True)
    if of not in ASKED_OF:
        raise FieldInvalid(field="of", code="unknown")
    with vault.write(actor, "finding.add") as db:
        held = db.get(Plan, plan_id)
        if held is None or held.removed:
            raise NotFound(kind="plan")
        at = vault.clock.now().isoformat()
        asked = {"text": text, "of": of, "section": section, "row": row, "at": at}
        one = PlanFinding(plan_id=plan_id, person_id=person_id, asked=asked)
        db.add(one)
        return one.id, made(db)


def answer(vault: Vault, actor: str, *, finding_id: str, text: str, source: str, on: date) -> Changes:
    """Somebody knows. An empty `text` opens the question again. FieldInvalid ("answer", "source"); NotFound."""
    text, source = _checked(text, "answer"), _checked(source, "source")
    with vault.write(actor, "finding.answer") as db:
        found = {"text": text, "source": source, "on": on.isoformat(), "by": actor} if text else None
        held = _held(db, finding_id)
        if held.found != found:
            held.found = found
        return made(db)


def drop(vault: Vault, actor: str, *, finding_id: str) -> Changes:
    """She need not know it after all. NotFound."""
    with vault.write(actor, "finding.drop") as db:
        _held(db, finding_id).removed = True
        return made(db)


def of_person(vault: Vault, person_id: str, plan_id: str = "") -> tuple[Finding, ...]:
    """All of hers, or those of one plan: what is open first, then what came back, each the oldest first."""
    query = select(PlanFinding).where(PlanFinding.person_id == person_id, PlanFinding.removed.is_not(True))
    with vault.read() as db:
        rows = _rows(db, db.scalars(query.where(PlanFinding.plan_id == plan_id) if plan_id else query))
    return tuple(sorted(rows, key=lambda one: (bool(one.answer), one.asked, one.id)))


def open_for(vault: Vault, of: str, person_ids: Collection[str]) -> tuple[Finding, ...]:
    """What these people still want to know of a guest, at home, of the facilitator or of a member outside, by name."""
    query = select(PlanFinding).where(PlanFinding.person_id.in_(person_ids), PlanFinding.removed.is_not(True))
    with vault.read() as db:
        rows = _rows(db, (one for one in db.scalars(query) if one.found is None and (one.asked or {}).get("of") == of))
    return tuple(sorted(rows, key=lambda one: (one.name.casefold(), one.person_id, one.asked, one.id)))


def _rows(db: Session, held: Iterable[PlanFinding]) -> list[Finding]:
    rows = []
    names: dict[str, str] = {}
    for one in held:
        if one.asked is None:  # its answer came before it, in a bundle
            continue
        asked, found = one.asked, one.found or {}
        for who in (str(one.person_id), found.get("by", "")):
            if who not in names:
                names[who] = staff.name_of(db, who)
        rows.append(Finding(
            one.id, str(one.plan_id), str(one.person_id), names[str(one.person_id)], asked.get("text", ""),
            asked.get("of", ""), asked.get("section", ""), asked.get("row", ""),
            datetime.fromisoformat(asked["at"]),
            found.get("text", ""), found.get("source", ""), date.fromisoformat(found["on"]) if found else None,
            names[found.get("by", "")],
        ))  # fmt: skip
    return rows


def _held(db: Session, finding_id: str) -> PlanFinding:
    held = db.get(PlanFinding, finding_id)
    if held is None or held.removed or db.get(Person, str(held.person_id)) is None:
        raise NotFound(kind="finding")
    return held


def _checked(text: str, field: str, *, needed: bool = False) -> str:
    text = " ".join(text.split())
    if len(text) > LONGEST:
        raise FieldInvalid(field=field, code="too_long")
    if needed and not text:
        raise FieldInvalid(field=field, code="empty")
    return text
