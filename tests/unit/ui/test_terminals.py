"""The pages at both ends of a round: seats by keys, asking before writing, what is told afterwards, each refusal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.journeys.rounds import TWELVE, Prison, give, idea, prison, take, write_idea
from tests.unit.ui.line import Stick
from tests.unit.ui.shells import nameless, press, settle, shell_over, toast
from wagesdesk.models.vault import Vault
from wagesdesk.services import card, consent
from wagesdesk.services import terminal as seats
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.settings.page import SettingsPage
from wagesdesk.ui.pages.terminal.page import TerminalPage
from wagesdesk.ui.pages.terminals.page import TerminalsPage
from wagesdesk.ui.pages.transfer.page import TransferPage
from wagesdesk.ui.sidebar import SideItem
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Prison]:
    with prison(tmp_path, 2, TWELVE[:4]) as made:
        yield made


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path)


def laptop(qtbot: QtBot, vault: Vault, jobs: Jobs, stick: Stick) -> tuple[Shell, TerminalsPage]:
    shell = shell_over(qtbot, vault, jobs)
    page = shell.page("terminals")
    assert isinstance(page, TerminalsPage)
    page.media_root = stick.root
    shell.go("terminals")
    if stick.path.is_dir():
        qtbot.waitUntil(lambda: page.place.way is not None or page.parts.currentWidget() is page.no_terminal)
    settle(qtbot, jobs)
    return shell, page


def at_terminal(qtbot: QtBot, vault: Vault, jobs: Jobs, stick: Stick) -> tuple[Shell, TerminalPage]:
    shell = shell_over(qtbot, vault, jobs)
    page = shell.page("terminal")
    assert isinstance(page, TerminalPage)
    page.media_root = stick.root
    shell.go("terminal")
    if stick.path.is_dir():
        qtbot.waitUntil(lambda: page.place.way is not None)
    settle(qtbot, jobs)
    return shell, page


def words(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget) and one.text()]


def shown_seats(page: TerminalsPage) -> list[str]:
    return [str(page.table.rows.index(row, 1).data()) for row in range(page.table.rows.rowCount())]


def test_numbers_and_arrows_give_seats_and_undo_takes_them_back(
    qtbot: QtBot, here: Prison, jobs: Jobs, stick: Stick
) -> None:
    shell, page = laptop(qtbot, here.laptop, jobs, stick)
    assert shown_seats(page) == ["Terminal 1", "Terminal 2", "Terminal 1", "Terminal 2"]
    page.table.setFocus()
    page.table.selectRow(0)
    press(Qt.Key.Key_2)
    assert shown_seats(page)[0] == "Terminal 2"
    assert toast(shell) == "Asha: Terminal 2"
    press(Qt.Key.Key_0)
    assert shown_seats(page)[0] == "On paper"
    press(Qt.Key.Key_9)  # there is none
    press(Qt.Key.Key_Right)
    assert shown_seats(page)[0] == "Terminal 1"
    press(Qt.Key.Key_Left)
    assert shown_seats(page)[0] == "On paper"
    press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert shown_seats(page) == ["Terminal 1", "Terminal 2", "Terminal 1", "Terminal 2"]
    assert nameless(page) == []


def test_nothing_is_written_before_it_was_asked(qtbot: QtBot, here: Prison, jobs: Jobs, stick: Stick) -> None:
    (stick.path / "photo.jpg").write_bytes(b"x")
    _shell, page = laptop(qtbot, here.laptop, jobs, stick)
    page.out_button.click()
    settle(qtbot, jobs)
    assert page.asking.text() == (
        "Write 2 parts for 4 people to KINGSTON? Each part opens at its own terminal alone."
        " Also on it, and it stays: photo.jpg."
    )
    assert stick.names == ["photo.jpg"]
    press(Qt.Key.Key_Tab, Qt.Key.Key_Return)  # Not now
    assert page.asking.isHidden()
    assert stick.names == ["photo.jpg"]
    page.out_button.click()
    settle(qtbot, jobs)
    press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert page.told.text() == "2 parts are on it, for 4 people. Eject it, and take it to each terminal."
    assert len(stick.names) == 3
    assert "Out: Asha and Chantelle, since 09:27" in words(page.terminals)


def test_a_round_by_buttons_and_one_that_is_missing(qtbot: QtBot, here: Prison, jobs: Jobs, stick: Stick) -> None:
    _shell, page = laptop(qtbot, here.laptop, jobs, stick)
    page.out_button.click()
    settle(qtbot, jobs)
    press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    window, there = at_terminal(qtbot, here.terminals[0], jobs, stick)
    qtbot.waitUntil(there.take_button.isEnabled)
    assert there.offer_words.text() == "2 people for Tuesday 3 November, from HMP Ashmere, made at 09:27."
    there.take_button.click()
    settle(qtbot, jobs)
    assert there.head.line.text() == "This is terminal 1."
    assert there.take_button.accessibleDescription() == "The laptop writes a part for each terminal."
    write_idea(here.terminals[0], here.group.people[0], "Cards")
    there.give_button.click()
    settle(qtbot, jobs)
    assert there.asking.text().startswith("Give back the words of 2 people to KINGSTON, and wipe this terminal?")
    assert QApplication.focusWidget() is not None
    press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert "This terminal is wiped: nobody's words can be read here." in there.told.text()
    assert "1 sealed file waits" in there.here_words.text()
    assert nameless(there) == []
    window.close()
    page.collect_button.click()
    settle(qtbot, jobs)
    assert page.told.text() == "1 terminal was taken in. Not taken in: Terminal 2. What is there is not lost."
    assert "Not back yet: nothing of it is here" in words(page.terminals)
    assert idea(here.laptop, here.group.people[0]) == "Cards"


def test_lost_is_asked_first(qtbot: QtBot, here: Prison, jobs: Jobs, stick: Stick) -> None:
    here.out(stick.path)
    _shell, page = laptop(qtbot, here.laptop, jobs, stick)
    page.ask_lost(seats.terminals(here.laptop)[0])
    assert page.losing.text().startswith("Is what is out at Terminal 1 lost?")
    press(Qt.Key.Key_Tab, Qt.Key.Key_Return)  # keep waiting
    assert len(seats.out_now(here.laptop)) == 4
    page.ask_lost(seats.terminals(here.laptop)[0])
    press(Qt.Key.Key_Return)
    assert [one.number for one in seats.out_now(here.laptop)] == [2, 2]


def test_her_seat_stays_while_she_is_out(qtbot: QtBot, here: Prison, jobs: Jobs, stick: Stick) -> None:
    here.out(stick.path)
    _shell, page = laptop(qtbot, here.laptop, jobs, stick)
    page.table.setFocus()
    page.table.selectRow(0)
    press(Qt.Key.Key_2)
    assert "Her words are out at another terminal." in page.problem.text()
    assert shown_seats(page)[0] == "Terminal 1"


def test_without_a_stick_the_reason_is_said(qtbot: QtBot, here: Prison, jobs: Jobs, stick: Stick) -> None:
    stick.pull()
    _shell, page = laptop(qtbot, here.laptop, jobs, stick)
    assert page.out_button.accessibleDescription() == "Put the stick in, or choose a folder."
    assert "Put the stick in, or choose a folder." in words(page)
    assert [hint.text for hint in page.key_hints()] == ["Give her that seat", "Another seat"]
    page.place.use_folder(here.stick("folder"))
    settle(qtbot, jobs)
    assert page.out_button.isEnabled()
    assert [hint.text for hint in page.key_hints()][2:] == ["Check out all", "Collect all"]
    _window, there = at_terminal(qtbot, here.terminals[0], jobs, stick)
    assert there.give_button.accessibleDescription() == "Put the stick in, or choose a folder."
    assert [hint.text for hint in there.key_hints()] == ["Hand over to write"]


def test_a_folder_is_an_equal_route_and_is_remembered(qtbot: QtBot, here: Prison, jobs: Jobs, stick: Stick) -> None:
    stick.pull()
    folder = here.stick("shared")
    _shell, page = laptop(qtbot, here.laptop, jobs, stick)
    page.place.use_folder(folder)
    settle(qtbot, jobs)
    page.out_button.click()
    settle(qtbot, jobs)
    press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    for machine in here.terminals:
        take(machine, folder)
        give(machine, folder)
    _again, later = laptop(qtbot, here.laptop, jobs, stick)
    assert later.place.way is not None
    assert later.place.way.path == folder
    later.collect_button.click()
    settle(qtbot, jobs)
    assert later.told.text() == "2 terminals were taken in."


def test_no_terminal_yet(qtbot: QtBot, inside: Vault, jobs: Jobs, stick: Stick) -> None:
    shell, page = laptop(qtbot, inside, jobs, stick)
    assert page.parts.currentWidget() is page.no_terminal
    assert page.out_button.isHidden()
    (button,) = [one for one in page.no_terminal.findChildren(QWidget) if one.accessibleName() == "Open Settings"]
    button.click()  # type: ignore[attr-defined]
    assert shell.where[0] == "settings"


def test_a_terminal_has_its_own_page_and_a_short_settings_and_nothing_else(
    qtbot: QtBot, here: Prison, jobs: Jobs, stick: Stick
) -> None:
    here.out(stick.path)
    window, there = at_terminal(qtbot, here.terminals[0], jobs, stick)
    there.take_in()
    qtbot.waitUntil(there.told.isVisible)
    settle(qtbot, jobs)
    assert there.class_list.text() == "Asha\nChantelle"
    assert [one.text() for one in window.findChildren(SideItem)] == ["Take in & give back", "Settings"]
    finder = window._finder  # noqa: SLF001
    finder.open()
    qtbot.waitUntil(lambda: not finder._stale and jobs.idle)  # noqa: SLF001
    offered = [one.text for one in finder.results.model.rows]
    assert offered[:5] == ["On this page", "Give back and wipe", "Pages", "Take in & give back", "Settings"]
    for name in ("Asha", "Erase", "Cohort"):
        finder.box.setFocus()
        finder.box.setText(name)
        assert not finder.results.model.rows, name
    for page_id in ("person", "erase", "today", "list"):
        with pytest.raises(KeyError):
            window.go(page_id)
    window.go("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    assert list(page.sections) == ["machine", "staff", "card", "cards", "escrow", "about"]
    assert nameless(page) == []


def test_a_second_laptop_is_ticked_before_it_is_given_everything(
    qtbot: QtBot, here: Prison, second: Vault, jobs: Jobs, stick: Stick
) -> None:
    vaults.exchange_cards(here.laptop, second, ours=False)
    _shell, page = laptop(qtbot, here.laptop, jobs, stick)
    (button,) = page.laptops.buttons
    assert button.accessibleDescription() == "Tick it first."
    page.laptops.findChildren(QCheckBox)[-1].setChecked(True)
    settle(qtbot, jobs)
    (button,) = page.laptops.buttons
    button.click()
    settle(qtbot, jobs)
    assert page.asking.text().startswith("Write everything for HMP Ashmere, second laptop to KINGSTON?")
    press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert page.told.text().startswith("Everything for HMP Ashmere, second laptop is on it.")
    seats.set_ours(second, second.staff_id, here.laptop.machine.sign_public.hex(), ours=True)
    _window, over_there = laptop(qtbot, second, jobs, stick)
    over_there.collect_button.click()
    settle(qtbot, jobs)
    assert over_there.told.text().startswith("Everything of the other laptop was taken in. From HMP Ashmere: ")


def test_export_warns_that_consent_may_have_been_taken_back_at_a_terminal(
    qtbot: QtBot, here: Prison, outside: Vault, jobs: Jobs, stick: Stick
) -> None:
    vaults.exchange_cards(here.laptop, outside)
    recipient = card.recipients(here.laptop)[0]
    consent.record(
        here.laptop, here.laptop.staff_id, person_id=here.group.people[0], recipient_id=recipient.id,
        answers={"plan": True}, on=vaults.TODAY, until=vaults.TODAY.replace(month=12), how="paper",
    )  # fmt: skip
    shell = shell_over(qtbot, here.laptop, jobs)
    page = shell.page("export")
    assert isinstance(page, TransferPage)
    page.people.start(recipient)
    assert page.people.out.text() == ""
    here.out(stick.path)
    page.people.refresh()
    assert page.people.out.text().startswith("The words of Asha, Bronwen, Chantelle and Dawn are out at terminals.")
    assert "Collect first, under Terminals." in page.people.out.text()


def test_a_card_whose_terminal_has_words_is_not_removed_unwarned_and_its_return_is_told(
    qtbot: QtBot, here: Prison, jobs: Jobs, stick: Stick
) -> None:
    here.out(stick.path)
    take(here.terminals[0], stick.path)
    give(here.terminals[0], stick.path)
    shell, page = laptop(qtbot, here.laptop, jobs, stick)
    there = shell.page("settings")
    assert isinstance(there, SettingsPage)
    first, second = card.cards(here.laptop)
    for one in (first, second):
        there.cards._ask(one)  # noqa: SLF001 - what Remove calls
        assert "Words are out there. Collect them first, on the page Terminals." in there.cards.asking.text()
    card.remove(here.laptop, here.laptop.staff_id, here.terminals[0].machine.sign_public.hex())
    page.collect()
    settle(qtbot, jobs)
    assert page.problem.text() == (
        "Nothing here could be taken in. Not taken in: Terminal 1 and Terminal 2. What is there is not lost."
        " The card of Terminal 1 was removed here: compare it again in Settings, then collect once more."
    )
