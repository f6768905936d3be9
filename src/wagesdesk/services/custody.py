"""What left and what may leave: the log of bundles, and who said yes to a recipient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.models.base import SCOPES
from wagesdesk.models.consent import Consent
from wagesdesk.models.custody import Dispatch
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.person import Business, Person
from wagesdesk.models.vault import Vault


@dataclass(frozen=True)
class DispatchRow:
    """One bundle that was written. `seen` is the code of how far its stick got, `people` how many women are in it."""

    bundle_id: str
    serial: int
    created: datetime
    recipient: str
    file: str
    sha256: str
    preparer: str
    checker: str
    people: int
    ack_code: str
    seen: str


def dispatches(vault: Vault) -> tuple[DispatchRow, ...]:
    """The log of bundles sent, the newest first."""
    with vault.read() as db:
        held = db.scalars(select(Dispatch).where(Dispatch.removed.is_not(True), Dispatch.sent.is_not(None)))
        rows = [_dispatch_row(one.id, one.sent, one.seen or "") for one in held if one.sent is not None]
    return tuple(sorted(rows, key=lambda row: (row.created, row.serial, row.bundle_id), reverse=True))


def _dispatch_row(bundle_id: str, sent: dict[str, Any], seen: str) -> DispatchRow:
    return DispatchRow(
        bundle_id=bundle_id, serial=int(sent["serial"]), created=datetime.fromisoformat(sent["created"]),
        recipient=str(sent["recipient"]), file=str(sent["file"]), sha256=str(sent["sha256"]),
        preparer=str(sent["preparer"]), checker=str(sent["checker"]), people=len(sent["people"]),
        ack_code=str(sent["ack_code"]), seen=seen,
    )  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """One woman and what she says about one recipient.

    `says` is "yes" (and then `scopes` and the first day on which one of them runs out), "ended" (a yes that ran out on
    `until`), "no", or "unasked". `on` is the day of her newest answer. `told`: a bundle about her went there before.
    """

    person_id: str
    cohort_id: str
    name: str
    business: str
    says: str
    scopes: tuple[str, ...]
    on: date | None
    until: date | None
    told: bool


def candidates(vault: Vault, recipient_id: str, today: date, *, cohort_id: str = "") -> tuple[Candidate, ...]:
    """Everybody who could be in a bundle for a recipient, by name; those of one cohort, or of all."""
    with vault.read() as db:
        home = _home_cohorts(db, cohort_id)
        people = {one.id: one for one in db.scalars(select(Person)) if one.id in home and not one.removed}
        ideas = {one.person_id: one.idea or {} for one in db.scalars(select(Business)) if not one.removed}
        answers: dict[str, list[Consent]] = {}
        query = select(Consent).where(Consent.recipient_id == recipient_id, Consent.removed.is_not(True))
        for one in db.scalars(query):
            if one.answer is not None:
                answers.setdefault(one.person_id or "", []).append(one)
        told = told_about(db, recipient_id)
        rows = [
            _candidate(one, home[one.id], str(ideas.get(one.id, {}).get("name", "")), answers.get(one.id, []), today,
                       told=one.id in told)
            for one in people.values()
        ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.person_id)))


def _candidate(
    person: Person, cohort_id: str, business: str, answers: list[Consent], today: date, *, told: bool
) -> Candidate:
    said = [(one, one.answer) for one in answers if one.answer is not None]
    holding = [(one, answer) for one, answer in said if one.given_on(today)]
    past = [answer["until"] for _one, answer in said if answer["yes"]]
    until = [answer["until"] for _one, answer in holding] or past
    says = "yes" if holding else "ended" if past else "no" if said else "unasked"
    given = {one.scope for one, _answer in holding}
    on = max((answer["on"] for _one, answer in said), default="")
    return Candidate(
        person_id=person.id, cohort_id=cohort_id, name=person.name or "", business=business, says=says,
        scopes=tuple(scope for scope in SCOPES if scope in given),
        on=date.fromisoformat(on) if on else None,
        until=date.fromisoformat(min(until)) if until else None, told=told,
    )  # fmt: skip


def told_about(db: Session, recipient_id: str) -> set[str]:
    """The people about whom a bundle went to a recipient before."""
    held = db.scalars(select(Dispatch).where(Dispatch.recipient_id == recipient_id, Dispatch.sent.is_not(None)))
    return {person for one in held if one.sent is not None for person in one.sent["people"]}


def home_cohorts(vault: Vault) -> dict[str, str]:
    """For everybody who is in a cohort here, the one she joined last: person id to cohort id."""
    with vault.read() as db:
        return _home_cohorts(db, "")


def _home_cohorts(db: Session, cohort_id: str) -> dict[str, str]:
    query = select(Enrolment).where(Enrolment.removed.is_not(True)).order_by(Enrolment.joined, Enrolment.id)
    if cohort_id:
        query = query.where(Enrolment.cohort_id == cohort_id)
    return {one.person_id: one.cohort_id for one in db.scalars(query) if one.person_id and one.cohort_id}
