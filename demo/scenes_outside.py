"""What is done before each picture: the place outside, which a bundle comes to."""

from __future__ import annotations

from pathlib import Path

from camera import Camera
from line import OUTSIDE

from wagesdesk.clock import FixedClock
from wagesdesk.services import attendance, cohort
from wagesdesk.ui.pages.inbox.page import InboxPage


def arrival(camera: Camera, home: Path, clock: FixedClock) -> None:
    """The bundle is looked at outside before it is taken in, and a stranger's file is refused."""
    camera.unlock(home, OUTSIDE, clock)
    camera.take("outside-inbox-empty")
    page = camera.page("inbox")
    assert isinstance(page, InboxPage)
    strange = home.parent / "wd-aaaaaaaa.age"
    strange.write_bytes(b"this is no bundle")
    page.read_file(strange)
    camera.take("outside-inbox-refused")
    page.read_file(next((home.parent / "stick").glob("wd-*.age")))
    camera.take("outside-inbox-preview")


def outside(camera: Camera, home: Path, clock: FixedClock) -> None:
    """The place outside, after the bundle was taken in."""
    camera.take("outside-lock")
    camera.unlock(home, OUTSIDE, clock)
    camera.take("outside-inbox")
    camera.go("export")
    camera.take("outside-write-back")
    camera.go("settle")
    camera.take("outside-settle")
    camera.go("today")
    camera.take("outside-today")
    camera.go("participants")
    camera.take("outside-participants")
    camera.go("workshops")
    camera.take("outside-register")
    cohort_id = cohort.cohorts(camera.vault)[0].id
    person_id = attendance.register(camera.vault, cohort_id, clock.today()).rows[0].person_id
    camera.go("person", person_id=person_id, cohort_id=cohort_id, tab="overview")
    camera.take("outside-person")
    camera.take_others()
