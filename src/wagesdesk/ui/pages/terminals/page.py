"""Terminals, at the laptop: the day sheet of seats, the class out to all of them, and back in one pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.export import drives, rounds, second_laptop
from wagesdesk.export.rounds import CheckedOut, Collected, Pass
from wagesdesk.problems import describe
from wagesdesk.services import terminal
from wagesdesk.services.card import CardRow
from wagesdesk.services.terminal import DaySheet, SeatRow, TerminalRow
from wagesdesk.text import _, long_day
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.pages.terminals import telling, words
from wagesdesk.ui.pages.terminals.cards import LaptopsCard, TerminalsCard
from wagesdesk.ui.pages.terminals.sheet import SheetTable
from wagesdesk.ui.rounds.place import PlaceCard, Way
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.problem_panel import ProblemPanel
from wagesdesk.ui.widgets.side_by_side import SideBySide
from wagesdesk.ui.widgets.stack import Stack


@dataclass(frozen=True)
class Asked:
    """What is about to be written, and where; `others` are the files that lie there and stay."""

    way: Way
    others: tuple[str, ...]
    laptop: CardRow | None


class TerminalsPage(Page):
    """Asks before it writes, never before it reads."""

    interested_in: ClassVar[frozenset[str]] = frozenset(
        {"person", "enrolment", "workshop", "cohort", "card", "seat", "checkout", "intake"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.media_root = Path("/")
        self._sheet: DaySheet | None = None
        self._ended: dict[str, Collected] = {}
        self._asked: Asked | None = None
        self._losing: TerminalRow | None = None
        self._busy = False
        self._build()
        desk.actions.bind("terminals.out", self, self.ask_out)
        desk.actions.bind("terminals.collect", self, self.collect)

    # -- building

    def _build(self) -> None:
        look, actions = theme.current(), self.desk.actions
        self.head = PageHead(_("Terminals"))
        self.collect_button = actions.button_for("terminals.collect")
        self.out_button = actions.button_for("terminals.out", "primary")
        for button in (self.collect_button, self.out_button):
            self.head.add_button(button)
        self.body.addWidget(self.head)
        self.body.addWidget(ReasonLine(self.out_button, before=True))
        self.asking = self._panel("amber", (_("Write"), self._on_write), (_("Not now"), self._drop))
        self.losing = self._panel("amber", (_("It is lost"), self._on_lost), (_("Keep waiting for it"), self._drop))
        self.told = ProblemPanel("green")
        self.problem = ProblemPanel("red")
        for panel in (self.asking, self.losing, self.told, self.problem):
            self.body.addWidget(panel)
        self.table = SheetTable(self.desk.clock)
        self.table.seat_wanted.connect(self.give_seat)
        card = Card(padded=False)
        card.body.addWidget(self.table)
        self.table.hug(card)
        self.sheet = QWidget()
        above = QVBoxLayout(self.sheet)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(card, 1000)
        above.addStretch(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(12))
        self.place = PlaceCard(self.desk, lambda: self.media_root)
        self.place.changed.connect(self._say_why_not)
        self.terminals = TerminalsCard()
        self.terminals.lost.connect(self.ask_lost)
        self.laptops = LaptopsCard(self.desk)
        self.laptops.wanted.connect(self.ask_laptop)
        for one in (self.place, self.terminals, self.laptops):
            column.addWidget(one)
        column.addStretch(1)
        settings = Button(_("Open Settings"), "primary", "settings")
        settings.clicked.connect(lambda: self.desk.go("settings", section="cards"))
        self.no_terminal = EmptyState(
            "monitor",
            _(
                "No terminal yet. Set WagesDesk up on a machine as a terminal, then give each other your cards in"
                " Settings, Cards of other places."
            ),
            settings,
        )  # fmt: skip
        new = Button(_("New cohort"), "primary", "plus")
        new.clicked.connect(lambda: self.desk.go("cohort"))
        self.no_workshop = EmptyState(
            "monitor", _("Seats belong to the day of a workshop. Make the cohort first."), new
        )
        self.left = Stack(self.sheet, self.no_workshop)
        self._round = SideBySide(self.left, right, wide=400, narrow=340, least=480)
        self.parts = Stack(self._round, self.no_terminal)
        self.body.addWidget(self.parts, 1)

    @staticmethod
    def _panel(kind: str, yes: tuple[str, Callable[[], None]], no: tuple[str, Callable[[], None]]) -> ProblemPanel:
        buttons = []
        for text, do in (yes, no):
            button = Button(text)
            button.clicked.connect(do)
            buttons.append(button)
        panel = ProblemPanel(kind, *buttons)
        panel.setFocusProxy(buttons[0])
        return panel

    # -- as every page

    def refresh(self) -> None:
        desk = self.desk
        day, cohort_id = desk.clock.today(), desk.cohort()
        self._sheet = terminal.day_sheet(desk.vault, cohort_id, day) if cohort_id else None
        sheet = self._sheet
        here = terminal.terminals(desk.vault)
        there = bool(here or self.laptops.offered())
        self.parts.setCurrentWidget(self._round if there else self.no_terminal)
        self.left.setCurrentWidget(self.sheet if sheet is not None else self.no_workshop)
        for button in (self.collect_button, self.out_button):
            button.setVisible(there)
        self.head.set_line(self._line(sheet) if sheet is not None and there else "")
        rows = sheet.rows if sheet is not None else ()
        self.table.show_sheet(rows, here)
        self.terminals.show_terminals(here, rows, self._ended, desk.clock)
        self._say_why_not()

    def key_hints(self) -> tuple[KeyHint, ...]:
        if self.parts.currentWidget() is self.no_terminal:
            return ()
        seats = (KeyHint((_("0 to 9"),), _("Give her that seat")), KeyHint(("Left", "Right"), _("Another seat")))
        actions = self.desk.actions
        commands = [one for one in ("terminals.out", "terminals.collect") if actions[one].isEnabled()]
        here = self._sheet is not None and self._sheet.rows
        return (*(seats if here else ()), *(actions.hint_for(one) for one in commands))

    def panes(self) -> tuple[QWidget, ...]:
        return (self.table, self.place, self.terminals)

    def _line(self, sheet: DaySheet) -> str:
        out = sum(row.state == "out" for row in sheet.rows)
        return _("Workshop %(number)d, %(day)s. %(people)s, %(out)d out.") % {
            "number": sheet.workshop.number, "day": long_day(sheet.workshop.day),
            "people": words.people(len(sheet.rows)), "out": out,
        }  # fmt: skip

    def _say_why_not(self) -> None:
        way = self.place.way
        reason = ""
        if self._busy:
            reason = _("One moment.")
        elif way is None:
            reason = _("Put the stick in, or choose a folder.")
        seated = self._sheet is not None and any(row.seat for row in self._sheet.rows)
        locked = _("It is locked against writing.") if way is not None and way.read_only else ""
        nobody = "" if seated else _("Nobody has a seat at a terminal.")
        actions = self.desk.actions
        actions["terminals.collect"].setEnabled(not reason)
        actions["terminals.out"].setEnabled(not (reason or locked or nobody))
        self.collect_button.refuse(reason)
        # Where no terminal is there, the page says what to do first, and nothing else.
        nothing_yet = self.parts.currentWidget() is self.no_terminal
        self.out_button.refuse("" if nothing_yet else reason or locked or nobody)
        self.laptops.refresh(reason or locked)
        self.hints_changed.emit()

    # -- seats

    def give_seat(self, row: SeatRow, seat: str) -> None:
        """Give one person another seat; hers only."""
        sheet, desk = self._sheet, self.desk
        if sheet is None or seat == row.seat:
            return
        try:
            changes = terminal.move(
                desk.vault, desk.staff_id, workshop_id=sheet.workshop.id, person_id=row.person_id, seat=seat
            )
        except UserError as error:
            self.problem.say_error(error)
        else:
            self.problem.hide()
            desk.bus.tell(changes)
            number = self.table.numbers.get(seat, 0)
            where = words.terminal_name(number) if number else _("on paper")
            desk.toast(_("%(name)s: %(seat)s") % {"name": row.name, "seat": where}, undo=True)

    # -- out

    def ask_out(self) -> None:
        """Say what would be written, and ask."""
        self._look_and_ask(None)

    def ask_laptop(self, laptop: CardRow) -> None:
        """The same for everything, to a second laptop."""
        self._look_and_ask(laptop)

    def _look_and_ask(self, laptop: CardRow | None) -> None:
        way = self.place.way
        if way is None or (laptop is None and self._sheet is None):
            return
        self.desk.jobs.start(
            lambda _token: drives.listing(way.path), owner=self,
            done=lambda others: self._ask(Asked(way, others, laptop)), failed=self._failed,
        )  # fmt: skip

    def _ask(self, asked: Asked) -> None:
        self._drop()
        self._asked = asked
        if asked.laptop is not None:
            self.asking.say(telling.laptop_question(asked.laptop.place, asked.way.name, asked.others))
        elif self._sheet is not None:
            self.asking.say(telling.parts_question(self._sheet, asked.way.name, asked.others))
        self.asking.setFocus()

    def _drop(self) -> None:
        self._asked = self._losing = None
        for panel in (self.asking, self.losing, self.problem, self.told):
            panel.hide()
        if self.isVisible():
            self.table.setFocus()

    def _on_write(self) -> None:
        asked, self._asked = self._asked, None
        self._drop()
        if asked is None:
            return
        vault, actor, path, laptop = self.desk.vault, self.desk.staff_id, asked.way.path, asked.laptop
        self._set_busy(True)
        if laptop is not None:
            self.desk.jobs.start(
                lambda token: second_laptop.write_all(
                    vault, actor, laptop.id, path, accept_others=asked.others,
                    step=lambda done, total: token.step(done, total, _("Writing everything")),
                ),
                owner=self, done=lambda _made: self._on_everything(laptop), failed=self._failed,
            )  # fmt: skip
        elif (sheet := self._sheet) is not None:
            self.desk.jobs.start(
                lambda token: rounds.check_out(
                    vault, actor, sheet, path, accept_others=asked.others,
                    step=lambda done, total: token.step(done, total, _("Writing the parts")),
                ),
                owner=self, done=self._on_out, failed=self._failed,
            )  # fmt: skip

    def _on_out(self, done: CheckedOut) -> None:
        self._ended.clear()
        self._set_busy(False)
        self.desk.bus.tell(done.changes)
        names = {row.person_id: row.name for row in self._sheet.rows} if self._sheet else {}
        self.told.say(telling.parts_told(done, names))

    def _on_everything(self, laptop: CardRow) -> None:
        self._set_busy(False)
        self.told.say(telling.laptop_told(laptop.place))

    # -- back

    def collect(self) -> None:
        """Take in whatever has come back."""
        way = self.place.way
        if way is None:
            return
        self._drop()
        self._set_busy(True)
        vault, actor = self.desk.vault, self.desk.staff_id
        self.desk.jobs.start(
            lambda token: rounds.collect(
                vault, actor, way.path, step=lambda done, total: token.step(done, total, _("Taking in"))
            ),
            owner=self, done=self._on_collected, failed=self._failed,
        )  # fmt: skip

    def _on_collected(self, done: Pass) -> None:
        self._set_busy(False)
        self._ended = {one.terminal.id: one for one in done.terminals}
        self.make_stale()
        self.desk.bus.tell(done.changes)
        good = done.laptops or any(one.state == "ok" for one in done.terminals)
        (self.told if good else self.problem).say(telling.pass_told(done))

    # -- lost

    def ask_lost(self, one: TerminalRow) -> None:
        """Say what it means that something is lost, and ask."""
        self._drop()
        self._losing = one
        self.losing.say(telling.lost_question(one.number))
        self.losing.setFocus()

    def _on_lost(self) -> None:
        one = self._losing
        self._drop()
        if one is None:
            return
        try:
            changes = terminal.mark_lost(self.desk.vault, self.desk.staff_id, one.id)
        except UserError as error:
            self.problem.say_error(error)
        else:
            self.desk.bus.tell(changes)

    # -- shared

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._say_why_not()

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.make_stale()  # some parts may be on it, and are out
        self.place.look()
        if isinstance(error, UserError):
            self.problem.say(describe(error))
        else:
            self.desk.problem(error)
