"""Export: who it is for, who said yes, the second person's check, the stick, the receipt, with real bundles."""

from __future__ import annotations

import errno
import os
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.line import Line, Stick, new_line
from tests.unit.ui.shells import check_model, nameless, press, settle, shell_over, toast
from tests.vaults import PASSPHRASES, QUICK, Group
from wagesdesk.clock import FixedClock
from wagesdesk.export import inbox
from wagesdesk.export.drives import Disk
from wagesdesk.models.slots import PlaceLabel
from wagesdesk.models.vault import Vault
from wagesdesk.services import card, custody, vault
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.transfer import choose, people_table, write
from wagesdesk.ui.pages.transfer.details import Details
from wagesdesk.ui.pages.transfer.media import Media
from wagesdesk.ui.pages.transfer.page import GATE, PEOPLE, RECEIPT, RECIPIENT, WRITE, TransferPage
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
FOUR_WORDS = 4


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    return new_line(inside, outside, group)


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "WATCH_EVERY_MS", 20)
    monkeypatch.setattr(choose, "LOOK_EVERY_MS", 20)


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, jobs: Jobs) -> Shell:
    return shell_over(qtbot, inside, jobs)


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, jobs: Jobs, stick: Stick) -> TransferPage:
    shell.go("export")
    page = shell.page("export")
    assert isinstance(page, TransferPage)
    page.media = Media(root=stick.root)
    settle(qtbot, jobs)
    return page


def step(page: TransferPage) -> int:
    return page.steps.currentIndex()


def to_people(qtbot: QtBot, page: TransferPage) -> None:
    page.make_stale()
    qtbot.waitUntil(page.recipient.on.isEnabled)
    page.recipient.on.click()
    assert step(page) == PEOPLE


def to_gate(qtbot: QtBot, page: TransferPage) -> None:
    to_people(qtbot, page)
    page.people.on.click()
    qtbot.waitUntil(lambda: step(page) == GATE)


def sign(page: TransferPage, passphrase: str = PASSPHRASES["Carys"]) -> None:
    for one in page.gate.lines:
        one.setChecked(True)
    page.gate.name.editor.setCurrentIndex(1)
    page.gate.passphrase.edit.setFocus()
    qt_type(page, passphrase)


def qt_type(page: TransferPage, words: str) -> None:
    page.gate.passphrase.edit.clear()
    page.gate.passphrase.edit.insert(words)
    page.gate.passphrase.edit.textEdited.emit(words)


def to_write(qtbot: QtBot, page: TransferPage) -> None:
    to_gate(qtbot, page)
    sign(page)
    page.gate.on.click()
    qtbot.waitUntil(lambda: step(page) == WRITE)


def pick(qtbot: QtBot, page: TransferPage, stick: Stick) -> None:
    """Choose the stick once it shows, and wait until what is on it was looked at."""
    chooser = page.write.choose
    qtbot.waitUntil(lambda: bool(chooser.offers()))
    chooser.offers()[0].radio.click()
    qtbot.waitUntil(lambda: "One moment" not in chooser.on.accessibleDescription())


def seen(vault_: Vault) -> list[str]:
    return [row.seen for row in custody.dispatches(vault_)]


def rows(page: TransferPage) -> dict[str, tuple[bool, str]]:
    return {row.woman.name: (row.ticked, people_table.shares(row.woman)) for row in page.people.model.rows}


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
    assert [one.found() for one in page.gate.lines] == ["2 of 2", "4 items", "1 found", "1 found", "Compare"]


