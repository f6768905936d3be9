"""New cohort: one form, and beside it the workshops as they would be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.problems import describe
from wagesdesk.services import cohort, site
from wagesdesk.services.reference import Programme, programme
from wagesdesk.text import _, join_words, ngettext, short_day, weekday
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.pages.cohort.form import CohortForm
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.side_by_side import SideBySide


class CohortPage(Page):
    """What was typed stays when she goes elsewhere and comes back; a made cohort empties the form."""

    interested_in: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        head = PageHead(_("New cohort"))
        stop = Button(_("Cancel"), icon="x")
        stop.clicked.connect(self._leave)
        desk.actions.bind("cohort.create", self, self.create_cohort)
        head.add_button(stop)
        head.add_button(desk.actions.button_for("cohort.create", "primary"))
        self.body.addWidget(head)
        self.form = CohortForm()
        self.preview = DaysPreview()
        self.body.addWidget(SideBySide(self.form, self.preview, wide=446, narrow=360, least=480), 1)
        self.form.changed.connect(self._show_days)

    def refresh(self) -> None:
        vault = self.desk.vault
        self.form.reset(len(cohort.cohorts(vault)) + 1, self.desk.clock.today(), site.site(vault).core_day)

    def typing_key(self) -> str:
        return "cohort"

    def typed(self) -> dict[str, Any] | None:
        return self.form.typed()

    def type_again(self, held: Mapping[str, Any]) -> None:
        self.form.type_again(held)

    def key_hints(self) -> tuple[KeyHint, ...]:
        return (
            self.desk.actions.hint_for("cohort.create"),
            KeyHint(("Up",), _("A day later")),
            KeyHint(("Esc",), _("Cancel")),
        )

    def create_cohort(self) -> None:
        """Make it, choose it, and go on to adding people; what will not do is said beside its field."""
        form, desk = self.form, self.desk
        form.clear_errors()
        start = form.start.editor.day()
        if start is None:
            form.start.set_error(_("Type the first day, like 15 Sep 2026."))
            return
        try:
            made, changes = cohort.create_cohort(
                desk.vault,
                desk.staff_id,
                title=form.title_field.editor.text(),
                term=form.term.editor.text(),
                programme_code=form.programme_code,
                start=start,
                weekday=form.weekday.editor.currentIndex(),
                starts=_clock(form.starts.editor),
                ends=_clock(form.ends.editor),
                skipped=form.skipped.days,
            )
        except FieldInvalid as error:
            problem = describe(error)
            form.fields[str(error.fields["field"])].set_error(f"{problem.what} {problem.now}")
        except UserError as error:
            desk.problem(error)
        else:
            title = form.title_field.editor.text().strip()
            self._forget()
            desk.bus.tell(changes)
            desk.choose_cohort(made)
            desk.go("participants", add="1")
            desk.toast(_("%(title)s was created") % {"title": title}, undo=True)

    def _leave(self) -> None:
        self._forget()
        self.desk.go("today")

    def _forget(self) -> None:
        """The form is proposed anew when it is shown next."""
        self.form.begin()
        self.keep_typing()
        self._stale = True

    def _show_days(self) -> None:
        form = self.form
        self.preview.show_days(
            programme(form.programme_code), form.start.editor.day(), form.weekday.editor.currentIndex(),
            form.skipped.days,
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.title_field.editor.setFocus()
        self.form.title_field.editor.selectAll()


def _clock(editor: QLineEdit) -> str:
    """`9:15`, `9.15` and `0915` as `09:15`; anything else as it was typed."""
    typed = editor.text().strip().replace(".", ":")
    if typed.isdigit() and len(typed) in (3, 4):
        typed = f"{typed[:-2]}:{typed[-2:]}"
    return f"0{typed}" if typed[1:2] == ":" else typed


class DaysPreview(Card):
    """The workshops with their days, and the whole in one sentence."""

    def __init__(self) -> None:
        super().__init__(_("The workshops"), ruled=True)
        look = theme.current()
        self.sentence = PlainLabel("", "strong", wrap=True)
        self.body.addWidget(self.sentence)
        self.body.addSpacing(look.size(4))
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.size(14))
        self._grid.setVerticalSpacing(look.size(9))
        self._grid.setColumnStretch(2, 1)
        self.body.addWidget(self._rows)
        self.body.addStretch(1)

    def show_days(self, course: Programme, start: date | None, on: int, skipped: tuple[date, ...]) -> None:
        """`on` is the weekday, 0 for Monday; without a first day nothing can be shown."""
        clear(self._grid)
        if start is None:
            self.sentence.setText(_("Type the first day to see the ten days here."))
            return
        days = cohort.proposed_days(start, on, len(course.workshops), skipped)
        self.sentence.setText(said(days, on, skipped))
        for row, (one, day) in enumerate(zip(course.workshops, days, strict=True)):
            number = PlainLabel(str(one.number), "strong", colour="soft")
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(number, row, 0)
            self._grid.addWidget(PlainLabel(short_day(day)), row, 1)
            self._grid.addWidget(PlainLabel(_(one.title), "strong", wrap=True), row, 2)


def said(days: tuple[date, ...], on: int, skipped: tuple[date, ...]) -> str:
    """`10 workshops, each Tuesday, from 15 Sep to 17 Nov 2026. Skipped: Tue 27 Oct.`"""
    first, last = short_day(days[0], weekday=False), short_day(days[-1], weekday=False, year=True)
    words = ngettext(
        "%(count)d workshop, on %(weekday)s, from %(first)s to %(last)s.",
        "%(count)d workshops, each %(weekday)s, from %(first)s to %(last)s.",
        len(days),
    ) % {"count": len(days), "weekday": weekday(on), "first": first, "last": last}
    between = [short_day(day) for day in skipped if days[0] <= day <= days[-1] and day.weekday() == on]
    if between:
        words += " " + _("Skipped: %(days)s.") % {"days": join_words(between)}
    return words
