"""Hands that were raised: who is to be helped now, and how often at which question, for the facilitator."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import NotFound
from wagesdesk.models.kiosk import HelpCall
from wagesdesk.models.person import Person
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import Changes, made


@dataclass(frozen=True)
class Asked:
    """How often help was asked at one question (`page` and `question` are codes), and whether somebody still waits."""

    page: str
    question: str
    count: int
    waiting: int


def ask(vault: Vault, person_id: str, *, page: str, question: str) -> Changes:
    """She raised her hand. While it is up nothing more is noted. NotFound."""
    asked = {"page": page, "question": question, "at": vault.clock.now().isoformat()}
    with vault.write(person_id, "help.ask") as db:
        person = db.get(Person, person_id)
        if person is None or person.removed:
            raise NotFound(kind="person")
        if not _open(db, person_id):
            db.add(HelpCall(person_id=person_id, asked=asked))
        return made(db)


def is_up(vault: Vault, person_id: str) -> bool:
    """Whether her hand is up."""
    with vault.read() as db:
        return bool(_open(db, person_id))


def came(vault: Vault, actor: str, person_id: str) -> Changes:
    """Somebody came, or she needs no help any more: her hand is down."""
    with vault.write(actor, "help.came") as db:
        for one in _open(db, person_id):
            one.came = {"at": vault.clock.now().isoformat()}
        return made(db)


def asked_on(vault: Vault, day: date) -> tuple[Asked, ...]:
    """What help was asked for on a day, the most frequent first. No names: it is shown where others look."""
    count: Counter[tuple[str, str]] = Counter()
    waiting: Counter[tuple[str, str]] = Counter()
    with vault.read() as db:
        for one in db.scalars(select(HelpCall).where(HelpCall.removed.is_not(True))):
            if one.asked is None or vault.clock.local(datetime.fromisoformat(one.asked["at"])).date() != day:
                continue
            place = one.asked["page"], one.asked["question"]
            count[place] += 1
            waiting[place] += one.came is None
    rows = [Asked(*place, number, waiting[place]) for place, number in count.items()]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.page, row.question)))


def _open(db: Session, person_id: str) -> list[HelpCall]:
    held = db.scalars(select(HelpCall).where(HelpCall.person_id == person_id, HelpCall.removed.is_not(True)))
    return [one for one in held if one.asked is not None and one.came is None]
