"""Today: the run of the day by the clock, the register in small, what waits, and names kept from shoulders."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.shells import nameless, press, shell_over
from tests.vaults import LONDON, Group
from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, cohort, people
from wagesdesk.ui import theme
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.attendance.page import AttendancePage
from wagesdesk.ui.pages.today.page import TodayPage
from wagesdesk.ui.pages.today.rows import RowButton
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
CTRL = Qt.KeyboardModifier.ControlModifier
NAMES = (
    "Asha", "Bronwen", "Chantelle", "Dee", "Esther", "Farida", "Gwen", "Hollie", "Imani", "Jodie", "Kasia", "Lowri",
)  # fmt: skip
EIGHTH = 7


@pytest.fixture
def twelve(inside: Vault) -> Group:
    """All marked up to workshop 7; of the eighth three are open, one is at healthcare."""
    group = vaults.group(inside, NAMES)
    for workshop in group.workshops[:EIGHTH]:
        attendance.mark_rest_present(inside, inside.staff_id, cohort_id=group.cohort_id, workshop_id=workshop)
    for person in range(9):
        vaults.mark(inside, group, person, EIGHTH, "H" if person == 4 else "P")
    people.set_release_date(
        inside, inside.staff_id, person_id=group.people[1], day=date(2026, 12, 11), source="woman",
        noted_on=date(2026, 10, 1),
    )  # fmt: skip
    return group


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, jobs: Jobs, twelve: Group) -> Shell:
    return shell_over(qtbot, inside, jobs)


def opened(shell: Shell) -> TodayPage:
    shell.go("today")
    for _round in range(3):  # layouts inside layouts
        QApplication.processEvents()
    page = shell.page("today")
    assert isinstance(page, TodayPage)
    return page


def seen(page: TodayPage) -> list[str]:
    """The words of every label that is shown."""
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def test_the_day_says_what_is_now_and_who_is_here(shell: Shell) -> None:
    words = seen(opened(shell))
    for one in (
        "Tuesday 3 November", "Workshop 8 of 10:", "Working for yourself, not by yourself", "Now, 18 minutes left",
        "8 here, 1 excused, 3 not marked yet", "3 not marked", "08:50 to 15:50",
    ):  # fmt: skip
        assert one in words, one
    page = opened(shell)
    assert page.open.text() == "Finish the register"
    assert page.strip.accessibleName() == "7 workshops done, workshop 8 today, 2 to come"
    assert nameless(page) == []


def test_the_line_of_now_moves_on_with_the_minutes(shell: Shell, morning: FixedClock) -> None:
    page = opened(shell)
    assert page.minute.isActive()
    morning.advance(minutes=1)
    page.minute.timeout.emit()
    assert "Now, 17 minutes left" in seen(page)
    assert page.minute.isActive()
    morning.advance(minutes=17)
    page.minute.timeout.emit()
    assert "Now, 75 minutes left" in seen(page)
    shell.go("workshops")
    assert not page.minute.isActive()


def test_marks_show_at_once_when_one_comes_back(shell: Shell, inside: Vault, twelve: Group) -> None:
    page = opened(shell)
    press(Qt.Key.Key_F7)
    QApplication.processEvents()
    register = shell.page("workshops")
    assert isinstance(register, AttendancePage)
    assert register.view.currentIndex().row() == 9
    press(Qt.Key.Key_Return, modifier=CTRL)
    assert "All marked" in seen(opened(shell))
    assert page.open.text() == "Open the register"


def test_a_tile_opens_the_register_at_her_by_key_and_by_mouse(shell: Shell) -> None:
    page = opened(shell)
    tiles = page.register.tiles
    tiles.setFocus()
    tiles.setCurrentIndex(tiles.tiles.index(0))
    press(Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert tiles.currentIndex().row() == 7
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    register = shell.page("workshops")
    assert isinstance(register, AttendancePage)
    assert register.view.currentIndex().row() == 7
    opened(shell)
    QTest.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, pos=tiles.visualRect(tiles.tiles.index(4)).center())
    QApplication.processEvents()
    assert register.view.currentIndex().row() == 4
    role = Qt.ItemDataRole.AccessibleTextRole
    assert tiles.tiles.index(4).data(role) == "Esther, Healthcare"
    assert tiles.tiles.index(10).data(role) == "Kasia, not marked"


def test_the_tiles_keep_the_rules_of_qt(qtmodeltester: ModelTester, shell: Shell) -> None:
    tiles = opened(shell).register.tiles.tiles
    qtmodeltester.check(tiles)  # type: ignore[no-untyped-call]
    tiles.show(tiles.tiles[:5])
    qtmodeltester.check(tiles)  # type: ignore[no-untyped-call]


def test_in_workshop_time_going_home_is_a_count_until_one_key_opens_it(shell: Shell) -> None:
    page = opened(shell)
    assert "1 woman" in seen(page)
    assert "Fri 11 Dec" not in seen(page)
    press(Qt.Key.Key_H, modifier=CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert "Fri 11 Dec" in seen(page)
    assert "in 5 weeks" in seen(page)
    press(Qt.Key.Key_H, modifier=CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert "Fri 11 Dec" not in seen(page)
    press(Qt.Key.Key_H, modifier=CTRL | Qt.KeyboardModifier.ShiftModifier)
    shell.go("workshops")
    assert "Fri 11 Dec" not in seen(opened(shell)), "names are hidden again after leaving the page"


def test_out_of_workshop_time_the_names_stand_there_and_open_her_page(shell: Shell, morning: FixedClock) -> None:
    morning.set(datetime(2026, 11, 3, 17, 0, tzinfo=LONDON))
    page = opened(shell)
    assert "Fri 11 Dec" in seen(page)
    assert not shell.actions_of["today.going_home"].isEnabled()
    row = next(row for row in page.home.findChildren(RowButton))
    assert row.accessibleName() == "Bronwen, Friday 11 December, in 5 weeks"
    row.setFocus()
    press(Qt.Key.Key_Return)
    assert shell.where[0] == "person"


def test_a_day_without_a_workshop_names_the_next_one(shell: Shell, morning: FixedClock) -> None:
    morning.set(datetime(2026, 11, 4, 10, 0, tzinfo=LONDON))
    page = opened(shell)
    words = seen(page)
    assert "No workshop today. Next: Tuesday 10 November, workshop 9:" in words
    assert "My first 90 days" in words
    assert "The next register is that of Tuesday 10 November." in words
    assert "3 marks are missing in workshop 8" in words
    row = next(row for row in page.todo.findChildren(RowButton) if row.accessibleName().startswith("3 marks"))
    row.setFocus()
    press(Qt.Key.Key_Space)
    QApplication.processEvents()
    register = shell.page("workshops")
    assert isinstance(register, AttendancePage)
    assert (register.view.currentIndex().row(), register.view.currentIndex().column()) == (9, 8)


def test_after_the_last_workshop_the_page_is_kind(shell: Shell, morning: FixedClock) -> None:
    morning.set(datetime(2027, 1, 4, 10, 0, tzinfo=LONDON))
    words = seen(opened(shell))
    assert "No workshop today. All workshops of this cohort are done." in words
    assert "Every workshop has been held." in words


def test_no_cohort_and_nobody_in_it(qtbot: QtBot, inside: Vault, jobs: Jobs) -> None:
    shell = shell_over(qtbot, inside, jobs)
    page = opened(shell)
    assert "The day stands here once there is a cohort with its workshops." in seen(page)
    assert not page.open.isVisible()
    _id, changes = cohort.create_cohort(
        inside, inside.staff_id, title="Cohort 8", term="", programme_code="wages", start=date(2026, 11, 3), weekday=1,
        starts="08:50", ends="15:50",
    )  # fmt: skip
    shell.desk.bus.tell(changes)
    words = seen(page)
    assert "Workshop 1 of 10:" in words
    assert "Nobody is in this cohort on this day yet." in words


@pytest.mark.parametrize(("wide", "high", "percent"), [(1366, 768, 100), (1280, 720, 100), (1366, 768, 150)])
@pytest.mark.parametrize("more", [0, 28])
def test_nothing_is_cut(
    qtbot: QtBot, qapp: QApplication, inside: Vault, jobs: Jobs, twelve: Group, *, wide: int, high: int, percent: int,
    more: int,
) -> None:  # fmt: skip
    if more:
        names = "\n".join(f"Maximiliana-{chr(65 + one)} Surname" for one in range(more))
        people.add_by_names(
            inside, inside.staff_id, cohort_id=twelve.cohort_id, text=names, joined_on=date(2026, 9, 15)
        )
    theme.apply(qapp, theme.load("light", outside=False, factor=percent / 100))
    shell = shell_over(qtbot, inside, jobs, wide=wide, high=high)
    page = opened(shell)
    assert shell.width() == wide
    assert page.width() <= wide
    if percent == 100:
        sheet = page.parentWidget()
        assert sheet is not None
        assert page.height() <= sheet.height(), "the lists scroll, not the page"
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap() and not label.toolTip():
            assert label.width() >= label.sizeHint().width(), label.text()
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    tiles = page.register.tiles
    assert tiles.horizontalScrollBar().maximum() == 0
    assert tiles.verticalScrollBar().maximum() > 0 or not more or percent > 100
