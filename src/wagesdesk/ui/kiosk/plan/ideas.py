"""My ideas: she picks the one she goes on with, or begins another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from wagesdesk.services.plan import PlanRow
from wagesdesk.text import _, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.plan.boxes import StateBox
from wagesdesk.ui.kiosk.plan.panel import Panel
from wagesdesk.ui.kiosk.widgets import KioskButton, words


def name_of(row: PlanRow) -> str:
    """What a plan is called, or what stands for a name."""
    return row.title or _("My idea %(number)d") % {"number": row.number}


class IdeasPanel(Panel):
    def __init__(self, desk: KioskDesk, rows: Sequence[PlanRow]) -> None:
        super().__init__(desk)
        look = theme.current()
        self.body.addWidget(words(_("My ideas"), "title"))
        self.body.addWidget(words(_("Which idea do you want to work on?"), "lead"))
        grid = QGridLayout()
        grid.setSpacing(look.size(14))
        columns = 1 if look.large else 2
        self.boxes: list[StateBox] = []
        titles = [name_of(row) for row in rows]
        for at, (row, title) in enumerate(zip(rows, titles, strict=True)):
            several = titles.count(title) > 1
            name = _("%(title)s, idea %(number)d") % {"title": title, "number": row.number} if several else title
            said = ngettext("%(done)d of %(of)d part written", "%(done)d of %(of)d parts written", row.of)
            box = StateBox(name, said % {"done": row.done, "of": row.of}, icon="file-pen")
            box.clicked.connect(lambda _on=False, of=row.id: desk.go("plan", plan=of))
            self.boxes.append(box)
            grid.addWidget(box, at // columns, at % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.begin = KioskButton(_("Begin another idea"), icon="plus")
        self.begin.clicked.connect(lambda: desk.go("plan", at="begin"))
        self.body.addWidget(self.begin, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def focus_first(self) -> None:
        (self.boxes[0] if self.boxes else self.begin).setFocus()

    def text_to_read(self) -> tuple[str, ...]:
        return (_("My ideas"), _("Which idea do you want to work on?"))
