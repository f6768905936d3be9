"""Settings over real vaults: staff, cards both ways, the escrow key, backups, and this machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.unit.ui.settings.conftest import Device, Show
from tests.unit.ui.settings.screen import button, enter, words
from wagesdesk import paths
from wagesdesk.clock import FixedClock
from wagesdesk.errors import EscrowMissing
from wagesdesk.models import keys
from wagesdesk.services import backup, card, vault
from wagesdesk.services.changes import Changes
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.pages.settings.about import shipped
from wagesdesk.ui.pages.settings.escrow import KnownEscrow, NewEscrow
from wagesdesk.ui.pages.settings.page import SettingsPage
from wagesdesk.ui.print_preview import Preview


def test_only_an_administrator_changes_staff_and_keys(show: Show, vault_home: Path, clock: FixedClock) -> None:
    slot = vault.place(vault_home).slots[1]
    opened = vault.unlock(vault_home, slot_id=slot.id, secret="marble otter violin eight stone", clock=clock)
    page = show(Sitting(opened, slot.staff_id, slot.name, slot.role))
    for one in (page.staff.add, page.cards.read, page.cards.open_file, page.escrow.make, page.escrow.use):
        assert not one.isEnabled()
        assert one.accessibleDescription() == "Only an administrator can do this: Rhian."
    opened.lock()


def take_in(qtbot: QtBot, page: SettingsPage, file: Path, expected: tuple[str, ...]) -> None:
    """Open a card's file, compare the words with those the other machine shows, and take it in."""
    page.cards.load(file)
    qtbot.waitUntil(lambda: page.cards.compare is not None, timeout=5000)
    compare = page.cards.compare
    assert compare is not None
    assert all(word in words(compare) for word in expected)
    assert not compare.take.isEnabled()
    compare.same.click()
    compare.take.click()


def test_two_places_exchange_their_cards(
    qtbot: QtBot, show: Show, sitting: Sitting, outside: Sitting, tmp_path: Path
) -> None:
    here, there = show(sitting), show(outside)
    files: list[Path] = []
    for page in (here, there):
        qtbot.waitUntil(page.own_card.printing.isEnabled, timeout=5000)  # once the words are there
        files.append(tmp_path / f"{len(files)}.card.txt")
        page.own_card._write(files[-1])  # noqa: SLF001 - what the file dialog calls
    take_in(qtbot, here, files[1], there.own_card.words)
    take_in(qtbot, there, files[0], here.own_card.words)
    for page, mine, other in ((here, sitting, outside), (there, outside, sitting)):
        row = card.recipients(mine.vault)[0]
        assert row.id == other.vault.machine.sign_public.hex()
        assert row.place in words(page.cards)
        assert page.cards.compare is None
        assert page.cards.field.editor.toPlainText() == ""
    button(here.cards, "Remove the card of Ashmere Co-operative").click()
    button(here.cards, "Keep it").click()
    assert len(card.recipients(sitting.vault)) == 1
    button(here.cards, "Remove the card of Ashmere Co-operative").click()
    button(here.cards, "Remove this card").click()
    assert card.recipients(sitting.vault) == ()
    assert "No card yet." in words(here.cards)


def test_a_mistyped_card_is_told_by_its_line(qtbot: QtBot, page: SettingsPage, outside: Sitting) -> None:
    lines = keys.card_text(card.own_card(outside.vault, outside.staff_id)).splitlines()
    number = next(place for place, line in enumerate(lines) if line.startswith("sign 2"))
    wrong = lines[number][:-1] + ("2" if lines[number][-1] != "2" else "3")
    page.cards.field.editor.setPlainText("\n".join([*lines[:number], wrong, *lines[number + 1 :]]))
    page.cards.read.click()
    qtbot.waitUntil(lambda: bool(page.cards.field.error()), timeout=5000)
    assert page.cards.field.error().startswith(f"Line {number + 1} of the card was mistyped.")
    assert page.cards.field.editor.textCursor().selectedText() == wrong
    assert page.cards.compare is None


def test_her_own_card_and_words_that_differ_are_not_taken_in(
    qtbot: QtBot, page: SettingsPage, sitting: Sitting, outside: Sitting
) -> None:
    for one in (sitting, outside):
        page.cards.field.editor.setPlainText(keys.card_text(card.own_card(one.vault, one.staff_id)))
        page.cards.read.click()
        qtbot.waitUntil(lambda: page.cards.compare is not None, timeout=5000)
        assert page.cards.compare is not None
        if one is sitting:
            page.cards.compare.same.click()
            page.cards.compare.take.click()
            assert "own" in page.cards.field.error() or "this" in page.cards.field.error()
        else:
            page.cards.compare.leave.click()
    assert card.cards(sitting.vault) == ()


