"""Who may write what, and who may bring what another wrote (docs/decisions/0013)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wagesdesk.models.base import SCOPES
from wagesdesk.models.entry import Entry, Header, Value, canonical
from wagesdesk.models.records import BY_TYPE, JOURNAL_TYPES

OWN: Final = "own"
"""The kind of an origin that is this very machine (an earlier spell, a copy, a restored backup)."""
OURS: Final = "ours"
"""The kind of a second laptop of the same site; "laptop" is one of another prison."""


@dataclass(frozen=True)
class Origin:
    """The machine behind a writer or a bundle: its signing key in hex, its kind as enrolled here, or None when
    unknown."""

    machine: str
    kind: str | None


def opening(
    *, machine: str, place: str, kind: str, version: str, writer: str, previous: Mapping[str, Value] | None, seed: bytes
) -> dict[str, Value]:
    """The values of a writer's first entry, signed with the machine's Ed25519 `seed` (32 bytes)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    spell: dict[str, Value] = {
        "machine": machine, "place": place, "kind": kind, "version": version, "writer": writer,
        "previous": None if previous is None else dict(previous),
    }  # fmt: skip
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(canonical(spell))
    return {"spell": spell, "signature": signature.hex()}


def origin_of(first: Entry) -> str | None:
    """The machine (its signing key in hex) that a writer's first entry proves, or None when its signature does not
    hold."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    spell, signature = first.fields.get("spell"), first.fields.get("signature")
    if not isinstance(spell, dict) or not isinstance(signature, str):
        return None
    machine = spell.get("machine")
    if not isinstance(machine, str) or spell.get("writer") != first.header.writer:
        return None
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(machine)).verify(bytes.fromhex(signature), canonical(spell))
    except (InvalidSignature, ValueError):
        return None
    return machine


def may_pass_on(sender: Origin, origin: Origin) -> bool:
    """Whether a bundle that `sender` signed proves anything of what `origin` wrote.

    Only the first entry of a writer is signed, so whoever has one could write on in its name: a terminal and a place
    outside speak for themselves alone, the laptop of another prison for anybody but this site, a laptop of this site
    for all.
    """
    if sender.kind in (OWN, OURS) or sender.machine == origin.machine:
        return True
    return sender.kind == "laptop" and origin.kind not in (OWN, OURS, "terminal")


def may_write(origin: Origin, header: Header, *, admin: bool, at_prison: bool) -> bool:
    """Whether an entry from elsewhere may count. `admin` says whether its actor is an administrator of its place,
    `at_prison` whether this is a place that keeps records of its own about its women.

    An unknown origin may write nothing; a type this version does not know is held back until it does.
    """
    if origin.kind is None:
        return False
    if header.type == "writer" or origin.kind == OWN:
        return True
    kind = "laptop" if origin.kind == OURS else origin.kind
    if header.type == "vouching":
        return kind == "laptop"
    if header.type in JOURNAL_TYPES:
        taking = header.type in ("erasure", "redaction") and kind == "laptop"
        return taking and (origin.kind == OURS or not at_prison)
    record = BY_TYPE.get(header.type)
    if record is None:
        return origin.kind == OURS or (kind == "laptop" and not at_prison)
    if kind not in record.from_places or (record.admin_only and not admin):
        return False
    return origin.kind != "laptop" or record.leaves in (*SCOPES, "frame")
