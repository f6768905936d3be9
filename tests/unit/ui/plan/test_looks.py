"""Every page of the plan: reached by Tab alone, named for a screen reader, and never wider than the smallest screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.unit.ui.plan.conftest import Seat
from wagesdesk.services import findings, plan_comments
from wagesdesk.services.plan_comments import Tied
from wagesdesk.ui.kiosk.page import KioskPage

SMALLEST = 1280
PAGES = {
    "boxes": ("plan", {}), "ideas": ("plan", {"at": "ideas"}), "begin": ("plan", {"at": "begin"}),
    "question": ("question", {"section": "customers"}), "rules": ("rules", {}), "rule": ("rules", {"step": "bank"}),
    "find": ("find", {}), "comments": ("comments", {}), "fit": ("fit", {}), "steps": ("steps", {}),
}  # fmt: skip


def fill(seat: Seat) -> None:
    """Something of everything."""
    seat.write("first_days", "Week 1: See the bank (my sister)\nMake ten cards")
    findings.add(seat.vault, seat.asha, plan_id=seat.plan_id, person_id=seat.asha, text="A stall?", of="guest")
    plan_comments.add(
        seat.vault, seat.vault.staff_id, plan_id=seat.plan_id, person_id=seat.asha, at=Tied("customers"),
        text="Who else?", kind="ask",
    )  # fmt: skip
    plan_comments.send_all(seat.vault, seat.vault.staff_id, plan_id=seat.plan_id)


def where(name: str, seat: Seat) -> tuple[str, dict[str, str]]:
    page_id, place = PAGES[name]
    return page_id, {"plan": seat.plan_id, **place}


def stops(page: KioskPage) -> set[QWidget]:
    """What can be used on the page as it is shown."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit)
    return {one for kind in kinds for one in page.findChildren(kind) if one.isVisible() and one.isEnabled()}


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_everything_and_all_has_a_name(seat: Seat, name: str) -> None:
    fill(seat)
    page_id, place = where(name, seat)
    page = seat.go(KioskPage, page_id, **place)
    wanted = stops(page)
    assert wanted
    assert [type(one).__name__ for one in wanted if not one.accessibleName().strip()] == []
    assert QApplication.focusWidget() is not None
    seen: set[QWidget] = set()
    for _turn in range(4 * len(wanted) + 40):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert {one.accessibleName() for one in wanted - seen} == set()


@pytest.mark.parametrize(("size", "colour"), [(100, "white"), (125, "green"), (150, "rose")])
def test_no_page_is_wider_than_the_smallest_screen(seat: Seat, size: int, colour: str) -> None:
    fill(seat)
    seat.sit(size=size, colour=colour)
    wide = {}
    for name in PAGES:
        page_id, place = where(name, seat)
        page = seat.go(KioskPage, page_id, **place)
        wide[name] = page.minimumSizeHint().width()
        cut = [
            one.accessibleName() for one in page.findChildren(QAbstractButton)
            if one.isVisible() and one.width() < one.minimumSizeHint().width()
        ]  # fmt: skip
        assert cut == [], name
    assert {name for name, pixels in wide.items() if pixels > SMALLEST - 24} == set()
