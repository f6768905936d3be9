"""Which bundle to open: those that lie on a stick that is in, or in a folder that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.errors import DriveError
from wagesdesk.export import drives
from wagesdesk.export.drives import Found
from wagesdesk.text import _, clock_time, short_day
from wagesdesk.ui import file_dialogs, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel

LOOK_EVERY_MS = 2000


@dataclass(frozen=True)
class Source:
    """A stick or folder, and the bundles in its root."""

    name: str
    path: Path
    bundles: tuple[Found, ...]


def sources(root: Path, folders: Collection[Path]) -> tuple[Source, ...]:
    """What lies on the sticks, and in `folders`. One that went away while we looked is left out. A job."""
    places = [(drive.path, drive.label) for drive in drives.removable_drives(root)]
    places += [(folder, folder.name or str(folder)) for folder in folders]
    found = []
    for path, name in places:
        try:
            found.append(Source(name or str(path), path, drives.bundles_in(path)))
        except DriveError:
            continue
    return tuple(found)


class SticksView(QWidget):
    """`wanted(Path)` when a bundle is to be opened; the only one there is, is opened at once."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, root: Callable[[], Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._root = desk, root
        self._folders: list[Path] = []
        self._known: frozenset[str] = frozenset()
        self._found: tuple[Source, ...] | None = None
        self._looking = False
        self._open_only = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        look = theme.current()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.size(12))
        head = PageHead(_("Read a stick"), _("Nothing is taken in before you have looked at it."), wrap=True)
        self._pick = Button(_("Choose a folder…"), icon="folder-open")
        self._pick.clicked.connect(self._on_pick)
        head.add_button(self._pick)
        whole.addWidget(head)
        card = Card(_("Bundles found"), padded=False, ruled=True)
        self._area = PlainArea(_("Bundles found"))
        card.body.addWidget(self._area)
        whole.addWidget(card, 1)

    def start(self, known: Collection[str]) -> None:
        """Look now, and then every two seconds. `known` are the ids of bundles that were taken in."""
        self._known = frozenset(known)
        self._found, self._open_only = None, True
        self._folders.clear()
        self._show(())
        self._look()

    def add_folder(self, folder: Path) -> None:
        """Look in this folder too."""
        self._folders.append(folder)
        self._open_only = True
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _on_pick(self) -> None:
        file_dialogs.choose_folder(self, _("Choose a folder"), "", self.add_folder)

    def _look(self) -> None:
        if self._looking:
            return
        self._looking = True
        root, folders = self._root(), tuple(self._folders)
        self._desk.jobs.start(
            lambda _token: sources(root, folders), owner=self, done=self._on_looked, failed=self._on_failed
        )

    def _on_looked(self, found: tuple[Source, ...]) -> None:
        self._looking = False
        if found != self._found:
            self._found = found
            self._show(found)
        bundles = [one for source in found for one in source.bundles]
        if len(bundles) == 1 and self._open_only and self.isVisible():
            self.wanted.emit(bundles[0].path)
        self._open_only = self._open_only and not bundles

    def _on_failed(self, error: Exception) -> None:
        self._looking = False
        self._desk.problem(error)

    def _show(self, found: tuple[Source, ...]) -> None:
        look = theme.current()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for source in found:
            for one in source.bundles:
                column.addWidget(self._row(source, one))
                column.addWidget(rule())
        if not any(source.bundles for source in found):
            line = QHBoxLayout()
            line.setContentsMargins(look.size(16), look.size(16), look.size(16), look.size(16))
            line.setSpacing(look.size(12))
            line.addWidget(IconLabel("usb", "soft", 26))
            words = _("Put the stick in. What is on it shows here by itself.")
            if found:
                names = ", ".join(source.name for source in found)
                words = _("There is no bundle on %(names)s. A bundle's name begins with wd- and ends with .age.") % {
                    "names": names
                }
            line.addWidget(PlainLabel(words, colour="soft", wrap=True), 1)
            column.addLayout(line)
        column.addStretch(1)
        self._area.show_widget(inside)

    def _row(self, source: Source, one: Found) -> QFrame:
        look = theme.current()
        frame = QFrame()
        row = QHBoxLayout(frame)
        row.setContentsMargins(look.size(16), look.size(10), look.size(16), look.size(10))
        row.setSpacing(look.size(12))
        row.addWidget(IconLabel("package", "soft", 20))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(one.path.name, "strong"))
        local = self._desk.clock.local(one.written)
        about = _("On %(name)s, written %(day)s at %(time)s, %(size)s KB") % {
            "name": source.name,
            "day": short_day(local.date(), year=True),
            "time": clock_time(local),
            "size": f"{-(-one.size // 1024):,}",
        }
        words.addWidget(PlainLabel(about, "second", colour="soft", wrap=True))
        row.addLayout(words, 1)
        if one.path.name[3:-4] in self._known:
            row.addWidget(Chip("green", "circle-check", _("Taken in before")))
        button = Button(_("Open"), size="small")
        button.setAccessibleName(_("Open %(name)s") % {"name": one.path.name})
        button.clicked.connect(lambda: self.wanted.emit(one.path))
        row.addWidget(button)
        return frame
