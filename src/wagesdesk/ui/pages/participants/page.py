"""Participants: everybody of the cohort, one line each; Enter opens her page, Add people takes names one a line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHeaderView, QVBoxLayout, QWidget

from wagesdesk.problems import Problem
from wagesdesk.services import attendance, cohort, people, scratch, site
from wagesdesk.text import _, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.group import many
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.pages.participants import columns
from wagesdesk.ui.pages.participants.adding import AddPanel
from wagesdesk.ui.pages.participants.columns import ListRow, RowDelegate
from wagesdesk.ui.panes import first_control
from wagesdesk.ui.print_preview import open_preview
from wagesdesk.ui.shoulders import Shoulders
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.filter_chips import FilterChips
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel
from wagesdesk.ui.widgets.rows_model import ROW_ROLE, RowsModel
from wagesdesk.ui.widgets.stack import Stack
from wagesdesk.ui.widgets.table import Table


@dataclass(frozen=True)
class Listed:
    """The part of the list that is shown, whether people are being added, and the day they join."""

    part: str
    adding: bool
    joined: date | None


class ParticipantsPage(Page):
    """The list with its chips, or the panel in which people are added, or what to do while nobody is here.

    While a workshop is on, others may look on: release dates stand here only after they were asked for. Looks at the
    clock each minute while it is shown.
    """

    interested_in: ClassVar[frozenset[str]] = frozenset(
        {"person", "identity", "business", "enrolment", "mark", "release_date", "workshop", "cohort"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._rows: tuple[ListRow, ...] = ()
        self._select = ""
        self._panel: AddPanel | None = None
        desk.actions.bind("people.add", self, self.open_panel)
        self.shoulders = Shoulders(
            self, desk.actions["people.dates"], show=_("Show release dates"), hide=_("Hide release dates")
        )  # fmt: skip
        desk.actions.bind("people.dates", self, self.shoulders.turn)
        desk.actions.bind("people.print", self, self._print)
        self._build()

    # -- building

    def _build(self) -> None:
        self.head = PageHead(_("Participants"))
        self.list_button = Button(_("Bring in a list…"), icon="file-spreadsheet")
        self.list_button.clicked.connect(lambda: self.desk.go("list"))
        self.head.add_button(self.list_button)
        self.print_button = Button(_("Print"), icon="printer")
        self.print_button.setAccessibleName(self.desk.actions["people.print"].text())
        self.print_button.clicked.connect(self.desk.actions["people.print"].trigger)
        self.head.add_button(self.print_button)
        self.add_button = self.desk.actions.button_for("people.add", "primary")
        self.head.add_button(self.add_button)
        self.body.addWidget(self.head)
        self.left_over = self._make_left_over()
        self.body.addWidget(self.left_over)
        self.parts = Stack()
        self.body.addWidget(self.parts, 1)
        self.list_part = self._make_list()
        add = Button(_("Add people"), "primary", "plus")
        add.clicked.connect(self.open_panel)
        words = _("The %(people)s of this cohort will stand here, one line each.")
        self.nobody = EmptyState("users", words % {"people": many(site.site(self.desk.vault).group)}, add)
        new = Button(_("New cohort"), "primary", "plus")
        new.clicked.connect(lambda: self.desk.go("cohort"))
        self.no_cohort = EmptyState("users", _("Participants belong to a cohort. Make the cohort first."), new)
        for widget in (self.list_part, self.nobody, self.no_cohort):
            self.parts.addWidget(widget)

    def _make_list(self) -> QWidget:
        look = theme.current()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(12))
        self.chips = FilterChips(
            _("Show"),
            (
                (columns.ALL, _("All")),
                (columns.SOON, _("Going home in 12 weeks")),
                (columns.UNDATED, _("No release date")),
                (columns.LEFT, _("Left")),
                (columns.UNPLACED, _("Without a cohort")),
            ),
        )
        self.chips.chosen.connect(lambda _code: self._show_rows())
        self._above = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._above.addWidget(self.chips, 1)
        self._above.addWidget(self.shoulders.button, alignment=Qt.AlignmentFlag.AlignRight)
        column.addLayout(self._above)
        self.model: RowsModel[ListRow] = RowsModel(columns.columns(), look.font())
        self.table = Table(self.model, _("Participants"))
        self.table.setItemDelegate(RowDelegate(self.table))
        self.table.set_widths(*columns.WIDTHS)
        heads = self.table.horizontalHeader()
        heads.setStretchLastSection(False)
        heads.setSectionResizeMode(columns.STRETCHED, QHeaderView.ResizeMode.Stretch)
        if look.large:  # her own page has it
            self.table.hideColumn(columns.RATE)
        self.table.stand(200)
        self.table.opened.connect(lambda row: self.desk.go("person", person_id=row.person.id))
        card = Card(padded=False)
        card.body.addWidget(self.table)
        self._none_here = PlainLabel("", "body", colour="soft")
        self._none_here.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(self._none_here, 1)
        self.table.hug(card)
        column.addWidget(card, 1000)
        column.addStretch(1)
        return page

    def _make_left_over(self) -> ProblemPanel:
        carry_on = Button(_("Carry on"), icon="pencil")
        carry_on.clicked.connect(self.open_panel)
        drop = Button(_("Throw away"))
        drop.clicked.connect(self.throw_away)
        return ProblemPanel("info", carry_on, drop)

    # -- what the window asks

    def refresh(self) -> None:
        cohort_id, day = self.desk.cohort(), self.desk.clock.today()
        self.list_button.setVisible(bool(cohort_id))
        self.add_button.setVisible(bool(cohort_id))
        self.desk.actions["people.add"].setEnabled(bool(cohort_id))
        self.shoulders.look()
        shown = attendance.register(self.desk.vault, cohort_id, day)
        listed = people.people_in(self.desk.vault, shown)
        unplaced = people.people(self.desk.vault, "", day)
        self.print_button.setVisible(bool(listed))
        self.desk.actions["people.print"].setEnabled(bool(listed))
        self._rows = columns.rows_of((*listed, *unplaced), shown, day)
        for code in columns.PARTS:
            self.chips.set_count(code, sum(columns.belongs(row, code, day) for row in self._rows))
        self.chips.offer(columns.UNPLACED, on=bool(unplaced))
        under = theme.current().large and unplaced  # beside so many chips there is no room for the button
        self._above.setDirection(QBoxLayout.Direction.TopToBottom if under else QBoxLayout.Direction.LeftToRight)
        self.chips.setVisible(bool(cohort_id))
        self._show_rows()
        if not cohort_id:
            self.left_over.hide()
            self.parts.setCurrentWidget(self.list_part if unplaced else self.no_cohort)
        elif not self._adding or self.panel.cohort_id != cohort_id:
            self._show_list()
        self._offer_dates()

    def key_hints(self) -> tuple[KeyHint, ...]:
        if self._adding:
            return (KeyHint(("Esc",), _("Close, keep what I typed")),)
        listed = self.parts.currentWidget() is self.list_part and self.model.rows
        rows = (KeyHint(("Enter",), _("Open her page")), KeyHint((_("A to Z"),), _("Jump to a name")))
        actions = self.desk.actions
        commands = [one for one in ("people.add", "people.dates") if actions[one].isEnabled()]
        return (*(rows if listed else ()), *(actions.hint_for(one) for one in commands))

    def state(self) -> Listed:
        return Listed(self.chips.code(), self._adding, self.panel.joined.editor.day() if self._adding else None)

    def restore(self, state: Listed) -> None:
        self._refresh_if_stale()
        if not self.chips.isHidden():
            self.chips.choose(state.part)
        if state.adding:
            self.open_panel()
            self.panel.joined.editor.set_day(state.joined)

    def help_topic(self) -> str:
        return "add_people" if self._adding else ""

    def panes(self) -> tuple[QWidget, ...]:
        return (self.head, self.parts)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None or not self.isAncestorOf(self.focusWidget()):
            shown = self.parts.currentWidget()
            target = self.table if shown is self.list_part else first_control(shown)
            if target is not None:
                target.setFocus()

    # -- what happens

    @property
    def panel(self) -> AddPanel:
        """Where people are added; made when first asked for."""
        if self._panel is None:
            self._panel = AddPanel(self.desk)
            self._panel.added.connect(self._on_added)
            self._panel.closed.connect(self.close_panel)
            self.parts.addWidget(self._panel)
        return self._panel

    @property
    def _adding(self) -> bool:
        """Whether people are being added, in place of the list."""
        return self.parts.currentWidget() is self._panel

    def open_panel(self) -> None:
        """Show the panel in which people are added, for the cohort of the top bar."""
        cohort_id = self.desk.cohort()
        if not cohort_id or self._adding:
            return
        self.left_over.hide()
        self.add_button.hide()
        self.parts.setCurrentWidget(self.panel)
        self._offer_dates()
        here = {
            (row.person.name.casefold(), row.person.surname.casefold()) for row in self._rows if row.person.enrolment_id
        }
        self.panel.open(cohort_id, cohort.joining_day(self.desk.vault, cohort_id, self.desk.clock.today()), here)

    def close_panel(self) -> None:
        """Go back to the list; what was typed is kept."""
        self._show_list()
        self.table.setFocus()

    def _show_list(self) -> None:
        self.parts.setCurrentWidget(self.list_part if self._rows else self.nobody)
        self.add_button.setVisible(bool(self._rows))
        self._offer_left_over()
        self._offer_dates()

    def _show_rows(self) -> None:
        day, part = self.desk.clock.today(), self.chips.code() if self.desk.cohort() else columns.UNPLACED
        current = self.table.current_row()
        wanted = self._select or (current.person.id if current is not None else "")
        hidden = self.shoulders.hidden
        told = hidden and part == columns.SOON  # names in that part would say it
        rows = [row for row in self._rows if columns.belongs(row, part, day) and not told]
        self._none_here.setText(
            _("Others may look on during the workshop, so no names stand here. Ctrl+Shift+H shows them.")
            if told
            else _("Nobody is in this part of the list.")
        )
        self.table.setColumnHidden(columns.GOING_HOME, hidden)
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._none_here.setVisible(not rows)
        self._put_current(wanted)
        self.hints_changed.emit()

    def _offer_dates(self) -> None:
        self.shoulders.offer(here=self.parts.currentWidget() is self.list_part)

    def _put_current(self, person_id: str) -> None:
        proxy = self.table.proxy
        at = 0
        for number in range(proxy.rowCount()):
            if proxy.index(number, 0).data(ROW_ROLE).person.id == person_id:
                at = number
        self.table.setCurrentIndex(proxy.index(at, 0))

    def _offer_left_over(self) -> None:
        held = scratch.pending(self.desk.vault, scratch.adding_key(self.desk.cohort()))
        self.left_over.hide()
        if held is not None:
            lines = len(people.parse_names(held.text))
            words = ngettext(
                "%(n)d name was typed and not added yet.", "%(n)d names were typed and not added yet.", lines
            )
            self.left_over.say(Problem(words % {"n": lines}, "", ""))

    def throw_away(self) -> None:
        """Forget the names that were typed and not added."""
        scratch.drop(self.desk.vault, scratch.adding_key(self.desk.cohort()))
        self.left_over.hide()

    def _on_added(self, ids: tuple[str, ...]) -> None:
        self._select = ids[0]
        self.chips.choose(columns.ALL)
        self._show_rows()
        self._select = ""
        self.close_panel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._adding:
            self.panel.keep()
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _print(self) -> None:
        """The class list: first names and empty columns, nothing else unless somebody asks for it on paper."""
        from wagesdesk.export.reports.class_list import class_list
        from wagesdesk.services.class_list import class_rows

        vault, cohort_id, today = self.desk.vault, self.desk.cohort(), self.desk.clock.today()
        title = next((row.title for row in cohort.titles(vault) if row.id == cohort_id), "")
        if title:
            rows = class_rows(vault, cohort_id, today)
            lay = partial(class_list, rows, title, self.desk.place.name, printed=today)
            open_preview(self, lay(large=False), self.desk, lay=lay)
