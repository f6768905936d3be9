"""A machine whose clock is wrong, from unlock to unlock: the date is asked about, and no mark is lost."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.registers import EIGHTH, cell_of, opened
from tests.unit.ui.test_host import host, shell, unlock  # noqa: F401 - `host` is a fixture
from tests.unit.ui.test_lock import press, words
from tests.vaults import Group
from wagesdesk.clock import FixedClock
from wagesdesk.models.entry import natural_id
from wagesdesk.models.vault import Vault
from wagesdesk.services import history
from wagesdesk.ui.date_page import DatePage
from wagesdesk.ui.host import Host
from wagesdesk.ui.lock import LockPage
from wagesdesk.ui.pages.person.words import when
from wagesdesk.ui.window import Shell

RIGHT = vaults.MORNING + timedelta(days=1)
AHEAD = datetime(2036, 11, 3, 9, 27, tzinfo=UTC)
WRONG = {
    "thirty days back": vaults.MORNING - timedelta(days=30),
    "an empty battery": datetime(1970, 1, 2, 9, 27, tzinfo=UTC),
    "ten years ahead": AHEAD,
}


@pytest.fixture
def group(vault_home: Path) -> Group:
    """The locked vault of the window has a group in it, and marks of the right day."""
    template, of = vaults.group_template()
    shutil.rmtree(vault_home)
    shutil.copytree(template, vault_home)
    kept = vaults.unlock(vault_home, vaults.morning())
    vaults.mark(kept, of, 0, 6, "A")
    kept.lock()
    return of


def marked(host: Host, vault: Vault, group: Group, key: Qt.Key) -> str:  # noqa: F811
    """Mark the first woman for the eighth workshop by keyboard; the letter that is then on record."""
    view = opened(shell(host)).view
    view.stand(0, 8)
    QTest.keyClick(view, key)
    return cell_of(vault, group, 0).letter


def locked(qtbot: QtBot, host: Host) -> None:  # noqa: F811
    host.lock()
    qtbot.waitUntil(lambda: isinstance(host.front, LockPage))


def times(vault: Vault, group: Group) -> dict[str, str]:
    """When each mark of the eighth workshop was made, as her History says it, and what became of it."""
    lines = history.record_history(vault, natural_id("mark", group.enrolments[0], group.workshops[EIGHTH]))
    return {when(line, vault.clock.local(line.at)): line.state for line in lines if line.field == "says"}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_work_goes_on_with_a_wrong_date_and_the_mark_is_there_with_the_right_one(
    qtbot: QtBot, group: Group, host: Host, clock: FixedClock, wrong: datetime  # noqa: F811
) -> None:  # fmt: skip
    clock.set(wrong)
    vault = unlock(qtbot, host)
    assert isinstance(host.front, DatePage)
    press(host.front, "No, it is another day")
    press(host.front, "Go on with this date")
    assert marked(host, vault, group, Qt.Key.Key_P) == "P"
    assert "stamped as not sure" in words(host.front)
    locked(qtbot, host)
    clock.set(RIGHT)
    vault = unlock(qtbot, host)
    assert isinstance(host.front, Shell), "a right date is not asked about"
    assert cell_of(vault, group, 0).letter == "P"
    assert cell_of(vault, group, 0, 6).letter == "A"
    (doubtful,) = times(vault, group)
    assert doubtful.endswith("09:27, date not sure")
    assert marked(host, vault, group, Qt.Key.Key_L) == "L"
    assert times(vault, group) == {doubtful: "replaced", "Wed 4 Nov 2026, 09:27": "now"}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_date_that_was_set_right_is_confirmed_and_counts(
    qtbot: QtBot, group: Group, host: Host, clock: FixedClock, wrong: datetime  # noqa: F811
) -> None:  # fmt: skip
    clock.set(wrong)
    vault = unlock(qtbot, host)
    page = host.front
    assert isinstance(page, DatePage)
    press(page, "No, it is another day")
    clock.set(RIGHT)
    press(page, "I have set it, look again")
    assert "Is today Wednesday 4 November 2026?" in words(page)
    press(page, "Yes, the date is right")
    assert marked(host, vault, group, Qt.Key.Key_P) == "P"
    assert times(vault, group) == {"Wed 4 Nov 2026, 09:27": "now"}
    locked(qtbot, host)
    vault = unlock(qtbot, host)
    assert isinstance(host.front, Shell)
    assert cell_of(vault, group, 0).letter == "P"


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_wrong_date_confirmed_by_mistake_loses_nothing(
    qtbot: QtBot, group: Group, host: Host, clock: FixedClock, wrong: datetime  # noqa: F811
) -> None:  # fmt: skip
    clock.set(wrong)
    vault = unlock(qtbot, host)
    assert isinstance(host.front, DatePage)
    press(host.front, "Yes, the date is right")
    assert marked(host, vault, group, Qt.Key.Key_P) == "P"
    locked(qtbot, host)
    clock.set(RIGHT)
    vault = unlock(qtbot, host)
    if isinstance(host.front, DatePage):
        press(host.front, "Yes, the date is right")
    assert isinstance(host.front, Shell)
    assert cell_of(vault, group, 0).letter == "P"
    assert marked(host, vault, group, Qt.Key.Key_L) == "L"
    assert times(vault, group)["Wed 4 Nov 2026, 09:27"] == "now"
    locked(qtbot, host)
    vault = unlock(qtbot, host)
    assert isinstance(host.front, Shell)
    assert cell_of(vault, group, 0).letter == "L"
