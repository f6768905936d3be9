"""Sealing and opening a bundle: signed, padded tar inside an age file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wagesdesk.export.manifest import Manifest
from wagesdesk.models.keys import Card, MachineKeys

LARGEST = 256 << 20
LARGEST_PART = 64 << 20


@dataclass(frozen=True)
class Sealed:
    """A finished bundle in memory: `name` is `wd-<bundle_id>.age`, `sha256` (hex) and `size` are those of `content`, the age file."""

    name: str
    bundle_id: str
    sha256: str
    size: int
    manifest: Manifest
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Opened:
    """A bundle whose signatures, recipients and hashes are right. `files` are those of the manifest; `sender` is the enrolled card."""

    manifest: Manifest
    files: Mapping[str, bytes] = field(repr=False)
    sender: Card


@dataclass(frozen=True)
class Outline:
    """What is seen without a key: `openers` keys can open it; `complete` when a whole bundle can have this length."""

    is_age: bool
    openers: int
    size: int
    sha256: str
    complete: bool


def is_bundle_name(name: str) -> bool:
    """`wd-` and eight base32 characters and `.age`."""
    raise NotImplementedError


def load(path: Path) -> bytes:
    """The bytes of a bundle file. `BundleForeign` for another name or no regular file, `BundleTooLarge`, `DriveGone`."""
    raise NotImplementedError


def seal_bundle(files: Mapping[str, bytes], manifest: Manifest, *, machine: MachineKeys, checker_seed: bytes) -> Sealed:
    """Sign and encrypt `files` to exactly `manifest.recipients`; `manifest.files` is filled here. `machine` and `checker_seed` are the private halves
    of the keys the manifest names (else ValueError). `CheckerIsPreparer`, `BundleTooLarge(size=, limit=)` above a part."""
    raise NotImplementedError


def open_bundle(data: bytes, *, identity: str, known: Mapping[bytes, Card], own_age_public: str) -> Opened:
    """Decrypt in memory and check everything; `identity` is the age secret, `known` the enrolled cards by their Ed25519 key.
    `BundleTooLarge`, `BundleForeign`, `BundleTruncated`, `BundleNotForUs`, `BundleAltered(code=)`, `BundleTooNew`,
    `BundleSenderUnknown(place=, kind=, fingerprint=)`."""
    raise NotImplementedError


def outline(data: bytes) -> Outline:
    """What can be said without a key; never fails."""
    raise NotImplementedError
