"""Staff: who works here, and a new person with a passphrase of her own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from wagesdesk.errors import FieldInvalid
from wagesdesk.export.reports.passphrase_sheet import passphrase_sheet
from wagesdesk.models.slots import FLOOR, KdfParams
from wagesdesk.services import staff
from wagesdesk.services.changes import Changes
from wagesdesk.text import _
from wagesdesk.ui import labels, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Token
from wagesdesk.ui.pages.settings.section import Section, buttons_row, clear, line
from wagesdesk.ui.setup.passphrase_choice import PassphraseChoice, typed_back_error
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import rule
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.passphrase import PassphraseField
from wagesdesk.ui.widgets.plain_label import PlainLabel


class StaffSection(Section):
    """`cost` is that of new passphrases; None lets the memory of the machine decide."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, _("Staff"), _("Each has a passphrase of their own. Two people are needed before anything can leave.")
        )
        self.cost: KdfParams | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.current().size(6))
        self.body.addLayout(self._rows)
        self.add = Button(_("Add a person"), icon="user-plus")
        self.add.clicked.connect(self._open)
        self._reason = ReasonLine(self.add)
        self.body.addLayout(buttons_row(self.add))
        self.body.addWidget(self._reason)
        self.form: PersonForm | None = None

    def refresh(self) -> None:
        clear(self._rows)
        for one in staff.staff(self.desk.vault):
            about = [labels.role(one.role)]
            if one.admin and one.role != "administrator":
                about.append(_("looks after people and keys"))
            about.append(_("has a passphrase") if one.has_slot else _("no passphrase on this machine"))
            self._rows.addWidget(line(one.name, ", ".join(about)))
        self.need_administrator(self.add)

    def _open(self) -> None:
        self.form = PersonForm(self.desk, {one.name.casefold() for one in staff.staff(self.desk.vault) if one.has_slot})
        self.form.closed.connect(self._close)
        self.form.ready.connect(self._save)
        self.body.addWidget(self.form)
        self.add.hide()
        self.form.show()
        self.form.focus()

    def _close(self) -> None:
        if self.form is not None:
            self.body.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self.add.show()
        self.add.setFocus()

    def _save(self, name: str, role: str, passphrase: str) -> None:
        vault, actor, cost = self.desk.vault, self.desk.staff_id, self.cost

        def work(_token: Token) -> Changes:
            from wagesdesk.models.machine import memory_bytes
            from wagesdesk.models.slots import params_for

            params = cost or params_for(memory_bytes())
            return staff.add(
                vault, actor, name=name, role=role, passphrase=passphrase, params=params, floor=cost or FLOOR
            )

        def done(changes: Changes) -> None:
            self._close()
            self.desk.bus.tell(changes)
            self.desk.toast(_("%(name)s can unlock now") % {"name": name})

        self.desk.jobs.start(work, owner=self, done=done, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if self.form is not None:
            self.form.set_busy(False)
        if not isinstance(error, FieldInvalid):
            self.failed(error)


class PersonForm(QWidget):
    """Three parts: who, the words, the words typed back. `ready(name, role, passphrase)`; `closed` when given up."""

    ready = Signal(str, str, str)
    closed = Signal()

    def __init__(self, desk: Desk, taken: set[str]) -> None:
        super().__init__()
        look = theme.current()
        self._desk, self._taken = desk, taken
        self._part = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(12))
        column.addWidget(rule())
        self._head = PlainLabel("", "strong", wrap=True)
        column.addWidget(self._head)
        self.name = text_field(_("Name"), _("As colleagues say it; a first name will do."), most=80)
        roles = QComboBox()
        for code in staff.ROLES:
            roles.addItem(labels.role(code).capitalize(), code)
        self.role = Field(_("Role"), roles)
        roles.setCurrentIndex(staff.ROLES.index("support_worker" if desk.place.outside else "checker"))
        self.words = PassphraseChoice("", False, self._print)
        self.back = PassphraseField(_("Type it once"), _("From the paper; capitals do not matter."))
        for widget in (self.name, self.role, self.words, self.back):
            column.addWidget(widget)
        self.next = Button(_("Next"), "primary")
        self.next.clicked.connect(self._on_next)
        before = Button(_("Back"), icon="arrow-left")
        before.clicked.connect(self._on_back)
        column.addLayout(buttons_row(before, self.next))
        for edit in (self.name.editor, self.words.chosen.edit, self.back.edit):
            edit.returnPressed.connect(self._on_next)
        self._show()

    def focus(self) -> None:
        """Put the focus where the next answer is typed."""
        (self.name.editor, self.words.first if self.words.own else self.next, self.back.edit)[self._part].setFocus()

    def set_busy(self, busy: bool) -> None:
        self.next.refuse(_("The passphrase is being made") if busy else "")

    def _show(self) -> None:
        self.name.setVisible(self._part == 0)
        self.role.setVisible(self._part == 0)
        self.words.setVisible(self._part == 1)
        self.back.setVisible(self._part == 2)
        name = {"name": self.name.editor.text().strip()}
        heads = (
            _("A new person"),
            _("Let %(name)s sit here now and write these words down. Only they should see them.") % name,
            _("%(name)s types the words once, so that we know the copy is right.") % name,
        )
        self._head.setText(heads[self._part])
        self.next.setText(_("Add this person") if self._part == 2 else _("Next"))

    def _on_next(self) -> None:
        if not (self._good_name, self.words.good, self._good_back)[self._part]():
            return
        if self._part == 2:
            self.set_busy(True)
            name = " ".join(self.name.editor.text().split())
            self.ready.emit(name, self.role.editor.currentData(), self.words.passphrase)
            return
        self._part += 1
        self._show()
        self.focus()

    def _on_back(self) -> None:
        if self._part == 0:
            self.closed.emit()
            return
        self._part -= 1
        self._show()
        self.focus()

    def _good_name(self) -> bool:
        self.name.clear_error()
        name = " ".join(self.name.editor.text().split())
        if not name:
            self.name.set_error(_("Type a name. It is shown when somebody unlocks."))
        elif name.casefold() in self._taken:
            self.name.set_error(_("Somebody of this name can unlock here already. Add a surname."))
        else:
            return True
        return False

    def _good_back(self) -> bool:
        self.back.field.clear_error()
        error = typed_back_error(self.words.passphrase, self.back.edit.text(), own=self.words.own)
        if error:
            self.back.field.set_error(error)
            self.back.edit.selectAll()
        return not error

    def _print(self, words: str) -> None:
        from wagesdesk.ui.print_preview import open_preview

        name, place = self.name.editor.text().strip(), self._desk.place.name
        open_preview(self, passphrase_sheet(name, place, words.split(), printed=self._desk.clock.today()), self._desk)
