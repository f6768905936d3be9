"""Somebody outside whose workshops were not shared is in no cohort: she is listed, and her page opens all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.unit.ui.line import Line, new_line
from tests.unit.ui.shells import settle, shell_over
from tests.vaults import TODAY, Group
from wagesdesk.export import inbox
from wagesdesk.models.vault import Vault
from wagesdesk.services import people
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.inbox.page import InboxPage
from wagesdesk.ui.pages.participants import columns
from wagesdesk.ui.pages.participants.page import ParticipantsPage
from wagesdesk.ui.pages.person.page import TABS, PersonDetailPage
from wagesdesk.ui.print_preview import Preview
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.window import Shell

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    """Asha shared her workshops, Bronwen did not."""
    return new_line(inside, outside, group)


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    (tmp_path / "bag").mkdir()
    return tmp_path / "bag"


def arrives(line: Line, folder: Path, *who: int) -> None:
    inbox.accept(line.outside, line.outside.staff_id, inbox.check(line.outside, line.write(folder, who)))


def list_of(shell: Shell) -> ParticipantsPage:
    shell.go("participants")
    page = shell.page("participants")
    assert isinstance(page, ParticipantsPage)
    return page


def person_of(shell: Shell) -> PersonDetailPage:
    page = shell.page("person")
    assert isinstance(page, PersonDetailPage)
    assert page.isVisible()
    return page


def texts(widget: QLabel | PersonDetailPage) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def test_a_chip_lists_her_beside_a_cohort(qtbot: QtBot, line: Line, bag: Path, jobs: Jobs) -> None:
    arrives(line, bag, 0, 1)
    page = list_of(shell_over(qtbot, line.outside, jobs))
    assert [row.person.name for row in page.model.rows] == ["Asha"]
    page.chips.choose(columns.UNPLACED)
    assert [row.person.name for row in page.model.rows] == ["Bronwen"]
    page.open_panel()
    page.panel.names.setPlainText("Bronwen\nAsha")  # only Asha is in this cohort already
    assert [one.code for one in page.panel.model.rows] == ["ok", "here"]


def test_where_there_is_no_cohort_at_all_the_list_shows_her(qtbot: QtBot, line: Line, bag: Path, jobs: Jobs) -> None:
    shell = shell_over(qtbot, line.outside, jobs)
    page = list_of(shell)
    assert page.parts.currentWidget() is page.no_cohort
    arrives(line, bag, 1)
    page.make_stale()
    assert [row.person.name for row in page.model.rows] == ["Bronwen"]
    assert not page.chips.isVisible()
    page.table.opened.emit(page.model.rows[0])
    assert person_of(shell).head.name.text() == "Bronwen"


def test_the_chip_goes_with_the_last_of_them(qtbot: QtBot, inside: Vault, group: Group, jobs: Jobs) -> None:
    page = list_of(shell_over(qtbot, inside, jobs))
    assert "Without a cohort" not in [one.text() for one in page.chips.findChildren(Button) if one.isVisible()]
    page.chips.offer(columns.UNPLACED, on=True)
    page.chips.choose(columns.UNPLACED)
    page.refresh()
    assert page.chips.code() == columns.ALL


def test_her_first_page_opens_from_the_inbox(qtbot: QtBot, line: Line, bag: Path, jobs: Jobs) -> None:
    shell = shell_over(qtbot, line.outside, jobs)
    shell.go("inbox")
    box = shell.page("inbox")
    assert isinstance(box, InboxPage)
    box.read_file(line.write(bag, (0, 1)))
    settle(qtbot, jobs)
    box.preview.on.click()
    settle(qtbot, jobs)
    page = shell.page("person")
    assert isinstance(page, PersonDetailPage)
    for name in ("Asha", "Bronwen"):
        shell.go("inbox")
        said = f"Open {name}'s first page"
        next(one for one in box.taken.findChildren(Button) if one.accessibleName() == said).click()
        settle(qtbot, jobs)
        assert page.isVisible()
        assert page.head.name.text() == name
    assert "She is in no cohort here, so there are no workshops to show." in texts(page)
    page.tabs.setCurrentIndex(TABS.index("attendance"))
    assert not page.attendance.table.isVisible()
    assert page.attendance.none.isVisible()


def test_her_page_can_be_changed_and_printed(qtbot: QtBot, line: Line, bag: Path, jobs: Jobs) -> None:
    arrives(line, bag, 1)
    bronwen = line.group.people[1]
    people.set_business(line.outside, line.outside.staff_id, person_id=bronwen, name="Pampered Pooches", about="")
    shell = shell_over(qtbot, line.outside, jobs)
    shell.go("person", person_id=bronwen)
    settle(qtbot, jobs)
    page = person_of(shell)
    assert page.head.position.text() == "1 of 1"
    shell.desk.actions["person.print"].trigger()
    (preview,) = page.findChildren(Preview)
    settle(qtbot, jobs)
    said = preview.pdf.getAllText(0).text()
    assert "Pampered Pooches" in said
    assert "Cohort" not in said
    assert "of 0" not in said
    preview.close()


def test_somebody_of_another_cohort_is_not_taken_for_one_of_none(inside: Vault, group: Group) -> None:
    assert people.people(inside, "", TODAY) == ()
