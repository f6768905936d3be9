"""Backups of the vault, to the machine and to a second place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wagesdesk.models import backup as backups_of
from wagesdesk.models.vault import Vault


@dataclass(frozen=True)
class BackupRow:
    """`made_at` is an instant in UTC, `size` bytes; `own` says that it is of this very vault."""

    folder: Path
    place: str
    made_at: datetime
    size: int
    own: bool


def make(vault: Vault, target: Path) -> BackupRow:
    """Copy the vault to a new folder under `target` and check the copy. A job.

    DiskFull, VaultReadOnly, VaultDamaged.
    """
    return _row(vault, backups_of.verify_backup(vault.backup(target)))


def backups(vault: Vault, target: Path) -> tuple[BackupRow, ...]:
    """The backups under `target`, newest first; none when there is no such folder."""
    return tuple(_row(vault, one) for one in backups_of.list_backups(target))


def _row(vault: Vault, one: backups_of.Backup) -> BackupRow:
    return BackupRow(one.folder, one.place.name, one.made_at, one.size, one.vault_id == vault.keys.vault_id)
