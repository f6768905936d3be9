"""The vault folder: CURRENT and its generations, whole-file writes, where a vault may stand, and who has it open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

CURRENT, LOCK, DATA = "CURRENT", "lock", "data.db"
MOUNTINFO = Path("/proc/self/mountinfo")


def current(folder: Path) -> Path:
    """The generation folder in use. VaultMissing when there is no vault; VaultDamaged(path_kind="current") when it cannot be told.

    A lost or unreadable CURRENT beside exactly one complete generation means that one.
    """
    raise NotImplementedError


def new_generation(folder: Path) -> Path:
    """Make an empty `gen-<8 hex>` (and the vault folder if needed). It counts only after `commit_generation`."""
    raise NotImplementedError


def commit_generation(folder: Path, generation: Path) -> None:
    """Make `generation` the current one, atomically and durably. Close its database first; write its `keys.json` last."""
    raise NotImplementedError


def prune(folder: Path) -> None:
    """Delete every generation but the current one, and what a crash left half written."""
    raise NotImplementedError


def atomic_write(path: Path, data: bytes) -> None:
    """Replace `path` (mode 0600) by `data`, or leave it as it was. DiskFull, VaultReadOnly, VaultBusy."""
    raise NotImplementedError


def pack(document: Mapping[str, object]) -> bytes:
    """Canonical JSON of `document` inside an envelope that carries its SHA-256: accidents show, tampering need not."""
    raise NotImplementedError


def unpack(data: bytes) -> dict[str, object]:
    """What `pack` took. ValueError when one byte is different."""
    raise NotImplementedError


@dataclass(frozen=True)
class Mount:
    """One line of mountinfo: `device` is `major:minor`."""

    point: str
    kind: str
    source: str
    device: str


def mount_of(path: Path, mountinfo: Path = MOUNTINFO) -> Mount | None:
    """The mount that holds `path`, or None where the system does not tell."""
    raise NotImplementedError


def check_location(
    folder: Path,
    *,
    mountinfo: Path = MOUNTINFO,
    drive_type: Callable[[str], int] | None = None,
    roaming: str | None = None,
) -> None:
    """VaultOnNetwork(kind=…) for network file systems, UNC paths, remote drives and the roaming profile; VaultReadOnly if it refuses writing.

    `drive_type` (Windows' GetDriveTypeW) and `roaming` (%APPDATA%) are asked of the system when not given.
    """
    raise NotImplementedError


class FolderLock:
    """`with FolderLock(folder, at=now):` holds the vault for this process. VaultInUse(pid, since) if it is held, also by this process.

    The operating system drops the lock when the process ends, however it ends.
    """

    def __init__(self, folder: Path, *, at: datetime) -> None:
        raise NotImplementedError

    def __enter__(self) -> FolderLock:
        raise NotImplementedError

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        raise NotImplementedError

    def release(self) -> None:
        """Let go; harmless when already released."""
        raise NotImplementedError
