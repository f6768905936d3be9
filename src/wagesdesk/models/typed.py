"""Keys that people copy from paper: lines of four groups of four, each line with check characters of its own.

32 bytes are 52 characters of Crockford's base32 (no I, L, O, U) in four lines of 13; the three last characters of a
line are taken from a hash over what it is, its number and its content, so a slip, a swap of two lines and a line of
another key are each found where they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LINES: Final = 4
_ALIKE: Final = str.maketrans("OIL", "011", " -")
_DATA: Final = 13


class Mistyped(ValueError):
    """Line `index` (from 0) is not what was written down."""

    def __init__(self, index: int) -> None:
        self.index = index
        super().__init__(index)


def base32(data: bytes, count: int) -> str:
    """The first `count` characters of `data`."""
    bits = len(data) * 8
    number = int.from_bytes(data, "big") << 5
    return "".join(LETTERS[number >> (bits - 5 * i) & 31] for i in range(count))


def grouped(text: str) -> str:
    """`text` in groups of four with hyphens."""
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def plain(text: str) -> str:
    """Upper case, without spaces and hyphens, with the letters people mistake for digits put right."""
    return text.upper().translate(_ALIKE)


def _check(label: str, index: int, data: str) -> str:
    return base32(hashlib.sha256(f"{label}\n{index}\n{data}".encode()).digest(), 3)


def lines_of(label: str, key: bytes) -> tuple[str, ...]:
    """Four lines `XXXX-XXXX-XXXX-XXXX` for 32 bytes; `label` says what the key is."""
    text = base32(key, LINES * _DATA)
    parts = [text[i : i + _DATA] for i in range(0, len(text), _DATA)]
    return tuple(grouped(part + _check(label, index, part)) for index, part in enumerate(parts))


def key_of(label: str, lines: Sequence[str]) -> bytes:
    """The 32 bytes of four typed lines. Raises Mistyped."""
    number = 0
    for index in range(LINES):
        typed = plain(lines[index]) if index < len(lines) else ""
        data = typed[:_DATA]
        if len(typed) != _DATA + 3 or not set(typed) <= set(LETTERS) or typed[_DATA:] != _check(label, index, data):
            raise Mistyped(index)
        for letter in data:
            number = number << 5 | LETTERS.index(letter)
    spare = LINES * _DATA * 5 - 256
    if number & ((1 << spare) - 1):
        raise Mistyped(LINES - 1)
    return (number >> spare).to_bytes(32, "big")
