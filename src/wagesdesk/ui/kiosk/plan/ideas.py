"""My ideas: she picks the one she goes on with, or begins another. The pages that are of one idea ask here first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from wagesdesk.services.plan import PlanRow
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.pages import KIOSK_PAGES
from wagesdesk.ui.kiosk.plan.boxes import StateBox
from wagesdesk.ui.kiosk.plan.panel import Panel
from wagesdesk.ui.kiosk.plan.parts import in_hand
from wagesdesk.ui.kiosk.widgets import KioskButton, words


def name_of(row: PlanRow) -> str:
    """What a plan is called, or what stands for a name."""
    return row.title or _("My idea %(number)d") % {"number": row.number}


class IdeasPanel(Panel):
    """`to` is the page that opens for the idea she picks: plan, sums, pitch or steps."""

    def __init__(self, desk: KioskDesk, rows: Sequence[PlanRow], to: str = "plan") -> None:
        super().__init__(desk)
        look = theme.current()
        spec = next(one for one in KIOSK_PAGES if one.id == to)
        self._title = _("My ideas") if to == "plan" else _(spec.title)
        self.body.addWidget(words(self._title, "title"))
        self.body.addWidget(words(_("Which idea do you want to work on?"), "lead"))
        grid = QGridLayout()
        grid.setSpacing(look.size(14))
        columns = 1 if look.large else 2
        self.boxes: list[StateBox] = []
        self._first: StateBox | None = None
        titles = [name_of(row) for row in rows]
        here = in_hand(desk.vault, desk.person.id, rows)
        for at, (row, title) in enumerate(zip(rows, titles, strict=True)):
            several = titles.count(title) > 1
            name = _("%(title)s, idea %(number)d") % {"title": title, "number": row.number} if several else title
            told = spec.page().progress(desk.vault, desk.person.id, row)
            box = StateBox(name, told.words if told is not None else "", icon=spec.icon)
            box.clicked.connect(lambda _on=False, of=row.id: desk.go(to, plan=of))
            if row is here:
                self._first = box
            self.boxes.append(box)
            grid.addWidget(box, at // columns, at % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.begin = KioskButton(_("Begin another idea"), icon="plus")
        self.begin.clicked.connect(lambda: desk.go("plan", at="begin"))
        if to != "plan":
            self.begin.hide()
        self.body.addWidget(self.begin, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def focus_first(self) -> None:
        (self._first or self.begin).setFocus()

    def text_to_read(self) -> tuple[str, ...]:
        return (self._title, _("Which idea do you want to work on?"))
