"""What is done before each picture: from an empty machine to an open desk, and back to a backup."""

from __future__ import annotations

from pathlib import Path

from camera import Camera
from PySide6.QtCore import Qt

from wagesdesk.clock import FixedClock
from wagesdesk.models.slots import FLOOR
from wagesdesk.services import backup
from wagesdesk.ui.setup.page import SetupPage
from wagesdesk.ui.window import Shell

ENTER = Qt.Key.Key_Return


def first_run(camera: Camera, _home: Path, _clock: FixedClock) -> None:
    """The first run, every page while it is empty, the way back from a lost machine."""
    page = camera.host.front
    assert isinstance(page, SetupPage)
    page.params = FLOOR  # the real cost takes seconds, in each film
    camera.take("setup-welcome")
    camera.key(ENTER)
    camera.take("setup-machine")
    camera.key(ENTER)
    camera.type_in("styal")
    camera.take("setup-prison")
    camera.key(ENTER)
    camera.type_in("Rhian")
    camera.take("setup-you")
    camera.key(ENTER)
    camera.take("setup-passphrase")
    camera.key(ENTER)
    camera.type_in(page.draft.people[0].passphrase)
    camera.take("setup-type-it-back")
    camera.key(ENTER)
    camera.take("setup-second-person")
    camera.key(ENTER)
    camera.type_in("Carys")
    camera.key(ENTER)
    camera.key(ENTER)
    camera.type_in(page.draft.people[1].passphrase)
    camera.key(ENTER)
    camera.take("setup-recovery-key")
    camera.key(ENTER)
    camera.type_in(page.draft.recovery_key.split()[page.draft.asked - 1])
    camera.take("setup-recovery-group")
    camera.key(ENTER)
    camera.take("setup-finish")
    camera.key(ENTER)
    camera.wait_for(lambda: isinstance(camera.host.front, Shell))
    camera.take("first-desk")
    camera.go("cohort")
    camera.take("new-cohort")
    for page_id in ("today", "workshops", "participants", "list", "export", "inbox"):
        camera.go(page_id)
        camera.take(f"empty-{page_id}")
    backup.make(camera.vault)
    camera.key(Qt.Key.Key_F12)
    camera.press("Lock everything")
    camera.take("lock-real")
    camera.press("Bring records back")
    camera.take("restore")
