"""The seven sums: a box for each that says how far it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout

from wagesdesk.services import plan_sums
from wagesdesk.services.plan_sums import Sheets
from wagesdesk.text import _, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.plan.boxes import StateBox
from wagesdesk.ui.kiosk.plan.panel import Panel
from wagesdesk.ui.kiosk.sums.route import Spot, spots
from wagesdesk.ui.kiosk.sums.wording import STATE_ICONS, STATES, sheet_title
from wagesdesk.ui.kiosk.widgets import words


class SumsPanel(Panel):
    """`go` shows the first page of a sum."""

    def __init__(self, desk: KioskDesk, title: str, sheets: Sheets, go: Callable[[Spot | None], None]) -> None:
        super().__init__(desk)
        self._sheets, self._go = sheets, go
        look, states = theme.current(), plan_sums.progress(sheets)
        self._next = next((sheet for sheet, state in states.items() if state != "done"), "")
        self.next_words = _("Carry on") if self._next else ""
        self.body.addWidget(words(_("My sums"), "title"))
        self.lines = [_("One small sum at a time. The computer adds up for you.")]
        if title:
            self.lines.insert(0, title)
        if found := plan_sums.to_find_out(sheets):
            said = ngettext("%(count)d number is still to find out.", "%(count)d numbers are still to find out.", found)
            self.lines.append(said % {"count": found})
        for line in self.lines:
            self.body.addWidget(words(line, "lead", colour="soft"))
        grid = QGridLayout()
        grid.setSpacing(look.size(12))
        columns = 3 if look.factor < 1.2 else 2
        self.boxes: dict[str, StateBox] = {}
        for at, (sheet, state) in enumerate(states.items()):
            title = f"{at + 1}. {sheet_title(sheet)}"
            box = StateBox(title, _(STATES[state]), icon=STATE_ICONS[state], here=sheet == self._next)
            box.clicked.connect(lambda _on=False, sheet=sheet: self._open(sheet))
            self.boxes[sheet] = box
            grid.addWidget(box, at // columns, at % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def _open(self, sheet: str) -> None:
        self._go(spots(self._sheets, sheet)[0])

    def go_on(self) -> None:
        self._open(self._next)

    def focus_first(self) -> None:
        self.boxes[self._next or plan_sums.SHEETS[0]].setFocus()

    def text_to_read(self) -> tuple[str, ...]:
        return (_("My sums"), *self.lines, *(box.accessibleName() for box in self.boxes.values()))
