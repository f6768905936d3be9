"""What is done before each picture: the screen handed over to the participants, and taken back."""

from __future__ import annotations

from pathlib import Path

import line
from camera import Camera
from line import INSIDE
from PySide6.QtCore import Qt

from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import cohort, comfort, pins
from wagesdesk.services.comfort import Comfort
from wagesdesk.services.practice import PASSPHRASES
from wagesdesk.services.writers import writers
from wagesdesk.ui.kiosk.comfort import ComfortPage
from wagesdesk.ui.kiosk.cover import StaffPage
from wagesdesk.ui.kiosk.enter import PinPage
from wagesdesk.ui.kiosk.frame import Frame
from wagesdesk.ui.kiosk.workspace import Workspace
from wagesdesk.ui.window import Shell

PIN = "4812"


def kiosk(camera: Camera, home: Path, clock: FixedClock) -> None:
    """Names, a new PIN, the comfort choices, home, a raised hand, the cover, and the one way out."""
    opened = line.unlock(home, INSIDE, clock)
    pins.choose(opened, _bronwen(opened), PIN)
    comfort.set_likes(opened, opened.staff_id, person_id=_bronwen(opened), comfort=Comfort(125, "blue"))
    opened.lock()
    camera.unlock(home, INSIDE, clock)
    camera.key(Qt.Key.Key_F9)
    camera.wait_for(lambda: isinstance(camera.host.front, Workspace))
    camera.same_size()
    camera.take("kiosk-names")
    space = camera.host.front
    assert isinstance(space, Workspace)
    camera.press("Asha")
    camera.take("kiosk-new-pin")
    for _twice in range(2):
        _type(camera, space, PIN)
    camera.wait_for(lambda: isinstance(space.front, ComfortPage))
    camera.take("kiosk-comfort")
    camera.press("Skip this")
    camera.take("kiosk-home")
    camera.press("I need help")
    camera.take("kiosk-hand")
    camera.press("I have help now")
    camera.key(Qt.Key.Key_F12)
    camera.take("kiosk-cover")
    camera.press("I am somebody else")
    camera.press("Bronwen")
    _type(camera, space, PIN)
    camera.wait_for(lambda: isinstance(space.front, Frame))
    camera.take("kiosk-home-blue")
    camera.press("Stopio am y tro")  # her pages speak Welsh
    camera.press("For staff")
    page = space.front
    assert isinstance(page, StaffPage)
    page.edit.setText(PASSPHRASES[INSIDE])
    camera.take("kiosk-staff")
    page.go.click()
    camera.wait_for(lambda: isinstance(camera.host.front, Shell))
    camera.same_size()


def _bronwen(opened: Vault) -> str:
    cohort_id = cohort.titles(opened)[0].id
    rows = writers(opened, cohort_id, opened.clock.today())
    return next(one.id for one in rows if one.name == "Bronwen")


def _type(camera: Camera, space: Workspace, pin: str) -> None:
    page = space.front
    assert isinstance(page, PinPage)
    page.edit.setText(pin)
    page.go.click()
    camera.settle()
