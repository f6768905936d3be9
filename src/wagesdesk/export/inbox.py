"""Bundles coming in: look at a file, check it whole, show what it would do, take it in as one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import BundleAltered
from wagesdesk.export import container, newcomers
from wagesdesk.export.container import Opened
from wagesdesk.export.manifest import ack_code
from wagesdesk.export.newcomers import Newcomer, TookBack
from wagesdesk.export.status import Outcome
from wagesdesk.models import joined, withheld
from wagesdesk.models.backup import BEFORE_IMPORT, keep_newest
from wagesdesk.models.custody import Intake
from wagesdesk.models.entry import Entry, parse_line
from wagesdesk.models.keys import Card
from wagesdesk.models.merge import Taken, held_ids, proven_now
from wagesdesk.models.person import Person
from wagesdesk.models.trust import judge_at
from wagesdesk.models.vault import Vault
from wagesdesk.services import card as cards
from wagesdesk.services import custody, gaps
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.clash import Clash, clashes

KEPT: Final = 3
"""How many backups from before imports are kept."""


@dataclass(frozen=True)
class Preview:
    """A bundle that passed every check, and what taking it in would do. Nothing has been changed.

    `first_end` is the first day on which a consent in it runs out. `people` are those of whom more is in it than an
    answer, `took_back` those whose consent no longer holds, or of which this bundle takes something away. `erased` are
    the names of people who are here and whom it erases. `known` says that this very bundle was taken in before.
    `missing` are the numbers of the sender's bundles that it rests on and that are not here.
    """

    file: str
    sha256: str
    size: int
    bundle_id: str
    sender: Card
    created: datetime
    preparer: str
    checker: str
    serial: int
    people: tuple[Newcomer, ...]
    took_back: tuple[TookBack, ...]
    erased: tuple[str, ...]
    first_end: date | None
    new_entries: int
    known: bool
    missing: tuple[int, ...]
    opened: Opened = field(repr=False)
    entries: tuple[Entry, ...] = field(repr=False)


@dataclass(frozen=True)
class Accepted:
    """What an import did: how it ended, who and how many marks are here through it, and what waits for a person.

    `arrived` counts our own bundles that the sender says it has, and that were not known to have arrived. `asked`: it
    asks for everything that it has no more, and the next bundle holds that.
    """

    outcome: Outcome
    people: tuple[str, ...]
    marks: int
    new_entries: int
    held_back: int
    clashes: tuple[Clash, ...]
    changes: Changes
    arrived: int = 0
    asked: bool = False


@dataclass(frozen=True)
class IntakeRow:
    """One bundle that was taken in, for the Inbox list: ids and names of people. `held_back` entries wait for a person.

    `ack_code` says on paper that it arrived, and `states` what it meant for each person, as of Newcomer; both are empty
    for a bundle taken in before they were kept. `missing` are the numbers of the bundles that it rests on and that are
    not here, while the next bundle for its sender asks for everything.
    """

    bundle_id: str
    place: str
    created: datetime
    taken_at: datetime
    preparer: str
    checker: str
    people: tuple[tuple[str, str], ...]
    took_back: tuple[tuple[str, str], ...]
    new_entries: int
    held_back: int
    sha256: str
    ack_code: str
    states: Mapping[str, str]
    missing: tuple[int, ...] = ()


def check(vault: Vault, file: Path, *, step: Callable[[int, int], None] = lambda _done, _total: None) -> Preview:
    """Open a bundle and prove it whole, in memory. A job. Each refusal is its own error; nothing is changed.

    BundleForeign, BundleTruncated, BundleAltered, BundleNotForUs, BundleTooNew, BundleSenderUnknown, BundleTooLarge,
    DriveGone.
    """
    data = container.load(file)
    step(1, 3)
    opened = container.open_bundle(
        data, identity=vault.machine.age_secret, known=cards.known_cards(vault), own_age_public=vault.machine.age_public
    )
    step(2, 3)
    entries = read_entries(opened)
    step(3, 3)
    return _preview(vault, file.name, hashlib.sha256(data).hexdigest(), len(data), opened, entries)


def read_entries(opened: Opened) -> tuple[Entry, ...]:
    """The journal of an opened bundle, each entry proven. BundleAltered."""
    lines = opened.files.get("journal.jsonl", b"").split(b"\n")
    if lines and lines[-1] != b"":
        raise BundleAltered(code="journal_end")
    return tuple(parse_line(line) for line in lines[:-1])


def _preview(vault: Vault, name: str, sha256: str, size: int, opened: Opened, entries: tuple[Entry, ...]) -> Preview:
    manifest = opened.manifest
    with vault.read() as db:
        held = held_ids(db.connection(), [entry.id for entry in entries])
        fresh = [one for one in entries if one.id not in held]
        people, took_back = newcomers.told(db, entries, fresh, vault.clock.today())
        gone = {entry.header.eid for entry in fresh if entry.header.type == "erasure"}
        erased = sorted(one.name or "" for one in db.scalars(select(Person).where(Person.id.in_(gone))))
        known = db.get(Intake, manifest.bundle_id) is not None
        at = judge_at(db.connection(), vault.machine.sign_public.hex(), vault.place.kind)
        proven = proven_now(db.connection(), at, opened.sender.sign_public.hex(), entries)
        missing = gaps.missing(db, opened.sender.sign_public.hex(), manifest.rests_on)
    return Preview(
        file=name, sha256=sha256, size=size, bundle_id=manifest.bundle_id, sender=opened.sender,
        created=manifest.created, preparer=manifest.preparer.name, checker=manifest.checker.name,
        serial=manifest.serial, people=people, took_back=took_back,
        erased=tuple(erased), first_end=min((one.until for one in people if one.until), default=None),
        new_entries=len(fresh) + len(proven), known=known, missing=missing, opened=opened, entries=entries,
    )  # fmt: skip


def accept(
    vault: Vault, actor: str, preview: Preview, *, step: Callable[[int, int], None] = lambda _done, _total: None
) -> Accepted:
    """Take a checked bundle in: entries, tables and the log; where `step` raises, none of it. Twice changes nothing. A
    job.

    Where something new comes in, a backup is made first: it is the undo of an import.
    """
    step(0, 5)
    if preview.new_entries:
        vault.backup(vault.home / BEFORE_IMPORT)
        keep_newest(vault.home / BEFORE_IMPORT, KEPT)
    step(1, 5)
    people = tuple(one.person_id for one in preview.people)
    sender = preview.sender.sign_public.hex()
    kinds: set[str] = set()
    arrived: list[int] = []

    def note(db: Session, taken: Taken) -> None:
        if db.get(Intake, preview.bundle_id) is None:
            db.add(Intake(id=preview.bundle_id, taken=_log(vault, preview, taken)))
            if preview.opened.manifest.all_again:
                custody.send_again_from(db, sender, vault.machine.sign_public.hex())
        arrived.append(custody.take_codes(db, preview.opened.manifest.arrived, sender, vault.clock.now()))
        kinds.update(made(db).kinds)

    taken = vault.import_entries(
        preview.entries, via=preview.bundle_id, actor=actor, sender=sender, note=note,
        step=lambda done, _of: step(done + 1, 5),
    )  # fmt: skip
    if vault.place.kind == withheld.OUTSIDE and not taken.kinds.isdisjoint(withheld.DECIDE):
        kinds |= withheld.TYPES  # an answer hides what she took back, or shows it again, and no entry of it says so
    outcome = Outcome.NOTHING_NEW if not taken.new else Outcome.IMPORTED
    if taken.held_back:
        outcome = Outcome.IMPORTED_PARTLY
    if preview.missing:
        outcome = Outcome.IMPORTED_WITH_GAP
    return Accepted(
        outcome=outcome, people=people, marks=sum(one.marks for one in preview.people), new_entries=taken.new,
        held_back=taken.held_back, clashes=clashes(vault), changes=Changes(frozenset(kinds | taken.kinds)),
        arrived=sum(arrived), asked=preview.opened.manifest.all_again,
    )  # fmt: skip


def _log(vault: Vault, preview: Preview, taken: Taken) -> dict[str, object]:
    """What is kept about a bundle that was taken in."""
    return {
        "sender": preview.sender.sign_public.hex(), "place": preview.sender.place, "file": preview.file,
        "sha256": preview.sha256, "bytes": preview.size, "created": preview.created.isoformat(),
        "taken_at": vault.clock.now().isoformat(), "serial": preview.serial, "preparer": preview.preparer,
        "checker": preview.checker, "people": [one.person_id for one in preview.people], "new": taken.new,
        "states": {one.person_id: one.state for one in preview.people}, "held_back": taken.held_back,
        "took_back": [one.person_id for one in preview.took_back if not one.partly],
        "rests_on": dict(preview.opened.manifest.rests_on),
        "ack_code": ack_code(preview.bundle_id, preview.opened.manifest.ack_secret),
    }  # fmt: skip


def intakes(vault: Vault) -> tuple[IntakeRow, ...]:
    """Every bundle taken in, the newest first."""
    with vault.read() as db:
        rows = [
            _intake_row(db, one.id, one.taken)
            for one in db.scalars(select(Intake).where(Intake.removed.is_not(True)))
            if one.taken is not None
        ]
    return tuple(sorted(rows, key=lambda row: (row.taken_at, row.bundle_id), reverse=True))


def _intake_row(db: Session, bundle_id: str, taken: dict[str, Any]) -> IntakeRow:
    return IntakeRow(
        bundle_id=bundle_id, place=str(taken["place"]), created=datetime.fromisoformat(str(taken["created"])),
        taken_at=datetime.fromisoformat(str(taken["taken_at"])), preparer=str(taken["preparer"]),
        checker=str(taken["checker"]), people=_named(db, taken["people"]),
        took_back=_named(db, taken.get("took_back", ())),
        new_entries=int(str(taken["new"])), held_back=int(str(taken["held_back"])), sha256=str(taken["sha256"]),
        ack_code=str(taken.get("ack_code", "")), states=_states_of(db, taken), missing=_missing(db, taken),
    )  # fmt: skip


def _missing(db: Session, taken: Mapping[str, Any]) -> tuple[int, ...]:
    found = gaps.missing(db, taken["sender"], taken.get("rests_on", {}))
    return found if found and gaps.asks(db, taken["sender"]) else ()


def _named(db: Session, ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """People with their names, by the ids under which they are shown now."""
    kept = joined.kept(db.connection())
    return tuple((one, _name_here(db, one)) for one in dict.fromkeys(kept.get(one, one) for one in ids))


def _name_here(db: Session, person_id: str) -> str:
    found = db.get(Person, person_id)
    return (found.name or "") if found else ""


def _states_of(db: Session, taken: Mapping[str, Any]) -> dict[str, str]:
    kept = joined.kept(db.connection())
    return {kept.get(one, one): state for one, state in taken.get("states", {}).items()}
