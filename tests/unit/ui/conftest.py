"""A real vault with two members of staff, copied from a template, and the parts that a window needs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wagesdesk.clock import FixedClock
from wagesdesk.models import slots
from wagesdesk.models.secrets import new_recovery_key
from wagesdesk.services import vault
from wagesdesk.ui import choosers, theme
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.host import Host
from wagesdesk.ui.jobs import Jobs

RHIAN = "river button candle seven lamp"
CHEAP = slots.KdfParams(64, 1, 1)
MORNING = datetime(2026, 11, 3, 9, 27, tzinfo=UTC)


@pytest.fixture(autouse=True)
def two_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both languages are offered, so that every bar is measured with the button that chooses one."""
    monkeypatch.setattr(choosers, "languages", lambda **_for: tuple(choosers.LANGUAGES))


@pytest.fixture
def windows(qtbot: QtBot) -> Iterator[list[Host]]:
    """Whole windows, closed when the test is over."""
    made: list[Host] = []
    yield made
    for host in made:
        host.close()
        host.deleteLater()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MORNING)


@pytest.fixture(scope="session")
def recovery_key() -> str:
    return new_recovery_key()


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory, recovery_key: str) -> Path:
    folder = tmp_path_factory.mktemp("template") / "vault"
    staff = [
        vault.NewStaff("Rhian", "facilitator", RHIAN),
        vault.NewStaff("Carys", "checker", "marble otter violin eight stone"),
    ]
    vault.create(
        folder, label=slots.PlaceLabel("laptop", "HMP Ashmere", practice=False), site_code="", staff=staff,
        recovery_key=recovery_key, clock=FixedClock(MORNING), params=CHEAP, floor=CHEAP,
    )  # fmt: skip
    return folder


@pytest.fixture
def vault_home(_template: Path, tmp_path: Path) -> Path:
    """A locked vault: Rhian, facilitator (passphrase RHIAN), and Carys, checker."""
    return Path(shutil.copytree(_template, tmp_path / "vault"))


@pytest.fixture
def sitting(vault_home: Path, clock: FixedClock) -> Iterator[Sitting]:
    """The vault, opened by Rhian."""
    slot = vault.place(vault_home).slots[0]
    opened = vault.unlock(vault_home, slot_id=slot.id, secret=RHIAN, clock=clock)
    yield Sitting(opened, slot.staff_id, slot.name, slot.role)
    opened.lock()


@pytest.fixture
def bugs() -> list[Exception]:
    """What the crash path heard of."""
    return []


@pytest.fixture
def jobs(qapp: QApplication, bugs: list[Exception]) -> Iterator[Jobs]:
    worker = Jobs(bugs.append)
    yield worker
    worker.shutdown()


@pytest.fixture
def look(qapp: QApplication) -> Iterator[theme.Theme]:
    """The light theme at 100 %, applied."""
    light = theme.load("light", outside=False, factor=1.0)
    theme.apply(qapp, light)
    yield light
    # Closed windows are deleted only by a running loop; without this each test would style those of all before it.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.setStyleSheet("")
