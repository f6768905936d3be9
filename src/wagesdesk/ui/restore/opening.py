"""Who opens the backup, and with which words of its day."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wagesdesk.errors import WrongPassphrase
from wagesdesk.models.slots import Slot
from wagesdesk.problems import describe
from wagesdesk.services.restore import Offer
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.later import later
from wagesdesk.ui.lock import WhoBox
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.layouts import reveal
from wagesdesk.ui.widgets.letting_go import let_go
from wagesdesk.ui.widgets.passphrase import PassphraseEdit, PassphraseField
from wagesdesk.ui.widgets.plain_label import PlainLabel


class Opening(QWidget):
    """`entered` when Enter was pressed in a field. `person` is None for a backup that only the recovery key opens.

    `now` is what opens the records that are here now, as `services.vault.restore` takes it, once that was asked for.
    """

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._recovery = ""
        self._use_recovery = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(10))
        self._who_place = QVBoxLayout()
        self._who_place.setSpacing(theme.current().size(6))
        self._who: WhoBox | None = None
        self._label = PlainLabel(_("Who opens it"), "strong")
        self._who_place.addWidget(self._label)
        column.addLayout(self._who_place)
        self._passphrase = PassphraseField(_("Passphrase"), _("The one of the day on which the backup was made."))
        self._key = text_field(_("Recovery key"), _("The groups of letters from the paper that was put away safely."))
        self._why = PlainLabel(
            _(
                "The words above do not open what is here now. With words that do, it is backed up and who was erased"
                " since stays erased. Without them it is kept locked, and who was erased since comes back."
            ),
            wrap=True,
        )
        self._now = PassphraseField(_("Passphrase of now"))
        self._nobody = QCheckBox(_("Nobody has words that open it"))
        self._nobody.toggled.connect(self._now.setDisabled)
        for edit in (self._passphrase.edit, self._key.editor, self._now.edit):
            edit.returnPressed.connect(self.entered)
        column.addWidget(self._passphrase)
        column.addWidget(self._key)
        self._turn = Button("", "link")
        self._turn.setProperty("edge", True)
        self._turn.clicked.connect(self._on_turn)
        row = QHBoxLayout()
        row.addWidget(self._turn)
        row.addStretch(1)
        column.addLayout(row)
        for widget in (self._why, self._now, self._nobody):
            column.addWidget(widget)
            widget.hide()

    @property
    def person(self) -> Slot | None:
        return self._who.slot if self._who is not None else None

    @property
    def slot_id(self) -> str:
        person = self.person
        return self._recovery if self._use_recovery or person is None else person.id

    def ask(self, offer: Offer) -> None:
        """Ask for the ways in of this backup."""
        if self._who is not None:
            self._who_place.removeWidget(self._who)
            let_go(self._who)
            self._who = None
        people = [one for one in offer.slots if one.kind == "passphrase"]
        if people:
            self._who = WhoBox(people, "")
            self._label.setBuddy(self._who.change)
            self._who_place.addWidget(self._who)
            self._who.show()
        self._label.setVisible(bool(people))
        self._recovery = next((one.id for one in offer.slots if one.kind == "recovery"), "")
        self._use_recovery = bool(self._recovery) and (self._use_recovery or not people)
        self._turn.setVisible(bool(self._recovery and people))
        self._show()

    @property
    def now(self) -> str | None:
        return None if self._nobody.isChecked() else self._now.edit.text().strip()

    def ask_now(self) -> None:
        """The words open the backup and not what is here now: ask for those that do, or say that these do not."""
        if not self._now.isHidden():
            self._now.field.set_error(_("These words do not open the records. Type them again."))
        for widget in (self._why, self._now, self._nobody):
            widget.show()
        self._now.edit.selectAll()
        self._now.edit.setFocus()
        later(0, self, lambda: reveal(self._nobody))  # laid out by then

    def secret(self) -> str:
        """What was typed; empty when nothing was, which is then said beside the field."""
        for field in (self._key, self._passphrase.field, self._now.field):
            field.clear_error()
        typed = self._edit().text().strip()
        if not typed:
            self._field().set_error(_("Type the words that opened the records on that day."))
        return typed

    def refuse(self, error: WrongPassphrase) -> None:
        """Say beside the field that this opens nothing."""
        problem = describe(error)
        self._field().set_error(f"{problem.what} {problem.now}")
        self._edit().selectAll()

    def forget(self) -> None:
        """Empty the fields."""
        for edit in (self._passphrase.edit, self._key.editor, self._now.edit):
            edit.clear()

    def _field(self) -> Field[QLineEdit] | Field[PassphraseEdit]:
        return self._key if self._use_recovery else self._passphrase.field

    def _edit(self) -> QLineEdit:
        return self._key.editor if self._use_recovery else self._passphrase.edit

    def _show(self) -> None:
        self._passphrase.setVisible(not self._use_recovery)
        self._key.setVisible(self._use_recovery)
        self._turn.setText(_("Use a passphrase") if self._use_recovery else _("Use the recovery key"))

    def _on_turn(self) -> None:
        self._use_recovery = not self._use_recovery
        self._show()
        self._edit().setFocus()
