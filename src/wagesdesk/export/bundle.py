"""A bundle from choice to stick: prepare, have a second person check and seal, write, remember."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.clock import Clock
from wagesdesk.errors import (
    CardNotCompared,
    ChangedSince,
    CheckerIsPreparer,
    ConsentMissing,
    FieldInvalid,
    NotFound,
    WrongPassphrase,
)
from wagesdesk.export import carried
from wagesdesk.export import manifest as page
from wagesdesk.export.container import Sealed, seal_bundle
from wagesdesk.export.extract import extract_json, purpose_of
from wagesdesk.export.findings import Finding
from wagesdesk.export.gate import Leaving, PassedBefore, leaving, told
from wagesdesk.export.lines import Lines, heads
from wagesdesk.export.looking import look_through, note_of
from wagesdesk.export.readable import readable_pages, withdrawal_pages
from wagesdesk.export.selection import Chosen, Selection, has_changed, select_for
from wagesdesk.export.status import Outcome
from wagesdesk.export.tar import Content
from wagesdesk.models import check_key, slots, typed
from wagesdesk.models.attendance import Mark
from wagesdesk.models.base import SCOPES
from wagesdesk.models.consent import Consent
from wagesdesk.models.custody import Dispatch
from wagesdesk.models.entry import canonical
from wagesdesk.models.person import Business, Person
from wagesdesk.models.staff import Staff
from wagesdesk.models.vault import Vault
from wagesdesk.models.vouching import vouch_again
from wagesdesk.services import card as cards
from wagesdesk.services import custody, gaps
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.staff import need_two_people

LONGEST_NAME: Final = 80
_WATCHES_DIFFER: Final = 15
"""Minutes by which what stands on paper may be beside this machine's clock."""
CHANGED: Final = (ConsentMissing, ChangedSince)
"""What `still_agreed` says: it is to be prepared anew."""
STAGES: Final = ("gather", "look", "pages")
Step = Callable[[str, int, int], None]
"""The stage, and how many of how many are done; none of none where it is not known."""


@dataclass(frozen=True)
class PersonLine:
    """One person at the gate check: what she said yes to, and until when.

    `new` counts what nobody passed for this recipient yet; `passed` is the last check of what is not new.
    """

    person_id: str
    name: str
    business: str
    scopes: tuple[str, ...]
    until: date
    new: int = 0
    passed: PassedBefore | None = None


@dataclass(frozen=True)
class Prepared:
    """What would leave, for a second person to look at. Nothing of it is written anywhere.

    `left_out` counts those asked for whose consent does not hold. `notes` counts staff notes beside marks, `surnames`
    those who agreed that their surname and numbers go. `also` are the keys that open it beside the recipient's.
    `things` is all that leaves, entry by entry, `found` what stands in it and perhaps should not. `arrived` counts
    entries that the recipient has already, `rests_on` are the bundles that brought them. `asks`: it asks the recipient
    for everything, for something of theirs is not here.
    """

    recipient: cards.CardRow
    also: tuple[page.Recipient, ...]
    preparer_id: str
    at: datetime
    people: tuple[PersonLine, ...]
    withdrawn: int
    left_out: int
    marks: int
    notes: int
    surnames: int
    things: tuple[Leaving, ...] = field(repr=False)
    found: tuple[Finding, ...]
    arrived: int
    files: dict[str, Content] = field(repr=False)
    selection: Selection = field(repr=False)
    rests_on: Mapping[str, int] = field(default_factory=dict)
    asks: bool = False
    part: int = 1
    parts: int = 1

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(map(len, self.files.values()))

    @property
    def items(self) -> int:
        """How many things people agreed to share: each scope of each of them."""
        return sum(len(line.scopes) for line in self.people)

    @property
    def number(self) -> str:
        """The number of its printed sheet: eight characters that change with what leaves and to whom."""
        records = (content for name, content in sorted(self.files.items()) if not name.startswith("readable/"))
        digests = [hashlib.sha256(self.recipient.id.encode()).hexdigest(), *map(page.sha256_of, records)]
        digest = hashlib.sha256(bytes.fromhex("".join(digests))).digest()
        return typed.grouped(typed.base32(digest, 8))


