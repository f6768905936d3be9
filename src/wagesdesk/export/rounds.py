"""A round of the terminals, at the laptop: the class goes out in one part for each terminal, and all returns come back
in one pass. On one stick, or through a folder; each file on it opens at the one machine it is for.

The records say that a woman's words are out before anything is written, so that no part is ever out there unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import BundleAltered, BundleError, BundleSenderUnknown, BundleTruncated, NotFound
from wagesdesk.export import container, drives, site_selection
from wagesdesk.export import manifest as page
from wagesdesk.export.container import Sealed
from wagesdesk.export.drives import Disk
from wagesdesk.export.site_bundle import SiteBundle, intake, open_site, part_secret, return_id, seal_site, take_in
from wagesdesk.models.backup import BEFORE_IMPORT, keep_newest
from wagesdesk.models.custody import Intake
from wagesdesk.models.merge import Taken
from wagesdesk.models.terminal import Checkout
from wagesdesk.models.vault import Vault
from wagesdesk.services import terminal
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.terminal import DaySheet, Part, TerminalRow

Step = Callable[[int, int], None]
ATTEMPTS: Final = 20
"""How many returns of one part a terminal may write before the laptop no longer knows them by their names."""
_RECEIPTS: Final = 50
_KEPT: Final = 3


@dataclass(frozen=True)
class PartOut:
    """One terminal's part, sealed in memory."""

    part: Part
    sealed: Sealed = field(repr=False)


@dataclass(frozen=True)
class CheckedOut:
    """What is on the stick now, by terminal; `elsewhere` are people left out because they are out at another one."""

    parts: tuple[PartOut, ...]
    elsewhere: tuple[str, ...]
    changes: Changes


@dataclass(frozen=True)
class Collected:
    """How it stands with one terminal after a pass. `state`: "ok", "missing" (nothing of it is here), "altered" or
    "torn" (a file of it is here and cannot be used), "untrusted" (its card counts here no more). `held_back` entries
    wait for a person in the Inbox."""

    terminal: TerminalRow
    state: str
    people: tuple[str, ...]
    new: int = 0
    held_back: int = 0


@dataclass(frozen=True)
class SyncIn:
    """What came from a second laptop of the site."""

    place: str
    new: int
    held_back: int


@dataclass(frozen=True)
class Pass:
    """One pass over a stick or a folder. `clashes` may wait in the Inbox."""

    terminals: tuple[Collected, ...]
    laptops: tuple[SyncIn, ...]
    changes: Changes


def _no_step(_done: int, _total: int) -> None: ...


# -- out


def check_out(
    vault: Vault,
    actor: str,
    sheet: DaySheet,
    folder: Path,
    *,
    accept_others: Collection[str] = (),
    step: Step = _no_step,
    disk: Disk | None = None,
) -> CheckedOut:
    """Write one part for each terminal of the day sheet at which somebody sits. A job; `step` may raise to stop.

    What earlier rounds left there and is not needed any more is cleared away first. However it ends, the records say
    out for those parts that came onto it whole, and for no other. Errors as `drives.write_bundle`; EscrowMissing;
    NotFound when nobody has a seat at a terminal.
    """
    parts, elsewhere = _parts(vault, actor, sheet)
    if not parts:
        raise NotFound(kind="seat")
    disk = disk or Disk()
    changes = terminal.note_out(vault, actor, sheet, [one.part for one in parts])
    written = 0
    try:
        _clear(vault, folder, disk)
        for one in parts:
            step(written, len(parts))
            drives.write_bundle(folder, one.sealed, accept_others=accept_others, disk=disk)
            written += 1
    except BaseException:
        terminal.note_not_out(vault, actor, [one.part.bundle_id for one in parts[written:]])
        raise
    step(written, len(parts))
    return CheckedOut(tuple(parts), elsewhere, changes)


def _parts(vault: Vault, actor: str, sheet: DaySheet) -> tuple[list[PartOut], tuple[str, ...]]:
    found, elsewhere = [], []
    for one in sheet.terminals:
        sitting = [row for row in sheet.rows if row.seat == one.id]
        away = [row.person_id for row in sitting if row.state == "out" and row.at != one.id]
        elsewhere += away
        people = tuple(sorted(row.person_id for row in sitting if row.person_id not in away))
        if not people:
            continue
        with vault.read() as db:
            serial = terminal.next_serial(db, one.id)
            entries = site_selection.for_terminal(db, people)
            erased = site_selection.erased_ids(db)
            receipts = _receipts(db, one.id)
        part = Part(one, page.new_bundle_id(), serial, people)
        told = {
            "kind": "part", "number": one.number, "day": sheet.workshop.day.isoformat(), "people": len(people),
            "receipts": receipts,
        }  # fmt: skip
        sealed = seal_site(
            vault, actor, name=one.place, age_public=one.age_public, bundle_id=part.bundle_id, serial=serial,
            secret=part_secret(vault, part.bundle_id), told=told, entries=entries, erased=erased,
        )  # fmt: skip
        found.append(PartOut(part, sealed))
    return found, tuple(elsewhere)


def _receipts(db: Session, terminal_id: str) -> list[list[str]]:
    """Ids and hashes of the returns of a terminal that were taken in here, the newest first: these it may forget."""
    held = db.scalars(select(Intake).where(Intake.taken["sender"].as_string() == terminal_id))
    known = [(str(one.taken["taken_at"]), one.id, str(one.taken["sha256"])) for one in held if one.taken is not None]
    return [[bundle, sha256] for _at, bundle, sha256 in sorted(known, reverse=True)[:_RECEIPTS]]


