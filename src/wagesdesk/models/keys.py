"""The keys of a machine, the card that carries the public halves, and the programme's escrow key. Local: private halves never leave a vault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

KINDS = ("laptop", "terminal", "outside", "agency", "security")


@dataclass(frozen=True)
class MachineKeys:
    """Both key pairs of one machine: age (X25519, bech32 text) and Ed25519 (32 raw bytes each)."""

    age_secret: str = field(repr=False)
    age_public: str
    sign_seed: bytes = field(repr=False)
    sign_public: bytes


@dataclass(frozen=True)
class Card:
    """What another machine shows of itself: who and what it is, and its two public keys. `kind` is one of `KINDS`."""

    place: str
    kind: str
    role: str
    holder: str
    age_public: str
    sign_public: bytes


def new_machine_keys() -> MachineKeys:
    """Fresh random keys."""
    raise NotImplementedError


def new_sign_keys() -> tuple[bytes, bytes]:
    """A fresh Ed25519 pair `(seed, public)`, 32 bytes each: a member of staff's own check key."""
    raise NotImplementedError


def card_text(card: Card) -> str:
    """The card as a small text file that can also be typed from paper: one field a line, each line of a key with check characters."""
    raise NotImplementedError


def read_card(text: str) -> Card:
    """A card from its text, from a file or typed. `CardUnreadable(line=)` (1-based, 0 for the whole), `CardKeyWeak(key=)`."""
    raise NotImplementedError


def check_words(card: Card, words: Sequence[str]) -> tuple[str, str, str, str]:
    """Four words of `words` that two people compare aloud; derived by Argon2id (64 MiB, about 0.3 s: a job) over keys, place, kind and role."""
    raise NotImplementedError


def fingerprint(sign_public: bytes) -> str:
    """`XXXX-XXXX-XXXX-XXXX`, 80 bits of the SHA-256 of a signing key, for receipts and lists."""
    raise NotImplementedError


def new_escrow() -> tuple[str, str]:
    """`(private text to be written down once, age public key)`. The private text is four lines with check characters."""
    raise NotImplementedError


def read_escrow(text: str) -> str:
    """The age secret key from the four written lines. `CardUnreadable(line=)`."""
    raise NotImplementedError
