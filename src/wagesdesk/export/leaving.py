"""A bundle on its way out: it is in the log before its first byte is on a stick, so that none is out of which the log
knows nothing, whatever fails and whenever the power goes."""

from __future__ import annotations

from contextlib import suppress
from types import TracebackType

from wagesdesk.errors import UserError
from wagesdesk.export import bundle
from wagesdesk.export.bundle import Prepared
from wagesdesk.export.container import Sealed
from wagesdesk.export.status import Outcome
from wagesdesk.models.custody import Dispatch
from wagesdesk.models.vault import Vault


class Leaving:
    """To be entered while a bundle is written. Whoever is in it is asked for once more, then it is logged as UNDER_WAY.

    Left with an error, nothing of it lies anywhere, and the log says nothing of it either; what the log said before,
    of an earlier try that ended, stands. Raises as `bundle.still_agreed` and `Vault.write`, before anything is written.
    """

    def __init__(self, vault: Vault, prepared: Prepared, sealed: Sealed) -> None:
        self.sealed = sealed
        self._vault, self._prepared = vault, prepared
        self._first = False

    def __enter__(self) -> Leaving:
        bundle.still_agreed(self._vault, self._prepared)
        with self._vault.read() as db:
            held = db.get(Dispatch, self.sealed.bundle_id)
            self._first = held is None or held.sent is None
        if self._first:
            bundle.remember(self._vault, self._prepared, self.sealed, Outcome.UNDER_WAY)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None
    ) -> None:
        if kind is not None:
            self.take_back()

    def take_back(self) -> None:
        """It was taken off the stick again, or never got there. Where that cannot be logged, the log goes on saying
        that it may be on one."""
        if self._first:
            with suppress(UserError), self._vault.write(self._prepared.preparer_id, "export") as db:
                held = db.get(Dispatch, self.sealed.bundle_id)
                if held is not None:
                    held.sent = held.seen = None
