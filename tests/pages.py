"""Every byte of a database and its write-ahead file in clear, freed space too: what somebody with the key and patience
could read. SQLCipher 4: pages of 4096 bytes under AES-256-CBC, the last 80 of each hold IV and authentication code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from wagesdesk.models import folder

PAGE, RESERVED, IV, SALT = 4096, 80, 16, 16
WAL_HEAD, FRAME_HEAD = 32, 24


def in_clear(generation: Path, key: bytes) -> bytes:
    """The database in `generation` and the write-ahead file beside it."""
    data = (generation / folder.DATA).read_bytes()
    wal = generation / f"{folder.DATA}-wal"
    frames = wal.read_bytes() if wal.exists() else b""
    pages = [*_pages(data, 0, 0), *_pages(frames, WAL_HEAD, FRAME_HEAD)]
    clear = [_clear(page, number == 1, key) for number, page in pages]
    assert clear[0][:2] == PAGE.to_bytes(2, "big"), "the key does not read the first page"
    return b"".join(clear)


def _pages(data: bytes, head: int, each: int) -> Iterator[tuple[int, bytes]]:
    """Each page with its number."""
    for place, at in enumerate(range(head, len(data) - PAGE - each + 1, PAGE + each)):
        number = int.from_bytes(data[at : at + 4], "big") if each else place + 1
        yield number, data[at + each : at + each + PAGE]


def _clear(page: bytes, first: bool, key: bytes) -> bytes:
    iv = page[PAGE - RESERVED : PAGE - RESERVED + IV]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decryptor.update(page[SALT if first else 0 : PAGE - RESERVED]) + decryptor.finalize()
