"""The route on paper alone: print the pages with their cover sheet, count them, seal the envelope, and say so."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.export.bundle import CHANGED, Prepared, still_agreed
from wagesdesk.export.container import Sealed
from wagesdesk.export.reports.blocks import Document
from wagesdesk.export.sheaf import sheaf
from wagesdesk.text import _, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Token
from wagesdesk.ui.print_preview import open_preview
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.plain_label import PlainLabel


class OnPaper(QDialog):
    """`sealed(pages)` once the person says that the envelope is closed; `changed(UserError)` when it may not leave as
    it was prepared."""

    sealed = Signal(int)
    changed = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, prepared: Prepared, bundle: Sealed) -> None:
        super().__init__(parent)
        self._desk = desk
        self._made: tuple[Document, int] | None = None
        look = theme.current()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = _("On paper instead")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.size(24), look.size(20), look.size(24), look.size(16))
        whole.setSpacing(look.size(14))
        whole.addWidget(PlainLabel(title, "section"))
        sentence = _(
            "The pages are printed in clear, with a cover sheet. Count them, put them into an envelope and seal it. "
            "Nothing is written to a stick, and the next bundle holds everything of this one."
        )
        whole.addWidget(PlainLabel(sentence, colour="soft", wrap=True))
        self.count = PlainLabel(_("The pages are being made."), "strong", wrap=True)
        whole.addWidget(self.count)
        self.printing = Button(_("Print the pages"), icon="printer")
        self.printing.clicked.connect(self._on_print)
        self.printing.refuse(_("One moment: the pages are being made."))
        whole.addWidget(self.printing, alignment=Qt.AlignmentFlag.AlignLeft)
        whole.addStretch(1)
        foot = QHBoxLayout()
        leave = Button(_("Cancel"), icon="x", size="dialog")
        leave.clicked.connect(self.reject)
        self.on = Button(_("It is printed, counted and sealed"), "primary", "check", size="dialog")
        self.on.clicked.connect(self._on_sealed)
        self.on.refuse(_("Print the pages first."))
        foot.addWidget(leave)
        foot.addStretch(1)
        foot.addWidget(self.on)
        whole.addWidget(ReasonLine(self.on))
        whole.addLayout(foot)
        self.setMinimumWidth(look.size(520))
        desk.jobs.start(
            lambda token: _made(token, desk, prepared, bundle), owner=self, done=self._on_made, failed=self._on_failed
        )

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, CHANGED):
            self.reject()
            self.changed.emit(error)
        else:
            self._desk.problem(error)

    def _on_made(self, made: tuple[Document, int]) -> None:
        self._made = made
        pages = ngettext("%(n)d page, with the cover sheet.", "%(n)d pages, with the cover sheet.", made[1])
        self.count.setText(pages % {"n": made[1]})
        self.printing.refuse("")

    def _on_print(self) -> None:
        if self._made is not None:
            open_preview(self, self._made[0], self._desk)
            self.on.refuse("")

    def _on_sealed(self) -> None:
        if self._made is not None:
            self.accept()
            self.sealed.emit(self._made[1])


def _made(token: Token, desk: Desk, prepared: Prepared, bundle: Sealed) -> tuple[Document, int]:
    token.step(0, 0, _("Making the pages"))
    still_agreed(desk.vault, prepared)
    return sheaf(desk.vault, prepared, bundle)
