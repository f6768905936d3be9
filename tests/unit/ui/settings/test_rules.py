"""The rules of the place in Settings, and that the other pages follow them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from tests.unit.ui.conftest import RHIAN
from tests.unit.ui.settings.conftest import Device, Show
from tests.unit.ui.settings.screen import button, enter, words
from tests.unit.ui.test_lock import editor, press
from wagesdesk.clock import FixedClock
from wagesdesk.services import cohort, people, site, vault
from wagesdesk.services.site import GroupWord
from wagesdesk.settings import Settings
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.host import Homes, Host
from wagesdesk.ui.lock import LockPage
from wagesdesk.ui.pages.cohort.page import CohortPage
from wagesdesk.ui.pages.settings.page import SettingsPage
from wagesdesk.ui.window import Shell


def choose(box: QComboBox, key: str) -> None:
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


def a_cohort(sitting: Sitting) -> str:
    """Asha and Bronwen in a cohort that began seven weeks ago; nobody was asked about consent."""
    opened, me = sitting.vault, sitting.staff_id
    made, _changes = cohort.create_cohort(
        opened, me, title="Cohort 7", term="", programme_code="wages", start=date(2026, 9, 15), weekday=1,
        starts="09:00", ends="16:00",
    )  # fmt: skip
    people.add_by_names(opened, me, cohort_id=made, text="Asha\nBronwen", joined_on=date(2026, 9, 15))
    return made


def test_pages_call_people_what_this_place_calls_them(show: Show, sitting: Sitting) -> None:
    a_cohort(sitting)
    page = show(sitting)
    desk = page.desk
    desk.go("workshops")
    desk.actions["register.rest"].trigger()
    assert "2 women marked present" in words(page.window())
    desk.actions["undo"].trigger()
    desk.go("settings")
    choose(page.rules.word.editor, "participants")
    desk.go("workshops")
    desk.actions["register.rest"].trigger()
    assert "2 participants marked present" in words(page.window())


def test_a_word_of_our_own_is_typed_in_both_forms(page: SettingsPage, sitting: Sitting) -> None:
    assert not page.rules.one.isVisible()
    choose(page.rules.word.editor, "own")
    enter(page.rules.one.editor, "learner")
    assert page.rules.many.error()
    page.rules.many.editor.setText("learners")
    page.rules.use_word.click()
    assert site.site(sitting.vault).group == GroupWord("learner", "learners")
    page.refresh()
    assert page.rules.word.editor.currentData() == "own"
    assert page.rules.many.editor.text() == "learners"


def test_the_usual_day_is_proposed_for_a_new_cohort(page: SettingsPage, sitting: Sitting) -> None:
    page.rules.starts.editor.setText("nine")
    enter(page.rules.ends.editor, "15:30")
    assert page.rules.starts.error()
    page.rules.starts.editor.setText("9:15")
    enter(page.rules.ends.editor, "15:30")
    assert site.site(sitting.vault).core_day == ("09:15", "15:30")
    page.desk.go("cohort")
    shell = page.window()
    assert isinstance(shell, Shell)
    new = shell.page("cohort")
    assert isinstance(new, CohortPage)
    assert (new.form.starts.editor.text(), new.form.ends.editor.text()) == ("09:15", "15:30")


def test_people_past_their_time_are_counted_and_nobody_is_erased(page: SettingsPage, sitting: Sitting) -> None:
    clock = sitting.vault.clock
    assert isinstance(clock, FixedClock)
    a_cohort(sitting)
    choose(page.rules.keep.editor, "6")
    assert "longer than that" not in words(page.rules)
    clock.advance(days=365)
    page.rules.refresh()
    assert "2 people are kept longer than that." in words(page.rules)
    assert len(people.people(sitting.vault, cohort.cohorts(sitting.vault)[0].id, clock.today())) == 2
    page.rules.erase.click()
    assert page.window().where[0] == "erase"  # type: ignore[attr-defined]


def test_a_choice_can_be_taken_back(page: SettingsPage, sitting: Sitting) -> None:
    choose(page.rules.keep.editor, "24")
    page.desk.actions["undo"].trigger()
    assert site.site(sitting.vault).retention_months == 0
    assert page.rules.keep.editor.currentData() == "0"


def test_a_checker_can_look_at_the_rules_only(show: Show, vault_home: Path, clock: FixedClock) -> None:
    slot = vault.place(vault_home).slots[1]
    opened = vault.unlock(vault_home, slot_id=slot.id, secret="marble otter violin eight stone", clock=clock)
    page = show(Sitting(opened, slot.staff_id, slot.name, slot.role))
    for field in (page.rules.word, page.rules.code, page.rules.keep, page.rules.starts):
        assert not field.editor.isEnabled()
    assert "Only an administrator can do this: Rhian." in words(page.rules)
    assert not page.place.change.isEnabled()
    opened.lock()


def test_no_quick_code_is_offered_where_none_is_allowed(
    qtbot: QtBot, page: SettingsPage, sitting: Sitting, device: Device, vault_home: Path, clock: FixedClock,
    qapp: QApplication, tmp_path: Path,
) -> None:  # fmt: skip
    choose(page.rules.code.editor, "0")
    assert site.site(sitting.vault).quick_code_minutes == 0
    assert not device.settings.quick_code
    sitting.vault.lock()
    host = Host(
        qapp, Homes(vault_home, vault_home), settings=Settings(), settings_file=tmp_path / "settings.toml", clock=clock
    )
    qtbot.addWidget(host)
    host.start()
    assert isinstance(host.front, LockPage)
    editor(host.front, "Passphrase").setText(RHIAN)
    press(host.front, "Unlock")
    qtbot.waitUntil(lambda: isinstance(host.front, Shell))  # learns the rule, which came with a bundle perhaps
    host.lock_at_once()
    assert isinstance(host.front, LockPage)
    assert "Choose a quick code" not in words(host.front)


def test_a_new_name_stands_in_the_sidebar_at_once(
    qtbot: QtBot, vault_home: Path, clock: FixedClock, qapp: QApplication, tmp_path: Path
) -> None:
    host = Host(
        qapp, Homes(vault_home, vault_home), settings=Settings(), settings_file=tmp_path / "settings.toml", clock=clock
    )
    qtbot.addWidget(host)
    host.start()
    host.show()
    assert isinstance(host.front, LockPage)
    editor(host.front, "Passphrase").setText(RHIAN)
    press(host.front, "Unlock")
    qtbot.waitUntil(lambda: isinstance(host.front, Shell))
    assert isinstance(host.front, Shell)
    host.front.go("settings")
    page = host.front.page("settings")
    assert isinstance(page, SettingsPage)
    button(page.place, "Change the name").click()
    enter(page.place.name.editor, " ")
    assert page.place.name.error()
    enter(page.place.name.editor, "HMP Ashmere East")
    assert isinstance(host.front, Shell)
    assert host.front.where[0] == "settings"
    assert "HMP Ashmere East" in words(host.front)
    host.lock_at_once()
    assert "HMP Ashmere East" in words(host.front)
    host.close()