def _clear(vault: Vault, folder: Path, disk: Disk) -> None:
    """Remove parts of earlier rounds that came back and returns that were taken in; no other file is touched."""
    machines = [one.id for one in terminal.every_terminal(vault)]
    with vault.read() as db:
        parts = [one.bundle_id for one in db.scalars(select(Checkout)) if one.back is not None]
        returns = db.scalars(select(Intake.id).where(Intake.taken["sender"].as_string().in_(machines))).all()
    drives.remove_bundles(folder, {f"wd-{name}.age" for name in (*parts, *returns)}, disk=disk)


# -- back


def collect(vault: Vault, actor: str, folder: Path, *, step: Step = _no_step) -> Pass:
    """Take in every return, and what a second laptop of the site wrote, that lies in a folder. A job; twice changes
    nothing. Files for others are passed over. DriveGone when the folder is not there; one bad file spoils no other.
    """
    named = _named(vault)
    files = sorted(one.path for one in drives.bundles_in(folder))
    results: dict[str, list[Collected]] = {}
    laptops: dict[str, SyncIn] = {}
    changes = Changes()
    saved = False
    for at, path in enumerate(files):
        step(at, len(files))
        owner = named.get(path.name)
        try:
            bundle = _open(vault, path, owner)
        except BundleError as error:
            if owner is not None:
                results.setdefault(owner.id, []).append(Collected(owner, _why(error), owner.out))
            continue
        if bundle is None:
            continue
        if not saved:
            vault.backup(vault.home / BEFORE_IMPORT)
            keep_newest(vault.home / BEFORE_IMPORT, _KEPT)
            saved = True
        sender = bundle.sender.sign_public.hex()
        owner = next((row for row in terminal.terminals(vault) if row.id == sender), None)
        taken, kinds = _take(vault, actor, path.name, bundle)
        changes |= Changes(taken.kinds | kinds)
        if owner is None:
            before = laptops.get(sender, SyncIn(bundle.sender.place, 0, 0))
            laptops[sender] = SyncIn(before.place, before.new + taken.new, before.held_back + taken.held_back)
        else:
            results.setdefault(owner.id, []).append(Collected(owner, "ok", owner.out, taken.new, taken.held_back))
    step(len(files), len(files))
    return Pass(_by_terminal(named, results), tuple(laptops.values()), changes)


def _why(error: BundleError) -> str:
    if isinstance(error, BundleSenderUnknown):
        return "untrusted"
    return "torn" if isinstance(error, BundleTruncated) else "altered"


def _named(vault: Vault) -> dict[str, TerminalRow]:
    """The names that returns of this laptop's parts can have and did not have before, and whose they are: also of what
    was called lost, and of a terminal that gave back and went on. So a copy that cannot be opened has an owner too."""
    rows = {row.id: row for row in terminal.every_terminal(vault)}
    mine = vault.machine.sign_public.hex()
    with vault.read() as db:
        held = [
            (str(one.bundle_id), str(one.terminal_id))
            for one in db.scalars(select(Checkout).where(Checkout.removed.is_not(True)))
            if one.out is not None and one.out.get("laptop") == mine
        ]
        taken = {f"wd-{one}.age" for one in db.scalars(select(Intake.id))}
    names = {
        f"wd-{return_id(bundle_id, part_secret(vault, bundle_id), attempt)}.age": rows[terminal_id]
        for bundle_id, terminal_id in sorted(set(held))
        if terminal_id in rows
        for attempt in range(ATTEMPTS)
    }
    return {name: row for name, row in names.items() if name not in taken}


def _open(vault: Vault, path: Path, owner: TerminalRow | None) -> SiteBundle | None:
    """A return of a terminal, or what a second laptop wrote, that was not taken in yet; None for anything else.

    A return counts by who signed it. Its name is not needed: a laptop that was brought back from a backup has forgotten
    the part, and a part whose stick was pulled out at the last moment was noted as not written. BundleError.
    """
    bundle = open_site(vault, container.load(path))
    sender, kind = bundle.sender.sign_public.hex(), bundle.told.get("kind")
    if owner is not None and (sender != owner.id or kind != "return"):
        raise BundleAltered(code="sender")
    with vault.read() as db:
        if db.get(Intake, bundle.manifest.bundle_id) is not None:
            return None
    if kind == "return" and bundle.sender.kind == "terminal":
        return bundle
    ours = {one.id for one in terminal.second_laptops(vault)}
    return bundle if kind == "sync" and sender in ours else None


def _take(vault: Vault, actor: str, name: str, bundle: SiteBundle) -> tuple[Taken, frozenset[str]]:
    """Import, log, and note who is back, in one transaction."""
    kinds: set[str] = set()

    def note(db: Session, taken: Taken) -> None:
        if db.get(Intake, bundle.manifest.bundle_id) is None:
            db.add(Intake(id=bundle.manifest.bundle_id, taken=intake(vault, bundle, name, taken)))
        if bundle.told["kind"] == "return":
            back = {
                "bundle": bundle.manifest.bundle_id, "sha256": bundle.sha256, "at": vault.clock.now().isoformat()
            }  # fmt: skip
            terminal.note_back(
                db, bundle.sender.sign_public.hex(), vault.machine.sign_public.hex(), bundle.manifest.serial, back
            )
        kinds.update(made(db).kinds)

    return take_in(vault, actor, bundle, note=note), frozenset(kinds)


def _by_terminal(named: Mapping[str, TerminalRow], results: Mapping[str, list[Collected]]) -> tuple[Collected, ...]:
    """One line for each terminal that had something out: a return that is good counts, whatever lies beside it."""
    missing = {row.id: Collected(row, "missing", row.out) for row in named.values() if row.out}
    lines = {one: next((each for each in found if each.state == "ok"), found[0]) for one, found in results.items()}
    return tuple(sorted((missing | lines).values(), key=lambda one: (one.terminal.number, one.terminal.id)))
