"""Where a bundle is written to: a stick, or a folder that cannot be proven to be one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from wagesdesk.export import drives
from wagesdesk.export.container import Sealed
from wagesdesk.export.drives import Disk, Drive, Presence, Written
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

    def look(self, written: Written, before: Presence) -> tuple[Presence, Path | None]:
        """The next look at the medium; with the path of the file once it was away and is there again."""
        now = drives.presence(written.path.parent, before, self.root)
        if not now.seen_gone:
            return now, None
        places = [written.path, *(stick.path / written.path.name for stick in self.sticks())]
        return now, next((path for path in places if path.is_file()), None)

    def verify(self, path: Path, sha256: str, before: Presence) -> bool:
        """As `drives.verify_after_reinsert`."""
        return drives.verify_after_reinsert(path, sha256, before=before, disk=self.disk, root=self.root)


@dataclass(frozen=True)
class Target:
    """What was chosen to write to. `stick`: the system says it is a removable medium."""

    path: Path
    name: str
    stick: bool
    read_only: bool = False
