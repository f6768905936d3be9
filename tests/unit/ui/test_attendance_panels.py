"""The forms beside a cell of the register: the reason (F2) and leaving the programme (X), by keyboard alone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.registers import EIGHTH, NAMES, cell_of, letters, opened, panel, place, said
from tests.unit.ui.shells import press, shell_over, toast, type_text
from tests.vaults import TODAY, Group
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance
from wagesdesk.services.attendance import Cell
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.attendance.leave import LeavePanel
from wagesdesk.ui.pages.attendance.reason import ReasonPanel
from wagesdesk.ui.widgets.gentle_warning import GentleWarning
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def twelve(inside: Vault) -> Group:
    return vaults.group(inside, NAMES)


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, jobs: Jobs, twelve: Group) -> Shell:
    return shell_over(qtbot, inside, jobs)


def test_x_ends_an_enrolment_which_is_no_mark_and_undo_brings_her_back(
    shell: Shell, inside: Vault, twelve: Group
) -> None:
    for workshop in (0, 1):
        vaults.mark(inside, twelve, 1, workshop, "P")
    page = opened(shell, person_id=twelve.people[1], number="4")
    press(Qt.Key.Key_X)
    leave = panel(page)
    assert isinstance(leave, LeavePanel)
    assert QApplication.focusWidget() is leave.stops[0]
    day = leave.stops[0]
    assert isinstance(day, QLineEdit)
    assert day.text() == "Tue 22 Sep 2026"
    press(Qt.Key.Key_Return)
    assert "Choose why she leaves." in [label.text() for label in leave.findChildren(QLabel) if label.isVisible()]
    causes = leave.stops[1]
    assert isinstance(causes, QComboBox)
    causes.setCurrentIndex(causes.findData("released"))
    press(Qt.Key.Key_Return)
    assert not leave.isVisible()
    assert page.view.hasFocus()
    assert toast(shell) == "Bronwen left; her last day is Tuesday 22 September"
    assert said(page, 1, 3) == "Bronwen, workshop 3, after she left, cannot be marked"
    press(Qt.Key.Key_P)
    assert toast(shell) == "Bronwen’s last day was Tue 22 Sep, so workshop 4 stays open"
    assert letters(inside, twelve, 3)[1] == "."
    press(Qt.Key.Key_Z, modifier=CTRL)
    assert said(page, 1, 3) == "Bronwen, workshop 3, not marked"


def test_x_again_brings_her_back_and_a_day_before_she_joined_is_refused(
    shell: Shell, inside: Vault, twelve: Group
) -> None:
    attendance.leave(
        inside, inside.staff_id, enrolment_id=twelve.enrolments[0], day=date(2026, 10, 7), cause="transferred"
    )
    page = opened(shell, person_id=twelve.people[0])
    press(Qt.Key.Key_X)
    leave = panel(page)
    day, causes, _back = leave.stops
    assert isinstance(day, QLineEdit)
    assert isinstance(causes, QComboBox)
    assert (day.text(), causes.currentData()) == ("Tue 6 Oct 2026", "transferred")
    day.setText("1 Sep 2026")
    press(Qt.Key.Key_Return)
    assert "That is before she joined. Type a later day." in [label.text() for label in leave.findChildren(QLabel)]
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert getattr(QApplication.focusWidget(), "text", str)() == "She is back"
    press(Qt.Key.Key_Return)
    assert attendance.register(inside, twelve.cohort_id, TODAY).rows[0].left_on is None
    assert toast(shell) == "Asha takes part again"


def test_f2_takes_cause_minutes_note_and_paper_by_keys_alone(shell: Shell, inside: Vault, twelve: Group) -> None:
    page = opened(shell)
    press(Qt.Key.Key_L, Qt.Key.Key_Up, Qt.Key.Key_F2)
    reason = panel(page)
    assert isinstance(reason, ReasonPanel)
    causes, minutes = reason.stops[:2]
    assert isinstance(causes, QComboBox)
    assert isinstance(minutes, QSpinBox)
    assert QApplication.focusWidget() is causes
    assert causes.count() == 8
    press(Qt.Key.Key_Down, Qt.Key.Key_Tab)
    assert minutes.value() == minutes.maximum() == 295
    minutes.selectAll()
    type_text("270")
    press(Qt.Key.Key_Tab)
    type_text("gate was slow")
    press(Qt.Key.Key_Tab)
    type_text("Carys")
    press(Qt.Key.Key_Tab)
    type_text("3/11/26")
    press(Qt.Key.Key_Return)
    assert cell_of(inside, twelve, 0) == Cell(
        twelve.workshops[EIGHTH], "open", "L", "late_unlock", 270, "gate was slow", "late", "Carys", TODAY
    )
    assert page.view.hasFocus()
    assert place(page) == (0, 8)
    assert said(page, 0, 8) == ("Asha, workshop 8, Came late, Unlocked late, there for 270 minutes, gate was slow")
    press(Qt.Key.Key_F2)
    again = panel(page)
    assert isinstance(again, ReasonPanel)
    note = again.stops[2]
    assert isinstance(note, QLineEdit)
    assert note.text() == "gate was slow"


def test_f2_wants_a_mark_first_and_esc_leaves_everything(shell: Shell, inside: Vault, twelve: Group) -> None:
    page = opened(shell)
    press(Qt.Key.Key_F2)
    assert toast(shell) == "Mark Asha first; then F2 adds the reason."
    press(Qt.Key.Key_H, Qt.Key.Key_Up, Qt.Key.Key_F2)
    reason = panel(page)
    press(Qt.Key.Key_Down, Qt.Key.Key_Escape)
    assert not reason.isVisible()
    assert page.view.hasFocus()
    assert cell_of(inside, twelve, 0).cause == ""
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_P)  # a letter in the form is not a mark
    assert cell_of(inside, twelve, 0).letter == "H"


def test_a_wrong_day_on_paper_is_told_and_leaving_the_form_keeps_what_was_typed(
    qtbot: QtBot, shell: Shell, inside: Vault, twelve: Group
) -> None:
    vaults.mark(inside, twelve, 0, EIGHTH, "P")
    page = opened(shell, person_id=twelve.people[0])
    press(Qt.Key.Key_F2)
    reason = panel(page)
    assert isinstance(reason, ReasonPanel)
    causes, minutes, note, _by, on = reason.stops
    assert causes.isHidden() or not causes.isVisible()
    assert not minutes.isVisible()
    assert QApplication.focusWidget() is note
    assert isinstance(on, QLineEdit)
    on.setText("soon")
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is on
    assert any("not a date" in label.text() for label in reason.findChildren(QLabel) if label.isVisible())
    on.setText("")
    note.setFocus()
    type_text("came with her sister")
    viewport = page.view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=page.view.visualRect(page.model.index(5, 8)).center())
    assert cell_of(inside, twelve, 0).note == "came with her sister"
    assert place(page) == (5, 8)


def test_the_note_of_a_reason_asks_gently_about_others(shell: Shell, inside: Vault, twelve: Group) -> None:
    vaults.mark(inside, twelve, 2, EIGHTH, "A")
    page = opened(shell, person_id=twelve.people[2], number="8")
    press(Qt.Key.Key_F2)
    (warning,) = panel(page).findChildren(GentleWarning)
    panel(page).stops[2].setFocus()
    type_text("Chantelle was unwell")
    warning.look_now()
    assert warning.text() == ""
    type_text(", and Bronwen sat with her")
    warning.look_now()
    assert warning.text() == "This seems to name somebody else. Is it needed here?"
    assert warning.isVisible()


def test_the_note_of_a_changed_date_asks_gently_too(shell: Shell, twelve: Group) -> None:
    page = opened(shell)
    page.open_dates()
    press(Qt.Key.Key_T, modifier=CTRL)
    form = page.dates.form
    assert form is not None
    form.note.editor.setText("Chantelle was sentenced")
    (warning,) = form.note.findChildren(GentleWarning)
    warning.look_now()
    assert len(warning.text().splitlines()) == 2
