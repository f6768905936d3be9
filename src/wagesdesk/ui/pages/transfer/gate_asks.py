"""Two questions of the gate check, each in a window of its own: why it goes back, and who signed the printed sheet."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wagesdesk.errors import FieldInvalid
from wagesdesk.export.bundle import Officer
from wagesdesk.problems import describe
from wagesdesk.services.custody import LONGEST_REASON
from wagesdesk.text import _
from wagesdesk.ui import free_text, theme
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.plain_label import PlainLabel


class _Ask(QDialog):
    """A title, a sentence, fields, and a button that is the way on; Escape closes it and nothing happened."""

    def __init__(self, parent: QWidget, title: str, sentence: str, on: str, icon: str) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.size(24), look.size(20), look.size(24), look.size(16))
        whole.setSpacing(look.size(14))
        whole.addWidget(PlainLabel(title, "section", wrap=True))
        whole.addWidget(PlainLabel(sentence, colour="soft", wrap=True))
        self.form = QVBoxLayout()
        self.form.setSpacing(look.size(12))
        whole.addLayout(self.form)
        whole.addStretch(1)
        self.foot = QHBoxLayout()
        leave = Button(_("Cancel"), icon="x", size="dialog")
        leave.clicked.connect(self.reject)
        self.on = Button(on, "primary", icon, size="dialog")
        self.on.setDefault(True)
        self.foot.addWidget(leave)
        self.foot.addStretch(1)
        self.foot.addWidget(self.on)
        whole.addLayout(self.foot)
        self.setMinimumWidth(look.size(500))

    def say(self, fields: dict[str, Field[QLineEdit]], error: FieldInvalid) -> None:
        """The error beside its field."""
        problem = describe(error)
        fields[str(error.fields["field"])].set_error(f"{problem.what} {problem.now}")


class SendBack(_Ask):
    """`said(reason)`."""

    said = Signal(str)

    def __init__(self, parent: QWidget, preparer: str, others: Callable[[], Collection[str]]) -> None:
        """`others` gives the names of those who should not stand in the reason."""
        super().__init__(
            parent, _("Why does it go back to %(name)s?") % {"name": preparer},
            _("One sentence is enough. %(name)s reads it on Today, and nothing leaves.") % {"name": preparer},
            _("Send back"), "undo-2",
        )  # fmt: skip
        self.reason = text_field(_("Reason"), most=LONGEST_REASON)
        free_text.watch(self.reason, others)
        self.form.addWidget(self.reason)
        self.on.clicked.connect(self._on_send)

    def _on_send(self) -> None:
        reason = self.reason.editor.text().strip()
        if not reason:
            self.reason.set_error(_("Say in a few words what has to change."))
            return
        self.accept()
        self.said.emit(reason)


class SheetSigned(_Ask):
    """`signed(Officer)` for what was typed from the paper; `print_sheet` for the sheet itself."""

    signed = Signal(object)
    print_sheet = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent, _("Check on a printed sheet"),
            _("An authorised officer who has no passphrase here reads the sheet and signs it. That is a weaker check, "
              "and the bundle and its receipt say so."),
            _("Pass by this sheet"), "signature",
        )  # fmt: skip
        printing = Button(_("Print the gate sheet"), icon="printer")
        printing.clicked.connect(self.print_sheet)
        self.form.addWidget(printing, alignment=Qt.AlignmentFlag.AlignLeft)
        self.name = text_field(_("Name on the sheet"), most=80)
        self.rank = text_field(_("Rank"), most=80)
        self.at = text_field(_("Time of signing"), _("24 hours, like 14:20."), most=5)
        self.number = text_field(_("Number of the sheet"), _("Two groups of four, at the top of the sheet."), most=12)
        for pair in ((self.name, self.rank), (self.at, self.number)):
            row = QHBoxLayout()
            row.setSpacing(theme.current().size(12))
            for one in pair:
                row.addWidget(one, 1, Qt.AlignmentFlag.AlignTop)
            self.form.addLayout(row)
        self.on.clicked.connect(self._on_pass)

    def refuse(self, error: FieldInvalid) -> None:
        """What cannot be used of it, beside its field."""
        self.on.refuse("")
        self.say({"name": self.name, "rank": self.rank, "at": self.at, "form": self.number}, error)

    def same_person(self, sentence: str) -> None:
        """Who signed is who prepared it."""
        self.on.refuse("")
        self.name.set_error(sentence)

    def _on_pass(self) -> None:
        fields = (self.name, self.rank, self.at, self.number)
        for one in fields:
            one.clear_error()
        self.on.refuse(_("One moment: the bundle is being locked."))
        self.signed.emit(Officer(*(one.editor.text() for one in fields)))
