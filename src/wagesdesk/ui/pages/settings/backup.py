"""Backup: an encrypted copy in a folder, and the copies that are there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.services import backup
from wagesdesk.services.backup import BackupRow
from wagesdesk.text import _, clock_time, short_day
from wagesdesk.ui import file_dialogs, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Token
from wagesdesk.ui.pages.settings.section import Section, buttons_row, clear, line
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.plain_label import PlainLabel

_MEGABYTE = 1_000_000


class BackupSection(Section):
    """A backup opens with the passphrases of its day, so an old one is as secret as the records."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, _("Backup"),
            _("A locked copy of everything. It opens with the passphrases of the day it was made. Keep one on another "
              "disk, in the safe."),
        )  # fmt: skip
        self._folder = PlainLabel("", "strong", wrap=True)
        self.body.addWidget(self._folder)
        self.choose = Button(_("Choose a folder…"), icon="folder-open")
        self.choose.clicked.connect(self._choose)
        self.make = Button(_("Make a backup now"), icon="hard-drive")
        self.make.clicked.connect(self._make)
        self.body.addLayout(buttons_row(self.choose, self.make))
        self.body.addWidget(ReasonLine(self.make))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.current().size(6))
        self.body.addLayout(self._rows)

    def refresh(self) -> None:
        chosen = self.desk.settings().last_backup_folder
        self._folder.setText(_("Folder: %(folder)s") % {"folder": chosen} if chosen else _("No folder is chosen yet."))
        self.make.refuse("" if chosen else _("Choose a folder first."))
        clear(self._rows)
        if not chosen:
            return
        try:
            found = backup.backups(self.desk.vault, Path(chosen))
        except (UserError, OSError):
            self._rows.addWidget(PlainLabel(_("This folder cannot be read now. Is its disk connected?"), wrap=True))
            return
        for one in found:
            self._rows.addWidget(self._line(one))
        if not found:
            self._rows.addWidget(PlainLabel(_("No backup is in this folder yet."), colour="soft"))

    def take_folder(self, folder: Path) -> None:
        """Use this folder from now on."""
        self.desk.change_settings(last_backup_folder=str(folder))
        self.refresh()
        self.make.setFocus()

    def _line(self, one: BackupRow) -> QWidget:
        local = self.desk.clock.local(one.made_at)
        when = _("%(day)s, %(time)s") % {"day": short_day(local.date(), year=True), "time": clock_time(local)}
        size = _("%(size).1f MB") % {"size": one.size / _MEGABYTE}
        whose = _("of these records") if one.own else _("of another place: %(place)s") % {"place": one.place}
        return line(when, f"{size}, {whose}")

    def _choose(self) -> None:
        file_dialogs.choose_folder(
            self, _("Choose a folder for backups"), self.desk.settings().last_backup_folder, self.take_folder
        )

    def _make(self) -> None:
        vault, target = self.desk.vault, Path(self.desk.settings().last_backup_folder)

        def work(token: Token) -> BackupRow:
            token.step(0, 1, _("Copying the records and checking the copy"))
            return backup.make(vault, target)

        self.make.refuse(_("The backup is being made"))
        self.desk.jobs.start(work, owner=self, done=self._on_made, failed=self._on_failed)

    def _on_made(self, made: BackupRow) -> None:
        self.refresh()
        self.make.setFocus()
        self.desk.toast(_("The backup was made and checked: %(name)s") % {"name": made.folder.name})

    def _on_failed(self, error: Exception) -> None:
        self.refresh()
        self.failed(error)
