"""A new key for the records: the words of those who stay, and papers for who is not here to type theirs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from wagesdesk.export.reports.passphrase_sheet import passphrase_sheet
from wagesdesk.export.reports.recovery_sheet import recovery_sheet
from wagesdesk.models.secrets import new_passphrase, new_recovery_key
from wagesdesk.models.slots import Slot
from wagesdesk.services import staff
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Token
from wagesdesk.ui.pages.settings.section import buttons_row
from wagesdesk.ui.pages.settings.steps import Steps
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.groups_box import GroupsBox
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.passphrase import PassphraseEdit, PassphraseField
from wagesdesk.ui.widgets.plain_label import PlainLabel


class Staying(QWidget):
    """One way in that stays: its owner types what opens it, or it gets something new, on paper (`here` False).

    `sure` leaves no choice: somebody has to prove that she may do this.
    """

    def __init__(self, slot: Slot, *, sure: bool) -> None:
        super().__init__()
        self.slot, self._sure = slot, sure
        self.recovery = slot.kind == "recovery"
        self.here = not self.recovery or sure
        self.fresh = new_recovery_key() if self.recovery else new_passphrase()
        name = {"name": slot.name}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(4))
        label = _("The recovery key, from the safe") if self.recovery else _("Passphrase of %(name)s") % name
        self.field: Field[QLineEdit] | Field[PassphraseEdit]
        self._shown: QWidget
        if self.recovery:
            self.field = self._shown = text_field(label)
        else:
            self._shown = secret = PassphraseField(label)
            self.field = secret.field
        self._gets = PlainLabel(
            _("A new recovery key is made, on the next page. The old paper opens nothing any more.")
            if self.recovery
            else _("%(name)s gets new words on paper, on the next page.") % name,
            wrap=True,
        )
        self.turn = Button("", "link")
        self.turn.setProperty("edge", True)
        self.turn.clicked.connect(self._on_turn)
        for widget in (self._shown, self._gets):
            column.addWidget(widget)
        column.addLayout(buttons_row(self.turn))
        self._show()

    @property
    def edit(self) -> QLineEdit:
        return self.field.editor

    @property
    def name(self) -> str:
        return _("The recovery key") if self.recovery else self.slot.name

    def _on_turn(self) -> None:
        self.here = not self.here
        self._show()
        (self.edit if self.here else self.turn).setFocus()

    def _show(self) -> None:
        name = {"name": self.slot.name}
        self._shown.setVisible(self.here)
        self._gets.setVisible(not self.here)
        self.turn.setVisible(not self._sure)
        if self.recovery:
            words = _("Make a new recovery key instead") if self.here else _("I have the paper here and type it")
        elif self.here:
            words = _("%(name)s is not here: new words on paper") % name
        else:
            words = _("%(name)s is here and types the passphrase") % name
        self.turn.setText(words)


class KeyForm(Steps):
    """Three parts: what it means, the words, the papers. `ready(keep, renew)`: pairs of a way in and its words, as
    `staff.remove` takes them. Subclasses say what it means."""

    ready = Signal(object, object)

    def __init__(self, desk: Desk, title: str, asking: tuple[QWidget, ...], *, without: str | None) -> None:
        """`without` is the id of a member of staff whose way in goes."""
        super().__init__()
        self._desk = desk
        vault = desk.vault
        by_recovery = vault.staff_id == ""
        self.rows = [
            Staying(slot, sure=slot.id == vault.slot_id or (slot.staff_id == desk.staff_id and not by_recovery))
            for slot in staff.stays(vault, without)
        ]
        self._papers = QWidget()
        self._sheets = QVBoxLayout(self._papers)
        self._sheets.setContentsMargins(0, 0, 0, 0)
        self._sheets.setSpacing(theme.current().size(8))
        self.done = QCheckBox(_("All of these are printed or copied"))
        self.done.setAccessibleName(self.done.text())
        self.done.toggled.connect(lambda _on: self._look_at_papers())
        here = _("The records get a new key. Who is here types the passphrase now.")
        self.parts = [(title, asking), (here, tuple(self.rows)), ("", (self._papers, self.done))]
        self.begin()

    def focus(self) -> None:
        if self.part == 1:
            self.rows[0].edit.setFocus()
        elif self.part == 2 and not self.done.isHidden():
            self.done.setFocus()
        else:
            self.next.setFocus()

    def good(self) -> bool:
        if self.part != 1:
            return True
        for row in self.rows:
            row.field.clear_error()
        missing = [row for row in self.rows if row.here and not row.edit.text().strip()]
        if missing:
            missing[0].field.set_error(_("Type the words that open the records now."))
            return False
        self._try()
        return False

    def finish(self) -> None:
        self.set_busy(_("The records get their new key. This takes some seconds for each person."))
        self.ready.emit(self._keep(), [(row.slot.id, row.fresh) for row in self.rows if not row.here])

    def go_back_to_words(self) -> None:
        """Something did not open after all."""
        self.set_busy("")
        self.show_part(1)

    def _keep(self) -> list[tuple[str, str]]:
        return [(row.slot.id, row.edit.text()) for row in self.rows if row.here]

    def _try(self) -> None:
        """Whether each of the words opens what it should, before anything is put on paper."""
        vault, said = self._desk.vault, self._keep()

        def work(_token: Token) -> tuple[str, ...]:
            return staff.wrong(vault, said)

        self.set_busy(_("The words are being tried"))
        self._desk.jobs.start(
            work, owner=self, done=self._on_tried, failed=self._on_failed, progress=lambda _step: None
        )

    def _on_failed(self, error: Exception) -> None:
        self.set_busy("")
        self._desk.problem(error)

    def _on_tried(self, wrong: tuple[str, ...]) -> None:
        self.set_busy("")
        for row in self.rows:
            if row.slot.id in wrong:
                row.field.set_error(_("These words do not open the records. Type them again."))
                row.edit.selectAll()
        if not wrong:
            self._lay_papers()
            self.show_part(2)
            self._look_at_papers()
            self.focus()

    def _lay_papers(self) -> None:
        clear(self._sheets)
        absent = [row for row in self.rows if not row.here]
        for row in absent:
            self._sheets.addWidget(PlainLabel(row.name, "strong"))
            self._sheets.addWidget(GroupsBox(_("The words"), row.fresh.split()))
            printing = Button(_("Print"), icon="printer")
            printing.setAccessibleName(_("Print: %(name)s") % {"name": row.name})
            printing.clicked.connect(lambda *_args, row=row: self._print(row))
            self._sheets.addWidget(printing, alignment=Qt.AlignmentFlag.AlignLeft)
        self.done.setVisible(bool(absent))
        self.done.setChecked(False)
        words = _("These papers are needed from now on. Give each to its person, to be changed at the next unlock.")
        self.set_head(2, words if absent else _("Everything is ready."))

    def _look_at_papers(self) -> None:
        open_papers = self.part == 2 and not self.done.isHidden() and not self.done.isChecked()
        self.next.refuse(_("Print or copy the papers first, then tick that.") if open_papers else "")

    def show_part(self, part: int) -> None:
        super().show_part(part)
        if part == 2:
            self.done.setVisible(any(not row.here for row in self.rows))
        else:
            self.next.refuse("")

    def _print(self, row: Staying) -> None:
        from wagesdesk.ui.print_preview import open_preview

        place, today, words = self._desk.place.name, self._desk.clock.today(), row.fresh.split()
        sheet = (
            recovery_sheet(place, words, printed=today)
            if row.recovery
            else passphrase_sheet(row.slot.name, place, words, printed=today)
        )
        open_preview(self, sheet, self._desk)
