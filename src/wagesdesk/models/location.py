"""Where a vault may stand, and which process holds it."""

from __future__ import annotations

import json
import os
import re
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from wagesdesk.errors import VaultInUse, VaultOnNetwork, VaultReadOnly
from wagesdesk.models.cipher import guarded

LOCK = "lock"
MOUNTINFO = Path("/proc/self/mountinfo")
_NETWORK = frozenset({
    "9p", "afs", "ceph", "cifs", "coda", "davfs", "fuse.ceph-fuse", "fuse.curlftpfs", "fuse.davfs2", "fuse.glusterfs",
    "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs",
    "nfs4", "smb", "smb2", "smb3", "smbfs",
})  # fmt: skip
_REMOTE_DRIVE = 4  # DRIVE_REMOTE
# Beyond any text in the file: Windows locks ranges against reading too, and the text must stay readable.
_LOCKED_BYTE = 1 << 30


@dataclass(frozen=True)
class Mount:
    """One line of mountinfo: `device` is `major:minor`."""

    point: str
    kind: str
    source: str
    device: str


def mount_of(path: Path, mountinfo: Path = MOUNTINFO) -> Mount | None:
    """The mount that holds `path`, which need not exist yet, or None where the system does not tell."""
    if not mountinfo.exists():
        return None
    found: Mount | None = None
    for line in mountinfo.read_text("utf-8", errors="surrogateescape").splitlines():
        mount = _mount(line)
        # The longest prefix holds the path; of two mounts at one point the later one covers the earlier.
        if path.resolve().is_relative_to(mount.point) and (found is None or len(mount.point) >= len(found.point)):
            found = mount
    return found


def _mount(line: str) -> Mount:
    before, _, after = line.partition(" - ")
    fields, tail = before.split(" "), after.split(" ")
    return Mount(_unescaped(fields[4]), tail[0], _unescaped(tail[1]), fields[2])


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), text)


def check_location(
    folder: Path,
    *,
    mountinfo: Path = MOUNTINFO,
    drive_type: Callable[[str], int] | None = None,
    roaming: str | None = None,
) -> None:
    """VaultOnNetwork(kind) for network file systems, UNC paths, remote drives and the roaming profile; VaultReadOnly
    or DiskFull when the folder, or the nearest one above it that exists, refuses a file.

    `drive_type` (GetDriveTypeW) and `roaming` (%APPDATA%) are Windows' own when not given, and not asked elsewhere.
    """
    if sys.platform == "win32":
        import ctypes

        drive_type = drive_type or ctypes.windll.kernel32.GetDriveTypeW
        roaming = roaming or os.environ.get("APPDATA")
    place = folder.resolve()
    # The path as typed too: resolving may give a mapped drive its letter back.
    if _is_unc(str(folder)) or _is_unc(str(place)):
        raise VaultOnNetwork(kind="unc")
    if drive_type is not None and drive_type(place.anchor) == _REMOTE_DRIVE:
        raise VaultOnNetwork(kind="remote_drive")
    if roaming and place.is_relative_to(Path(roaming).resolve()):
        raise VaultOnNetwork(kind="roaming")
    mount = mount_of(place, mountinfo)
    if mount is not None and mount.kind.lower() in _NETWORK:
        raise VaultOnNetwork(kind=mount.kind)
    _check_writable(place)


def _is_unc(path: str) -> bool:
    r"""`\\server\share` and `\\?\UNC\server\share`, but not `\\?\C:\folder`."""
    return path.startswith("\\\\") and (not path.startswith("\\\\?\\") or path.upper().startswith("\\\\?\\UNC\\"))


def _check_writable(place: Path) -> None:
    with guarded():
        existing = next(folder for folder in (place, *place.parents) if folder.exists())
        if not existing.is_dir():
            raise VaultReadOnly(path=str(existing), code="not_a_folder")
        # A real file: access rights alone say little on Windows and nothing of a read-only medium.
        probe = existing / f".wagesdesk-{secrets.token_hex(4)}.part"
        os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        probe.unlink()


class FolderLock:
    """`with FolderLock(folder, at=now):` holds the vault for this process, or `acquire()` and `release()`.

    The operating system drops the lock when the process ends, however it ends; the file alone means nothing.
    """

    def __init__(self, folder: Path, *, at: datetime) -> None:
        self._path = folder / LOCK
        self._at = at
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """VaultInUse(pid, since) if another process, or another lock of this one, holds it; both fields may be None.

        VaultReadOnly, DiskFull. Makes the folder if there is none.
        """
        with guarded():
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            try:
                _lock(descriptor)
            except (BlockingIOError, PermissionError) as error:
                pid, since = _holder(descriptor)
                os.close(descriptor)
                raise VaultInUse(pid=pid, since=since) from error
            except BaseException:
                os.close(descriptor)
                raise
            self._descriptor = descriptor
            try:
                os.ftruncate(descriptor, 0)
                os.lseek(descriptor, 0, os.SEEK_SET)
                os.write(descriptor, json.dumps({"pid": os.getpid(), "since": self._at.isoformat()}).encode())
            except BaseException:
                self.release()
                raise

    def release(self) -> None:
        """Let go; harmless when not held."""
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            _unlock(descriptor)
            os.close(descriptor)

    def __enter__(self) -> FolderLock:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _lock(descriptor: int) -> None:
    """Take the lock or raise BlockingIOError (POSIX) or PermissionError (Windows) at once."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _unlock(descriptor: int) -> None:
    """At once, also while a child process still holds a copy of the descriptor."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _holder(descriptor: int) -> tuple[int | None, datetime | None]:
    """What the holder wrote; nothing when it was read in the moment of writing."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        told = json.loads(os.read(descriptor, 1024))
        return int(told["pid"]), datetime.fromisoformat(told["since"])
    except (ValueError, KeyError, TypeError):
        return None, None
