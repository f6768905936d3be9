"""A whole plan by keyboard alone, from her own home page to the facilitator's hands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests import vaults
from tests.unit.ui.plan.conftest import Seat
from wagesdesk.services import plan


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def tab_to(name: str) -> None:
    """Tab until what begins with this name has the focus, then Space."""
    for _turn in range(80):
        if focused().accessibleName().startswith(name):
            QTest.keyClick(focused(), Qt.Key.Key_Space)
            QApplication.processEvents()
            return
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {name}, it is at {focused()} {focused().accessibleName()}")


def test_from_nothing_to_sent(seat: Seat) -> None:
    bronwen = seat.group.people[1]
    seat.group = type(seat.group)(seat.group.cohort_id, (bronwen, seat.asha), (), ())
    frame = seat.sit()
    frame.go("home")
    QApplication.processEvents()
    tab_to("My plan")
    seat.type("Double Sparkle")
    tab_to("Cleaning")
    seat.next()
    seat.next()
    (row,) = plan.plans(seat.vault, bronwen)
    for number, section in enumerate(plan.codes("alone")):
        if section == "me":
            tab_to("Pick a card")
            QTest.keyClick(focused(), Qt.Key.Key_Return)
        else:
            seat.type(f"My words {number}")
        seat.next()
    tab_to("Send to my facilitator")
    view = plan.plan(seat.vault, row.id)
    assert (view.row.title, view.row.trade, view.row.stage, view.row.done) == ("Double Sparkle", "cleaning", "sent", 11)
    assert {each.answers[0].state for each in view.sections} == {"drafted"}
    assert [each.answers[0].how for each in view.sections].count("card") == 1
    before = vaults.dump(seat.vault)
    assert vaults.rebuilt(seat.vault) == before
    assert plan.plan(seat.vault, row.id) == view
