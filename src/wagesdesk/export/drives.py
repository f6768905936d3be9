"""Sticks: which there are, what is on them, writing a bundle so that it is really there."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from wagesdesk.errors import DriveFull, DriveGone, DriveHasOthers, DriveMismatch, DriveReadOnly, UserError
from wagesdesk.export.container import is_bundle_name

_SLICE: Final = 1 << 20
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_REFUSED: Final = (errno.EROFS, errno.EACCES, errno.EPERM)
# Windows gives "not ready" the same errno as "write protected".
_WINDOWS_GONE: Final = (21, 55, 433, 1167)


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
class Found:
    """A file on a medium that is named like a bundle; `size` in bytes, `written` as the medium says (UTC)."""

    path: Path
    size: int
    written: datetime


class Finished(Protocol):
    """A bundle file in memory, such as `container.Sealed`; `sha256` in hex and `size` are those of `content`."""

    @property
    def name(self) -> str: ...

    @property
    def content(self) -> bytes: ...

    @property
    def sha256(self) -> str: ...

    @property
    def size(self) -> int: ...


@dataclass(frozen=True)
class Written:
    """A bundle that was written, synced, read back and found the same."""

    path: Path
    sha256: str
    size: int


@dataclass(frozen=True)
class Presence:
    """What was seen of a medium since it was written: `seen_gone` once it was away, or came back as another appearance.

    `appearance` is the one it was written in; empty where the system does not tell appearances apart. `medium` is what
    it is known by, as `medium` says.
    """

    appearance: str
    seen_gone: bool
    medium: str = ""


class Disk:
    """The files of a medium; an edge that tests may fake."""

    def free(self, folder: Path) -> int:
        """Bytes free."""
        return shutil.disk_usage(folder).free

    def create(self, path: Path) -> BinaryIO:
        """A new file, unbuffered; FileExistsError when it is there."""
        return path.open("xb", buffering=0)

    def write(self, file: BinaryIO, content: memoryview) -> int:
        """Bytes written, which may be fewer."""
        return file.write(content)

    def sync(self, file: BinaryIO) -> None:
        """Have the medium keep what was written."""
        os.fsync(file.fileno())

    def open_uncached(self, path: Path) -> BinaryIO:
        """Open for reading what is on the medium and not what is in memory.

        Windows and file systems that ignore the request may still answer from memory: only the reading after the
        medium was taken out proves it.
        """
        file = path.open("rb", buffering=0)
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(file.fileno(), fcntl.F_NOCACHE, 1)
        elif sys.platform != "win32":
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file

    def read(self, file: BinaryIO, size: int) -> bytes:
        """Up to `size` bytes, none at the end."""
        return file.read(size)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file its name."""
        old.replace(new)

    def sync_folder(self, folder: Path) -> None:
        """Have the medium keep the names in `folder`; Windows does so by itself, some file systems cannot be told."""
        if sys.platform != "win32":
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            except OSError as error:
                if error.errno != errno.EINVAL:
                    raise
            finally:
                os.close(handle)

    def remove(self, path: Path) -> None:
        """Remove a file that may be there."""
        path.unlink(missing_ok=True)


def removable_drives(root: Path = Path("/")) -> tuple[Drive, ...]:
    """The mounted removable drives by path; empty where the system cannot tell, and then a folder is chosen.

    `root` holds Linux's `sys` and `proc` (for tests).
    """
    if sys.platform == "win32":
        from wagesdesk.export.drives_windows import drive_roots

        found = [_drive(path, label, read_only, filesystem) for path, label, read_only, filesystem in drive_roots()]
    else:
        from wagesdesk.export.drives_linux import removable_mounts

        mounts = removable_mounts(root)
        found = [_drive(mount.path, mount.path.name, mount.read_only, mount.filesystem) for mount in mounts]
    by_path = {drive.path: drive for drive in found if drive is not None}
    return tuple(by_path[path] for path in sorted(by_path))


def _drive(path: Path, label: str, read_only: bool, filesystem: str) -> Drive | None:
    """The drive at `path`; None when it went away while we looked."""
    try:
        usage = shutil.disk_usage(path)
    except OSError:
        return None
    return Drive(path, label, usage.free, usage.total, read_only, removable=True, filesystem=filesystem)


def listing(folder: Path) -> tuple[str, ...]:
    """Names in `folder` that are not bundles, hidden ones too, sorted; folders end in `/`. Raises DriveGone."""
    with _told(folder), os.scandir(folder) as entries:
        others = [
            entry.name + "/" * entry.is_dir(follow_symlinks=False)
            for entry in entries
            if not (is_bundle_name(entry.name) and entry.is_file(follow_symlinks=False))
        ]
    return tuple(sorted(others))


def bundles_in(folder: Path) -> tuple[Found, ...]:
    """The bundles that lie in `folder` itself, the newest first; links and folders of that name are none. DriveGone."""
    with _told(folder), os.scandir(folder) as entries:
        files = [one for one in entries if is_bundle_name(one.name) and one.is_file(follow_symlinks=False)]
        about = [(one, one.stat(follow_symlinks=False)) for one in files]
    found = [Found(folder / one.name, seen.st_size, datetime.fromtimestamp(seen.st_mtime, UTC)) for one, seen in about]
    return tuple(sorted(found, key=lambda one: (one.written, one.path.name), reverse=True))


def _error_of(error: OSError, folder: Path) -> UserError:
    gone = getattr(error, "winerror", None) in _WINDOWS_GONE
    if error.errno in _FULL:
        return DriveFull(path=str(folder))
    if error.errno in _REFUSED and not gone:
        return DriveReadOnly(path=str(folder))
    return DriveGone(path=str(folder))


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _error_of(error, folder) from error


