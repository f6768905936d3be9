"""What is done before each picture."""

from __future__ import annotations

from pathlib import Path

from camera import Camera
from line import CHECKER, INSIDE, OUTSIDE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from wagesdesk.clock import FixedClock
from wagesdesk.services import attendance, cohort
from wagesdesk.services.practice import PASSPHRASES
from wagesdesk.ui.pages.attendance.register_view import RegisterView
from wagesdesk.ui.pages.inbox.page import InboxPage
from wagesdesk.ui.pages.lists.page import ListsPage
from wagesdesk.ui.pages.transfer.gate import GateStep
from wagesdesk.ui.pages.transfer.page import TransferPage
from wagesdesk.ui.setup.page import SetupPage
from wagesdesk.ui.window import Shell

ENTER = Qt.Key.Key_Return
OFFICE_LIST = """HMP Ashmere;;;;
Women for the enterprise programme, spring;;;;
;;;;
Prison no.;Name;Release date;Wing;Main language
A4821BD;"PRYCE, Mair";14/02/2027;B2-14;Cymraeg
a 4822 be;"LLOYD, Nia";TBC;B2-15;English
A482BC;"O'NEILL, Siobhán";31.12.26;C1-02;English
A4824CB;"VAN DER BERG, Di";9th January 2027;C1-03;
;"McDONALD, Fay";;C1-04;
A4821BD;"Pryce, Mair";;B2-14;
A4826CD;"AP RHYS, Elin";30/02/2027;B2-01;Cymraeg
A4827CE;"HUGHES, Gwenllian";5 Mar 27;B2-03;Cymraeg
Total;8;;;
"""


def first_run(camera: Camera, _home: Path, _clock: FixedClock) -> None:
    """From an empty machine to an open desk, every page of it."""
    page = camera.host.front
    assert isinstance(page, SetupPage)
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


def inside(camera: Camera, home: Path, clock: FixedClock) -> None:
    """The facilitator's day, in the practice vault."""
    camera.take("lock")
    camera.unlock(home, INSIDE, clock)
    camera.take("today")
    camera.go("workshops")
    camera.take("register")
    camera.focus(RegisterView)
    camera.key(Qt.Key.Key_F2)
    camera.take("register-reason")
    camera.key(Qt.Key.Key_Escape)
    camera.go("participants")
    camera.take("participants")
    camera.press("Add people")
    camera.type_in("Mair Pryce\nNia Lloyd B2345CD\nMair Pryce")
    camera.take("add-people")
    camera.key(Qt.Key.Key_Escape)
    _bring_in_a_list(camera, home.parent / "home" / "women for spring.csv")
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


def _bring_in_a_list(camera: Camera, file: Path) -> None:
    """A list as an office writes it, looked at and forgotten."""
    file.write_text(OFFICE_LIST, "cp1252")
    camera.go("list")
    page = camera.page("list")
    assert isinstance(page, ListsPage)
    page.read_file(file)
    camera.take("bring-in-a-list")
    page.forget()


def export(camera: Camera, home: Path, clock: FixedClock) -> None:
    """The five steps of an export, to a folder that stands for a stick."""
    camera.unlock(home, INSIDE, clock)
    camera.go("export")
    camera.take("export-recipient")
    camera.press("Next: people and consent")
    camera.take("export-people")
    camera.press("Prepare for the check")
    camera.take("export-gate-check")
    _pass_the_check(camera, home.parent)


def _pass_the_check(camera: Camera, out: Path) -> None:
    """Carys ticks the five lines, types her own passphrase and passes; then the bundle goes to a second stick."""
    gate = camera.host.findChild(GateStep)
    assert isinstance(gate, GateStep)
    for box in gate.findChildren(QCheckBox):
        if box.isVisible() and not box.isChecked():
            box.click()
    camera.settle()
    camera.choose("Your name", CHECKER)
    camera.write("Your own passphrase", PASSPHRASES[CHECKER])
    camera.take("export-gate-passed")
    camera.press("Pass the check")
    camera.wait_for(lambda: not gate.isVisible())
    page = camera.page("export")
    assert isinstance(page, TransferPage)
    (out / "home" / "safe").mkdir(parents=True, exist_ok=True)
    page.write.choose.choose_folder(out / "home" / "safe")
    camera.take("export-write")
    camera.press("Write")
    camera.wait_for(page.receipt.isVisible)
    camera.take("export-receipt")
    camera.press("Print the receipt")
    camera.take_dialog("print-preview")


def arrival(camera: Camera, home: Path, clock: FixedClock) -> None:
    """The bundle is looked at outside before it is taken in, and a stranger's file is refused."""
    camera.unlock(home, OUTSIDE, clock)
    camera.take("outside-inbox-empty")
    page = camera.page("inbox")
    assert isinstance(page, InboxPage)
    strange = home.parent / "home" / "wd-aaaaaaaa.age"
    strange.parent.mkdir(exist_ok=True)
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
    camera.go("today")
    camera.take("outside-today")
    camera.go("participants")
    camera.take("outside-participants")
    camera.go("workshops")
    camera.take("outside-register")
