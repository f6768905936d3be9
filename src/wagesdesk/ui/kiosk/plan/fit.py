"""The page `fit`: is this for me? Four ends, and each is a good one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from wagesdesk.errors import UserError
from wagesdesk.services import plan as plans
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.page import KioskPage
from wagesdesk.ui.kiosk.plan.parts import Card, into_sight, plan_of
from wagesdesk.ui.kiosk.plan.wording import OUTCOMES
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.icon_label import IconLabel


class FitPage(KioskPage):
    """`show_at(plan)`."""

    page_id = "fit"
    about = "plan"
    listen_in_footer = True

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__(desk)
        look = theme.current()
        self._plan_id = ""
        self._sentences = (
            _("Is this for me?"), _("Can I do this work each week?"), _("Will the money be enough?"),
            _("Who is there for me?"), _("Think of these. Then pick one. All four are good."),
        )  # fmt: skip
        title, *asks, lead = self._sentences
        self.body.addWidget(words(title, "title"))
        thinking = QVBoxLayout()
        thinking.setSpacing(look.size(4))
        for ask in asks:
            thinking.addWidget(words(ask, "lead"))
        self.body.addLayout(thinking)
        self.body.addWidget(words(lead, colour="soft"))
        grid = QGridLayout()
        grid.setSpacing(look.size(14))
        columns = 1 if look.large else 2
        self.buttons: dict[str, KioskButton] = {}
        for at, (code, (name, _kind)) in enumerate(OUTCOMES.items()):
            button = KioskButton(_(name))
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, code=code: self._on_pick(code))
            self.buttons[code] = button
            grid.addWidget(button, at // columns, at % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.answer = Card()
        self.answer.setProperty("card", "on")
        self.kind = words("", "lead")
        row = QHBoxLayout()
        row.setSpacing(look.size(14))
        row.addWidget(IconLabel("circle-check", "green", 32))
        row.addWidget(self.kind, 1)
        self.answer.column.addLayout(row)
        self.body.addWidget(self.answer)
        self.not_yet = KioskButton(_("I do not know yet"), "quiet")
        self.not_yet.clicked.connect(lambda: self._on_pick(""))
        self.body.addWidget(self.not_yet, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_at(self, *, plan: str = "", **_where: str) -> None:
        view = plan_of(self.desk, plan)
        self._plan_id = view.row.id if view is not None else ""
        self._show(view.row.outcome if view is not None else "")
        for button in self.buttons.values():
            button.setEnabled(view is not None)
        (self.buttons.get(view.row.outcome if view else "") or self.buttons["start"]).setFocus()

    def _show(self, outcome: str) -> None:
        for code, button in self.buttons.items():
            button.setChecked(code == outcome)
        self.answer.setVisible(bool(outcome))
        self.not_yet.setVisible(bool(outcome))
        self.kind.setText(_(OUTCOMES[outcome][1]) if outcome else "")

    def _on_pick(self, outcome: str) -> None:
        try:
            plans.set_about(self.desk.vault, self.desk.person.id, plan_id=self._plan_id, outcome=outcome)
        except UserError as error:
            self.desk.problem(error)
            return
        if not outcome:
            self.buttons["start"].setFocus()
        self._show(outcome)
        if outcome:
            into_sight(self.answer)

    def text_to_read(self) -> tuple[str, ...]:
        return (*self._sentences, *(button.accessibleName() for button in self.buttons.values()))

    @property
    def next_words(self) -> str:
        return _("Go on")

    def next(self) -> None:
        self.back()

    def back(self) -> None:
        self.desk.go("plan", plan=self._plan_id)
