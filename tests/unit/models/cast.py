"""The three women of the machines that drift apart, and what is held about each of them."""

from __future__ import annotations

from collections.abc import Collection

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wagesdesk.models.entry import Entry, natural_id

PEOPLE = ("asha", "bron", "chan")
FIELDS = ("name", "surname", "idea")
SEED = bytes(range(32))
RECIPIENT = Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw().hex()
"""The place outside, to which women say yes or no: the same key in every schedule."""


def record_id(kind: str, person: str) -> str:
    """The id of a woman's record of a type."""
    return person if kind == "person" else natural_id(kind, person, *((RECIPIENT, "plan") if kind == "consent" else ()))


def concerns(entry: Entry, people: Collection[str]) -> bool:
    """Whether an entry says something of these people; that they were erased says nothing of them."""
    head = entry.header
    return head.type != "erasure" and not {head.eid, *head.subjects}.isdisjoint(people)
