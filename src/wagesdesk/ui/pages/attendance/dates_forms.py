"""The forms beside the list of workshops. What is typed is planned and shown at once; the button does it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wagesdesk.errors import FieldInvalid
from wagesdesk.models.vault import Vault
from wagesdesk.problems import describe
from wagesdesk.services import workshop
from wagesdesk.services.cohort import LONGEST_TITLE, WorkshopRow
from wagesdesk.services.reference import Programme
from wagesdesk.services.workshop import Plan
from wagesdesk.text import _, long_day, ngettext, short_day
from wagesdesk.ui import theme, unsaved
from wagesdesk.ui.pages.attendance.dates_preview import summary
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.day_edit import DayEdit, parse_day
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.workshops import words


class ChangeForm(QWidget):
    """`wanted(plan, cause, note)` when the button is pressed; `left` when she goes back; `planned(plan)` follows what
    is typed, None while it is no plan. Enter presses the button, Esc goes back.

    Subclasses fill `fields`, call `look` when something is typed, and make the plan.
    """

    wanted = Signal(object, str, str)
    left = Signal()
    planned = Signal(object)

    def __init__(self, title: str, detail: str, do: str) -> None:
        super().__init__()
        look = theme.current()
        self.setAccessibleName(title)
        self._plan: Plan | None = None
        self._begun: list[unsaved.Content] = []
        inside = QWidget()
        column = QVBoxLayout(inside)
        edge = look.size(16)
        column.setContentsMargins(edge, look.size(14), edge, look.size(4))
        column.setSpacing(look.size(8))
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(PlainLabel(title, "section", wrap=True))
        head.addWidget(PlainLabel(detail, "second", colour="soft", wrap=True))
        column.addLayout(head)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(look.size(8))
        column.addLayout(self.fields)
        self.why = Field(_("Why"), _list_of_choices())
        self.why.editor.addItem(_("Choose"), "")
        for code, label in words.causes():
            self.why.editor.addItem(label, code)
        self.why.editor.currentIndexChanged.connect(self.look)
        self.note = text_field(_("Note, for this place only"), most=workshop.LONGEST_NOTE)
        column.addWidget(self.why)
        column.addWidget(self.note)
        column.addStretch(1)
        self.summary = PlainLabel("", "second", wrap=True)
        self.do = Button(do, "primary", "check")
        self.do.clicked.connect(self._on_do)
        back = Button(_("Back"))
        back.clicked.connect(self.left.emit)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.size(8))
        buttons.addWidget(self.do)
        buttons.addWidget(back)
        buttons.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(edge, look.size(8), edge, look.size(28))  # the toast may lie over its edge
        foot.setSpacing(look.size(8))
        foot.addWidget(self.summary)
        foot.addWidget(ReasonLine(self.do))
        foot.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(inside, least=170), 1)
        whole.addLayout(foot)

    @property
    def free(self) -> tuple[Field[QLineEdit], ...]:
        """The fields of free text."""
        return (self.note,)

    def plan(self) -> Plan:
        """What stands there as a plan. FieldInvalid."""
        raise NotImplementedError

    def button_words(self, plan: Plan) -> str:
        count = len(plan.rows)
        return ngettext("Change %(count)d workshop", "Change %(count)d workshops", count) % {"count": count}

    def first(self) -> QWidget:
        """Where the focus begins."""
        return self.why.editor

    def look(self) -> None:
        """Plan anew, show it, and say on the button what it does or why it cannot."""
        reason = ""
        try:
            self._plan = self.plan()
        except FieldInvalid as error:
            self._plan = None
            problem = describe(error)
            reason = f"{problem.what} {problem.now}"
        self.summary.setText(summary(self._plan) if self._plan else "")
        self.summary.setVisible(self._plan is not None)
        self.planned.emit(self._plan)
        if self._plan is not None:
            self.do.setText(self.button_words(self._plan))
            if self._plan.needs_cause and not self._cause():
                reason = _("Choose why.")
        self.do.refuse(reason)

    def plan_now(self) -> Plan | None:
        """The plan that stands there."""
        return self._plan

    def begin(self) -> None:
        """Nothing is typed yet."""
        self._begun = unsaved.typed_in(self)

    def typed(self) -> list[unsaved.Content] | None:
        """What stands in it; None while it is as it was opened."""
        now = unsaved.typed_in(self)
        return now if now != self._begun else None

    def _cause(self) -> str:
        return str(self.why.editor.currentData() or "")

    def _on_do(self) -> None:
        if self._plan is not None:
            self.wanted.emit(self._plan, self._cause(), self.note.editor.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.do.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _which(at: WorkshopRow) -> str:
    return _("%(title)s, %(day)s") % {"title": _(at.title), "day": long_day(at.day)}


def _list_of_choices() -> QComboBox:
    """One that may be narrower than its longest choice."""
    box = QComboBox()
    box.setMaxVisibleItems(12)
    box.setMinimumContentsLength(10)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.view().setTextElideMode(Qt.TextElideMode.ElideNone)
    return box


def scrolled(inside: QWidget, *, least: int = 0) -> PlainArea:
    """`inside`, which scrolls where there is no room for it."""
    scroll = PlainArea("", least=least)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.show_widget(inside)
    return scroll


class MoveForm(ChangeForm):
    """Another day; the ones after it follow or stay."""

    def __init__(self, vault: Vault, at: WorkshopRow, run: tuple[WorkshopRow, ...]) -> None:
        title = _("Move workshop %(number)d to another day") % {"number": at.number}
        super().__init__(title, _which(at), _("Change the dates"))
        self._vault, self._at = vault, at
        self.day = Field(_("New day"), DayEdit(at.day + timedelta(days=7)))
        self.follow = QCheckBox(_("The workshops after it follow, week by week"))
        self.follow.setAccessibleName(self.follow.text())
        self.follow.setChecked(True)
        later = any(one.day > at.day and not one.cancelled for one in run)
        free = ", ".join(short_day(day, year=True) for day in workshop.left_out(run, at.day))
        help_text = _("Holidays, like 25 Dec 2026, 1 Jan 2027.")
        self.skipped = text_field(_("Leave out these days"), help_text, text=free)
        for widget in (self.day, self.follow, self.skipped):
            self.fields.addWidget(widget)
        self.follow.setVisible(later)  # once they stand in the form: alone they would be windows
        self.skipped.setVisible(later)
        self.day.editor.day_changed.connect(self.look)
        self.follow.toggled.connect(self.skipped.setVisible)
        self.follow.toggled.connect(self.look)
        self.skipped.editor.textChanged.connect(self.look)
        self.look()

    def first(self) -> QWidget:
        return self.day.editor

    def plan(self) -> Plan:
        day = self.day.editor.day()
        if day is None:
            raise FieldInvalid(field="day", code="not_a_day")
        follow = self.follow.isChecked()
        skipped = _days(self.skipped.editor.text()) if follow else ()
        return workshop.plan_move(self._vault, self._at.id, day, reflow=follow, skipped=skipped)


def _days(typed: str) -> tuple[date, ...]:
    """Days with commas between. FieldInvalid."""
    days = [parse_day(part) for part in re.split("[,;]", typed) if part.strip()]
    if None in days:
        raise FieldInvalid(field="skipped", code="not_a_day")
    return tuple(day for day in days if day is not None)


class TimesForm(ChangeForm):
    """A shorter or a longer day."""

    def __init__(self, vault: Vault, at: WorkshopRow) -> None:
        title = _("Other times for workshop %(number)d") % {"number": at.number}
        super().__init__(title, _which(at), _("Change the times"))
        self._vault, self._at = vault, at
        self.starts, self.ends = _times(self.fields, at.starts, at.ends)
        for editor in (self.starts, self.ends):
            editor.textChanged.connect(self.look)
        self.look()

    def first(self) -> QWidget:
        return self.ends

    def plan(self) -> Plan:
        return workshop.plan_times(self._vault, self._at.id, self.starts.text(), self.ends.text())

    def button_words(self, plan: Plan) -> str:
        return _("Shorten the workshop") if plan.did == "shortened" else _("Change the times")


class CancelForm(ChangeForm):
    """It does not take place."""

    def __init__(self, vault: Vault, at: WorkshopRow) -> None:
        title = _("Workshop %(number)d cannot take place") % {"number": at.number}
        super().__init__(title, _which(at), _("Cancel the workshop"))
        self._vault, self._at = vault, at
        self.look()

    def plan(self) -> Plan:
        return workshop.plan_cancel(self._vault, self._at.id)

    def button_words(self, plan: Plan) -> str:
        return _("Cancel workshop %(number)d") % {"number": plan.rows[0].after.number}


class AddForm(ChangeForm):
    """One more, on a topic of the programme or its own."""

    def __init__(self, vault: Vault, cohort_id: str, run: tuple[WorkshopRow, ...], course: Programme | None) -> None:
        super().__init__(_("Add a workshop"), _("It takes its number from its day."), _("Add the workshop"))
        self._vault, self._cohort_id = vault, cohort_id
        self.why.editor.setItemText(0, _("Not said"))
        last = run[-1]
        self.day = Field(_("Day"), DayEdit(last.day + timedelta(days=7)))
        self.fields.addWidget(self.day)
        self.starts, self.ends = _times(self.fields, last.starts, last.ends)
        self.topic = Field(_("About"), _list_of_choices())
        self.topic.editor.addItem(_("Its own title"), 0)
        for one in course.workshops if course else ():
            again = _("Once more: %(number)d. %(title)s") % {"number": one.number, "title": _(one.title)}
            self.topic.editor.addItem(again, one.number)
        self.name = text_field(_("Title"), most=LONGEST_TITLE)
        self.fields.addWidget(self.topic)
        self.fields.addWidget(self.name)
        self.day.editor.day_changed.connect(self.look)
        self.topic.editor.currentIndexChanged.connect(self._on_topic)
        for editor in (self.starts, self.ends, self.name.editor):
            editor.textChanged.connect(self.look)
        self.look()

    def first(self) -> QWidget:
        return self.day.editor

    @property
    def free(self) -> tuple[Field[QLineEdit], ...]:
        return (self.note, self.name)

    def _on_topic(self) -> None:
        self.name.setVisible(not self.topic.editor.currentData())
        self.look()

    def plan(self) -> Plan:
        day = self.day.editor.day()
        if day is None:
            raise FieldInvalid(field="day", code="not_a_day")
        return workshop.plan_add(
            self._vault, self._cohort_id, day, self.starts.text(), self.ends.text(), title=self.name.editor.text(),
            topic=int(self.topic.editor.currentData()),
        )  # fmt: skip

    def button_words(self, plan: Plan) -> str:
        return _("Add workshop %(number)d") % {"number": plan.rows[0].after.number}


def _times(layout: QVBoxLayout, starts: str, ends: str) -> tuple[QLineEdit, QLineEdit]:
    """Two fields side by side."""
    row = QHBoxLayout()
    row.setSpacing(theme.current().size(12))
    fields = text_field(_("Starts at"), text=starts, most=5), text_field(_("Ends at"), text=ends, most=5)
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    layout.addLayout(row)
    return fields[0].editor, fields[1].editor