def write_bundle(
    folder: Path,
    sealed: Finished,
    *,
    accept_others: Collection[str] = (),
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    disk: Disk | None = None,
) -> Written:
    """Write to a `.part`, sync, read back, and only then give the file its name.

    `accept_others` are the names in `folder` that the person saw and accepted. `progress(done, total)` counts bytes
    of writing and reading back together; whatever it raises ends the writing. However it ends, no `.part` stays, as
    far as the medium still lets itself be changed.

    Raises DriveHasOthers(names=), DriveFull(needs=, free=), DriveGone, DriveReadOnly, DriveMismatch.
    """
    disk = disk or Disk()
    names = tuple(name for name in listing(folder) if name not in accept_others)
    if names:
        raise DriveHasOthers(names=names, path=str(folder))
    target = folder / sealed.name
    part = folder / f"{sealed.name}.part"
    with _told(folder):
        free = disk.free(folder)
        if free < 2 * sealed.size:
            raise DriveFull(path=str(folder), needs=2 * sealed.size, free=free)
        try:
            _write(disk, part, sealed, progress)
            _compare(disk, part, sealed, progress)
            disk.rename(part, target)
        except BaseException:
            _clear(disk, part)
            raise
        try:
            disk.sync_folder(folder)
        except BaseException:
            _clear(disk, target)
            raise
    return Written(target, sealed.sha256, sealed.size)


def _write(disk: Disk, part: Path, sealed: Finished, progress: Callable[[int, int], None]) -> None:
    left = memoryview(sealed.content)
    disk.remove(part)
    with disk.create(part) as file:
        while left:
            left = left[disk.write(file, left[:_SLICE]) :]
            progress(sealed.size - len(left), 2 * sealed.size)
        disk.sync(file)


def _compare(disk: Disk, part: Path, sealed: Finished, progress: Callable[[int, int], None]) -> None:
    done, digest = 0, hashlib.sha256()
    with disk.open_uncached(part) as file:
        while piece := disk.read(file, _SLICE):
            digest.update(piece)
            done += len(piece)
            progress(sealed.size + done, 2 * sealed.size)
    if digest.hexdigest() != sealed.sha256:
        raise DriveMismatch(path=str(part.parent))


def _clear(disk: Disk, path: Path) -> None:
    """Remove what was begun; a medium that is gone or refuses cannot be cleared, and the first error has said so."""
    with contextlib.suppress(OSError):
        disk.remove(path)


def remove_bundles(folder: Path, names: Collection[str], *, disk: Disk | None = None) -> None:
    """Remove the bundles of these names from `folder`, as far as they are there. DriveGone, DriveReadOnly."""
    disk = disk or Disk()
    for found in bundles_in(folder):
        if found.path.name in names:
            with _told(folder):
                disk.remove(found.path)


def serial(folder: Path, root: Path = Path("/")) -> str:
    """The serial number of the medium of `folder`; empty where the system does not tell."""
    if sys.platform != "linux":
        return ""
    from wagesdesk.export import drives_linux

    with _told(folder):
        return drives_linux.serial(folder, root)


def medium(folder: Path, root: Path = Path("/")) -> str:
    """What the medium of `folder` is known by when it comes back: its own serial number, else the number that its file
    system was given when it was made; empty where the system tells neither. DriveGone."""
    with _told(folder):
        if sys.platform == "win32":
            from wagesdesk.export import drives_windows

            return _known("volume", drives_windows.volume(folder))
        from wagesdesk.export import drives_linux

        own = _known("serial", drives_linux.serial(folder, root))
        return own or _known("volume", drives_linux.volume(folder, root))


def _known(kind: str, number: str) -> str:
    return f"{kind} {number}" if number else ""


def presence(folder: Path, before: Presence | None = None, root: Path = Path("/")) -> Presence:
    """Look at the medium of `folder`: once after writing, then every second while it is taken out and put back.

    `before` is the look before this one. Where the system tells appearances apart, only another appearance counts as
    taken out: a medium that was merely unmounted did not leave.
    """
    first = before.appearance if before else ""
    known = before.medium if before else ""
    if not folder.is_dir():
        return Presence(first, seen_gone=True, medium=known)
    now = _appearance(folder, root)
    if before is None:
        return Presence(now, seen_gone=False, medium=medium(folder, root))
    return Presence(first, seen_gone=now != first if now else before.seen_gone, medium=known)


def _appearance(folder: Path, root: Path) -> str:
    if sys.platform != "linux":
        return ""
    from wagesdesk.export.drives_linux import appearance

    return appearance(folder, root)


def verify_after_reinsert(
    path: Path, sha256: str, *, before: Presence, disk: Disk | None = None, root: Path = Path("/")
) -> bool:
    """Whether the medium left and came back, and the file on it is still the one with this hash.

    `before` is the last look. False when the medium never left. Raises DriveGone when file or medium is not there
    now, DriveMismatch when the file differs.
    """
    disk = disk or Disk()
    folder = path.parent
    if not folder.is_dir():
        raise DriveGone(path=str(folder))
    if not presence(folder, before, root).seen_gone:
        return False
    digest = hashlib.sha256()
    with _told(folder), disk.open_uncached(path) as file:
        while piece := disk.read(file, _SLICE):
            digest.update(piece)
    if digest.hexdigest() != sha256:
        raise DriveMismatch(path=str(folder))
    return True
