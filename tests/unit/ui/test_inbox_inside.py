"""The Inbox on an inside laptop: reached from the export page, for a second laptop's bundle and for a hub's return."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.ui.line import UNTIL, Stick, new_line, sealed_by
from tests.unit.ui.shells import nameless, settle, shell_over, toast
from tests.vaults import TODAY, Group
from wagesdesk.export import drives, inbox
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, card, cohort, consent, custody, people, quarantine
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.inbox import sticks
from wagesdesk.ui.pages.inbox.page import InboxPage
from wagesdesk.ui.pages.settle.page import SettlePage
from wagesdesk.ui.pages.transfer.page import TransferPage
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.toast import Toast
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path)


def sends(sender: Vault, checker: str, person_id: str, scopes: tuple[str, ...], stick: Stick) -> None:
    """Somebody's yes is noted at `sender` for the one place it knows, and a bundle about her lies on the stick."""
    (place,) = card.recipients(sender)
    consent.record(
        sender, sender.staff_id, person_id=person_id, recipient_id=place.id, answers=dict.fromkeys(scopes, True),
        on=TODAY, until=UNTIL, how="paper",
    )  # fmt: skip
    drives.write_bundle(stick.path, sealed_by(sender, checker, place.id, [person_id]))


def open_inbox(qtbot: QtBot, vault: Vault, jobs: Jobs, stick: Stick) -> InboxPage:
    """From the first step of the export page, by its button."""
    shell = shell_over(qtbot, vault, jobs)
    shell.go("export")
    transfer = shell.page("export")
    assert isinstance(transfer, TransferPage)
    assert transfer.read_button.isVisible()
    transfer.read_button.click()
    page = shell.page("inbox")
    assert isinstance(page, InboxPage)
    assert page.isVisible()
    page.media_root = stick.root
    return page


def take_from_stick(qtbot: QtBot, page: InboxPage, jobs: Jobs) -> None:
    page.stick_button.click()
    qtbot.waitUntil(lambda: page.views.currentWidget() is page.preview)
    assert nameless(page) == []
    page.preview.on.click()
    settle(qtbot, jobs)
    assert page.views.currentWidget() is page.taken


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sticks, "LOOK_EVERY_MS", 20)


def test_a_second_laptop_brings_its_group(qtbot: QtBot, inside: Vault, second: Vault, stick: Stick, jobs: Jobs) -> None:
    of = vaults.group(second, ("Jodie Marsh",))
    vaults.exchange_cards(inside, second)
    card.make_escrow(second, second.staff_id)
    vaults.mark(second, of, 0, 0, "P")
    sends(second, "Carys", of.people[0], ("attendance",), stick)
    page = open_inbox(qtbot, inside, jobs, stick)
    take_from_stick(qtbot, page, jobs)
    (here,) = cohort.cohorts(inside)
    shown = attendance.register(inside, here.id, TODAY)
    assert [(row.name, row.cells[0].letter) for row in shown.rows] == [("Jodie", "P")]
    assert quarantine.held_back(inside) == ()


def test_what_outside_may_not_write_is_held_back_and_shown(
    qtbot: QtBot, inside: Vault, outside: Vault, group: Group, stick: Stick, jobs: Jobs
) -> None:
    line = new_line(inside, outside, group)
    came = line.write(stick.path, (0,))
    inbox.accept(outside, outside.staff_id, inbox.check(outside, came))
    came.unlink()
    people.set_business(outside, outside.staff_id, person_id=line.asha, name="Asha's Cards", about="")
    card.set_escrow(outside, outside.staff_id, card.escrow(inside))
    sends(outside, "Rhian", line.asha, ("plan",), stick)
    page = open_inbox(qtbot, inside, jobs, stick)
    take_from_stick(qtbot, page, jobs)
    register = attendance.register(inside, group.cohort_id, TODAY)
    asha = next(row for row in register.rows if row.person_id == line.asha)
    assert people.person(inside, line.asha, group.cohort_id, TODAY).business == "Embellish Handmade Card Designs"
    assert [cell.letter for cell in asha.cells[:2]] == ["P", "L"]
    assert "1 entry held back." in [one.text() for one in page.taken.findChildren(QLabel)]
    page.taken.settle.click()
    shell = page.window()
    assert isinstance(shell, Shell)
    settle(qtbot, jobs)
    shown = shell.page("settle")
    assert isinstance(shown, SettlePage)
    said = [one.text() for one in shown.held.findChildren(QLabel)]
    assert "Cwlwm Co-operative (Machine outside)" in said
    assert "Asha: Business idea: Asha's Cards" in said
    assert "somebody, Tuesday 3 November" in said
    assert not [one for one in said if one.startswith(("Asha: What may be shared", "Member of staff"))]
    let = next(
        one for one in shown.held.findChildren(Button)
        if one.accessibleName() == "Let it count: Asha: Business idea: Asha's Cards"
    )  # fmt: skip
    let.click()
    settle(qtbot, jobs)
    assert "Asha: Business idea: Asha's Cards" not in [one.text() for one in shown.held.findChildren(QLabel)]
    assert people.person(inside, line.asha, group.cohort_id, TODAY).business == "Asha's Cards"


def test_who_asks_for_everything_is_heard(
    qtbot: QtBot, inside: Vault, outside: Vault, group: Group, stick: Stick, jobs: Jobs
) -> None:
    line = new_line(inside, outside, group)
    line.seal()
    custody.acknowledge(inside, inside.staff_id, custody.dispatches(inside)[0].ack_code)
    came = line.write(stick.path)
    inbox.accept(outside, outside.staff_id, inbox.check(outside, came))
    came.unlink()
    card.set_escrow(outside, outside.staff_id, card.escrow(inside))
    drives.write_bundle(stick.path, sealed_by(outside, "Rhian", card.recipients(outside)[0].id, []))
    page = open_inbox(qtbot, inside, jobs, stick)
    page.stick_button.click()
    qtbot.waitUntil(lambda: page.views.currentWidget() is page.preview)
    asks = "Cwlwm Co-operative asks for everything: something that had arrived is not there any more."
    assert page.preview.asks.text().startswith(asks)
    page.preview.on.click()
    settle(qtbot, jobs)
    shell = page.window()
    assert isinstance(shell, Shell)
    assert toast(shell) == "The next bundle to Cwlwm Co-operative holds all that they have no more"
    assert page.taken.done.text().startswith("Done. What it says is here.")
    below = QRect(page.taken.finish.mapTo(shell, QPoint()), page.taken.finish.size())
    (over,) = shell.findChildren(Toast)
    qtbot.waitUntil(lambda: not over.geometry().intersects(below))
    assert [one.arrived for one in custody.dispatches(inside)] == [None, None]


def test_the_way_back(qtbot: QtBot, inside: Vault, stick: Stick, jobs: Jobs) -> None:
    page = open_inbox(qtbot, inside, jobs, stick)
    back = next(one for one in page.findChildren(Button) if one.accessibleName() == "Back to Export & import")
    back.click()
    assert page.desk.place.kind == "laptop"
    assert not page.isVisible()
