"""The real window, handed over to a class of three; PINs that cost nothing to try."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.vaults import Group
from wagesdesk.models.vault import Vault
from wagesdesk.services import comfort, pins, plan
from wagesdesk.services.comfort import Comfort
from wagesdesk.services.writers import WriterRow
from wagesdesk.settings import Settings
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.host import Homes, Host
from wagesdesk.ui.kiosk.enter import NamesPage, PinPage
from wagesdesk.ui.kiosk.frame import Frame
from wagesdesk.ui.kiosk.workspace import Workspace
from wagesdesk.ui.window import Shell

PIN = "4812"


@dataclass
class Room:
    """A window, what is in its vault, and the hands of whoever stands before it."""

    qtbot: QtBot
    host: Host
    vault: Vault
    group: Group

    def hand_over(self) -> Workspace:
        assert isinstance(self.host.front, Shell)
        self.host.front.desk.actions["hand_over"].trigger()
        self.qtbot.waitUntil(lambda: isinstance(self.host.front, Workspace))
        return self.kiosk

    @property
    def kiosk(self) -> Workspace:
        assert isinstance(self.host.front, Workspace)
        return self.host.front

    def at(self, kind: type[QWidget]) -> QWidget:
        """What is shown, which must be of this kind."""
        shown = self.kiosk.front
        assert isinstance(shown, kind), f"{type(shown).__name__} is shown"
        return shown

    @property
    def frame(self) -> Frame:
        shown = self.at(Frame)
        assert isinstance(shown, Frame)
        return shown

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.host.jobs.idle)
        QApplication.processEvents()

    def choose(self, name: str) -> PinPage:
        """Press a name."""
        names = self.at(NamesPage)
        next(one for one in names.findChildren(QWidget) if one.accessibleName() == name).click()  # type: ignore[attr-defined]
        page = self.at(PinPage)
        assert isinstance(page, PinPage)
        return page

    def type_pin(self, pin: str = PIN) -> None:
        page = self.at(PinPage)
        assert isinstance(page, PinPage)
        page.edit.setText(pin)
        page.go.click()
        self.settle()

    def come_in(self, name: str = "Asha", likes: Comfort | None = None) -> Frame:
        """A woman who was here before comes in."""
        row = next(one for one in self.rows if one.name == name)
        if not pins.has_pin(self.vault, row.id):
            pins.choose(self.vault, row.id, PIN)
        comfort.set_likes(self.vault, row.id, person_id=row.id, comfort=likes or Comfort())
        self.choose(name)
        self.type_pin()
        return self.frame

    def begin_plan(self) -> str:
        """Asha begins a plan; its id."""
        asha = self.group.people[0]
        plan_id, _changes = plan.begin(self.vault, asha, person_id=asha, title="Cards", trade="craft")
        return plan_id

    @property
    def rows(self) -> tuple[WriterRow, ...]:
        names = dict(zip(("Asha", "Bronwen", "Chantelle"), self.group.people, strict=True))
        return tuple(WriterRow(one, name, "en") for name, one in names.items())


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "_MEMORY_KIB", 32)


@pytest.fixture
def make_room(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., Room]]:
    made: list[Room] = []

    def make(*, wide: int = 1366, high: int = 768) -> Room:
        home, group = vaults.group_template()
        vault = vaults.unlock(Path(shutil.copytree(home, tmp_path / "vault")), vaults.morning())
        host = Host(
            qapp, Homes(vault.home, vault.home), settings=Settings(full_screen=False),
            settings_file=tmp_path / "settings.toml", clock=vault.clock,
        )  # fmt: skip
        # The screen of a test has a size of its own.
        host.showFullScreen = lambda: host.resize(wide, high)  # type: ignore[method-assign]
        host.start()
        host.resize(wide, high)
        with qtbot.waitActive(host):
            host.show()
            host.activateWindow()
        host.front.unlocked.emit(Sitting(vault, vault.staff_id, "Rhian", "facilitator"))  # type: ignore[union-attr]
        made.append(Room(qtbot, host, vault, group))
        return made[-1]

    yield make
    for room in made:
        if isinstance(room.host.front, Workspace):
            room.host.front.ended.emit()
        room.host.close()
        room.host.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.setStyleSheet("")


@pytest.fixture
def room(make_room: Callable[..., Room]) -> Room:
    """The window with the shell of Rhian in it."""
    return make_room()
