"""The cover of the kiosk, and the door through which staff end it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit

from wagesdesk.errors import DiskFull, VaultReadOnly, WrongPassphrase
from wagesdesk.models.vault import Vault
from wagesdesk.services import tries
from wagesdesk.services.quick_code import MINUTES, check_passphrase
from wagesdesk.text import _
from wagesdesk.ui import labels
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.kiosk.enter import wait_words
from wagesdesk.ui.kiosk.stage import Stage
from wagesdesk.ui.kiosk.widgets import KioskLine, words

ENDING = "kiosk"
"""Under which wrong passphrases are counted."""


class KioskCover(Stage):
    """It says no name, for whoever walks past reads it; `writing` is whether somebody is in. `back` when she comes
    back, `other` for somebody else, `locked` when nobody came for half an hour."""

    back = Signal()
    other = Signal()
    locked = Signal()

    def __init__(self, *, writing: bool) -> None:
        line = _("Come back with your PIN.") if writing else _("Somebody is writing soon.")
        super().__init__(_("This page is covered"), line, wide=900)
        if writing:
            self.body.addWidget(words(_("Your words are safe."), "strong", colour="green"))
            self.left(_("I am somebody else")).clicked.connect(self.other)
        self.body.addStretch(1)
        self.open = self.right(_("Come back") if writing else _("Come in"), "arrow-right", kind="primary")
        self.open.clicked.connect(self.back)
        end = QTimer(self)
        end.setSingleShot(True)
        end.timeout.connect(self.locked)
        end.start(MINUTES * 60_000)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.open.setFocus()


class StaffPage(Stage):
    """`passed` when the passphrase of whoever handed over was right; `left_it` to go back, `locked` where tries cannot
    be counted. `line` says what the passphrase does, `act` is on the button."""

    passed = Signal()
    locked = Signal()
    left_it = Signal()

    def __init__(self, sitting: Sitting, jobs: Jobs, *, line: str, act: str) -> None:
        super().__init__(_("For staff"), line, wide=760)
        self._sitting, self._jobs = sitting, jobs
        label = words(labels.who(sitting.staff_name, sitting.role), "strong")
        self.edit = KioskLine(_("Passphrase"))
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.returnPressed.connect(self._on_go)
        label.setBuddy(self.edit)
        self._why = words("", "strong", colour="red")
        for widget in (label, self.edit, self._why):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.left(_("Back"), "arrow-left").clicked.connect(self.left_it)
        self.go = self.right(act, "arrow-right", kind="primary")
        self.go.clicked.connect(self._on_go)

    def _on_go(self) -> None:
        secret, vault = self.edit.text(), self._sitting.vault
        if not secret or not self.go.isEnabled():
            return
        self.edit.clear()
        self.go.setEnabled(False)
        self._jobs.start(
            lambda _token: _try_passphrase(vault, secret), owner=self, done=self._on_tried, failed=self._on_failed,
            progress=lambda _step: None,
        )  # fmt: skip

    def _on_tried(self, wait: timedelta) -> None:
        if wait:
            self._refuse(wait_words(wait))
        else:
            self.passed.emit()

    def _on_failed(self, error: Exception) -> None:
        """A try that cannot be counted is not made: with a full disk everything locks, and the lock asks for itself."""
        if isinstance(error, WrongPassphrase):
            wait = tries.wait(self._sitting.vault, ENDING)
            self._refuse(wait_words(wait) if wait else _("That is not the passphrase. Try again."))
        elif isinstance(error, DiskFull | VaultReadOnly):
            self.locked.emit()
        else:
            self._refuse(_("That did not work just now. Try again."))

    def _refuse(self, why: str) -> None:
        self.go.setEnabled(True)
        self.edit.setFocus()
        self._why.setText(why)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.edit.setFocus()


def _try_passphrase(vault: Vault, secret: str) -> timedelta:
    """Zero when it was right, else how long nothing may be tried. WrongPassphrase. A job."""
    if wait := tries.wait(vault, ENDING):
        return wait
    tries.note(vault, ENDING)
    check_passphrase(vault, secret)
    tries.forget(vault, ENDING)
    return timedelta()
