"""Handing over, coming in, going on, and the one way out."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget

from tests import vaults
from tests.unit.ui.kiosk.conftest import PIN, Room
from wagesdesk.clock import FixedClock
from wagesdesk.services import comfort, help_calls, history, pins
from wagesdesk.services.comfort import Comfort, Stopped
from wagesdesk.ui.kiosk import frame as frame_module
from wagesdesk.ui.kiosk import home as home_module
from wagesdesk.ui.kiosk.comfort import ComfortPage
from wagesdesk.ui.kiosk.cover import KioskCover, StaffPage
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.enter import NamesPage, PinPage
from wagesdesk.ui.kiosk.frame import Frame
from wagesdesk.ui.kiosk.page import KioskPage
from wagesdesk.ui.kiosk.pages import KIOSK_PAGES, KioskPageSpec
from wagesdesk.ui.kiosk.widgets import KioskWords
from wagesdesk.ui.kiosk.workspace import Workspace
from wagesdesk.ui.lock import LockPage
from wagesdesk.ui.window import Shell

WRITTEN: dict[str, str] = {}
PAGE = KioskPageSpec.page


class Writing(KioskPage):
    """A page with one box, whose words go to WRITTEN when it settles."""

    page_id: ClassVar[str] = "writing"
    about: ClassVar[str] = "plan"

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__(desk)
        self.box = KioskWords("My words")
        self.body.addWidget(self.box)
        self._at = ""

    @classmethod
    def place_words(cls, **where: str) -> str:
        return f"Place {where['at']}"

    def show_at(self, **where: str) -> None:
        self._at = where.get("at", "1")
        self.box.setPlainText(self.held() or WRITTEN.get(self._at, ""))

    @property
    def next_words(self) -> str:
        return "Next"

    def next(self) -> None:
        self.desk.go("writing", at="2")

    def typing_key(self) -> str:
        return f"writing.{self._at}"

    def typed(self) -> Any:
        said = self.box.toPlainText()
        return said if said != WRITTEN.get(self._at, "") else None

    def settle(self) -> None:
        WRITTEN[self._at] = self.box.toPlainText()
        self.drop_held()


@pytest.fixture
def _writing(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more page."""
    WRITTEN.clear()
    spec = KioskPageSpec("writing", "My writing", "Try it", "file-pen", "here:Writing")
    monkeypatch.setattr(KioskPageSpec, "page", lambda one: Writing if one is spec else PAGE(one))
    for module in (frame_module, home_module):
        monkeypatch.setattr(module, "KIOSK_PAGES", (*KIOSK_PAGES, spec))


def box(room: Room) -> KioskWords:
    page = room.frame.page
    assert isinstance(page, Writing)
    return page.box


def test_handing_over_leaves_nothing_of_the_shell(room: Room) -> None:
    room.hand_over()
    room.at(NamesPage)
    assert room.host.findChildren(Shell) == []
    assert room.host.findChildren(QAction) == []
    assert room.host.findChildren(QMenu) == []
    names = {one.accessibleName() for one in room.kiosk.findChildren(QWidget)}
    assert {"Asha", "Bronwen", "Chantelle"} <= names


def test_it_ends_with_the_passphrase_alone_and_the_shell_stands_where_it_was(room: Room) -> None:
    assert isinstance(room.host.front, Shell)
    room.host.front.go("participants")
    room.hand_over()
    room.host.close()
    assert room.host.isVisible()
    room.kiosk.front.staff.emit()  # type: ignore[union-attr]
    page = room.at(StaffPage)
    assert isinstance(page, StaffPage)
    page.edit.setText("not the passphrase at all")
    page.go.click()
    room.settle()
    room.at(StaffPage)
    page.edit.setText(vaults.PASSPHRASES["Rhian"])
    page.go.click()
    room.qtbot.waitUntil(lambda: isinstance(room.host.front, Shell))
    assert isinstance(room.host.front, Shell)
    assert room.host.front.where[0] == "participants"
    assert "QTableView" in room.host.styleSheet() + QApplication.instance().styleSheet()  # type: ignore[union-attr]


def test_guessing_the_passphrase_costs_a_growing_wait(room: Room) -> None:
    room.hand_over()
    room.kiosk.front.staff.emit()  # type: ignore[union-attr]
    page = room.at(StaffPage)
    assert isinstance(page, StaffPage)
    for _try in range(5):
        page.edit.setText("wrong")
        page.go.click()
        room.settle()
    page.edit.setText(vaults.PASSPHRASES["Rhian"])
    page.go.click()
    room.settle()
    room.at(StaffPage)
    clock = room.vault.clock
    assert isinstance(clock, FixedClock)
    clock.advance(minutes=1)
    page.edit.setText(vaults.PASSPHRASES["Rhian"])
    page.go.click()
    room.qtbot.waitUntil(lambda: isinstance(room.host.front, Shell))


