"""All records are looked through after each unlock, a little at a time while nothing else is done. Imports nothing
heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from wagesdesk.errors import UserError, VaultLocked
from wagesdesk.ui.jobs import Jobs

if TYPE_CHECKING:
    from wagesdesk.models.vault import Vault
    from wagesdesk.services.proving import Found, Proof

_AFTER_MS = 15_000
"""After unlock: the first pages stand, the first marks and the first backup were made."""
_PAUSE_MS = 100
"""Between two pieces, each of some hundredths of a second."""
_AGAIN_MS = 60_000


class Proving(QObject):
    """`found(services.proving.Found)`. Locking and closing stop it as they stop all jobs: at the next piece."""

    found = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._vault: Vault | None = None
        self._proof: Proof | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._go_on)
        jobs.finished.connect(self._on_doubt)

    def begin(self, vault: Vault) -> None:
        """The vault was unlocked."""
        self._vault, self._proof = vault, None
        self.timer.start(_AFTER_MS)

    def end(self) -> None:
        """It is about to be locked."""
        self._vault = self._proof = None
        self.timer.stop()

    @property
    def done(self) -> bool:
        return self._proof is not None and self._proof.done

    def _go_on(self) -> None:
        from wagesdesk.services.proving import Proof

        vault = self._vault
        if vault is None:
            return
        if not self._jobs.idle:
            self.timer.start(_PAUSE_MS)
            return
        proof = self._proof = self._proof or Proof()
        self._jobs.start(
            lambda _token: proof.go_on(vault), owner=self, done=self._on_done, failed=self._on_failed, quiet=True
        )

    def _on_done(self, found: Found | None) -> None:
        if self._vault is None:
            return
        if found is not None:
            self.found.emit(found)
        if self._vault.doubted or not self.done:
            self.timer.start(_PAUSE_MS)

    def _on_failed(self, error: Exception) -> None:
        if self._vault is not None and isinstance(error, UserError) and not isinstance(error, VaultLocked):
            self.timer.start(_AGAIN_MS)

    def _on_doubt(self) -> None:
        """Some work may have seen a record that differs from the journal: it comes first."""
        if self._vault is not None and self._vault.doubted and not (self._proof is not None and not self.done):
            self.timer.start(0)
