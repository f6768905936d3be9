"""README: six terminals out, or in, within five minutes. Driven by keys alone in the real windows, on six real vaults.

The program's own time is measured here, as processor time; what hands and feet need is reckoned from the keys that were
pressed and from what was carried, by the model below.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.journeys.rounds import TWELVE, Prison, idea, names, prison, sits_at, write_idea
from tests.unit.ui.conftest import bugs, jobs, look
from tests.unit.ui.line import Stick
from tests.unit.ui.shells import press, settle, shell_over
from wagesdesk.models.vault import Vault
from wagesdesk.services import terminal as seats
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.terminal.page import TerminalPage
from wagesdesk.ui.pages.terminals.page import TerminalsPage
from wagesdesk.ui.panes import first_control
from wagesdesk.ui.window import Shell

__all__ = ["bugs", "jobs", "look"]

pytestmark = pytest.mark.usefixtures("look")

LIMIT = 300.0
KEY = 0.28
"""Seconds for one key: a person who is no typist (the keystroke-level model's average)."""
LOOK = 1.35
"""Seconds to look and decide before each press that means something (its mental operator)."""
CARRY = 15.0
"""Seconds from one machine to the next: eject, pull out, walk, put in, until it is seen."""
STRETCH = 1.0
"""Seconds for which an unlock is the machine's (Argon2id at full cost; here it is cheap)."""
PASSPHRASE = len(vaults.PASSPHRASES["Rhian"])


@dataclass
class Effort:
    """What the people did, and the processor time that the program took."""

    keys: int = 0
    decisions: int = 0
    carries: int = 0
    unlocks: int = 0
    machine: float = 0.0
    begun: float = field(default_factory=time.process_time)

    @property
    def seconds(self) -> float:
        by_hand = self.keys * KEY + self.decisions * LOOK + self.carries * CARRY
        return by_hand + self.unlocks * STRETCH + self.machine

    def press(self, *pressed: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        held = bin(modifier.value).count("1")
        self.keys += len(pressed) + held
        self.decisions += 1
        press(*pressed, modifier=modifier)

    def unlock(self) -> None:
        """Her passphrase and Enter; the window is opened by the test."""
        self.keys += PASSPHRASE + 1
        self.decisions += 1
        self.unlocks += 1


@pytest.fixture
def six(tmp_path: Path) -> Iterator[Prison]:
    with prison(tmp_path, 6, TWELVE) as made:
        yield made


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path)


def laptop_page(qtbot: QtBot, here: Prison, jobs: Jobs, stick: Stick) -> tuple[Shell, TerminalsPage]:
    shell = shell_over(qtbot, here.laptop, jobs)
    page = shell.page("terminals")
    assert isinstance(page, TerminalsPage)
    page.media_root = stick.root
    shell.go("today")
    settle(qtbot, jobs)
    somewhere = first_control(shell.page("today"))
    assert somewhere is not None
    somewhere.setFocus()
    return shell, page


def at_terminal(qtbot: QtBot, machine: Vault, jobs: Jobs, stick: Stick) -> tuple[Shell, TerminalPage]:
    """What stands there after the unlock: the page of the round is the first of a terminal."""
    shell = shell_over(qtbot, machine, jobs)
    page = shell.page(shell.first)
    assert isinstance(page, TerminalPage)
    page.media_root = stick.root
    shell.go(shell.first)
    settle(qtbot, jobs)
    return shell, page


def focused_on(words: str) -> Callable[[], bool]:
    return lambda: getattr(QApplication.focusWidget(), "text", lambda: "")() == words


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def out(qtbot: QtBot, here: Prison, jobs: Jobs, stick: Stick) -> Effort:
    """The morning: from Today at the unlocked laptop to twelve people at six terminals."""
    effort = Effort()
    shell, page = laptop_page(qtbot, here, jobs, stick)
    effort.press(Qt.Key.Key_5, modifier=CTRL)
    assert shell.where[0] == "terminals"
    qtbot.waitUntil(lambda: page.place.way is not None)
    page.table.setFocus()
    effort.press(Qt.Key.Key_Return, modifier=CTRL)
    qtbot.waitUntil(focused_on("Write"))
    effort.press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert page.told.text().startswith("6 parts are on it, for 12 people.")
    for machine in here.terminals:
        effort.carries += 1
        effort.unlock()
        window, there = at_terminal(qtbot, machine, jobs, stick)
        qtbot.waitUntil(focused_on("Take in"))
        effort.press(Qt.Key.Key_Return)
        settle(qtbot, jobs)
        assert there.told.text().startswith("2 people can write here now.")
        window.close()
    shell.close()
    effort.machine = time.process_time() - effort.begun
    return effort


def back(qtbot: QtBot, here: Prison, jobs: Jobs, stick: Stick) -> Effort:
    """The afternoon: from six terminals that stand open to everything at the laptop, and nothing anywhere else."""
    effort = Effort()
    for machine in here.terminals:
        window, there = at_terminal(qtbot, machine, jobs, stick)
        qtbot.waitUntil(lambda there=there: there.give_button.isEnabled())  # type: ignore[misc]
        there.give_button.setFocus()
        effort.press(Qt.Key.Key_Return, modifier=CTRL | SHIFT)
        qtbot.waitUntil(lambda there=there: there.asking.isVisible())  # type: ignore[misc]
        effort.press(Qt.Key.Key_Return)
        settle(qtbot, jobs)
        assert "This terminal is wiped" in there.told.text()
        effort.carries += 1
        window.close()
    effort.unlock()
    shell, page = laptop_page(qtbot, here, jobs, stick)
    effort.press(Qt.Key.Key_5, modifier=CTRL)
    qtbot.waitUntil(lambda: page.place.way is not None)
    page.table.setFocus()
    effort.press(Qt.Key.Key_Return, modifier=CTRL | SHIFT)
    settle(qtbot, jobs)
    assert page.told.text().startswith("6 terminals were taken in.")
    shell.close()
    effort.machine = time.process_time() - effort.begun
    return effort


def test_six_terminals_out_and_in_within_five_minutes_each(qtbot: QtBot, six: Prison, jobs: Jobs, stick: Stick) -> None:
    went = out(qtbot, six, jobs, stick)
    people = six.group.people
    for machine in six.terminals:
        for person in people:
            if sits_at(machine, person):
                write_idea(machine, person, f"Idea {person[:6]}")
    came = back(qtbot, six, jobs, stick)
    assert [idea(six.laptop, one) for one in people] == [f"Idea {one[:6]}" for one in people]
    assert seats.out_now(six.laptop) == ()
    assert [names(one) for one in six.terminals] == [set()] * 6
    assert (went.decisions, went.carries) == (3 + 6 * 2, 6)
    assert (came.decisions, came.carries) == (6 * 2 + 3, 6)
    assert went.keys < 260
    assert came.keys < 80
    assert went.machine < 30
    assert came.machine < 30
    assert went.seconds < LIMIT
    assert came.seconds < LIMIT
