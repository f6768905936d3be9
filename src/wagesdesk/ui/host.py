"""The one window: it holds the first run, the lock page or the shell, and brings the cover down over the shell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from wagesdesk import settings as device
from wagesdesk import text
from wagesdesk.clock import Clock
from wagesdesk.errors import UserError
from wagesdesk.services import vault
from wagesdesk.services.changes import Changes
from wagesdesk.text import _
from wagesdesk.ui import crash, preload, reading_order, theme
from wagesdesk.ui.backups import OwnBackups
from wagesdesk.ui.closing import ClosingPage, backup_failed, close_vault
from wagesdesk.ui.cover import Cover, Idle, code_minutes, put_away
from wagesdesk.ui.date_page import DatePage
from wagesdesk.ui.desk import Place, Sitting
from wagesdesk.ui.homes import Homes
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.later import later
from wagesdesk.ui.lock import LockPage, ProblemPage
from wagesdesk.ui.lock_frame import LockFrame
from wagesdesk.ui.page import PageSpec
from wagesdesk.ui.pages import PAGES
from wagesdesk.ui.proving import Proving
from wagesdesk.ui.widgets.letting_go import let_go

if TYPE_CHECKING:
    from wagesdesk.services.proving import Found
    from wagesdesk.ui.handover import HandOver
    from wagesdesk.ui.setup.draft import Draft
    from wagesdesk.ui.window import Shell, Standing

__all__ = ["Homes", "Host"]
_REDRAWN = frozenset({"language", "text_size", "theme"})


class Host(QMainWindow):
    """Made once per process; `start` decides what is shown first, `painted` says whether anything was."""

    def __init__(
        self,
        app: QApplication,
        homes: Homes,
        *,
        settings: device.Settings,
        settings_file: Path,
        clock: Clock,
        notice: str = "",
        pages: Sequence[PageSpec] = PAGES,
    ) -> None:
        """`notice` is said on the lock page, in words."""
        super().__init__()
        self._app, self._homes, self._clock = app, homes, clock
        self._settings, self._file = settings, settings_file
        self._notice, self._specs = notice, pages
        self._home, self._outside = homes.real, False
        self._sitting: Sitting | None = None
        self._leaving: Sitting | None = None
        self._said = ""
        self._idle: Idle | None = None
        self._cover: Cover | None = None
        self._hidden: list[QDialog] = []
        self._handed: HandOver | None = None
        self._draft: Draft | None = None
        self.painted = False
        self.jobs = Jobs(lambda error: crash.handle(error, self), self)
        self.backups = OwnBackups(self.jobs, lambda: self._settings.last_backup_folder, self)
        self.backups.made.connect(lambda: self._on_backed_up(None))
        self.backups.failed.connect(self._on_backed_up)
        self.proving = Proving(self.jobs, self)
        self.proving.found.connect(self._on_found)
        self._layers = QStackedWidget()
        self.setCentralWidget(self._layers)
        self.setWindowTitle("WagesDesk")
        self.setMinimumSize(1000, 600)
        self.resize(1366, 768)

    def start(self) -> None:
        """The lock page, or the first run when there is no vault; the problem in words when it cannot be told."""
        try:
            info = vault.place(self._home)
        except UserError as error:
            self._dress(outside=False)
            problem = ProblemPage(error, self._settings, self.change_settings, again=self.start)
            problem.restore_wanted.connect(self._show_restore)
            self._show(problem)
            return
        self._dress(outside=info.kind == "outside")
        if info.exists:
            self._show_lock(info)
        else:
            self._show_setup()

    @property
    def front(self) -> QWidget | None:
        """What is shown now: the first run, the lock page, the shell or the cover; None before `start`."""
        return self._layers.currentWidget()

    def change_settings(self, **fields: device.Value) -> None:
        """See desk.ChangeSettings."""
        before = self._settings
        redrawn = any(name in _REDRAWN and getattr(before, name) != value for name, value in fields.items())
        if redrawn and not self.jobs.idle:
            self._say(_("Wait until the work is finished, then choose again."))
            return
        self._settings = before.changed(**fields)
        try:
            device.save(self._settings, self._file)
        except OSError:
            self._say(_("This holds until you close WagesDesk: its settings file cannot be written."))
        if redrawn:
            self._redraw()

    def cover(self, idle_minutes: int = 0) -> None:
        """Hide the window's content at once; `idle_minutes` 0 when somebody asked for it."""
        if self._sitting is None or self._cover is not None or self._handed is not None:
            return
        self._hidden = put_away()
        self._cover = Cover(
            self._sitting, idle_minutes=idle_minutes, settings=self._settings, clock=self._clock, jobs=self.jobs
        )
        self._cover.opened.connect(self._uncover)
        self._cover.locked.connect(self.lock)
        self._layers.addWidget(self._cover)
        self._layers.setCurrentWidget(self._cover)

    def lock(self) -> None:
        """Hide everything, make a backup of what was written since the last, forget the key, show the lock page."""
        sitting = self._leave()
        if sitting is None:
            return
        if self.backups.before_lock(sitting.vault, self._locked):
            self._leaving, label = sitting, sitting.vault.place
            self._show(ClosingPage(Place(label.kind, label.name, label.practice), self._settings))
        else:
            self._said = close_vault(sitting.vault) or self._said
            self.start()

    def lock_at_once(self) -> None:
        """As `lock`, without a backup: the machine was asleep, and the key goes first."""
        if (sitting := self._leave()) is not None:
            self._said = close_vault(sitting.vault) or self._said
            self.start()

    def hand_over(self) -> None:
        """Give the window to the participants, until a member of staff ends it with the passphrase."""
        from wagesdesk.ui.handover import HandOver

        shell = self._shell()
        if self._sitting is None or self._idle is None or shell is None or self.front is not shell:
            return
        if not self.jobs.idle:
            self._say(_("Wait until the work is finished, then hand over."))
            return
        self._handed = HandOver(self, shell, self._sitting, self._settings.language, self.jobs, self._show, self._idle)
        self._handed.ended.connect(self._take_back)
        self._handed.locked.connect(self.lock)

    # -- behind the scenes

    def _take_back(self) -> None:
        """The window is the staff's again, as it was."""
        if (handed := self._end_kiosk()) is not None and self._sitting is not None:
            self._show_shell(self._sitting, handed.standing)

    def _end_kiosk(self) -> HandOver | None:
        handed, self._handed = self._handed, None
        if handed is not None:
            handed.end()
            self._dress(outside=self._outside)
        return handed

    def _uncover(self) -> None:
        cover, self._cover = self._cover, None
        if cover is None:
            return
        self._layers.removeWidget(cover)
        let_go(cover)
        for dialog in self._hidden:
            dialog.open()
        self._hidden = []

    def _leave(self) -> Sitting | None:
        """Stop everything that uses the vault; returns the sitting that was, its vault still open."""
        sitting, self._sitting = self._sitting, None
        for dialog in self._hidden:
            let_go(dialog)
        self._hidden, self._cover = [], None
        self.backups.end()
        self.proving.end()
        self._end_kiosk()
        if self._idle is not None:
            self._idle.end()
            self._idle = None
        if self._leaving is None:
            self.jobs.drain()
        if (shell := self._shell()) is not None:
            shell.leave()
        return sitting

    def _shell(self) -> Shell | None:
        from wagesdesk.ui.window import Shell

        under = self._layers.widget(0)
        return under if isinstance(under, Shell) else None

    def _locked(self, failure: Exception | None) -> None:
        """The backup before locking ended, well or not."""
        sitting, self._leaving = self._leaving, None
        if failure is not None:
            self._said = backup_failed(failure)
        if sitting is not None:
            self._said = close_vault(sitting.vault) or self._said
        self.start()

    def _on_backed_up(self, failure: Exception | None) -> None:
        shell = self._shell()
        if shell is None:
            return
        if failure is None:
            shell.desk.bus.tell(Changes(frozenset({"backup"})))
        else:
            shell.problem(failure)

    def _on_found(self, found: Found) -> None:
        if (shell := self._shell()) is not None:
            shell.tell(found.codes)
            shell.desk.bus.tell(found.changes)

    def _on_unlocked(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._show_shell(sitting)
        # After the shell stands: the watcher sees every event of the application, and building makes thousands.
        self._idle = Idle(self._app, self._settings.idle_minutes, self._clock, self)
        self._idle.idle.connect(lambda: self.cover(self._settings.idle_minutes))
        self._idle.woke.connect(self.lock_at_once)
        if "clock_doubtful" in sitting.vault.notices:
            self._ask_date()
        self.backups.begin(sitting.vault)
        self.proving.begin(sitting.vault)
        if self._settings.quick_code != (code_minutes(sitting.vault) > 0):
            self.change_settings(quick_code=not self._settings.quick_code)

    def _ask_date(self) -> None:
        """Over the shell: is today today?"""
        if self._sitting is None:
            return
        page = DatePage(self._sitting, self._settings, self.change_settings, self._clock)
        page.settled.connect(lambda: self._on_date(page, sure=True))
        page.left.connect(lambda: self._on_date(page, sure=False))
        self._layers.addWidget(page)
        self._layers.setCurrentWidget(page)

    def _on_date(self, page: DatePage, *, sure: bool) -> None:
        self._layers.removeWidget(page)
        let_go(page)
        if sure and (shell := self._shell()) is not None:
            shell.settle_date()

    def _show_shell(self, sitting: Sitting, standing: Standing | None = None) -> None:
        from wagesdesk.ui.window import Shell

        shell = Shell(
            sitting, settings=lambda: self._settings, change_settings=self.change_settings, clock=self._clock,
            jobs=self.jobs, pages=self._specs,
        )  # fmt: skip
        shell.cover_wanted.connect(self.cover)
        shell.hand_over_wanted.connect(self.hand_over)
        shell.date_wanted.connect(self._ask_date)
        shell.renamed.connect(self._redraw)
        self._show(shell)
        if standing is not None:
            shell.stand(standing)
        else:
            shell.go(shell.first)

    def _show_lock(self, info: vault.PlaceInfo) -> None:
        page = LockPage(
            self._home, info, settings=self._settings, change_settings=self.change_settings, clock=self._clock,
            jobs=self.jobs, other=self._homes.other_words(self._home),
        )  # fmt: skip
        self._show(page)
        page.unlocked.connect(self._on_unlocked)
        page.elsewhere.connect(lambda: self._on_set_up(self._homes.other(self._home)))
        page.restore_wanted.connect(self._show_restore)

    def _show_restore(self) -> None:
        from wagesdesk.ui.restore.page import RestorePage, places

        page = RestorePage(
            self._home, places(self._home, self._settings.last_backup_folder), settings=self._settings,
            change_settings=self.change_settings, clock=self._clock, jobs=self.jobs,
        )  # fmt: skip
        page.left.connect(self.start)
        page.unlocked.connect(self._on_first_unlock)
        self._show(page)

    def _show_setup(self) -> None:
        from wagesdesk.ui.setup.page import SetupPage

        page = SetupPage(
            self._homes.real,
            self._homes.practice,
            settings=self._settings,
            change_settings=self.change_settings,
            clock=self._clock,
            jobs=self.jobs,
            draft=self._draft,
        )
        self._draft = page.draft
        page.finished.connect(self._on_set_up)
        page.unlocked.connect(self._on_first_unlock)
        page.restore_wanted.connect(self._show_restore)
        self._show(page)

    def _on_set_up(self, home: Path) -> None:
        self._home, self._draft = home, None
        self.start()

    def _on_first_unlock(self, sitting: Sitting) -> None:
        self._home, self._draft = sitting.vault.home, None
        self._dress(outside=sitting.vault.place.kind == "outside")
        self._on_unlocked(sitting)

    def _redraw(self) -> None:
        """Make what is shown anew, at the same place."""
        from wagesdesk.ui.restore.page import RestorePage
        from wagesdesk.ui.setup.page import SetupPage

        if self._sitting is None:
            if isinstance(self.front, RestorePage):
                self._dress(outside=self._outside)
                self._show_restore()
                return
            if isinstance(self.front, SetupPage):
                self.front.keep()
            self.start()
            return
        asking, shell = isinstance(self.front, DatePage), self._shell()
        standing = shell.standing() if shell is not None else None
        self._dress(outside=self._outside)
        self._show_shell(self._sitting, standing)
        if asking:
            self._ask_date()

    def _dress(self, *, outside: bool) -> None:
        self._outside = outside
        text.use_language(self._settings.language)
        name = theme.resolve(self._settings.theme)
        theme.apply(self._app, theme.load(name, outside=outside, factor=self._settings.text_size / 100))

    def _show(self, widget: QWidget) -> None:
        while (old := self._layers.widget(0)) is not None:
            self._layers.removeWidget(old)
            let_go(old)
        self._layers.addWidget(widget)
        if isinstance(widget, LockPage) and self._said:
            widget.notice.say(self._said)
            self._said = ""
        elif self._notice and isinstance(widget, LockFrame):
            widget.notice.say(self._notice)

    def _say(self, words: str) -> None:
        if (shell := self._shell()) is not None and self.front is shell:
            shell.toast(words)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return reading_order.step(self, QApplication.focusWidget(), forward=forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            later(0, self, preload.start)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._handed is not None and self._handed.refuses(event):
            return
        leaving, self._leaving = self._leaving, None
        sitting = self._leave() or leaving
        self.hide()
        self._show(QWidget())
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no timer of a page outlives the worker
        self.jobs.shutdown()
        if sitting is not None:
            self.backups.now(sitting.vault)
            self._said = close_vault(sitting.vault) or self._said
        super().closeEvent(event)
