"""X: she left the programme. Not a mark: it ends her enrolment, and can be taken back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from wagesdesk.services.reference import leaving_causes
from wagesdesk.text import _
from wagesdesk.ui.pages.attendance.panel import Panel
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.field import Field


class LeavePanel(Panel):
    """`saved(last day, code of the cause)`; `back` when she takes part again, offered once she has left."""

    saved = Signal(object, str)
    back = Signal()

    def __init__(self, name: str, last_day: date, cause: str, parent: QWidget) -> None:
        left = bool(cause)
        title = _("%(name)s left the programme") if left else _("%(name)s leaves the programme")
        detail = _("Workshops after her last day do not count for her.")
        super().__init__(title % {"name": name}, detail, _("Save") if left else _("She leaves"), parent)
        self._day = Field(_("Last day"), DayEdit(last_day))
        self._cause = Field(_("Why"), QComboBox())
        if not left:
            self._cause.editor.addItem(_("Choose"), "")
        for one in leaving_causes():
            self._cause.editor.addItem(_(one.label), one.code)
        self._cause.editor.setCurrentIndex(max(0, self._cause.editor.findData(cause)))
        self._cause.editor.setMaxVisibleItems(13)
        self.body.addWidget(self._day)
        self.body.addWidget(self._cause)
        self._back = Button(_("She is back"), size="small")
        self._back.clicked.connect(self.back.emit)
        self._back.setVisible(left)
        self.buttons.insertWidget(0, self._back)
        self._begun = (last_day, cause)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return self._day.editor, self._cause.editor, self._back

    def is_changed(self) -> bool:
        """Leaving it with the mouse never ends an enrolment."""
        return False

    def refuse_day(self, text: str) -> None:
        """Say beside the day why it cannot be."""
        self._day.set_error(text)

    def save(self) -> None:
        self._day.clear_error()
        self._cause.clear_error()
        day, cause = self._day.editor.day(), str(self._cause.editor.currentData())
        if day is None:
            self._day.set_error(_("Type the day, like 3 Nov 2026."))
        elif not cause:
            self._cause.set_error(_("Choose why she leaves."))
        elif (day, cause) == self._begun:
            self.close_panel()
        else:
            self.saved.emit(day, cause)
