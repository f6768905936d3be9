"""What is done to a plan: begun, named, shared, written, left, checked, sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.entry import fits_line, natural_id
from wagesdesk.models.person import Business, Person
from wagesdesk.models.plan import FORMS, HOW, NATIONS, OUTCOMES, PITCH_CARDS, STAGES, Plan, PlanAnswer, PlanOwner
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.plan.views import codes, digest, owned
from wagesdesk.services.plan_template import plan_template

LONGEST_TITLE: Final = 80
LONGEST_ANSWER: Final = 60_000


@dataclass(frozen=True, slots=True)
class Said:
    """Words for a section as they are to be kept. `how` is one of HOW; `by` is the staff id of who took them down or
    typed them, empty for herself; `done_on` the day on which a paper was filled in."""

    text: str
    how: str = "write"
    language: str = "en"
    by: str = ""
    done_on: date | None = None


def too_long(text: str) -> bool:
    """Whether these words are more than one answer can hold."""
    return len(text) > LONGEST_ANSWER or not fits_line(text)


def begin(
    vault: Vault, actor: str, *, person_id: str, title: str = "", trade: str = "", form: str = ""
) -> tuple[str, Changes]:
    """Her next business idea; the first one is called as her business is. FieldInvalid ("title", "form"); NotFound."""
    title = _checked(title)
    if form and form not in FORMS:
        raise FieldInvalid(field="form", code="unknown")
    with vault.write(actor, "plan.begin") as db:
        if db.get(Person, person_id) is None:
            raise NotFound(kind="person")
        numbers = [each.number or 0 for each in db.scalars(select(Plan).where(Plan.person_id == person_id))]
        made_now = Plan(person_id=person_id, number=max(numbers, default=0) + 1, trade=trade or None, form=form or None)
        db.add(made_now)
        _own(db, made_now.id, person_id, True)
        if title:
            _entitle(db, made_now, title)
        return made_now.id, made(db)


def set_about(
    vault: Vault, actor: str, *, plan_id: str, title: str | None = None, form: str | None = None,
    trade: str | None = None, outcome: str | None = None, nation: str | None = None,
) -> Changes:  # fmt: skip
    """Change what is given. FieldInvalid ("title", "form", "trade", "outcome", "nation"); NotFound."""
    trades = {each.code for each in plan_template().trades}
    chosen = {"form": form, "trade": trade, "outcome": outcome, "nation": nation}
    known = {"form": FORMS, "trade": trades, "outcome": OUTCOMES, "nation": NATIONS}
    for name, value in chosen.items():
        if value and value not in known[name]:
            raise FieldInvalid(field=name, code="unknown")
    with vault.write(actor, "plan.about") as db:
        held = _plan(db, plan_id)
        if title is not None:
            _entitle(db, held, _checked(title))
        for name, value in chosen.items():
            if value is not None:
                setattr(held, name, value or None)
        return made(db)


def set_owner(vault: Vault, actor: str, *, plan_id: str, person_id: str, owns: bool) -> Changes:
    """Somebody joins a plan, or leaves it; her words stay with it. FieldInvalid("owner", "last"); NotFound."""
    with vault.write(actor, "plan.owner") as db:
        held = _plan(db, plan_id)
        if db.get(Person, person_id) is None:
            raise NotFound(kind="person")
        left = set(db.scalars(owned(PlanOwner.plan_id == plan_id).with_only_columns(PlanOwner.person_id))) - {person_id}
        if not owns and not left:
            raise FieldInvalid(field="owner", code="last")
        _own(db, plan_id, person_id, owns)
        if owns and left and held.form in (None, "alone"):
            held.form = "together"
        return made(db)


def answer(
    vault: Vault, actor: str, *, plan_id: str, section: str, person_id: str, said: Said, done: bool = False
) -> Changes:
    """Keep her words as they stand now, as one revision; `done` when she went on to the next question.

    The same words again change nothing. FieldInvalid ("section", "how", "text"); NotFound.
    """
    if said.how not in HOW:
        raise FieldInvalid(field="how", code="unknown")
    if too_long(said.text):
        raise FieldInvalid(field="text", code="too_long")
    with vault.write(actor, "plan.answer") as db:
        held = _answer(db, plan_id, section, person_id)
        if said.text != (held.answer or {}).get("text", ""):
            held.answer = {
                "text": said.text, "how": said.how, "language": said.language, "by": said.by,
                "done_on": said.done_on.isoformat() if said.done_on else "",
            }  # fmt: skip
        done = done and bool(said.text.strip())
        if bool(held.done) != done:
            held.done = done
        if held.skipped:
            held.skipped = None
        return made(db)


def leave_for_now(vault: Vault, actor: str, *, plan_id: str, section: str, person_id: str) -> Changes:
    """She went past a section; it waits. NotFound."""
    with vault.write(actor, "plan.leave") as db:
        held = _answer(db, plan_id, section, person_id)
        if not held.skipped:
            held.skipped = True
        return made(db)


def mark_checked(
    vault: Vault, actor: str, *, plan_id: str, section: str, person_id: str, checked: bool = True
) -> Changes:
    """The facilitator and she went through it; it counts until the words change. FieldInvalid("text", "empty") when
    there are none; NotFound."""
    with vault.write(actor, "plan.checked") as db:
        held = _answer(db, plan_id, section, person_id)
        text = (held.answer or {}).get("text", "")
        if checked and not text.strip():
            raise FieldInvalid(field="text", code="empty")
        now = vault.clock.now().isoformat()
        held.checked = {"sha256": digest(text), "by": actor, "at": now} if checked else None
        return made(db)


def set_stage(vault: Vault, actor: str, *, plan_id: str, stage: str) -> Changes:
    """She sent it to be read; it went back to her; it is ready to present. FieldInvalid("stage"); NotFound."""
    if stage not in STAGES:
        raise FieldInvalid(field="stage", code="unknown")
    with vault.write(actor, f"plan.{stage}") as db:
        _plan(db, plan_id).stage = {"code": stage, "at": vault.clock.now().isoformat(), "by": actor}
        return made(db)


def _checked(title: str) -> str:
    title = " ".join(title.split())
    if len(title) > LONGEST_TITLE:
        raise FieldInvalid(field="title", code="too_long")
    return title


def _plan(db: Session, plan_id: str) -> Plan:
    held = db.get(Plan, plan_id)
    if held is None or held.removed:
        raise NotFound(kind="plan")
    return held


def _own(db: Session, plan_id: str, person_id: str, owns: bool) -> None:
    held = db.get(PlanOwner, natural_id("plan_owner", plan_id, person_id))
    if held is None and owns:
        db.add(PlanOwner(plan_id=plan_id, person_id=person_id))
    elif held is not None and bool(held.removed) == owns:
        held.removed = None if owns else True


def _answer(db: Session, plan_id: str, section: str, person_id: str) -> PlanAnswer:
    held = _plan(db, plan_id)
    if section not in (*codes("social"), *PITCH_CARDS):
        raise FieldInvalid(field="section", code="unknown")
    found = db.get(PlanAnswer, natural_id("plan_answer", plan_id, section, person_id))
    if found is None:
        if not db.scalar(owned(PlanOwner.plan_id == held.id, PlanOwner.person_id == person_id)):
            raise NotFound(kind="person")
        found = PlanAnswer(plan_id=plan_id, section=section, person_id=person_id)
        db.add(found)
    return found


def _entitle(db: Session, held: Plan, title: str) -> None:
    """The first plan has no name of its own: it is her business as every list shows it."""
    if held.number != 1:
        held.title = title or None
        return
    business = db.get(Business, natural_id("business", str(held.person_id)))
    if business is None:
        db.add(Business(person_id=held.person_id, idea={"name": title, "about": ""}))
    elif (business.idea or {}).get("name") != title or business.removed:
        business.idea, business.removed = {"about": "", **(business.idea or {}), "name": title}, None
