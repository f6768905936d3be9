"""One person: overview, attendance, consent and history, with the next and the last person one key away."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from wagesdesk.errors import NotFound, UserError
from wagesdesk.services import attendance, card, cohort, consent, history, people, pins, plan, subject
from wagesdesk.services.consent import ConsentRow
from wagesdesk.services.history import HistoryLine
from wagesdesk.text import _
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.pages.person import words
from wagesdesk.ui.pages.person.attendance_tab import AttendanceTab, typed_by
from wagesdesk.ui.pages.person.consent_tab import Chosen, ConsentTab
from wagesdesk.ui.pages.person.head import PersonHead
from wagesdesk.ui.pages.person.history_tab import HistoryTab
from wagesdesk.ui.pages.person.overview import Overview
from wagesdesk.ui.print_preview import open_preview
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.later import Later
from wagesdesk.ui.widgets.stack import Stack
from wagesdesk.ui.widgets.tab_bar import TabBar

TABS = ("overview", "attendance", "consent", "history")


@dataclass(frozen=True)
class Open:
    """Whose page is open, and at which tab."""

    person_id: str
    tab: int


class PersonDetailPage(Page):
    """`go("person", person_id=…, tab=…)`; without an id the first person of the cohort is shown."""

    interested_in: ClassVar[frozenset[str]] = frozenset(
        {
            "person",
            "identity",
            "business",
            "release_date",
            "enrolment",
            "mark",
            "workshop",
            "consent",
            "card",
            "plan",
            "plan_owner",
            "plan_answer",
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._person_id = ""
        self._page: people.PersonPage | None = None
        self._rows: tuple[ConsentRow, ...] = ()
        self._told: tuple[tuple[HistoryLine, ...], words.Known] | None = None
        self._build()
        bind = desk.actions.bind
        bind("person.next", self, lambda: self._step(1))
        bind("person.last", self, lambda: self._step(-1))
        bind("person.next_tab", self, lambda: self.tabs.step(1))
        bind("person.last_tab", self, lambda: self.tabs.step(-1))
        bind("person.edit", self, self._edit)
        bind("person.print", self, self._print)
        bind("person.print_held", self, self._print_held)
        bind("person.pin", self, self._forget_pin)
        bind("person.erase", self, lambda: desk.go("erase", person_id=self._person_id))

    # -- building

    def _build(self) -> None:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.body.spacing())
        self.head = PersonHead(lambda: self.desk.go("participants"), self._make_buttons())
        column.addWidget(self.head)
        column.addWidget(self._make_tabs())
        self.overview = Overview(self.desk, lambda: self.tabs.setCurrentIndex(TABS.index("consent")))
        self._attendance = Later(lambda: AttendanceTab(self._take_back), self._fill_attendance)
        self._consent = Later(lambda: ConsentTab(self.desk), self._fill_consent)
        self._history = Later(lambda: HistoryTab(self.desk), self._fill_history)
        self._stack = Stack(self.overview, self._attendance, self._consent, self._history, grows=True)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        column.addWidget(self._stack, 1)
        back = Button(_("Back to Participants"), "primary", "users")
        back.clicked.connect(lambda: self.desk.go("participants"))
        self.whole = Stack(shown, EmptyState("user", _("She is not in this cohort."), back), grows=True)
        self.body.addWidget(self.whole)

    def _make_tabs(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("tabs", True)
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        self.tabs = TabBar(_("Parts of her page"))
        for text in (_("Overview"), _("Attendance"), _("Consent"), _("History")):
            self.tabs.add(text)
        row.addWidget(self.tabs)
        return frame

    def _fill_attendance(self, tab: AttendanceTab) -> None:
        if self._page is not None:
            tab.set_page(self._page)
        if self._told is not None:
            tab.set_typed(typed_by(self._told[0], self.desk.clock))

    def _fill_consent(self, tab: ConsentTab) -> None:
        if self._page is not None:
            tab.set_rows(self._page.id, self._page.name, self._rows)

    def _fill_history(self, tab: HistoryTab) -> None:
        if self._told is not None:
            tab.set_lines(*self._told)

    @property
    def attendance(self) -> AttendanceTab:
        """The second tab; like the others behind the first, made when somebody looks at it."""
        return self._attendance.part

    @property
    def consent(self) -> ConsentTab:
        return self._consent.part

    @property
    def history(self) -> HistoryTab:
        return self._history.part

    # -- what the window asks

    def show_where(self, **where: str) -> None:
        person_id = where.get("person_id", self._person_id)
        if person_id != self._person_id:
            for one in self.overview.edited:
                one.settle()
            self.keep_typing()
            for one in self.overview.edited:
                one.put_away()
            self._person_id = person_id
            self._told = None
            self.make_stale()
        if where.get("tab", "") in TABS:
            self.tabs.setCurrentIndex(TABS.index(where["tab"]))

    def refresh(self) -> None:
        today = self.desk.clock.today()
        self._page = page = self._read(today)
        if page is None:
            self.whole.setCurrentIndex(1)
            return
        self.whole.setCurrentIndex(0)
        self._rows = self.answers()
        self.head.set_page(page, today)
        self._show_pin()
        self.overview.set_page(page, self._rows, today)
        self.overview.plans.set_plans(plan.plans(self.desk.vault, page.id))
        self._attendance.refill()
        self._consent.refill()
        self.desk.actions["person.next"].setEnabled(bool(page.next_id))
        self.desk.actions["person.last"].setEnabled(bool(page.previous_id))
        self._read_history(page)

    def state(self) -> Open | None:
        return Open(self._person_id, self.tabs.currentIndex()) if self._page is not None else None

    def restore(self, state: Open) -> None:
        self.show_where(person_id=state.person_id)
        self._refresh_if_stale()
        self.tabs.setCurrentIndex(state.tab)

    def typing_key(self) -> str:
        return f"person {self._person_id}" if self._page is not None and self._page.id == self._person_id else ""

    def typed(self) -> dict[str, Any] | None:
        forms = [one.typed for one in self.overview.edited]
        answers = self._consent.made.chosen if self._consent.made is not None else ()
        if not answers and not any(forms):
            return None
        return {"forms": forms, "consent": [one.as_values() for one in answers]}

    def type_again(self, held: Mapping[str, Any]) -> None:
        if held["consent"]:
            self.consent.restore([Chosen.of_values(one) for one in held["consent"]])
        for one, typed in zip(self.overview.edited, held["forms"], strict=False):
            if typed is not None:
                one.type_again(typed)

    def key_hints(self) -> tuple[KeyHint, ...]:
        hint = self.desk.actions.hint_for
        return (hint("person.next_tab"), hint("person.next"), hint("person.edit"), hint("person.print"))

    def panes(self) -> tuple[QWidget, ...]:
        return (self.head, self.tabs, self._stack)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            self.tabs.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.desk.go("participants")
        else:
            super().keyPressEvent(event)

    # -- what happens

    def answers(self) -> tuple[ConsentRow, ...]:
        """Her answers for each recipient a bundle can be made for, and for those she ever answered about."""
        current = {row.id for row in card.recipients(self.desk.vault)}
        rows = consent.consents(self.desk.vault, self._person_id, self.desk.clock.today())
        answered = {row.recipient_id for row in rows if row.says != "unasked"}
        return tuple(row for row in rows if row.recipient_id in current | answered)

    def _read(self, today: date) -> people.PersonPage | None:
        """Her page in the cohort of the top bar, or without one; None when she is in another cohort."""
        for cohort_id in dict.fromkeys((self.desk.cohort(), "")):
            with suppress(NotFound):
                return people.person(self.desk.vault, self._person_id, cohort_id, today)
        return None

    def _read_history(self, page: people.PersonPage) -> None:
        vault = self.desk.vault

        def read(_token: object) -> tuple[tuple[HistoryLine, ...], words.Known]:
            lines = history.person_history(vault, page.id)
            known = words.Known(
                workshops={one.id: one.number for one in page.workshops},
                recipients=card.places(vault),
                cohorts={row.id: row.title for row in cohort.titles(vault)},
                records=words.made_with(lines),
            )
            return lines, known

        self.desk.jobs.start(
            read,
            owner=self,
            done=lambda told: self._on_history(page.id, *told),
            failed=self.desk.problem,
            progress=lambda _progress: None,
        )

    def _on_history(self, person_id: str, lines: tuple[HistoryLine, ...], known: words.Known) -> None:
        if person_id != self._person_id:
            return
        self._told = lines, known
        self._attendance.refill()
        self._history.refill()
        clashes = {(line.eid, line.field) for line in lines if line.state == "clash"}
        self.tabs.set_badge(TABS.index("history"), len(clashes))

    def _step(self, by: int) -> None:
        if self._page is None:
            return
        if self._consent.made is not None and self._consent.made.is_changed:
            self.tabs.setCurrentIndex(TABS.index("consent"))
            self.desk.toast(_("Her answers are not saved yet. Save them, or press Cancel."))
            return
        other = self._page.next_id if by > 0 else self._page.previous_id
        if other and all(one.settle() for one in self.overview.edited):
            self.desk.go("person", person_id=other)

    def _edit(self) -> None:
        """F2: the form of the card that has the focus, else the first one."""
        self.tabs.setCurrentIndex(0)
        focused = QApplication.focusWidget()
        cards = self.overview.edited
        inside = [one for one in cards if focused in one.findChildren(QWidget)]
        chosen = inside[0] if inside else cards[0]
        if not chosen.is_open:
            chosen.open()

    def _take_back(self) -> None:
        if self._page is None:
            return
        try:
            changes = attendance.come_back(self.desk.vault, self.desk.staff_id, enrolment_id=self._page.enrolment_id)
        except UserError as error:
            self.desk.problem(error)
        else:
            self.desk.bus.tell(changes)
            self.desk.toast(_("%(name)s takes part again") % {"name": self._page.name}, undo=True)

    def _make_buttons(self) -> QWidget:
        """Her PIN, where she has one at this machine, and what can be printed."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self.pin = self.desk.actions.button_for("person.pin")
        row.addWidget(self.pin)
        button = Button(_("Print"), icon="printer")
        button.setProperty("menu", True)
        menu = QMenu(button)
        menu.addActions([self.desk.actions[one] for one in ("person.print", "person.print_held")])
        button.setMenu(menu)
        row.addWidget(button)
        return holder

    def _show_pin(self) -> None:
        has = self._page is not None and pins.has_pin(self.desk.vault, self._page.id)
        self.desk.actions["person.pin"].setEnabled(has)
        self.pin.setVisible(has)

    def _forget_pin(self) -> None:
        if self._page is None:
            return
        try:
            changes = pins.reset(self.desk.vault, self.desk.staff_id, self._page.id)
        except UserError as error:
            self.desk.problem(error)
            return
        self.desk.bus.tell(changes)
        self._show_pin()
        self.desk.toast(_("The old PIN is gone. %(name)s chooses a new one.") % {"name": self._page.name})

    def _print_held(self) -> None:
        """Everything held about her. Text that names somebody else is read first, and left out unless kept."""
        if self._page is None:
            return
        vault, person_id = self.desk.vault, self._page.id
        self.desk.jobs.start(
            lambda _token: subject.held(vault, person_id), owner=self, done=self._show_held, failed=self.desk.problem
        )

    def _show_held(self, held: subject.Held) -> None:
        from wagesdesk.ui.pages.person.named_others import NamedOthers

        if not held.names_others:
            self._preview_held(held, frozenset())
            return
        ask = NamedOthers(held, self)
        ask.chosen.connect(lambda left_out: self._preview_held(held, left_out))
        ask.open()
        next(iter(ask.ticks.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _preview_held(self, held: subject.Held, left_out: frozenset[str]) -> None:
        from wagesdesk.export.reports.subject_access import subject_access

        document = subject_access(
            held, printed=self.desk.clock.today(), ask=self.desk.staff_name, left_out=left_out
        )  # fmt: skip
        open_preview(self, document, self.desk)

    def _print(self) -> None:
        from wagesdesk.export.reports.person import person_page

        if self._page is None:
            return
        cohort_id = self.desk.cohort() if self._page.enrolment_id else ""
        title = next((row.title for row in cohort.titles(self.desk.vault) if row.id == cohort_id), "")
        document = person_page(
            self._page, title, codes=attendance.codes(), printed=self.desk.clock.today()
        )  # fmt: skip
        open_preview(self, document, self.desk)
