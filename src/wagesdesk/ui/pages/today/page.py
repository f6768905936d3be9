"""Today: the room before the record. What is now, who is here, what waits, who goes home soon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QMenu, QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.services import help_calls, site, today, workshop
from wagesdesk.services.today import Today, Todo
from wagesdesk.text import _, long_day
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.later import later
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.pages.today.cards import HomeCard, RegisterCard, TodoCard
from wagesdesk.ui.pages.today.help_card import HelpCard
from wagesdesk.ui.pages.today.run import RunOfDay
from wagesdesk.ui.pages.today.strip import StepsStrip
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.stack import Stack
from wagesdesk.ui.workshops import words


class TodayPage(Page):
    """Looks at the clock each minute while it is shown."""

    interested_in: ClassVar[frozenset[str]] = frozenset(
        {
            "mark",
            "enrolment",
            "workshop",
            "workshop_change",
            "cohort",
            "person",
            "release_date",
            "consent",
            "card",
            "backup",
            "site",
            "help_call",
            "dispatch",
            "sent_back",
            "asking",
            "intake",
            "quarantine_release",
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._revealed = False
        self._shown: Today | None = None
        self._searched: tuple[Todo, ...] = ()
        self._group = site.WOMEN
        desk.actions.bind("today.going_home", self, self._turn_names)
        desk.actions.bind("today.cancel", self, self._ask_why)
        self.minute = QTimer(self)
        self.minute.setSingleShot(True)
        self.minute.timeout.connect(self._on_minute)
        self._build()

    # -- what the window asks

    def refresh(self) -> None:
        chosen = self.desk.cohort()
        self._stack.setCurrentWidget(self._day if chosen else self._none)
        self.open.setVisible(bool(chosen))
        now = self.desk.clock.local(self.desk.clock.now())
        self.head.title.setText(long_day(now.date()))
        self._shown = shown = today.today(self.desk.vault, chosen, now) if chosen else None
        self._offer_changes()
        if shown is None:
            self.head.set_line("")
            return
        self._show_head(shown)
        self.strip.show_steps(shown.steps, _gone(shown, now))
        self._show_run(shown)
        self._show_register(shown)
        self._group = group = site.site(self.desk.vault).group
        self._show_todo()
        self._search(now.date())
        self.help.show_asked(help_calls.asked_on(self.desk.vault, now.date()))
        self.home.show_home(shown.going_home, group=group, shoulders=shown.in_session, revealed=self._revealed)

    def key_hints(self) -> tuple[KeyHint, ...]:
        if self._shown is None:  # no cohort, so no register and nobody's name
            return (KeyHint(("Ctrl", "1-9"), _("Go to a section")),)
        hint, names = self.desk.actions.hint_for, self.desk.actions["today.going_home"]
        shoulders = (hint("today.going_home"),) if names.isEnabled() else ()
        writing = (hint("hand_over"),) if not self.desk.place.outside else ()
        sections = KeyHint(("Ctrl", "1-9"), _("Go to a section"))
        return (hint("go_register"), *writing, *shoulders, hint("lock"), sections)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.head, self.register, self.todo, self.home)

    def showEvent(self, event: QShowEvent) -> None:
        self.make_stale()  # the time has gone on
        super().showEvent(event)
        self._wait_for_minute()
        later(0, self, self._take_focus)

    def hideEvent(self, event: QHideEvent) -> None:
        self.minute.stop()
        self._revealed = False
        super().hideEvent(event)

    # -- building

    def _build(self) -> None:
        look = theme.current()
        self.head = PageHead("")
        self.open = Button(_("Open the register"), "primary", "clipboard-check")
        self.open.clicked.connect(self.desk.actions["go_register"].trigger)
        self.off = Button(_("The workshop cannot take place"), icon="ban")
        self.off.setProperty("menu", True)
        self.why = QMenu(self.off)
        for code, label in words.causes():
            self.why.addAction(label).triggered.connect(partial(self._cancel, code))
        self.off.setMenu(self.why)
        self.on = Button(_("It takes place after all"), icon="rotate-ccw")
        self.on.clicked.connect(self._bring_back)
        self.dates = Button(_("Change the dates"), icon="calendar-days")
        self.dates.clicked.connect(lambda: self.desk.go("workshops", dates="1"))
        for button in (self.off, self.on, self.dates, self.open):
            self.head.add_button(button)
        self.body.addWidget(self.head)
        self.strip = StepsStrip()
        self.run = RunOfDay()
        self.register = RegisterCard(lambda person_id: self.desk.go("workshops", person_id=person_id), self._add_people)
        self.todo = TodoCard(self._do)
        self.home = HomeCard(
            self.desk.actions["today.going_home"], lambda person_id: self.desk.go("person", person_id=person_id)
        )
        one_column = look.large
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        halves = QBoxLayout(down if one_column else across)
        halves.setSpacing(look.size(14))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(14))
        self.help = HelpCard()
        for card in (self.register, self.todo, self.help, self.home):
            column.addWidget(card)
        column.addStretch(1)
        if not one_column:
            right.setFixedWidth(look.size(452))
        halves.addWidget(self.run, 1)
        halves.addWidget(right)
        self._day = QWidget()
        whole = QVBoxLayout(self._day)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.size(8))
        whole.addWidget(self.strip)
        whole.addLayout(halves, 1)
        new = Button(_("New cohort"), "primary", "plus")
        new.clicked.connect(lambda: self.desk.go("cohort"))
        self._none = EmptyState(
            "calendar-check", _("The day stands here once there is a cohort with its workshops."), new
        )
        self._stack = Stack()
        self._stack.addWidget(self._day)
        self._stack.addWidget(self._none)
        self.body.addWidget(self._stack, 1)

    # -- showing

    def _show_head(self, shown: Today) -> None:
        here = sum(bool(tile.letter) for tile in shown.tiles)
        begun = shown.unmarked and here
        self.open.setText(_("Finish the register") if begun else _("Open the register"))
        self.open.setAccessibleName(self.open.text())
        if shown.workshop is not None:
            line = _("Workshop %(number)d of %(count)d:")
            fields = {"number": shown.workshop.number, "count": len(shown.steps)}
            self.head.set_line(line % fields, _(shown.workshop.title))
        elif shown.cancelled is not None:
            line = _("Workshop %(number)d does not take place today.") % {"number": shown.cancelled.number}
            self.head.set_line(line, words.cancelled(shown.cause))
        elif shown.shown is not None:
            line = _("No workshop today. Next: %(day)s, workshop %(number)d:")
            following = {"day": long_day(shown.shown.day), "number": shown.shown.number}
            self.head.set_line(line % following, _(shown.shown.title))
        else:
            self.head.set_line(_("No workshop today. All workshops of this cohort are done."))

    def _show_run(self, shown: Today) -> None:
        at = shown.shown
        if at is None:
            self.run.show_run(
                _("Run of the day"), "", (), "", _("Nothing is planned. Registers can still be corrected.")
            )
            return
        title = _("Run of the day")
        if shown.workshop is None:
            title = _("Run of the day on %(day)s") % {"day": long_day(at.day)}
        times = _("%(starts)s to %(ends)s") % {"starts": at.starts, "ends": at.ends}
        self.run.show_run(title, times, shown.parts, _room(shown), _(at.aim) if at.aim else at.title)

    def _show_register(self, shown: Today) -> None:
        nobody = shown.workshop is not None and not shown.tiles
        if nobody:
            said = _("Nobody is in this cohort on this day yet.")
        elif shown.shown is not None:
            said = _("The next register is that of %(day)s.") % {"day": long_day(shown.shown.day)}
        else:
            said = _("Every workshop has been held.")
        self.register.show_tiles(shown.tiles, shown.unmarked, said, nobody=nobody)

    def _show_todo(self) -> None:
        if self._shown is not None:
            self.todo.show_todo(today.with_searched(self._shown.todo, self._searched), self._group)

    def _search(self, day: date) -> None:
        """Its lines come, or go, when the journal was looked through."""
        vault = self.desk.vault
        self.desk.jobs.start(
            lambda _token: today.search(vault, day), owner=self, done=self._on_searched, failed=self.desk.problem,
            quiet=True,
        )  # fmt: skip

    def _on_searched(self, found: tuple[Todo, ...]) -> None:
        if found != self._searched:
            self._searched = found
            self._show_todo()

    def _offer_changes(self) -> None:
        at, off = (self._shown.workshop, self._shown.cancelled) if self._shown else (None, None)
        self.off.setVisible(at is not None)
        self.on.setVisible(at is None and off is not None)
        self.dates.setVisible(at is None and off is not None)
        self.desk.actions["today.cancel"].setEnabled(at is not None)

    # -- what happens

    def _ask_why(self) -> None:
        self.why.setActiveAction(self.why.actions()[0])
        self.why.popup(self.off.mapToGlobal(self.off.rect().bottomLeft()))

    def _cancel(self, code: str, *_checked: bool) -> None:
        if self._shown is not None and self._shown.workshop is not None:
            at = self._shown.workshop.id
            self._change(lambda: workshop.plan_cancel(self.desk.vault, at), code)

    def _bring_back(self) -> None:
        if self._shown is not None and self._shown.cancelled is not None:
            at = self._shown.cancelled.id
            self._change(lambda: workshop.plan_bring_back(self.desk.vault, at), "")

    def _change(self, make: Callable[[], workshop.Plan], cause: str) -> None:
        try:
            plan = make()
            changes = workshop.apply(self.desk.vault, self.desk.staff_id, plan, cause=cause)
        except UserError as error:
            self.desk.problem(error)
            return
        self.desk.bus.tell(changes)
        self.desk.toast(words.done(plan, cause), undo=True)

    def _turn_names(self) -> None:
        self._revealed = not self._revealed
        self.make_stale()

    def _do(self, todo: Todo) -> None:
        if todo.kind == "register":
            self.desk.go("workshops", number=str(todo.number), person_id=todo.first)
        elif todo.kind == "backup":
            self.desk.go("settings", section="backup")
        elif todo.kind in ("retention", "withdrawn"):
            self.desk.go("erase")
        elif todo.kind == "settle":
            self.desk.go("settle")
        elif todo.kind in ("sent_back", "arrived"):
            self.desk.go("export")
        else:
            self.desk.go("person", person_id=todo.first, tab="consent")

    def _add_people(self) -> None:
        self.desk.go("participants")
        self.desk.actions["people.add"].trigger()

    def _on_minute(self) -> None:
        self.make_stale()
        self._wait_for_minute()

    def _wait_for_minute(self) -> None:
        now = self.desk.clock.now()
        self.minute.start(60_000 - now.second * 1000 - now.microsecond // 1000)

    def _take_focus(self) -> None:
        """The keys of this page work from the start: the focus comes here unless it is somewhere inside."""
        focused = QApplication.focusWidget()
        if self.isVisible() and (focused is None or not self.isAncestorOf(focused)):
            self.setFocus()


def _gone(shown: Today, now: datetime) -> float:
    """How much of today's workshop has gone by, 0 to 1."""
    if shown.workshop is None:
        return 0.0
    begin, end = (int(at[:2]) * 60 + int(at[3:]) for at in (shown.workshop.starts, shown.workshop.ends))
    return min(max((now.hour * 60 + now.minute - begin) / (end - begin), 0.0), 1.0)


def _room(shown: Today) -> str:
    """`8 here, 1 excused, 3 not marked yet`; empty before the first mark."""
    counts = Counter(tile.counts for tile in shown.tiles if tile.letter)
    if not counts:
        return ""
    parts = [_("%(count)d here") % {"count": shown.here}]
    if counts["excused"]:
        parts.append(_("%(count)d excused") % {"count": counts["excused"]})
    if counts["away"]:
        parts.append(_("%(count)d away") % {"count": counts["away"]})
    if shown.unmarked:
        parts.append(_("%(count)d not marked yet") % {"count": shown.unmarked})
    return ", ".join(parts)
