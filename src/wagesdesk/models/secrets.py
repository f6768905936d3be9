"""What people keep or remember: passphrases of words, and the recovery key on paper.

Entropy: the shipped list has about 1,900 words, so six words are 65 bits and five are 54; Argon2id at 128 MiB stands in
front of them. A recovery key is 128 random bits and needs no stretching.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata

from wagesdesk.errors import WeakPassphrase, WrongPassphrase
from wagesdesk.models.words import passphrase_words

LEAST_CHARACTERS = 15
_LEAST_DIFFERENT = 5

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U
_ALIKE = str.maketrans("OIL", "011")
_KEY_BYTES = 16
_GROUPS, _DATA, _GROUP = 9, 3, 4  # nine groups of three characters of data and one that checks them
_SUM_BITS = _GROUPS * _DATA * 5 - _KEY_BYTES * 8


def new_passphrase(words: int = 6) -> str:
    """`words` random words of the shipped list, joined by spaces."""
    return " ".join(secrets.choice(passphrase_words()) for _ in range(words))


def normalise(passphrase: str) -> bytes:
    """The bytes that are stretched: NFKC, case folded, each run of spaces and hyphens one space.

    Generated passphrases lose nothing by it; in a chosen one each letter may lose the one bit that its case held.
    """
    return _plain(passphrase).encode(errors="surrogatepass")


def _plain(passphrase: str) -> str:
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", passphrase).casefold())
    return re.sub(r"[\s\-‐-―]+", " ", text).strip()


def check_chosen(passphrase: str) -> None:
    """WeakPassphrase(length, least) for a passphrase of a person's own that is under 15 characters as normalised, or
    (code="repeats") when it is made of fewer than five different ones."""
    text = _plain(passphrase)
    if len(text) < LEAST_CHARACTERS:
        raise WeakPassphrase(length=len(text), least=LEAST_CHARACTERS)
    if len(set(text)) < _LEAST_DIFFERENT:
        raise WeakPassphrase(code="repeats")


def new_recovery_key() -> str:
    """128 random bits as nine groups of four characters, `XXXX …`; each group checks itself, seven bits the whole."""
    return _write(secrets.token_bytes(_KEY_BYTES))


def _write(raw: bytes) -> str:
    number = int.from_bytes(raw) << _SUM_BITS | _sum(raw)
    data = "".join(_DIGITS[number >> 5 * place & 31] for place in reversed(range(_GROUPS * _DATA)))
    parts = [data[start : start + _DATA] for start in range(0, len(data), _DATA)]
    return " ".join(part + _check_digit(part, index) for index, part in enumerate(parts))


def read_recovery_key(text: str) -> bytes:
    """The 16 bytes; case, spaces, hyphens, O for 0, I and L for 1 do not matter.

    WrongPassphrase(code="length", have, want) or (code="checksum", groups): the numbers of the wrong groups, from 1;
    no numbers when every group is whole and yet they do not belong together.
    """
    tidy = _tidy(text)
    if len(tidy) != _GROUPS * _GROUP:
        raise WrongPassphrase(code="length", have=len(tidy), want=_GROUPS * _GROUP)
    parts = [tidy[start : start + _GROUP] for start in range(0, len(tidy), _GROUP)]
    wrong = tuple(index + 1 for index, part in enumerate(parts) if not _is_whole(part, index))
    if wrong:
        raise WrongPassphrase(code="checksum", groups=wrong)
    number = 0
    for digit in "".join(part[:_DATA] for part in parts):
        number = number << 5 | _DIGITS.index(digit)
    raw = (number >> _SUM_BITS).to_bytes(_KEY_BYTES)
    if number & (1 << _SUM_BITS) - 1 != _sum(raw):
        raise WrongPassphrase(code="checksum", groups=())
    return raw


def group(key: str, n: int) -> str:
    """The `n`th group, from 1."""
    return key.split()[n - 1]


def is_group(key: str, n: int, typed: str) -> bool:
    """Whether `typed` is the `n`th group of `key`, read as forgivingly as the whole."""
    return _tidy(typed) == group(key, n)


def _tidy(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[\s\-‐-―.,]+", "", plain).translate(_ALIKE)


def _is_whole(part: str, index: int) -> bool:
    return all(digit in _DIGITS for digit in part) and _check_digit(part[:_DATA], index) == part[_DATA]


def _check_digit(part: str, index: int) -> str:
    """Each place has another weight in GF(32), so one wrong character, or two that changed places, always shows.

    The weights go on from group to group, so that groups which changed places show as well, but for one in a thousand.
    """
    total = 0
    for place, digit in enumerate(part):
        value = _DIGITS.index(digit)
        for _ in range(1 + index * _DATA + place):
            value = _doubled(value)
        total ^= value
    return _DIGITS[total]


def _doubled(value: int) -> int:
    """Times x modulo x^5 + x^2 + 1, which is primitive: 31 different weights."""
    return (value << 1) ^ (0b100101 if value & 16 else 0)


def _sum(raw: bytes) -> int:
    return hashlib.sha256(b"wagesdesk recovery key" + raw).digest()[0] & (1 << _SUM_BITS) - 1
