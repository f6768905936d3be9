"""Step 4, first half: which stick or folder, and what else is on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.export import drives
from wagesdesk.export.drives import Drive
from wagesdesk.problems import Problem
from wagesdesk.text import _, ngettext
from wagesdesk.ui import file_dialogs, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.transfer import words
from wagesdesk.ui.pages.transfer.foot import StepFoot
from wagesdesk.ui.pages.transfer.media import Media, Target
from wagesdesk.ui.panes import into_sight
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.choice import Choice
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel

LOOK_EVERY_MS = 2000


class ChooseTarget(QWidget):
    """`write(Target, names)`: the person wants to write there and accepted the other files `names`.

    `paper`: the pages are to be printed instead.
    """

    write = Signal(object, object)
    paper = Signal()

    def __init__(self, desk: Desk, media: Callable[[], Media], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._media = desk, media
        self._drives: tuple[Drive, ...] = ()
        self._offers: list[Choice] = []
        self._folder: Target | None = None
        self._target: Target | None = None
        self._others: tuple[str, ...] | None = None
        self._looking = False
        self._again = False
        self._pulled: Path | None = None
        self._lead = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._build()

    def _build(self) -> None:
        look = theme.current()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.size(12))
        self.problem = ProblemPanel("red")
        whole.addWidget(self.problem)
        card = Card(_("Where to?"), ruled=True)
        self._facts = PlainLabel("", "second", colour="soft")
        card.add_right(self._facts)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.size(8))
        self._waiting = QWidget()
        line = QHBoxLayout(self._waiting)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.size(10))
        line.addWidget(IconLabel("usb", "soft", 26))
        line.addWidget(PlainLabel(_("Put the stick in. It shows here by itself."), colour="soft", wrap=True), 1)
        card.body.addWidget(self._waiting)
        card.body.addLayout(self._list)
        row = QHBoxLayout()
        self._pick = Button(_("Choose a folder…"), icon="folder-open")
        self._pick.clicked.connect(self._on_pick)
        row.addWidget(self._pick)
        self.on_paper = Button(_("On paper instead"), icon="printer")
        self.on_paper.clicked.connect(self.paper)
        row.addWidget(self.on_paper)
        row.addStretch(1)
        card.body.addLayout(row)
        self._unproven = PlainLabel(
            _("A folder cannot be proven to be a stick. WagesDesk can say only that it was written and compared."),
            "second", colour="info", wrap=True,
        )  # fmt: skip
        card.body.addWidget(self._unproven)
        whole.addWidget(card)
        self._other = Card(_("Also on it"), ruled=True)
        self._names = QPlainTextEdit()
        self._names.setReadOnly(True)
        self._names.setTabChangesFocus(True)
        self._names.setAccessibleName(_("Other files on it"))
        self._names.setMaximumHeight(look.size(120))
        self._said = PlainLabel("", wrap=True)
        self.accept = QCheckBox(_("I have looked through this list. These files may stay."))
        self.accept.setAccessibleName(self.accept.text())
        self.accept.toggled.connect(self._say_why_not)
        for widget in (self._said, self._names, self.accept):
            self._other.body.addWidget(widget)
        whole.addWidget(self._other)
        whole.addStretch(1)
        self.on = Button(_("Write"), "primary", "usb")
        self.on.clicked.connect(self._on_write)
        whole.addWidget(StepFoot(self.on))

    def start(self, facts: str) -> None:
        """Begin with nothing chosen; `facts` say what will be written."""
        self._facts.setText(facts)
        self._target = self._folder = self._others = self._pulled = None
        self._again = False
        self.problem.hide()
        self._show_drives()
        self._show_others()

    def say(self, problem: Problem, *, another: bool = False) -> None:
        """Why nothing lies there yet; the way on is called Write again. `another`: not to the same stick."""
        self._again = True
        self.problem.say(problem)
        if another:
            self._target = None
            self._show_drives()
        self._lead = self.isVisible()
        if self._lead and self._target is None:
            self.take_focus()
        self._read_others()

    def choose(self, target: Target) -> None:
        """Take `target`, and look what else is on it."""
        if not target.stick:
            self._folder = target
        self._target = target
        self._show_drives()
        self._read_others()

    def take_focus(self) -> None:
        """Put the focus to what is chosen, or to the first that can be: as soon as there is one."""
        self._lead = not self._offers
        radios = [one.radio for one in self._offers]
        chosen = [one for one in radios if one.isChecked()] or radios
        (chosen[0] if chosen else self._pick).setFocus()

    def offers(self) -> list[Choice]:
        """What can be chosen now, from the top."""
        return list(self._offers)

    def names(self) -> list[str]:
        """The other files that are listed."""
        return list(self._others or ())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    # -- looking

    def _look(self) -> None:
        if self._looking:
            return
        self._looking = True
        media = self._media()
        self._desk.jobs.start(
            lambda _token: media.sticks(), owner=self, done=self._on_looked, failed=self._on_look_failed
        )

    def _on_looked(self, found: tuple[Drive, ...]) -> None:
        self._looking = False
        if _shown(found) == _shown(self._drives):
            return
        self._drives = found
        if self._target is not None and self._target.stick and self._target.path not in {one.path for one in found}:
            self._lose_target()
        back = next((one for one in found if one.path == self._pulled), None) if self._target is None else None
        lead = self._lead and self._pick.hasFocus()
        self._show_drives()
        if back is not None and self._again:  # it was to be put back
            self.choose_folder(back.path)
            self._lead = lead
            return
        if lead:
            self.take_focus()
        self._show_others()

    def _lose_target(self) -> None:
        """The stick that was chosen is not in any more."""
        if self._target is not None:
            self._pulled = self._target.path
        self._target = self._others = None

    def _on_look_failed(self, error: Exception) -> None:
        self._looking = False
        self._desk.problem(error)

    def _show_drives(self) -> None:
        held = any(one.radio.hasFocus() for one in self._offers)
        clear(self._list)
        self._group = QButtonGroup(self)
        self._offers.clear()
        for drive in self._drives:
            size = _("%(free)s free of %(total)s") % {
                "free": words.megabytes(drive.free), "total": words.megabytes(drive.total)
            }  # fmt: skip
            lines = [size] + ([_("Locked against writing")] if drive.read_only else [])
            self._offer(
                Target(drive.path, drive.label or str(drive.path), stick=True, read_only=drive.read_only), lines
            )
        if self._folder is not None:
            self._offer(self._folder, [str(self._folder.path)])
        self._waiting.setVisible(not self._drives and self._folder is None)
        self._unproven.setVisible(self._target is not None and not self._target.stick)
        if held:
            self.take_focus()

    def _offer(self, target: Target, lines: list[str]) -> None:
        choice = Choice(target.name, lines, self._group)
        choice.radio.setChecked(self._target is not None and self._target.path == target.path)
        choice.radio.toggled.connect(lambda on: self._on_chosen(target) if on else None)
        self._list.addWidget(choice)
        self._offers.append(choice)

    def _on_chosen(self, target: Target) -> None:
        self._target = target
        self._unproven.setVisible(not target.stick)
        self._read_others()

    def _on_pick(self) -> None:
        file_dialogs.choose_folder(self, _("Choose a folder"), "", self.choose_folder)

    def choose_folder(self, folder: Path) -> None:
        """A folder from the dialog; the root of a stick counts as that stick."""
        for drive in self._drives:
            if drive.path == folder:
                self.choose(Target(folder, drive.label, stick=True, read_only=drive.read_only))
                return
        self.choose(Target(folder, folder.name or str(folder), stick=False))

    def _read_others(self) -> None:
        self._others = None
        self._show_others()
        target = self._target
        if target is None:
            return
        self._desk.jobs.start(
            lambda _token: drives.listing(target.path), owner=self,
            done=lambda names: self._on_others(target, names), failed=self._on_unreadable,
        )  # fmt: skip

    def _on_others(self, target: Target, names: tuple[str, ...]) -> None:
        if target is self._target:
            self._others = names
            self._show_others()
            following = self.accept if names else self.on  # what is to be done next
            into_sight(following)
            if self._lead and self._again and following.isEnabled():
                following.setFocus()
            self._lead = False

    def _on_unreadable(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.problem.say_error(error)
            self._lose_target()
            self._show_drives()
            self._show_others()
            if self._lead:
                self.take_focus()
        else:
            self._desk.problem(error)

    def _show_others(self) -> None:
        names = self._others or ()
        self._other.setVisible(bool(names))
        self._said.setText(
            ngettext(
                "%(n)d other file or folder is on it. Hidden ones are listed too.",
                "%(n)d other files and folders are on it. Hidden ones are listed too.",
                len(names),
            )
            % {"n": len(names)}
        )
        self._names.setPlainText("\n".join(names))
        self.accept.setChecked(False)
        self._say_why_not()

    # -- writing

    def _say_why_not(self) -> None:
        target, reason = self._target, ""
        if target is None:
            reason = _("Choose a stick or a folder.")
        elif target.read_only:
            reason = _("It is locked against writing. Move its small switch, or use another stick.")
        elif self._others is None:
            reason = _("One moment: looking what is on it.")
        elif self._others and not self.accept.isChecked():
            reason = _("Look through the other files first.")
        name = target.name if target is not None else ""
        text = _("Write to %(name)s") % {"name": name} if name else _("Write")
        if self._again:
            text = _("Write again")
        self.on.setText(text.replace("&", "&&"))
        self.on.setAccessibleName(text)
        self.on.refuse(reason)

    def _on_write(self) -> None:
        if self._target is not None and self._others is not None:
            self.problem.hide()
            self.write.emit(self._target, self._others)


def _shown(found: tuple[Drive, ...]) -> list[tuple[Path, str, bool]]:
    return [(one.path, one.label, one.read_only) for one in found]