def test_a_line_opens_what_is_behind_it(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    to_gate(qtbot, page)
    page.gate.lines[3].setFocus()
    press(Qt.Key.Key_Return)
    shown = page.gate.findChildren(Details)
    assert len(shown) == 1
    words = [one.text() for one in shown[0].findChildren(QLabel)]
    assert words[-2:] == ["Asha", "Late with the wing"]
    shown[0].close()


def test_the_reason_is_in_words_until_all_is_there(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    to_gate(qtbot, page)
    gate = page.gate
    assert gate.on.accessibleDescription() == "5 lines still to tick."
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


def test_send_back_begins_the_choice_again(qtbot: QtBot, page: TransferPage, line: Line) -> None:
    to_gate(qtbot, page)
    assert page.gate.back.text() == "Send back to Rhian"
    page.gate.back.click()
    assert step(page) == PEOPLE
    assert "came back to you" in page.people.notice.text()


def test_an_answer_that_changed_stops_what_was_prepared(
    qtbot: QtBot, page: TransferPage, shell: Shell, line: Line
) -> None:
    to_gate(qtbot, page)
    line.takes_back(1)
    page.make_stale()
    assert step(page) == PEOPLE
    assert page.people.notice.text().startswith("What Bronwen agreed to share has changed.")
    assert rows(page)["Bronwen"] == (False, "She said no on Tuesday 3 November")


def test_escape_forgets_everything(qtbot: QtBot, page: TransferPage, shell: Shell, line: Line) -> None:
    to_gate(qtbot, page)
    page.gate.lines[0].setFocus()
    press(Qt.Key.Key_Escape)
    assert step(page) == RECIPIENT
    assert toast(shell) == "Stopped. Nothing was written."
    assert seen(line.inside) == []


# -- onto the stick


def test_verified_after_it_was_out(qtbot: QtBot, page: TransferPage, line: Line, stick: Stick) -> None:
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    assert page.write.choose.on.text() == "Write to KINGSTON"
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.now.text() == "Eject KINGSTON, then take it out.")
    assert seen(line.inside) == ["written"]
    assert not page.stop_button.isVisible()
    stick.pull()
    qtbot.waitUntil(lambda: page.write.now.text() == "Now put KINGSTON back in.")
    stick.put_back()
    qtbot.waitUntil(lambda: step(page) == RECEIPT)
    assert seen(line.inside) == ["verified"]
    words = [one.text() for one in page.receipt.findChildren(QLabel)]
    assert {"Verified", "fewer than 5 people", "Rhian", "Carys", "Released by", "Received by"} <= set(words)
    code = custody.dispatches(line.inside)[0].ack_code
    assert f"{code[:5]} {code[5:]}" in words
    arrived = inbox.check(line.outside, stick.path / stick.names[0])
    assert [one.name for one in arrived.people] == ["Asha", "Bronwen"]
    page.receipt.on.click()
    assert step(page) == RECIPIENT
    assert [(row.recipient, row.people) for row in page.recipient.log.model.rows] == [("Cwlwm Co-operative", 2)]


def test_a_stick_that_stays_in_the_safe(qtbot: QtBot, page: TransferPage, line: Line, stick: Stick) -> None:
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)
    page.write.leave_it.click()
    assert step(page) == RECEIPT
    assert seen(line.inside) == ["not-taken-out"]


def test_a_stick_that_did_not_keep_it(qtbot: QtBot, page: TransferPage, line: Line, stick: Stick) -> None:
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)
    file = stick.path / stick.names[0]
    stick.pull()
    kept = file.parent.with_name("in the hand") / file.name
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    stick.put_back()
    qtbot.waitUntil(lambda: not page.write.written)
    assert "not what we wrote" in page.write.choose.problem.text()
    assert page.write.choose.on.text() == "Write again"
    assert seen(line.inside) == ["drive-mismatch"]


def test_other_files_stop_the_writing_until_accepted(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick
) -> None:
    (stick.path / ".hidden").touch()
    (stick.path / "holiday.jpg").touch()
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    chooser = page.write.choose
    assert chooser.names() == [".hidden", "holiday.jpg"]
    assert chooser.on.accessibleDescription() == "Look through the other files first."
    chooser.accept.click()
    (stick.path / "late.doc").touch()  # came after the look
    chooser.on.click()
    qtbot.waitUntil(lambda: "late.doc" in chooser.names())
    assert stick.names == [".hidden", "holiday.jpg", "late.doc"]
    assert not chooser.on.isEnabled()
    chooser.accept.click()
    chooser.on.click()
    qtbot.waitUntil(lambda: page.write.written)


class Broken(Disk):
    """Fails when the file is to be kept, with the error number `code`, until it is mended."""

    def __init__(self, code: int) -> None:
        self.code = code

    def sync(self, file: BinaryIO) -> None:
        if self.code:
            raise OSError(self.code, os.strerror(self.code))
        super().sync(file)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "not enough room on the stick"),
        (errno.EIO, "pulled out before we finished"),
        (errno.EROFS, "does not let anything be written"),
    ],
)
def test_each_failure_has_its_sentence_and_write_again(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick, code: int, words: str
) -> None:
    disk = Broken(code)
    page.media = Media(root=stick.root, disk=disk)
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: words in page.write.choose.problem.text())
    assert stick.names == []
    assert seen(line.inside) == []
    disk.code = 0
    qtbot.waitUntil(page.write.choose.on.isEnabled)
    assert page.write.choose.on.text() == "Write again"
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)


