"""Home of one participant: carry on where she stopped, or choose something else."""

from __future__ import annotations

from wagesdesk.text import _
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.page import KioskPage
from wagesdesk.ui.kiosk.widgets import words


class HomePage(KioskPage):
    page_id = "home"

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__(desk)
        self.body.addWidget(words(_("Hello %(name)s") % {"name": desk.person.name}, "title"))
        self.body.addStretch(1)

    @property
    def back_words(self) -> str:
        return ""
