"""What stands in the window while the last backup is made: nothing of the records can be seen any more."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from wagesdesk.settings import Settings
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Place
from wagesdesk.ui.lock_frame import LockFrame
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel


class ClosingPage(LockFrame):
    """Has nothing to press: the backup takes a second or two, and then everything locks."""

    def __init__(self, place: Place, settings: Settings) -> None:
        super().__init__(place, settings, None, topic="lock")
        look = theme.current()
        row = QHBoxLayout()
        row.setSpacing(look.size(14))
        row.addWidget(IconLabel("lock", "primary", 30))
        row.addWidget(PlainLabel(_("Locking"), "big"), 1)
        self.form.addLayout(row)
        words = _("A backup of what was written is being made. Then everything locks by itself.")
        self.form.addWidget(PlainLabel(words, "lead", colour="soft", wrap=True))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedHeight(look.size(10))
        bar.setAccessibleName(words)
        self.form.addWidget(bar)
        self.setAccessibleName(_("Locking"))
        self.setAccessibleDescription(words)
