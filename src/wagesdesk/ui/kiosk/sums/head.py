"""The head of a sum: how far she is, which sum this is, the question."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.services import plan_sums
from wagesdesk.services.plan_sums import Sheets
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.plan.head import ProgressRow
from wagesdesk.ui.kiosk.sums.route import Spot, spots
from wagesdesk.ui.kiosk.sums.wording import sheet_title, thing_name
from wagesdesk.ui.kiosk.widgets import KioskButton, words


class SumHead(QWidget):
    """`read` is called by Listen, which is drawn only where something can read. `subject` is the sum, or the thing.

    `boxes` say how far she is; they stand above everything, and are not laid out here.
    """

    def __init__(
        self, desk: KioskDesk, sheets: Sheets, spot: Spot, read: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        look = theme.current()
        self._spot = spot
        self.boxes = ProgressRow(_("My sums"))
        self.subject = thing_name(sheets, spot.thing) if spot.thing else sheet_title(spot.sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(4))
        self.about = words("", "second", colour="soft")
        column.addWidget(self.about)
        row = QHBoxLayout()
        row.setSpacing(look.size(12))
        self.question = words(_(spot.template.question), "title")
        row.addWidget(self.question, 1)
        if desk.listen is not None:
            listen = KioskButton(_("Listen"), icon="volume-2", size="small")
            listen.clicked.connect(read)
            row.addWidget(listen)
        column.addLayout(row)
        self.hint = words(_(spot.template.hint) if spot.template.hint else "", "lead")
        column.addWidget(self.hint)
        self.hint.setVisible(bool(spot.template.hint))
        self.say(sheets)

    def say(self, sheets: Sheets) -> None:
        """Show how far she is now."""
        states = plan_sums.progress(sheets)
        self.boxes.say([state == "done" for state in states.values()], list(states).index(self._spot.sheet))
        here = spots(sheets, self._spot.sheet)
        parts = [sheet_title(self._spot.sheet)]
        if self._spot.thing:
            parts.append(self.subject)
        if self._spot in here and len(here) > 1:
            parts.append(_("page %(at)d of %(of)d") % {"at": here.index(self._spot) + 1, "of": len(here)})
        self.about.setText(", ".join(parts))

    def sentences(self) -> tuple[str, ...]:
        return tuple(each for each in (self.question.text(), self.hint.text()) if each)

    def light(self, at: int | None) -> None:
        """Show which sentence is read."""
        for index, label in enumerate((self.question, self.hint)):
            label.setProperty("lit", index == at)
            label.style().unpolish(label)
            label.style().polish(label)
