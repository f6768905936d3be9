"""Step 4: onto the stick, compared, and after it was taken out and put back, verified."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from wagesdesk.errors import DriveGone, DriveMismatch, UserError
from wagesdesk.export.bundle import CHANGED
from wagesdesk.export.drives import Presence, Written
from wagesdesk.export.leaving import Leaving
from wagesdesk.export.status import Outcome
from wagesdesk.problems import Problem, describe
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Cancelled, Job, Progress, Token
from wagesdesk.ui.pages.transfer import words
from wagesdesk.ui.pages.transfer.choose import ChooseTarget
from wagesdesk.ui.pages.transfer.foot import StepFoot
from wagesdesk.ui.pages.transfer.media import Look, Media, Target
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.stack import Stack

WATCH_EVERY_MS = 1000
About = tuple[str, tuple[str, ...]]
"""The serial number of a medium, or empty, and the names of all that lies on it."""


@dataclass(frozen=True)
class OnStick:
    """A bundle that was written to a stick and not read a second time yet.

    `about` is the serial number of the stick, and the names of all that lies on it.
    """

    target: Target
    written: Written
    presence: Presence
    about: About


class WriteStep(Stack):
    """`outcome(Outcome, bool last)` each time the stick got further; `last` ends the step. `paper`: no stick at all.
    `changed(UserError)` when it may not leave any more, just before it is written."""

    outcome = Signal(object, bool)
    paper = Signal()
    changed = Signal(object)

    def __init__(self, desk: Desk, media: Callable[[], Media], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk, self._media = desk, media
        self._leaving: Leaving | None = None
        self._target: Target | None = None
        self._written: Written | None = None
        self._presence: Presence | None = None
        self.about: About = ("", ())
        self._job: Job | None = None
        self._watching = False
        self._without = Outcome.NOT_ON_IT
        self._timer = QTimer(self)
        self._timer.setInterval(WATCH_EVERY_MS)
        self._timer.timeout.connect(self._watch)
        self.choose = ChooseTarget(desk, media)
        self.choose.write.connect(self._on_write)
        self.choose.paper.connect(self.paper)
        self.addWidget(self.choose)
        self._writing = self._build_writing()
        self.addWidget(self._writing)
        self._putting_back = self._build_putting_back()
        self.addWidget(self._putting_back)

    def _build_writing(self) -> QWidget:
        look = theme.current()
        card = Card(_("Writing"), ruled=True)
        card.body.setSpacing(look.size(16))
        card.body.addStretch(1)
        self._icon_row(card)
        self._step = PlainLabel("", "section")
        self._step.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(self._step)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(look.size(12))
        self.bar.setAccessibleName(_("How far the writing is"))
        card.body.addWidget(self.bar)
        self.stop_button = Button(_("Stop, nothing is written"), icon="x")
        self.stop_button.clicked.connect(self.stop)
        card.body.addWidget(self.stop_button, alignment=Qt.AlignmentFlag.AlignCenter)
        card.body.addStretch(2)
        return card

    @staticmethod
    def _icon_row(card: Card) -> None:
        card.body.addWidget(IconLabel("usb", "primary", 40), alignment=Qt.AlignmentFlag.AlignCenter)

    def _build_putting_back(self) -> QWidget:
        look = theme.current()
        holder = QWidget()
        whole = QVBoxLayout(holder)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.size(12))
        card = Card(_("Take the stick out and put it back in"), ruled=True)
        card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not the button that would leave the second reading out
        self._asks = card
        card.body.setSpacing(look.size(12))
        card.body.addStretch(1)
        self._icon_row(card)
        self.now = PlainLabel("", "section", wrap=True)
        self.now.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(self.now)
        why = PlainLabel(
            _("It was written and compared. Only a second reading, after it was out, proves that the stick kept it."),
            colour="soft", wrap=True,
        )  # fmt: skip
        why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(why)
        card.body.addStretch(2)
        whole.addWidget(card, 1)
        self.again = Button(_("Write it once more"), icon="redo-2")
        self.again.clicked.connect(self._on_not_on_it)
        self.leave_it = Button(_("Go on without the second reading"))
        self.leave_it.clicked.connect(self._on_leave)
        whole.addWidget(StepFoot(self.leave_it, self.again))
        return holder

    def start(self, leaving: Leaving) -> None:
        """Offer to write what is to leave."""
        self.stop()
        self._leaving, self._written, sealed = leaving, None, leaving.sealed
        self.choose.start(f"{sealed.name}   {words.kilobytes(sealed.size)}")
        self.setCurrentWidget(self.choose)

    @property
    def on_stick(self) -> OnStick | None:
        """The stick that waits to be taken out and put back, if there is one."""
        if self._target is None or self._written is None or self._presence is None:
            return None
        return OnStick(self._target, self._written, self._presence, self.about)

    def restore(self, leaving: Leaving, on_stick: OnStick | None) -> None:
        """Offer to write what is to leave, or go on waiting for the stick it lies on."""
        self.start(leaving)
        if on_stick is not None:
            self._target, self._written, self._presence = on_stick.target, on_stick.written, on_stick.presence
            self.about = on_stick.about
            self._wait_for_stick()

    @property
    def written(self) -> bool:
        """Whether the bundle lies on a medium now."""
        return self._written is not None

    @property
    def target_name(self) -> str:
        return self._target.name if self._target is not None else ""

    def stop(self) -> None:
        """Stop the writing and the watching; a half-written file is cleared away."""
        self._unwatch()
        if self._job is not None:
            self._job.cancel()

    def forget(self) -> None:
        """Stop, and hold nothing any more."""
        self.stop()
        self._leaving = self._written = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._presence is not None:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    # -- writing

    def _on_write(self, target: Target, others: tuple[str, ...]) -> None:
        if self._leaving is None:
            return
        leaving, media = self._leaving, self._media()
        self._target = target
        self._on_progress(Progress(0, 2 * leaving.sealed.size, _("Writing")))
        self.setCurrentWidget(self._writing)
        self.stop_button.setFocus()

        def work(token: Token) -> tuple[Written, Presence, About]:
            with leaving:
                written, presence = media.write(token, target.path, leaving.sealed, others)
            return written, presence, media.about(target.path) if target.stick else ("", ())

        self._job = self._desk.jobs.start(
            work, owner=self,
            done=partial(self._on_written, leaving), failed=self._on_failed, progress=self._on_progress,
        )  # fmt: skip

    def _on_progress(self, progress: Progress) -> None:
        self._step.setText(progress.text or _("Writing"))
        self.bar.setRange(0, max(progress.total >> 10, 1))
        self.bar.setValue(progress.done >> 10)

    def _on_written(self, leaving: Leaving, found: tuple[Written, Presence, About]) -> None:
        self._job = None
        if self._leaving is None:  # everything was stopped while this was on its way
            self._media().disk.remove(found[0].path)
            leaving.take_back()
            return
        self._written, presence, self.about = found
        if self._target is None or not self._target.stick:
            self._end(Outcome.WRITTEN)
            return
        self._presence = presence
        self.outcome.emit(Outcome.WRITTEN, False)
        self._wait_for_stick()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self.setCurrentWidget(self.choose)
        if self._leaving is None:
            return
        if isinstance(error, Cancelled):
            self.choose.say(
                Problem(_("Stopped."), _("Nothing is on the stick. The check that was passed still holds."), "")
            )
        elif isinstance(error, CHANGED):
            self.changed.emit(error)
        elif isinstance(error, UserError):
            self.choose.say(describe(error))
        else:
            self._desk.problem(error)

    # -- taken out and put back

    def _wait_for_stick(self) -> None:
        self._say_now(away=self._presence is not None and self._presence.seen_gone)
        self.setCurrentWidget(self._putting_back)
        if self.isVisible():
            self._asks.setFocus()
            self._timer.start()

    def _say_now(self, *, away: bool, without: Outcome | None = None) -> None:
        name, self._without = {"name": self.target_name}, without or Outcome.NOT_ON_IT
        words_now = _("Now put %(name)s back in.") if away else _("Eject %(name)s, then take it out.")
        if away and without is Outcome.NOT_EJECTED:
            words_now = _("%(name)s is back, and the bundle is not on it: it was pulled out before it had kept it.")
        elif away and without is Outcome.WRONG_DRIVE:
            words_now = _("That is another stick. Put %(name)s back in, or write the bundle once more.")
        elif away and without is not None:
            words_now = _("The bundle is not on the stick that is in. Put %(name)s back in, or write it once more.")
        self.now.setText(words_now % name)
        self._asks.setAccessibleName(self.now.text())
        came, known = away and without is not None, without is Outcome.NOT_EJECTED
        turned_up = came and self.again.isHidden()
        self.again.setVisible(came)
        if (turned_up and self._asks.hasFocus()) or (known and self.leave_it.hasFocus()):
            self.again.setFocus()
        self.leave_it.setVisible(not known)  # no receipt for a stick that is known not to hold it

    def _unwatch(self) -> None:
        self._timer.stop()
        self._presence = None

    def _watch(self) -> None:
        if self._watching or self._written is None or self._presence is None:
            return
        self._watching = True
        media, written, before = self._media(), self._written, self._presence
        self._desk.jobs.start(
            lambda _token: media.look(written, before), owner=self, done=self._on_look, failed=self._on_watch_failed,
        )  # fmt: skip

    def _on_look(self, found: Look) -> None:
        if self._presence is None or self._written is None:
            self._watching = False
            return
        self._presence, path = found.presence, found.path
        if path is None:
            self._watching = False
            self._say_now(away=self._presence.seen_gone, without=found.without)
            return
        self.now.setText(_("Reading it once more."))
        media, sha256, before = self._media(), self._written.sha256, self._presence
        self._desk.jobs.start(
            lambda _token: media.verify(path, sha256, before), owner=self,
            done=self._on_verified, failed=self._on_watch_failed,
        )  # fmt: skip

    def _on_verified(self, kept: bool) -> None:
        self._watching = False
        if kept and self._presence is not None:
            self._end(Outcome.VERIFIED)

    def _on_watch_failed(self, error: Exception) -> None:
        self._watching = False
        if isinstance(error, DriveMismatch):
            self._unwatch()
            self._written = None
            self.outcome.emit(Outcome.DRIVE_MISMATCH, False)
            self.setCurrentWidget(self.choose)
            self.choose.say(describe(error), another=True)
        elif not isinstance(error, DriveGone):  # gone again: the next look sees it come back
            self._desk.problem(error)

    def _on_not_on_it(self) -> None:
        """The stick that is in does not hold the bundle: the one that was written, another, or nobody can tell."""
        self._unwatch()
        self._written = None
        self.outcome.emit(self._without, False)
        self.setCurrentWidget(self.choose)
        if self._without is Outcome.NOT_EJECTED:
            problem = Problem(
                _("The stick did not keep the bundle: it was pulled out before it was ejected."),
                _("Nothing of it is lost here. The check that was passed still holds."),
                _("Write it once more. Wait until the system says that the stick may be taken out."),
            )
        elif self._without is Outcome.WRONG_DRIVE:
            problem = Problem(
                _("Another stick was put back, and the bundle is not on it."),
                _("It is encrypted: whoever finds the first stick cannot read it."),
                _("Write it once more. Eject the stick before you take it out."),
            )
        else:
            problem = Problem(
                _("The bundle is not on the stick that was put back. It may be another, or was not ejected."),
                _("The bundle is encrypted: whoever finds it on another stick cannot read it."),
                _("Write it once more. Eject the stick before you take it out."),
            )
        self.choose.say(problem)

    def _on_leave(self) -> None:
        away = self._presence is not None and self._presence.seen_gone
        self._end(Outcome.NOT_PUT_BACK if away else Outcome.NOT_TAKEN_OUT)

    def _end(self, outcome: Outcome) -> None:
        self._unwatch()
        self.outcome.emit(outcome, True)
