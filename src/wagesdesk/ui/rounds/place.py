"""By what a round travels: a stick or a folder, which are equal. The only stick there is, is chosen by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from wagesdesk.errors import DriveError
from wagesdesk.export import drives
from wagesdesk.export.drives import Drive
from wagesdesk.services import terminal
from wagesdesk.text import _
from wagesdesk.ui import file_dialogs, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.choice import Choice
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel

LOOK_EVERY_MS = 2000


@dataclass(frozen=True)
class Way:
    """A stick or a folder that can be chosen; `names` are the bundles that lie there."""

    path: Path
    name: str
    read_only: bool
    names: tuple[str, ...] = ()


def ways(root: Path, folder: str) -> tuple[Way, ...]:
    """The sticks that are in, and the folder that was used last where it is there. A job."""
    found: list[Drive] = list(drives.removable_drives(root))
    listed = [Way(one.path, one.label or str(one.path), one.read_only) for one in found]
    if folder and Path(folder).is_dir() and Path(folder) not in {one.path for one in listed}:
        listed.append(Way(Path(folder), Path(folder).name or folder, read_only=False))
    return tuple(_with_names(one) for one in listed)


def _with_names(way: Way) -> Way:
    try:
        names = tuple(sorted(one.path.name for one in drives.bundles_in(way.path)))
    except DriveError:
        return way
    return Way(way.path, way.name, way.read_only, names)


class PlaceCard(Card):
    """`changed` when another way was chosen, or something else lies on the one that is. `root` is where the system's
    media are found, for tests."""

    changed = Signal()

    def __init__(self, desk: Desk, root: Callable[[], Path], parent: QWidget | None = None) -> None:
        super().__init__(_("By stick or folder"), ruled=True, parent=parent)
        self._desk, self._root = desk, root
        self._ways: tuple[Way, ...] | None = None
        self._chosen: Path | None = None
        self._offers: list[Choice] = []
        self._looking = False
        look = theme.current()
        self._waiting = PlainLabel(_("Put the stick in. It shows here by itself."), colour="soft", wrap=True)
        self.body.addWidget(self._waiting)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.size(8))
        self.body.addLayout(self._list)
        self.pick = Button(_("Choose a folder…"), icon="folder-open", size="small")
        self.pick.clicked.connect(self._on_pick)
        self.body.addWidget(self.pick, alignment=Qt.AlignmentFlag.AlignLeft)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def way(self) -> Way | None:
        """What is chosen and there."""
        return next((one for one in self._ways or () if one.path == self._chosen), None)

    def offers(self) -> list[Choice]:
        """What can be chosen now, from the top."""
        return list(self._offers)

    def use_folder(self, folder: Path) -> None:
        """Choose a folder, and remember it for the next round."""
        terminal.remember_folder(self._desk.vault, str(folder))
        self._chosen = folder
        self.look()

    def look(self) -> None:
        """Look again now, as a job."""
        if self._looking:
            return
        self._looking = True
        root, vault = self._root(), self._desk.vault
        self._desk.jobs.start(
            lambda _token: ways(root, terminal.last_folder(vault)), owner=self, done=self._on_looked,
            failed=self._on_failed,
        )  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _on_pick(self) -> None:
        file_dialogs.choose_folder(self, _("Choose a folder"), "", self.use_folder)

    def _on_failed(self, error: Exception) -> None:
        self._looking = False
        self._desk.problem(error)

    def _on_looked(self, found: tuple[Way, ...]) -> None:
        self._looking = False
        if found == self._ways:
            return
        before = self.way
        self._ways = found
        if self.way is None:
            self._chosen = found[0].path if len(found) == 1 else None
        self._show()
        if self.way != before:
            self.changed.emit()

    def _show(self) -> None:
        clear(self._list)
        self._group = QButtonGroup(self)
        self._offers.clear()
        for way in self._ways or ():
            lines = [str(way.path)] + ([_("Locked against writing")] if way.read_only else [])
            choice = Choice(way.name, lines, self._group)
            choice.radio.setChecked(way.path == self._chosen)
            choice.radio.toggled.connect(lambda on, path=way.path: self._on_chosen(path) if on else None)
            self._list.addWidget(choice)
            self._offers.append(choice)
        self._waiting.setVisible(not self._ways)

    def _on_chosen(self, path: Path) -> None:
        self._chosen = path
        self.changed.emit()
