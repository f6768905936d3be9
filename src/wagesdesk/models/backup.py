"""Backup, restore and rotation of the data key. Never a file copy of a live database, never `PRAGMA rekey`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wagesdesk.models.slots import FLOOR, STANDARD, KdfParams, PlaceLabel

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection


@dataclass(frozen=True)
class Backup:
    """One backup folder as its manifest tells it. `made_at` is an instant; `bytes` the size of all its files."""

    folder: Path
    vault_id: str
    place: PlaceLabel
    made_at: datetime
    bytes: int


def backup(folder: Path, connection: Connection, target: Path, *, data_key: bytes, at: datetime) -> Path:
    """Copy the vault in `folder` to `target/wagesdesk-backup-YYYYMMDD-HHMMSS/` (UTC), check it, and return that folder.

    `connection` is an open raw one outside any transaction. Writers may go on meanwhile; the copy is of one moment.
    DiskFull, VaultReadOnly, VaultDamaged; nothing half written is left under the final name.
    """
    raise NotImplementedError


def list_backups(target: Path) -> tuple[Backup, ...]:
    """The readable backups under `target`, newest first, by manifest alone."""
    raise NotImplementedError


def verify_backup(backup_folder: Path) -> Backup:
    """Compare every file with the manifest. VaultMissing if it is no backup, VaultDamaged(path_kind="backup"), VaultTooNew."""
    raise NotImplementedError


def restore(backup_folder: Path, vault_folder: Path, *, data_key: bytes) -> Path:
    """Put a backup into a new generation, check it whole, make it current; returns the generation. Also into an empty folder.

    `data_key` comes from `open_slot(read_keys(backup_folder)[0], …)`: a person who can open the copy is there.
    Hold the folder lock, with the vault closed. VaultExists(code="other_vault") when another vault lives in `vault_folder`.
    The seal is dropped: a person chose to go back. `folder.prune` is left to the caller.
    """
    raise NotImplementedError


def rotate(
    folder: Path,
    *,
    data_key: bytes,
    keep: Sequence[tuple[str, str]],
    params: KdfParams = STANDARD,
    floor: KdfParams = FLOOR,
) -> bytes:
    """A new generation under a new data key, with new slots for `keep` (slot id, secret); returns the new data key.

    Hold the folder lock and stop all writers; every connection must be opened anew afterwards, then call `folder.prune`.
    Old slots, and old passphrases of those not kept, do not open the new generation. LastSlot when `keep` is empty,
    WrongPassphrase when a secret does not open its slot. Stopped at any step, the old generation or the new one is current.
    """
    raise NotImplementedError
