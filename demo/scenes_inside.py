"""What is done before each picture: a day inside the prison, in the practice vault."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import line
from camera import Camera
from line import CHECKER, INSIDE
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QScrollArea, QWidget

from wagesdesk.clock import FixedClock
from wagesdesk.errors import DiskFull
from wagesdesk.services import attendance, cohort
from wagesdesk.services.practice import PASSPHRASES
from wagesdesk.ui.pages.lists.page import ListsPage
from wagesdesk.ui.pages.plans.draft import Chosen
from wagesdesk.ui.pages.plans.page import PlansPage
from wagesdesk.ui.pages.settings.page import SettingsPage
from wagesdesk.ui.pages.transfer.gate import GateStep
from wagesdesk.ui.pages.transfer.page import TransferPage

ASHA_SAYS = "I have not put my time in."
CTRL = Qt.KeyboardModifier.ControlModifier
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
NOT_YET_MARKED = ("Jodie", "Kasia", "Lowri")


def doors(camera: Camera, home: Path, clock: FixedClock) -> None:
    """Where no record is seen: locked, a machine whose date jumped, covered."""
    camera.take("lock")
    now = clock.now()
    clock.set(now - timedelta(days=30))
    camera.unlock(home, INSIDE, clock)
    camera.take("date")
    camera.press("No, it is another day")
    camera.take("date-wrong")
    camera.press("Go on with this date")
    camera.take("date-doubtful")
    clock.set(now)
    camera.key(Qt.Key.Key_F12)
    camera.take("cover")


def sitting(camera: Camera, home: Path, clock: FixedClock) -> None:
    """One unlock, and every page in it; what leaves a word over the page comes last."""
    register = _unmark(home, clock)
    camera.unlock(home, INSIDE, clock)
    camera.take("today")
    for page_id, name in (("workshops", "register"), ("cohort", "new-cohort"), ("inbox", "inbox")):
        camera.go(page_id)
        camera.take(name)
    _people(camera, home, clock)
    _settings(camera)
    _export(camera, home)
    camera.take_others()
    camera.go("today")
    _above(camera)
    _marking(camera, register)


def _marking(camera: Camera, register: attendance.Register) -> None:
    """A mark and its undo, the reason of one, another day for a workshop."""
    camera.go("workshops")
    camera.key(Qt.Key.Key_P)
    camera.take("undo")
    late = next(row for row in register.rows if row.name == "Hollie")
    camera.go("workshops", person_id=late.person_id, number="8")
    camera.key(Qt.Key.Key_F2)
    camera.take("register-reason")
    camera.key(Qt.Key.Key_Escape)
    camera.go("workshops", person_id=late.person_id, number="9")
    camera.press("Change the dates")
    camera.take("dates")
    camera.press("Move to another day")
    camera.take("dates-move")


def _above(camera: Camera) -> None:
    """What comes over any page: the finder, help, a problem."""
    camera.key(Qt.Key.Key_K, CTRL)
    camera.type_in("as")
    camera.take("finder")
    camera.key(Qt.Key.Key_Escape)
    camera.key(Qt.Key.Key_F1)
    camera.take("help")
    camera.key(Qt.Key.Key_Escape)
    camera.fail(DiskFull())
    camera.take("error")
    camera.press("Close")


def _unmark(home: Path, clock: FixedClock) -> attendance.Register:
    """Let three women be unmarked today, as on a morning that has begun; the register as it is then."""
    opened = line.unlock(home, INSIDE, clock)
    cohort_id = cohort.cohorts(opened)[0].id
    register = attendance.register(opened, cohort_id, clock.today())
    for row in register.rows:
        if row.name in NOT_YET_MARKED:
            today = register.columns[register.current or 0]
            attendance.clear(opened, opened.staff_id, enrolment_id=row.enrolment_id, workshop_id=today.workshop_id)
    opened.lock()
    return register


def _people(camera: Camera, home: Path, clock: FixedClock) -> None:
    """Who takes part: the list of all, those who are new, a list of the office, one woman."""
    camera.go("participants")
    camera.take("participants")
    camera.press("Add people")
    camera.type_in("Mair Pryce\nNia Lloyd B2345CD\nMair Pryce")
    camera.take("add-people")
    camera.key(Qt.Key.Key_Escape)
    _bring_in_a_list(camera, home.parent / "women for spring.csv")
    opened = camera.vault
    cohort_id = cohort.cohorts(opened)[0].id
    asha = attendance.register(opened, cohort_id, clock.today()).rows[0].person_id
    for tab in ("overview", "attendance", "consent", "history"):
        camera.go("person", person_id=asha, cohort_id=cohort_id, tab=tab)
        camera.take(f"person-{tab}")
    camera.go("erase", person_id=asha)
    camera.take("erase-asked")
    _plans(camera, asha)


def _plans(camera: Camera, asha: str) -> None:
    """A plan that was sent: read, what changed, a comment being written, two versions; what to find out, and prices."""
    camera.go("plans", person_id=asha)
    page = camera.page("plans")
    assert isinstance(page, PlansPage)
    camera.take("plans")
    page.review.turn_changed()
    camera.take("plans-changed")
    page.review.turn_changed()
    text = next(one.shown for one in page.review.draft.texts if ASHA_SAYS in one.shown)
    page.review.draft.select(Chosen("money", asha, ASHA_SAYS, text.index(ASHA_SAYS)))
    camera.key(Qt.Key.Key_C)
    camera.type_in("How long does one card take you?")
    camera.take("plans-comment")
    camera.press("Undo")
    page.review.open_form("earlier", "summary", asha)
    camera.take("plans-versions")
    camera.press("Close")
    next(one for one in page.prints.menu.actions() if one.text().startswith("A sheet for a")).trigger()
    camera.take("plans-translator")
    camera.press("Close")
    for tab in ("sums", "find_out", "facts"):
        camera.go("plans", tab=tab)
        camera.take(f"plans-{tab.replace('_', '-')}")
        if tab == "sums":
            _show(page.sums.cash_tables[0])
            camera.take("plans-twelve-months")
    page.price(None)
    camera.write("What", "A table at the Saturday market")
    camera.write("Price in pounds", "12")
    camera.press("Save")
    camera.go("plans", tab="prices")
    camera.take("plans-prices")
    camera.go("plans", tab="words")


def _show(part: QWidget) -> None:
    """Scroll everything that holds a part, so that it stands near the top."""
    holder = part.parentWidget()
    while holder is not None:
        inside = holder.widget() if isinstance(holder, QScrollArea) else None
        if isinstance(holder, QScrollArea) and inside is not None:
            top = part.mapTo(inside, QPoint(0, 0)).y()
            holder.verticalScrollBar().setValue(top - 80)
        holder = holder.parentWidget()


def _settings(camera: Camera) -> None:
    """Every section of the settings."""
    page = camera.page("settings")
    assert isinstance(page, SettingsPage)
    for section in page.sections:
        camera.go("settings", section=section)
        camera.take(f"settings-{section}")


def _bring_in_a_list(camera: Camera, file: Path) -> None:
    """A list as an office writes it, looked at and forgotten."""
    file.write_text(OFFICE_LIST, "cp1252")
    camera.go("list")
    page = camera.page("list")
    assert isinstance(page, ListsPage)
    page.read_file(file)
    camera.take("bring-in-a-list")
    page.forget()


def _export(camera: Camera, home: Path) -> None:
    """The five steps of an export, to a folder that stands for a stick."""
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
    (out / "safe").mkdir()
    page.write.choose.choose_folder(out / "safe")
    camera.take("export-write")
    camera.press("Write")
    camera.wait_for(page.receipt.isVisible)
    camera.take("export-receipt")
    camera.press("Print the receipt")
    camera.take_dialog("print-preview")
