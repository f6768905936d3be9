"""Erasing people on the screen: from the due list and from her page, asked first, with notices to print."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.journeys.sticks import receive, stick
from tests.unit.services import subjects
from tests.unit.services.subjects import Full
from tests.unit.ui.line import new_line
from tests.unit.ui.settings.screen import button, enter, words
from tests.unit.ui.shells import nameless, press, settle, shell_over, toast
from tests.vaults import Group
from wagesdesk.clock import FixedClock
from wagesdesk.models.vault import Vault
from wagesdesk.services import backup, erasure, site
from wagesdesk.ui import theme
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.erase.asking import AskingPart
from wagesdesk.ui.pages.erase.done import DonePart
from wagesdesk.ui.pages.erase.page import ErasePage
from wagesdesk.ui.pages.erase.some import SomePart
from wagesdesk.ui.pages.erase.sure import Second
from wagesdesk.ui.pages.person.page import PersonDetailPage
from wagesdesk.ui.pages.today.rows import RowButton
from wagesdesk.ui.print_preview import Preview
from wagesdesk.ui.window import Shell

LATER = 365 * 3


@pytest.fixture
def full(inside: Vault, outside: Vault) -> Full:
    """Asha, of whom a bundle went out, and others whose words name her."""
    return subjects.fill(inside, outside)


@pytest.fixture
def shell(qtbot: QtBot, look: theme.Theme, inside: Vault, full: Full, jobs: Jobs) -> Shell:
    return shell_over(qtbot, inside, jobs)


def page_of(shell: Shell) -> ErasePage:
    page = shell.page("erase")
    assert isinstance(page, ErasePage)
    return page


def asked(qtbot: QtBot, shell: Shell, jobs: Jobs) -> AskingPart:
    settle(qtbot, jobs)
    part = page_of(shell).part
    assert isinstance(part, AskingPart)
    return part


def ended(qtbot: QtBot, shell: Shell) -> DonePart:
    qtbot.waitUntil(lambda: isinstance(page_of(shell).part, DonePart), timeout=20_000)
    part = page_of(shell).part
    assert isinstance(part, DonePart)
    return part


def from_her_page(qtbot: QtBot, shell: Shell, person_id: str, jobs: Jobs) -> AskingPart:
    shell.go("person", person_id=person_id)
    settle(qtbot, jobs)
    shell.desk.actions["person.erase"].trigger()
    return asked(qtbot, shell, jobs)


def test_her_page_leads_to_it_and_it_says_what_it_means(qtbot: QtBot, shell: Shell, full: Full, jobs: Jobs) -> None:
    part = from_her_page(qtbot, shell, full.asha, jobs)
    said = words(page_of(shell))
    assert "Erase Asha?" in said
    assert "from Cohort 7 and Cohort 8" in said
    assert "a number and no name" in said
    assert "Cwlwm Co-operative has bundle 3 of Monday 2 November 2026 with Asha in it." in said
    assert "Workshop mark, Jodie" in said
    qtbot.waitUntil(lambda: QApplication.focusWidget() is part.card.field.editor)
    assert nameless(page_of(shell)) == []


def test_nothing_happens_until_her_name_is_typed(
    qtbot: QtBot, shell: Shell, full: Full, inside: Vault, jobs: Jobs
) -> None:
    part = from_her_page(qtbot, shell, full.asha, jobs)
    enter(part.card.field.editor, "Jodie")
    assert "Type Asha here" in part.card.field.error()
    enter(part.card.field.editor, "")
    part.card.field.editor.setFocus()
    assert b"Asha" in vaults.dump(inside)
    press(Qt.Key.Key_Escape)
    assert page_of(shell).part is None
    assert erasure.erased(inside) == ()


def test_she_is_erased_and_the_page_forgets_her_name_when_it_is_told_to(
    qtbot: QtBot, shell: Shell, full: Full, inside: Vault, jobs: Jobs
) -> None:
    part = from_her_page(qtbot, shell, full.asha, jobs)
    enter(part.card.field.editor, " asha ")
    done = ended(qtbot, shell)
    assert b"Embellish" not in vaults.dump(inside)
    said = words(done)
    assert "Asha: erased for good." in said
    assert "Cwlwm Co-operative: the next bundle tells them" in said
    assert QApplication.focusWidget() is done.close_button
    press(Qt.Key.Key_Return)
    said = words(page_of(shell))
    assert "Asha" not in said
    assert "3 Nov 2026, by Rhian" in said
    shell.go("person", person_id=full.asha)
    settle(qtbot, jobs)
    assert "She is not in this cohort." in words(shell.page("person"))


def test_the_notice_for_each_place_names_her_and_her_bundles(
    qtbot: QtBot, shell: Shell, full: Full, jobs: Jobs
) -> None:
    part = from_her_page(qtbot, shell, full.asha, jobs)
    enter(part.card.field.editor, "Asha")
    done = ended(qtbot, shell)
    button(done, "Print the notice for Cwlwm Co-operative").click()
    qtbot.waitUntil(lambda: bool(page_of(shell).findChildren(Preview)))
    shown = page_of(shell).findChildren(Preview)[0]
    settle(qtbot, jobs)
    qtbot.waitUntil(lambda: shown.pdf.pageCount() == 1)
    text = shown.pdf.getAllText(0).text()
    assert "Asha" in text
    assert full.asha[:8] in text
    assert "3 (2 Nov 2026)" in text


def test_where_others_name_her_can_be_opened_from_there(qtbot: QtBot, shell: Shell, full: Full, jobs: Jobs) -> None:
    part = from_her_page(qtbot, shell, full.asha, jobs)
    button(part, "Open: Workshop mark, Jodie").click()
    assert shell.where[0] == "person"
    shell.go("erase")
    assert page_of(shell).part is part, "what is asked stays"


def test_who_is_due_is_ticked_and_erased_together(
    qtbot: QtBot, shell: Shell, full: Full, inside: Vault, jobs: Jobs, morning: FixedClock
) -> None:
    site.set_retention(inside, inside.staff_id, 12)
    morning.advance(days=LATER)
    shell.go("erase")
    page = page_of(shell)
    assert not page.choose.look.isEnabled()
    assert "Tick who is to be erased." in words(page.choose)
    assert "Cohort 7, last workshop on 17 Nov 2026, over since 17 Nov 2027" in words(page.choose)
    page.choose.every.click()
    next(box for box in page.choose.findChildren(QCheckBox) if box.text() == "Asha").click()
    assert "Look what goes with 2 people" in page.choose.look.text()
    page.choose.look.click()
    part = asked(qtbot, shell, jobs)
    assert [one.name for one in part.people] == ["Chantelle", "Jodie"]
    enter(part.card.field.editor, "2")
    ended(qtbot, shell)
    assert {one.person_id for one in erasure.erased(inside)} == set(full.group.people[1:3])


def test_today_leads_to_the_due_list(qtbot: QtBot, shell: Shell, inside: Vault, morning: FixedClock) -> None:
    site.set_retention(inside, inside.staff_id, 12)
    morning.advance(days=LATER)
    shell.go("today")

    def kept() -> list[RowButton]:
        rows = shell.page("today").findChildren(RowButton)
        return [one for one in rows if "longer than you mean to" in one.accessibleName()]

    qtbot.waitUntil(lambda: bool(kept()))
    row = kept()[0]
    assert row.accessibleName() == "3 people are kept longer than you mean to. Cohort 7, Cohort 8"
    row.click()
    assert shell.where[0] == "erase"


def test_a_second_place_that_is_not_there_is_told(
    qtbot: QtBot, inside: Vault, full: Full, jobs: Jobs, look: theme.Theme, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    shell = shell_over(qtbot, inside, jobs)
    part = from_her_page(qtbot, shell, full.asha, jobs)
    assert not part.card.older.isVisible()
    away = AskingPart(part.people, Second(chosen=True, here=False), "")
    qtbot.addWidget(away)
    away.show()
    assert away.card.older.isVisible()
    assert away.card.older.isChecked()
    assert "It is not here now." in words(away)
    assert backup.second_place(inside, str(tmp_path / "stick")) is None


def test_who_is_no_administrator_can_look_only(
    qtbot: QtBot, look: theme.Theme, inside: Vault, full: Full, jobs: Jobs
) -> None:
    home, clock = inside.home, inside.clock
    inside.lock()
    opened = vaults.unlock(home, clock, "Carys")
    shell = shell_over(qtbot, opened, jobs)
    part = from_her_page(qtbot, shell, full.asha, jobs)
    assert not part.card.erase.isEnabled()
    assert "Only an administrator can do this: Rhian." in words(part)
    enter(part.card.field.editor, "Asha")
    assert erasure.erased(opened) == ()
    opened.lock()


def test_writing_about_somebody_erased_meanwhile_is_refused_with_a_sentence(
    qtbot: QtBot, shell: Shell, full: Full, inside: Vault, jobs: Jobs
) -> None:
    """As when the erasure came with a bundle while her page was open."""
    shell.go("person", person_id=full.asha)
    settle(qtbot, jobs)
    page = shell.page("person")
    assert isinstance(page, PersonDetailPage)
    card = page.overview.business
    card.open()
    inside.erase(inside.staff_id, full.asha)
    enter(card.findChildren(QLineEdit)[0], "Cards again")
    assert "That is no longer here." in words(shell)
    assert b"Cards again" not in b"".join(vaults.lines(inside, state=None))


def some_of(shell: Shell) -> SomePart:
    part = page_of(shell).part
    assert isinstance(part, SomePart)
    return part


def tick(part: SomePart, words: str) -> None:
    next(box for box in part.findChildren(QCheckBox) if box.text().startswith(words)).click()


def test_only_a_part_of_what_is_held_about_her_goes(
    qtbot: QtBot, shell: Shell, full: Full, inside: Vault, jobs: Jobs
) -> None:
    from_her_page(qtbot, shell, full.asha, jobs).some.click()
    part = some_of(shell)
    assert not part.card.erase.isEnabled()
    assert "Tick what is to go." in words(part)
    tick(part, "Business plan and sums, 2 entries")
    assert nameless(page_of(shell)) == []
    enter(part.card.field.editor, "Jodie")
    assert "Type Asha here" in part.card.field.error()
    assert b"Embellish" in vaults.dump(inside)
    enter(part.card.field.editor, "asha")
    qtbot.waitUntil(lambda: page_of(shell).part is None, timeout=20_000)
    settle(qtbot, jobs)
    assert toast(shell) == "Asha: erased for good: Business plan and sums."
    heap = b"".join(vaults.lines(inside, state=None))
    assert b"Embellish" not in heap
    assert b"Helped Jodie" in heap
    shell.go("erase", person_id=full.asha, some="yes")
    assert "Business plan and sums" not in words(some_of(shell))
    press(Qt.Key.Key_Escape)
    assert page_of(shell).part is None
    said = words(page_of(shell).choose.before)
    assert f"Number {full.asha[:8]}: Business plan and sums, 2 entries" in said
    assert "Embellish" not in said
    assert "Asha" not in said


def test_words_about_others_are_written_anew_once_she_is_erased(
    qtbot: QtBot, shell: Shell, full: Full, inside: Vault, jobs: Jobs
) -> None:
    part = from_her_page(qtbot, shell, full.asha, jobs)
    enter(part.card.field.editor, "Asha")
    done = ended(qtbot, shell)
    assert done.rewrite is not None
    jodie, chantelle = done.rewrite.rows
    assert nameless(page_of(shell)) == []
    jodie.save.click()
    assert jodie.fields["note"].error() == "Her name still stands here. Put another word there."
    jodie.fields["note"].editor.setPlainText("Learned from somebody")
    jodie.save.click()
    qtbot.waitUntil(lambda: "Workshop mark, Jodie: done." in words(done), timeout=20_000)
    settle(qtbot, jobs)
    assert chantelle.save.isEnabled()
    heap = b"".join(vaults.lines(inside, state=None))
    assert b"Learned from Asha" not in heap
    assert b"Learned from somebody" in heap
    done.close_button.click()
    said = words(page_of(shell).choose.before)
    assert f"Number {full.asha[:8]}: everything about her" in said
    assert "written anew, the older words went: Workshop mark, 1 entry" in said


def test_outside_what_she_took_back_is_listed_and_erased_there(
    qtbot: QtBot, look: theme.Theme, inside: Vault, outside: Vault, group: Group, jobs: Jobs, tmp_path: Path
) -> None:
    line = new_line(inside, outside, group)
    receive(line, stick(line, tmp_path, "first"))
    line.takes_back(0)
    receive(line, stick(line, tmp_path, "second"))
    shell = shell_over(qtbot, outside, jobs)
    shell.go("erase")
    settle(qtbot, jobs)
    page = page_of(shell)
    assert "Her name, Business plan and sums and Workshops she came to" in words(page.choose.back)
    button(page.choose.back, "Look what goes: Asha").click()
    part = some_of(shell)
    assert part.ticked == ("frame", "plan", "attendance")
    name, plan, attendance = part.findChildren(QCheckBox)[:3]
    assert name.text() == "Her name, 1 entry. All the rest goes with it."
    assert not plan.isEnabled()
    name.setChecked(False)
    plan.setChecked(False)
    name.setChecked(True)
    assert (part.ticked, attendance.isEnabled()) == (("frame", "plan", "attendance"), False)
    assert "ask for a bundle with everything" in words(part)
    enter(part.card.field.editor, "Asha")
    qtbot.waitUntil(lambda: page.part is None, timeout=20_000)
    settle(qtbot, jobs)
    assert not page.choose.back.isVisible()
    left = b"".join(vaults.lines(outside, state=None))
    assert b"Embellish" not in left
    assert b"Asha" not in left
    said = words(page.choose.before)
    assert f"Number {line.asha[:8]}: Her name; Business plan and sums; Workshops she came to, 5 entries" in said
