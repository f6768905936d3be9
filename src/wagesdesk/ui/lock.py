"""The lock page: who is here, her passphrase, the recovery key for the day it is forgotten. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from wagesdesk.clock import Clock
from wagesdesk.errors import FieldInvalid, UserError, WrongPassphrase
from wagesdesk.problems import describe
from wagesdesk.services.practice_passphrases import PASSPHRASES
from wagesdesk.settings import Settings
from wagesdesk.text import _
from wagesdesk.ui import labels, theme
from wagesdesk.ui.desk import ChangeSettings, Place, Sitting
from wagesdesk.ui.jobs import Jobs, Token
from wagesdesk.ui.lock_frame import LockFrame
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import rule
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.passphrase import PassphraseField
from wagesdesk.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from wagesdesk.models.slots import Slot
    from wagesdesk.services.vault import PlaceInfo


class WhoBox(QFrame):
    """Who is here, with Change when there is more than one; `chosen(Slot)` when it was pressed."""

    chosen = Signal(object)

    def __init__(self, people: Sequence[Slot], first: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("box", True)
        self.setFixedHeight(look.size(48))
        self.slot = next((one for one in people if one.id == first), people[0])
        row = QHBoxLayout(self)
        row.setContentsMargins(look.size(15), 0, look.size(8), 0)
        row.setSpacing(look.size(11))
        row.addWidget(IconLabel("user", "ink", 20))
        self._words = PlainLabel("", "strong", elide=True)
        row.addWidget(self._words, 1)
        self.change = Button(_("Change"), "link")
        self.change.setVisible(len(people) > 1)
        row.addWidget(self.change)
        menu = QMenu(self.change)
        for one in people:
            words = labels.who(one.name, one.role)
            menu.addAction(words.replace("&", "&&")).triggered.connect(lambda *_, one=one: self.choose(one))
        self.change.setMenu(menu)
        self.choose(self.slot)

    def choose(self, slot: Slot) -> None:
        self.slot = slot
        words = labels.who(slot.name, slot.role)
        self._words.setText(words)
        self.change.setAccessibleName(_("Who is here: %(who)s. Change") % {"who": words})
        self.chosen.emit(slot)


class LockPage(LockFrame):
    """`unlocked(Sitting)` with the open vault. `elsewhere` is emitted by the link to the other vault (see `other`).

    `restore_wanted` when records shall be brought back from a backup.
    """

    unlocked = Signal(object)
    elsewhere = Signal()
    restore_wanted = Signal()

    def __init__(
        self,
        home: Path,
        info: PlaceInfo,
        *,
        settings: Settings,
        change_settings: ChangeSettings,
        clock: Clock,
        jobs: Jobs,
        other: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Place(info.kind, info.name, info.practice), settings, change_settings, parent=parent)
        self._home, self._clock, self._jobs, self._change = home, clock, jobs, change_settings
        self._recovery = next((one for one in info.slots if one.kind == "recovery"), None)
        people = [one for one in info.slots if one.kind == "passphrase"]
        self._head()
        self._who = WhoBox(people, settings.last_staff)
        who_label = PlainLabel(_("Who is here"), "strong")
        who_label.setBuddy(self._who.change)
        who = QVBoxLayout()
        who.setSpacing(theme.current().size(6))
        who.addWidget(who_label)
        who.addWidget(self._who)
        self.form.addLayout(who)
        self._passphrase = PassphraseField(_("Passphrase"), lock=True)
        self._passphrase.edit.returnPressed.connect(self._unlock)
        self.form.addWidget(self._passphrase)
        self._practice = PlainLabel("", colour="soft", wrap=True)
        self.form.addWidget(self._practice)
        self._practice.hide()
        if info.practice:
            self._who.chosen.connect(lambda slot: self._show_practice(slot.name))
            self._show_practice(self._who.slot.name)
        self._key = text_field(_("Recovery key"), _("The groups of letters from the paper that was put away safely."))
        self._key.editor.setProperty("tall", "lock")
        self._key.editor.returnPressed.connect(self._unlock)
        self.form.addWidget(self._key)
        self._code = self._code_field()
        self.form.addWidget(self._code)
        self._go = Button(_("Unlock"), "primary", size="lock")
        self._go.clicked.connect(self._unlock)
        self.form.addWidget(self._go)
        self._links(other, restore=not info.practice, quick_code=settings.quick_code)
        self._use_recovery = False
        self._show_ways()

    def _head(self) -> None:
        look = theme.current()
        row = QHBoxLayout()
        row.setSpacing(look.size(14))
        row.addWidget(IconLabel("lock", "primary", 30))
        row.addWidget(PlainLabel(_("Locked"), "big"), 1)
        self.form.addLayout(row)
        saved = QHBoxLayout()
        saved.setSpacing(look.size(8))
        saved.addWidget(IconLabel("circle-check", "green", 20))
        saved.addWidget(PlainLabel(_("Everything is saved"), "strong", colour="green"), 1)
        self.form.addLayout(saved)

    def _code_field(self) -> Field[QLineEdit]:
        field = text_field(
            _("Quick code for the cover"),
            _("Six digits, for today only. After F12 or a pause the code brings the page back."),
            most=6,
        )
        field.editor.setEchoMode(QLineEdit.EchoMode.Password)
        field.editor.returnPressed.connect(self._unlock)
        field.hide()
        return field

    def _links(self, other: str, *, restore: bool, quick_code: bool) -> None:
        look = theme.current()
        self.form.addSpacing(look.size(12))
        self.form.addWidget(rule())
        row = QHBoxLayout()
        row.setSpacing(look.size(8))
        self._code_link = Button(_("Choose a quick code"), "link")
        self._code_link.setProperty("edge", True)
        self._code_link.clicked.connect(self._on_code)
        self._code_link.setVisible(quick_code)
        row.addWidget(self._code_link)
        self._recovery_link = Button("", "link")
        self._recovery_link.clicked.connect(self._on_recovery)
        self._recovery_link.setVisible(self._recovery is not None)
        row.addWidget(self._recovery_link)
        row.addStretch(1)
        self.form.addLayout(row)
        for words, wanted in (
            (other, self.elsewhere),
            (_("Bring records back from a backup") if restore else "", self.restore_wanted),
        ):
            if words:
                self._link(words, wanted.emit)
        self.just_read = self._link(_("Just read a bundle"), self._on_just_read)

    def _link(self, words: str, pressed: Callable[[], object]) -> Button:
        link = Button(words, "link")
        link.setProperty("edge", True)
        link.clicked.connect(lambda *_of: pressed())
        row = QHBoxLayout()
        row.addWidget(link)
        row.addStretch(1)
        self.form.addLayout(row)
        return link

    def _on_just_read(self) -> None:
        from wagesdesk.ui.just_read import open_just_read

        open_just_read(self, self._jobs)

    def _show_practice(self, name: str) -> None:
        words = PASSPHRASES.get(name, "")
        self._practice.setText(_("To practise as %(name)s, type: %(words)s") % {"name": name, "words": words})
        self._practice.setVisible(bool(words))

    def _show_ways(self) -> None:
        self._passphrase.setVisible(not self._use_recovery)
        self._key.setVisible(self._use_recovery)
        self._recovery_link.setText(_("Use the passphrase") if self._use_recovery else _("Use the recovery key"))
        self._typing().setFocus()

    def _typing(self) -> QLineEdit:
        return self._key.editor if self._use_recovery else self._passphrase.edit

    def _on_recovery(self) -> None:
        self._use_recovery = not self._use_recovery
        self._show_ways()

    def _on_code(self) -> None:
        self._code.show()
        self._code.editor.setFocus()
        self._code_link.hide()

    def _unlock(self) -> None:
        field = self._key if self._use_recovery else self._passphrase.field
        for one in (self._key, self._passphrase.field, self._code):
            one.clear_error()
        secret, code = self._typing().text(), self._code.editor.text()
        if not secret.strip():
            field.set_error(_("Type your passphrase, then press Unlock."))
            return
        person = self._who.slot
        slot_id = self._recovery.id if self._use_recovery and self._recovery is not None else person.id
        home, clock = self._home, self._clock

        def work(_token: Token) -> Sitting:
            from wagesdesk.services import vault
            from wagesdesk.services.quick_code import QuickCode

            quick = QuickCode(code) if code else None
            opened = vault.unlock(home, slot_id=slot_id, secret=secret, clock=clock)
            return Sitting(opened, person.staff_id, person.name, person.role, quick)

        self._set_busy(True)
        self._jobs.start(work, owner=self, done=self._on_unlocked, failed=self._on_failed, progress=lambda _step: None)

    def _set_busy(self, busy: bool) -> None:
        self._go.refuse(_("The passphrase is being tried") if busy else "")
        self._go.setText(_("Unlocking") if busy else _("Unlock"))
        self._typing().setReadOnly(busy)

    def _on_unlocked(self, sitting: Sitting) -> None:
        self._passphrase.edit.clear()
        self._key.editor.clear()
        self._code.editor.clear()
        self._change(last_staff=self._who.slot.id)
        self.unlocked.emit(sitting)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        field = self._key if self._use_recovery else self._passphrase.field
        if isinstance(error, FieldInvalid):
            self._code.set_error(_("Choose six digits that are not all the same."))
        elif isinstance(error, UserError):
            problem = describe(error)
            words = (
                (problem.what, problem.now)
                if isinstance(error, WrongPassphrase)
                else (problem.what, problem.safe, problem.now)
            )
            field.set_error(" ".join(words))
            self._typing().selectAll()
        else:
            field.set_error(_("Something in the program went wrong. Your records are as they were. Try again."))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._typing().setFocus()


class ProblemPage(LockFrame):
    """The vault cannot even be described: says so, looks again when asked, or `restore_wanted`."""

    restore_wanted = Signal()

    def __init__(
        self, error: UserError, settings: Settings, change: ChangeSettings, *, again: Callable[[], None]
    ) -> None:
        super().__init__(None, settings, change)
        problem = describe(error)
        self.form.addWidget(PlainLabel(problem.what, "title", wrap=True))
        self.form.addWidget(PlainLabel(problem.safe, "lead", wrap=True))
        self.form.addWidget(PlainLabel(problem.now, "lead", wrap=True))
        button = Button(_("Look again"), "primary", size="lock")
        button.clicked.connect(again)
        self.form.addWidget(button)
        back = Button(_("Bring records back from a backup"), icon="history", size="lock")
        back.clicked.connect(self.restore_wanted)
        self.form.addWidget(back)
