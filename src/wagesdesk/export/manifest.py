"""The signed first page of a bundle: who made it for whom, and the hash of every file in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

FORMAT = "wagesdesk-bundle"
VERSION = 1
READER = 1
PURPOSES = ("site", "hub", "handover", "extract")


@dataclass(frozen=True)
class Sender:
    """The machine that made the bundle; `sign_public` 32 raw bytes, `kind` as on its card."""

    place: str
    kind: str
    age_public: str
    sign_public: bytes


@dataclass(frozen=True)
class Recipient:
    """One key that can open the bundle and the name it goes by."""

    name: str
    age_public: str


@dataclass(frozen=True)
class Signatory:
    """A member of staff who prepared or checked; `check_public` is her own Ed25519 key, 32 raw bytes."""

    staff_id: str
    name: str
    role: str
    check_public: bytes


@dataclass(frozen=True)
class FileLine:
    """One file of the bundle; `size` in bytes, `sha256` in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`recipients` is exactly the set that can open the bundle. `previous` is the SHA-256 (hex) of the last bundle for this recipient or empty.
    `ack_secret` is 64 hex digits, `erased` the hex digest of the list of erased ids, `counts` such as `{"people": 12, "marks": 96}`.
    `extra` holds fields of a later version, kept as they came."""

    bundle_id: str
    purpose: str
    created: datetime
    sender: Sender
    recipients: tuple[Recipient, ...]
    preparer: Signatory
    checker: Signatory
    consents: tuple[str, ...]
    serial: int
    previous: str
    ack_secret: str
    erased: str
    part: int = 1
    parts: int = 1
    counts: Mapping[str, int] = field(default_factory=dict)
    files: tuple[FileLine, ...] = ()
    min_reader: int = 1
    extra: Mapping[str, object] = field(default_factory=dict)


def new_bundle_id() -> str:
    """Eight random base32 characters, lower case: the bundle's name on the stick and nothing more."""
    raise NotImplementedError


def new_ack_secret() -> str:
    """64 random hex digits, known only to who could open the bundle."""
    raise NotImplementedError


def ack_code(bundle_id: str, ack_secret: str) -> str:
    """The ten characters that acknowledge a bundle on paper."""
    raise NotImplementedError


def encode(manifest: Manifest) -> bytes:
    """Canonical JSON, the bytes that are signed."""
    raise NotImplementedError


def decode(data: bytes) -> Manifest:
    """Strictly. `BundleForeign` for another format, `BundleTooNew(needs=, has=)`, `BundleAltered(code="manifest", field=)`."""
    raise NotImplementedError


def member_allowed(name: str) -> bool:
    """Whether a bundle may hold a file of this name."""
    raise NotImplementedError


def check_files(manifest: Manifest, members: Mapping[str, bytes]) -> None:
    """Every listed file is there with its size and hash, and nothing else but manifest, signatures and empty padding. `BundleAltered(code=, name=)`."""
    raise NotImplementedError
