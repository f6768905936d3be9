"""What can be brought back from a backup, and what that would replace. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wagesdesk.errors import UserError, VaultMissing
from wagesdesk.models import backup as backups_of
from wagesdesk.models import folder, slots


@dataclass(frozen=True)
class Offer:
    """One backup: whose it is, when it was made (UTC), its bytes, and the ways in of that day."""

    folder: Path
    vault_id: str
    place: slots.PlaceLabel
    made_at: datetime
    size: int
    slots: tuple[slots.Slot, ...]


@dataclass(frozen=True)
class Present:
    """What is in the vault's folder now. `state`: "none", "here", or "damaged" when it cannot even be described.

    `used_at` is when its file was last written (UTC), as the file system tells.
    """

    state: str
    vault_id: str = ""
    name: str = ""
    used_at: datetime | None = None


def offers(places: Iterable[Path]) -> tuple[Offer, ...]:
    """The backups in these folders, in folders of theirs, or that these folders are; newest first, each once.

    One whose ways in cannot be read is left out: nobody could open it.
    """
    found: dict[Path, Offer] = {}
    for place in places:
        for one in _in(place):
            try:
                keys, _notices = slots.read_keys(one.folder)
            except UserError:
                continue
            offer = Offer(one.folder, one.vault_id, one.place, one.made_at, one.size, keys.slots)
            found[one.folder.resolve()] = offer
    return tuple(sorted(found.values(), key=lambda offer: offer.made_at, reverse=True))


def _in(place: Path) -> list[backups_of.Backup]:
    try:
        inner = [one for one in place.iterdir() if one.is_dir()] if place.is_dir() else []
    except OSError:
        return []
    automatic = place / backups_of.BY_ITSELF
    holders = (place.parent, place, *inner, *(automatic.iterdir() if automatic.is_dir() else ()))
    every = [one for holder in holders for one in backups_of.list_backups(holder)]
    return [one for one in every if one.folder.is_relative_to(place)]


def is_whole(offer: Offer) -> bool:
    """Whether its files are as they were written. Reads them all: a job."""
    try:
        backups_of.verify_backup(offer.folder)
    except UserError:
        return False
    return True


def present(home: Path) -> Present:
    """What a restore into `home` would replace."""
    try:
        generation = folder.current(home)
        keys, _notices = slots.read_keys(generation)
    except VaultMissing:
        return Present("none")
    except UserError:
        return Present("damaged")
    files = [generation / folder.DATA, generation / f"{folder.DATA}-wal"]
    written = [one.stat().st_mtime for one in files if one.is_file()]
    used = datetime.fromtimestamp(max(written), UTC) if written else None
    return Present("here", keys.vault_id, keys.place.name, used)