def prepare(
    vault: Vault,
    actor: str,
    *,
    recipient_id: str,
    person_ids: Collection[str],
    step: Step = lambda _stage, _done, _total: None,
) -> Prepared:
    """Gather what may go to a recipient about these people. A job; `step` is told how far each of STAGES is, and may
    raise to stop. The words themselves stay in the vault: a few hundred kilobytes of them stand in memory at once.

    SlotsTooFew, EscrowMissing, NotFound for an unknown recipient, ConsentMissing when nobody's consent holds, nobody
    took anything back, and nothing of theirs is to be said to have arrived or asked for.
    """
    need_two_people(vault)
    also = _also_open(vault)
    recipient = cards.card(vault, recipient_id)
    day = vault.clock.today()
    step("gather", 0, 0)
    if vault.place.kind == "laptop":
        vouch_again(vault, actor)
    with vault.read() as db:
        before = carried.before(db, recipient_id, vault.machine.sign_public)
        chosen = select_for(
            db, recipient_id, person_ids, day, signing=_signing(vault), before=before, kind=vault.place.kind
        )
        things = leaving(db, chosen, before)
        lines = tuple(_line(db, one, things) for one in chosen.people)
        consents = _consent_file(db, chosen, recipient_id)
        asks = purpose_of(recipient.kind) != "extract" and gaps.asks(db, recipient_id)
    if not any((asks, chosen.people, chosen.withdrawn, chosen.withdrawals, custody.codes_for(vault, recipient_id))):
        raise ConsentMissing(recipient=recipient.place)
    looked = look_through(vault, chosen, things, lambda done, total: step("look", done, total))
    files: dict[str, Content]
    if purpose_of(recipient.kind) == "extract":
        names = {line.person_id: line.name for line in lines}
        files = {"extract.json": Lines.of(partial(extract_json, vault, chosen, names))}
    else:
        files = {
            "heads.json": canonical(heads(chosen.entries)),
            "journal.jsonl": looked.journal,
            "consent.json": canonical(consents),
        }
    files |= withdrawal_pages(chosen.withdrawals, vault.place.name, day)
    files |= readable_pages(vault, chosen.people, day, lambda done, total: step("pages", done, total))
    return Prepared(
        recipient=recipient, also=also, preparer_id=actor, at=vault.clock.now(),
        people=tuple(sorted(lines, key=lambda line: (not line.new, line.name.casefold(), line.person_id))),
        withdrawn=len(chosen.withdrawn), left_out=len(set(person_ids) - {one.person_id for one in chosen.people}),
        marks=looked.marks, notes=looked.notes,
        surnames=sum("identity" in one.scopes for one in chosen.people), things=things, found=looked.found,
        arrived=chosen.arrived, files=files, selection=chosen, asks=asks,
        rests_on={one.bundle_id: one.serial for one in before if one.arrived},
    )  # fmt: skip


def _also_open(vault: Vault) -> tuple[page.Recipient, ...]:
    """The spare key, and the prison's own where the place says so. EscrowMissing."""
    own = cards.security(vault)
    return (
        page.Recipient(page.ESCROW, cards.escrow(vault)),
        *((page.Recipient(own.place, own.age_public),) if own is not None else ()),
    )


def _line(db: Session, one: Chosen, things: tuple[Leaving, ...]) -> PersonLine:
    hers = [thing for thing in things if thing.person_id == one.person_id]
    passed = max((thing.passed for thing in hers if thing.passed), key=lambda check: check.at, default=None)
    return PersonLine(
        one.person_id, _name(db, one.person_id), _business(db, one.person_id, one.scopes),
        tuple(scope for scope in SCOPES if scope in one.scopes), one.until, sum(thing.new for thing in hers), passed,
    )  # fmt: skip


def staff_notes(vault: Vault, prepared: Prepared) -> tuple[tuple[str, str], ...]:
    """What staff typed beside marks and would leave, earlier wordings too: her name and the note, by name."""
    names = {line.person_id: line.name for line in prepared.people}
    marks = [thing for thing in prepared.things if thing.type == Mark.__tablename__]
    found = {(names.get(one.person_id, ""), note) for one, fields in told(vault, marks) if (note := note_of(fields))}
    return tuple(sorted(found))


def _signing(vault: Vault) -> list[str]:
    return [slot.staff_id for slot in vault.keys.slots if slot.staff_id]


def _name(db: Session, person_id: str) -> str:
    found = db.get(Person, person_id)
    return (found.name or "") if found else ""


def _business(db: Session, person_id: str, scopes: Collection[str]) -> str:
    if "plan" not in scopes:
        return ""
    found = db.scalars(select(Business).where(Business.person_id == person_id)).first()
    return str((found.idea or {}).get("name", "")) if found and not found.removed else ""


