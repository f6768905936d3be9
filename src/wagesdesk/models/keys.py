"""Machine keys, the card that carries their public halves, and the programme's escrow key.

Private halves never leave a vault; the escrow key's is written down once by a person and never stored.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from wagesdesk.errors import CardKeyWeak, CardUnreadable
from wagesdesk.models import bech32, typed
from wagesdesk.models.curves import weak_ed25519, weak_x25519

KINDS: Final = ("laptop", "terminal", "outside", "agency", "security")
_TITLE: Final = "wagesdesk card 1"
_FIELDS: Final = ("place", "kind", "role", "holder")
_KEYS: Final = ("lock", "sign")
_ESCROW: Final = "escrow"
_LONGEST_FIELD: Final = 120
_LONGEST_CARD: Final = 4096
_SALT: Final = hashlib.sha256(b"wagesdesk check words 1").digest()[:16]


@dataclass(frozen=True)
class MachineKeys:
    """Both key pairs of one machine: age (X25519, bech32 text) and Ed25519 (32 raw bytes each)."""

    age_secret: str = field(repr=False)
    age_public: str
    sign_seed: bytes = field(repr=False)
    sign_public: bytes


@dataclass(frozen=True)
class Card:
    """What another machine shows of itself: what it is, who keeps it, and its two public keys.

    `kind` is one of `KINDS`; `age_public` is bech32 text, `sign_public` 32 raw bytes.
    """

    place: str
    kind: str
    role: str
    holder: str
    age_public: str
    sign_public: bytes


def new_machine_keys() -> MachineKeys:
    """Fresh random keys."""
    secret, public = _new_age()
    seed, sign_public = new_sign_keys()
    return MachineKeys(secret, public, seed, sign_public)


def new_sign_keys() -> tuple[bytes, bytes]:
    """A fresh Ed25519 pair `(seed, public)`, 32 raw bytes each; also what a member of staff checks bundles with."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def sign_public_of(seed: bytes) -> bytes:
    """The public half of an Ed25519 seed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def _new_age() -> tuple[str, str]:
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def age_public_of(age_secret: str) -> str:
    """The public half of an age secret key. ValueError when it is none."""
    import pyrage

    try:
        return str(pyrage.x25519.Identity.from_str(age_secret).to_public())
    except pyrage.IdentityError as error:
        raise ValueError("not an age secret key") from error


def _raw_age(age_public: str) -> bytes:
    """The 32 bytes of an age public key. CardUnreadable, CardKeyWeak."""
    try:
        raw = bech32.decode("age", age_public)
    except ValueError as error:
        raise CardUnreadable(line=0) from error
    if weak_x25519(raw):
        raise CardKeyWeak(key="lock")
    return raw


def check_age_public(age_public: str) -> None:
    """CardUnreadable(line=0) when it is no age public key, CardKeyWeak(key="lock") for one of low order."""
    _raw_age(age_public)


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _check_line(card: Card, age_raw: bytes) -> str:
    content = "\n".join((_TITLE, card.place, card.kind, card.role, card.holder)).encode()
    return typed.grouped(typed.base32(hashlib.sha256(content + age_raw + card.sign_public).digest(), 12))


def card_text(card: Card) -> str:
    """The card as a small text file that can also be typed from paper, one field or a quarter of a key a line.

    Spaces in place, role and holder are tidied. ValueError when one of them cannot be written (empty place, over 120
    characters, control characters) or `kind` is unknown; CardKeyWeak(key=) for a key to be refused.
    """
    raw = _raw_age(card.age_public)
    if weak_ed25519(card.sign_public):
        raise CardKeyWeak(key="sign")
    texts = {name: _tidy(getattr(card, name)) for name in _FIELDS}
    if not all(_field_fits(name, text) for name, text in texts.items()):
        raise ValueError("a field of the card cannot be written")
    tidied = Card(**texts, age_public=card.age_public, sign_public=card.sign_public)
    lines = [_TITLE, *(f"{name}: {text}" for name, text in texts.items())]
    for label, key in zip(_KEYS, (raw, card.sign_public), strict=True):
        lines += [f"{label} {number}: {line}" for number, line in enumerate(typed.lines_of(label, key), 1)]
    return "\n".join([*lines, f"check: {_check_line(tidied, raw)}", ""])


def _field_fits(name: str, text: str) -> bool:
    if name == "kind":
        return text in KINDS
    fits = len(text) <= _LONGEST_FIELD and all(unicodedata.category(letter)[0] != "C" for letter in text)
    return fits and (name != "place" or text != "")


def _numbered_fields(text: str) -> dict[str, tuple[int, str]]:
    """`name -> (line number, value)` of a card's lines. CardUnreadable."""
    if len(text) > _LONGEST_CARD:
        raise CardUnreadable(line=0)
    found: dict[str, tuple[int, str]] = {}
    lines = [(number, _tidy(line)) for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1)]
    lines = [(number, line) for number, line in lines if line]
    if not lines or lines[0][1].lower() != _TITLE:
        raise CardUnreadable(line=lines[0][0] if lines else 0)
    for number, line in lines[1:]:
        name, colon, value = line.partition(":")
        name = name.strip().lower()
        if not colon or name in found:
            raise CardUnreadable(line=number)
        found[name] = (number, value.strip())
    return found


