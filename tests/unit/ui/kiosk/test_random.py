"""Whatever is pressed, on whatever page: still in the kiosk, on one person's data, without an exception.

5,000 keys and mouse events in `test`, 100,000 with `--deep`. They come in through the window of the system, as those of
a real keyboard and mouse do.
"""

from __future__ import annotations

import random
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests import vaults
from tests.unit.ui.kiosk.conftest import PIN, Room
from wagesdesk.services import pins, tries
from wagesdesk.ui.kiosk.comfort import ComfortPage
from wagesdesk.ui.kiosk.cover import KioskCover, StaffPage
from wagesdesk.ui.kiosk.enter import NamesPage, PinPage
from wagesdesk.ui.kiosk.frame import Frame
from wagesdesk.ui.kiosk.pages import KIOSK_PAGES
from wagesdesk.ui.kiosk.workspace import Workspace

BATCH: Final = 100
_PRESSED: Final = (QAbstractButton, QLineEdit, QPlainTextEdit)
_K, _M, _B = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton
PLAIN: Final = (
    _K.Key_Tab, _K.Key_Tab, _K.Key_Return, _K.Key_Space, _K.Key_Escape, _K.Key_Backspace, _K.Key_Delete, _K.Key_Up,
    _K.Key_Down, _K.Key_Left, _K.Key_Right, _K.Key_Home, _K.Key_End, _K.Key_PageUp, _K.Key_PageDown, _K.Key_Menu,
    *(Qt.Key(_K.Key_A + at) for at in range(26)), *(Qt.Key(_K.Key_0 + at) for at in range(10)),
    *(Qt.Key(_K.Key_F1 + at) for at in range(11)),
)  # fmt: skip
HELD: Final = (
    _M.ControlModifier,
    _M.AltModifier,
    _M.ShiftModifier,
    _M.ControlModifier | _M.ShiftModifier,
    _M.MetaModifier,
)


class Restless:
    """Presses things in a window, from one seed."""

    def __init__(self, room: Room, seed: int) -> None:
        self._room, self._random = room, random.Random(seed)  # noqa: S311 - a test that can be run again
        self._handle = room.host.windowHandle()

    def press(self) -> None:
        """One event."""
        if self._random.random() < 0.8:
            self._key()
        else:
            self._mouse()

    def _key(self) -> None:
        if self._random.random() < 0.004:
            QTest.keyClick(self._handle, _K.Key_F12)
            return
        held = self._random.choice(HELD) if self._random.random() < 0.3 else _M.NoModifier
        QTest.keyClick(self._handle, self._random.choice(PLAIN), held)

    def _mouse(self) -> None:
        window, chance = self._room.host, self._random
        where = QPoint(chance.randrange(window.width()), chance.randrange(window.height()))
        if chance.random() < 0.4 and (shown := self._pressable()):
            one = chance.choice(shown)
            where = one.mapTo(window, one.rect().center())
        button = _B.LeftButton if chance.random() < 0.8 else chance.choice((_B.RightButton, _B.MiddleButton))
        press = QTest.mouseDClick if chance.random() < 0.1 else QTest.mouseClick
        press(self._handle, button, _M.NoModifier, where)

    def _pressable(self) -> list[QWidget]:
        """What can be pressed; of the top bar, whose buttons make all anew, only seldom."""
        front = self._room.kiosk.front
        if front is None:
            return []
        shown: list[QWidget] = [
            one for one in front.findChildren(QWidget) if isinstance(one, _PRESSED) and self._in_sight(one)
        ]
        if isinstance(front, Frame) and self._random.random() < 0.97:
            shown = [one for one in shown if not front.top.isAncestorOf(one)]
        return shown

    def _in_sight(self, one: QWidget) -> bool:
        window = self._room.host
        return one.isVisible() and window.rect().contains(one.mapTo(window, one.rect().center()))


def come_back(room: Room) -> Frame:
    """Asha comes in again, from wherever it went."""
    for _step in range(8):
        room.settle()
        front = room.kiosk.front
        if isinstance(front, Frame):
            return front
        if isinstance(front, NamesPage):
            room.choose("Asha")
        elif isinstance(front, PinPage):
            if front.row.name == "Asha":
                tries.forget(room.vault, room.group.people[0])
                room.type_pin()
            else:
                front.left_it.emit()
        elif isinstance(front, KioskCover):
            front.back.emit()
        elif isinstance(front, StaffPage):
            front.left_it.emit()
        elif isinstance(front, ComfortPage):
            front.finished.emit()
    raise AssertionError(f"lost at {type(room.kiosk.front).__name__}")


def test_whatever_is_pressed_it_stays_a_kiosk_of_one_person(room: Room, deep: bool) -> None:
    events = 100_000 if deep else 5_000
    asha, *others = room.group.people
    for one in others:
        pins.choose(room.vault, one, "907311")
    plan_id = room.begin_plan()
    room.hand_over()
    room.come_in()
    before = len(vaults.entries(room.vault))
    hands = Restless(room, seed=20261122)
    for at in range(events // BATCH):
        spec = KIOSK_PAGES[at % len(KIOSK_PAGES)]
        come_back(room).go(spec.id, plan=plan_id)
        for _event in range(BATCH):
            hands.press()
            assert isinstance(room.host.front, Workspace), spec.id
        QApplication.processEvents()
        if at % 10 == 0:
            room.host.close()
        assert room.host.isVisible()
        assert room.kiosk.writer is None or room.kiosk.writer.id == asha
        others_shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not room.host]
        assert [f"{type(one).__name__} “{one.accessibleName()}”" for one in others_shown] == [], spec.id
    come_back(room)
    written = vaults.entries(room.vault)[before:]
    assert written, "nothing was ever written"
    assert {entry.header.actor for entry in written} == {asha}
    assert {subject for entry in written for subject in entry.header.subjects} == {asha}
    assert pins.try_pin(room.vault, asha, PIN).right
