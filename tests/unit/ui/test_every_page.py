"""What holds on every page of every place: one window, the focus in it, every control with a name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from wagesdesk.clock import FixedClock
from wagesdesk.models.slots import KdfParams
from wagesdesk.services import attendance, cohort, practice, vault
from wagesdesk.settings import Settings
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.host import Homes, Host
from wagesdesk.ui.pages import PAGES
from wagesdesk.ui.window import Shell

CLOCK = FixedClock(datetime(2026, 11, 3, 9, 27, tzinfo=UTC))
CHEAP = KdfParams(64, 1, 1)


class Windows(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("practice") / "vault"
    practice.create_practice(folder, today=CLOCK.today(), params=CHEAP, floor=CHEAP)
    return folder


@pytest.fixture
def host(qtbot: QtBot, qapp: QApplication, home: Path, tmp_path: Path) -> Iterator[Host]:
    made = Host(qapp, Homes(home, home), settings=Settings(), settings_file=tmp_path / "settings.toml", clock=CLOCK)
    qtbot.addWidget(made)
    made.start()
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def unlock(host: Host, home: Path) -> Shell:
    slot = vault.place(home).slots[0]
    opened = vault.unlock(home, slot_id=slot.id, secret=practice.PASSPHRASES[slot.name], clock=CLOCK)
    host.front.unlocked.emit(Sitting(opened, slot.staff_id, slot.name, slot.role))  # type: ignore[union-attr]
    assert isinstance(host.front, Shell)
    return host.front


def nameless(page: QWidget) -> list[str]:
    """Controls in sight that a screen reader could not name."""
    return [
        f"{type(one).__name__} {one.objectName()}"
        for one in page.findChildren(QWidget)
        if one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and not one.accessibleName()
        and not one.objectName().startswith("qt_")
    ]


def test_no_page_opens_a_window_of_its_own_or_takes_the_focus_away(
    qtbot: QtBot, qapp: QApplication, host: Host, home: Path
) -> None:
    watch = Windows()
    qapp.installEventFilter(watch)
    shell = unlock(host, home)
    row = cohort.cohorts(shell.desk.vault)[0]
    asha = attendance.register(shell.desk.vault, row.id, CLOCK.today()).rows[0].person_id
    for spec in PAGES:
        if shell.desk.place.kind in spec.places:
            shell.go(spec.id, **({"person_id": asha} if spec.id == "person" else {}))
            qtbot.waitUntil(lambda: host.jobs.idle)
            QApplication.processEvents()
            page = shell.page(spec.id)
            assert page.isVisible(), spec.id
            assert nameless(page) == [], spec.id
    QTest.qWait(20)
    qapp.removeEventFilter(watch)
    assert watch.shown == []
    assert host.isActiveWindow()
