"""Bech32, the spelling of age keys (BIP 173, without its length limit)."""

from __future__ import annotations

from typing import Final

_LETTERS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def _checksum(prefix: str, values: list[int]) -> int:
    check = 1
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    for value in expanded + values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, word in enumerate(_GENERATOR):
            check ^= word if top >> bit & 1 else 0
    return check


def encode(prefix: str, data: bytes) -> str:
    """`data` as lower-case bech32 under `prefix`."""
    bits = len(data) * 8
    padding = -bits % 5
    number = int.from_bytes(data, "big") << padding
    count = (bits + padding) // 5
    values = [number >> 5 * (count - 1 - i) & 31 for i in range(count)]
    check = _checksum(prefix, [*values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return prefix + "1" + "".join(_LETTERS[value] for value in values)


def decode(prefix: str, text: str) -> bytes:
    """The bytes of `text`, all lower or all upper case. ValueError for another prefix, a wrong letter or checksum."""
    if text not in (text.lower(), text.upper()):
        raise ValueError("mixed case")
    head, _one, tail = text.lower().rpartition("1")
    values = [_LETTERS.find(letter) for letter in tail]
    if head != prefix or len(values) < 6 or -1 in values or _checksum(prefix, values) != 1:
        raise ValueError("not bech32 of this kind")
    bits = len(values[:-6]) * 5
    number = 0
    for value in values[:-6]:
        number = number << 5 | value
    if bits % 8 >= 5 or number & ((1 << bits % 8) - 1):
        raise ValueError("padding")
    return (number >> bits % 8).to_bytes(bits // 8, "big")