def test_the_first_time_she_chooses_a_pin_twice_and_how_she_likes_her_pages(room: Room) -> None:
    room.hand_over()
    room.choose("Asha")
    for pin in ("12", "4444", PIN, "9017"):  # too short, too easy, then not the same
        room.type_pin(pin)
        room.at(PinPage)
    assert not pins.has_pin(room.vault, room.group.people[0])
    for pin in (PIN, PIN):
        room.type_pin(pin)
    page = room.at(ComfortPage)
    assert isinstance(page, ComfortPage)
    page.findChild(QWidget, "size 150").click()  # type: ignore[union-attr]
    page = room.at(ComfortPage)
    button = page.findChild(QWidget, "size 150")
    assert QApplication.focusWidget() is button
    assert isinstance(button, QPushButton)
    QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    room.at(ComfortPage).findChild(QWidget, "colour green").click()  # type: ignore[union-attr]
    room.at(ComfortPage).finished.emit()  # type: ignore[attr-defined]
    assert room.frame.where[0] == "home"
    assert comfort.likes(room.vault, room.group.people[0]) == Comfort(150, "green")
    room.kiosk.stop()
    room.choose("Asha")
    room.type_pin()
    assert room.frame.where[0] == "home"


def test_she_may_skip_and_is_not_asked_again(room: Room) -> None:
    room.hand_over()
    room.choose("Bronwen")
    for _twice in range(2):
        room.type_pin()
    room.at(ComfortPage).finished.emit()  # type: ignore[attr-defined]
    assert comfort.likes(room.vault, room.group.people[1]) == Comfort()


def test_a_wrong_pin_opens_nothing_and_another_woman_comes_in_with_her_own(room: Room) -> None:
    room.hand_over()
    for one in room.group.people:
        pins.choose(room.vault, one, PIN if one == room.group.people[0] else "907311")
    room.choose("Asha")
    room.type_pin("907311")
    room.at(PinPage)
    room.type_pin()
    assert room.kiosk.writer is not None
    assert room.kiosk.writer.name == "Asha"


@pytest.mark.usefixtures("_writing")
def test_what_is_typed_is_durable_soon_and_survives_size_colour_and_language(room: Room) -> None:
    room.hand_over()
    room.come_in().go("writing", at="1")
    box(room).setPlainText("I make cards")
    room.qtbot.waitUntil(room.frame.page.is_kept, timeout=4000)  # type: ignore[union-attr]
    assert WRITTEN == {}
    for name in ("size", "size", "colour"):
        box(room).insertPlainText("!")
        before = room.frame
        button = before.top.findChild(QWidget, name)
        button.click()  # type: ignore[union-attr]
        if name == "colour":
            before.colours.chosen.emit("rose")
        assert room.frame is not before
        assert box(room).toPlainText().count("!") + 12 == len(box(room).toPlainText())
    assert WRITTEN == {}
    assert comfort.likes(room.vault, room.group.people[0]) == Comfort(150, "rose")


