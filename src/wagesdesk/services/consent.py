"""Consent on a simple form: by recipient and scope, dated, revocable, off until she said yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models import merge, proving
from wagesdesk.models.base import SCOPES
from wagesdesk.models.consent import HOW, Consent
from wagesdesk.models.entry import natural_id
from wagesdesk.models.journal import settle
from wagesdesk.models.person import Person
from wagesdesk.models.store import shown_heads
from wagesdesk.models.vault import Vault
from wagesdesk.services.card import places
from wagesdesk.services.changes import Changes, made

__all__ = [
    "HOW",
    "SCOPES",
    "STANDARD_LENGTH",
    "ConsentRow",
    "answered",
    "consents",
    "given",
    "record",
    "said",
    "withdraw",
]

STANDARD_LENGTH: Final = timedelta(days=90)
"""How long a consent is proposed to last before she is asked again."""


@dataclass(frozen=True)
class ConsentRow:
    """`says` is "yes", "no", "ended" (a yes that ran out) or "unasked". `clash`: two machines differ."""

    person_id: str
    recipient_id: str
    recipient_name: str
    scope: str
    says: str
    on: date | None
    until: date | None
    how: str
    clash: bool


def consents(vault: Vault, person_id: str, today: date) -> tuple[ConsentRow, ...]:
    """Every scope for every recipient there is a card of, and for this place and former ones she answered about."""
    names, here = places(vault), vault.machine.sign_public.hex()
    with vault.read() as db:
        held = {(one.recipient_id or "", one.scope or ""): one for one in _held(db, [person_id])}
        among = [one.id for one in held.values()]
        clashing = {eid for _type, eid, field in merge.clashes(db.connection(), among) if field == "answer"}
    among_cards = [one for one in names if one != here]
    recipients = [*among_cards, *sorted({recipient for recipient, _scope in held} - set(among_cards))]
    return tuple(
        _row(person_id, recipient, names.get(recipient, ""), scope, held.get((recipient, scope)), clashing, today)
        for recipient in recipients
        for scope in SCOPES
    )


def _held(db: Session, person_ids: list[str]) -> list[Consent]:
    query = select(Consent).where(Consent.person_id.in_(person_ids), Consent.removed.is_not(True))
    return [one for one in db.scalars(query) if one.answer is not None]


def _row(
    person_id: str, recipient: str, name: str, scope: str, held: Consent | None, clashing: set[str], today: date
) -> ConsentRow:  # fmt: skip
    if held is None or held.answer is None:
        return ConsentRow(person_id, recipient, name, scope, "unasked", None, None, "", clash=False)
    said = held.answer
    until = date.fromisoformat(said["until"])
    says = "no" if not said["yes"] else "yes" if held.given_on(today) else "ended"
    return ConsentRow(
        person_id, recipient, name, scope, says, date.fromisoformat(said["on"]), until, said["how"],
        clash=held.id in clashing,
    )  # fmt: skip


def said(db: Session, person_ids: list[str], recipient_id: str, day: date) -> dict[str, list[Consent]]:
    """The consents for this recipient that hold on `day`, by person, as the tables have them: for what a page says. Who
    said yes to nothing is not in it."""
    found: dict[str, list[Consent]] = {}
    for start in range(0, len(person_ids), 500):
        for one in _held(db, person_ids[start : start + 500]):
            if one.recipient_id == recipient_id and one.person_id is not None and one.given_on(day):
                found.setdefault(one.person_id, []).append(one)
    return found


def given(db: Session, person_ids: list[str], recipient_id: str, day: date) -> dict[str, list[Consent]]:
    """The same for what leaves: a yes that the heads of the journal do not give counts for nothing, and is told."""
    found = said(db, person_ids, recipient_id, day)
    denied = proving.denied(db.connection(), [one for held in found.values() for one in held])
    db.info.setdefault("doubted", set()).update(denied)
    counted = {person: [one for one in held if ("consent", one.id) not in denied] for person, held in found.items()}
    return {person: held for person, held in counted.items() if held}


def answered(db: Session, person_ids: list[str], recipient_id: str, day: date) -> set[str]:
    """Who gave this recipient an answer, yes or no, that has not run out on `day`."""
    return {
        one.person_id
        for start in range(0, len(person_ids), 500)
        for one in _held(db, person_ids[start : start + 500])
        if one.recipient_id == recipient_id
        and one.person_id is not None
        and one.answer is not None
        and (not one.answer["yes"] or one.given_on(day))
    }


def record(
    vault: Vault,
    actor: str,
    *,
    person_id: str,
    recipient_id: str,
    answers: Mapping[str, bool],
    on: date,
    until: date,
    how: str,
) -> Changes:
    """Write down what she said about one recipient: a yes or a no for each scope in `answers`. It settles a clash.

    FieldInvalid ("scope", "how", "until"), NotFound.
    """
    if any(scope not in SCOPES for scope in answers):
        raise FieldInvalid(field="scope", code="unknown")
    if how not in HOW:
        raise FieldInvalid(field="how", code="unknown")
    if until < on:
        raise FieldInvalid(field="until", code="before_start")
    with vault.write(actor, "consent.record") as db:
        person = db.get(Person, person_id)
        if person is None:
            raise NotFound(kind="person")
        for scope, yes in sorted(answers.items()):
            answer = {"yes": yes, "on": on.isoformat(), "until": until.isoformat(), "how": how}
            held = db.get(Consent, natural_id("consent", person_id, recipient_id, scope))
            if held is None:
                db.add(Consent(person_id=person_id, recipient_id=recipient_id, scope=scope, answer=answer))
                continue
            held.removed = None
            if len(shown_heads(db.connection(), "consent", held.id).get("answer", ())) > 1:
                settle(db, held, "answer", answer)  # also when the most careful side says just this already
            else:
                held.answer = answer
        return made(db)


def withdraw(vault: Vault, actor: str, *, person_id: str, recipient_id: str, on: date, how: str) -> Changes:
    """She takes back every yes for one recipient; it travels there in the next bundle."""
    with vault.read() as db:
        scopes = [one.scope for one in _held(db, [person_id]) if one.recipient_id == recipient_id]
    answers = {scope: False for scope in scopes if scope is not None}
    return record(
        vault, actor, person_id=person_id, recipient_id=recipient_id, answers=answers, on=on, until=on, how=how
    )
