"""The shell in which all pages stand: sidebar, top bar, key bar, toast and banners, from unlock to lock."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from wagesdesk.clock import Clock
from wagesdesk.errors import UserError
from wagesdesk.problems import describe, describe_notice
from wagesdesk.services.changes import Changes
from wagesdesk.settings import Settings
from wagesdesk.text import _
from wagesdesk.ui import panes, theme
from wagesdesk.ui.actions import Actions
from wagesdesk.ui.bus import Bus
from wagesdesk.ui.desk import ChangeSettings, Desk, Place, Sitting
from wagesdesk.ui.finder.finder import Finder
from wagesdesk.ui.help import HelpPanel
from wagesdesk.ui.jobs import Cancelled, Job, Jobs
from wagesdesk.ui.page import Page, PageSpec
from wagesdesk.ui.pages import PAGES
from wagesdesk.ui.reversing import reverse
from wagesdesk.ui.sidebar import Sidebar
from wagesdesk.ui.topbar import TopBar
from wagesdesk.ui.widgets.banner import Banner, ProgressRow
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.key_bar import HintButton, KeyBar
from wagesdesk.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from wagesdesk.services.cohort import CohortTitle

KEEP_EVERY_MS = 2000


@dataclass(frozen=True)
class Standing:
    """The page that is shown, what of it, and what is under way on every page by its id."""

    page_id: str
    where: dict[str, str]
    states: dict[str, object]


class Shell(QWidget):
    """`cover_wanted` when F12 was pressed, `date_wanted` when somebody wants to look at a doubtful date,
    `renamed` when the place was given another name, `hand_over_wanted` when participants shall write.

    Made anew when language, text size or theme change; see `where`.
    """

    cover_wanted = Signal()
    date_wanted = Signal()
    renamed = Signal()
    hand_over_wanted = Signal()

    def __init__(
        self,
        sitting: Sitting,
        *,
        settings: Callable[[], Settings],
        change_settings: ChangeSettings,
        clock: Clock,
        jobs: Jobs,
        pages: Sequence[PageSpec] = PAGES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        label = sitting.vault.place
        self._place = Place(label.kind, label.name, label.practice)
        self._specs = {spec.id: spec for spec in pages if label.kind in spec.places}
        self._pages: dict[str, Page] = {}
        self._sheets: dict[str, QScrollArea] = {}
        self._where: tuple[str, dict[str, str]] = ("", {})
        self._cohort = ""
        self.actions_of = Actions(self)
        self.desk = Desk(
            vault=sitting.vault,
            staff_id=sitting.staff_id,
            staff_name=sitting.staff_name,
            role=sitting.role,
            place=self._place,
            clock=clock,
            bus=Bus(self),
            jobs=jobs,
            actions=self.actions_of,
            settings=settings,
            change_settings=change_settings,
            cohort=lambda: self._cohort,
            choose_cohort=self.choose_cohort,
            toast=self.toast,
            go=self.go,
            problem=self.problem,
        )
        self._build()
        self._bind()
        keeping = QTimer(self)
        keeping.timeout.connect(self.keep_typing)
        keeping.start(KEEP_EVERY_MS)
        self.desk.bus.changed.connect(self._on_changed)
        jobs.running.connect(self._on_running)
        jobs.finished.connect(self._on_finished)
        self._read_cohort(settings().last_cohort)
        self._count(None)
        self.tell(sitting.vault.notices)

    # -- what pages ask for

    def go(self, page_id: str, **where: str) -> None:
        """Show a page; see Desk.go."""
        spec = self._specs[page_id]
        page = self._page(spec)
        page.show_where(**where)
        if (page_id, where) != self._where:
            self._toast.hide()  # going on is the next action
        self._where = (page_id, where)
        self._stack.setCurrentWidget(self._sheets[page_id])
        self._sidebar.light(spec.under or page_id)
        self._keys.set_hints(page.key_hints())
        if self._help.isVisible():
            self._help.show_topic(self._help_topic())

    @property
    def where(self) -> tuple[str, dict[str, str]]:
        """What the last `go` showed, to come back to it in a new window."""
        return self._where

    def standing(self) -> Standing:
        """How it stands, for the window that takes this one's place."""
        found = {page_id: page.state() for page_id, page in self._pages.items()}
        return Standing(*self._where, {page_id: state for page_id, state in found.items() if state is not None})

    def stand(self, standing: Standing) -> None:
        """Go on as the window before stood."""
        self.go(standing.page_id, **standing.where)
        for page_id, state in standing.states.items():
            self._page(self._specs[page_id]).restore(state)

    def keep_typing(self) -> None:
        """Make durable what is typed in the form in front. Every two seconds."""
        page = self._pages.get(self._where[0])
        if page is not None:
            page.keep_typing()

    def leave(self) -> None:
        """Let the page in front keep or save what is typed in it: the records are about to lock."""
        page = self._pages.get(self._where[0])
        if page is not None:
            page.leave()

    @property
    def first(self) -> str:
        """The id of the page that is shown after unlock."""
        return next(iter(self._specs), "")

    def page(self, page_id: str) -> Page:
        """The page with this id, made when first asked for."""
        return self._page(self._specs[page_id])

    def toast(self, text: str, undo: bool = False) -> None:
        self._toast.say(text, undo)

    def problem(self, error: Exception) -> None:
        """A red bar with the three sentences; work that was stopped gets a toast."""
        if isinstance(error, Cancelled):
            self.toast(_("Stopped. Nothing was written."))
        elif isinstance(error, UserError):
            problem = describe(error)
            self._problem.say(problem.what, f"{problem.safe} {problem.now}")
        else:
            self._problem.say(
                _("Something in the program went wrong."), _("What was saved before is safe. Try again, or lock.")
            )

    def tell(self, codes: Sequence[str]) -> None:
        """Say in bars what the vault noticed; see `problems.describe_notice`."""
        for code in codes:
            problem = describe_notice(code)
            banner = self._found.get(code, self._date if code == "clock_doubtful" else self._notice)
            banner.say(problem.what, f"{problem.safe} {problem.now}")

    def settle_date(self) -> None:
        """Somebody said that the machine's date is right: what is counted by it is counted now."""
        self._date.hide()
        for page in self._pages.values():
            page.make_stale()

    def choose_cohort(self, cohort_id: str) -> None:
        self.keep_typing()
        self._read_cohort(cohort_id)
        self.desk.change_settings(last_cohort=self._cohort)
        self._count(None)
        for page in self._pages.values():
            page.make_stale()

    # -- building

    def _build(self) -> None:
        look, desk = theme.current(), self.desk
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        listed = [spec for spec in self._specs.values() if not spec.under]
        self._sidebar = Sidebar(listed, self._place, desk.staff_name, desk.role)
        self._sidebar.chosen.connect(self.go)
        row.addWidget(self._sidebar)
        column = QVBoxLayout()
        column.setSpacing(0)
        row.addLayout(column, 1)
        self._finder = Finder(desk, self._offered(), frozenset(self._specs), lambda: self._where[0], self)
        self._top = TopBar(
            desk.settings(),
            desk.change_settings,
            self.choose_cohort,
            self._finder.box,
            self.actions_of.button_for("lock"),
        )
        column.addWidget(self._top)
        if self._place.practice:
            practice = Banner("amber", parent=self)
            practice.say(_("Practice: invented people. Nothing here is about a real person."))
            column.addWidget(practice)
        look_at_date = Button(_("Look at the date"), icon="calendar-days", size="small")
        look_at_date.clicked.connect(self.date_wanted)
        self._date = Banner("amber", button=look_at_date)
        self._notice = Banner("amber", closable=True)
        self._found = {code: self._found_bar(code) for code in ("journal_changed", "tables_mended")}
        self._problem = Banner("red", closable=True)
        self._progress = ProgressRow()
        self._progress.stopped.connect(self._on_stop)
        self._running: Job | None = None
        self._stack = QStackedWidget()
        actions = self.actions_of
        self._keys = KeyBar(HintButton(actions.hint_for("help"), actions["help"]))
        for widget in (self._date, self._notice, *self._found.values(), self._problem, self._progress):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self._keys)
        self._toast = Toast(self, above=look.size(30))
        self._toast.undo.connect(lambda: reverse(self.desk, self, "undo"))
        self._help = HelpPanel(self, above=look.size(52), below=look.size(30))

    def _found_bar(self, code: str) -> Banner:
        bar = Banner("red", closable=True)
        bar.closed.connect(lambda: self._on_seen(code))
        return bar

    def _bind(self) -> None:
        bind = self.actions_of.bind
        bind("lock", self, self.cover_wanted.emit)
        bind("find", self, self._finder.open)
        bind("help", self, lambda: self._help.turn(self._help_topic()))
        bind("undo", self, lambda: reverse(self.desk, self, "undo"))
        bind("redo", self, lambda: reverse(self.desk, self, "redo"))
        bind("next_pane", self, lambda: panes.focus_next(self._sidebar, self._top, *self._page_panes()))
        bind("full_screen", self, self._toggle_full_screen)
        if not self._place.outside:
            bind("hand_over", self, self.hand_over_wanted.emit)
        if "workshops" in self._specs:
            bind("go_register", self, lambda: self.go("workshops"))
        for spec, keys in self._offered():
            if not keys:
                continue
            action = QAction(_(spec.title), self)
            action.setShortcut(QKeySequence("+".join(keys)))
            action.triggered.connect(lambda *_, page_id=spec.id: self.go(page_id))
            self.addAction(action)

    def _offered(self) -> list[tuple[PageSpec, tuple[str, ...]]]:
        """The pages that need no more than their name to be shown; those of the sidebar with their keys."""
        listed = [spec for spec in self._specs.values() if not spec.under][:9]
        keys = {spec.id: ("Ctrl", str(number)) for number, spec in enumerate(listed, start=1)}
        return [(spec, keys.get(spec.id, ())) for spec in self._specs.values() if not spec.of_one]

    def _help_topic(self) -> str:
        page_id = self._where[0]
        return self._pages[page_id].help_topic() or page_id

    def _page(self, spec: PageSpec) -> Page:
        if spec.id not in self._pages:
            module, _colon, name = spec.factory.partition(":")
            factory = cast("Callable[[Desk], Page]", getattr(importlib.import_module(module), name))
            page = factory(self.desk)
            page.setAccessibleName(_(spec.title))
            page.hints_changed.connect(lambda: self._show_hints(spec.id))
            self._pages[spec.id] = page
            sheet = QScrollArea()
            sheet.setWidgetResizable(True)
            sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._sheets[spec.id] = sheet
            self._stack.addWidget(sheet)
            sheet.setWidget(page)
        return self._pages[spec.id]

    def _show_hints(self, page_id: str) -> None:
        if self._where[0] == page_id in self._pages:
            self._keys.set_hints(self._pages[page_id].key_hints())

    def _page_panes(self) -> tuple[QWidget, ...]:
        page = self._pages.get(self._where[0])
        help_panel = (self._help,) if self._help.isVisible() else ()
        return (*page.panes(), *help_panel) if page is not None else ()

    # -- what happens

    def _read_cohort(self, wanted: str) -> None:
        """The wanted cohort is chosen; if there is none such, the one that ends last."""
        from wagesdesk.services import cohort

        vault = self.desk.vault
        try:
            chosen = cohort.title(vault, wanted) or next(iter(self._cohorts()), None)
        except UserError as error:
            self.problem(error)
            return
        self._cohort = chosen.id if chosen is not None else ""
        if "workshops" in self._specs:
            self._top.set_cohort(chosen, self._cohorts)

    def _cohorts(self) -> tuple[CohortTitle, ...]:
        """Those that can be chosen."""
        from wagesdesk.services import cohort

        try:
            return cohort.titles(self.desk.vault)
        except UserError as error:
            self.problem(error)
            return ()

    def _on_seen(self, code: str) -> None:
        from wagesdesk.services import proving

        try:
            proving.seen(self.desk.vault, code)
        except UserError as error:
            self.problem(error)

    def _on_changed(self, changes: Changes) -> None:
        self._top.set_saved(self.desk.clock.local(self.desk.clock.now()))
        self._problem.hide()
        if self.desk.vault.place.name != self._place.name:
            self.renamed.emit()
        if "cohort" in changes.kinds:
            self._read_cohort(self._cohort)
        self._count(changes.kinds)
        self._show_hints(self._where[0])  # there is something to undo now, or nothing any more

    def _count(self, kinds: frozenset[str] | None) -> None:
        """How much waits on the pages that say so, after these record types changed; None for all."""
        for spec in self._specs.values():
            if not spec.counts or not (kinds is None or kinds & spec.counted):
                continue
            module, _colon, name = spec.counts.partition(":")
            count = getattr(importlib.import_module(module), name)
            try:
                self._sidebar.set_count(spec.id, count(self.desk.vault, self._cohort))
            except UserError as error:
                self.problem(error)

    def _on_running(self, job: Job) -> None:
        self._running = job
        self._progress.show_progress(job.latest)

    def _on_finished(self, job: Job) -> None:
        if job is self._running:
            self._running = None
            self._progress.hide()

    def _on_stop(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _toggle_full_screen(self) -> None:
        window = self.window()
        full = not window.isFullScreen()
        window.showFullScreen() if full else window.showNormal()
        self.desk.change_settings(full_screen=full)
