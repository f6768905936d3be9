"""A new recovery key: shown once, one group of it typed back."""

from __future__ import annotations

import secrets

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wagesdesk.export.reports.recovery_sheet import recovery_sheet
from wagesdesk.models.secrets import is_group, new_recovery_key
from wagesdesk.text import _
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settings.section import buttons_row
from wagesdesk.ui.pages.settings.steps import Steps
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.field import text_field
from wagesdesk.ui.widgets.groups_box import GroupsBox


class RecoveryForm(Steps):
    """`ready(key)` once the copy was proven. `again` says that there is one already, which then opens nothing."""

    ready = Signal(str)

    def __init__(self, desk: Desk, *, again: bool) -> None:
        super().__init__()
        self._desk = desk
        self.key = new_recovery_key()
        self.asked = secrets.randbelow(len(self.key.split())) + 1
        show = QWidget()
        row = buttons_row()
        show.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        printing = Button(_("Print the key"), icon="printer")
        printing.clicked.connect(self._print)
        row.insertWidget(0, printing)
        self.field = text_field(
            _("Group %(number)d of the key") % {"number": self.asked},
            _("From the paper. Four letters and digits; capitals do not matter."),
            most=20,
        )
        self.field.editor.returnPressed.connect(self.go_on)
        first = _(
            "Print this key or copy it, and put it in the safe. It opens the records when no passphrase is known."
        )
        if again:
            first += " " + _("The old paper opens nothing from now on: destroy it.")
        self.parts = [
            (first, (GroupsBox(_("The recovery key"), self.key.split()), show)),
            (_("Type group %(number)d, so that we know the copy is right.") % {"number": self.asked}, (self.field,)),
        ]
        self.begin()

    @property
    def last_words(self) -> str:
        return _("Use this key from now on")

    def focus(self) -> None:
        (self.next, self.field.editor)[self.part].setFocus()

    def good(self) -> bool:
        self.field.clear_error()
        if self.part == 0 or is_group(self.key, self.asked, self.field.editor.text()):
            return True
        self.field.set_error(
            _("This is not group %(number)d. Look at the paper and type it again.") % {"number": self.asked}
        )
        self.field.editor.selectAll()
        return False

    def finish(self) -> None:
        self.set_busy(_("The new key is being made to fit"))
        self.ready.emit(self.key)

    def _print(self) -> None:
        from wagesdesk.ui.print_preview import open_preview

        desk = self._desk
        open_preview(self, recovery_sheet(desk.place.name, self.key.split(), printed=desk.clock.today()), desk)
