"""The spare key (escrow): made once for a programme, its private half written down and stored nowhere."""

from __future__ import annotations

import secrets

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.errors import CardError, EscrowMissing, UserError
from wagesdesk.export.reports.escrow_sheet import escrow_sheet
from wagesdesk.models import keys, typed
from wagesdesk.services import card
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settings.section import Section, buttons_row
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.facts import facts_grid
from wagesdesk.ui.widgets.field import text_field
from wagesdesk.ui.widgets.groups_box import GroupsBox
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.letting_go import let_go
from wagesdesk.ui.widgets.plain_label import PlainLabel


def _in_groups(key: str) -> str:
    """A long key in groups of eight, to be compared by eye and broken into lines."""
    return " ".join(key[at : at + 8] for at in range(0, len(key), 8))


class EscrowSection(Section):
    """Nothing can leave until there is one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, _("Spare key"),
            _("Every bundle can also be opened with this key, so that nothing is lost with a machine. The programme "
              "makes it once and keeps its secret half on paper in a safe. Nothing can leave until it is set."),
        )  # fmt: skip
        self._state = QVBoxLayout()
        self.body.addLayout(self._state)
        self.make = Button(_("Make the spare key"), icon="key-round")
        self.make.clicked.connect(self._make)
        self.use = Button(_("Use one the programme has"), icon="id-card")
        self.use.clicked.connect(self._use)
        self.body.addLayout(buttons_row(self.make, self.use))
        self.body.addWidget(ReasonLine(self.make))
        self.form: NewEscrow | KnownEscrow | None = None

    def refresh(self) -> None:
        clear(self._state)
        try:
            public = card.escrow(self.desk.vault)
        except EscrowMissing:
            self._state.addWidget(PlainLabel(_("No spare key is set yet."), "strong"))
            self.make.setText(_("Make the spare key"))
        else:
            self._state.addWidget(facts_grid(((_("In use, public half"), _in_groups(public)),)))
            self.make.setText(_("Make another spare key"))
        self.need_administrator(self.make, self.use)

    def typed(self) -> str | None:
        """The public half alone: a secret half stands on paper and nowhere else."""
        return self.form.field.editor.text() or None if isinstance(self.form, KnownEscrow) else None

    def type_again(self, held: str) -> None:
        self._use()
        if self.form is not None:
            self.form.field.editor.setText(held)

    def _make(self) -> None:
        self._show(NewEscrow(self.desk, *keys.new_escrow()))

    def _use(self) -> None:
        self._show(KnownEscrow())

    def _show(self, form: NewEscrow | KnownEscrow) -> None:
        self._drop()
        self.form = form
        form.chosen.connect(self._set)
        form.closed.connect(self._drop)
        self.body.addWidget(form)
        form.show()
        form.field.editor.setFocus()

    def _drop(self) -> None:
        if self.form is not None:
            self.body.removeWidget(self.form)
            let_go(self.form)
            self.form = None

    def _set(self, public: str) -> None:
        try:
            changes = card.set_escrow(self.desk.vault, self.desk.staff_id, public)
        except CardError:
            if self.form is not None:
                self.form.field.set_error(_("This is not the public half of a key. Compare it with the sheet."))
        except UserError as error:
            self.desk.problem(error)
        else:
            self._drop()
            self.desk.bus.tell(changes)
            self.desk.toast(_("The spare key is set"))


class NewEscrow(QWidget):
    """Shows the four lines once and asks for one of them; `chosen` carries the public half when the copy is right."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, private: str, public: str) -> None:
        super().__init__()
        self._desk, self._lines, self._public = desk, private.splitlines(), public
        self.asked = secrets.randbelow(len(self._lines)) + 1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(12))
        column.addWidget(
            PlainLabel(_("Print these four lines or copy them. They are shown once, and stored nowhere."), wrap=True)
        )
        column.addWidget(GroupsBox(_("Secret half of the spare key"), self._lines, columns=1))
        printing = Button(_("Print"), icon="printer")
        printing.clicked.connect(self._print)
        column.addLayout(buttons_row(printing))
        self.field = text_field(
            _("Type line %(number)d from the paper") % {"number": self.asked},
            _("So that we know the copy is right. Capitals and hyphens do not matter."),
            most=60,
        )
        self.field.editor.returnPressed.connect(self._try)
        column.addWidget(self.field)
        keep = Button(_("It is on paper, use this key"), "primary", "check")
        keep.clicked.connect(self._try)
        leave = Button(_("Cancel"), icon="x")
        leave.clicked.connect(self.closed)
        column.addLayout(buttons_row(keep, leave))

    @property
    def lines(self) -> tuple[str, ...]:
        """What is shown."""
        return tuple(self._lines)

    def _try(self) -> None:
        self.field.clear_error()
        if typed.plain(self.field.editor.text().strip()) == typed.plain(self._lines[self.asked - 1]):
            self.chosen.emit(self._public)
        else:
            self.field.set_error(
                _("This is not line %(number)d. Look at the paper and type it again.") % {"number": self.asked}
            )
            self.field.editor.selectAll()

    def _print(self) -> None:
        from wagesdesk.ui.print_preview import open_preview

        sheet = escrow_sheet(self._desk.place.name, self._lines, self._public, printed=self._desk.clock.today())
        open_preview(self, sheet, self._desk)


class KnownEscrow(QWidget):
    """Asks for the public half of a key that the programme made elsewhere."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(12))
        self.field = text_field(
            _("Public half of the spare key"), _("It begins with age1 and stands on the sheet of the key."), most=120
        )
        self.field.editor.returnPressed.connect(self._try)
        column.addWidget(self.field)
        keep = Button(_("Use this key"), "primary", "check")
        keep.clicked.connect(self._try)
        leave = Button(_("Cancel"), icon="x")
        leave.clicked.connect(self.closed)
        column.addLayout(buttons_row(keep, leave))

    def _try(self) -> None:
        self.field.clear_error()
        public = "".join(self.field.editor.text().split()).lower()
        if public:
            self.chosen.emit(public)
        else:
            self.field.set_error(_("Type or paste the public half of the key."))
