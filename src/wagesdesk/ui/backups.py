"""Where the second place for backups is now, and the backups that are made without being asked for. For jobs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagesdesk.models.vault import Vault
    from wagesdesk.services.backup import BackupState


def second_place(vault: Vault, chosen: str) -> Path | None:
    """The chosen second place, also on a stick that has another path by now; None when it is not there."""
    from wagesdesk.export.drives import removable_drives
    from wagesdesk.services import backup

    return backup.second_place(vault, chosen, [drive.path for drive in removable_drives()])


def make_due(vault: Vault, chosen: str, *, at_lock: bool) -> BackupState:
    """What is due on this machine, and in the second place when that is there. Errors as `services.backup.make`."""
    from wagesdesk.services import backup

    return backup.make_due(vault, second_place(vault, chosen), at_lock=at_lock)


def due_at_lock(vault: Vault) -> bool:
    """Whether something was written that is in no backup of this machine. VaultBusy and the like count as yes."""
    from wagesdesk.errors import UserError
    from wagesdesk.services import backup

    try:
        return not vault.place.practice and backup.state(vault).behind
    except UserError:
        return True
