"""Where a bundle is written to: a stick, or a folder that cannot be proven to be one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from wagesdesk.errors import DriveGone
from wagesdesk.export import drives
from wagesdesk.export.container import Sealed
from wagesdesk.export.drives import Disk, Drive, Presence, Written
from wagesdesk.export.status import Outcome
from wagesdesk.text import _
from wagesdesk.ui.jobs import Cancelled, Token


@dataclass(frozen=True)
class Media:
    """The edge to the machine's media, as `export.drives` has it; tests put another one here."""

    root: Path = Path("/")
    disk: Disk = field(default_factory=Disk)

    def sticks(self) -> tuple[Drive, ...]:
        return drives.removable_drives(self.root)

    def write(self, token: Token, folder: Path, sealed: Sealed, others: tuple[str, ...]) -> tuple[Written, Presence]:
        """Write, compare, and look once at the medium, for `seen_again`. Errors as `drives.write_bundle`."""

        def progress(done: int, total: int) -> None:
            token.step(done, total, _("Writing") if 2 * done <= total else _("Reading it back"))

        written = drives.write_bundle(folder, sealed, accept_others=others, progress=progress, disk=self.disk)
        try:
            token.step(1, 1, _("Reading it back"))
        except Cancelled:  # pressed in the last moment
            self.disk.remove(written.path)
            raise
        return written, drives.presence(folder, root=self.root)

    def look(self, written: Written, before: Presence) -> Look:
        """The next look at the medium: once it was away, where the file is, or which medium is there without it."""
        now = drives.presence(written.path.parent, before, self.root)
        if not now.seen_gone:
            return Look(now, None)
        sticks = self.sticks()
        places = [written.path, *(stick.path / written.path.name for stick in sticks)]
        path = next((path for path in places if path.is_file()), None)
        if path is not None or not sticks:
            return Look(now, path)
        if not before.medium:
            return Look(now, None, Outcome.NOT_ON_IT)
        same = any(drives.medium(stick.path, self.root) == before.medium for stick in sticks)
        return Look(now, None, Outcome.NOT_EJECTED if same else Outcome.WRONG_DRIVE)

    def about(self, folder: Path) -> tuple[str, tuple[str, ...]]:
        """The serial number of the medium, or empty, and the names of all that lies on it; nothing once it is gone."""
        try:
            bundles = (one.path.name for one in drives.bundles_in(folder))
            return drives.serial(folder, self.root), tuple(sorted((*bundles, *drives.listing(folder))))
        except DriveGone:
            return "", ()

    def copy(self, token: Token, folder: Path, sealed: Sealed) -> Written:
        """An identical sealed copy into a folder of the prison's own; what else lies there stays. Errors as `write`."""

        def progress(done: int, total: int) -> None:
            token.step(done, total, _("Writing the copy"))

        return drives.write_bundle(
            folder, sealed, accept_others=drives.listing(folder), progress=progress, disk=self.disk
        )  # fmt: skip

    def verify(self, path: Path, sha256: str, before: Presence) -> bool:
        """As `drives.verify_after_reinsert`."""
        return drives.verify_after_reinsert(path, sha256, before=before, disk=self.disk, root=self.root)


@dataclass(frozen=True)
class Look:
    """A look at the medium that is to be put back: `path` of the bundle once it is there again, or None.

    `without` is what is to be said of a stick that is in and does not hold it: NOT_EJECTED for the very one that was
    written, WRONG_DRIVE for another, NOT_ON_IT where the system does not tell; None while there is none.
    """

    presence: Presence
    path: Path | None
    without: Outcome | None = None


@dataclass(frozen=True)
class Target:
    """What was chosen to write to. `stick`: the system says it is a removable medium."""

    path: Path
    name: str
    stick: bool
    read_only: bool = False
