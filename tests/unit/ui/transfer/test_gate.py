"""Export, steps 1 to 3: who it is for, who said yes, the second person's check."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.line import Line, Stick
from tests.unit.ui.shells import check_model, press, settle, shell_over, toast
from tests.unit.ui.transfer.wizard import pick, qt_type, rows, seen, sign, step, to_gate, to_people
from tests.vaults import PASSPHRASES, QUICK
from wagesdesk.clock import FixedClock
from wagesdesk.export import bundle
from wagesdesk.models.slots import PlaceLabel
from wagesdesk.models.vault import Vault
from wagesdesk.services import card, custody, vault
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.transfer.details import Details
from wagesdesk.ui.pages.transfer.gate_asks import SendBack
from wagesdesk.ui.pages.transfer.gate_rows import PersonRow
from wagesdesk.ui.pages.transfer.page import GATE, PEOPLE, RECIPIENT, WRITE, TransferPage
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
FOUR_WORDS = 4


# -- who it is for


def test_without_a_card_there_is_one_button(qtbot: QtBot, shell: Shell, page: TransferPage) -> None:
    (button,) = [one for one in page.recipient.findChildren(Button) if one.isVisible()]
    assert button.text() == "Add a card"
    button.click()
    assert shell.where[0] == "settings"


def test_check_words_are_shown_and_needed(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    page.make_stale()
    assert page.recipient.on.accessibleDescription().startswith("One moment")
    qtbot.waitUntil(page.recipient.on.isEnabled)
    own = card.check_words(card.own_card(line.outside, line.outside.staff_id))
    assert len(own) == FOUR_WORDS
    assert ", ".join(own) in [one.text() for one in page.recipient.findChildren(QLabel)]


def test_without_a_spare_key_nothing_goes_on(page: TransferPage, inside: Vault, outside: Vault) -> None:
    vaults.exchange_cards(inside, outside)
    page.make_stale()
    assert "spare key" in page.recipient.no_key.text()
    assert page.recipient.on.accessibleDescription() == "The spare key is missing."


def test_without_a_second_person_it_says_so(
    qtbot: QtBot, jobs: Jobs, outside: Vault, morning: FixedClock, tmp_path: Path
) -> None:
    home = tmp_path / "alone"
    vault.create(
        home, label=PlaceLabel("laptop", "HMP Ashmere", practice=False), site_code="",
        staff=[vault.NewStaff("Rhian", "facilitator", PASSPHRASES["Rhian"])], recovery_key=None, clock=morning,
        params=QUICK, floor=QUICK,
    )  # fmt: skip
    alone = vaults.unlock(home, morning)
    vaults.exchange_cards(alone, outside)
    shell = shell_over(qtbot, alone, jobs)
    shell.go("export")
    page = shell.page("export")
    assert isinstance(page, TransferPage)
    assert page.recipient.no_second.text().startswith("A second person is needed")
    assert not page.recipient.on.isEnabled()
    settle(qtbot, jobs)
    alone.lock()


# -- people and consent


def test_only_who_said_yes_is_ticked(qtbot: QtBot, page: TransferPage, line: Line, qtmodeltester: ModelTester) -> None:
    line.says(2, "plan", on=date(2026, 9, 1), until=date(2026, 11, 2))
    to_people(qtbot, page)
    assert rows(page) == {
        "Asha": (True, "Plan, Attendance"),
        "Bronwen": (True, "Surname, Plan"),
        "Chantelle": (False, "Her consent ran out on Monday 2 November"),
    }
    check_model(qtmodeltester, page.people.model)


def test_space_unticks_and_ticks(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    to_people(qtbot, page)
    page.people.table.setFocus()
    page.people.table.selectRow(0)
    press(Qt.Key.Key_Space)
    assert not rows(page)["Asha"][0]
    press(Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert page.people.on.accessibleDescription() == "Tick who goes."
    press(Qt.Key.Key_Up, Qt.Key.Key_Space)
    assert [name for name, (ticked, _why) in rows(page).items() if ticked] == ["Asha"]


def test_asking_opens_her_consent(qtbot: QtBot, shell: Shell, page: TransferPage, line: Line) -> None:
    to_people(qtbot, page)
    page.people.table.setFocus()
    page.people.table.selectRow(2)
    press(Qt.Key.Key_Return)
    assert shell.where == ("person", {"person_id": line.group.people[2], "tab": "consent"})


def test_who_was_left_out_does_not_leave(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    to_people(qtbot, page)
    page.people.table.toggled.emit(page.people.model.rows[1])
    page.people.on.click()
    qtbot.waitUntil(lambda: step(page) == GATE)
    assert [one.text() for one in page.gate.findChildren(QLabel) if "Not in this bundle" in one.text()] == [
        "Not in this bundle: the other 2 women. Not ready, or have not said yes."
    ]
    assert page.gate.lines[0].found() == "1 of 1"


# -- the gate check


def test_the_counts_are_those_of_the_bundle(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    to_gate(qtbot, page)
    assert [one.found() for one in page.gate.lines] == ["2 of 2", "4 items", "0 found", "1 found", "Compare"]


def test_a_line_opens_what_is_behind_it(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    to_gate(qtbot, page)
    page.gate.lines[3].setFocus()
    press(Qt.Key.Key_Return)
    shown = page.gate.findChildren(Details)
    assert len(shown) == 1
    words = [one.text() for one in shown[0].findChildren(QLabel)]
    assert words[-2:] == ["Asha", "Late with the wing"]
    shown[0].close()


def test_where_something_was_found_no_tick_is_taken_before_it_was_opened(
    qtbot: QtBot, page: TransferPage, line: Line
) -> None:
    to_gate(qtbot, page)
    gate = page.gate
    assert [one.unread() for one in gate.lines] == [False, False, False, True, False], "a note, and nothing found"
    notes = gate.lines[3]
    for one in gate.lines:
        one.setFocus()
        press(Qt.Key.Key_Space)
    QTest.mouseClick(notes, Qt.MouseButton.LeftButton, pos=QPoint(24, 24))
    assert [one.isChecked() for one in gate.lines] == [True, True, True, False, True]
    assert notes.accessibleDescription() == "Open it first (Enter), and read what was found."
    assert gate.on.accessibleDescription() == "One line still to open and tick: Notes typed by staff."
    notes.setChecked(True)
    assert gate.on.accessibleDescription() == "One line still to open and tick: Notes typed by staff."
    notes.setChecked(False)
    notes.setFocus()
    press(Qt.Key.Key_Return)
    gate.findChildren(Details)[0].close()
    assert not notes.unread()
    assert gate.on.accessibleDescription() == "One line still to tick: Notes typed by staff."
    notes.setFocus()
    press(Qt.Key.Key_Space)
    assert notes.isChecked()
    assert gate.on.accessibleDescription() == "Choose your name."


def test_the_reason_is_in_words_until_all_is_there(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    to_gate(qtbot, page)
    gate = page.gate
    assert gate.on.accessibleDescription() == "5 lines still to tick."
    gate.lines[3].opened.emit()
    gate.findChildren(Details)[0].close()
    for one in gate.lines[:4]:
        one.setChecked(True)
    assert gate.on.accessibleDescription() == "One line still to tick: Check words match the card in the safe."
    gate.lines[4].setFocus()
    press(Qt.Key.Key_Space)
    assert gate.on.accessibleDescription() == "Choose your name."
    gate.name.editor.setCurrentIndex(1)
    assert gate.on.accessibleDescription() == "Type your own passphrase."


def test_the_preparer_is_not_among_the_names(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    to_gate(qtbot, page)
    chooser = page.gate.name.editor
    assert [chooser.itemText(at) for at in range(chooser.count())] == ["Choose your name", "Carys, checker"]


@pytest.mark.parametrize("wrong", ["not her words at all", PASSPHRASES["Rhian"]])
def test_a_wrong_passphrase_is_told_beside_it(
    qtbot: QtBot, page: TransferPage, line: Line, jobs: Jobs, wrong: str
) -> None:
    to_gate(qtbot, page)
    sign(page, wrong)
    page.gate.on.click()
    settle(qtbot, jobs)
    assert "not the passphrase of this name" in page.gate.passphrase.field.error()
    assert step(page) == GATE
    assert page.gate.passphrase.edit.text() == ""
    qt_type(page, PASSPHRASES["Carys"])
    assert page.gate.passphrase.field.error() == ""
    page.gate.on.click()
    qtbot.waitUntil(lambda: step(page) == WRITE)


def test_send_back_asks_why_and_begins_the_choice_again(
    qtbot: QtBot, page: TransferPage, shell: Shell, line: Line
) -> None:
    to_gate(qtbot, page)
    assert page.gate.back.text() == "Send back to Rhian"
    page.gate.name.editor.setCurrentIndex(1)
    page.gate.back.click()
    (ask,) = page.gate.findChildren(SendBack)
    ask.on.click()
    assert "what has to change" in ask.reason.error()
    ask.reason.editor.setText("Bronwen's surname is in her note")
    ask.on.click()
    assert step(page) == PEOPLE
    assert "came back to you" in page.people.notice.text()
    assert "Carys says: “Bronwen's surname is in her note”." in page.people.notice.text()
    assert [one.reason for one in custody.sent_back(line.inside)] == ["Bronwen's surname is in her note"]
    page.people.on.click()
    qtbot.waitUntil(lambda: step(page) == GATE)
    assert custody.sent_back(line.inside) == ()


def test_what_came_back_is_told_at_the_next_beginning(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    custody.send_back(
        line.inside, line.inside.staff_id, recipient_id=line.recipient_id, recipient="Cwlwm",
        preparer_id=line.inside.staff_id, checker_id=vaults.staff_id(line.inside, "Carys"), reason="Ask Bronwen again",
    )  # fmt: skip
    to_people(qtbot, page)
    assert "Carys says: “Ask Bronwen again”." in page.people.notice.text()


def words_in(page: TransferPage) -> list[str]:
    return [one.text() for one in page.gate.left.rows.findChildren(QLabel)]


def test_what_is_new_stands_first_and_the_rest_is_folded(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    line.seal()
    vaults.mark(line.inside, line.group, 0, 1, "P")
    to_gate(qtbot, page)
    rows = page.gate.left.rows
    assert "1 new" in words_in(page)
    assert rows.known.isHidden()
    assert rows.fold.text() == "2 lines with nothing new, passed by Carys on Tue 3 Nov"
    rows.fold.click()
    assert not rows.known.isHidden()
    assert "passed by Carys on Tue 3 Nov" in words_in(page)


def test_a_line_shows_exactly_the_words_that_leave(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    line.seal()
    vaults.mark(line.inside, line.group, 0, 1, "L", cause="late_unlock", minutes=150, note="Bronwen came late too")
    to_gate(qtbot, page)
    asha = next(one for one in page.gate.left.rows.findChildren(PersonRow) if "Asha" in one.accessibleName())
    asha.setFocus()
    press(Qt.Key.Key_Return)
    (shown,) = page.gate.left.findChildren(Details)
    told = [one.text() for one in shown.findChildren(QLabel)]
    assert told[2] == "New"
    assert told[3].startswith("Workshop mark, workshop 2: Came late")
    assert told[3].endswith("Bronwen came late too")
    assert told.count("New") == 1
    assert any("Embellish Handmade Card Designs, Cards" in one for one in told)
    shown.close()
    assert page.gate.lines[2].found() == "1 found"
    page.gate.lines[2].opened.emit()
    found = [one.text() for one in page.gate.findChildren(Details)[-1].findChildren(QLabel)]
    assert found[2:4] == ["Asha: the name of somebody else, new", "[Bronwen] came late too"]


def test_who_is_kept_back_and_why(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    to_gate(qtbot, page)
    page.gate.left.open_kept()
    (shown,) = page.gate.left.findChildren(Details)
    assert [one.text() for one in shown.findChildren(QLabel)][2:] == ["Chantelle", "Not asked yet"]
    shown.close()


def test_an_officer_passes_it_on_a_printed_sheet(qtbot: QtBot, page: TransferPage, jobs: Jobs, line: Line) -> None:
    to_gate(qtbot, page)
    page.gate.by_sheet.click()
    sheet = page.gate.sheet
    prepared = page.gate._prepared  # noqa: SLF001
    assert sheet is not None
    assert prepared is not None
    sheet.name.editor.setText("D. Rees")
    sheet.rank.editor.setText("Custodial manager")
    said = ("14:20", "has not come yet"), ("9:30", ""), ("", "Number of the sheet:"), ("0000-0000", "another sheet")
    for field, (wrong, words) in zip((sheet.at, sheet.at, sheet.number, sheet.number), said, strict=True):
        field.editor.setText(wrong)
        sheet.on.click()
        settle(qtbot, jobs)
        assert words in field.error()
    sheet.number.editor.setText(prepared.number.lower())
    sheet.name.editor.setText("rhian")
    sheet.on.click()
    settle(qtbot, jobs)
    assert sheet.name.error() != ""
    sheet.name.editor.setText("D. Rees")
    sheet.on.click()
    qtbot.waitUntil(lambda: step(page) == WRITE)


def test_an_answer_that_changed_stops_what_was_prepared(
    qtbot: QtBot, page: TransferPage, shell: Shell, line: Line
) -> None:
    to_gate(qtbot, page)
    line.takes_back(1)
    page.make_stale()
    assert step(page) == PEOPLE
    assert page.people.notice.text().startswith("What Bronwen agreed to share has changed.")
    assert rows(page)["Bronwen"] == (False, "She said no on Tuesday 3 November")


def test_a_part_taken_back_is_told_with_nobody_ticked(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    line.seal()
    line.takes_back(0, scopes=("plan",))
    to_people(qtbot, page)
    assert rows(page)["Asha"] == (True, "Attendance. She took back a part: this bundle tells them.")
    page.people.table.setFocus()
    page.people.table.selectRow(0)
    press(Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert not [name for name, (ticked, _why) in rows(page).items() if ticked]
    page.people.on.click()
    qtbot.waitUntil(lambda: step(page) == GATE)
    sums = [one.text() for one in page.gate.left.findChildren(QLabel)]
    assert "1 woman took back a part of what she shared. The bundle tells them so." in sums
    page.gate.left.open_back()
    (opened,) = page.gate.left.findChildren(Details)
    shown = [one.text() for one in opened.findChildren(QLabel)]
    assert {"Asha", "Business plan and sums, since Tue 3 Nov 2026"} <= set(shown)
    opened.close()


@pytest.mark.parametrize("how", ["passphrase", "sheet", "writing", "paper"])
def test_a_no_that_came_in_the_last_moment_goes_back_to_the_list_and_nothing_is_written(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick, how: str
) -> None:
    to_people(qtbot, page)
    page.people.table.setFocus()
    page.people.table.selectRow(1)
    press(Qt.Key.Key_Space)  # Bronwen does not go
    page.people.on.click()
    qtbot.waitUntil(lambda: step(page) == GATE)
    if how in ("writing", "paper"):
        sign(page)
        page.gate.on.click()
        qtbot.waitUntil(lambda: step(page) == WRITE)
        pick(qtbot, page, stick)
    line.takes_back(0, scopes=("plan",))  # by another window's hand: no page is told
    if how == "passphrase":
        sign(page)
        page.gate.on.click()
    elif how == "sheet":
        page.gate.by_sheet.click()
        assert page.gate.sheet is not None
        under_way = page.state()
        assert under_way is not None
        assert under_way.prepared is not None
        officer = bundle.Officer("D. Rees", "Officer", "9:27", under_way.prepared.number)
        page.gate.sheet.signed.emit(officer)
    elif how == "writing":
        page.write.choose.on.click()
    else:
        page.write.choose.on_paper.click()
    qtbot.waitUntil(lambda: step(page) == PEOPLE)
    assert page.people.notice.text().startswith("What Asha agreed to share has changed.")
    assert "prepare it again" in page.people.notice.text()
    assert [name for name, (ticked, _why) in rows(page).items() if ticked] == ["Asha"]
    assert (stick.names, seen(line.inside)) == ([], [])


def test_escape_forgets_everything(qtbot: QtBot, page: TransferPage, shell: Shell, line: Line) -> None:
    to_gate(qtbot, page)
    page.gate.lines[0].setFocus()
    press(Qt.Key.Key_Escape)
    assert step(page) == RECIPIENT
    assert toast(shell) == "Stopped. Nothing was written."
    assert seen(line.inside) == []


def test_the_log_is_newest_first(line: Line, morning: FixedClock) -> None:
    line.seal((0,))
    morning.set(datetime(2026, 11, 4, 9, tzinfo=UTC))
    line.seal((0, 1))
    assert [(row.serial, row.people, row.seen) for row in custody.dispatches(line.inside)] == [
        (2, 2, "written"), (1, 1, "written"),
    ]  # fmt: skip
