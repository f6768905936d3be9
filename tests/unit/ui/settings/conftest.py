"""The settings page over real vaults, in a window of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.unit.ui.conftest import CHEAP
from wagesdesk.clock import FixedClock
from wagesdesk.models import slots
from wagesdesk.services import vault
from wagesdesk.settings import Settings, Value
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.settings.page import SettingsPage
from wagesdesk.ui.window import Shell

MARGED = "open the gate kindly"


class Device:
    """The settings of this machine, as the host keeps them."""

    def __init__(self) -> None:
        self.settings = Settings()

    def change(self, **fields: Value) -> None:
        self.settings = self.settings.changed(**fields)


@pytest.fixture
def device() -> Device:
    return Device()


Show = Callable[[Sitting], SettingsPage]


@pytest.fixture
def show(qtbot: QtBot, look: theme.Theme, clock: FixedClock, jobs: Jobs, device: Device) -> Iterator[Show]:
    """Shows the settings of a sitting in a window of its own."""

    def shown(sitting: Sitting) -> SettingsPage:
        shell = Shell(sitting, settings=lambda: device.settings, change_settings=device.change, clock=clock, jobs=jobs)
        qtbot.addWidget(shell)
        shell.resize(1366, 768)
        with qtbot.waitActive(shell):
            shell.show()
            shell.activateWindow()
        shell.go("settings")
        page = shell.page("settings")
        assert isinstance(page, SettingsPage)
        page.staff.cost = CHEAP
        return page

    yield shown
    jobs.drain()


@pytest.fixture
def page(show: Show, sitting: Sitting) -> SettingsPage:
    return show(sitting)


@pytest.fixture
def outside(tmp_path: Path, clock: FixedClock) -> Iterator[Sitting]:
    """An outside place, opened by Marged."""
    home = tmp_path / "outside"
    vault.create(
        home, label=slots.PlaceLabel("outside", "Ashmere Co-operative", practice=False), site_code="",
        staff=[vault.NewStaff("Marged", "support_worker", MARGED)], recovery_key=None, clock=clock, params=CHEAP,
        floor=CHEAP,
    )  # fmt: skip
    slot = vault.place(home).slots[0]
    opened = vault.unlock(home, slot_id=slot.id, secret=MARGED, clock=clock)
    yield Sitting(opened, slot.staff_id, slot.name, slot.role)
    opened.lock()
