"""A woman who never saw it writes a plan and does a sum by keyboard alone; her facilitator has it to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.journeys.hands import Hands
from tests.unit.ui.kiosk.conftest import Room, _quick, make_room
from wagesdesk.export.reports.plain import write_plain
from wagesdesk.export.reports.plan import pack
from wagesdesk.export.reports.plan.document import plan_document
from wagesdesk.services import plan, plan_sums
from wagesdesk.ui.kiosk.enter import NamesPage, PinPage
from wagesdesk.ui.kiosk.frame import Frame
from wagesdesk.ui.kiosk.home import HomePage
from wagesdesk.ui.window import Shell

__all__ = ["_quick", "make_room"]
CTRL = Qt.KeyboardModifier.ControlModifier
_K = Qt.Key


class Woman:
    """She sees what is on the screen, and has a Tab key, an Enter key, and letters."""

    def __init__(self, qtbot: QtBot, room: Room, hands: Hands) -> None:
        self.qtbot, self.room, self.hands = qtbot, room, hands

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.room.host.jobs.idle, timeout=20_000)
        QApplication.processEvents()

    def find(self, *said: str) -> None:
        """Tab until what has the focus begins with one of these words, then Enter."""
        seen: list[str] = []
        for _turn in range(80):
            focused = QApplication.focusWidget()
            name = focused.accessibleName() if focused is not None else ""
            if name.startswith(said):
                self.hands.press(_K.Key_Return)
                self.settle()
                return
            seen.append(name)
            self.hands.press(_K.Key_Tab)
        pytest.fail(f"{said} is nowhere: {seen}")

    def write(self, text: str) -> None:
        """Letters where the focus is."""
        for letter in text:
            QApplication.processEvents()
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClicks(focused, letter)
            self.hands.keys += 1

    def go_on(self) -> None:
        self.hands.press(_K.Key_Return, held=CTRL)
        self.settle()

    @property
    def frame(self) -> Frame:
        return self.room.frame


@pytest.fixture
def woman(qtbot: QtBot, make_room: Callable[..., Room], qapp: QApplication) -> Iterator[Woman]:
    hands = Hands(qapp)
    yield Woman(qtbot, make_room(), hands)
    qapp.removeEventFilter(hands)
    hands.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_whole_plan_by_keyboard_from_what_is_on_the_screen(woman: Woman, tmp_path: Path) -> None:
    room, hands = woman.room, woman.hands
    hands.press(_K.Key_F9)
    woman.settle()
    room.at(NamesPage)
    woman.find("Asha")
    room.at(PinPage)
    for _twice in range(2):
        woman.write("4812")
        hands.press(_K.Key_Return)
        woman.settle()
    while not isinstance(room.kiosk.front, Frame):  # the choices of the first visit, as they are offered
        woman.find("Next", "That is right")
    assert isinstance(woman.frame.page, HomePage)
    woman.find("My plan")
    woman.write("Embellish")
    woman.find("Handmade cards")
    woman.go_on()
    asha = room.group.people[0]
    (row,) = plan.plans(room.vault, asha)
    assert (row.title, row.trade) == ("Embellish", "cards")
    woman.go_on()  # Carry on: the first question
    texts = {code: f"These are my words about {code}." for code in plan.codes("alone")}
    for code, text in tuple(texts.items()):
        assert woman.frame.page.typing_key().startswith(f"plan.{code} ")
        if code == "offer":
            woman.find("Pick a card")
            woman.find("It is made by hand.")
            texts[code] = "It is made by hand."
        else:
            woman.write(text)
        woman.go_on()
    shown = plan.plan(room.vault, row.id)
    assert {each.code: each.answers[0].text for each in shown.sections} == texts
    assert {each.answers[0].state for each in shown.sections} == {"drafted"}
    assert shown.section("offer").answers[0].how == "card"
    woman.find("Send to my facilitator")
    assert plan.plan(room.vault, row.id).row.stage == "sent"
    hands.press(_K.Key_Escape)
    while not isinstance(woman.frame.page, HomePage):
        woman.find("Back", "Home")
    woman.find("My sums")
    woman.go_on()  # the first sum
    woman.write("90")
    woman.go_on()
    sheets = plan_sums.read(room.vault, row.id)
    assert sheets.box("survival", "rent").pence == 9000
    woman.find("Stop for now")
    room.at(NamesPage)
    woman.find("For staff")
    woman.write(vaults.PASSPHRASES["Rhian"])
    hands.press(_K.Key_Return)
    woman.qtbot.waitUntil(lambda: isinstance(room.host.front, Shell), timeout=20_000)
    assert hands.clicks == 0
    printed = write_plain(plan_document(pack.read(room.vault, row.id), "standard", printed=vaults.TODAY))
    assert all(text in " ".join(printed.split()) for text in texts.values())
