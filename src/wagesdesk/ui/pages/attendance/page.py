"""Workshops: the register. One letter marks a woman, is kept at once, and can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from wagesdesk.services import attendance, cohort, workshop
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.later import later
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.pages.attendance.dates import DatesPanel, LeftOver
from wagesdesk.ui.pages.attendance.header import HEAD, RegisterFoot
from wagesdesk.ui.pages.attendance.legend import Legend
from wagesdesk.ui.pages.attendance.marking import Marking
from wagesdesk.ui.pages.attendance.model import RegisterModel
from wagesdesk.ui.pages.attendance.register_view import ROW, RegisterView
from wagesdesk.ui.panes import first_control
from wagesdesk.ui.print_preview import open_preview
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.stack import Stack

_LEAST_ROWS = 3
_OF_ROWS = ("register.rest", "register.reason", "register.print", "register.print_filled")


class AttendancePage(Page):
    """`show_where(person_id=…, number=…)` stands at that woman and workshop, else at the first cell to mark now;
    `show_where(dates="1")` opens the dates."""

    interested_in: ClassVar[frozenset[str]] = frozenset(
        {"mark", "enrolment", "workshop", "workshop_change", "cohort", "person"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.model = RegisterModel()
        self.view = RegisterView(self.model, [code.letter for code in attendance.codes()])
        self._marking = Marking(desk, self.view, self)
        self.view.lettered.connect(self._marking.letter)
        self.view.cleared.connect(self._marking.clear)
        self.view.opened.connect(lambda person_id: desk.go("person", person_id=person_id))
        self._dates: DatesPanel | None = None
        self._shown_on: date | None = None
        self._wanted: dict[str, str] | None = {}
        self._bind()
        self._build()

    # -- what the window asks

    def refresh(self) -> None:
        chosen, today = self.desk.cohort(), self.desk.clock.today()
        shown = attendance.register(self.desk.vault, chosen, today) if chosen else attendance.Register("", (), (), None)
        self._shown_on = today
        changed = self.model.show(shown)
        if not self._marking.busy:
            self._marking.close_panel()
            if len(changed) == 1:
                self.view.stand(*changed[0])  # where Undo or Redo was at work
        self._printing.setVisible(bool(shown.rows))
        self._rest.setVisible(bool(shown.rows))
        for one in _OF_ROWS:
            self.desk.actions[one].setEnabled(bool(shown.rows))
        self.desk.actions["register.print_lost"].setEnabled(bool(chosen))
        if self._changing and chosen == self.dates.cohort_id:
            self.dates.refresh()
        else:
            self._show_register()
        self._card.setMaximumHeight(self.view.whole_height() + self._around)

    def show_where(self, **where: str) -> None:
        self._wanted = where
        if self.isVisible():
            self._start()

    def state(self) -> bool:
        """Whether the dates are shown."""
        return self._changing

    def restore(self, state: bool) -> None:
        if state:
            self._wanted = {"dates": "1"}

    def typing_key(self) -> str:
        return f"workshops {self.desk.cohort()}" if self.desk.cohort() else ""

    def typed(self) -> dict[str, Any] | None:
        left_over = self._dates.left_over if self._dates is not None else None
        columns = self.model.register.columns
        if left_over is None or left_over.workshop_id not in [one.workshop_id for one in columns]:
            return None
        return asdict(left_over)

    def type_again(self, held: Mapping[str, Any]) -> None:
        self.dates.offer(LeftOver(**held))

    def keep_typing(self) -> None:
        super().keep_typing()
        if self.desk.vault.is_open:
            self._marking.keep_typing()

    def leave(self) -> None:
        self._marking.settle()
        super().leave()

    def key_hints(self) -> tuple[KeyHint, ...]:
        if self._changing:
            hint, actions = self.desk.actions.hint_for, self.desk.actions
            offered = ("dates.move", "dates.cancel", "dates.earlier", "dates.later")
            return (*(hint(one) for one in offered if actions[one].isEnabled()), KeyHint(("Esc",), _("Back")))
        if not self.model.rowCount():
            dates = self.desk.actions["register.dates"]
            return (self.desk.actions.hint_for("register.dates"),) if dates.isEnabled() else ()
        here = next(code for code in attendance.codes() if code.effect == "here")
        return (
            KeyHint(("Up", "Down"), _("Move")),
            KeyHint((here.letter,), _("Present and move down")),
            self.desk.actions.hint_for("register.reason"),
            self.desk.actions.hint_for("register.rest"),
            self.desk.actions.hint_for("undo" if self.desk.place.outside else "hand_over"),
        )

    def help_topic(self) -> str:
        return "dates" if self._changing else ""

    def panes(self) -> tuple[QWidget, ...]:
        if self._changing:
            return (self.dates,)
        return (self.view, self._buttons) if self.model.rowCount() else (self,)

    def showEvent(self, event: QShowEvent) -> None:
        if self._shown_on != self.desk.clock.today():
            self.make_stale()
        super().showEvent(event)
        # The stack gives the focus away after this event.
        later(0, self, self._start)

    # -- building

    def _bind(self) -> None:
        bind = self.desk.actions.bind
        bind("register.rest", self, self._marking.rest)
        bind("register.reason", self, self._marking.open_reason)
        bind("register.dates", self, self.open_dates)
        bind("register.print_lost", self, self._print_lost)
        bind("register.print", self, lambda: self._print(filled=False))
        bind("register.print_filled", self, lambda: self._print(filled=True))

    def _build(self) -> None:
        look, actions = theme.current(), self.desk.actions
        self._head = PageHead(_("Workshops"))
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(16))
        self._printing = Button(_("Print"), icon="printer")
        self._printing.setProperty("menu", True)
        menu = QMenu(self._printing)
        menu.addActions([actions[one] for one in ("register.print", "register.print_filled", "register.print_lost")])
        self._printing.setMenu(menu)
        self._rest = actions.button_for("register.rest")
        row.addWidget(actions.button_for("register.dates"))
        row.addWidget(self._printing)
        row.addWidget(self._rest)
        self._head.add_button(self._buttons)
        self.body.addWidget(self._head)
        self._card = Card(padded=False)
        self.view.setMinimumHeight(look.size(HEAD + ROW * _LEAST_ROWS))
        self._card.body.setSpacing(0)
        self._card.body.addWidget(self.view, 1)
        self._card.body.addWidget(RegisterFoot(self.view, self.model))
        self._around = self._card.minimumSizeHint().height() - self.view.minimumHeight()
        self._register = QWidget()
        column = QVBoxLayout(self._register)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(8))
        column.addWidget(self._card, 1)
        column.addWidget(Legend(attendance.codes(), self._marking.press))
        column.addStretch(0)
        add, new = Button(_("Add people"), "primary", "plus"), Button(_("New cohort"), "primary", "plus")
        add.clicked.connect(self._add_people)
        new.clicked.connect(lambda: self.desk.go("cohort"))
        self._no_people = EmptyState("users", _("The register of this cohort stands here once it has people."), add)
        self._no_cohort = EmptyState("clipboard-check", _("The register stands here once there is a cohort."), new)
        self._stack = Stack()
        for widget in (self._register, self._no_people, self._no_cohort):
            self._stack.addWidget(widget)
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self._stack, 1)

    # -- what happens

    @property
    def dates(self) -> DatesPanel:
        """The workshops, to change their dates; made when first asked for."""
        if self._dates is None:
            self._dates = DatesPanel(self.desk)
            self._dates.closed.connect(self.close_dates)
            self._dates.changed.connect(self.hints_changed)
            self._stack.addWidget(self._dates)
        return self._dates

    @property
    def _changing(self) -> bool:
        """Whether the dates stand here in place of the register."""
        return self._stack.currentWidget() is self._dates

    def open_dates(self) -> None:
        """Show the workshops in place of the register, at the column that was chosen."""
        chosen = self.desk.cohort()
        if not chosen or self._changing:
            return
        self._marking.close_panel()
        column = self.model.workshop(self.view.currentIndex().column())
        self._stack.setCurrentWidget(self.dates)
        self._buttons.hide()
        self._head.title.setText(_("Change the dates"))
        self._head.set_line(_("Nothing is changed before you have seen what it comes to. Undo takes it back."))
        self.desk.actions["register.dates"].setEnabled(False)
        self.dates.open(chosen, column.number if column is not None else 0)
        self.hints_changed.emit()

    def close_dates(self) -> None:
        """Back to the register."""
        self._show_register()
        self.view.setFocus()

    def _show_register(self) -> None:
        chosen, rows = self.desk.cohort(), self.model.register.rows
        if self._dates is not None:
            self._dates.rest()
        self._stack.setCurrentWidget((self._register if rows else self._no_people) if chosen else self._no_cohort)
        self._head.title.setText(_("Workshops"))
        self._head.set_line(self._line())
        self._buttons.setVisible(bool(chosen))
        self.desk.actions["register.dates"].setEnabled(bool(chosen))
        self.hints_changed.emit()

    def _start(self) -> None:
        """Put the focus into the cell to mark next, when this page was asked for."""
        if self._wanted is None or not self.isVisible():
            return
        if self._wanted.get("dates"):
            self._wanted = None
            self.open_dates()
            return
        if self._changing:
            self._show_register()
        self.view.start(self._wanted.get("person_id", ""), int(self._wanted.get("number", "0")))
        self._wanted = None
        shown = self._stack.currentWidget()
        target = self.view if shown is self._register else first_control(shown)
        if target is not None:
            target.setFocus()

    def _line(self) -> str:
        register = self.model.register
        if register.current is None or not register.rows:
            return ""
        column = register.columns[register.current]
        if theme.current().large:  # beside the buttons there is no room for more
            return _("Workshop %(number)d of %(count)d") % {"number": column.number, "count": len(register.columns)}
        return _("Register. Workshop %(number)d of %(count)d: %(title)s") % {
            "number": column.number, "count": len(register.columns), "title": _(column.title)}  # fmt: skip

    def _add_people(self) -> None:
        self.desk.go("participants")
        self.desk.actions["people.add"].trigger()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._changing:
            self.close_dates()
        else:
            super().keyPressEvent(event)

    def _print_lost(self) -> None:
        from wagesdesk.export.reports.days_lost import days_lost

        chosen = self.desk.cohort()
        title = next(one.title for one in cohort.titles(self.desk.vault) if one.id == chosen)
        told, today = workshop.days_lost(self.desk.vault, chosen), self.desk.clock.today()
        open_preview(self, days_lost(told, title, self.desk.place.name, printed=today), self.desk)

    def _print(self, *, filled: bool) -> None:
        from wagesdesk.export.reports.register import register_blank, register_filled

        register = self.model.register
        if not register.rows:
            return
        title = next(one.title for one in cohort.titles(self.desk.vault) if one.id == register.cohort_id)
        make = register_filled if filled else register_blank
        lay = partial(
            make, register, title, self.desk.place.name, codes=attendance.codes(), printed=self.desk.clock.today()
        )
        open_preview(self, lay(large=False), self.desk, lay=lay)
