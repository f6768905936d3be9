"""Sticks: which there are, what is on them, writing a bundle so that it is really there."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from wagesdesk.export.container import Sealed


@dataclass(frozen=True)
class Drive:
    """A mounted removable medium; `free` and `total` in bytes."""

    path: Path
    label: str
    free: int
    total: int
    read_only: bool
    removable: bool
    filesystem: str


@dataclass(frozen=True)
class Written:
    """A bundle that was written, synced and read back."""

    path: Path
    sha256: str
    size: int


@dataclass(frozen=True)
class Presence:
    """One look at a medium: which appearance of the device this is (empty where the system does not say) and whether it was seen gone."""

    appearance: str
    seen_gone: bool


def removable_drives(root: Path = Path("/")) -> tuple[Drive, ...]:
    """The mounted removable drives; empty where the system cannot tell (then a folder is chosen). `root` holds `sys` and `proc` (tests)."""
    raise NotImplementedError


def listing(folder: Path) -> tuple[str, ...]:
    """Names in `folder` that are not bundles, hidden ones too, sorted; folders end in `/`. `DriveGone`."""
    raise NotImplementedError


def write_bundle(
    folder: Path,
    sealed: Sealed,
    *,
    accept_others: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Written | None:
    """Write, sync, read back and only then give it its name; None when cancelled. Whatever goes wrong, no part of it stays.
    `accept_others` are the names the person saw and accepted. `progress(done, total)` in bytes, writing and reading back together.
    `DriveHasOthers(names=)`, `DriveFull(needs=, free=)`, `DriveGone`, `DriveReadOnly`, `DriveMismatch`."""
    raise NotImplementedError


def presence(folder: Path, before: Presence | None = None, root: Path = Path("/")) -> Presence:
    """Look at the medium now; take one look after writing and one every second while the person takes it out and puts it back."""
    raise NotImplementedError


def verify_after_reinsert(path: Path, sha256: str, *, before: Presence, root: Path = Path("/")) -> bool:
    """True only when the medium was taken out and put back since `before` and the file there has this hash; False when it never left.
    `DriveGone` when it is not there now, `DriveMismatch` when the file differs."""
    raise NotImplementedError
