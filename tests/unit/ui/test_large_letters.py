"""At 150 % in the smallest window nothing lies over anything, nothing is cut, and the page alone scrolls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.unit.ui.line import new_line
from tests.unit.ui.registers import NAMES, opened
from tests.unit.ui.shells import press, settle, shell_over
from tests.vaults import TODAY, Group, group
from wagesdesk.export import bundle, inbox
from wagesdesk.models.vault import Vault
from wagesdesk.services.custody import Candidate
from wagesdesk.ui import theme
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.pages.attendance.dates import DatesPanel
from wagesdesk.ui.pages.attendance.leave import LeavePanel
from wagesdesk.ui.pages.participants.page import ParticipantsPage
from wagesdesk.ui.pages.transfer.page import TransferPage
from wagesdesk.ui.pages.transfer.people_table import PeopleTable, Row, new_model
from wagesdesk.ui.pages.transfer.preparing import Ready
from wagesdesk.ui.widgets.field import text_field
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel

WIDE, HIGH = 1280, 720


@pytest.fixture(autouse=True)
def large(qapp: QApplication, look: theme.Theme) -> Iterator[theme.Theme]:
    """150 %, and afterwards as it was."""
    made = theme.load("light", outside=False, factor=1.5)
    theme.apply(qapp, made)
    yield made
    theme.apply(qapp, look)


def test_the_foot_of_a_form_of_the_dates_stands_under_its_fields(qtbot: QtBot, inside: Vault, jobs: Jobs) -> None:
    group(inside, NAMES)
    shell = shell_over(qtbot, inside, jobs, wide=WIDE, high=HIGH)
    opened(shell)
    press(Qt.Key.Key_D, modifier=Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Return)
    settle(qtbot, jobs)
    (panel,) = shell.page("workshops").findChildren(DatesPanel)
    form = panel.form
    assert form is not None
    qtbot.waitUntil(lambda: form.note.mapTo(form, form.note.rect().bottomLeft()).y() < form.summary.y())
    assert form.do.mapTo(form, form.do.rect().bottomLeft()).y() < form.height()
    qtbot.waitUntil(lambda: form.mapTo(shell, QPoint()).y() > 0)
    assert not form.visibleRegion().isEmpty()
    assert form.visibleRegion().boundingRect().top() == 0  # its head is in sight


def test_what_wraps_in_a_plain_area_is_shown_whole(qtbot: QtBot) -> None:
    inside = QWidget()
    column = QVBoxLayout(inside)
    for number in range(12):
        row = QWidget()
        row.setMinimumHeight(20)  # Qt takes it for the least, whatever stands in it
        QVBoxLayout(row).addWidget(PlainLabel(f"{number} handmade card designs, sent by post, and gifts", wrap=True))
        column.addWidget(row)
    area = PlainArea("People")
    area.show_widget(inside)
    page, sheet = QWidget(), QScrollArea()
    QVBoxLayout(page).addWidget(area)
    sheet.setWidgetResizable(True)
    sheet.setWidget(page)
    qtbot.addWidget(sheet)
    for wide in (260, 420):
        sheet.resize(wide, 300)
        sheet.show()
        qtbot.waitUntil(lambda: area.height() >= inside.heightForWidth(area.viewport().width()))
        assert area.verticalScrollBar().maximum() == 0
        assert sheet.verticalScrollBar().maximum() > 0


def test_an_error_is_in_sight_with_its_field(qtbot: QtBot) -> None:
    page, inside, field = QScrollArea(), QWidget(), text_field("Your own passphrase")
    column = QVBoxLayout(inside)
    column.addSpacing(900)
    column.addWidget(field)
    column.addSpacing(300)
    page.setWidget(inside)
    page.setWidgetResizable(True)
    page.resize(400, 200)
    qtbot.addWidget(page)
    page.show()
    field.set_error("Nothing has left. These words are not the passphrase of this name: type them again.")
    at = field.mapTo(inside, field.rect().bottomLeft()).y()
    qtbot.waitUntil(lambda: at <= page.verticalScrollBar().value() + page.viewport().height())


def test_the_gate_check_begins_in_sight(qtbot: QtBot, inside: Vault, outside: Vault, jobs: Jobs) -> None:
    line = new_line(inside, outside, group(inside))
    shell = shell_over(qtbot, inside, jobs, wide=WIDE, high=HIGH)
    shell.go("export")
    page = shell.page("export")
    assert isinstance(page, TransferPage)
    ready = bundle.prepare(inside, inside.staff_id, recipient_id=line.recipient_id, person_ids=[line.asha])
    page.people.prepared.emit(Ready(ready, ()), ())
    assert page.gate.left.isAncestorOf(shell.focusWidget())
    heads = shell.page("inbox").findChildren(PageHead)
    cut = [head.title.text() for head in heads if not head.line.wordWrap()]
    assert cut == ["This bundle was not taken in"], "the name of a file is short, the others are sentences"
    settle(qtbot, jobs)


def test_the_people_of_an_export_stand_there_whole(qtbot: QtBot) -> None:
    model = new_model()
    table = PeopleTable(model)
    qtbot.addWidget(table)
    names = [f"Woman {at:02}" for at in range(12)]
    model.set_rows(
        [
            Row(Candidate(one, "c", one, "", "unasked", (), None, None, told=False, took_back=False), False)
            for one in names
        ]
    )
    table.resize(1000, 100)
    table.show()
    assert table.height() == table.minimumHeight()
    assert table.verticalScrollBar().maximum() == 0


def test_a_chip_more_does_not_push_a_button_out(
    qtbot: QtBot, inside: Vault, outside: Vault, jobs: Jobs, tmp_path: Path
) -> None:
    """Participants outside, of whom one is in no cohort, while a workshop is on."""
    of: Group = group(inside)
    line = new_line(inside, outside, of)
    (bag := tmp_path / "bag").mkdir()
    inbox.accept(outside, outside.staff_id, inbox.check(outside, line.write(bag, (0, 1))))
    shell = shell_over(qtbot, outside, jobs, wide=WIDE, high=HIGH)
    shell.go("participants")
    settle(qtbot, jobs)
    page = shell.page("participants")
    assert isinstance(page, ParticipantsPage)
    assert page.shoulders.button.isVisible()
    holder = page.parentWidget()
    sheet = holder.parentWidget() if holder is not None else None
    assert isinstance(sheet, QScrollArea)
    qtbot.waitUntil(lambda: sheet.horizontalScrollBar().maximum() == 0)


def test_the_strong_part_of_a_long_second_line_goes_on_below(qtbot: QtBot) -> None:
    head = PageHead("Sunday 4 October", "No workshop today. Next: Tuesday 6 October, workshop 4:")
    head.set_line(head.line.text(), "Why they would choose me")
    qtbot.addWidget(head)
    head.show()
    for wide, below in ((900, False), (640, True)):
        head.resize(wide, 120)
        QApplication.processEvents()
        assert (head.strong.y() > head.line.y()) == below
        assert head.line.width() >= head.line.sizeHint().width()
        assert head.strong.width() >= head.strong.sizeHint().width()
        assert head.strong.x() == 0 if below else head.strong.x() > head.line.width()


def test_a_panel_nearly_as_high_as_the_page_is_not_cut(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    panel = LeavePanel("Asha", TODAY, "", page)
    panel.adjustSize()
    page.resize(900, panel.height() + 6)
    page.show()
    panel.open_beside(QRect(300, 400, 60, 40))
    assert panel.y() > 0
    assert panel.geometry().bottom() < page.height()
    panel.close_panel()
