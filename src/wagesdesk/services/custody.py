"""What left and what may leave: the log of bundles, what arrived, what came back, and who said yes to a recipient."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from wagesdesk.errors import CheckerIsPreparer, FieldInvalid, NotFound
from wagesdesk.models import joined, withheld
from wagesdesk.models.base import SCOPES, entry_table
from wagesdesk.models.consent import Consent
from wagesdesk.models.custody import Dispatch, SentBack
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.person import Business, Person
from wagesdesk.models.vault import Vault
from wagesdesk.services import consent, gaps
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.staff import name_of

LONGEST_REASON: Final = 300
ON_PAPER: Final = "on-paper"
"""How far a dispatch got that left as printed pages alone."""


@dataclass(frozen=True)
class DispatchRow:
    """One bundle that was written. `seen` is the code of how far its stick got, `people` how many women are in it.

    `sheet` is the rank of the officer who signed a printed sheet, empty where a second person passed it with her own
    passphrase. `arrived` is the moment at which the recipient was known to have it.
    """

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
    recipient_id: str = ""
    sheet: str = ""
    arrived: datetime | None = None
    safe: str = ""


def dispatches(vault: Vault) -> tuple[DispatchRow, ...]:
    """The log of bundles sent, the newest first."""
    with vault.read() as db:
        held = db.scalars(select(Dispatch).where(Dispatch.removed.is_not(True), Dispatch.sent.is_not(None)))
        rows = [_dispatch_row(one, one.sent) for one in held if one.sent is not None]
    return tuple(sorted(rows, key=lambda row: (row.created, row.serial, row.bundle_id), reverse=True))


def _dispatch_row(one: Dispatch, sent: dict[str, Any]) -> DispatchRow:
    return DispatchRow(
        bundle_id=one.id, serial=int(sent["serial"]), created=datetime.fromisoformat(sent["created"]),
        recipient=str(sent["recipient"]), file=str(sent["file"]), sha256=str(sent["sha256"]),
        preparer=str(sent["preparer"]), checker=str(sent["checker"]), people=len(sent["people"]),
        ack_code=str(sent["ack_code"]), seen=one.seen or "", recipient_id=one.recipient_id or "",
        sheet=str(sent.get("sheet", {}).get("rank", "")),
        arrived=datetime.fromisoformat(one.arrived["at"]) if one.arrived else None,
        safe=str(one.safe["where"]) if one.safe else "",
    )  # fmt: skip


def waiting_for(vault: Vault) -> tuple[DispatchRow, ...]:
    """Every bundle that its recipient has not said it has, and that none it has stands for; the oldest first.

    A later bundle of this machine stands for one before it when everybody is in it of whom that one told, or says there
    that she shares nothing any more: each bundle holds all that may go and is not there yet. What left on paper is not
    waited for: no code is in it.
    """
    with vault.read() as db:
        query = select(Dispatch).where(
            Dispatch.removed.is_not(True), Dispatch.sent.is_not(None), Dispatch.seen.is_distinct_from(ON_PAPER)
        )
        held = [(_dispatch_row(one, one.sent), one.sent) for one in db.scalars(query) if one.sent is not None]
        bundles = _reached(db.connection(), held, vault.machine.sign_public.hex())
        there = [(row.recipient_id, reach) for row, reach in bundles if row.arrived is not None]
        agree: dict[str, set[str]] = {}
        for to in {to for to, _reach in there}:
            told = sorted({one for of, reach in there if of == to for one in reach.told})
            agree[to] = set(consent.said(db, told, to, vault.clock.today()))
    waiting = [
        row
        for row, reach in bundles
        if row.arrived is None
        and not any(to == row.recipient_id and one.stands_for(reach, agree[to]) for to, one in there)
    ]
    return tuple(sorted(waiting, key=lambda row: (row.created, row.serial, row.bundle_id)))


@dataclass(frozen=True)
class _Reach:
    """Of whom a bundle told all that may go, of whom it `told` the answers alone, and up to where: `place` is the row
    of our journal, None where it cannot be said; `own` says that its journal was this machine's, `pages` that it held
    none."""

    people: frozenset[str]
    told: frozenset[str]
    created: datetime
    place: int | None
    own: bool
    pages: bool

    def stands_for(self, other: _Reach, agree: Collection[str]) -> bool:
        """`agree` are those of who was `told` who share something still."""
        if not (other.people <= self.people | self.told.difference(agree) and other.told <= self.people | self.told):
            return False
        if other.pages:
            return other.created < self.created
        return self.own and self.place is not None and other.place is not None and other.place <= self.place


def _reached(
    connection: Connection, held: list[tuple[DispatchRow, dict[str, Any]]], machine: str
) -> list[tuple[DispatchRow, _Reach]]:
    kept = joined.kept(connection)
    all_carried = [sent.get("carried") or {} for _row, sent in held]
    last = sorted(str(one.get("id", "")) for one in all_carried)
    places: dict[str, int] = {}
    for start in range(0, len(last), 500):
        query = select(entry_table.c.id, entry_table.c.n).where(entry_table.c.id.in_(last[start : start + 500]))
        places.update((entry_id, place) for entry_id, place in connection.execute(query))
    found = []
    for (row, sent), carried in zip(held, all_carried, strict=True):
        people, told = (
            frozenset(kept.get(one, one) for one in ids) for ids in (sent["people"], carried.get("told", ()))
        )
        own, place = carried.get("machine") == machine, places.get(carried.get("id", ""))
        found.append((row, _Reach(people, told, row.created, place, own, not carried)))
    return found


def acknowledge(vault: Vault, actor: str, code: str) -> tuple[DispatchRow, Changes]:
    """Somebody said the ten characters that only who opened a bundle can know: it has arrived.

    From now on what it held does not go there again. FieldInvalid ("code") for a code of no bundle; with a code that
    was typed before, nothing changes.
    """
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    found = next((row for row in dispatches(vault) if row.ack_code == plain), None)
    if found is None:
        raise FieldInvalid(field="code", code="of_no_bundle" if plain else "empty")
    with vault.write(actor, "custody.arrived") as db:
        take_codes(db, {found.bundle_id: plain}, found.recipient_id, vault.clock.now(), how="code")
        return found, made(db)


def take_codes(db: Session, codes: Mapping[str, str], recipient_id: str, at: datetime, *, how: str = "bundle") -> int:
    """Note the bundles for a recipient whose ten characters are right as arrived; how many were not known before.

    `codes` are by bundle id, as the recipient said them: one that is wrong or of another recipient counts for nothing.
    """
    count = 0
    for bundle_id, code in codes.items():
        held = db.get(Dispatch, bundle_id)
        fits = held is not None and held.recipient_id == recipient_id and (held.sent or {}).get("ack_code") == code
        if held is not None and fits and held.arrived is None:
            held.arrived = {"at": at.isoformat(), "how": how}
            count += 1
    return count


def codes_for(vault: Vault, sender_id: str) -> dict[str, str]:
    """The ten characters of each bundle that came from a machine, by bundle id: the next bundle for it says them. Not
    of one that rests on what is not here: it would be left out for ever."""
    with vault.read() as db:
        taken = gaps.came_from(db, sender_id)
    return {one: str(taken[one]["ack_code"]) for one in sorted(gaps.whole(taken)) if taken[one].get("ack_code")}


def to_delete(vault: Vault) -> tuple[tuple[str, str], ...]:
    """Id and name of those of whom this place still holds what they no longer share with it; nobody inside."""
    if vault.place.kind != withheld.OUTSIDE:
        return ()
    with vault.read() as db:
        connection = db.connection()
        gone = withheld.to_delete(connection, vault.machine.sign_public.hex(), vault.clock.today())
        found = [(one, withheld.name_of(connection, one) or "") for one in gone]
    return tuple(sorted(found, key=lambda one: (one[1].casefold(), one[0])))


def send_all_again(vault: Vault, actor: str, recipient_id: str) -> Changes:
    """The recipient has lost what it had: the next bundle holds everything."""
    with vault.write(actor, "custody.all_again") as db:
        for held in db.scalars(select(Dispatch).where(Dispatch.recipient_id == recipient_id)):
            held.arrived = None
        return made(db)


def send_again_from(db: Session, recipient_id: str, machine: str) -> None:
    """The recipient asks this `machine` for everything that it has no more. What it has its codes say, see
    `take_codes`."""
    for held in db.scalars(
        select(Dispatch).where(Dispatch.recipient_id == recipient_id, Dispatch.arrived.is_not(None))
    ):
        if ((held.sent or {}).get("carried") or {}).get("machine") == machine:
            held.arrived = None


def keep_copy(vault: Vault, actor: str, bundle_id: str, where: str) -> Changes:
    """Note that an identical sealed copy of a bundle was kept here, and on what. NotFound."""
    with vault.write(actor, "custody.safe") as db:
        held = db.get(Dispatch, bundle_id)
        if held is None:
            raise NotFound(kind="dispatch")
        held.safe = {"at": vault.clock.now().isoformat(), "where": where}
        return made(db)


@dataclass(frozen=True)
class SentBackRow:
    """A gate check that was not passed, for who prepared it."""

    id: str
    recipient_id: str
    recipient: str
    preparer_id: str
    checker: str
    reason: str
    at: datetime


def send_back(
    vault: Vault, actor: str, *, recipient_id: str, recipient: str, preparer_id: str, checker_id: str, reason: str
) -> Changes:  # fmt: skip
    """The second person does not pass what was prepared, and says why. FieldInvalid ("reason"), CheckerIsPreparer."""
    reason = " ".join(reason.split())
    if not reason:
        raise FieldInvalid(field="reason", code="empty")
    if len(reason) > LONGEST_REASON:
        raise FieldInvalid(field="reason", code="too_long")
    if checker_id == preparer_id:
        raise CheckerIsPreparer
    with vault.write(actor, "custody.send_back") as db:
        said = {
            "recipient": recipient, "preparer": preparer_id, "checker": name_of(db, checker_id), "reason": reason,
            "at": vault.clock.now().isoformat(),
        }  # fmt: skip
        db.add(SentBack(recipient_id=recipient_id, said=said))
        return made(db)


def sent_back(vault: Vault, preparer_id: str = "") -> tuple[SentBackRow, ...]:
    """What came back and is not dealt with yet, the newest first; of one preparer, or of all."""
    with vault.read() as db:
        held = db.scalars(select(SentBack).where(SentBack.removed.is_not(True), SentBack.settled.is_not(True)))
        rows = [
            SentBackRow(
                one.id, one.recipient_id or "", said["recipient"], said["preparer"], said["checker"], said["reason"],
                datetime.fromisoformat(said["at"]),
            )
            for one in held
            if (said := one.said) is not None and preparer_id in ("", said["preparer"])
        ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.at, row.id), reverse=True))


def settle_sent_back(vault: Vault, actor: str, recipient_id: str) -> Changes:
    """What came back from the check for a recipient is dealt with."""
    with vault.write(actor, "custody.settle") as db:
        for one in db.scalars(select(SentBack).where(SentBack.recipient_id == recipient_id)):
            if not one.settled:
                one.settled = True
        return made(db)


@dataclass(frozen=True)
class Candidate:
    """One woman and what she says about one recipient.

    `says` is "yes" (and then `scopes` and the first day on which one of them runs out), "ended" (a yes that ran out on
    `until`), "no", or "unasked". `on` is the day of her newest answer. `told`: a bundle about her went there before;
    `took_back`: something was in it that she does not share any more.
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
    took_back: bool


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
                       told=told.get(one.id))
            for one in people.values()
        ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.person_id)))


