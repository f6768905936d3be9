"""A round of the terminals, at a terminal: take in the part that is for this one, and give it back.

Giving back ends with a wipe: a new data key, and nothing of the class under it. Nothing can be lost by that, because
the sealed return stays here too, closed to this very terminal, until a later part brings the laptop's word that it has
it. So a stick may be lost in either direction: the return is written again from here, and escrow could open it too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wagesdesk.errors import BundleError, NotAllowed, NotFound, VaultDamaged
from wagesdesk.export import container, drives, site_selection
from wagesdesk.export import manifest as page
from wagesdesk.export.container import Sealed
from wagesdesk.export.drives import Disk
from wagesdesk.export.site_bundle import SiteBundle, open_site, return_id, seal_site, take_in
from wagesdesk.models import folder as files
from wagesdesk.models import local, shapes
from wagesdesk.models.base import scratch_table
from wagesdesk.models.cipher import guarded
from wagesdesk.models.merge import Taken
from wagesdesk.models.person import Person
from wagesdesk.models.vault import Vault
from wagesdesk.services import staff, unfinished
from wagesdesk.services.changes import Changes

RETURNED: Final = "returned"
"""The folder in the vault's own that holds sealed returns of which no receipt has come."""
_PART, _ROUND = "part", "round"
_WIPED: Final = frozenset({"person", "cohort", "workshop", "enrolment", "business", "checkout"})
_FORM: Final = shapes.parts(
    number=shapes.whole, day=shapes.day, people=shapes.whole, receipts=shapes.several(shapes.several(shapes.text))
)
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Offer:
    """A part that is for this terminal. `blocked`: what another laptop gave has to be given back first."""

    path: Path
    place: str
    number: int
    day: date
    people: int
    made: datetime
    blocked: bool
    bundle: SiteBundle = field(repr=False)


@dataclass(frozen=True)
class Here:
    """How it stands at this terminal. `number` is 0 before the first part. `people` are here, since `taken_at` and for
    `day`; none when nothing is. `names` are what they are called, in order. `sealed` returns wait for a receipt."""

    number: int
    people: int
    day: date | None
    taken_at: datetime | None
    place: str
    sealed: int
    names: tuple[str, ...] = ()


def here(vault: Vault) -> Here:
    """How it stands."""
    with vault.read() as db:
        part, known = local.get(db.connection(), _PART), local.get(db.connection(), _ROUND) or {}
        names = [one or "" for one in db.scalars(select(Person.name).where(Person.removed.is_not(True)))]
    waiting = len(_sealed(vault))
    if part is None:
        return Here(int(known.get("number", 0)), 0, None, None, "", waiting)
    return Here(
        int(known.get("number", 0)), int(part["people"]), date.fromisoformat(part["day"]),
        datetime.fromisoformat(part["taken_at"]), str(part["place"]), waiting, tuple(sorted(names, key=str.casefold)),
    )  # fmt: skip


def offered(vault: Vault, folder: Path) -> Offer | None:
    """The newest part in `folder` that is for this terminal and was not taken in yet; None when there is none. A job.

    An older one than was taken in before is no offer: it would bring back people who do not sit here any more. Of one
    laptop's parts the number says which is the newest, for its clock may have been wrong. DriveGone.
    """
    with vault.read() as db:
        part, known = local.get(db.connection(), _PART), local.get(db.connection(), _ROUND) or {}
    serials: dict[str, int] = known.get("serials", {})
    found: dict[str, Offer] = {}
    for one in drives.bundles_in(folder):
        try:
            bundle = open_site(vault, container.load(one.path))
        except BundleError:
            continue
        sender, told = bundle.sender.sign_public.hex(), bundle.told
        last = found[sender].bundle.manifest.serial if sender in found else serials.get(sender, 0)
        if _is_part(told) and bundle.manifest.serial > last:
            found[sender] = Offer(
                path=one.path, place=bundle.sender.place, number=told["number"],
                day=date.fromisoformat(told["day"]), people=told["people"], made=bundle.manifest.created,
                blocked=part is not None and part["sender"] != sender, bundle=bundle,
            )  # fmt: skip
    return max(found.values(), key=lambda offer: offer.made, default=None)


def _is_part(told: Mapping[str, Any]) -> bool:
    return told.get("kind") == "part" and _FORM(dict(told))


def take_part(vault: Vault, actor: str, offer: Offer) -> Changes:
    """Take a part in, and forget the returns of which it brings the receipt. A job.

    SlotsTooFew; NotAllowed(code="part") for a blocked one.
    """
    staff.need_two_ways_in(vault)
    if offer.blocked:
        raise NotAllowed(code="part")
    manifest, sender = offer.bundle.manifest, offer.bundle.sender.sign_public.hex()
    part = {
        "id": manifest.bundle_id, "secret": manifest.ack_secret, "serial": manifest.serial, "sender": sender,
        "place": offer.place, "age_public": offer.bundle.sender.age_public, "people": offer.people,
        "day": offer.day.isoformat(), "taken_at": vault.clock.now().isoformat(), "attempt": 0,
    }  # fmt: skip

    def note(db: Session, _taken: Taken) -> None:
        connection = db.connection()
        known = local.get(connection, _ROUND) or {}
        serials = {**known.get("serials", {}), sender: manifest.serial}
        local.put(connection, _ROUND, {"number": offer.number, "serials": serials})
        local.put(connection, _PART, part)

    taken = take_in(vault, actor, offer.bundle, note=note)  # a class without its part could never be given back
    _forget(vault, offer.bundle.told["receipts"])
    return Changes(taken.kinds)