def _consent_file(db: Session, chosen: Selection, recipient_id: str) -> list[dict[str, object]]:
    """The answers in force, readable without WagesDesk: one object for each person and scope."""
    ids = {one.person_id for one in chosen.people} | {one.person_id for one in chosen.withdrawals}
    rows = db.scalars(
        select(Consent).where(
            Consent.person_id.in_(ids), Consent.recipient_id == recipient_id, Consent.removed.is_not(True)
        )
    )
    lines = [
        {"person": one.person_id, "name": _name(db, str(one.person_id)), "scope": one.scope, **(one.answer or {})}
        for one in rows
    ]
    return sorted(lines, key=lambda line: (str(line["name"]), str(line["person"]), str(line["scope"])))


def still_agreed(vault: Vault, prepared: Prepared) -> None:
    """Whether what each woman says today is what it was prepared by: asked when it is sealed, and before it is written.

    ConsentMissing(code="changed", name=) for one of those who say something else; ChangedSince where one was erased.
    """
    chosen = prepared.selection
    with vault.read() as db:
        if any(db.get(Person, one.person_id) is None for one in chosen.people):
            raise ChangedSince(type="export")
        changed = has_changed(db, prepared.recipient.id, chosen, vault.clock.today())
        if changed:
            raise ConsentMissing(code="changed", name=_name(db, changed))


def check_and_seal(
    vault: Vault, prepared: Prepared, *, checker_id: str, passphrase: str, compared: bool,
) -> Sealed:  # fmt: skip
    """A second person, with her own passphrase, passes what was prepared; it is signed by the machine and by her.

    A job. `compared`: she compared the check words with the card. Errors: CheckerIsPreparer, WrongPassphrase,
    CardNotCompared, BundleTooLarge, and as `still_agreed`.
    """
    if checker_id == prepared.preparer_id:
        raise CheckerIsPreparer
    if not compared:
        raise CardNotCompared(place=prepared.recipient.place)
    slot = next((one for one in vault.keys.slots if one.staff_id == checker_id), None)
    if slot is None or slot.params is None:
        raise NotFound(kind="staff")
    slots.open_slot(vault.keys, slot.id, passphrase)
    seed, public = check_key.derive(passphrase, vault_id=vault.keys.vault_id, staff_id=checker_id, params=slot.params)
    with vault.read() as db:
        checker = _signatory(db, checker_id)
    if checker.check_public != public:
        raise WrongPassphrase(code="check_key")
    still_agreed(vault, prepared)
    return seal_bundle(prepared.files, _unsigned(vault, prepared, checker, None), machine=vault.machine,
                       checker_seed=seed)  # fmt: skip


@dataclass(frozen=True)
class Officer:
    """Who signed the printed sheet, as it was typed in: `at` is the time of the day, `form` the number of the sheet."""

    name: str
    rank: str
    at: str
    form: str


def seal_by_sheet(vault: Vault, prepared: Prepared, officer: Officer) -> Sealed:
    """Seal what an officer passed on the printed sheet; only the machine signs. A job.

    FieldInvalid ("name", "rank", "at", or "form" for the number of another sheet), CheckerIsPreparer, BundleTooLarge,
    and as `still_agreed`.
    """
    name, rank = (" ".join(text.split()) for text in (officer.name, officer.rank))
    for field_name, text in (("name", name), ("rank", rank)):
        if not text:
            raise FieldInvalid(field=field_name, code="empty")
        if len(text) > LONGEST_NAME:
            raise FieldInvalid(field=field_name, code="too_long")
    found = re.fullmatch(r"\s*([01]?\d|2[0-3])[:.]?([0-5]\d)\s*", officer.at)
    if found is None:
        raise FieldInvalid(field="at", code="time")
    if not _meanwhile(vault.clock, prepared.at, 60 * int(found[1]) + int(found[2])):
        raise FieldInvalid(field="at", code="not_since")
    if not typed.plain(officer.form):
        raise FieldInvalid(field="form", code="empty")
    if typed.plain(officer.form) != typed.plain(prepared.number):
        raise FieldInvalid(field="form", code="other_sheet")
    sheet = page.Sheet(f"{int(found[1]):02}:{found[2]}", prepared.number)
    unsigned = _unsigned(vault, prepared, page.Signatory("", name, rank, b""), sheet)
    still_agreed(vault, prepared)
    return seal_bundle(prepared.files, unsigned, machine=vault.machine, checker_seed=None)