def _candidate(
    person: Person, cohort_id: str, business: str, answers: list[Consent], today: date, *, told: set[str] | None
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
        until=date.fromisoformat(min(until)) if until else None, told=told is not None,
        took_back=told is not None and (not holding or not given.issuperset(told)),
    )  # fmt: skip


def told_about(db: Session, recipient_id: str) -> dict[str, set[str]]:
    """The people about whom bundles, extracts or pages went to a recipient before, by the ids under which they are
    shown, each with the scopes that were in one; with none where the log is older than these."""
    kept = joined.kept(db.connection())
    found: dict[str, set[str]] = {}
    for one in db.scalars(select(Dispatch).where(Dispatch.recipient_id == recipient_id, Dispatch.sent.is_not(None))):
        sent = one.sent or {}
        for person in sent["people"]:
            found.setdefault(kept.get(person, person), set())
        for group in sent.get("carried", {}).get("groups", ()):
            for person in group["people"]:
                found.setdefault(kept.get(person, person), set()).update(group["scopes"])
    return found


def home_cohorts(vault: Vault) -> dict[str, str]:
    """For everybody who is in a cohort here, the one she joined last: person id to cohort id."""
    with vault.read() as db:
        return _home_cohorts(db, "")


def _home_cohorts(db: Session, cohort_id: str) -> dict[str, str]:
    query = select(Enrolment).where(Enrolment.removed.is_not(True)).order_by(Enrolment.joined, Enrolment.id)
    if cohort_id:
        query = query.where(Enrolment.cohort_id == cohort_id)
    return {one.person_id: one.cohort_id for one in db.scalars(query) if one.person_id and one.cohort_id}