@pytest.mark.usefixtures("_writing")
def test_ctrl_enter_is_next_and_leaving_settles(room: Room) -> None:
    room.hand_over()
    room.come_in().go("writing", at="1")
    box(room).setPlainText("I make cards")
    box(room).setFocus()
    QTest.keyClick(box(room), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert room.frame.where == ("writing", {"at": "2"})
    assert WRITTEN == {"1": "I make cards"}


@pytest.mark.usefixtures("_writing")
def test_she_carries_on_where_she_stopped(room: Room) -> None:
    room.hand_over()
    room.come_in().go("writing", at="2")
    box(room).setPlainText("My price")
    room.frame.top.findChild(QWidget, "stop").click()  # type: ignore[union-attr]
    room.at(NamesPage)
    assert WRITTEN["2"] == "My price"
    assert comfort.stopped(room.vault, room.group.people[0]) == Stopped("writing", {"at": "2"})
    room.come_in("Bronwen")
    assert "Place 2" not in {one.accessibleName() for one in room.frame.findChildren(QWidget)}
    room.kiosk.stop()
    room.come_in()
    words = {one.accessibleName() for one in room.frame.findChildren(QWidget)}
    assert "My writing: Place 2" in words
    carry_on = QApplication.focusWidget()
    assert isinstance(carry_on, QPushButton)
    assert carry_on.accessibleName() == "Carry on"
    carry_on.click()
    assert box(room).toPlainText() == "My price"
    room.frame.go("writing", at="3")
    room.frame.go("home")
    assert "My writing: Place 3" in {one.accessibleName() for one in room.frame.findChildren(QWidget)}


@pytest.mark.usefixtures("_writing")
def test_the_cover_hides_her_page_and_her_pin_brings_it_back_as_it_was(room: Room) -> None:
    room.hand_over()
    room.come_in().go("writing", at="1")
    box(room).setPlainText("Mine alone")
    QTest.keyClick(box(room), Qt.Key.Key_F12)
    cover = room.at(KioskCover)
    read = repr([one.accessibleName() for one in cover.findChildren(QWidget)])
    assert "Mine alone" not in read
    assert "Asha" not in read, "whoever walks past reads no name"
    cover.back.emit()  # type: ignore[attr-defined]
    assert "Asha" not in repr([one.accessibleName() for one in room.at(PinPage).findChildren(QWidget)])
    room.type_pin("0001")
    room.at(PinPage)
    room.type_pin()
    assert box(room).toPlainText() == "Mine alone"


@pytest.mark.usefixtures("_writing")
@pytest.mark.parametrize("covered", [False, True])
def test_who_forgot_her_pin_chooses_another_once_staff_gave_their_passphrase(room: Room, covered: bool) -> None:
    room.hand_over()
    asha = room.group.people[0]
    if covered:
        room.come_in().go("writing", at="1")
        box(room).setPlainText("Mine alone")
        room.kiosk.cover()
        room.at(KioskCover).back.emit()  # type: ignore[attr-defined]
    else:
        pins.choose(room.vault, asha, PIN)
        room.choose("Asha")
    for secret in ("not the passphrase at all", vaults.PASSPHRASES["Rhian"]):
        if isinstance(room.kiosk.front, PinPage):
            room.kiosk.front.forgot.emit()
        page = room.at(StaffPage)
        assert isinstance(page, StaffPage)
        page.edit.setText(secret)
        assert pins.has_pin(room.vault, asha)
        page.go.click()
        room.settle()
    room.at(PinPage)
    assert not pins.has_pin(room.vault, asha)
    assert {line.by for line in history.person_history(room.vault, asha) if line.type == "new_pin"} == {"Rhian"}
    for _twice in range(2):
        room.type_pin("907311")
    assert pins.try_pin(room.vault, asha, "907311").right
    if covered:
        assert box(room).toPlainText() == "Mine alone"
    else:
        room.at(ComfortPage)


def test_after_half_an_hour_everything_locks(room: Room) -> None:
    room.hand_over()
    room.come_in()
    room.kiosk.cover()
    room.at(KioskCover).locked.emit()  # type: ignore[attr-defined]
    room.qtbot.waitUntil(lambda: isinstance(room.host.front, LockPage))
    assert not room.vault.is_open


def test_the_hand_is_up_until_she_puts_it_down(room: Room) -> None:
    room.hand_over()
    frame = room.come_in()
    frame.footer.help.click()
    assert help_calls.is_up(room.vault, room.group.people[0])
    assert frame.footer.help.text() == "I have help now"
    frame.changed.emit(Comfort(125))
    assert room.frame.footer.help.text() == "I have help now"
    room.frame.footer.help.click()
    assert not help_calls.is_up(room.vault, room.group.people[0])
    assert room.frame.footer.help.text() == "I need help"


def test_stopping_clears_what_was_copied(room: Room) -> None:
    room.hand_over()
    room.come_in()
    QApplication.clipboard().setText("her words")
    room.kiosk.stop()
    assert QApplication.clipboard().text() == ""


def test_no_page_has_menus_or_lets_anything_be_dropped_and_every_control_has_a_name(room: Room) -> None:
    room.hand_over()
    frame = room.come_in()
    plan_id = room.begin_plan()
    wrong = []
    for spec in KIOSK_PAGES:
        frame.go(spec.id, plan=plan_id)
        for edit in (*frame.findChildren(QLineEdit), *frame.findChildren(QPlainTextEdit)):
            if edit.contextMenuPolicy() != Qt.ContextMenuPolicy.NoContextMenu or edit.acceptDrops():
                wrong.append(f"{spec.id}: {edit.accessibleName()} has a menu or takes what is dropped")
        wrong += [f"{spec.id}: a menu" for _menu in frame.findChildren(QMenu)]
        wrong += [
            f"{spec.id}: {type(one).__name__} has no name"
            for one in frame.findChildren(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and one.isVisible()
            and one.focusProxy() is None
            and not one.accessibleName()
        ]
    assert wrong == []


def test_a_bug_says_a_kind_sentence_and_shows_no_window(room: Room, expected_log: list[object]) -> None:
    from wagesdesk.ui import crash

    room.hand_over()
    frame = room.come_in()
    crash.handle(RuntimeError("boom"), room.host)
    assert "Please ask for help" in frame.notice.text()
    assert QApplication.activeModalWidget() is None
    assert len(expected_log) == 1
    assert isinstance(room.host.front, Workspace)
    assert isinstance(room.kiosk.front, Frame)
