"""The backups that are made without being asked for: some time after unlock, and before lock. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from wagesdesk.errors import UserError
from wagesdesk.ui.jobs import Jobs

if TYPE_CHECKING:
    from wagesdesk.models.vault import Vault
    from wagesdesk.services.backup import BackupState

_AFTER_MS = 10_000
"""After unlock, once the first page stands and the first marks were made."""


class OwnBackups(QObject):
    """`made` and `failed(Exception)` tell of the one after unlock. `chosen` says the second place of this machine."""

    made = Signal()
    failed = Signal(object)

    def __init__(self, jobs: Jobs, chosen: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._chosen = jobs, chosen
        self._vault: Vault | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(_AFTER_MS)
        self.timer.timeout.connect(self._make)

    def begin(self, vault: Vault) -> None:
        """The vault was unlocked."""
        self._vault = vault
        self.timer.start()

    def end(self) -> None:
        """It is about to be locked."""
        self._vault = None
        self.timer.stop()

    def before_lock(self, vault: Vault, then: Callable[[Exception | None], None]) -> bool:
        """Begin with the last backup; `then` hears when it ended, and of what went wrong. False when none is needed."""
        if not _is_behind(vault):
            return False
        chosen = self._chosen()
        self._jobs.start(
            lambda _token: _make_due(vault, chosen, at_lock=True),
            owner=self, done=lambda _state: then(None), failed=then, quiet=True,
        )  # fmt: skip
        return True

    def now(self, vault: Vault) -> None:
        """The last backup while the window closes: at once, on this thread. One that fails is made after unlock."""
        with suppress(UserError, OSError):
            _make_due(vault, self._chosen(), at_lock=True)

    def _make(self) -> None:
        vault, chosen = self._vault, self._chosen()
        if vault is not None:
            self._jobs.start(
                lambda _token: _make_due(vault, chosen, at_lock=False),
                owner=self, done=lambda _state: self.made.emit(), failed=self.failed.emit, quiet=True,
            )  # fmt: skip


def second_place(vault: Vault, chosen: str) -> Path | None:
    """The chosen second place, also on a stick that has another path by now; None when it is not there."""
    from wagesdesk.export.drives import removable_drives
    from wagesdesk.services import backup

    return backup.second_place(vault, chosen, [drive.path for drive in removable_drives()])


def _make_due(vault: Vault, chosen: str, *, at_lock: bool) -> BackupState:
    from wagesdesk.services import backup

    return backup.make_due(vault, second_place(vault, chosen), at_lock=at_lock)


def _is_behind(vault: Vault) -> bool:
    """Whether something was written that is in no backup of this machine; yes when that cannot be told."""
    from wagesdesk.services import backup

    try:
        return backup.state(vault).behind
    except UserError:
        return True
