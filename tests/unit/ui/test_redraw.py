"""Another text size, theme or language makes the window anew: what somebody was in the middle of is still there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.unit.ui.line import Line, Stick, new_line
from tests.unit.ui.shells import settle, type_text
from tests.unit.ui.transfer.wizard import pick, seen, sign, step, to_gate, to_people, to_write
from tests.unit.ui.windows import Window, window_over
from tests.vaults import PASSPHRASES, Group
from wagesdesk.models.vault import Vault
from wagesdesk.services import people, scratch
from wagesdesk.ui.host import Host
from wagesdesk.ui.pages.inbox.page import InboxPage
from wagesdesk.ui.pages.participants import columns
from wagesdesk.ui.pages.participants.page import ParticipantsPage
from wagesdesk.ui.pages.person.page import TABS, PersonDetailPage
from wagesdesk.ui.pages.transfer import choose, write
from wagesdesk.ui.pages.transfer.media import Media
from wagesdesk.ui.pages.transfer.page import GATE, PEOPLE, RECEIPT, WRITE, TransferPage

pytestmark = pytest.mark.usefixtures("look")


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
def window(qtbot: QtBot, qapp: QApplication, line: Line, windows: list[Host], tmp_path: Path) -> Window:
    return window_over(qtbot, qapp, line.inside, windows, tmp_path)


@pytest.fixture
def transfer(window: Window, line: Line, stick: Stick) -> TransferPage:
    page = window.page(TransferPage, "export")
    page.media = Media(root=stick.root)
    return page


def test_a_tick_that_was_taken_away_stays_away(qtbot: QtBot, window: Window, transfer: TransferPage) -> None:
    to_people(qtbot, transfer)
    transfer.people.table.toggled.emit(transfer.people.model.rows[0])
    page = window.redrawn(transfer)
    assert step(page) == PEOPLE
    assert page.head.title.text() == "Export to Cwlwm Co-operative"
    assert [row.ticked for row in page.people.model.rows] == [False, True, False]


def test_the_gate_check_goes_on_where_it_was_without_the_passphrase(
    qtbot: QtBot, window: Window, transfer: TransferPage, line: Line
) -> None:
    to_gate(qtbot, transfer)
    sign(transfer)
    transfer.gate.lines[4].setChecked(False)
    page = window.redrawn(transfer)
    assert step(page) == GATE
    assert [one.isChecked() for one in page.gate.lines] == [True] * 4 + [False]
    assert not any(one.unread() for one in page.gate.lines)
    assert page.gate.name.editor.currentText() == "Carys, checker"
    assert page.gate.passphrase.edit.text() == ""
    sign(page)
    page.gate.on.click()
    qtbot.waitUntil(lambda: step(page) == WRITE)


def test_a_sealed_bundle_can_still_be_written(
    qtbot: QtBot, window: Window, transfer: TransferPage, line: Line, stick: Stick
) -> None:
    to_write(qtbot, transfer)
    page = window.redrawn(transfer)
    page.media = Media(root=stick.root)
    assert step(page) == WRITE
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)
    assert seen(line.inside) == ["written"]
    assert len(stick.names) == 1
    again = window.redrawn(page, 130)
    again.media = Media(root=stick.root)
    assert again.write.now.text() == "Eject KINGSTON, then take it out."
    stick.pull()
    qtbot.waitUntil(lambda: again.write.now.text() == "Now put KINGSTON back in.")
    stick.put_back()
    qtbot.waitUntil(lambda: step(again) == RECEIPT)
    assert seen(line.inside) == ["verified"]


def test_the_receipt_stays_until_it_is_done(
    qtbot: QtBot, window: Window, transfer: TransferPage, line: Line, tmp_path: Path
) -> None:
    to_write(qtbot, transfer)
    (tmp_path / "safe").mkdir()
    transfer.write.choose.choose_folder(tmp_path / "safe")
    qtbot.waitUntil(transfer.write.choose.on.isEnabled)
    transfer.write.choose.on.click()
    qtbot.waitUntil(lambda: step(transfer) == RECEIPT)
    page = window.redrawn(transfer)
    assert step(page) == RECEIPT
    assert page.receipt.sent == transfer.receipt.sent
    page.receipt.on.click()
    assert page.state() is None


def test_half_typed_forms_of_a_person(window: Window, inside: Vault, line: Line) -> None:
    page = window.page(PersonDetailPage, "person", person_id=line.asha)
    page.overview.business.open()
    page.overview.business.name_field.editor.setText("Cards and more")
    page.overview.release.open()
    page.overview.release.day_field.editor.set_day(date(2027, 1, 14))
    page.overview.release.source_field.editor.setCurrentIndex(3)
    after = window.redrawn(page)
    business, release = after.overview.business, after.overview.release
    assert business.is_open
    assert not after.overview.names.is_open
    assert business.name_field.editor.text() == "Cards and more"
    assert release.day_field.editor.day() == date(2027, 1, 14)
    assert release.source_field.editor.currentIndex() == 3
    business.keep()
    held = people.person(inside, line.asha, line.group.cohort_id, inside.clock.today())
    assert (held.business, held.business_about) == ("Cards and more", "Cards")


def test_answers_that_are_not_saved_yet(window: Window, line: Line) -> None:
    page = window.page(PersonDetailPage, "person", person_id=line.asha, tab="overview")
    page.tabs.setCurrentIndex(TABS.index("consent"))
    story = next(row for row in page.consent.rows if row.scope == "story")
    story.no.click()
    page.consent.on.editor.set_day(date(2026, 11, 2))
    page.consent.until.editor.set_day(date(2026, 12, 1))
    after = window.redrawn(page)
    assert after.tabs.currentIndex() == TABS.index("consent")
    assert [(row.scope, row.answer) for row in after.consent.rows if row.is_new] == [("story", False)]
    assert after.consent.on.editor.day() == date(2026, 11, 2)
    assert after.consent.until.editor.day() == date(2026, 12, 1)


def test_names_that_are_being_typed(window: Window, inside: Vault, line: Line) -> None:
    page = window.page(ParticipantsPage, "participants")
    page.open_panel()
    page.panel.names.setFocus()
    type_text("Dee")
    page.panel.joined.editor.set_day(date(2026, 11, 10))
    after = window.redrawn(page)
    assert after.parts.currentWidget() is after.panel
    assert after.panel.names.toPlainText() == "Dee"
    assert after.panel.joined.editor.day() == date(2026, 11, 10)
    assert scratch.pending(inside, scratch.adding_key(line.group.cohort_id)) is not None


def test_the_part_of_the_list_that_was_chosen(window: Window, line: Line) -> None:
    page = window.page(ParticipantsPage, "participants")
    page.chips.choose(columns.UNDATED)
    assert window.redrawn(page).chips.code() == columns.UNDATED


def test_a_bundle_that_was_looked_at(
    qtbot: QtBot, qapp: QApplication, line: Line, stick: Stick, windows: list[Host], tmp_path: Path
) -> None:
    window = window_over(qtbot, qapp, line.outside, windows, tmp_path)
    page = window.page(InboxPage, "inbox")
    page.read_file(line.write(stick.path))
    settle(qtbot, window.host.jobs)
    assert page.views.currentWidget() is page.preview
    after = window.redrawn(page)
    assert after.views.currentWidget() is after.preview
    after.preview.on.click()
    settle(qtbot, window.host.jobs)
    assert after.taken.done.text().startswith("Done. 2 people are here.")


def test_a_page_in_the_middle_of_nothing_keeps_nothing(window: Window, line: Line) -> None:
    window.page(TransferPage, "export")
    window.page(PersonDetailPage, "person", person_id=line.asha)
    window.page(ParticipantsPage, "participants")
    assert PASSPHRASES["Carys"] not in repr(window.shell.standing().states)
    assert "export" not in window.shell.standing().states
