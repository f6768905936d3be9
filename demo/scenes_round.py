"""What is done before each picture: a round of the terminals, and what waits to be settled afterwards."""

from __future__ import annotations

from pathlib import Path

import line
from camera import Camera
from line import INSIDE
from PySide6.QtCore import Qt

from wagesdesk.clock import FixedClock
from wagesdesk.ui.pages.terminal.page import TerminalPage
from wagesdesk.ui.pages.terminals.page import TerminalsPage

ENTER = Qt.Key.Key_Return


def out(camera: Camera, home: Path, clock: FixedClock) -> None:
    """Seats for the class, one on paper, and the class out to a folder that stands for a stick."""
    camera.unlock(home, INSIDE, clock)
    page = _laptop(camera, home)
    camera.take("terminals")
    page.table.setFocus()
    page.table.selectRow(2)
    camera.key(Qt.Key.Key_0)
    camera.take("terminals-a-seat")
    camera.press("Check out all")
    camera.take("terminals-asked")
    camera.key(ENTER)
    camera.wait_for(page.told.isVisible)
    camera.take("terminals-out")
    camera.press("What is out at terminal 1 is lost")
    camera.take("terminals-lost-asked")


def at_the_terminal(camera: Camera, home: Path, clock: FixedClock) -> None:
    """The part of this terminal in, who is here, and back with a wipe."""
    camera.take("terminal-lock")
    camera.unlock(home, INSIDE, clock)
    camera.go("terminal")
    page = camera.page("terminal")
    assert isinstance(page, TerminalPage)
    page.place.use_folder(_stick(home))
    camera.wait_for(page.take_button.isEnabled)
    camera.take("terminal-before")
    page.take_button.click()  # the line of the sidebar begins with the same words
    camera.wait_for(page.told.isVisible)
    camera.take("terminal-after")
    camera.take_others()
    camera.go("terminal")
    page.ask_back()
    camera.wait_for(page.asking.isVisible)
    camera.take("terminal-give-back-asked")
    camera.key(ENTER)
    camera.wait_for(page.told.isVisible)
    camera.take("terminal-wiped")


def back(camera: Camera, home: Path, clock: FixedClock) -> None:
    """One pass over what came back: one terminal is here, the other is not."""
    camera.unlock(home, INSIDE, clock)
    page = _laptop(camera, home)
    camera.press("Collect all")
    camera.wait_for(page.told.isVisible)
    camera.take("terminals-collected")


def to_settle(camera: Camera, home: Path, clock: FixedClock) -> None:
    """What is held back, and who may have been entered twice."""
    opened = line.unlock(home, INSIDE, clock)
    line.leave_to_settle(opened, home.parent / "second")
    opened.lock()
    camera.unlock(home, INSIDE, clock)
    for tab in ("held", "same"):
        camera.go("settle", tab=tab)
        camera.take(f"settle-{tab}")


def _laptop(camera: Camera, home: Path) -> TerminalsPage:
    camera.go("terminals")
    page = camera.page("terminals")
    assert isinstance(page, TerminalsPage)
    page.place.use_folder(_stick(home))
    camera.wait_for(page.collect_button.isEnabled)
    return page


def _stick(home: Path) -> Path:
    folder = home.parent / "KINGSTON"
    folder.mkdir(exist_ok=True)
    return folder
