"""Bundles with the purpose `site`: from machine to machine of one site, signed by the machine, checked by nobody.

The laptop makes them for terminals and for a second laptop of the site; a terminal makes returns for its laptop. Each
is encrypted to the one machine it is for, and to the programme's escrow key.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy.orm import Session

from wagesdesk.errors import BundleAltered, BundleNotForUs
from wagesdesk.export import container
from wagesdesk.export import manifest as page
from wagesdesk.export.container import Sealed
from wagesdesk.export.inbox import read_entries
from wagesdesk.export.manifest import Manifest
from wagesdesk.models.entry import Entry, canonical
from wagesdesk.models.keys import Card
from wagesdesk.models.merge import Taken
from wagesdesk.models.staff import Staff
from wagesdesk.models.vault import Vault
from wagesdesk.services import card as cards

MACHINES: Final = ("laptop", "terminal")
ROUND: Final = "round"
"""The field of a manifest that says what a bundle is in a round: `part`, `return` or `sync` as `kind`, and more."""

_CARDS: Final = ("card", "staff")


@dataclass(frozen=True)
class SiteBundle:
    """One that was opened and proven whole. `told` is what its manifest says of the round."""

    manifest: Manifest
    sender: Card
    sha256: str
    size: int
    told: Mapping[str, Any]
    entries: tuple[Entry, ...] = field(repr=False)


def seal_site(  # noqa: PLR0913
    vault: Vault,
    actor: str,
    *,
    name: str,
    age_public: str,
    bundle_id: str,
    serial: int,
    secret: str,
    told: Mapping[str, object],
    entries: Iterable[Entry],
    erased: Collection[str] = (),
) -> Sealed:
    """Seal entries for the machine with this key, called `name`. A job. `secret` is 64 hex digits that only who opens
    it will know. EscrowMissing, BundleTooLarge."""
    with vault.read() as db:
        who = db.get(Staff, actor)
        key = (who.check_key if who else "") or "00" * 32
        preparer = page.Signatory(
            actor, (who.name or "") if who else "", (who.role or "") if who else "", bytes.fromhex(key)
        )
    unsigned = Manifest(
        bundle_id=bundle_id, purpose=page.SITE, created=vault.clock.now().replace(microsecond=0),
        sender=page.Sender(
            vault.place.name, vault.place.kind, vault.machine.age_public, vault.machine.sign_public
        ),
        recipients=(page.Recipient(name, age_public), page.Recipient("escrow", cards.escrow(vault))),
        preparer=preparer, checker=page.NOBODY, consents=(), serial=serial, previous="", ack_secret=secret,
        erased=hashlib.sha256(canonical(sorted(erased))).hexdigest(), min_reader=page.READER,
        extra={ROUND: dict(told)},
    )  # fmt: skip
    files = {"journal.jsonl": b"".join(entry.line() + b"\n" for entry in entries)}
    return container.seal_bundle(files, unsigned, machine=vault.machine, checker_seed=None)


def open_site(vault: Vault, data: bytes) -> SiteBundle:
    """Open and prove one. Errors as `container.open_bundle`; BundleNotForUs(code="purpose") from a machine that is none
    of a site, BundleAltered for one that says nothing of its round."""
    opened = container.open_bundle(
        data, identity=vault.machine.age_secret, known=cards.known_cards(vault),
        own_age_public=vault.machine.age_public, site=True,
    )  # fmt: skip
    if opened.sender.kind not in MACHINES:
        raise BundleNotForUs(code="purpose")
    told = opened.manifest.extra.get(ROUND)
    if not isinstance(told, dict):
        raise BundleAltered(code="manifest", field=ROUND)
    return SiteBundle(
        opened.manifest, opened.sender, hashlib.sha256(data).hexdigest(), len(data), told, read_entries(opened)
    )


def return_id(part_id: str, secret: str, attempt: int) -> str:
    """The id of a return, which only the laptop that made the part and the terminal that opened it can work out: so the
    laptop knows whose a file is before it can open it, and a torn copy still has an owner."""
    digest = hashlib.sha256(f"return\x1f{part_id}\x1f{secret}\x1f{attempt}".encode()).digest()
    return page.bundle_id_of(digest)


def part_secret(vault: Vault, part_id: str) -> str:
    """The secret of a part, which this machine can work out again from its own key."""
    return hmac.digest(vault.machine.sign_seed, f"wagesdesk part {part_id}".encode(), "sha256").hex()


def take_in(
    vault: Vault, actor: str, bundle: SiteBundle, *, note: Callable[[Session, Taken], None] = lambda _db, _taken: None
) -> Taken:
    """Import one, the cards of other machines first: what those machines wrote counts by them. `note` writes into the
    transaction of the rest."""
    known = {entry.header.writer for entry in bundle.entries if entry.header.type in _CARDS}
    first = [
        entry
        for entry in bundle.entries
        if entry.header.type in _CARDS or (entry.header.type == "writer" and entry.header.writer in known)
    ]
    via, sender = bundle.manifest.bundle_id, bundle.sender.sign_public.hex()
    before = vault.import_entries(first, via=via, actor=actor, sender=sender)
    taken = vault.import_entries(bundle.entries, via=via, actor=actor, sender=sender, note=note)
    return replace(
        taken, new=before.new + taken.new, held_back=before.held_back + taken.held_back,
        kinds=before.kinds | taken.kinds,
    )  # fmt: skip


def intake(vault: Vault, bundle: SiteBundle, name: str, taken: Taken) -> dict[str, object]:
    """What the log keeps about one that was taken in from the file `name`."""
    manifest = bundle.manifest
    return {
        "sender": bundle.sender.sign_public.hex(), "place": bundle.sender.place, "file": name,
        "sha256": bundle.sha256, "bytes": bundle.size, "created": manifest.created.isoformat(),
        "taken_at": vault.clock.now().isoformat(), "serial": manifest.serial, "preparer": manifest.preparer.name,
        "checker": "", "people": sorted(taken.subjects), "new": taken.new, "held_back": taken.held_back,
        "took_back": [], "ack_code": "",
    }  # fmt: skip
