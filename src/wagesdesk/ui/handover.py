"""Handing the window over to the participants: what was on it is put away, and stands there again when staff end it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from wagesdesk import paths
from wagesdesk.services.writers import writers
from wagesdesk.ui.cover import Idle, put_away
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.kiosk.guard import Guard
from wagesdesk.ui.kiosk.workspace import IDLE_MINUTES, Workspace, clear_clipboard
from wagesdesk.ui.listen import Listen
from wagesdesk.ui.widgets.letting_go import let_go
from wagesdesk.ui.window import Shell


class HandOver(QObject):
    """From handing over until `end`. The shell itself goes: no action, menu or name of staff is left to be reached.

    `standing` brings the shell back as it stood; `workspace` is there once the shell is gone, `show` puts it on the
    window. `ended` after a staff passphrase, `locked` when everything shall lock.
    """

    ended = Signal()
    locked = Signal()

    def __init__(
        self, window: QMainWindow, shell: Shell, sitting: Sitting, language: str, jobs: Jobs,
        show: Callable[[QWidget], None], idle: Idle,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._sitting, self._language = window, sitting, language
        self._jobs, self._show, self._idle = jobs, show, idle
        shell.leave()
        self.standing = shell.standing()
        self._rows = writers(shell.desk.vault, shell.desk.cohort(), sitting.vault.clock.today())
        for dialog in put_away():
            dialog.close()
        clear_clipboard()
        self.workspace: Workspace | None = None
        self._listen = Listen(paths.voice_folder(), parent=self)
        self._was_full = window.isFullScreen()
        self._guard = Guard(self)
        self._handle = window.windowHandle()
        if self._handle is not None:
            self._handle.installEventFilter(self._guard)
        show(QWidget())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._begin)
        self._soon.start(0)

    def _begin(self) -> None:
        """Once the shell's own command has ended: only then may the shell go."""
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.workspace = Workspace(
            self._sitting, self._rows, language=self._language, clock=self._sitting.vault.clock, jobs=self._jobs,
            voice=self._voice,
        )  # fmt: skip
        self.workspace.ended.connect(self.ended)
        self.workspace.locked.connect(self.locked)
        self._idle.turn_to(self._handle, IDLE_MINUTES)
        self._idle.idle.connect(self.workspace.cover)
        self._show(self.workspace)
        self._window.showFullScreen()

    def _voice(self, language: str) -> Listen | None:
        """What reads this language aloud here; None where nothing does."""
        return self._listen if self._listen.available(language) else None

    def refuses(self, event: QCloseEvent) -> bool:
        """Whether the window stays although somebody closes it; only the end of the whole session takes it away."""
        app = QApplication.instance()
        if self.workspace is None or (isinstance(app, QApplication) and app.isSavingSession()):
            return False
        event.ignore()
        self.workspace.refuse_close()
        return True

    def end(self) -> None:
        """What is typed is kept, and the window is the staff's again."""
        self._soon.stop()
        if self.workspace is not None:
            self.workspace.leave()
        self._idle.turn_to(None, IDLE_MINUTES)
        if self._handle is not None:
            self._handle.removeEventFilter(self._guard)
        if not self._was_full:
            self._window.showNormal()
        let_go(self)
