"""Files that are saved unlocked, and the log of them: who saved what of whom, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from wagesdesk.models.custody import ClearCopy
from wagesdesk.models.folder import atomic_write
from wagesdesk.models.person import Person
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.staff import name_of


@dataclass(frozen=True)
class Unlocked:
    """A file to save; `what` is the code of the print that it is."""

    path: Path
    data: bytes
    what: str

    @property
    def form(self) -> str:
        """What kind of file, such as "pdf"."""
        return self.path.suffix.lstrip(".").lower()


@dataclass(frozen=True)
class CopyRow:
    """A file that was saved. `form` is its kind, `by` the name of who saved it, `names` those of the women it tells of
    who were not erased since."""

    at: datetime
    what: str
    form: str
    by: str
    names: tuple[str, ...]


def save(vault: Vault, actor: str, files: Sequence[Unlocked], *, people: Sequence[str]) -> Changes:
    """Write files that anybody can read, and that they were written; `people` are the ids of those they tell of.

    Both or neither: what cannot be noted is deleted again. OSError where a file cannot be written; UserError.
    """
    written: list[Path] = []
    try:
        with vault.write(actor, "copy") as db:
            at = vault.clock.now().isoformat()
            for file in files:
                saved = {"what": file.what, "form": file.form, "by": actor, "at": at}
                db.add_all(ClearCopy(person_id=one, saved=saved) for one in people)
                if not people:
                    db.add(ClearCopy(saved=saved))
            changes = made(db)
            for file in files:
                atomic_write(file.path, file.data)
                written.append(file.path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return changes


def copies(vault: Vault) -> tuple[CopyRow, ...]:
    """The log, the newest first."""
    with vault.read() as db:
        held = db.scalars(select(ClearCopy).where(ClearCopy.removed.is_not(True), ClearCopy.saved.is_not(None)))
        found: dict[tuple[str, str, str, str], set[str]] = {}
        for one in held:
            if (said := one.saved) is not None:
                of = found.setdefault((said["at"], said["what"], said["form"], said["by"]), set())
                of |= {one.person_id} if one.person_id else set()
        ids = set().union(*found.values()) if found else set()
        names = {one.id: one.name or "" for one in db.scalars(select(Person).where(Person.id.in_(ids)))}
        rows = []
        for (at, what, form, by), of in found.items():
            hers = tuple(sorted(names[one] for one in of & names.keys()))
            rows.append(CopyRow(datetime.fromisoformat(at), what, form, name_of(db, by), hers))
    return tuple(sorted(rows, key=lambda row: (row.at, row.what), reverse=True))