def _meanwhile(clock: Clock, since: datetime, minute: int) -> bool:
    """Whether a minute of the day lies between then and now, give or take what a watch is wrong."""
    start, now = clock.local(since), clock.local(clock.now())
    after = (minute - 60 * start.hour - start.minute + _WATCHES_DIFFER) % (24 * 60)
    return now < start or after <= (now - start).total_seconds() / 60 + 2 * _WATCHES_DIFFER


def _unsigned(vault: Vault, prepared: Prepared, checker: page.Signatory, sheet: page.Sheet | None) -> page.Manifest:
    with vault.read() as db:
        preparer = _signatory(db, prepared.preparer_id)
        serial, previous = _last(db, prepared.recipient.id)
    return page.Manifest(
        bundle_id=page.new_bundle_id(), purpose=purpose_of(prepared.recipient.kind),
        created=vault.clock.now().replace(microsecond=0),
        sender=page.Sender(
            vault.place.name, vault.place.kind, vault.machine.age_public, vault.machine.sign_public
        ),
        recipients=(page.Recipient(prepared.recipient.place, prepared.recipient.age_public), *prepared.also),
        preparer=preparer, checker=checker, consents=prepared.selection.consents,
        serial=serial + 1, previous=previous, ack_secret=page.new_ack_secret(),
        erased=hashlib.sha256(canonical(list(prepared.selection.erased))).hexdigest(),
        counts={"people": len(prepared.people), "marks": prepared.marks, "withdrawn": prepared.withdrawn},
        part=prepared.part, parts=prepared.parts,
        min_reader=page.SHEET_READER if sheet else 1, sheet=sheet,
        arrived=custody.codes_for(vault, prepared.recipient.id), rests_on=prepared.rests_on, all_again=prepared.asks,
    )  # fmt: skip


def _signatory(db: Session, staff_id: str) -> page.Signatory:
    found = db.get(Staff, staff_id)
    if found is None:
        raise NotFound(kind="staff")
    return page.Signatory(staff_id, found.name or "", found.role or "", bytes.fromhex(found.check_key or ""))


def _last(db: Session, recipient_id: str) -> tuple[int, str]:
    """Serial number and hash of the last bundle for a recipient."""
    sent = [one.sent for one in db.scalars(select(Dispatch).where(Dispatch.recipient_id == recipient_id)) if one.sent]
    last = max(sent, key=lambda one: int(one["serial"]), default=None)
    return (int(last["serial"]), str(last["sha256"])) if last else (0, "")


def remember(vault: Vault, prepared: Prepared, sealed: Sealed, outcome: Outcome) -> Changes:
    """Log a bundle that was written: who, for whom, what; never where. Say again with a later outcome of the stick.

    What was passed is kept for the next check. Where no journal left (on paper, or an extract), nothing of it is known
    over there: the next holds all of it again.
    """
    manifest = sealed.manifest
    sent = {
        "recipient": prepared.recipient.place, "serial": manifest.serial, "file": sealed.name,
        "sha256": sealed.sha256, "bytes": sealed.size, "preparer": manifest.preparer.name,
        "checker": manifest.checker.name, "people": sorted(line.person_id for line in prepared.people),
        "consents": len(manifest.consents), "ack_code": page.ack_code(sealed.bundle_id, manifest.ack_secret),
        "created": manifest.created.isoformat(), "carried": _carried(vault, prepared),
    }  # fmt: skip
    if outcome is Outcome.ON_PAPER or manifest.purpose == "extract":
        sent["only_to_read"] = True
    if manifest.sheet is not None:
        sent["sheet"] = {"rank": manifest.checker.role, "at": manifest.sheet.at, "form": manifest.sheet.form}
    with vault.write(prepared.preparer_id, "export") as db:
        held = db.get(Dispatch, sealed.bundle_id)
        if held is None:
            db.add(Dispatch(id=sealed.bundle_id, recipient_id=prepared.recipient.id, sent=sent, seen=outcome.value))
        else:
            held.sent, held.seen = held.sent or sent, outcome.value
        return made(db)


def _carried(vault: Vault, prepared: Prepared) -> dict[str, object]:
    chosen = prepared.selection
    frame = {one.header.eid for one in chosen.entries if one.header.type in ("cohort", "staff")}
    return carried.to_remember(
        vault, chosen.upto, {one.person_id: one.scopes for one in chosen.people}, chosen.told, frame
    )