class Slow(Disk):
    """Waits in the middle of the writing."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()

    def write(self, file: BinaryIO, content: memoryview) -> int:
        self.begun.set()
        self.go_on.wait(10)
        return super().write(file, content)


def test_stopping_leaves_nothing_and_the_check_holds(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick
) -> None:
    disk = Slow()
    page.media = Media(root=stick.root, disk=disk)
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(disk.begun.is_set)
    page.write.stop_button.click()
    disk.go_on.set()
    qtbot.waitUntil(lambda: page.write.choose.problem.text().startswith("Stopped."))
    assert stick.names == []
    assert seen(line.inside) == []
    assert step(page) == WRITE


class NearlyDone(Slow):
    """Waits after the file has its name."""

    def write(self, file: BinaryIO, content: memoryview) -> int:
        return Disk.write(self, file, content)

    def rename(self, old: Path, new: Path) -> None:
        super().rename(old, new)
        self.begun.set()
        self.go_on.wait(10)


def test_stopping_in_the_last_moment_takes_the_file_away(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick, jobs: Jobs
) -> None:
    disk = NearlyDone()
    page.media = Media(root=stick.root, disk=disk)
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(disk.begun.is_set)
    page.write.stop_button.setFocus()
    press(Qt.Key.Key_Escape)
    disk.go_on.set()
    settle(qtbot, jobs)
    assert step(page) == RECIPIENT
    assert stick.names == []
    assert seen(line.inside) == []


def test_a_stick_pulled_before_writing_is_not_offered(
    qtbot: QtBot, page: TransferPage, line: Line, stick: Stick
) -> None:
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    stick.pull()
    qtbot.waitUntil(lambda: not page.write.choose.offers())
    assert page.write.choose.on.accessibleDescription() == "Choose a stick or a folder."


def test_a_folder_is_written_and_compared_only(qtbot: QtBot, page: TransferPage, line: Line, tmp_path: Path) -> None:
    (tmp_path / "safe").mkdir()
    to_write(qtbot, page)
    page.write.choose.choose_folder(tmp_path / "safe")
    qtbot.waitUntil(page.write.choose.on.isEnabled)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: step(page) == RECEIPT)
    assert seen(line.inside) == ["written"]
    assert any("cannot be proven" in one.text() for one in page.receipt.findChildren(QLabel))


def test_a_withdrawal_leaves_alone(qtbot: QtBot, page: TransferPage, line: Line, stick: Stick) -> None:
    line.seal()
    line.takes_back(0)
    line.takes_back(1)
    to_people(qtbot, page)
    assert rows(page)["Asha"] == (False, "She took it back on Tuesday 3 November. This bundle tells them.")
    page.people.on.click()
    qtbot.waitUntil(lambda: step(page) == GATE)
    assert any("2 women no longer say yes" in one.text() for one in page.gate.findChildren(QLabel))
    sign(page)
    page.gate.on.click()
    qtbot.waitUntil(lambda: step(page) == WRITE)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)
    arrived = inbox.check(line.outside, stick.path / stick.names[0])
    assert arrived.people == ()
    page.write.leave_it.click()
    assert any(one.text() == "answers about consent" for one in page.receipt.findChildren(QLabel))


def test_every_control_has_a_name(qtbot: QtBot, page: TransferPage, line: Line, stick: Stick) -> None:
    (stick.path / "holiday.jpg").touch()
    to_write(qtbot, page)
    pick(qtbot, page, stick)
    assert nameless(page) == []


def test_the_log_is_newest_first(line: Line, morning: FixedClock) -> None:
    line.seal((0,))
    morning.set(datetime(2026, 11, 4, 9, tzinfo=UTC))
    line.seal((0, 1))
    assert [(row.serial, row.people, row.seen) for row in custody.dispatches(line.inside)] == [
        (2, 2, "written"), (1, 1, "written"),
    ]  # fmt: skip
