"""USTAR, the plain tar of 1988, strictly: what a bundle is inside. Nothing is ever extracted; names are keys of a dictionary, not paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO

BLOCK = 512


def write(members: Iterable[tuple[str, bytes]], out: BinaryIO) -> None:
    """Write `members` in order: regular files, mode 0600, owner and time zero, two zero blocks at the end. ASCII names up to 100 characters."""
    raise NotImplementedError


def read(data: bytes, allowed: Callable[[str], bool]) -> dict[str, bytes]:
    """The members of `data` by name, in order. `BundleAltered(code="tar-...")` for anything but plain allowed files, each once."""
    raise NotImplementedError
