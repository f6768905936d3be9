"""Change the dates: the workshops of the cohort in a list, and beside it what can be done with the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.services import workshop
from wagesdesk.services.cohort import WorkshopRow
from wagesdesk.services.workshop import DatesRow, Plan
from wagesdesk.text import _, long_day, ngettext
from wagesdesk.ui import free_text, theme, unsaved
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.later import later
from wagesdesk.ui.pages.attendance.dates_forms import AddForm, CancelForm, ChangeForm, MoveForm, TimesForm, scrolled
from wagesdesk.ui.pages.attendance.dates_table import TIME, TITLE, DatesDelegate, Shown, columns, shown_rows
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.letting_go import let_go
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.rows_model import RowsModel
from wagesdesk.ui.widgets.side_by_side import SideBySide
from wagesdesk.ui.widgets.table import Table
from wagesdesk.ui.workshops import words

ACTIONS = ("dates.move", "dates.times", "dates.cancel", "dates.earlier", "dates.later", "dates.add")
"""What this panel does; they work while it is shown."""


@dataclass(frozen=True)
class LeftOver:
    """What was typed in a form that was left without its button: which form (the id of its action), about which
    workshop, and the content of its editors."""

    form: str
    workshop_id: str
    typed: list[unsaved.Content]


class DatesPanel(QWidget):
    """`closed` when she is done with it; `changed` when something else can be done than before."""

    closed = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.cohort_id = ""
        self.form: ChangeForm | None = None
        self._rows: tuple[DatesRow, ...] = ()
        bind = desk.actions.bind
        self._makers = {
            "dates.move": self._move_form, "dates.times": self._times_form, "dates.cancel": self._cancel_form,
            "dates.add": self._add_form,
        }  # fmt: skip
        self._opened = ("", "")
        self._left_over: LeftOver | None = None
        bind("dates.move", self, lambda: self._open("dates.move"))
        bind("dates.times", self, lambda: self._open("dates.times"))
        bind("dates.cancel", self, self._cancel)
        bind("dates.earlier", self, lambda: self._topic(-1))
        bind("dates.later", self, lambda: self._topic(1))
        bind("dates.add", self, lambda: self._open("dates.add"))
        self._build()
        self.rest()

    def open(self, cohort_id: str, number: int = 0) -> None:
        """Show the workshops of a cohort; `number` is the one to stand at, else the first that is not over."""
        self._close_form()
        self.cohort_id = cohort_id
        self.refresh()
        today = self._desk.clock.today()
        rows = self.model.rows
        at = next((at for at, one in enumerate(rows) if number in (0, one.row.workshop.number)
                   and (number or one.row.workshop.day >= today)), 0)  # fmt: skip
        self.table.setCurrentIndex(self.table.proxy.index(at, 0))
        self.table.setFocus()
        if self._left_over is not None:
            self.offer(self._left_over)

    def refresh(self) -> None:
        """Read the workshops anew; the chosen one stays chosen wherever its day puts it."""
        chosen = self.chosen()
        self._rows = workshop.dates(self._desk.vault, self.cohort_id)
        self._show_rows(None)
        ids = [one.workshop.id for one in self._rows]
        if chosen is not None and chosen.workshop.id in ids:
            self.table.setCurrentIndex(self.table.proxy.index(ids.index(chosen.workshop.id), 0))
        self._show_chosen()
        if self.form is not None:
            self.form.look()

    def rest(self) -> None:
        """Do nothing more: the register is shown."""
        self._close_form()
        self.cohort_id = ""
        for one in ACTIONS:
            self._desk.actions[one].setEnabled(False)

    def _show_rows(self, plan: Plan | None) -> None:
        """The list as it stands, and beside each workshop what a plan would make of it."""
        self.model.set_rows(shown_rows(self._rows, self._desk.clock.today(), plan))

    def chosen(self) -> DatesRow | None:
        """The workshop at the current row."""
        one = self.table.current_row()
        return one.row if one is not None else None

    # -- building

    def _build(self) -> None:
        look = theme.current()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.model: RowsModel[Shown] = RowsModel(columns(), look.font())
        self.table = Table(self.model, _("Workshops"), sortable=False, search=False)
        self.table.setItemDelegate(DatesDelegate(self.table, edge=12))
        self.table.horizontalHeader().setProperty("tight", True)
        self.table.set_widths(46, 108, 134, 0, 144)
        self.table.stretch(TITLE, 220, spare=(TIME,))
        self.table.stand(200)
        self.table.opened.connect(lambda _row: self._desk.actions["dates.move"].trigger())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._on_row())
        listed = Card(padded=False)
        listed.body.addWidget(self.table)
        self._side = Card(padded=False)
        self._about = scrolled(self._build_about())
        self._side.body.addWidget(self._about)
        if not look.large:  # where letters are large it is as high as what stands in it
            self._side.setMinimumHeight(look.size(330))  # under the list, the page scrolls
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(listed, 1000)
        column.addStretch(1)
        self.table.hug(listed)
        whole.addWidget(SideBySide(left, self._side, wide=366, narrow=340, least=560))

    def _build_about(self) -> QWidget:
        look, actions = theme.current(), self._desk.actions
        about = QWidget()
        column = QVBoxLayout(about)
        column.setContentsMargins(look.size(16), look.size(14), look.size(16), look.size(14))
        column.setSpacing(look.size(8))
        self._title = PlainLabel("", "section", wrap=True)
        self._line = PlainLabel("", "second", colour="soft", wrap=True)
        self._happened = PlainLabel("", "second", wrap=True)
        for label in (self._title, self._line, self._happened):
            column.addWidget(label)
        column.addSpacing(look.size(4))
        self._buttons = {one: actions.button_for(one) for one in ACTIONS}
        for one in ("dates.move", "dates.times", "dates.cancel"):
            column.addWidget(self._buttons[one])
        topics = QHBoxLayout()
        topics.setSpacing(look.size(8))
        for one in ("dates.earlier", "dates.later"):
            topics.addWidget(self._buttons[one], 1)
        column.addLayout(topics)
        column.addSpacing(look.size(8))
        column.addWidget(self._buttons["dates.add"])
        column.addStretch(1)
        return about

    # -- showing

    def _show_chosen(self) -> None:
        """Say what is known of the chosen workshop, and offer what can be done with it."""
        if not self.cohort_id:
            return
        held, free = self.chosen(), self.form is None
        actions = self._desk.actions
        at = held.workshop if held else None
        open_to = at is not None and not at.cancelled and free
        unmarked = held is not None and not held.marks
        for one, may in (
            ("dates.move", open_to and unmarked), ("dates.times", open_to), ("dates.cancel", at is not None and free),
            ("dates.earlier", open_to and unmarked), ("dates.later", open_to and unmarked), ("dates.add", free),
        ):  # fmt: skip
            actions[one].setEnabled(may)
            self._buttons[one].setVisible(may)
        back = at is not None and at.cancelled
        actions["dates.cancel"].setText(_("It takes place after all") if back else _("It cannot take place"))
        self._buttons["dates.cancel"].setText(actions["dates.cancel"].text())
        self._buttons["dates.cancel"].set_icon("rotate-ccw" if back else "ban")
        if held is None or at is None:
            return
        self._title.setText(f"{at.number}. {_(at.title)}")
        self._line.setText(_("%(day)s, %(starts)s to %(ends)s") % {
            "day": long_day(at.day, year=True), "starts": at.starts, "ends": at.ends})  # fmt: skip
        said = [words.change(line) for line in held.changes]
        if held.marks and at.cancelled:
            said.append(_("Its marks stay on record and do not count."))
        elif held.marks:
            marked = ngettext(
                "%(count)d woman is marked, so its day and topic stay.",
                "%(count)d women are marked, so its day and topic stay.",
                held.marks,
            )
            said.append(marked % {"count": held.marks})
        self._happened.setText("\n".join(said))
        self._happened.setVisible(bool(said))
        self.changed.emit()

    # -- what happens

    def _move_form(self, at: WorkshopRow) -> ChangeForm:
        return MoveForm(self._desk.vault, at, self._run())

    def _times_form(self, at: WorkshopRow) -> ChangeForm:
        return TimesForm(self._desk.vault, at)

    def _cancel_form(self, at: WorkshopRow) -> ChangeForm:
        return CancelForm(self._desk.vault, at)

    def _add_form(self, _at: WorkshopRow) -> ChangeForm:
        course = workshop.programme_of(self._desk.vault, self.cohort_id)
        return AddForm(self._desk.vault, self.cohort_id, self._run(), course)

    def _cancel(self) -> None:
        """Open the form, or bring a cancelled workshop back at once."""
        held = self.chosen()
        if held is not None and held.workshop.cancelled:
            self._try(lambda: workshop.plan_bring_back(self._desk.vault, held.workshop.id))
        else:
            self._open("dates.cancel")

    def _topic(self, by: int) -> None:
        """Let the chosen workshop change its topic with the next one, or the one before."""
        held = self.chosen()
        if held is not None:
            self._try(lambda: workshop.plan_topic(self._desk.vault, held.workshop.id, by))

    def _try(self, plan: Callable[[], Plan]) -> None:
        try:
            self._apply(plan(), "", "")
        except UserError as error:
            self._desk.problem(error)

    def _apply(self, plan: Plan, cause: str, note: str) -> None:
        try:
            changes = workshop.apply(self._desk.vault, self._desk.staff_id, plan, cause=cause, note=note)
        except UserError as error:
            self._desk.problem(error)
            return
        self._drop_form()
        self._desk.bus.tell(changes)
        self._desk.toast(words.done(plan, cause), undo=True)
        self.table.setFocus()

    def _run(self) -> tuple[WorkshopRow, ...]:
        return tuple(one.workshop for one in self._rows)

    @property
    def left_over(self) -> LeftOver | None:
        """What is typed in the form, or was in one that was left by another way than its buttons."""
        typed = self.form.typed() if self.form is not None else None
        return LeftOver(*self._opened, typed) if typed is not None else self._left_over

    def offer(self, left_over: LeftOver) -> None:
        """Open this form with what was typed in it: now, or as soon as the dates are shown."""
        self._left_over = left_over
        rows = [one.row.workshop.id for one in self.model.rows]
        if not self.cohort_id or left_over.workshop_id not in rows:
            return
        self.table.setCurrentIndex(self.table.proxy.index(rows.index(left_over.workshop_id), 0))
        self._open(left_over.form)

    def _open(self, name: str) -> None:
        held = self.chosen()
        if held is None or self.form is not None:
            return
        self.form = self._makers[name](held.workshop)
        for field in self.form.free:
            free_text.watch(field, free_text.others_of(self._desk))
        self.form.begin()
        self._opened = (name, held.workshop.id)
        if self._left_over is not None and self._opened == (self._left_over.form, self._left_over.workshop_id):
            unsaved.put_back(self.form, self._left_over.typed)
            self._left_over = None
            self._desk.toast(_("What you were typing here is back. It is not saved yet."))
        self.form.wanted.connect(self._apply)
        self.form.left.connect(self._leave_form)
        self.form.planned.connect(self._show_rows)
        self._about.hide()
        self._side.body.addWidget(self.form)
        self.form.show()
        self._show_chosen()
        self._show_rows(self.form.plan_now())
        self.form.first().setFocus(Qt.FocusReason.TabFocusReason)
        later(0, self, self._bring_into_view)  # it has its place after the next layout

    def _bring_into_view(self) -> None:
        """The form may stand under the list, below the edge of the window."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and self.form is not None:
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            above.ensureWidgetVisible(self._side, 0, 0)
            bar, sheet = above.verticalScrollBar(), above.widget()
            if sheet is not None:  # of a form higher than the window its head is seen
                bar.setValue(min(bar.value(), self._side.mapTo(sheet, QPoint()).y()))

    def _on_row(self) -> None:
        """Another workshop was chosen: a form is about the one before."""
        self._close_form()
        self._show_chosen()

    def _leave_form(self) -> None:
        self._drop_form()
        self.table.setFocus()

    def _drop_form(self) -> None:
        """Close the form; what is typed in it was done, or given up."""
        self._close_form()
        self._left_over = None

    def _close_form(self) -> None:
        """Close the form; what is typed in it stands there again when it is opened next."""
        if self.form is None:
            return
        self._left_over = self.left_over
        self.form.hide()
        self._side.body.removeWidget(self.form)
        let_go(self.form)
        self.form = None
        self._about.show()
        self._show_chosen()
        self._show_rows(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
