"""What is done before each picture."""

from __future__ import annotations

from pathlib import Path

from camera import Camera
from PySide6.QtCore import Qt

from wagesdesk.clock import FixedClock
from wagesdesk.services import attendance, cohort
from wagesdesk.ui.setup.page import SetupPage
from wagesdesk.ui.window import Shell

ENTER = Qt.Key.Key_Return


def first_run(camera: Camera, _home: Path, _clock: FixedClock) -> None:
    """From an empty machine to an open desk, every page of it."""
    page = camera.host.front
    assert isinstance(page, SetupPage)
    camera.take("setup-welcome")
    camera.key(ENTER)
    camera.take("setup-machine")
    camera.key(ENTER)
    camera.type("styal")
    camera.take("setup-prison")
    camera.key(ENTER)
    camera.type("Rhian")
    camera.take("setup-you")
    camera.key(ENTER)
    camera.take("setup-passphrase")
    camera.key(ENTER)
    camera.type(page.draft.people[0].passphrase)
    camera.take("setup-type-it-back")
    camera.key(ENTER)
    camera.take("setup-second-person")
    camera.key(ENTER)
    camera.type("Carys")
    camera.key(ENTER)
    camera.key(ENTER)
    camera.type(page.draft.people[1].passphrase)
    camera.key(ENTER)
    camera.take("setup-recovery-key")
    camera.key(ENTER)
    camera.type(page.draft.recovery_key.split()[page.draft.asked - 1])
    camera.take("setup-recovery-group")
    camera.key(ENTER)
    camera.take("setup-finish")
    camera.key(ENTER)
    camera.wait_for(lambda: isinstance(camera.host.front, Shell))
    camera.take("first-desk")
    camera.go("cohort")
    camera.take("new-cohort")


def inside(camera: Camera, home: Path, clock: FixedClock) -> None:
    """The facilitator's day, in the practice vault."""
    camera.take("lock")
    camera.unlock(home, "Rhian", clock)
    camera.take("today")
    camera.go("workshops")
    camera.take("register")
    camera.key(Qt.Key.Key_F2)
    camera.take("register-reason")
    camera.key(Qt.Key.Key_Escape)
    camera.go("participants")
    camera.take("participants")
    camera.go("participants", add="1")
    camera.type("Mair Pryce\nNia Lloyd B2345CD\nMair Pryce")
    camera.take("add-people")
    camera.key(Qt.Key.Key_Escape)
    opened = camera.vault
    cohort_id = cohort.cohorts(opened)[0].id
    asha = attendance.register(opened, cohort_id, clock.today()).rows[0].person_id
    for tab in ("overview", "attendance", "consent", "history"):
        camera.go("person", person_id=asha, cohort_id=cohort_id, tab=tab)
        camera.take(f"person-{tab}")
    for section in ("place", "staff", "keys", "machine", "backup", "about"):
        camera.go("settings", section=section)
        camera.take(f"settings-{section}")
    camera.key(Qt.Key.Key_F12)
    camera.take("cover")


def export(camera: Camera, home: Path, clock: FixedClock) -> None:
    """The five steps of an export, to a folder that stands for a stick."""
    camera.unlock(home, "Rhian", clock)
    camera.go("export")
    camera.take("export-recipient")
    camera.press("Go on")
    camera.take("export-people")
    camera.press("Prepare")
    camera.take("export-gate-check")


def outside(camera: Camera, home: Path, clock: FixedClock) -> None:
    """The place outside, after the bundle was taken in."""
    camera.take("outside-lock")
    camera.unlock(home, "Marged", clock)
    camera.go("inbox")
    camera.take("outside-inbox")
    camera.go("participants")
    camera.take("outside-participants")
    camera.go("workshops")
    camera.take("outside-register")