def _forget(vault: Vault, receipts: Collection[Sequence[str]]) -> None:
    """Remove the sealed returns that the laptop says it has, by name and hash."""
    has = {(f"wd-{one[0]}.age", one[-1]) for one in receipts if one}
    with guarded():
        for path in _sealed(vault):
            if (path.name, hashlib.sha256(path.read_bytes()).hexdigest()) in has:
                path.unlink()


def _sealed(vault: Vault) -> list[Path]:
    return sorted((vault.home / RETURNED).glob("wd-*.age"))


@dataclass(frozen=True)
class GivenBack:
    """What lies on the stick now: the names of the returns, this one last; `wiped` when a class was here."""

    names: tuple[str, ...]
    wiped: bool
    changes: Changes


def give_back(
    vault: Vault,
    actor: str,
    folder: Path,
    *,
    accept_others: Collection[str] = (),
    step: Step = lambda _done, _total: None,
    disk: Disk | None = None,
) -> GivenBack:
    """Seal what was written here, keep the sealed return, write it to `folder`, read it back, and wipe. A job; `step`
    may raise to stop, up to the wipe.

    Earlier returns without a receipt are written again too. With an error, or killed at any moment, everything that was
    here is here still, or is in the sealed return. Errors as `drives.write_bundle`; NotFound when there is nothing to
    give back; NotAllowed(code="typing") while something that staff typed has not entered the journal; EscrowMissing.
    What women left half typed goes along, and waits for them in the same form.
    """
    with vault.read() as db:
        part = local.get(db.connection(), _PART)
    if part is not None:
        unfinished.carry(vault)
    with vault.read() as db:
        typing = db.execute(select(func.count()).select_from(scratch_table)).scalar() or 0
    kept = _sealed(vault)
    if part is None and not kept:
        raise NotFound(kind="part")
    if typing:
        raise NotAllowed(code="typing")
    step(0, 2)
    if part is None:
        for path in kept:
            _write(path, folder, accept_others, disk)
        return GivenBack(tuple(path.name for path in kept), wiped=False, changes=Changes())
    seen = vault.position()
    sealed = _seal(vault, actor, part)
    path = _keep(vault, sealed)
    for old in _same_part(vault, part):
        if old != path:
            old.unlink(missing_ok=True)
    step(1, 2)
    for one in _sealed(vault):
        _write(one, folder, accept_others, disk)
    vault.wipe(seen=seen)
    step(2, 2)
    names = (*(one.name for one in _sealed(vault) if one != path), path.name)
    return GivenBack(names, wiped=True, changes=Changes(_WIPED))


def _seal(vault: Vault, actor: str, part: dict[str, Any]) -> Sealed:
    """Everything that was written here, for the laptop that gave the part; each attempt has a name of its own."""
    attempt = int(part["attempt"])
    with vault.local() as connection:
        local.put(connection, _PART, {**part, "attempt": attempt + 1})
    with vault.read() as db:
        entries = site_selection.for_return(db)
    return seal_site(
        vault, actor, name=part["place"], age_public=part["age_public"], serial=int(part["serial"]),
        bundle_id=return_id(part["id"], part["secret"], attempt), secret=page.new_ack_secret(),
        told={"kind": "return", "part": part["id"]}, entries=entries,
    )  # fmt: skip


def _same_part(vault: Vault, part: dict[str, Any]) -> list[Path]:
    """The sealed returns of earlier attempts."""
    names = {f"wd-{return_id(part['id'], part['secret'], one)}.age" for one in range(int(part["attempt"]))}
    return [path for path in _sealed(vault) if path.name in names]


def _keep(vault: Vault, sealed: Sealed) -> Path:
    """The sealed return in its folder here, read back. DiskFull, VaultReadOnly, VaultDamaged(path_kind="disk")."""
    path = vault.home / RETURNED / sealed.name
    with guarded():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        files.atomic_write(path, sealed.content)
        if path.read_bytes() != sealed.content:
            raise VaultDamaged(path_kind="disk", code="io")
    return path


@dataclass(frozen=True)
class _Kept:
    """A sealed return as it lies in its folder."""

    name: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        return len(self.content)


def _write(path: Path, folder: Path, accept_others: Collection[str], disk: Disk | None) -> None:
    with guarded():
        kept = _Kept(path.name, path.read_bytes())
    drives.write_bundle(folder, kept, accept_others=accept_others, disk=disk)
