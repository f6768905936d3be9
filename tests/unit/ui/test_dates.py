"""Change the dates: by keyboard alone, seen before it is done, taken back with one Undo; and two clicks on Today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.registers import NAMES, letters, opened, said
from tests.unit.ui.shells import nameless, press, shell_over, toast, type_text
from tests.vaults import FIRST_DAY, TODAY, Group
from wagesdesk.models.vault import Vault
from wagesdesk.services import cohort
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.attendance.dates import DatesPanel
from wagesdesk.ui.pages.attendance.dates_forms import AddForm, CancelForm, ChangeForm, MoveForm
from wagesdesk.ui.pages.today.page import TodayPage
from wagesdesk.ui.print_preview import Preview
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.rows_model import ROW_ROLE
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
WEEK = timedelta(days=7)


@pytest.fixture
def twelve(inside: Vault) -> Group:
    return vaults.group(inside, NAMES)


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, jobs: Jobs, twelve: Group) -> Shell:
    return shell_over(qtbot, inside, jobs)


def dates(shell: Shell) -> DatesPanel:
    """The panel, opened by its key from the register."""
    opened(shell)
    press(Qt.Key.Key_D, modifier=CTRL)
    QApplication.processEvents()
    return shell.page("workshops").findChildren(DatesPanel)[0]


def form(panel: DatesPanel) -> ChangeForm:
    assert panel.form is not None
    return panel.form


def stands(panel: DatesPanel) -> list[str]:
    """How each workshop stands, as the list shows it."""
    proxy = panel.table.proxy
    return [str(proxy.index(row, 4).data()) for row in range(proxy.rowCount())]


def days(vault: Vault, group: Group) -> list[date]:
    return [one.day for one in cohort.workshops(vault, group.cohort_id)]


def choose_why(panel: DatesPanel, *presses: Qt.Key) -> None:
    form(panel).why.editor.setFocus()
    press(*(presses or (Qt.Key.Key_Down,)))


def test_a_move_by_keyboard_is_seen_before_it_is_done(shell: Shell, inside: Vault, twelve: Group) -> None:
    panel = dates(shell)
    assert panel.table.hasFocus()
    assert panel.table.currentIndex().data(ROW_ROLE).row.workshop.number == 8
    press(Qt.Key.Key_Return)
    move = form(panel)
    assert isinstance(move, MoveForm)
    assert move.day.editor.hasFocus()
    assert stands(panel)[7:] == ["Tue 10 Nov", "Tue 17 Nov", "Tue 24 Nov"]
    assert "Tuesday 24 November" in move.summary.text()
    assert move.do.text() == "Change 3 workshops"
    assert move.do.accessibleDescription() == "Choose why."
    press(Qt.Key.Key_Up)
    assert stands(panel)[7:] == ["Wed 11 Nov", "Tue 17 Nov", "Tue 24 Nov"]
    press(Qt.Key.Key_Down)
    choose_why(panel)
    press(Qt.Key.Key_Return)
    assert days(inside, twelve)[7:] == [TODAY + WEEK, TODAY + 2 * WEEK, TODAY + 3 * WEEK]
    assert toast(shell) == "Workshop 8 moved to Tuesday 10 November; 2 more follow"
    assert stands(panel)[7] == "Moved from Tue 3 Nov"
    assert panel.table.hasFocus()
    shell.actions_of["undo"].trigger()
    assert days(inside, twelve)[7:] == [TODAY, TODAY + WEEK, TODAY + 2 * WEEK]
    assert stands(panel)[7] == "Today"


def test_the_others_may_stay_and_what_cannot_be_is_said(shell: Shell, inside: Vault, twelve: Group) -> None:
    panel = dates(shell)
    press(Qt.Key.Key_M, modifier=CTRL)
    move = form(panel)
    assert isinstance(move, MoveForm)
    choose_why(panel)
    move.skipped.editor.setText("17 Nov 2026")
    assert stands(panel)[8] == "Tue 24 Nov"
    move.skipped.editor.setText("soon")
    assert move.do.accessibleDescription() == "Leave out these days: This is not a date. Type it like 3 Nov 2026."
    move.follow.setChecked(False)
    assert not move.skipped.isVisible()
    assert move.do.accessibleDescription() == "Day: Another workshop is on this day. Choose another day."
    move.day.editor.setText("4 Nov 2026")
    move.day.editor.day_changed.emit()
    assert (move.do.text(), move.do.isEnabled()) == ("Change 1 workshop", True)
    move.day.editor.setText("")
    move.day.editor.day_changed.emit()
    assert not move.do.isEnabled()
    press(Qt.Key.Key_Escape)
    assert panel.form is None
    assert days(inside, twelve) == [FIRST_DAY + n * WEEK for n in range(10)]
    press(Qt.Key.Key_Escape)
    assert opened(shell).view.isVisible()


def test_cancel_and_bring_back_by_keyboard(shell: Shell, inside: Vault, twelve: Group) -> None:
    vaults.mark(inside, twelve, 0, 7, "A")
    panel = dates(shell)
    press(Qt.Key.Key_Delete)
    cancel = form(panel)
    assert isinstance(cancel, CancelForm)
    assert "1 mark stays on record and does not count." in cancel.summary.text()
    press(Qt.Key.Key_Down, Qt.Key.Key_Tab)
    type_text("The van did not start")
    press(Qt.Key.Key_Return)
    assert toast(shell) == "Workshop 8 cancelled: Staff not available"
    assert stands(panel)[7] == "Cancelled"
    assert not shell.actions_of["dates.move"].isEnabled()
    press(Qt.Key.Key_Escape)
    page = opened(shell)
    words = "workshop 8, Cancelled: Staff not available, 1 mark is kept and does not count, cannot be marked"
    assert said(page, 0, 8) == f"Asha, {words}"
    assert page.model.index(0, 8).data(Qt.ItemDataRole.ToolTipRole) == f"Asha, {words}"
    assert page.model.headerData(8, Qt.Orientation.Horizontal) == "8\nCancelled"
    tip = str(page.model.headerData(8, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole))
    assert tip.endswith("Cancelled: Staff not available. 1 mark is kept and does not count")
    page.view.stand(1, 8)
    press(Qt.Key.Key_P)
    assert toast(shell) == "Workshop 8 is cancelled, so nobody is marked for it"
    press(Qt.Key.Key_Return, modifier=CTRL)
    assert toast(shell) == "Workshop 8 is cancelled, so nobody is marked for it"
    assert letters(inside, twelve) == "............"
    press(Qt.Key.Key_D, modifier=CTRL)
    press(Qt.Key.Key_Delete)
    assert toast(shell) == "Workshop 8 takes place after all"
    assert letters(inside, twelve) == "A..........."


def test_a_marked_workshop_says_why_it_stays(shell: Shell, inside: Vault, twelve: Group) -> None:
    vaults.mark(inside, twelve, 0, 7, "P")
    panel = dates(shell)
    assert not shell.actions_of["dates.move"].isEnabled()
    assert not shell.actions_of["dates.later"].isEnabled()
    texts = [one.text() for one in panel.findChildren(Button) if one.isVisible()]
    assert texts == ["Other times", "It cannot take place", "Add a workshop"]
    assert "1 woman is marked, so its day and topic stay." in panel._happened.text()  # noqa: SLF001
    press(Qt.Key.Key_Return)
    assert panel.form is None


def test_topics_and_one_more_by_keyboard(shell: Shell, inside: Vault, twelve: Group) -> None:
    dates(shell)
    press(Qt.Key.Key_Down, modifier=ALT)
    assert toast(shell) == "Workshops 8 and 9 changed their topics"
    found = cohort.workshops(inside, twelve.cohort_id)
    assert [one.topic for one in found[7:9]] == [9, 8]
    press(Qt.Key.Key_N, modifier=CTRL)
    panel = shell.page("workshops").findChildren(DatesPanel)[0]
    add = form(panel)
    assert isinstance(add, AddForm)
    assert add.do.accessibleDescription() == "Title: This is empty. Type it in and try again."
    add.name.editor.setFocus()
    type_text("A visit to a bakery")
    assert add.do.text() == "Add workshop 11"
    press(Qt.Key.Key_Return)
    assert toast(shell) == "Workshop 11 added on Tuesday 24 November"
    assert len(opened(shell).model.register.columns) == 11
    shell.actions_of["undo"].trigger()
    assert len(opened(shell).model.register.columns) == 10


def test_another_row_closes_the_form_of_the_one_before(shell: Shell) -> None:
    panel = dates(shell)
    press(Qt.Key.Key_T, modifier=CTRL)
    assert panel.form is not None
    panel.table.selectRow(9)
    assert panel.form is None
    assert stands(panel)[9] == "To come"


@pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard")
def test_today_cancels_with_two_clicks_and_brings_back(shell: Shell, inside: Vault, twelve: Group) -> None:
    shell.go("today")
    QApplication.processEvents()
    page = shell.page("today")
    assert isinstance(page, TodayPage)
    assert page.off.isVisible()
    press(Qt.Key.Key_D, modifier=CTRL)
    assert page.why.isVisible()
    assert page.why.activeAction().text() == "Staff not available"
    page.why.close()
    page.why.actions()[3].trigger()
    assert toast(shell) == "Workshop 8 cancelled: Room not available"
    assert page.head.line.text() == "Workshop 8 does not take place today."
    assert page.head.strong.text() == "Cancelled: Room not available"
    assert (page.off.isVisible(), page.on.isVisible(), page.dates.isVisible()) == (False, True, True)
    assert "workshop 8 cancelled" in page.strip.accessibleName()
    assert cohort.workshops(inside, twelve.cohort_id)[7].cancelled
    page.on.click()
    assert not cohort.workshops(inside, twelve.cohort_id)[7].cancelled
    assert (page.off.isVisible(), page.on.isVisible()) == (True, False)
    page.why.actions()[0].trigger()
    page.dates.click()
    QApplication.processEvents()
    assert shell.page("workshops").findChildren(DatesPanel)[0].isVisible()


def test_every_control_has_a_name_and_no_form_is_a_window(shell: Shell) -> None:
    panel = dates(shell)
    for action in ("dates.move", "dates.times", "dates.cancel", "dates.add"):
        shell.actions_of[action].trigger()
        assert nameless(panel) == []
        assert QApplication.activeWindow() is shell
        press(Qt.Key.Key_Escape)
    assert nameless(panel) == []


def test_the_sheet_for_the_governor_is_printed_from_the_register(qtbot: QtBot, shell: Shell) -> None:
    page = opened(shell)
    shell.actions_of["register.print_lost"].trigger()
    preview = page.findChildren(Preview)[0]
    assert "Days lost and why" in preview.windowTitle()
    qtbot.waitUntil(lambda: shell.desk.jobs.idle)
    preview.close()
