"""Staff in the settings: adding, new words, the recovery key, and removing, over real slots and a real new key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.unit.ui.conftest import CHEAP, RHIAN
from tests.unit.ui.settings.conftest import Device, Show
from tests.unit.ui.settings.screen import button, enter, words
from wagesdesk.clock import FixedClock
from wagesdesk.errors import WrongPassphrase
from wagesdesk.models import folder, slots
from wagesdesk.models.vault import Vault
from wagesdesk.services import backup, card, history, staff, vault
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.pages.settings.lost import LostForm
from wagesdesk.ui.pages.settings.new_key import Staying
from wagesdesk.ui.pages.settings.page import SettingsPage
from wagesdesk.ui.pages.settings.recovery import RecoveryForm
from wagesdesk.ui.pages.settings.removal import RemovalForm
from wagesdesk.ui.pages.settings.words_forms import PersonForm, WordsForm

CARYS = "marble otter violin eight stone"


def opens(home: Path, name: str, secret: str) -> bool:
    keys, _notices = slots.read_keys(folder.current(home))
    found = [slot for slot in keys.slots if slot.name == name]
    try:
        return bool(found) and bool(slots.open_slot(keys, found[0].id, secret))
    except WrongPassphrase:
        return False


def done(qtbot: QtBot, page: SettingsPage) -> None:
    qtbot.waitUntil(lambda: page.staff.form is None, timeout=10_000)


def test_a_new_person_can_unlock(
    qtbot: QtBot, page: SettingsPage, sitting: Sitting, clock: FixedClock, vault_home: Path
) -> None:
    page.staff.add.click()
    form = page.staff.form
    assert isinstance(form, PersonForm)
    enter(form.name.editor, " ")
    assert "Type a name" in form.name.error()
    enter(form.name.editor, "carys")
    assert "already" in form.name.error()
    enter(form.name.editor, "Nia")
    passphrase = form.words.passphrase
    form.next.click()
    enter(form.back.edit, "not these words at all now")
    assert "Word 1" in form.back.field.error()
    enter(form.back.edit, passphrase.upper())
    qtbot.waitUntil(lambda: page.staff.form is None, timeout=5000)
    assert "Nia" in words(page.staff)
    assert [row.name for row in staff.staff(sitting.vault) if row.has_slot] == ["Carys", "Nia", "Rhian"]
    sitting.vault.lock()
    slot = next(one for one in vault.place(vault_home).slots if one.name == "Nia")
    vault.unlock(vault_home, slot_id=slot.id, secret=passphrase, clock=clock).lock()


# -- passphrases


def test_my_passphrase_is_changed_with_the_old_one(
    qtbot: QtBot, page: SettingsPage, sitting: Sitting, vault_home: Path
) -> None:
    page.staff.change.click()
    form = page.staff.form
    assert isinstance(form, WordsForm)
    enter(form.proof.edit, " ")
    assert "Type the words" in form.proof.field.error()
    enter(form.proof.edit, CARYS)
    form.words.turn.click()
    enter(form.words.chosen.edit, "short")
    assert form.part == 1
    new = "horses like old green apples"
    enter(form.words.chosen.edit, new)
    enter(form.back.edit, new)
    qtbot.waitUntil(lambda: bool(form.proof.field.error()), timeout=5000)
    assert "do not open the records" in form.proof.field.error()
    assert form.part == 0
    enter(form.proof.edit, RHIAN)
    form.next.click()
    enter(form.back.edit, new)
    done(qtbot, page)
    assert opens(vault_home, "Rhian", new)
    assert not opens(vault_home, "Rhian", RHIAN)
    assert opens(vault_home, "Carys", CARYS)


def test_the_recovery_key_lets_her_choose_new_words(
    qtbot: QtBot, show: Show, vault_home: Path, clock: FixedClock, recovery_key: str
) -> None:
    info = vault.place(vault_home)
    rhian = info.slots[0]
    slot = next(one for one in info.slots if one.kind == "recovery")
    opened = vault.unlock(vault_home, slot_id=slot.id, secret=recovery_key, clock=clock)
    page = show(Sitting(opened, rhian.staff_id, rhian.name, rhian.role))
    page.staff.change.click()
    form = page.staff.form
    assert isinstance(form, WordsForm)
    assert form.proof.edit.accessibleName() == "Recovery key"
    enter(form.proof.edit, recovery_key)
    new = form.words.passphrase
    form.next.click()
    enter(form.back.edit, new)
    done(qtbot, page)
    assert opens(vault_home, "Rhian", new)
    opened.lock()


def test_who_forgot_hers_gets_new_words(qtbot: QtBot, page: SettingsPage, vault_home: Path) -> None:
    button(page.staff, "New words for Carys").click()
    form = page.staff.form
    assert isinstance(form, WordsForm)
    assert "Let Carys sit here now" in words(form)
    new = form.words.passphrase
    form.next.click()
    enter(form.back.edit, new)
    done(qtbot, page)
    assert opens(vault_home, "Carys", new)


def test_a_form_can_be_given_up_and_another_takes_its_place(page: SettingsPage, vault_home: Path) -> None:
    page.staff.change.click()
    page.staff.add.click()
    assert isinstance(page.staff.form, PersonForm)
    button(page.staff, "Cancel").click()
    assert page.staff.form is None
    assert opens(vault_home, "Rhian", RHIAN)


def test_a_new_recovery_key_is_proven_by_one_group(
    qtbot: QtBot, page: SettingsPage, vault_home: Path, recovery_key: str
) -> None:
    assert "on paper, in the safe" in words(page.staff)
    button(page.staff, "Make a new recovery key").click()
    form = page.staff.form
    assert isinstance(form, RecoveryForm)
    assert "destroy it" in words(form)
    form.next.click()
    enter(form.field.editor, "0000")
    assert f"not group {form.asked}" in form.field.error()
    enter(form.field.editor, form.key.split()[form.asked - 1].lower())
    done(qtbot, page)
    assert opens(vault_home, "", form.key)
    assert not opens(vault_home, "", recovery_key)


# -- removing


@pytest.fixture
def three(sitting: Sitting) -> Sitting:
    """Nia works here too."""
    staff.add(
        sitting.vault, sitting.staff_id, name="Nia", role="facilitator", passphrase="paper lamp garden otter wheel",
        params=CHEAP, floor=CHEAP,
    )  # fmt: skip
    return sitting


def removal(page: SettingsPage, name: str) -> RemovalForm:
    button(page.staff, f"Remove {name}").click()
    form = page.staff.form
    assert isinstance(form, RemovalForm)
    return form


def row(form: RemovalForm, name: str) -> Staying:
    return next(one for one in form.rows if one.slot.name == name)


def test_removing_asks_first_and_can_be_left(page: SettingsPage, vault_home: Path) -> None:
    form = removal(page, "Carys")
    assert "Carys will not be able to unlock any more." in words(form)
    assert "Backups in both places are made anew" in words(form)
    button(form, "Cancel").click()
    assert opens(vault_home, "Carys", CARYS)


def test_who_stays_types_hers_or_gets_papers_and_the_page_stays(
    qtbot: QtBot, show: Show, three: Sitting, vault_home: Path, device: Device, tmp_path: Path
) -> None:
    opened = three.vault
    old = backup.make(opened).last_machine
    assert old is not None
    (tmp_path / "safe").mkdir()
    backup.choose(opened, tmp_path / "safe")
    device.change(last_backup_folder=str(tmp_path / "safe"))
    page = show(three)
    form = removal(page, "Nia")
    form.next.click()
    assert [one.name for one in form.rows] == ["Rhian", "Carys", "The recovery key"]
    assert row(form, "Rhian").turn.isHidden()
    row(form, "Carys").turn.click()
    assert "Carys gets new words on paper" in words(form)
    assert "A new recovery key is made" in words(form)
    form.next.click()
    assert "Type the words" in row(form, "Rhian").field.error()
    enter(row(form, "Rhian").edit, "not the words")
    form.next.click()
    qtbot.waitUntil(lambda: "do not open" in row(form, "Rhian").field.error())
    enter(row(form, "Rhian").edit, RHIAN)
    form.next.click()
    qtbot.waitUntil(lambda: form.part == 2)
    shown = words(form)
    assert all(word in shown for word in row(form, "Carys").fresh.split())
    assert not form.next.isEnabled()
    assert "Print or copy the papers first" in shown
    carys, recovery = row(form, "Carys").fresh, row(form, "").fresh
    form.done.click()
    assert form.next.text() == "Remove Nia and make a new key"
    form.next.click()
    done(qtbot, page)
    QApplication.processEvents()
    assert page.isVisible()
    assert opened.is_open
    assert "Nia" not in words(page.staff)
    assert not opens(vault_home, "Nia", "paper lamp garden otter wheel")
    assert opens(vault_home, "Rhian", RHIAN)
    assert opens(vault_home, "Carys", carys)
    assert opens(vault_home, "", recovery)
    state = backup.state(opened)
    assert state.last_machine is not None
    assert state.last_second is not None
    assert not old.folder.exists()
    assert opens_backup(state.last_second.folder, "Carys", carys)
    assert len(backup.backups(opened, backup.on_machine(opened))) == 1


def opens_backup(made: Path, name: str, secret: str) -> bool:
    keys, _notices = slots.read_keys(made)
    slot = next(one for one in keys.slots if one.name == name)
    return bool(slots.open_slot(keys, slot.id, secret))


def test_where_everybody_types_hers_nothing_goes_on_paper(
    qtbot: QtBot, page: SettingsPage, sitting: Sitting, recovery_key: str, vault_home: Path
) -> None:
    form = removal(page, "Carys")
    form.next.click()
    row(form, "").turn.click()
    row(form, "Rhian").edit.setText(RHIAN)
    row(form, "").edit.setText(recovery_key)
    form.next.click()
    qtbot.waitUntil(lambda: form.part == 2)
    assert "Everything is ready." in words(form)
    form.next.click()
    done(qtbot, page)
    assert opens(vault_home, "", recovery_key)
    assert [one.name for one in staff.staff(sitting.vault)] == ["Rhian"]


def test_nobody_removes_herself_and_a_checker_nobody(
    show: Show, sitting: Sitting, vault_home: Path, clock: FixedClock
) -> None:
    page = show(sitting)
    names = [one.accessibleName() for one in page.staff.findChildren(type(page.staff.add))]
    assert "Remove Carys" in names
    assert "Remove Rhian" not in names
    sitting.vault.lock()
    slot = vault.place(vault_home).slots[1]
    opened: Vault = vault.unlock(vault_home, slot_id=slot.id, secret=CARYS, clock=clock)
    page = show(Sitting(opened, slot.staff_id, slot.name, slot.role))
    names = [one.accessibleName() for one in page.staff.findChildren(type(page.staff.add))]
    assert [name for name in names if name.startswith(("Remove ", "New words"))] == []
    assert page.staff.change.isEnabled()
    assert not page.staff.recovery.isEnabled()
    opened.lock()


def test_somebody_else_is_made_an_administrator(page: SettingsPage, sitting: Sitting) -> None:
    button(page.staff, "Make Carys an administrator").click()
    assert "checker, looks after people and keys, has a passphrase" in words(page.staff)
    assert [one.name for one in staff.staff(sitting.vault) if one.admin] == ["Carys", "Rhian"]
    history.undo(sitting.vault, sitting.staff_id)
    page.staff.refresh()
    assert "checker, has a passphrase" in words(page.staff)


# -- something is lost


def test_a_lost_machine_means_a_new_key_and_its_card_goes(
    qtbot: QtBot, page: SettingsPage, sitting: Sitting, vault_home: Path, recovery_key: str, second: Vault
) -> None:
    opened = sitting.vault
    card.enrol(opened, sitting.staff_id, card.own_card(second, second.staff_id), compared_on=date(2026, 11, 3))
    generation = folder.current(vault_home)
    page.staff.lost.click()
    form = page.staff.form
    assert isinstance(form, LostForm)
    assert "up to that day" in words(form)
    form.what.editor.setCurrentIndex(1)
    assert form.what.editor.currentText() == "HMP Ashmere, second laptop, Laptop inside"
    form.next.click()
    assert [one.name for one in form.rows] == ["Rhian", "Carys", "The recovery key"]
    form.rows[1].turn.click()
    form.rows[2].turn.click()
    enter(form.rows[0].edit, RHIAN)
    enter(form.rows[2].edit, recovery_key)
    form.next.click()
    qtbot.waitUntil(lambda: form.part == 2)
    carys = form.rows[1].fresh
    form.done.click()
    assert form.next.text() == "Make a new key"
    form.next.click()
    done(qtbot, page)
    assert folder.current(vault_home) != generation
    assert card.cards(opened) == ()
    assert opens(vault_home, "Carys", carys)
    assert not opens(vault_home, "Carys", CARYS)
    assert opens(vault_home, "Rhian", RHIAN)
    assert opens(vault_home, "", recovery_key)
    assert [one.name for one in staff.staff(opened)] == ["Carys", "Rhian"]


def test_for_each_thing_that_can_go_wrong_there_is_a_line(page: SettingsPage) -> None:
    said = words(page.staff)
    for case in ("Somebody has left", "Words are forgotten", "key was seen, or is gone", "copy or a backup is gone"):
        assert case in said
