"""Inbox: look at a bundle, take it in, settle what clashes; and every refusal with its own sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.line import Line, Stick, new_line
from tests.unit.ui.shells import focused, nameless, press, settle, shell_over
from tests.vaults import Group
from wagesdesk.clock import FixedClock
from wagesdesk.export import container
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, clash, cohort, consent, custody, people, quarantine
from wagesdesk.services.restore import offers
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.inbox import sticks
from wagesdesk.ui.pages.inbox.page import InboxPage
from wagesdesk.ui.pages.transfer.words import says_arrived
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    return new_line(inside, outside, group)


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path)


@pytest.fixture
def shell(qtbot: QtBot, outside: Vault, jobs: Jobs) -> Shell:
    return shell_over(qtbot, outside, jobs)


@pytest.fixture
def page(shell: Shell, stick: Stick, monkeypatch: pytest.MonkeyPatch) -> InboxPage:
    monkeypatch.setattr(sticks, "LOOK_EVERY_MS", 20)
    shell.go("inbox")
    page = shell.page("inbox")
    assert isinstance(page, InboxPage)
    page.media_root = stick.root
    return page


def words(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget) and one.text()]


def button(widget: QWidget, name: str) -> Button:
    (found,) = [one for one in widget.findChildren(Button) if one.accessibleName() == name]
    return found


def listed(page: InboxPage) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(page.list.item(row).data(role)) for row in range(page.list.count())]


def look_at(qtbot: QtBot, page: InboxPage, jobs: Jobs, file: Path) -> None:
    page.read_file(file)
    settle(qtbot, jobs)


def take(qtbot: QtBot, page: InboxPage, jobs: Jobs, file: Path) -> None:
    look_at(qtbot, page, jobs, file)
    page.preview.on.click()
    settle(qtbot, jobs)
    assert page.views.currentWidget() is page.taken


# -- reading and taking in


def test_nothing_here_yet(page: InboxPage) -> None:
    assert page.views.currentWidget() is page.empty
    assert words(page.empty) == ["Bundles that another place made for you come in here, on a stick or as a file."]
    button(page.empty, "Read a stick").click()
    assert page.views.currentWidget() is page.sticks


def test_the_only_bundle_on_a_stick_opens_itself(qtbot: QtBot, page: InboxPage, line: Line, stick: Stick) -> None:
    page.stick_button.click()
    line.write(stick.path)
    qtbot.waitUntil(lambda: page.views.currentWidget() is page.preview)
    assert page.preview.head.title.text() == "Bundle from HMP Ashmere"
    assert page.preview.head.line.text() == "Made by Rhian and checked by Carys on Tuesday 3 November at 09:27"
    shown = words(page.preview)
    own = ", ".join(card.check_words(card.own_card(line.outside, line.outside.staff_id)))
    assert {"Signature is HMP Ashmere's", "2 people said yes", "First runs out 20 November", own} <= set(shown)
    assert "Only you and the spare key can open it" in shown
    assert shown.count("New here") == 2
    assert page.preview.on.text() == "Take in 2 people"
    assert page.preview.comes.text() == ("It holds 2 marks in the register and 1 business, and what they belong to.")


def test_several_bundles_are_offered_and_only_real_ones(
    qtbot: QtBot, page: InboxPage, line: Line, stick: Stick, tmp_path: Path
) -> None:
    first, second = line.write(stick.path), line.write(stick.path)
    (stick.path / "wd-aaaaaaaa.age").mkdir()
    (stick.path / "wd-bbbbbbbb.age").symlink_to(first)
    (stick.path / "deeper").mkdir()
    (stick.path / "deeper" / first.name).write_bytes(first.read_bytes())
    page.stick_button.click()
    qtbot.waitUntil(lambda: len(page.sticks.findChildren(Button)) > 1)
    names = {one.accessibleName() for one in page.sticks.findChildren(Button)}
    assert names == {"Choose a folder…", f"Open {first.name}", f"Open {second.name}"}
    button(page.sticks, f"Open {second.name}").click()
    qtbot.waitUntil(lambda: page.views.currentWidget() is page.preview)


def test_taking_in_brings_people_with_their_register(
    qtbot: QtBot, shell: Shell, page: InboxPage, line: Line, stick: Stick, jobs: Jobs
) -> None:
    take(qtbot, page, jobs, line.write(stick.path))
    assert page.taken.done.text().startswith("Done. 2 people are here. A backup from before was kept.")
    assert page.taken.finish.text() == "Done"
    folder = line.outside.home / "before-import"
    assert page.taken.undo.text().endswith(f"The backup is in {folder}.")
    assert len(offers((folder,))) == 1
    (group,) = cohort.cohorts(line.outside)
    shown = attendance.register(line.outside, group.id, line.outside.clock.today())
    assert [(row.name, [cell.letter for cell in row.cells[:2]]) for row in shown.rows] == [("Asha", ["P", "L"])]
    assert listed(page) == ["From HMP Ashmere, 2 people, Made by Rhian, Tue 3 Nov, Merged Tue 3 Nov"]
    assert "She shares no workshops, so she is in no cohort here." in words(page.taken)  # Bronwen
    button(page.taken, "Open Asha's first page").click()
    assert shell.where == ("person", {"person_id": line.asha, "tab": "overview"})
    rows = consent.consents(line.outside, line.asha, line.outside.clock.today())
    assert {row.recipient_name for row in rows if row.says == "yes"} == {"Cwlwm Co-operative"}, "this very place"
    assert shell.desk.cohort() == group.id


def test_both_ends_show_the_same_code(qtbot: QtBot, page: InboxPage, line: Line, stick: Stick, jobs: Jobs) -> None:
    take(qtbot, page, jobs, line.write(stick.path))
    code = custody.dispatches(line.inside)[0].ack_code
    assert f"the code {code[:5]} {code[5:]}" in page.taken.done.text()


def test_not_now_keeps_it_waiting(qtbot: QtBot, page: InboxPage, line: Line, stick: Stick, jobs: Jobs) -> None:
    look_at(qtbot, page, jobs, line.write(stick.path))
    page.preview.not_now.click()
    assert page.views.currentWidget() is page.idle
    assert listed(page) == ["From HMP Ashmere, 2 people, Made by Rhian, Tue 3 Nov, Waiting"]
    assert cohort.cohorts(line.outside) == ()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.views.currentWidget() is page.preview


def test_twice_is_nothing_new(qtbot: QtBot, page: InboxPage, line: Line, stick: Stick, jobs: Jobs) -> None:
    file = line.write(stick.path)
    take(qtbot, page, jobs, file)
    before = vaults.dump(line.outside)
    look_at(qtbot, page, jobs, file)
    assert page.preview.known.text() == "You have taken this in before. Nothing new."
    assert not page.preview.on.isVisibleTo(page)
    assert words(page.preview).count("Nothing new") == 2
    page.preview.not_now.click()
    assert vaults.dump(line.outside) == before


# -- what changes later


def test_a_withdrawal_is_told_first(
    qtbot: QtBot, page: InboxPage, line: Line, stick: Stick, jobs: Jobs, morning: FixedClock
) -> None:
    old = line.write(stick.path)
    take(qtbot, page, jobs, old)
    morning.set(datetime(2026, 11, 21, 9, tzinfo=UTC))  # Bronwen's yes ran out the day before
    line.takes_back(0, on=date(2026, 11, 5))
    look_at(qtbot, page, jobs, line.write(stick.path))
    assert page.preview.took_back.text().startswith(
        "Asha took her consent back on Thursday 5 November. Bronwen's consent ran out on Friday 20 November."
    )
    assert (
        "Taking this in hides it at once on every page here, and her name too where she shares nothing any more. What "
        "is hidden is listed under Settings, Erase people, until it is erased."
    ) in " ".join(page.preview.took_back.text().split())
    assert page.preview.on.text() == "Take in their answers"
    press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    press(Qt.Key.Key_Return)  # pressed twice: nothing else happens by it
    assert focused() == "What came in"
    assert page.taken.done.text().startswith("Done. Their answers are here.")
    assert "2 people, hidden" in words(page.taken)
    assert button(page.taken, "Erase people").isEnabled()
    assert not {"Asha", "Bronwen"} & set(words(page.taken)), "their names stand where they are erased alone"
    page.taken.finish.setFocus()
    press(Qt.Key.Key_Return)
    assert focused() == "Read a stick"
    page.show_bundle(page.list.item(0).data(Qt.ItemDataRole.UserRole))
    assert not page.taken.undo.isVisible()
    look_at(qtbot, page, jobs, old)  # an older bundle does not undo a newer no
    assert "0 people said yes" in words(page.preview)


def test_what_a_bundle_builds_on_and_is_not_here_is_told_before_and_after(
    qtbot: QtBot, page: InboxPage, line: Line, stick: Stick, jobs: Jobs
) -> None:
    line.seal()
    custody.acknowledge(line.inside, line.inside.staff_id, custody.dispatches(line.inside)[0].ack_code)
    look_at(qtbot, page, jobs, line.write(stick.path))
    told = "Bundle 1 from HMP Ashmere is not here, and this one holds only what is newer. It is not everything."
    assert page.preview.gap.text().startswith(told)
    assert "Ask for everything: Write back does it by itself." in page.preview.gap.text()
    page.preview.on.click()
    settle(qtbot, jobs)
    assert page.taken.gap.text().startswith(told)
    assert page.taken.done.text().startswith("2 people are here.")
    assert "code" not in page.taken.done.text(), "it would be left out of the next one"
    assert listed(page) == ["From HMP Ashmere, 2 people, Made by Rhian, Tue 3 Nov, Something is missing"]
    (prison,) = card.recipients(line.outside)
    assert says_arrived(line.outside, prison) == "It asks HMP Ashmere for everything that is not here any more."


def test_import_waits_for_no_choice_and_says_what_is_to_settle(
    qtbot: QtBot, shell: Shell, page: InboxPage, line: Line, stick: Stick, jobs: Jobs, morning: FixedClock
) -> None:
    take(qtbot, page, jobs, line.write(stick.path))
    people.set_business(line.inside, line.inside.staff_id, person_id=line.asha, name="Embellish", about="")
    morning.advance(days=1)
    people.set_business(line.outside, line.outside.staff_id, person_id=line.asha, name="Asha's Cards", about="")
    look_at(qtbot, page, jobs, line.write(stick.path))
    assert {"Written here too", "Nothing new"} <= set(words(page.preview))
    page.preview.on.click()
    settle(qtbot, jobs)
    (one,) = clash.clashes(line.outside)
    assert "1 to settle" in words(page.taken)
    assert page.taken.finish.text() == "Finish later"
    assert page.to_settle.text() == "1 to settle"
    assert button(page.taken, "Open Asha's first page").isEnabled()
    page.taken.settle.click()
    assert shell.where == ("settle", {"tab": "clashes"})
    clash.settle(line.outside, line.outside.staff_id, entry_id=one.sides[0].entry_id, field=one.field)
    shell.go("inbox")
    page.make_stale()
    assert page.taken.finish.text() == "Done"
    assert not page.to_settle.isVisible()
    assert not page.taken.settle.isVisible()


def test_what_is_held_back_is_counted(
    qtbot: QtBot, shell: Shell, page: InboxPage, line: Line, stick: Stick, jobs: Jobs, second: Vault
) -> None:
    take(qtbot, page, jobs, line.write(stick.path))
    vaults.exchange_cards(line.inside, second)
    vaults.take_in(second, vaults.lines(line.inside))
    people.set_business(second, second.staff_id, person_id=line.asha, name="Card Art", about="")
    own = [one for one in vaults.entries(second) if one.header.writer == second.spell.writer]
    theirs = [one.line() for one in own if one.header.type in ("writer", "business")]
    vaults.take_in(line.outside, theirs)  # by a machine whose card is not here
    assert quarantine.count(line.outside) == 1
    page.show_bundle(page.list.item(0).data(Qt.ItemDataRole.UserRole))
    assert "1 entry held back." in words(page.taken)
    page.taken.settle.click()
    assert shell.where == ("settle", {"tab": "held"})


# -- refusals


def whole(line: Line, folder: Path) -> Path:
    return line.write(folder)


def cut(line: Line, folder: Path) -> Path:
    file = line.write(folder)
    file.write_bytes(file.read_bytes()[:-1000])
    return file


def altered(line: Line, folder: Path) -> Path:
    file = line.write(folder)
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    return file


def misnamed(line: Line, folder: Path) -> Path:
    return line.write(folder).rename(folder / "bundle.age")


def a_letter(line: Line, folder: Path) -> Path:
    file = folder / "wd-aaaaaaaa.age"
    file.write_text("Dear Marged")
    return file


def too_new(line: Line, folder: Path) -> Path:
    return sealed_with(line, folder, min_reader=99)


def for_another(line: Line, folder: Path) -> Path:
    from wagesdesk.models.keys import new_machine_keys

    made = line.seal()
    other = dataclasses.replace(made.manifest.recipients[0], age_public=new_machine_keys().age_public)
    return sealed_with(line, folder, recipients=(other, *made.manifest.recipients[1:]))


def sealed_with(line: Line, folder: Path, **changed: object) -> Path:
    """A bundle with these fields of its manifest, rightly signed."""
    from wagesdesk.models import check_key

    carys = vaults.staff_id(line.inside, "Carys")
    seed, _public = check_key.derive(
        vaults.PASSPHRASES["Carys"], vault_id=line.inside.keys.vault_id, staff_id=carys, params=vaults.QUICK
    )
    manifest = dataclasses.replace(line.seal().manifest, **changed)  # type: ignore[arg-type]
    files = {"journal.jsonl": b"", "heads.json": b"{}"}
    sealed = container.seal_bundle(files, manifest, machine=line.inside.machine, checker_seed=seed)
    file = folder / sealed.name
    file.write_bytes(sealed.content)
    return file


def gone(line: Line, folder: Path) -> Path:
    return folder / "wd-aaaaaaaa.age"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (cut, "This copy of the bundle is not complete."),
        (altered, "This bundle was changed on its way."),
        (misnamed, "This file is not a WagesDesk bundle."),
        (a_letter, "This file is not a WagesDesk bundle."),
        (too_new, "This bundle was made by a newer WagesDesk."),
        (for_another, "This bundle was made for another machine."),
        (gone, "The file cannot be read any more."),
    ],
)
def test_each_refusal_has_its_sentence_and_changes_nothing(
    qtbot: QtBot, page: InboxPage, line: Line, stick: Stick, jobs: Jobs,
    make: Callable[[Line, Path], Path], sentence: str,
) -> None:  # fmt: skip
    file = make(line, stick.path)
    before = vaults.dump(line.outside)
    look_at(qtbot, page, jobs, file)
    assert page.views.currentWidget() is page.refused
    assert page.refused.panel.text().startswith(
        f"{sentence} Nothing was taken in. The records on this machine are as they were."
    )
    assert not page.refused.cards.isVisible()
    assert vaults.dump(line.outside) == before
    page.refused.other.click()
    assert page.views.currentWidget() is page.sticks


def test_an_unknown_machine_shows_what_it_claims(
    qtbot: QtBot, shell: Shell, page: InboxPage, line: Line, stick: Stick, jobs: Jobs
) -> None:
    from wagesdesk.models.keys import fingerprint

    public = line.inside.machine.sign_public
    card.remove(line.outside, line.outside.staff_id, public.hex())
    look_at(qtbot, page, jobs, line.write(stick.path))
    shown = words(page.refused)
    assert {"HMP Ashmere", "a prison's laptop", fingerprint(public)} <= set(shown)
    button(page.refused, "Compare cards in Settings").click()
    assert shell.where == ("settings", {"section": "cards"})


def test_every_control_has_a_name(qtbot: QtBot, page: InboxPage, line: Line, stick: Stick, jobs: Jobs) -> None:
    assert nameless(page) == []
    look_at(qtbot, page, jobs, line.write(stick.path))
    assert nameless(page) == []
    page.preview.on.click()
    settle(qtbot, jobs)
    assert nameless(page) == []


def test_a_bundle_that_erases_somebody_says_whom_first(
    qtbot: QtBot, page: InboxPage, jobs: Jobs, line: Line, stick: Stick
) -> None:
    take(qtbot, page, jobs, line.write(stick.path))
    line.inside.erase(line.inside.staff_id, line.asha)
    look_at(qtbot, page, jobs, line.write(stick.path))
    assert "HMP Ashmere has erased for good: Asha." in words(page.preview)
    page.preview.on.click()
    settle(qtbot, jobs)
    assert b"Asha" not in vaults.dump(line.outside)
