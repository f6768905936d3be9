"""One signal that tells every page what was changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from wagesdesk.services.changes import Changes


class Bus(QObject):
    """Pages listen to `changed`; who has written calls `tell`. Main thread only."""

    changed = Signal(object)

    def tell(self, changes: Changes) -> None:
        """Pass `changes` on, unless nothing was changed."""
        if changes:
            self.changed.emit(changes)
