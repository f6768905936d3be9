"""After unlock, when the machine's date cannot be right: is it today, or does the clock need to be set?"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.clock import Clock
from wagesdesk.errors import UserError
from wagesdesk.settings import Settings
from wagesdesk.text import _, clock_time, long_day
from wagesdesk.ui import theme
from wagesdesk.ui.desk import ChangeSettings, Place, Sitting
from wagesdesk.ui.lock_frame import LockFrame
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel


class DatePage(LockFrame):
    """`settled` once a person said that the date is right, `left` when the work goes on without that."""

    settled = Signal()
    left = Signal()

    def __init__(self, sitting: Sitting, settings: Settings, change: ChangeSettings, clock: Clock) -> None:
        label = sitting.vault.place
        super().__init__(Place(label.kind, label.name, label.practice), settings, change, topic="date", form_width=480)
        self._sitting, self._clock = sitting, clock
        look = theme.current()
        head = QHBoxLayout()
        head.setSpacing(look.size(14))
        head.addWidget(IconLabel("calendar-days", "primary", 30))
        self._question = PlainLabel("", "title", wrap=True)
        head.addWidget(self._question, 1)
        self.form.addLayout(head)
        self._time = PlainLabel("", "lead", wrap=True)
        self.form.addWidget(self._time)
        self._ask = QWidget()
        column = self._column(self._ask)
        column.addWidget(
            PlainLabel(
                _("This machine's date has jumped, or its clock stood still. Marks and dates count from it, so please "
                  "look at it once. Nothing is lost, whatever the answer is."),
                colour="soft", wrap=True,
            )
        )  # fmt: skip
        self.yes = Button(_("Yes, the date is right"), "primary", "check", size="lock")
        self.yes.clicked.connect(self._confirm)
        self.no = Button(_("No, it is another day"), size="lock")
        self.no.clicked.connect(self._on_no)
        column.addWidget(self.yes)
        column.addWidget(self.no)
        self._problem = ProblemPanel()
        column.addWidget(self._problem)
        self.form.addWidget(self._ask)
        self._how = QWidget()
        column = self._column(self._how)
        for words in (
            _("Set the date and time in the settings of this machine, or ask the person who looks after it. Then come "
              "back to this page."),
            _("You can go on working before that. Marks stay in the order in which they are made, stamped as not sure, "
              "and a bar at the top reminds you."),
        ):  # fmt: skip
            column.addWidget(PlainLabel(words, wrap=True))
        self.again = Button(_("I have set it, look again"), "primary", "rotate-ccw", size="lock")
        self.again.clicked.connect(self._on_again)
        self.go_on = Button(_("Go on with this date"), size="lock")
        self.go_on.clicked.connect(self.left)
        column.addWidget(self.again)
        column.addWidget(self.go_on)
        self.form.addWidget(self._how)
        self._on_again()

    def _column(self, whole: QWidget) -> QVBoxLayout:
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(12))
        return column

    def _show(self, *, asking: bool) -> None:
        now: datetime = self._clock.local(self._clock.now())
        fields = {"day": long_day(now.date(), year=True), "time": clock_time(now)}
        self._question.setText(
            _("Is today %(day)s?") % fields if asking else _("The machine says %(day)s, and that is wrong.") % fields
        )
        self._time.setText(_("The clock of this machine says %(time)s.") % fields)
        self.setAccessibleName(self._question.text())
        self._ask.setVisible(asking)
        self._how.setVisible(not asking)
        (self.yes if asking else self.again).setFocus()

    def _on_again(self) -> None:
        self._show(asking=True)

    def _on_no(self) -> None:
        self._show(asking=False)

    def _confirm(self) -> None:
        try:
            self._sitting.vault.confirm_date(self._sitting.staff_id)
        except UserError as error:
            self._problem.say_error(error)
        else:
            self.settled.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.again if self._ask.isHidden() else self.yes).setFocus()
