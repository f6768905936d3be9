"""The cover hides the whole window at once and shows no names of participants; the pages stay as they are behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QWidget

from wagesdesk.clock import Clock
from wagesdesk.errors import UserError
from wagesdesk.problems import describe
from wagesdesk.services.quick_code import MINUTES, check_passphrase
from wagesdesk.settings import Settings
from wagesdesk.text import _, clock_time, ngettext
from wagesdesk.ui import labels, theme
from wagesdesk.ui.desk import Place, Sitting
from wagesdesk.ui.jobs import Jobs, Token
from wagesdesk.ui.lock_frame import LockFrame
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import rule
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.letting_go import let_go
from wagesdesk.ui.widgets.passphrase import PassphraseField
from wagesdesk.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from wagesdesk.models.vault import Vault

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_TICK_MS = 20_000
_REST_MS = 3_000
_ASLEEP = timedelta(minutes=2)


class Idle(QObject):
    """Watches the whole application: `idle` after `minutes` without a key or the mouse, `woke` after a suspend.

    A filter in Python is asked for every event of every widget, so that it would double the time in which a page is
    made. After a touch it is therefore taken away for a moment, and the minutes begin where it is put back.
    """

    idle = Signal()
    woke = Signal()

    def __init__(self, app: QApplication, minutes: float, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._watched, self._minutes = app, cast("QObject", app), minutes
        self._clock = clock
        self._timer = _single(self, 0, self.idle.emit)
        self._rest = _single(self, 0, self._listen)
        self._allow(minutes)
        self._seen = clock.now()
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.tick)
        self._tick.start(_TICK_MS)
        self._rest.start()  # who unlocked has just touched something

    def tick(self) -> None:
        """Called every 20 seconds: a far longer gap on the clock means that the machine slept."""
        now = self._clock.now()
        if now - self._seen > _ASLEEP:
            self.woke.emit()
        self._seen = now

    def turn_to(self, window: QObject | None, minutes: float) -> None:
        """Watch one window of the system, for other minutes; None watches the whole application again, as before.

        A filter of the application is asked about objects too that are just being deleted, and Python keeps what it was
        asked about. Where pages come and go all the time, that ends in memory which belongs to somebody else by then.
        """
        self._watched.removeEventFilter(self)
        self._watched = window or self._app
        self._allow(minutes if window is not None else self._minutes)
        self._listen()

    def _allow(self, minutes: float) -> None:
        allowed = round(minutes * 60_000)
        self._timer.setInterval(allowed)
        self._rest.setInterval(min(_REST_MS, allowed // 10))

    def end(self) -> None:
        """Watch no more."""
        self._watched.removeEventFilter(self)
        let_go(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._watched.removeEventFilter(self)
            self._timer.stop()
            self._rest.start()
        return False

    def _listen(self) -> None:
        self._timer.start()
        self._watched.installEventFilter(self)


def put_away() -> list[QDialog]:
    """Hide every dialog, and close what popped up; returns the dialogs."""
    if popup := QApplication.activePopupWidget():
        popup.close()
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    for dialog in shown:
        dialog.hide()
    return shown


def _single(parent: QObject, milliseconds: int, done: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(done)
    return timer


def code_minutes(vault: Vault) -> int:
    """For how long a quick code opens the cover at this place; 0 where none may."""
    from wagesdesk.services import site

    try:
        return site.site(vault).quick_code_minutes
    except UserError:  # a long piece of work holds it
        return MINUTES


class Cover(LockFrame):
    """`opened` when the code or the passphrase was right; `locked` when everything shall lock.

    With a quick code it takes three tries; after the minutes of this place, or by the link, everything locks. Where it
    allows no quick code, the passphrase is asked, for as long as elsewhere.
    """

    opened = Signal()
    locked = Signal()

    def __init__(
        self,
        sitting: Sitting,
        *,
        idle_minutes: int,
        settings: Settings,
        clock: Clock,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        minutes = code_minutes(sitting.vault)
        if not minutes:
            sitting = replace(sitting, quick_code=None)
        label = sitting.vault.place
        super().__init__(Place(label.kind, label.name, label.practice), settings, None, topic="cover", parent=parent)
        self._sitting, self._jobs = sitting, jobs
        self._head(idle_minutes, clock.local(clock.now()))
        coded = sitting.quick_code is not None
        words = PlainLabel(labels.who(sitting.staff_name, sitting.role), "strong")
        self.form.addWidget(words)
        help_line = _("Six digits, chosen when you unlocked.") if coded else ""
        self._secret = PassphraseField(_("Quick code") if coded else _("Passphrase"), help_line, lock=True)
        if coded:
            self._secret.edit.setMaxLength(6)
        self._secret.edit.returnPressed.connect(self._try)
        self.form.addWidget(self._secret)
        self._go = Button(_("Open"), "primary", size="lock")
        self._go.clicked.connect(self._try)
        self.form.addWidget(self._go)
        look = theme.current()
        self.form.addSpacing(look.size(12))
        self.form.addWidget(rule())
        row = QHBoxLayout()
        full = Button(_("Lock everything, somebody else is here"), "link")
        full.setProperty("edge", True)
        full.clicked.connect(self.locked.emit)
        row.addWidget(full)
        row.addStretch(1)
        self.form.addLayout(row)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self.locked)
        self._end.start(round((minutes or MINUTES) * 60_000))

    def _head(self, idle_minutes: int, at: datetime) -> None:
        look = theme.current()
        row = QHBoxLayout()
        row.setSpacing(look.size(14))
        row.addWidget(IconLabel("lock", "primary", 30))
        row.addWidget(PlainLabel(_("Covered"), "big"), 1)
        self.form.addLayout(row)
        fields = {"minutes": idle_minutes, "time": clock_time(at)}
        if idle_minutes:
            words = ngettext(
                "Nobody used it for %(minutes)d minute. Hidden at %(time)s.",
                "Nobody used it for %(minutes)d minutes. Hidden at %(time)s.",
                idle_minutes,
            )
        else:
            words = _("Hidden at %(time)s.")
        self.form.addWidget(PlainLabel(words % fields, "lead", colour="soft", wrap=True))
        saved = QHBoxLayout()
        saved.setSpacing(look.size(8))
        saved.addWidget(IconLabel("circle-check", "green", 20))
        saved.addWidget(PlainLabel(_("Everything is as you left it"), "strong", colour="green"), 1)
        self.form.addLayout(saved)

    def _try(self) -> None:
        secret = self._secret.take()
        self._secret.field.clear_error()
        if not secret:
            self._secret.field.set_error(_("Type it, then press Open."))
            return
        vault, code = self._sitting.vault, self._sitting.quick_code

        def work(_token: Token) -> bool:
            if code is not None:
                return code.opens(secret)
            check_passphrase(vault, secret)
            return True

        self._go.refuse(_("It is being tried"))
        self._jobs.start(work, owner=self, done=self._on_tried, failed=self._on_failed, progress=lambda _step: None)

    def _on_tried(self, right: bool) -> None:
        self._go.refuse("")
        code = self._sitting.quick_code
        if right:
            self.opened.emit()
        elif code is not None and code.tries_left > 0:
            words = ngettext(
                "This is not the code. %(count)d try is left, then everything locks.",
                "This is not the code. %(count)d tries are left, then everything locks.",
                code.tries_left,
            )
            self._secret.field.set_error(words % {"count": code.tries_left})
        else:
            self.locked.emit()

    def _on_failed(self, error: Exception) -> None:
        self._go.refuse("")
        if isinstance(error, UserError):
            problem = describe(error)
            self._secret.field.set_error(f"{problem.what} {problem.now}")
        else:
            self._secret.field.set_error(_("Something in the program went wrong. Lock everything, then unlock."))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._secret.edit.setFocus()
