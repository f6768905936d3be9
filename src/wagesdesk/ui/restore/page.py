"""Bringing records back: which backup, who opens it, and what it replaces, all on one page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from wagesdesk.clock import Clock
from wagesdesk.errors import UserError, WrongPassphrase
from wagesdesk.problems import Problem
from wagesdesk.services import restore
from wagesdesk.services.restore import Offer
from wagesdesk.settings import Settings
from wagesdesk.text import _
from wagesdesk.ui import file_dialogs, theme
from wagesdesk.ui.desk import ChangeSettings, Sitting
from wagesdesk.ui.jobs import Job, Jobs, Token
from wagesdesk.ui.lock_frame import LockFrame
from wagesdesk.ui.restore.opening import Opening
from wagesdesk.ui.restore.words import replaced, when
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel
from wagesdesk.ui.widgets.rows_model import Column, RowsModel
from wagesdesk.ui.widgets.table import Table

_MEGABYTE = 1_000_000
_ROWS = 4
_NARROWEST_SIDE = 350


def places(home: Path, chosen: str) -> tuple[Path, ...]:
    """Where backups of the vault in `home` are looked for; `chosen` is the second place of the settings, or empty."""
    from wagesdesk.models.backup import BEFORE_IMPORT, BY_ITSELF

    return (home.parent / BY_ITSELF, home / BEFORE_IMPORT, *([Path(chosen)] if chosen else []))


class RestorePage(LockFrame):
    """`unlocked(Sitting)` when the records are back and open; `left` when it was given up.

    `home` is the vault's folder; `places` are folders in which backups are looked for without being asked.
    """

    unlocked = Signal(object)
    left = Signal()

    def __init__(
        self, home: Path, places: tuple[Path, ...], *, settings: Settings, change_settings: ChangeSettings,
        clock: Clock, jobs: Jobs,
    ) -> None:  # fmt: skip
        super().__init__(None, settings, change_settings, topic="restore", form_width=640, indent=48, top=24)
        self._home, self._places, self._clock, self._jobs = home, places, clock, jobs
        self._change = change_settings
        self._present = restore.present(home)
        self._whole: dict[Path, bool] = {}
        self._checking: Job | None = None
        self._build()
        self._offer(restore.offers(places))

    def take_folder(self, folder: Path) -> None:
        """Look in this folder too, and show what is there."""
        self._places = (*self._places, folder)
        found = restore.offers(self._places)
        self._offer(found)
        new = [one for one in found if one.folder.is_relative_to(folder)]
        if new:
            self.table.selectRow(found.index(new[0]))
        else:
            self._problem.say(
                Problem(
                    _("There is no backup in this folder."), "",
                    _("Choose the folder or stick that was the second place, or a folder in which it lies."),
                )
            )  # fmt: skip

    # -- building

    def _build(self) -> None:
        look = theme.current()
        self.form.addWidget(PlainLabel(_("Bring records back from a backup"), "title", wrap=True))
        self._sentence = PlainLabel("", "lead", colour="soft", wrap=True)
        self.form.addWidget(self._sentence)
        columns = (
            Column[Offer](_("Place"), lambda one: one.place.name, bold=True),
            Column[Offer](_("Made"), lambda one: when(self._clock.local(one.made_at))),
            Column[Offer](_("Size"), lambda one: _("%(size).1f MB") % {"size": one.size / _MEGABYTE}, right=True),
            Column[Offer](_("State"), self._state),
        )
        self._model = RowsModel[Offer](columns, look.font())
        self.table = Table(self._model, _("Backups"), row_height=34, sortable=False)
        self.table.set_widths(190, 200, 96)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._on_row())
        self._card = Card(padded=False)
        self._card.body.addWidget(self.table)
        self.form.addWidget(self._card)
        self._looking = Button(_("Look in another folder or on a stick…"), icon="folder-open")
        self._looking.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self._looking)
        row.addStretch(1)
        self.form.addLayout(row)
        self.opening = Opening()
        self.opening.entered.connect(self._restore)
        self.form.addWidget(self.opening)
        self.what = ProblemPanel("amber")
        self._problem = ProblemPanel()
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(look.size(10))
        self._bar.setAccessibleName(_("Working"))
        self._bar.hide()
        self.go = Button("", "primary", size="dialog")
        self.go.clicked.connect(self._restore)
        for widget in (self.what, self._problem, self._bar, ReasonLine(self.go)):
            self.form.addWidget(widget)
        self._back = Button(_("Back"), icon="arrow-left", size="dialog")
        self._back.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self.go)
        self.form.addLayout(foot)

    def _state(self, one: Offer) -> str:
        if one.folder not in self._whole:
            return _("Being checked")
        return _("Whole") if self._whole[one.folder] else _("Damaged")

    # -- which backup

    def _offer(self, found: tuple[Offer, ...]) -> None:
        self._problem.hide()
        self._model.set_rows(found)
        self._card.setVisible(bool(found))
        self.table.setFixedHeight(theme.current().size(36 + 34 * min(max(len(found), 1), _ROWS)))
        self._sentence.setText(
            _("Choose a backup, then type a passphrase of the day it was made.")
            if found
            else _("Put the stick with the backups in, then look for the folder in which they are.")
        )
        self._check([one for one in found if one.folder not in self._whole])
        if found:
            self.table.selectRow(0)
        self._on_row()

    def _check(self, unknown: list[Offer]) -> None:
        """Read every file of these, one after the other, and say which are whole."""
        self._stop_checking()
        if not unknown:
            return

        def work(token: Token) -> dict[Path, bool]:
            whole = {}
            for number, one in enumerate(unknown):
                token.step(number, len(unknown), "")
                whole[one.folder] = restore.is_whole(one)
            return whole

        def done(whole: dict[Path, bool]) -> None:
            self._checking = None
            self._whole |= whole
            self._model.set_rows(self._model.rows)
            self._say_what()

        self._checking = self._jobs.start(work, owner=self, done=done, failed=lambda _stopped: None, quiet=True)

    def _stop_checking(self) -> None:
        if self._checking is not None:
            self._checking.cancel()
            self._checking = None

    def _chosen(self) -> Offer | None:
        row = self.table.current_row()
        return row if isinstance(row, Offer) else None

    def _on_row(self) -> None:
        offer = self._chosen()
        self.opening.setVisible(offer is not None)
        if offer is not None:
            self.opening.ask(offer)
        self._say_what()

    def _say_what(self) -> None:
        """What is replaced; and why not, where it cannot be."""
        offer = self._chosen()
        self.go.setVisible(offer is not None)
        if offer is None:
            self.what.hide()
            return
        self.what.say(replaced(self._present, offer, self._clock.local))
        fresh = self._present.state == "none"
        self.go.setText(_("Bring the records back") if fresh else _("Replace the records by this backup"))
        if self._present.state == "here" and self._present.vault_id != offer.vault_id:
            self.go.refuse(_("The records on this machine are of another place."))
        elif self._whole.get(offer.folder) is False:
            self.go.refuse(_("This backup is damaged. Choose another one."))
        else:
            self.go.refuse("")

    def _choose(self) -> None:
        file_dialogs.choose_folder(self, _("Look for backups in this folder"), "", self.take_folder)

    # -- bringing it back

    def _restore(self) -> None:
        offer = self._chosen()
        if offer is None or not self.go.isEnabled():
            return
        self._problem.hide()
        secret = self.opening.secret()
        if not secret:
            return
        person, slot_id, now = self.opening.person, self.opening.slot_id, self.opening.now
        home, clock = self._home, self._clock

        def work(_token: Token) -> Sitting:
            from wagesdesk.services import vault

            vault.restore(offer.folder, home, slot_id=slot_id, secret=secret, clock=clock, now=now)
            opened = vault.unlock(home, slot_id=slot_id, secret=secret, clock=clock)
            name, role, staff_id = (person.name, person.role, person.staff_id) if person else ("", "", "")
            return Sitting(opened, staff_id, name, role)

        self._stop_checking()
        self._set_busy(True)
        self._jobs.start(work, owner=self, done=self._on_restored, failed=self._on_failed, progress=lambda _step: None)

    def _set_busy(self, busy: bool) -> None:
        reason = _("The records are being brought back") if busy else ""
        self.go.refuse(reason)
        self._back.refuse(reason)
        self.table.setEnabled(not busy)
        self._bar.setVisible(busy)

    def _on_restored(self, sitting: Sitting) -> None:
        self.opening.forget()
        self._change(last_staff=sitting.vault.slot_id)
        self.unlocked.emit(sitting)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        self._present = restore.present(self._home)
        self._say_what()
        if isinstance(error, WrongPassphrase) and error.fields.get("code") == "now":
            self.opening.ask_now()
        elif isinstance(error, WrongPassphrase):
            self.opening.refuse(error)
        elif isinstance(error, UserError):
            self._problem.say_error(error)
        else:
            words = _("Something in the program went wrong."), _("The backup is as it was."), _("Try once more.")
            self._problem.say(Problem(*words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._left.width() < theme.current().size(_NARROWEST_SIDE):
            self._left.setFixedWidth(0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.table if self._model.rows else self._looking).setFocus()
