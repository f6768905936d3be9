"""To settle: what machines wrote differently, what is held back, and who may have been entered twice."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.models.records import BY_TYPE
from wagesdesk.text import _
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Cancelled
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.pages.settle.clashes_view import ClashesView
from wagesdesk.ui.pages.settle.held_view import HeldView
from wagesdesk.ui.pages.settle.same_view import SameView
from wagesdesk.ui.pages.settle.waiting import Waiting, look
from wagesdesk.ui.panes import first_control
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.stack import Stack
from wagesdesk.ui.widgets.tab_bar import TabBar

TABS = ("clashes", "held", "same")


class SettlePage(Page):
    """`go("settle", tab=…)`. What waits is read as a job each time something changed."""

    interested_in: ClassVar[frozenset[str]] = frozenset(BY_TYPE) | {"quarantine_release"}

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.head = PageHead(
            _("To settle"), _("There is no hurry. What waits is kept, and is the same on every machine.")
        )
        self.body.addWidget(self.head)
        frame = QFrame()
        frame.setProperty("tabs", True)
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        self.tabs = TabBar(_("Parts of this page"))
        for text in _tab_words((0, 0, 0)):
            self.tabs.add(text)
        row.addWidget(self.tabs)
        self.body.addWidget(frame)
        self.clashes = ClashesView(desk)
        self.clashes.later.connect(self._leave)
        self.held = HeldView(desk)
        self.same = SameView(desk)
        self.views = Stack(self.clashes, self.held, self.same)
        self.tabs.currentChanged.connect(self._on_tab)
        self.body.addWidget(self.views, 1)
        bind = desk.actions.bind
        bind("settle.next", self.clashes, lambda: self.clashes.step(1))
        bind("settle.last", self.clashes, lambda: self.clashes.step(-1))
        bind("settle.ask", self.clashes, self.clashes.ask)
        bind("settle.next_tab", self, lambda: self.tabs.step(1))
        bind("settle.last_tab", self, lambda: self.tabs.step(-1))

    def show_where(self, **where: str) -> None:
        if where.get("tab", "") in TABS:
            self.tabs.setCurrentIndex(TABS.index(where["tab"]))

    def refresh(self) -> None:
        vault, staff_id = self.desk.vault, self.desk.staff_id
        self.desk.jobs.start(
            lambda _token: look(vault, staff_id), owner=self, done=self._show, failed=self._failed
        )  # fmt: skip

    def state(self) -> str | None:
        return TABS[self.tabs.currentIndex()] if self.tabs.currentIndex() else None

    def restore(self, state: str) -> None:
        self.show_where(tab=state)

    def key_hints(self) -> tuple[KeyHint, ...]:
        actions = self.desk.actions
        if self.views.currentWidget() is self.clashes and not self.clashes.blocks:
            return (actions.hint_for("settle.next_tab"),)
        if self.views.currentWidget() is not self.clashes:
            return (actions.hint_for("settle.next_tab"), *self.undo_hint())
        return (
            KeyHint(("Left", "Right"), _("Choose a side")),
            KeyHint(("Enter",), _("Keep it")),
            actions.hint_for("settle.ask"),
            actions.hint_for("settle.next"),
            *self.undo_hint(),
        )

    def panes(self) -> tuple[QWidget, ...]:
        if self.views.currentWidget() is self.clashes and self.clashes.blocks:
            return (self.tabs, self.clashes.list, self.clashes.card)
        return (self.tabs, self.views)

    def _show(self, waiting: Waiting) -> None:
        inside = self._has_focus()
        self.clashes.show_clashes(waiting.clashes)
        self.held.show_origins(waiting.origins, waiting.refused)
        self.same.show_pairs(waiting.likely, waiting.joinings)
        counts = (
            sum(not one.asking for one in waiting.clashes),
            sum(len(one.held) for one in waiting.origins),
            len(waiting.likely),
        )
        for number, text in enumerate(_tab_words(counts)):
            self.tabs.setTabText(number, text)
        if inside and not self._has_focus():  # what was pressed is gone: to what follows it, or to the tabs
            (first_control(self.views.currentWidget()) or self.tabs).setFocus()
        self.hints_changed.emit()

    def _has_focus(self) -> bool:
        """Whether something that can be used has the focus here; a part that is empty takes it without a ring."""
        focused: QWidget | None = self.window().focusWidget()
        if focused is None or focused.focusPolicy() == Qt.FocusPolicy.NoFocus:
            return False
        return self.views.isAncestorOf(focused)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError | Cancelled):
            self.desk.problem(error)

    def _on_tab(self, number: int) -> None:
        self.views.setCurrentIndex(number)
        self.hints_changed.emit()

    def _leave(self) -> None:
        self.desk.go("inbox" if self.desk.place.outside else "today")


def _tab_words(counts: tuple[int, int, int]) -> tuple[str, ...]:
    """The tabs with how much waits in each; it is never urgent, so no badge."""
    names = (_("Written twice"), _("Held back"), _("The same person?"))
    return tuple(
        _("%(name)s %(n)d") % {"name": name, "n": count} if count else name
        for name, count in zip(names, counts, strict=True)
    )
