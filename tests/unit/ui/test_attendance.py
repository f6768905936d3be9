"""The register: keys, marks, undo, who may not be marked, and what a screen reader says."""

from __future__ import annotations

from datetime import date
from statistics import median
from time import process_time

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.registers import EIGHTH, NAMES, cell_of, letters, opened, panel, place, said
from tests.unit.ui.shells import nameless, press, settle, shell_over, toast
from tests.vaults import TODAY, Group
from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, cohort, history, people
from wagesdesk.ui import theme
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.attendance.legend import Legend, LegendItem
from wagesdesk.ui.pages.attendance.page import AttendancePage
from wagesdesk.ui.print_preview import Preview
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def twelve(inside: Vault) -> Group:
    return vaults.group(inside, NAMES)


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, jobs: Jobs, twelve: Group) -> Shell:
    return shell_over(qtbot, inside, jobs)


class KeyCount(QObject):
    """Counts the keys that reach the register."""

    def __init__(self, page: AttendancePage) -> None:
        super().__init__(page)
        self.pressed = 0
        page.view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.pressed += event.type() == QEvent.Type.KeyPress
        return super().eventFilter(watched, event)


def test_twelve_women_of_whom_two_are_away_take_at_most_fourteen_keys(
    shell: Shell, inside: Vault, twelve: Group
) -> None:
    page = opened(shell)
    count = KeyCount(page)
    for key in "PPPHPPPPAPPP":
        press(getattr(Qt.Key, f"Key_{key}"))
    assert letters(inside, twelve) == "PPPHPPPPAPPP"
    assert count.pressed <= 14


def test_the_two_who_are_away_first_and_then_the_rest_is_shorter_still(
    shell: Shell, inside: Vault, twelve: Group
) -> None:
    page = opened(shell)
    press(Qt.Key.Key_Down, Qt.Key.Key_V, Qt.Key.Key_A)
    press(Qt.Key.Key_Return, modifier=CTRL)
    assert letters(inside, twelve) == "PVAPPPPPPPPP"
    assert toast(shell) == "10 women marked present for workshop 8"
    press(Qt.Key.Key_Return, modifier=CTRL)
    assert toast(shell) == "Everybody is marked for workshop 8"
    shell.actions_of["undo"].trigger()
    assert letters(inside, twelve) == ".VA........."
    assert page.model.register.columns[EIGHTH].unmarked == 10


def test_the_focus_starts_at_the_first_woman_without_a_mark_today(shell: Shell, inside: Vault, twelve: Group) -> None:
    for row in (0, 1):
        vaults.mark(inside, twelve, row, EIGHTH, "P")
    page = opened(shell)
    assert page.view.hasFocus()
    assert place(page) == (2, 8)
    press(Qt.Key.Key_P)
    assert toast(shell) == "Chantelle marked present for workshop 8"
    assert place(page) == (3, 8)
    assert opened(shell, person_id=twelve.people[9]).view.currentIndex().row() == 9
    opened(shell, number="4")
    assert place(page) == (0, 4)


def test_a_mark_is_in_the_journal_and_in_the_tables_rebuilt_from_it(shell: Shell, inside: Vault, twelve: Group) -> None:
    opened(shell)
    press(Qt.Key.Key_L)
    lines = history.person_history(inside, twelve.people[0])
    line = next(line for line in lines if line.operation == "attendance.mark" and line.field == "says")
    assert isinstance(line.value, dict)
    assert line.value["letter"] == "L"
    assert vaults.rebuilt(inside) == vaults.dump(inside)


def test_a_key_held_down_marks_one_woman_and_a_stray_letter_nobody(
    qtbot: QtBot, shell: Shell, inside: Vault, twelve: Group
) -> None:
    page = opened(shell)
    for key in (Qt.Key.Key_Z, Qt.Key.Key_1):
        press(key)
    assert place(page) == (0, 8)
    for repeat in (False, True, True):
        no = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(page.view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_P, no, "p", repeat))
    assert letters(inside, twelve) == "P..........."


def test_del_clears_and_the_same_letter_again_keeps_the_reason(shell: Shell, inside: Vault, twelve: Group) -> None:
    vaults.mark(inside, twelve, 0, EIGHTH, "H", cause="unwell", note="back on Thursday")
    page = opened(shell, person_id=twelve.people[0])
    press(Qt.Key.Key_H)
    assert place(page) == (1, 8)
    press(Qt.Key.Key_Up)
    assert cell_of(inside, twelve, 0).note == "back on Thursday"
    press(Qt.Key.Key_Delete)
    assert letters(inside, twelve)[0] == "."
    assert toast(shell) == "Asha is not marked any more for workshop 8"
    assert place(page) == (0, 8)


def test_undo_and_redo_go_back_to_the_cell(shell: Shell, inside: Vault, twelve: Group) -> None:
    page = opened(shell)
    press(Qt.Key.Key_P, Qt.Key.Key_C, Qt.Key.Key_Down)
    assert place(page) == (3, 8)
    press(Qt.Key.Key_Z, modifier=CTRL)
    assert letters(inside, twelve)[:2] == "P."
    assert place(page) == (1, 8)
    press(Qt.Key.Key_Y, modifier=CTRL)
    assert letters(inside, twelve)[:2] == "PC"
    assert said(page, 1, 8) == "Bronwen, workshop 8, Court, excused"


