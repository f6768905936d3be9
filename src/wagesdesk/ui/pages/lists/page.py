"""Bring in a list: a file as the office wrote it, looked at row by row before anybody is added."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from wagesdesk.errors import ListError
from wagesdesk.problems import Problem, describe
from wagesdesk.services import cohort, lists
from wagesdesk.services.people import Added
from wagesdesk.text import _, ngettext
from wagesdesk.ui import file_dialogs, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Job, Token
from wagesdesk.ui.later import later
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.pages.lists import loaded as loading
from wagesdesk.ui.pages.lists import words
from wagesdesk.ui.pages.lists.columns import ColumnsCard
from wagesdesk.ui.pages.lists.foot import Foot
from wagesdesk.ui.pages.lists.loaded import Fields, Loaded
from wagesdesk.ui.pages.lists.rows import RowsPart
from wagesdesk.ui.panes import first_control
from wagesdesk.ui.shoulders import Shoulders
from wagesdesk.ui.ways_in import WaysIn
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.problem_panel import ProblemPanel
from wagesdesk.ui.widgets.stack import Stack


class ListsPage(Page):
    """What was loaded stays until it is taken in, another file is read, it is forgotten, or the lock. What was put
    right in it stays over a lock too, for when the same file is read again.
    """

    interested_in: ClassVar[frozenset[str]] = frozenset({"person", "identity", "enrolment", "cohort", "workshop"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._loaded: Loaded | None = None
        self._job: Job | None = None
        self._taking = False
        self._cohort_of_day = ""
        self.setAcceptDrops(True)
        desk.actions.bind("list.file", self, self.choose_file)
        self._build()
        desk.actions.bind("list.private", self, self.shoulders.turn)
        desk.actions.bind("list.mend", self, self.rows.open_panel)
        desk.actions.bind("list.leave_out", self, self.rows.turn)
        self._show()

    def _build(self) -> None:
        look = theme.current()
        self.head = PageHead(_("Bring in a list"), wrap=True)
        self.other_button = Button(_("Choose another file"), icon="folder-open")
        self.other_button.clicked.connect(self.choose_file)
        self.forget_button = Button(_("Forget this list"), icon="x")
        self.forget_button.clicked.connect(self.forget)
        for button in (self.forget_button, self.other_button):
            self.head.add_button(button)
        self.body.addWidget(self.head)
        self._again = Button(_("Choose another file"), icon="folder-open")
        self._again.clicked.connect(self.choose_file)
        self.refused = ProblemPanel("red", self._again)
        self.ways_in = WaysIn(self.desk, _("The list stays here."))
        self.parts = Stack()
        for panel in (self.refused, self.ways_in):
            self.body.addWidget(panel)
        self.body.addWidget(self.parts, 1)
        self.choose_button = Button(_("Choose a file"), "primary", "folder-open")
        self.choose_button.clicked.connect(self.choose_file)
        self.nothing = EmptyState(
            "file-spreadsheet",
            _(
                "Choose the list that the office sent, or drop it here: .csv or .xlsx, as it is. You look at every row "
                "before anybody is added."
            ),
            self.choose_button,
        )
        new = Button(_("New cohort"), "primary", "plus")
        new.clicked.connect(lambda: self.desk.go("cohort"))
        self.no_cohort = EmptyState("users", _("Participants belong to a cohort. Make the cohort first."), new)
        self.list_part = QWidget()
        column = QVBoxLayout(self.list_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(12))
        self.columns = ColumnsCard()
        self.columns.sheet_chosen.connect(self._on_sheet)
        self.columns.headed.connect(self._on_headed)
        self.columns.changed.connect(self._on_columns)
        show, hide = _("Show numbers and dates"), _("Hide numbers and dates")
        self.shoulders = Shoulders(self, self.desk.actions["list.private"], show=show, hide=hide)
        self.rows = RowsPart(self.desk, self.shoulders.button)
        self.rows.mended.connect(self._on_mended)
        self.rows.turned.connect(self._on_turned)
        self.rows.mending.connect(self._on_mending)
        self.rows.moved.connect(self._offer)
        self.foot = Foot()
        self.foot.accepted.connect(self._on_accepted)
        column.addWidget(self.columns)
        column.addWidget(self.rows, 1)
        column.addWidget(self.foot)
        for part in (self.nothing, self.no_cohort, self.list_part):
            self.parts.addWidget(part)

    # -- what the window asks

    def refresh(self) -> None:
        cohort_id = self.desk.cohort()
        self.shoulders.look()
        if self._cohort_of_day != cohort_id:
            self._cohort_of_day = cohort_id
            self.foot.joined.editor.set_day(cohort.joining_day(self.desk.vault, cohort_id, self.desk.clock.today()))
        self.foot.refuse(self.ways_in.look())
        if self._loaded is not None and cohort_id:
            self._loaded = loading.beside(self._loaded, lists.known_in(self.desk.vault, cohort_id))
        self._show()

    def key_hints(self) -> tuple[KeyHint, ...]:
        actions = self.desk.actions
        if self.parts.currentWidget() is not self.list_part:
            return (actions.hint_for("list.file"),) if self.desk.cohort() else ()
        return (
            KeyHint(("Up", "Down"), _("Choose a row")),
            *(actions.hint_for(name) for name in ("list.mend", "list.leave_out", "list.file")),
            *((actions.hint_for("list.private"),) if actions["list.private"].isEnabled() else ()),
        )

    def state(self) -> Loaded | None:
        return self._loaded

    def restore(self, state: Loaded) -> None:
        self.columns.fold(folded=True)
        self._put(state)
        self.make_stale()

    def typing_key(self) -> str:
        return f"list {self.desk.cohort()} {self._loaded.digest}" if self._loaded is not None else ""

    def typed(self) -> dict[str, Any] | None:
        found = loading.by_hand(self._loaded) if self._loaded is not None else None
        typed, line = self.rows.panel.typed, self.rows.panel.line
        return {**(found or {"mends": {}, "out": []}), "line": line, "typed": typed} if found or typed else None

    def type_again(self, held: Mapping[str, Any]) -> None:
        if self._loaded is not None:
            self._loaded = new = loading.again(self._loaded, held)

            def done(judged: Loaded) -> None:
                self._put(judged)
                if held["typed"]:
                    self.rows.mend_again(held["line"], held["typed"])

            self._start(lambda token: loading.take_as(new, new.mapping, step=_judging(token)), done)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.head, self.columns, self.rows, self.foot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None or not self.isAncestorOf(self.focusWidget()):
            self._give_focus()

    # -- reading

    def choose_file(self) -> None:
        """Ask for the file of a list."""
        if not self._taking and self.desk.cohort():
            file_dialogs.open_file(
                self, _("Bring in a list"), _("Lists (*.csv *.tsv *.txt *.xlsx);;All files (*)"), self.read_file
            )

    def read_file(self, path: Path) -> None:
        """Read a list, as a job, and show what would become of it. Nothing is written."""
        vault, cohort_id, today = self.desk.vault, self.desk.cohort(), self.desk.clock.today()

        def work(token: Token) -> Loaded:
            return loading.read_file(
                vault, cohort_id, path, today, read=_told(token, _("Reading the list")), judge=_judging(token)
            )

        self.refused.hide()
        self._start(work, self._on_read, path.name)

    def _on_sheet(self, number: int) -> None:
        if self._loaded is None:
            return
        vault, cohort_id, book, today = self.desk.vault, self.desk.cohort(), self._loaded.book, self.desk.clock.today()
        self._start(
            lambda token: loading.open_sheet(vault, cohort_id, book, number, today, step=_judging(token)), self._on_read
        )

    def _on_columns(self, mapping: lists.Mapping) -> None:
        if self._loaded is not None:
            old = self._loaded
            self._start(lambda token: loading.take_as(old, mapping, step=_judging(token)), self._put)

    def _on_headed(self, rows: tuple[int, ...]) -> None:
        if self._loaded is not None:
            old = self._loaded
            self._start(lambda token: loading.head_at(old, rows, step=_judging(token)), self._put)

    def _start(self, work: Callable[[Token], Loaded], done: Callable[[Loaded], None], name: str = "") -> None:
        """Read in place of whatever is being read."""
        if self._job is not None:
            self._job.cancel()
        self.foot.wait(_("Looking at the rows."))

        def on_done(new: Loaded) -> None:
            if self._job is job:
                self._end_job()
                done(new)

        def on_failed(error: Exception) -> None:
            if self._job is job:
                self._end_job()
                self._on_failed(error, name)

        job = self.desk.jobs.start(work, owner=self, done=on_done, failed=on_failed)
        self._job = job

    def _end_job(self) -> None:
        self._job = None
        self.foot.wait("")

    def _on_failed(self, error: Exception, name: str) -> None:
        self._show()  # as it was before
        if isinstance(error, ListError):
            problem = describe(error)
            what = _("%(file)s: %(what)s") % {"file": name, "what": problem.what}
            self.refused.say(Problem(what, problem.safe, problem.now))
            self.other_button.hide()
            self.columns.fold(folded=True)  # the list that is here stays in sight
            self._again.setFocus()
        else:
            self.desk.problem(error)

    def _on_read(self, new: Loaded) -> None:
        self.refused.hide()
        small = theme.current().large  # the rows show what was guessed
        self.columns.fold(folded=new.mapping.has_names and (new.mapping.remembered or small))
        self._put(new)
        self.rows.show_from_the_top()
        self._give_focus()
        self._fill_again()

    # -- showing

    def _put(self, new: Loaded) -> None:
        self._loaded = new
        self._show()

    def _show(self) -> None:
        loaded, here = self._loaded, bool(self.desk.cohort())
        listed = here and loaded is not None
        self.parts.setCurrentWidget(self.list_part if listed else self.nothing if here else self.no_cohort)
        self.other_button.setVisible(listed)
        self.forget_button.setVisible(listed)
        if loaded is not None:
            self.columns.show_list(loaded, hidden=self.shoulders.hidden)
            self.rows.hide_private(hidden=self.shoulders.hidden)
            self.rows.show_list(loaded.shown)
            self.foot.show_list(loaded.shown, loaded.mapping)
            self.head.set_line(words.said(loaded.book.name, loaded.shown))
        else:
            self.head.set_line("")
        self.head.setMinimumHeight(self.head.minimumSizeHint().height())
        self._offer()
        self.shoulders.offer(here=listed)

    def _offer(self) -> None:
        """The keys of a row work while there is one."""
        row = self.rows.current() if self.parts.currentWidget() is self.list_part else None
        self.desk.actions["list.file"].setEnabled(bool(self.desk.cohort()))
        self.desk.actions["list.mend"].setEnabled(row is not None)
        leave = self.desk.actions["list.leave_out"]
        leave.setEnabled(row is not None and row.code not in lists.SKIPPED)
        text = _("Count it again") if row is not None and row.code == "left_out" else _("Leave out")
        if leave.text() != text:
            leave.setText(text)
            self.rows.out_button.setText(text)
            self.hints_changed.emit()

    def _give_focus(self) -> None:
        shown = self.parts.currentWidget()
        target = self.rows.table if shown is self.list_part else first_control(shown)
        if target is not None:
            target.setFocus()

    # -- putting right

    def _on_mending(self) -> None:
        self.columns.fold(folded=True)
        later(0, self, self._scroll_to_panel)  # it has its place after the next layout

    def _scroll_to_panel(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            above.ensureWidgetVisible(self.rows.panel)

    def _on_mended(self, line: int, fields: Fields) -> None:
        if self._loaded is not None:
            self._put(loading.mend(self._loaded, line, fields))

    def _on_turned(self, line: int, out: bool) -> None:
        if self._loaded is not None:
            self._put(loading.leave_out(self._loaded, line, out=out))

    def forget(self) -> None:
        """Drop the list; nothing of it was written."""
        if self._job is not None:
            self._job.cancel()
        self.drop_typing()
        self._loaded = None
        self.refused.hide()
        self._show()
        self._give_focus()

    # -- taking in

    def _on_accepted(self) -> None:
        loaded, joined, source = self._loaded, self.foot.day, self.foot.who
        if loaded is None or joined is None:
            return
        vault, actor, cohort_id = self.desk.vault, self.desk.staff_id, self.desk.cohort()

        def work(token: Token) -> Added:
            lists.remember(vault, loaded.mapping)
            return lists.accept(
                vault, actor, cohort_id=cohort_id, preview=loaded.shown, joined_on=joined, source=source,
                step=_told(token, _("Adding people")),
            )  # fmt: skip

        self._set_taking(taking=True)
        self.desk.jobs.start(work, owner=self, done=self._on_taken, failed=self._on_not_taken)

    def _set_taking(self, *, taking: bool) -> None:
        self._taking = taking
        self.list_part.setEnabled(not taking)
        self.head.setEnabled(not taking)
        self.foot.wait(_("Adding them now.") if taking else "")

    def _on_taken(self, done: Added) -> None:
        self._set_taking(taking=False)
        shown = self.isVisible()
        self.forget()
        self.desk.bus.tell(done.changes)
        if shown:
            self.desk.go("participants")
        count = len(done.people)
        self.desk.toast(ngettext("Added %(n)d person", "Added %(n)d people", count) % {"n": count}, undo=True)

    def _on_not_taken(self, error: Exception) -> None:
        self._set_taking(taking=False)
        self.make_stale()
        self.desk.problem(error)

    # -- dropping a file here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile() and self.desk.cohort() and not self._taking:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.read_file(Path(event.mimeData().urls()[0].toLocalFile()))


def _told(token: Token, words: str) -> loading.Step:
    return lambda done, total: token.step(done, total, words)


def _judging(token: Token) -> loading.Step:
    return _told(token, _("Looking at the rows"))
