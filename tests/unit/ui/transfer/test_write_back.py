"""From outside back to the prison: what arrived, and what the support worker found out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.unit.ui.line import UNTIL, Line, Stick
from tests.unit.ui.shells import nameless, settle, shell_over, toast
from tests.unit.ui.transfer.wizard import pick, seen, sign, step, to_people
from tests.vaults import PASSPHRASES, TODAY
from wagesdesk.export import inbox
from wagesdesk.models.plan import PlanFinding
from wagesdesk.services import card, consent, custody, quarantine
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.inbox.page import InboxPage
from wagesdesk.ui.pages.transfer.media import Media
from wagesdesk.ui.pages.transfer.page import GATE, RECEIPT, RECIPIENT, WRITE, TransferPage

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def away(line: Line, tmp_path: Path) -> Line:
    """The line after its first bundle arrived outside, where the spare key is known too."""
    (tmp_path / "first").mkdir()
    inbox.accept(line.outside, line.outside.staff_id, inbox.check(line.outside, line.write(tmp_path / "first")))
    card.set_escrow(line.outside, line.outside.staff_id, card.escrow(line.inside))
    return line


@pytest.fixture
def page(qtbot: QtBot, away: Line, jobs: Jobs, stick: Stick) -> TransferPage:
    shell = shell_over(qtbot, away.outside, jobs)
    shell.go("inbox")
    start = shell.page("inbox")
    assert isinstance(start, InboxPage)
    start.write_back.click()
    page = shell.page("export")
    assert isinstance(page, TransferPage)
    page.media = Media(root=stick.root)
    settle(qtbot, jobs)
    return page


def texts(widget: TransferPage) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]


def out_and_in(qtbot: QtBot, page: TransferPage, stick: Stick) -> Path:
    """Through the gate and onto the stick, put back and verified."""
    page.people.on.click()
    qtbot.waitUntil(lambda: step(page) == GATE)
    said = "It tells HMP Ashmere that 1 bundle from there has arrived here."
    qtbot.waitUntil(lambda: said in texts(page))  # new rows are shown a moment after they are put in
    assert "What will leave this place" in texts(page)
    assert page.gate.by_sheet.isHidden()
    sign(page, PASSPHRASES["Rhian"])
    page.gate.on.click()
    qtbot.waitUntil(lambda: step(page) == WRITE)
    pick(qtbot, page, stick)
    page.write.choose.on.click()
    qtbot.waitUntil(lambda: page.write.written)
    stick.pull()
    qtbot.waitUntil(lambda: page.write.now.text() == "Now put KINGSTON back in.")
    stick.put_back()
    qtbot.waitUntil(lambda: step(page) == RECEIPT)
    return stick.path / stick.names[0]


def test_what_arrived_is_said_with_nobody_in_it(
    qtbot: QtBot, page: TransferPage, away: Line, stick: Stick, jobs: Jobs
) -> None:
    assert page.head.title.text() == "Write back"
    to_people(qtbot, page)
    assert page.head.title.text() == "Write back to HMP Ashmere"
    assert not any(row.ticked for row in page.people.model.rows)
    assert page.people.says.text() == "It tells HMP Ashmere that 1 bundle from there has arrived here."
    assert nameless(page) == []
    file = out_and_in(qtbot, page, stick)
    assert seen(away.outside) == ["verified"]
    page.receipt.on.click()
    assert step(page) == RECIPIENT
    inside = shell_over(qtbot, away.inside, jobs)
    inside.go("inbox")
    reading = inside.page("inbox")
    assert isinstance(reading, InboxPage)
    reading.read_file(file)
    qtbot.waitUntil(lambda: reading.views.currentWidget() is reading.preview)
    reading.preview.on.click()
    qtbot.waitUntil(lambda: reading.views.currentWidget() is reading.taken)
    assert toast(inside) == "Cwlwm Co-operative has 1 bundle of yours: it does not go there again"
    assert custody.waiting_for(away.inside) == ()
    assert quarantine.count(away.inside) == 0


def test_what_she_found_out_goes_back_when_the_woman_agrees(
    qtbot: QtBot, page: TransferPage, away: Line, stick: Stick
) -> None:
    prison = card.recipients(away.outside)[0].id
    consent.record(
        away.outside, away.outside.staff_id, person_id=away.asha, recipient_id=prison, answers={"plan": True},
        on=TODAY, until=UNTIL, how="spoken",
    )  # fmt: skip
    at = away.outside.clock.now().isoformat()
    with away.outside.write(away.outside.staff_id, "plan.found") as db:
        db.add(
            PlanFinding(
                plan_id="1" * 64,
                person_id=away.asha,
                asked={"text": "What does a stall cost?", "of": "home", "section": "market", "row": "", "at": at},
                found={"text": "Twelve pounds a day", "source": "Market office", "on": TODAY.isoformat(), "by": ""},
            )
        )
    to_people(qtbot, page)
    assert [row.woman.name for row in page.people.model.rows if row.ticked] == ["Asha"]
    file = out_and_in(qtbot, page, stick)
    accepted = inbox.accept(away.inside, away.inside.staff_id, inbox.check(away.inside, file))
    assert (accepted.held_back, accepted.arrived) == (0, 1)
    with away.inside.read() as db:
        (found,) = db.query(PlanFinding).all()
        assert (found.found or {})["text"] == "Twelve pounds a day"