def test_she_cannot_be_marked_before_she_joined(shell: Shell, inside: Vault, twelve: Group) -> None:
    people.add_by_names(
        inside, inside.staff_id, cohort_id=twelve.cohort_id, text="Zainab", joined_on=date(2026, 10, 20)
    )
    page = opened(shell)
    page.view.stand(12, 3)
    assert said(page, 12, 3) == "Zainab, workshop 3, before she joined, cannot be marked"
    press(Qt.Key.Key_P)
    assert cell_of(inside, twelve, 12, 2).letter == ""
    assert toast(shell) == "Zainab joined after workshop 3, so it stays open"
    page.view.stand(12, 6)
    press(Qt.Key.Key_P)
    assert cell_of(inside, twelve, 12, 5).letter == "P"
    assert page.model.index(12, 11).data() == "1 of 1"


def test_the_next_woman_who_may_be_marked_follows(shell: Shell, inside: Vault, twelve: Group) -> None:
    attendance.leave(inside, inside.staff_id, enrolment_id=twelve.enrolments[1], day=TODAY, cause="released")
    page = opened(shell)
    press(Qt.Key.Key_P)
    assert place(page) == (2, 8)
    page.view.stand(11, 8)
    press(Qt.Key.Key_P)
    assert place(page) == (11, 8)


def test_the_mouse_marks_through_the_legend(shell: Shell, inside: Vault, twelve: Group) -> None:
    page = opened(shell)
    late = next(item for item in page.findChildren(LegendItem) if item.text() == "Came late")
    QTest.mouseClick(late, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert letters(inside, twelve)[0] == "L"
    assert page.view.hasFocus()


def test_a_screen_reader_hears_what_the_eye_sees(shell: Shell, inside: Vault, twelve: Group) -> None:
    vaults.mark(inside, twelve, 4, EIGHTH, "H")
    page = opened(shell)
    assert said(page, 9, 8) == "Jodie, workshop 8, not marked"
    assert said(page, 4, 8) == "Esther, workshop 8, Healthcare, excused"
    assert said(page, 4, 9) == "Esther, workshop 9, still to come"
    assert said(page, 4, 11) == "Esther came to none yet"
    role = Qt.ItemDataRole.AccessibleTextRole
    head = page.model.headerData(8, Qt.Orientation.Horizontal, role)
    assert head == "Workshop 8, Tuesday 3 November, today"
    assert nameless(page) == []


def test_notes_that_look_like_markup_stay_text(shell: Shell, inside: Vault, twelve: Group) -> None:
    vaults.mark(inside, twelve, 0, EIGHTH, "P", note="<b>loud</b>")
    page = opened(shell)
    assert "<" not in page.model.index(0, 8).data(Qt.ItemDataRole.ToolTipRole)


def test_the_item_model_keeps_the_rules_of_qt(
    qtmodeltester: ModelTester, shell: Shell, inside: Vault, twelve: Group
) -> None:
    page = opened(shell)
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]
    press(Qt.Key.Key_P)
    people.add_by_names(inside, inside.staff_id, cohort_id=twelve.cohort_id, text="Zainab", joined_on=TODAY)
    page.refresh()
    assert page.model.rowCount() == 13
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]


def test_without_people_or_cohort_one_button_starts_it(qtbot: QtBot, inside: Vault, jobs: Jobs) -> None:
    shell = shell_over(qtbot, inside, jobs)
    page = opened(shell)

    def seen() -> list[str]:
        return [label.text() for label in page.findChildren(PlainLabel) if label.isVisible()]

    assert "The register stands here once there is a cohort." in seen()
    QTest.keyClick(page, Qt.Key.Key_F2)
    _id, changes = cohort.create_cohort(
        inside, inside.staff_id, title="Cohort 8", term="", programme_code="wages", start=TODAY, weekday=1,
        starts="08:50", ends="15:50",
    )  # fmt: skip
    shell.desk.bus.tell(changes)
    assert "The register of this cohort stands here once it has people." in seen()
    add = next(one for one in page.findChildren(Button) if one.isVisible() and one.text() == "Add people")
    add.click()
    assert shell.where[0] == "participants"


def test_a_mark_is_painted_at_once(shell: Shell, twelve: Group, morning: FixedClock) -> None:
    page = opened(shell)
    spent = []
    for _row in range(12):
        begin = process_time()  # our own work, however busy the machine is
        press(Qt.Key.Key_P)
        page.view.viewport().repaint()
        spent.append(process_time() - begin)
    assert median(spent) < 0.1


@pytest.mark.parametrize("filled", [False, True])
def test_both_registers_can_be_looked_at_before_they_are_printed(
    qtbot: QtBot, shell: Shell, jobs: Jobs, filled: bool
) -> None:
    page = opened(shell)
    shell.actions_of["register.print_filled" if filled else "register.print"].trigger()
    settle(qtbot, jobs)
    shown = page.findChildren(Preview)
    assert len(shown) == 1
    shown[0].close()


@pytest.mark.parametrize(("wide", "high", "percent"), [(1366, 768, 100), (1366, 768, 150), (1280, 720, 150)])
def test_nothing_is_cut(
    qtbot: QtBot, qapp: QApplication, inside: Vault, jobs: Jobs, twelve: Group, wide: int, high: int, percent: int
) -> None:
    theme.apply(qapp, theme.load("light", outside=False, factor=percent / 100))
    shell = shell_over(qtbot, inside, jobs, wide=wide, high=high)
    page = opened(shell)
    assert shell.width() == wide
    assert page.view.horizontalScrollBar().maximum() == 0
    assert page.view.visualRect(page.view.currentIndex()).bottom() <= page.view.viewport().height()
    legend = page.findChildren(Legend)[0]
    for item in page.findChildren(LegendItem):
        assert legend.rect().contains(item.geometry())
        assert item.width() >= item.sizeHint().width()
    press(Qt.Key.Key_L, Qt.Key.Key_Up, Qt.Key.Key_F2)
    reason = panel(page)
    for label in reason.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.width() >= label.sizeHint().width(), label.text()
    assert page.rect().contains(reason.geometry())