def test_the_escrow_key_is_set_once_its_paper_was_read_back(page: SettingsPage, sitting: Sitting) -> None:
    assert "No spare key is set yet." in words(page.escrow)
    page.escrow.make.click()
    form = page.escrow.form
    assert isinstance(form, NewEscrow)
    enter(form.field.editor, "0000-0000-0000-0000")
    assert f"not line {form.asked}" in form.field.error()
    with pytest.raises(EscrowMissing):
        card.escrow(sitting.vault)
    secret = keys.read_escrow("\n".join(form.lines))
    enter(form.field.editor, form.lines[form.asked - 1].lower().replace("-", " "))
    assert card.escrow(sitting.vault) == keys.age_public_of(secret)
    assert page.escrow.form is None
    assert card.escrow(sitting.vault) in words(page.escrow).replace(" ", "")


def test_a_known_escrow_key_must_be_a_key(page: SettingsPage, sitting: Sitting) -> None:
    page.escrow.use.click()
    form = page.escrow.form
    assert isinstance(form, KnownEscrow)
    enter(form.field.editor, "age1nothing")
    assert "not the public half" in form.field.error()
    public = keys.new_escrow()[1]
    enter(form.field.editor, f" {public.upper()} ")
    assert card.escrow(sitting.vault) == public


def test_a_backup_is_made_in_both_places_and_listed(
    qtbot: QtBot, page: SettingsPage, sitting: Sitting, device: Device, tmp_path: Path
) -> None:
    assert "Never" in words(page.backup)
    (tmp_path / "safe").mkdir()
    page.backup.take_folder(tmp_path / "safe")
    assert device.settings.last_backup_folder == str(tmp_path / "safe")
    assert "on the same disk" in words(page.backup)
    page.backup.make.click()
    assert not page.backup.make.isEnabled()
    qtbot.waitUntil(page.backup.make.isEnabled, timeout=5000)
    second = backup.second_place(sitting.vault, str(tmp_path / "safe"))
    assert second is not None
    for folder in (second, backup.on_machine(sitting.vault)):
        assert [row.own for row in backup.backups(sitting.vault, folder)] == [True]
    assert words(page.backup).count("Tue 3 Nov 2026, 09:27. Everything is in it.") == 2
    assert "Backups in the second place" in words(page.backup)


def test_a_second_place_that_is_away_is_said(page: SettingsPage, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    page.backup.take_folder(tmp_path / "stick")
    (tmp_path / "stick").rename(tmp_path / "away")
    page.backup.refresh()
    assert "The second place is not there now." in words(page.backup)
    page.backup.take_folder(tmp_path / "nothing" / "here")
    assert page.desk.settings().last_backup_folder == str(tmp_path / "stick")


def test_this_machine_follows_its_choices(page: SettingsPage, device: Device) -> None:
    for field, data in ((page.machine.text_size, "130"), (page.machine.look, "dark"), (page.machine.minutes, "10")):
        box = field.editor
        box.setCurrentIndex(box.findData(data))
        box.activated.emit(box.currentIndex())
    page.machine.full.click()
    now = device.settings
    assert (now.text_size, now.theme, now.idle_minutes, now.full_screen) == (130, "dark", 10, False)


def test_the_card_is_printed_line_by_line(qtbot: QtBot, page: SettingsPage) -> None:
    qtbot.waitUntil(page.own_card.printing.isEnabled, timeout=5000)
    page.own_card.printing.click()
    preview = page.own_card.findChildren(Preview)[0]
    qtbot.waitUntil(lambda: preview.pdf.pageCount() == 1, timeout=5000)
    text = preview.pdf.getAllText(0).text()
    preview.reject()
    assert all(line in text for line in page.own_card.text.toPlainText().splitlines())
    assert all(word in text for word in page.own_card.words)


def test_a_section_is_jumped_to(qtbot: QtBot, page: SettingsPage) -> None:
    page.desk.go("settings", section="escrow")
    qtbot.waitUntil(lambda: page.window().focusWidget() is page.escrow.make, timeout=1000)
    page.desk.bus.tell(Changes(frozenset({"card"})))
    assert page.window().focusWidget() is page.escrow.make


def test_what_ships_is_told_with_its_licence() -> None:
    told = dict(shipped())
    assert told["Atkinson Hyperlegible Next"].startswith("SIL OFL 1.1")
    assert told["Lucide"].startswith("ISC")
    assert "our own" not in told
    for name, licence in told.items():  # what is our own, or a fact, is not of others
        assert paths.resource(licence.rpartition(", ")[2]).is_file(), name
