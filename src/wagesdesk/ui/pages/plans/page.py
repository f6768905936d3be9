"""Plans: what the women wrote, read and commented on; what they want to know, and what is known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.errors import NotFound
from wagesdesk.services.findings import Finding
from wagesdesk.services.local_facts import Known
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.pages.plans import reading
from wagesdesk.ui.pages.plans.facts_tab import FactForm, FactsTab
from wagesdesk.ui.pages.plans.find_out import AnswerForm, FindOutTab
from wagesdesk.ui.pages.plans.form import Form
from wagesdesk.ui.pages.plans.forms import BeginForm
from wagesdesk.ui.pages.plans.plan_list import PlanSide
from wagesdesk.ui.pages.plans.prices import PriceForm, PricesTab
from wagesdesk.ui.pages.plans.prints import Prints
from wagesdesk.ui.pages.plans.reading import Queue
from wagesdesk.ui.pages.plans.review import Review
from wagesdesk.ui.panes import into_sight
from wagesdesk.ui.plans.sums_table import SumsTable
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.later import Later
from wagesdesk.ui.widgets.stack import Stack
from wagesdesk.ui.widgets.tab_bar import TabBar

TABS = ("words", "comments", "sums", "find_out", "prices", "facts")
_OF_A_PLAN = ("plans.comment", "plans.back", "plans.ready", "plans.changed")
_OF_ONE = ("words", "comments", "sums")
"""The tabs that stay in front when another plan is chosen."""


@dataclass(frozen=True)
class Standing:
    """Which plan and tab are in front, and what of it is shown."""

    plan_id: str
    tab: int
    since: str
    earlier: bool


class PlansPage(Page):
    """`go("plans", plan_id=…, tab=…)`; with `person_id` her first plan. The plan in front stays while it is there."""

    interested_in: ClassVar[frozenset[str]] = frozenset({
        "person", "business", "enrolment", "cohort", "plan", "plan_owner", "plan_answer", "plan_comment",
        "plan_translation", "plan_figure", "plan_finding", "price", "local_fact",
    })  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._queue = Queue((), {}, ())
        self._plan_id = self._person_id = ""
        self.form: Form | None = None
        self._build()
        bind = desk.actions.bind
        bind("plans.next", self, lambda: self.list.step(1))
        bind("plans.last", self, lambda: self.list.step(-1))
        bind("plans.comment", self, self.review.comment)
        bind("plans.back", self, lambda: self.review.hand_on("back"))
        bind("plans.ready", self, lambda: self.review.hand_on("ready"))
        bind("plans.changed", self, self.review.turn_changed)
        bind("plans.begin", self, self.begin)
        bind("plans.print", self, self.prints.button.showMenu)
        bind("plans.next_tab", self, lambda: self._step_tab(1))
        bind("plans.last_tab", self, lambda: self._step_tab(-1))

    # -- building

    def _build(self) -> None:
        look = theme.current()
        self.body.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.body.addLayout(row, 1)
        side = PlanSide(self.desk)
        self.list, self.begin_button = side.list, side.begin
        self.list.picked.connect(self._on_picked)
        row.addWidget(side)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(look.size(20), look.size(8), look.size(16), look.size(12))
        column.setSpacing(look.size(8))
        self.prints = Prints(self.desk, self, self._open_over_words)
        column.addWidget(self._build_tabs())
        self.review = Review(self.desk)
        self.review.again.connect(self._show_plan)
        self.review.turned.connect(self._turn_to)
        sheets = Button(_("Print sheets to write on"), "primary", "printer")
        sheets.clicked.connect(self.prints.sheets)
        nothing = EmptyState("file-pen", _("No plans to read. They come here when a participant presses Send."), sheets)
        self._words = Stack(self.review, nothing)
        self._sums = Later(self._make_sums, self._fill_sums)
        self._find_out = Later(self._make_find_out, lambda tab: tab.show_queue(self._queue))
        self._prices = Later(self._make_prices, lambda tab: tab.refresh())
        self._facts = Later(self._make_facts, lambda tab: tab.refresh())
        self.parts = Stack(self._words, self._sums, self._find_out, self._prices, self._facts)
        self.tabs.currentChanged.connect(self._on_tab)
        column.addWidget(self.parts, 1)
        row.addWidget(right, 1)

    def _build_tabs(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("tabs", True)
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, theme.current().size(4))
        self.tabs = TabBar(_("Parts of this page"))
        for text in (_("Words"), _("Comments"), _("Sums"), _("To find out"), _("Prices"), _("Facts")):
            self.tabs.add(text)
        row.addWidget(self.tabs, 1)
        self.about = Button(_("About this plan"), icon="pencil")
        self.about.clicked.connect(lambda: self.review.open_form("about"))
        buttons = row
        if theme.current().large:  # beside so large tabs there is no room
            row.setDirection(QBoxLayout.Direction.TopToBottom)
            buttons = QHBoxLayout()
            buttons.addStretch(1)
            row.addLayout(buttons)
        else:
            row.addStretch(0)
        buttons.addWidget(self.about)
        buttons.addWidget(self.prints.button)
        return frame

    def _make_sums(self) -> SumsTable:
        table = SumsTable(self.desk)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its tables take the focus
        return table

    def _fill_sums(self, table: SumsTable) -> None:
        if self._plan_id and table.plan_id != self._plan_id:
            table.show_plan(self._plan_id)
        elif self._plan_id:
            table.refresh()

    def _make_find_out(self) -> FindOutTab:
        tab = FindOutTab(self.desk)
        tab.note.connect(self.note)
        tab.price.connect(self.price)
        return tab

    def _make_prices(self) -> PricesTab:
        tab = PricesTab(self.desk)
        tab.add.connect(lambda: self.price(None))
        return tab

    def _make_facts(self) -> FactsTab:
        tab = FactsTab(self.desk)
        tab.edit.connect(self.fact)
        return tab

    @property
    def sums(self) -> SumsTable:
        """The figures of the plan in front."""
        return self._sums.part

    @property
    def find_out(self) -> FindOutTab:
        """Like the tabs behind it, made when somebody looks at it."""
        return self._find_out.part

    @property
    def prices(self) -> PricesTab:
        return self._prices.part

    @property
    def facts(self) -> FactsTab:
        return self._facts.part

    # -- what the window asks

    def show_where(self, **where: str) -> None:
        self.keep_typing()
        if where.get("plan_id") or where.get("person_id"):
            self._plan_id, self._person_id = where.get("plan_id", ""), where.get("person_id", "")
            self.make_stale()
        if where.get("tab", "") in TABS:
            self.tabs.setCurrentIndex(TABS.index(where["tab"]))
        if not self._stale:  # else it is not known yet which tabs there are
            self._leave_hidden_tab()

    def refresh(self) -> None:
        self._queue = queue = reading.queue(self.desk)
        if self._person_id:
            hers = [row.id for row in queue.rows if self._person_id in dict(row.owners)]
            self._plan_id, self._person_id = next(iter(hers), self._plan_id), ""
        if queue.row(self._plan_id) is None:
            self._plan_id = queue.rows[0].id if queue.rows else ""
        self.list.show_queue(queue, self._plan_id)
        can_begin = bool(queue.people)
        self.desk.actions["plans.begin"].setEnabled(can_begin)
        self.begin_button.setVisible(can_begin)
        self._show_plan()
        for part in (self._find_out, self._prices, self._facts):
            part.refill()

    def state(self) -> Standing | None:
        return Standing(self._plan_id, self.tabs.currentIndex(), self.review.since, self.review.earlier)

    def restore(self, state: Standing) -> None:
        self._plan_id = state.plan_id
        self.review.since, self.review.earlier = state.since, state.earlier
        if TABS[self.tabs.currentIndex()] != "comments":  # in front already where one is half written
            self.tabs.setCurrentIndex(state.tab)
        self._refresh_if_stale()

    def typing_key(self) -> str:
        return f"plans {self.review.person_id} {self._plan_id}" if self.review.plan_id == self._plan_id else ""

    def typed(self) -> dict[str, Any] | None:
        review = self.review.typed()
        sums = self._sums.made.typed() if self._sums.made is not None else None
        typed = self.form.typed if self.form is not None else None
        form = {"kind": self.form.kind, "where": self.form.where, "typed": typed} if self.form and typed else None
        return {"review": review, "sums": sums, "form": form} if review or sums or form else None

    def type_again(self, held: Mapping[str, Any]) -> None:
        if held["review"]:
            self.review.type_again(held["review"])
        if held["sums"]:
            self.tabs.setCurrentIndex(TABS.index("sums"))
            self.sums.type_again(held["sums"])
        if held["form"]:
            self._open_again(held["form"]["kind"], held["form"]["where"])
            if self.form is not None:
                self.form.type_again(held["form"]["typed"])

    def key_hints(self) -> tuple[KeyHint, ...]:
        hint = self.desk.actions.hint_for
        if self.parts.currentWidget() is not self._words or not self._queue.rows:
            return (hint("plans.next_tab"), *self.undo_hint())
        return (hint("plans.next"), hint("plans.comment"), hint("plans.back"), hint("plans.changed"))

    def panes(self) -> tuple[QWidget, ...]:
        if self.parts.currentWidget() is self._words and self._words.currentIndex() == 0:
            sides = (self.review.draft, self.review.comments)
            return (self.list, self.tabs, *(side for side in sides if side.isVisible()))
        return (self.list, self.tabs, self.parts)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            (self.list if self._queue.rows else self.tabs).setFocus()

    # -- what happens

    def begin(self) -> None:
        """The form in which a plan is begun."""
        self._open(BeginForm(self.desk, self._queue, self._on_begun))

    def note(self, one: Finding) -> None:
        """The form for what was found out."""
        self._open(AnswerForm(self.desk, one))

    def price(self, of: Finding | None) -> None:
        """The form for a price."""
        self._open(PriceForm(self.desk, of))

    def fact(self, one: Known | None) -> None:
        """The form for a fact of this place."""
        self._open(FactForm(self.desk, one))

    def _open_again(self, kind: str, where: Mapping[str, str]) -> None:
        """The form that was open, if what it was about is still there."""
        finding = self.find_out.finding(where.get("finding_id", ""))
        if kind == AnswerForm.kind and finding is not None:
            self.note(finding)
        elif kind == PriceForm.kind:
            self.price(finding)
        elif kind == FactForm.kind:
            self.fact(self.facts.fact(where["code"]))
        elif kind == BeginForm.kind:
            self.begin()

    def _open(self, form: Form) -> None:
        """Show a form in place of the tab."""
        self.close_form()
        self.form = form
        form.done.connect(self.close_form)
        self.parts.addWidget(form)
        self.parts.setCurrentWidget(form)
        self._offer()
        form.start()
        into_sight(form.title)

    def _open_over_words(self, kind: str) -> None:
        """A form that stands in place of the draft, from whatever tab."""
        self.close_form()
        self.tabs.setCurrentIndex(TABS.index("words"))
        self.review.open_form(kind)

    def close_form(self) -> None:
        """Show the tab again."""
        form, self.form = self.form, None
        if form is not None:
            self.parts.setCurrentWidget(self._part())
            self.parts.drop(form)
            self._offer()

    def _step_tab(self, by: int) -> None:
        if self.form is None:  # a form is saved or left first
            self.tabs.step(by)

    def _on_begun(self, plan_id: str) -> None:
        self._plan_id = plan_id
        self.tabs.setCurrentIndex(TABS.index("words"))

    def _on_tab(self, number: int) -> None:
        self.review.turn_to(TABS[number])
        if self.form is None:  # a form is saved or left first
            self.parts.setCurrentWidget(self._part())
        self._offer()

    def _part(self) -> QWidget:
        """What the tab in front shows; words and comments are two sides of one part."""
        return (self._words, self._words, self._sums, self._find_out, self._prices, self._facts)[
            self.tabs.currentIndex()
        ]

    def _turn_to(self, tab: str) -> None:
        if self.review.one_at_a_time:
            self.tabs.setCurrentIndex(TABS.index(tab))

    def _on_picked(self, plan_id: str) -> None:
        self.keep_typing()
        self.close_form()
        self._plan_id = plan_id
        if TABS[self.tabs.currentIndex()] not in _OF_ONE:
            self.tabs.setCurrentIndex(TABS.index("words"))
        self._show_plan()
        self._fill_again()

    def _show_plan(self) -> None:
        shown = None
        if self._plan_id:
            try:
                shown = reading.read(
                    self.desk.vault, self._plan_id, since=self.review.since, earlier=self.review.earlier
                )
            except NotFound:
                self._plan_id = ""
        self._words.setCurrentIndex(0 if shown is not None else 1)
        if shown is not None:
            self.review.show_plan(shown, self._queue)
        self.prints.show_plan(shown)
        self.tabs.setTabVisible(TABS.index("sums"), shown is not None)
        self.tabs.setTabVisible(TABS.index("comments"), shown is not None and self.review.one_at_a_time)
        self._leave_hidden_tab()
        self._sums.refill()
        self._offer()

    def _leave_hidden_tab(self) -> None:
        """Without a plan there are no sums."""
        if not self.tabs.isTabVisible(self.tabs.currentIndex()):
            self.tabs.setCurrentIndex(TABS.index("words"))

    def _offer(self) -> None:
        """Only what does something in the tab that is shown."""
        on = self.parts.currentWidget() is self._words and self._words.currentIndex() == 0
        for action in _OF_A_PLAN:
            self.desk.actions[action].setEnabled(on)
        self.about.setVisible(on)
        self.tabs.setVisible(self.form is None)
        self.hints_changed.emit()
