"""Participants: the list, its chips and sorting, and adding people by typing names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.shells import check_model, nameless, press, settle, shell_over, toast, type_text
from tests.vaults import TODAY, Group
from wagesdesk.clock import FixedClock
from wagesdesk.models import slots
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, cohort, people, scratch
from wagesdesk.services.reference import leaving_causes
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.participants import adding, columns
from wagesdesk.ui.pages.participants.page import ParticipantsPage
from wagesdesk.ui.pages.settings.page import SettingsPage
from wagesdesk.ui.theme import Theme
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shell(qtbot: QtBot, inside: Vault, jobs: Jobs, look: Theme, group: Group) -> Shell:
    return shell_over(qtbot, inside, jobs)


def opened(shell: Shell) -> ParticipantsPage:
    shell.go("participants")
    page = shell.page("participants")
    assert isinstance(page, ParticipantsPage)
    return page


def names(page: ParticipantsPage) -> list[str]:
    proxy = page.table.proxy
    return [proxy.index(row, 0).data() for row in range(proxy.rowCount())]


def cell(page: ParticipantsPage, row: int, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> str:
    return str(page.table.proxy.index(row, column).data(role))


def typed(page: ParticipantsPage, text: str) -> None:
    editor = page.panel.names
    editor.setFocus()
    for line in text.splitlines():
        type_text(line)
        press(Qt.Key.Key_Return)


@pytest.fixture
def told(inside: Vault, group: Group) -> Group:
    """Asha: marked, likes Cymraeg, goes home in ten weeks. Bronwen: a date far off. Chantelle: left."""
    vaults.mark(inside, group, 0, 0, "P")
    vaults.mark(inside, group, 0, 1, "L", minutes=130, cause="own_late")
    actor = inside.staff_id
    people.rename(
        inside, actor, person_id=group.people[0], chosen="Asha", surname="Rahman", prison_number="", language="cy"
    )
    people.set_business(inside, actor, person_id=group.people[0], name="Embellish", about="Cards")
    for person, day in ((0, date(2027, 1, 14)), (1, date(2027, 9, 1))):
        people.set_release_date(inside, actor, person_id=group.people[person], day=day, source="letter", noted_on=TODAY)
    cause = leaving_causes()[0].code
    attendance.leave(inside, actor, enrolment_id=group.enrolments[2], day=date(2026, 10, 6), cause=cause)
    return group


def test_a_line_says_what_is_known(shell: Shell, told: Group) -> None:
    page = opened(shell)
    assert names(page) == ["Asha", "Bronwen", "Chantelle"]
    assert [cell(page, 0, column) for column in range(1, 6)] == [
        "Embellish", "2 of 2", "72%", "8, Tue 3 Nov", "Thu 14 Jan 2027",
    ]  # fmt: skip
    assert [cell(page, 1, column) for column in (1, 2, 3)] == ["Not named yet", "-", "-"]
    assert cell(page, 1, 3, Qt.ItemDataRole.AccessibleTextRole) == "Time here: nothing counted yet"
    assert cell(page, 0, 0, Qt.ItemDataRole.AccessibleTextRole) == "Name: Asha, likes Cymraeg"
    assert cell(page, 2, 4) == "Left Tue 6 Oct"
    assert cell(page, 2, 5) == "Not known"


def test_the_model_holds(shell: Shell, told: Group, qtmodeltester: ModelTester) -> None:
    page = opened(shell)
    check_model(qtmodeltester, page.model)
    page.open_panel()
    page.panel.names.setPlainText("Dee\nEsther\nDee\nGwen 12")
    check_model(qtmodeltester, page.panel.model)


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        (columns.ALL, ["Asha", "Bronwen", "Chantelle"]),
        (columns.SOON, ["Asha"]),
        (columns.UNDATED, []),
        (columns.LEFT, ["Chantelle"]),
    ],
)
def test_chips_choose_a_part(shell: Shell, told: Group, part: str, shown: list[str]) -> None:
    page = opened(shell)
    shell.desk.actions["people.dates"].trigger()  # a workshop is on
    page.chips.choose(part)
    assert names(page) == shown
    chip = next(one for one in page.chips.findChildren(QPushButton) if one.isChecked())
    assert chip.accessibleName().endswith(f"  {len(shown)}")


def test_enter_opens_the_person_and_letters_jump(shell: Shell, told: Group) -> None:
    page = opened(shell)
    assert QApplication.focusWidget() is page.table
    press(Qt.Key.Key_Right, Qt.Key.Key_B)
    assert page.table.current_row().person.name == "Bronwen"
    press(Qt.Key.Key_Return)
    assert shell.where == ("person", {"person_id": told.people[1]})


def test_the_head_sorts_by_keyboard_and_the_order_stays(shell: Shell, told: Group) -> None:
    page = opened(shell)
    head = page.table.horizontalHeader()
    head.setFocus()
    press(Qt.Key.Key_Return)
    assert names(page) == ["Chantelle", "Bronwen", "Asha"]
    press(*[Qt.Key.Key_Right] * 5, Qt.Key.Key_Space)
    assert names(page) == ["Asha", "Bronwen", "Chantelle"]
    assert head.accessibleName() == "Sort by Going home, sorted"
    press(Qt.Key.Key_Space)
    assert head.accessibleName() == "Sort by Going home, sorted, last first"
    shell.go("person", person_id=told.people[0])
    assert names(opened(shell)) == ["Chantelle", "Bronwen", "Asha"]
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.table


def test_the_row_stays_current_when_something_changed(shell: Shell, told: Group, inside: Vault) -> None:
    page = opened(shell)
    press(Qt.Key.Key_B)
    changes = people.rename(
        inside, inside.staff_id, person_id=told.people[1], chosen="Wren", surname="", prison_number="", language="en"
    )
    shell.desk.bus.tell(changes)
    assert names(page) == ["Asha", "Chantelle", "Wren"]
    assert page.table.current_row().person.name == "Wren"


def test_nobody_and_no_cohort_say_what_to_do(qtbot: QtBot, inside: Vault, jobs: Jobs) -> None:
    shell = shell_over(qtbot, inside, jobs)
    page = opened(shell)
    assert page.parts.currentWidget() is page.no_cohort
    cohort_id, changes = cohort.create_cohort(
        inside, inside.staff_id, title="Cohort 8", term="", programme_code="wages", start=TODAY, weekday=1,
        starts="08:50", ends="15:50",
    )  # fmt: skip
    shell.desk.bus.tell(changes)
    shell.choose_cohort(cohort_id)
    assert page.parts.currentWidget() is page.nobody
    press_add = next(one for one in page.nobody.findChildren(QPushButton) if one.text() == "Add people")
    press_add.click()
    assert page.parts.currentWidget() is page.panel


def test_a_verdict_for_every_line() -> None:
    text = "Asha Rahman\nDee\nDee\nEsther 12\n\nRowan, Gwen A1234BC\n" + "x" * 61
    found = adding.verdicts(text, {("asha", "rahman")})
    assert [(one.line.chosen[:6], one.code) for one in found] == [
        ("Asha", "here"), ("Dee", "twice"), ("Dee", "twice"), ("Esther", "bad_number"), ("Gwen", "ok"),
        ("xxxxxx", "too_long"),
    ]  # fmt: skip
    assert [one.kept for one in found] == [True, False, False, False, True, False]


def test_people_are_added_and_one_undo_takes_them_all_back(
    shell: Shell, group: Group, inside: Vault, jobs: Jobs, qtbot: QtBot
) -> None:
    page = opened(shell)
    press(Qt.Key.Key_N, modifier=CTRL)
    assert QApplication.focusWidget() is page.panel.names
    typed(page, "Dee\nEsther Linden B2345CD")
    assert page.panel.add_button.text() == "Add 2 people"
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    QApplication.processEvents()
    page.panel.add_button.setFocus()
    press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert names(page) == ["Asha", "Bronwen", "Chantelle", "Dee", "Esther"]
    assert page.table.current_row().person.name == "Dee"
    assert toast(shell) == "Added 2 people"
    assert scratch.pending(inside, scratch.adding_key(group.cohort_id)) is None
    added = people.people(inside, group.cohort_id, TODAY)[4]
    page_of = people.person(inside, added.id, group.cohort_id, TODAY)
    assert (page_of.surname, page_of.prison_number, page_of.joined_on) == ("Linden", "B2345CD", TODAY)
    press(Qt.Key.Key_Z, modifier=CTRL)
    assert names(page) == ["Asha", "Bronwen", "Chantelle"]


def test_the_button_says_why_it_waits(shell: Shell, group: Group) -> None:
    page = opened(shell)
    page.open_panel()
    button = page.panel.add_button
    assert (button.isEnabled(), button.accessibleDescription()) == (False, "Type a name first.")
    page.panel.names.setPlainText("Dee\nDee\nEsther 12\nGwen")
    assert button.accessibleDescription() == "Put the 3 lines right that are marked in red."
    page.panel.names.setPlainText("Dee")
    assert button.isEnabled()
    page.panel.joined.editor.setText("soon")
    page.panel.joined.editor.textEdited.emit("soon")
    assert button.accessibleDescription().startswith("Type the day they join")


def test_typing_is_durable_within_two_seconds_and_offered_back(
    shell: Shell, group: Group, inside: Vault, jobs: Jobs, qtbot: QtBot
) -> None:
    page = opened(shell)
    page.open_panel()
    type_text("Dee")
    key = scratch.adding_key(group.cohort_id)
    qtbot.waitUntil(lambda: scratch.pending(inside, key) is not None, timeout=2000)
    # As after a crash: another window over the same vault.
    other = opened(shell_over(qtbot, inside, jobs))
    assert "1 name was typed and not added yet." in other.left_over.text()
    other.open_panel()
    assert other.panel.names.toPlainText() == "Dee"
    assert "Brought back" in other.panel.brought_back.text()


def test_leaving_the_panel_keeps_what_was_typed(shell: Shell, group: Group, inside: Vault) -> None:
    page = opened(shell)
    page.open_panel()
    type_text("Dee")
    press(Qt.Key.Key_Escape)
    assert page.parts.currentWidget() is page.list_part
    assert "1 name was typed" in page.left_over.text()
    page.open_panel()
    type_text(" Bramble")
    shell.go("person", person_id=group.people[0])  # the panel is hidden, as by the cover
    held = scratch.pending(inside, scratch.adding_key(group.cohort_id))
    assert held is not None
    assert sorted(held.text) == sorted("Dee Bramble")
    opened(shell).close_panel()
    page.throw_away()
    assert page.left_over.text() == ""
    assert scratch.pending(inside, scratch.adding_key(group.cohort_id)) is None


def test_one_way_in_is_said_kindly_before_anybody_types(shell: Shell, group: Group, inside: Vault) -> None:
    page = opened(shell)
    alone = replace(inside.keys, slots=inside.keys.slots[:1])
    inside.keys = alone
    assert slots.ways_in(alone) == 1
    page.open_panel()
    assert "There is only one way in to these records." in page.panel.refused.text()
    assert "What you type here is kept." in page.panel.refused.text()
    page.panel.names.setPlainText("Dee")
    assert page.panel.add_button.accessibleDescription() == "There is only one way in to these records."
    page.panel.refused.findChildren(QPushButton)[0].click()
    page_id, where = shell.where
    settings = shell.page(page_id)
    assert isinstance(settings, SettingsPage)
    assert where["section"] in settings.sections


def test_two_hundred_people_scroll_and_are_quick(qtbot: QtBot, inside: Vault, jobs: Jobs, look: Theme) -> None:
    import time

    letters = "abcdefghijklmnopqrst"
    vaults.group(inside, [f"Woman{one}{two}" for one in letters for two in letters[:10]])
    shell = shell_over(qtbot, inside, jobs)
    start = time.perf_counter()
    page = opened(shell)
    assert time.perf_counter() - start < 1.0
    assert page.table.proxy.rowCount() == 200
    assert page.table.verticalScrollBar().maximum() > 0


def test_every_control_has_a_name(shell: Shell, group: Group) -> None:
    page = opened(shell)
    page.open_panel()
    assert nameless(page) == []
    assert all(one.tabChangesFocus() for one in page.findChildren(QPlainTextEdit))


# -- while others may look on


def test_release_dates_are_hidden_while_a_workshop_is_on(shell: Shell, told: Group, morning: FixedClock) -> None:
    page, action = opened(shell), shell.desk.actions["people.dates"]
    assert page.table.isColumnHidden(columns.GOING_HOME)
    assert page.shoulders.button.isVisible()
    assert page.shoulders.button.text() == "Show release dates"
    press(Qt.Key.Key_H, modifier=CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert not page.table.isColumnHidden(columns.GOING_HOME)
    assert page.shoulders.button.text() == action.text() == "Hide release dates"
    press(Qt.Key.Key_H, modifier=CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert page.table.isColumnHidden(columns.GOING_HOME)
    morning.advance(hours=7)  # 16:27, the workshop is over
    page.shoulders.minute.timeout.emit()
    assert not page.table.isColumnHidden(columns.GOING_HOME)
    assert not page.shoulders.button.isVisible()
    assert not action.isEnabled()


def test_who_goes_home_soon_is_a_count_only(shell: Shell, told: Group) -> None:
    page = opened(shell)
    page.chips.choose(columns.SOON)
    assert names(page) == []
    assert page._none_here.isVisible()  # noqa: SLF001
    assert "Ctrl+Shift+H" in page._none_here.text()  # noqa: SLF001
    shell.desk.actions["people.dates"].trigger()
    assert names(page) == ["Asha"]


def test_dates_are_hidden_again_after_another_page(shell: Shell, told: Group) -> None:
    page = opened(shell)
    shell.desk.actions["people.dates"].trigger()
    shell.go("settings")
    shell.go("participants")
    assert page.table.isColumnHidden(columns.GOING_HOME)


def test_the_key_bar_says_what_the_keys_do_here(shell: Shell, told: Group) -> None:
    page, hint = opened(shell), shell.desk.actions.hint_for
    assert hint("people.dates") in page.key_hints()
    page.open_panel()
    assert [one.keys for one in page.key_hints()] == [("Esc",)]
    assert not shell.desk.actions["people.dates"].isEnabled()
    page.close_panel()
    assert hint("people.dates") in page.key_hints()