def _key_in(found: dict[str, tuple[int, str]], label: str) -> bytes:
    lines = [found.pop(f"{label} {number}", (0, "")) for number in range(1, typed.LINES + 1)]
    try:
        return typed.key_of(label, [value for _number, value in lines])
    except typed.Mistyped as error:
        raise CardUnreadable(line=lines[error.index][0]) from error


def read_card(text: str) -> Card:
    """A card from its text, from a file or typed.

    Raises CardUnreadable(line=) with the line to look at (from 1; 0 when a line is missing or it is no card), and
    CardKeyWeak(key="lock"|"sign").
    """
    found = _numbered_fields(text)
    texts: dict[str, str] = {}
    for name in _FIELDS:
        number, value = found.pop(name, (0, ""))
        texts[name] = value.lower() if name == "kind" else value
        if number == 0 or not _field_fits(name, texts[name]):
            raise CardUnreadable(line=number)
    raw, sign_public = (_key_in(found, label) for label in _KEYS)
    number, check = found.pop("check", (0, ""))
    card = Card(**texts, age_public=bech32.encode("age", raw), sign_public=sign_public)
    if typed.plain(check) != typed.plain(_check_line(card, raw)):
        raise CardUnreadable(line=number)
    for stray, _value in found.values():
        raise CardUnreadable(line=stray)
    if weak_x25519(raw):
        raise CardKeyWeak(key="lock")
    if weak_ed25519(sign_public):
        raise CardKeyWeak(key="sign")
    return card


def check_words(card: Card, words: Sequence[str]) -> tuple[str, str, str, str]:
    """Four of `words` (at least 1024 different ones) that two people compare aloud.

    Derived by Argon2id (64 MiB, about a third of a second: give it to a job) over both keys, place, kind and role,
    which is everything that decides what the machine may do. Both sides need the same list.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    if len(set(words)) != len(words) or len(words) < 1024:
        raise ValueError("too few words")
    about = "\n".join((_tidy(card.place), card.kind, _tidy(card.role))).encode()
    derive = Argon2id(salt=_SALT, length=32, iterations=3, lanes=4, memory_cost=64 * 1024)
    secret = derive.derive(_raw_age(card.age_public) + card.sign_public + about)
    numbers = (int.from_bytes(secret[at : at + 8], "big") for at in (0, 8, 16, 24))
    first, second, third, fourth = (words[number % len(words)] for number in numbers)
    return first, second, third, fourth


def fingerprint(sign_public: bytes) -> str:
    """`XXXX-XXXX-XXXX-XXXX`: 80 bits of the SHA-256 of a signing key, for receipts and lists."""
    return typed.grouped(typed.base32(hashlib.sha256(sign_public).digest(), 16))


def new_escrow() -> tuple[str, str]:
    """`(private text, age public key)`: the text is four lines to be written down once and kept outside the vault."""
    secret, public = _new_age()
    return "\n".join(typed.lines_of(_ESCROW, bech32.decode("age-secret-key-", secret))), public


def read_escrow(text: str) -> str:
    """The age secret key of the four written lines. Raises CardUnreadable(line=), from 1."""
    lines = [line for line in text.splitlines() if line.strip()]
    try:
        if len(lines) > typed.LINES:
            raise typed.Mistyped(typed.LINES)
        return bech32.encode("age-secret-key-", typed.key_of(_ESCROW, lines)).upper()
    except typed.Mistyped as error:
        raise CardUnreadable(line=error.index + 1) from error
