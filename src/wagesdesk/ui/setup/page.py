"""The first run: short pages in the frame of the lock page, then the place is made and opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.clock import Clock
from wagesdesk.errors import UserError
from wagesdesk.models.slots import FLOOR, KdfParams, PlaceLabel
from wagesdesk.problems import Problem
from wagesdesk.settings import Settings
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import ChangeSettings, Sitting
from wagesdesk.ui.jobs import Jobs, Progress, Token
from wagesdesk.ui.lock_frame import LockFrame
from wagesdesk.ui.setup.draft import Draft
from wagesdesk.ui.setup.key_steps import FinishStep, GroupStep, KeyStep
from wagesdesk.ui.setup.people_steps import BackStep, SecondStep, WhoStep, WordsStep
from wagesdesk.ui.setup.place_steps import KindStep, WelcomeStep, site_step
from wagesdesk.ui.setup.step import Frame, Step
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.letting_go import let_go
from wagesdesk.ui.widgets.problem_panel import ProblemPanel
from wagesdesk.ui.widgets.step_bar import StepBar

if TYPE_CHECKING:
    from wagesdesk.services.vault import NewStaff

_STAGE = {"kind": 0, "site": 1, "who": 2, "words": 2, "back": 2, "second": 2, "key": 3, "group": 3, "finish": 4}
_NARROWEST_SIDE = 350


class SetupPage(LockFrame):
    """`unlocked(Sitting)` when a vault was made and stands open; `finished(Path)` when there is one to be unlocked;
    `restore_wanted` when there is a backup instead.

    `draft` holds the answers: give it to the next page when this one is drawn anew. `params` is the cost of
    passphrases; without it the memory of the machine decides.
    """

    finished = Signal(object)
    unlocked = Signal(object)
    restore_wanted = Signal()

    def __init__(
        self,
        home: Path,
        practice_home: Path,
        *,
        settings: Settings,
        change_settings: ChangeSettings,
        clock: Clock,
        jobs: Jobs,
        draft: Draft | None = None,
        params: KdfParams | None = None,
    ) -> None:
        super().__init__(None, settings, change_settings, topic="setup", form_width=640, indent=48, top=32)
        look = theme.current()
        self.draft = draft or Draft()
        self._home, self._practice_home = home, practice_home
        self._clock, self._jobs, self._change = clock, jobs, change_settings
        self.params = params
        self._step: Step | None = None
        self._busy = False
        self._bar = StepBar((_("Machine"), _("Place"), _("People"), _("Recovery key"), _("Finish")))
        self.form.addWidget(self._bar)
        self.form.addSpacing(look.size(8))
        holder = QWidget()
        holder.setMinimumHeight(300)
        self._holder = QVBoxLayout(holder)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._holder.addStretch(1)
        self.form.addWidget(holder)
        self._problem = ProblemPanel()
        self.form.addWidget(self._problem)
        self._back = Button(_("Back"), icon="arrow-left", size="dialog")
        self._back.clicked.connect(self.go_back)
        self._next = Button(_("Next"), "primary", size="dialog")
        self._next.clicked.connect(self.go_on)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, look.size(8), 0, 0)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._next)
        self.form.addWidget(self._buttons)
        self.go_to(self.draft.step)

    @property
    def step(self) -> Step:
        """The page in front."""
        assert self._step is not None  # noqa: S101 - from the first line of __init__ on
        return self._step

    def go_on(self) -> None:
        """Next: to the page after this one when the answer will do; on the last page, make the place."""
        if self._busy or not self.step.accept():
            return
        path = self.draft.path
        here = path.index(self.draft.step)
        if here + 1 < len(path):
            self.go_to(path[here + 1])
        else:
            self._make()

    def go_back(self) -> None:
        """To the page before; what stands here is kept."""
        path = self.draft.path
        here = path.index(self.draft.step)
        if here and not self._busy:
            self.step.keep()
            self.go_to(path[here - 1])

    def go_to(self, name: str) -> None:
        """Show a page of `Draft.path`."""
        self.draft.step = name
        self._problem.hide()
        frame = Frame(self.draft, self._clock, self._jobs, self.go_on, self.go_to)
        old, self._step = self._step, self._make_step(name, frame)
        if old is not None:
            self._holder.removeWidget(old)
            let_go(old)
        self._holder.insertWidget(0, self._step)
        self._step.show()  # now, not when the layout is next looked at: it takes the focus below
        welcome = name == "welcome"
        self._bar.setVisible(not welcome)
        self._buttons.setVisible(not welcome)
        if not welcome:
            self._bar.set_current(_STAGE[name.partition(" ")[0]])
        self._next.setText(self._step.next_words)
        self._next.setAccessibleName(self._step.next_words)
        self._focus()

    def keep(self) -> None:
        """Bring what stands on the page in front into the draft."""
        self.step.keep()

    # -- behind the scenes

    def _make_step(self, name: str, frame: Frame) -> Step:
        word, _space, number = name.partition(" ")
        pages: dict[str, Callable[[], Step]] = {
            "welcome": lambda: WelcomeStep(frame, self._practise, self.restore_wanted.emit),
            "kind": lambda: KindStep(frame),
            "site": lambda: site_step(frame),
            "who": lambda: WhoStep(frame, int(number)),
            "words": lambda: WordsStep(frame, int(number)),
            "back": lambda: BackStep(frame, int(number)),
            "second": lambda: SecondStep(frame),
            "key": lambda: KeyStep(frame),
            "group": lambda: GroupStep(frame),
            "finish": lambda: FinishStep(frame),
        }
        return pages[word]()

    def _focus(self) -> None:
        target = self.step.first or self._next
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _make(self) -> None:
        draft, home, clock, chosen = self.draft, self._home, self._clock, self.params
        label = PlaceLabel(draft.kind, draft.site_name, practice=False)  # type: ignore[arg-type]
        people = [(one.name, one.role, one.passphrase) for one in draft.staff]
        code, key = draft.site_code, None if draft.skip_recovery else draft.recovery_key

        def work(token: Token) -> Sitting | None:
            from wagesdesk.models.machine import memory_bytes
            from wagesdesk.models.slots import params_for
            from wagesdesk.services import vault

            token.step(0, 2, _("Making the locked records"))
            staff: list[NewStaff] = [vault.NewStaff(*one) for one in people]
            params = chosen or params_for(memory_bytes())
            vault.create(
                home, label=label, site_code=code, staff=staff, recovery_key=key, clock=clock, params=params,
                floor=chosen or FLOOR,
            )  # fmt: skip
            token.step(1, 2, _("Opening them"))
            return _opened(home, people[0][2], clock)

        self._start(work, home)

    def _practise(self) -> None:
        home, clock, params = self._practice_home, self._clock, self.params or FLOOR
        if (home / "CURRENT").is_file():
            self.finished.emit(home)
            return

        def work(token: Token) -> Sitting | None:
            from wagesdesk.services import practice

            token.step(0, 2, _("Inventing twelve people"))
            zone = clock.local(clock.now()).tzinfo
            practice.create_practice(home, today=clock.today(), zone=zone or UTC, params=params, floor=params)
            token.step(1, 2, _("Opening them"))
            return _opened(home, next(iter(practice.PASSPHRASES.values())), clock)

        self._start(work, home)

    def _start(self, work: Callable[[Token], Sitting | None], home: Path) -> None:
        self._problem.hide()
        self._set_busy(True)
        self._jobs.start(
            work,
            owner=self,
            done=lambda sitting: self._on_made(sitting, home),
            failed=self._on_failed,
            progress=self._on_progress,
        )

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        reason = _("The records are being made") if busy else ""
        self._next.refuse(reason)
        self._back.refuse(reason)
        if isinstance(self._step, WelcomeStep):
            self._step.set_busy(reason)
        elif isinstance(self._step, FinishStep):
            self._step.show_work("")

    def _on_progress(self, progress: Progress) -> None:
        if isinstance(self._step, WelcomeStep | FinishStep):
            self._step.show_work(progress.text)

    def _on_made(self, sitting: Sitting | None, home: Path) -> None:
        if sitting is None:
            self.finished.emit(home)
        else:
            self._change(last_staff=sitting.vault.slot_id)
            self.unlocked.emit(sitting)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, UserError):
            self._problem.say_error(error)
        else:
            self._problem.say(
                Problem(_("Something in the program went wrong."), _("What you typed is kept."), _("Try once more."))
            )
        self._focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.draft.step != "welcome":
            self.go_on()
        elif event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = theme.current()
        if self._left.width() < look.size(_NARROWEST_SIDE):
            self._left.setFixedWidth(0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus()


def _opened(home: Path, passphrase: str, clock: Clock) -> Sitting | None:
    """The vault that was just made, opened by its first person; None when it must be opened on the lock page."""
    from wagesdesk.services import vault

    slot = vault.place(home).slots[0]
    try:
        opened = vault.unlock(home, slot_id=slot.id, secret=passphrase, clock=clock)
    except UserError:
        return None
    return Sitting(opened, slot.staff_id, slot.name, slot.role)
