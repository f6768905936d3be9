"""Backup: what was copied where and when, the second place, and one more copy now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.problems import Problem
from wagesdesk.services import backup
from wagesdesk.services.backup import BackupRow, BackupState, Kept
from wagesdesk.services.changes import Changes
from wagesdesk.text import _, clock_time, ngettext, short_day
from wagesdesk.ui import backups, file_dialogs, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Token
from wagesdesk.ui.pages.settings.section import Section, buttons_row, line
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.facts import facts_grid
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel

_MEGABYTE = 1_000_000
_SHOWN = 5


class BackupSection(Section):
    """A backup opens with the passphrases of its day, so an old one is as secret as the records."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, _("Backup"),
            _("A locked copy of everything is made once a day and before locking. It opens with the passphrases of "
              "the day it was made. The ten newest of each place are kept."),
        )  # fmt: skip
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.current().size(12))
        self.body.addLayout(self._rows)
        self.choose = Button(_("Choose the second place…"), icon="folder-open")
        self.choose.clicked.connect(self._choose)
        self.make = Button(_("Make a backup now"), icon="hard-drive")
        self.make.clicked.connect(self._make)
        self.body.addLayout(buttons_row(self.make, self.choose))
        self.body.addWidget(ReasonLine(self.make))
        self._lists = QVBoxLayout()
        self._lists.setSpacing(theme.current().size(6))
        self.body.addLayout(self._lists)
        self.body.addWidget(
            PlainLabel(
                _("To bring records back: lock, then press “Bring records back from a backup” on the lock page."),
                colour="soft", wrap=True,
            )
        )  # fmt: skip

    def refresh(self) -> None:
        vault, chosen = self.desk.vault, self.desk.settings().last_backup_folder
        second = backups.second_place(vault, chosen)
        clear(self._rows)
        clear(self._lists)
        state = backup.state(vault)
        place = chosen or _("None is chosen yet. A stick that lies in the safe is good.")
        self._rows.addWidget(
            facts_grid(
                (
                    (_("On this machine"), self._said(state.last_machine)),
                    (_("Second place"), place),
                    (_("In the second place"), self._said(state.last_second)),
                )
            )
        )
        self._warn(state, chosen, second)
        self._list(_("Backups on this machine"), backup.on_machine(vault))
        if second is not None:
            self._list(_("Backups in the second place"), second)

    def take_folder(self, folder: Path) -> None:
        """Use this folder as the second place from now on."""
        try:
            backup.choose(self.desk.vault, folder)
        except UserError as error:
            self.desk.problem(error)
            return
        except OSError:
            self.desk.toast(_("This folder cannot be used. Choose another one."))
            return
        self.desk.change_settings(last_backup_folder=str(folder))
        self.refresh()
        self.make.setFocus()

    def _said(self, kept: Kept | None) -> str:
        if kept is None:
            return _("Never")
        local = self.desk.clock.local(kept.at)
        fields = {"day": short_day(local.date(), year=True), "time": clock_time(local)}
        if kept.behind:
            return _("%(day)s, %(time)s. Something was written since.") % fields
        return _("%(day)s, %(time)s. Everything is in it.") % fields

    def _warn(self, state: BackupState, chosen: str, second: Path | None) -> None:
        panel = ProblemPanel("amber")
        self._rows.addWidget(panel)
        if second is not None and backup.same_disk(self.desk.vault, second):
            panel.say(
                Problem(
                    _("The second place is on the same disk as the records."),
                    _("If this machine is lost, both are lost."),
                    _("Choose a stick, or a folder on another disk."),
                )
            )
        elif chosen and second is None:
            panel.say(
                Problem(
                    _("The second place is not there now."), "",
                    _("Put its stick in, and it is used at the next backup. Or choose another place."),
                )
            )  # fmt: skip
        elif state.days >= backup.PATIENCE:
            days = ngettext(
                "For %(count)d day nothing was put in a second place.",
                "For %(count)d days nothing was put in a second place.",
                state.days,
            ) % {"count": state.days}
            panel.say(Problem(days, "", _("Put the stick in, choose it as the second place, and make a backup.")))

    def _list(self, title: str, folder: Path) -> None:
        try:
            found = backup.backups(self.desk.vault, folder)
        except (UserError, OSError):
            return  # pulled out in this moment
        if not found:
            return
        self._lists.addWidget(PlainLabel(title, "strong"))
        for one in found[:_SHOWN]:
            self._lists.addWidget(self._line(one))
        more = len(found) - _SHOWN
        if more > 0:
            words = ngettext("and %(count)d older one", "and %(count)d older ones", more) % {"count": more}
            self._lists.addWidget(PlainLabel(words, "second", colour="soft"))

    def _line(self, one: BackupRow) -> QWidget:
        local = self.desk.clock.local(one.made_at)
        when = _("%(day)s, %(time)s") % {"day": short_day(local.date(), year=True), "time": clock_time(local)}
        return line(when, _("%(size).1f MB") % {"size": one.size / _MEGABYTE})

    def _choose(self) -> None:
        file_dialogs.choose_folder(
            self, _("Choose the second place for backups"), self.desk.settings().last_backup_folder, self.take_folder
        )

    def _make(self) -> None:
        vault, chosen = self.desk.vault, self.desk.settings().last_backup_folder

        def work(token: Token) -> tuple[BackupState, bool]:
            token.step(0, 1, _("Copying the records and checking the copy"))
            second = backups.second_place(vault, chosen)
            return backup.make(vault, second), second is not None

        self.make.refuse(_("The backup is being made"))
        self.desk.jobs.start(work, owner=self, done=self._on_made, failed=self._on_failed)

    def _on_made(self, made: tuple[BackupState, bool]) -> None:
        self._done()
        words = (
            _("A backup was made and checked, on this machine and in the second place")
            if made[1]
            else _("A backup was made and checked on this machine")
        )
        self.desk.toast(words)

    def _on_failed(self, error: Exception) -> None:
        self._done()
        self.failed(error)

    def _done(self) -> None:
        self.make.refuse("")
        self.refresh()
        self.desk.bus.tell(Changes(frozenset({"backup"})))
        self.make.setFocus()
