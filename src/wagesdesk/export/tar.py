"""USTAR, the plain tar of 1988, strictly: what a bundle is inside.

Nothing is ever extracted: names are keys of a dictionary, not paths.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Protocol

from wagesdesk.errors import BundleAltered

BLOCK: Final = 512
END: Final = bytes(2 * BLOCK)
_LARGEST: Final = 8**11
_USTAR: Final = b"ustar\0" + b"00"
_OCTAL: Final = re.compile(rb"[0-7]+")


class Pieces(Protocol):
    """A member that never stands in memory as a whole: it knows its length and its hash, and is gone through once."""

    @property
    def sha256(self) -> str: ...

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[bytes]: ...

    def __bytes__(self) -> bytes: ...


Content = bytes | Pieces


def padded(size: int) -> int:
    """Bytes that a member of `size` bytes takes, header and filling included."""
    return BLOCK + size + -size % BLOCK


def _header(name: str, size: int) -> bytes:
    encoded = name.encode("ascii")
    if not 0 < len(encoded) <= 100 or size >= _LARGEST:
        raise ValueError("a member that USTAR cannot hold")
    fields = (
        encoded.ljust(100, b"\0"), b"0000600\0", b"0000000\0", b"0000000\0", b"%011o\0" % size, b"%011o\0" % 0,
        b" " * 8, b"0", bytes(100), _USTAR, bytes(64), b"0000000\0", b"0000000\0", bytes(167),
    )  # fmt: skip
    block = b"".join(fields)
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


def pieces(members: Iterable[tuple[str, Content]]) -> Iterator[bytes]:
    """The archive of `members` in order, piece by piece: regular files, mode 0600, owner and time zero, two zero blocks
    at the end.

    Names are ASCII of up to 100 characters (ValueError otherwise).
    """
    for name, content in members:
        yield _header(name, len(content))
        if isinstance(content, bytes):
            yield content
        else:
            yield from content
        yield bytes(-len(content) % BLOCK)
    yield END


class Stream:
    """All `pieces` as a file that is read from its beginning; it never stands in memory as a whole.

    `failed` is what a member raised: whoever reads the stream may tell of it in other words.
    """

    def __init__(self, members: Iterable[tuple[str, Content]]) -> None:
        self._pieces = pieces(members)
        self._left = memoryview(b"")
        self.failed: Exception | None = None

    def read(self, size: int) -> bytes:
        """The next bytes, up to `size`; none at the end."""
        while not self._left:
            try:
                following = next(self._pieces, None)
            except Exception as error:
                self.failed = error
                raise
            if following is None:
                return b""
            self._left = memoryview(following)
        part, self._left = self._left[:size], self._left[size:]
        return bytes(part)


def _number(field: bytes, code: str) -> int:
    """A field of octal digits, closed by one NUL or space."""
    if not _OCTAL.fullmatch(field[:-1]) or field[-1:] not in (b"\0", b" "):
        raise BundleAltered(code=code)
    return int(field[:-1], 8)


def _text(field: bytes) -> str:
    """A name: printable ASCII, filled up with NUL only."""
    name = field.rstrip(b"\0")
    if not all(32 <= letter < 127 for letter in name):
        raise BundleAltered(code="tar_name")
    return name.decode("ascii")


def read(data: bytes, allowed: Callable[[str], bool]) -> dict[str, bytes]:
    """The members of `data` by name, in their order.

    Raises BundleAltered(code="tar_...") for anything but regular files with allowed names, each at most once, followed
    by at least two zero blocks and nothing else.
    """
    members: dict[str, bytes] = {}
    at = 0
    while (block := data[at : at + BLOCK]).strip(b"\0"):
        if len(block) != BLOCK or block[257:265] != _USTAR:
            raise BundleAltered(code="tar_header")
        if _number(block[148:155], "tar_checksum") != sum(block[:148]) + 8 * 32 + sum(block[156:]):
            raise BundleAltered(code="tar_checksum")
        name, size = _text(block[:100]), _number(block[124:136], "tar_size")
        if block[156:157] != b"0" or block[157:257].strip(b"\0"):
            raise BundleAltered(code="tar_type", name=name)
        if block[345:].strip(b"\0") or name in members or not allowed(name):
            raise BundleAltered(code="tar_name", name=name)
        at += BLOCK
        if at + size + -size % BLOCK > len(data):
            raise BundleAltered(code="tar_size", name=name)
        members[name] = data[at : at + size]
        at += size + -size % BLOCK
    if len(data) - at < len(END) or len(data) % BLOCK or data.count(0, at) != len(data) - at:
        raise BundleAltered(code="tar_end")
    return members
