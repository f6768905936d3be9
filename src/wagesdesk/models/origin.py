"""Who may write what: decided by the machine that an entry was written on, never by who carried it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wagesdesk.models.entry import Entry, Header, Value, canonical
from wagesdesk.models.records import BY_TYPE, JOURNAL_TYPES

OWN: Final = "own"
"""The kind of an origin that is this very machine (an earlier spell, a copy, a restored backup)."""


@dataclass(frozen=True)
class Origin:
    """The machine behind a writer: its signing key in hex, its kind as enrolled here, or None when unknown."""

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


def origin_of(first: Entry, *, own_machine: str, enrolled: Mapping[str, str]) -> Origin | None:
    """The origin that a writer's first entry proves, or None when its signature does not hold.

    `enrolled` maps the signing keys (hex) of machines that were compared here to their kinds.
    """
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
    return Origin(machine, OWN if machine == own_machine else enrolled.get(machine))


def may_write(origin: Origin | None, header: Header, *, admin: bool) -> bool:
    """Whether an entry from elsewhere counts. `admin` says whether its actor is an administrator of its place.

    An unknown origin may write nothing; a type this version does not know is held back until it does.
    """
    if origin is None or origin.kind is None:
        return False
    if header.type == "writer" or origin.kind == OWN:
        return True
    if header.type in JOURNAL_TYPES:
        return header.type in ("erasure", "redaction") and origin.kind == "laptop"
    record = BY_TYPE.get(header.type)
    if record is None:
        return origin.kind == "laptop"
    return origin.kind in record.from_places and (admin or not record.admin_only)
