"""The end of a sitting. What stands in the window while the last backup is made shows nothing of the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from wagesdesk.errors import UserError
from wagesdesk.problems import describe
from wagesdesk.settings import Settings
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Place
from wagesdesk.ui.lock_frame import LockFrame
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from wagesdesk.models.vault import Vault


def close_vault(opened: Vault) -> str:
    """Seal it and forget the key. Words for the lock page when the disk refuses the seal, which keeps nothing open and
    loses nothing; else empty."""
    try:
        opened.lock()
    except UserError as error:
        return _("%(why)s Everything saved so far is safe, and locked.") % {"why": describe(error).what}
    return ""


def backup_failed(failure: Exception) -> str:
    """Words for the lock page when the backup before locking could not be made."""
    why = describe(failure).what if isinstance(failure, UserError) else _("Something in the program went wrong.")
    return _("The backup could not be made. %(why)s Everything is saved.") % {"why": why}


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
