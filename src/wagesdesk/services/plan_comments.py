"""Comments on a woman's words: written beside her draft, sent to her together, read by her one at a time.

Tied to words: `quote` are those it is about, `start` where they began in the text as it was read; `place` finds them
in the text of today.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotAllowed, NotFound
from wagesdesk.models.plan import Plan, PlanComment, PlanOwner
from wagesdesk.models.vault import Vault
from wagesdesk.services import staff
from wagesdesk.services.changes import Changes, made

KINDS: Final = ("ask", "works")
"""Something to think about; something that works well."""
LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Tied:
    """What a comment is about: words of a section, or with no `quote` all of it."""

    section: str
    quote: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment. `by` is the name of the member of staff, or of the woman of her circle who gave it (`peer`)."""

    id: str
    plan_id: str
    person_id: str
    section: str
    text: str
    kind: str
    quote: str
    start: int
    by: str
    peer: bool
    written: datetime
    sent: datetime | None
    seen: datetime | None


def add(
    vault: Vault, actor: str, *, plan_id: str, person_id: str, at: Tied, text: str, kind: str, giver_person_id: str = ""
) -> tuple[str, Changes]:
    """A comment on the words of one owner; nobody sees it before `send_all`. `giver_person_id` is the woman of her
    circle who said it. FieldInvalid ("text", "kind"); NotFound."""
    text = _checked(text)
    if kind not in KINDS:
        raise FieldInvalid(field="kind", code="unknown")
    with vault.write(actor, "comment.add") as db:
        plan = db.get(Plan, plan_id)
        if plan is None or plan.removed:
            raise NotFound(kind="plan")
        said = {
            "text": text, "kind": kind, "section": at.section, "quote": at.quote, "start": at.start,
            "by": "" if giver_person_id else actor, "at": vault.clock.now().isoformat(),
        }  # fmt: skip
        one = PlanComment(plan_id=plan_id, person_id=person_id, giver_person_id=giver_person_id or None, said=said)
        db.add(one)
        return one.id, made(db)


def edit(vault: Vault, actor: str, *, comment_id: str, text: str, kind: str) -> Changes:
    """Say it otherwise while it is not sent. FieldInvalid ("text", "kind"); NotAllowed(code="sent"); NotFound."""
    text = _checked(text)
    if kind not in KINDS:
        raise FieldInvalid(field="kind", code="unknown")
    with vault.write(actor, "comment.edit") as db:
        one = _unsent(db, comment_id)
        said = (one.said or {}) | {"text": text, "kind": kind}
        if one.said != said:
            one.said = said
        return made(db)


def delete(vault: Vault, actor: str, *, comment_id: str) -> Changes:
    """Take back one that is not sent. NotAllowed(code="sent"); NotFound."""
    with vault.write(actor, "comment.delete") as db:
        _unsent(db, comment_id).removed = True
        return made(db)


def send_all(vault: Vault, actor: str, *, plan_id: str) -> Changes:
    """All that waits for the owners of a plan; each sees those on her own words."""
    with vault.write(actor, "comment.send") as db:
        sent = {"at": vault.clock.now().isoformat()}
        for one in db.scalars(_held(PlanComment.plan_id == plan_id)):
            if one.sent is None and one.said is not None:
                one.sent = sent
        return made(db)


def hand_on(vault: Vault, actor: str, *, plan_id: str, stage: str) -> Changes:
    """Give a plan back to her ("back"), or say that it is "ready", with all that waits for its owners: one operation.

    FieldInvalid("stage"); NotFound.
    """
    if stage not in ("back", "ready"):
        raise FieldInvalid(field="stage", code="unknown")
    with vault.write(actor, f"plan.{stage}") as db:
        held = db.get(Plan, plan_id)
        if held is None or held.removed:
            raise NotFound(kind="plan")
        now = vault.clock.now().isoformat()
        for one in db.scalars(_held(PlanComment.plan_id == plan_id)):
            if one.sent is None and one.said is not None:
                one.sent = {"at": now}
        held.stage = {"code": stage, "at": now, "by": actor}
        return made(db)


def of_plan(vault: Vault, plan_id: str) -> tuple[Comment, ...]:
    """Every comment on a plan, in the order in which they were written."""
    with vault.read() as db:
        return _rows(db, db.scalars(_held(PlanComment.plan_id == plan_id)))


def for_her(vault: Vault, person_id: str, plan_id: str = "") -> tuple[Comment, ...]:
    """What was sent to her, of all her plans or of one, the oldest first; `seen` is None where she has not read it.

    What works well comes before questions of the same moment. A plan that is no longer hers says nothing.
    """
    hers = select(PlanOwner.plan_id).where(PlanOwner.person_id == person_id, PlanOwner.removed.is_not(True))
    query = _held(PlanComment.person_id == person_id, PlanComment.plan_id.in_(hers))
    with vault.read() as db:
        rows = _rows(db, db.scalars(query.where(PlanComment.plan_id == plan_id) if plan_id else query))
    sent = [one for one in rows if one.sent is not None]
    return tuple(sorted(sent, key=lambda one: (one.sent, one.kind != "works", one.written, one.id)))


def mark_seen(vault: Vault, actor: str, *, comment_id: str) -> Changes:
    """She went past it. The second time changes nothing. NotAllowed(code="unsent"); NotFound."""
    with vault.write(actor, "comment.seen") as db:
        one = _found(db, comment_id)
        if one.sent is None:
            raise NotAllowed(code="unsent")
        if one.seen is None:
            one.seen = {"at": vault.clock.now().isoformat()}
        return made(db)


def place(text: str, comment: Comment) -> tuple[int, int] | None:
    """Where its words stand in `text` now, nearest to where they were; None when they are gone, or it has none."""
    quote = comment.quote
    if not quote:
        return None
    starts = [at for at in range(len(text) - len(quote) + 1) if text.startswith(quote, at)]
    if not starts:
        return None
    at = min(starts, key=lambda one: abs(one - comment.start))
    return at, at + len(quote)


def _held(*which: Any) -> Any:
    return select(PlanComment).where(PlanComment.removed.is_not(True), *which)


def _rows(db: Session, held: Iterable[PlanComment]) -> tuple[Comment, ...]:
    rows = []
    names: dict[str, str] = {}
    for one in held:
        if one.said is None:
            continue
        said, giver = one.said, one.giver_person_id or ""
        by = giver or said["by"]
        if by not in names:
            names[by] = staff.name_of(db, by)
        rows.append(Comment(
            one.id, str(one.plan_id), str(one.person_id), said["section"], said["text"], said["kind"], said["quote"],
            said["start"], names[by], bool(giver), datetime.fromisoformat(said["at"]), _at(one.sent), _at(one.seen),
        ))  # fmt: skip
    return tuple(sorted(rows, key=lambda one: (one.written, one.id)))


def _at(held: dict[str, str] | None) -> datetime | None:
    return datetime.fromisoformat(held["at"]) if held else None


def _found(db: Session, comment_id: str) -> PlanComment:
    one = db.get(PlanComment, comment_id)
    if one is None or one.removed:
        raise NotFound(kind="comment")
    return one


def _unsent(db: Session, comment_id: str) -> PlanComment:
    one = _found(db, comment_id)
    if one.sent is not None:
        raise NotAllowed(code="sent")
    return one


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise FieldInvalid(field="text", code="empty")
    if len(text) > LONGEST:
        raise FieldInvalid(field="text", code="too_long")
    return text
