"""The whole table of a plan's sums: everything in one scroll, changed by staff as themselves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import vaults
from tests.unit.services.test_plan_sums import cards
from tests.unit.ui.shells import press, shell_over, toast, type_text
from wagesdesk.models.plan_sums import PlanFigure
from wagesdesk.models.vault import Vault
from wagesdesk.services import findings, history, plan, plan_sums
from wagesdesk.services.plan_sums import Figure
from wagesdesk.ui import theme
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.plans.sums_rows import FigureRow, figure_rows
from wagesdesk.ui.plans.sums_table import SheetCard, SumsTable
from wagesdesk.ui.window import Shell


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path, look: theme.Theme, jobs: Jobs) -> Iterator[Shell]:
    home, _group = vaults.group_template()
    opened = vaults.unlock(Path(shutil.copytree(home, tmp_path / "vault")), vaults.morning())
    yield shell_over(qtbot, opened, jobs)
    opened.lock()


@pytest.fixture
def table(qtbot: QtBot, shell: Shell) -> SumsTable:
    """The worked year of Asha, in a window of its own."""
    vault, asha = shell.desk.vault, vaults.group_template()[1].people[0]
    of, _changes = plan.begin(vault, asha, person_id=asha, title="Embellish")
    hours = [
        Figure("hour", "paid", number=1230),
        Figure("hour", "weeks", number=48),
        Figure("cash", "rate", number=750),
    ]
    plan_sums.put(vault, asha, plan_id=of, figures=[*cards(12_00), *hours])
    shown = SumsTable(shell.desk)
    qtbot.addWidget(shown)
    shown.show_plan(of)
    shown.resize(1162, 640)
    shown.show()
    shown.activateWindow()
    qtbot.waitActive(shown)
    return shown


def vault_of(table: SumsTable) -> Vault:
    return table.desk.vault


def cell(card: SheetCard, name: str) -> FigureRow:
    model = card.table.model()
    rows = [card.table.model().index(at, 0).data(Qt.ItemDataRole.UserRole + 2) for at in range(model.rowCount())]
    found: FigureRow = next(row for row in rows if row.name == name)
    return found


def sheets(table: SumsTable) -> plan_sums.Sheets:
    return plan_sums.read(vault_of(table), table.plan_id)


def test_everything_stands_in_words(table: SumsTable) -> None:
    told = {
        row.name: (row.amount, row.how)
        for card in table.cards.values()
        for row in figure_rows(sheets(table), card.sheet)
    }
    assert told["Rent"] == ("£400.00", "each month")
    assert told["Tools"] == ("£620.00", "I buy it, January")
    assert told["Cards: I will charge"] == ("£12.00", "")
    assert told["Cards: February"] == ("35", "")
    assert told["Hours that people pay for, each week"] == ("20.5 hours", "")
    assert told["Extra to pay, percent a year"] == ("7.5 %", "")
    assert table.cards["survival"].total.text() == "To draw: £400.00 a month"
    assert table.cards["cash"].total.text() == "Break-even: 78 a month"


def test_the_cash_flow_to_the_penny(table: SumsTable) -> None:
    in_hand, comes_in, goes_out = (shown.model() for shown in table.cash_tables)
    assert [in_hand.headerData(at, Qt.Orientation.Horizontal) for at in range(5)] == [
        "Month", "At start", "Money in", "Money out", "At end",
    ]  # fmt: skip
    assert [in_hand.index(row, 4).data() for row in range(4)] == ["−£900.00", "−£1,217.50", "−£1,422.50", "−£1,552.50"]
    assert [in_hand.index(12, column).data() for column in (0, 1, 4)] == ["Year", "", ""]
    drawn = next(
        at for at in range(goes_out.columnCount()) if goes_out.headerData(at, Qt.Orientation.Horizontal) == "Drawn"
    )
    assert [goes_out.index(row, drawn).data() for row in range(13)] == ["£400.00"] * 12 + ["£4,800.00"]
    assert goes_out.index(3, drawn).data(Qt.ItemDataRole.AccessibleTextRole) == "Drawn: £400.00"
    assert goes_out.index(3, 0).data() == "Apr"
    assert comes_in.index(0, 1).data() == "£240.00"
    for shown in table.cash_tables:
        assert shown.horizontalScrollBar().maximum() == 0
    plan_sums.put(
        vault_of(table), vault_of(table).staff_id, plan_id=table.plan_id, figures=[Figure("cash", "loan", pence=500_00)]
    )
    table.refresh()
    assert [shown.accessibleName() for shown in table.cash_tables] == [
        "Money in hand", "What comes in", "What goes out", "More that goes out",
    ]  # fmt: skip


def test_staff_change_a_number_as_themselves_and_undo_it(table: SumsTable, shell: Shell) -> None:
    card = table.cards["survival"]
    card.table.setFocus()
    card.table.selectRow(0)
    press(Qt.Key.Key_Return)
    assert card.form is not None
    assert card.form.amount is not None
    assert QApplication.focusWidget() is card.form.amount.editor
    card.form.amount.editor.selectAll()
    type_text("ninety")
    press(Qt.Key.Key_Return)
    assert card.form.amount.error() == "Write pounds and pence, like 2.75."
    card.form.amount.editor.selectAll()
    type_text("90")
    card.form.choices["every"].setCurrentIndex(card.form.choices["every"].findData("week"))
    card.form.choices["sure"].setCurrentIndex(card.form.choices["sure"].findData("find"))
    QTest.keyClick(card.form.amount.editor, Qt.Key.Key_Return)
    assert card.form is None
    assert QApplication.focusWidget() is card.table
    assert card.total.text() == "To draw: £390.00 a month"
    assert toast(shell) == "Changed a number of her sums"
    vault = vault_of(table)
    with vault.read() as db:
        assert {one.person_id for one in db.query(PlanFigure)} == {vaults.group_template()[1].people[0]}
    (open_,) = findings.of_person(vault, vaults.group_template()[1].people[0])
    assert open_.text == "What I need each month: Rent"
    history.undo(vault, vault.staff_id)
    history.undo(vault, vault.staff_id)
    table.refresh()
    assert card.total.text() == "To draw: £400.00 a month"


def test_lines_are_added_and_taken_away(table: SumsTable) -> None:
    card = table.cards["one"]
    card.material.click()
    assert card.form is not None
    assert card.form.name is not None
    assert card.form.amount is not None
    card.form.name.editor.setText("Glue")
    card.form.amount.editor.setText("£5")
    card.form.save.click()
    assert sheets(table).thing("card").one.materials == 50_00
    card.open(cell(card, "Cards: Glue"))
    card.form.remove.click()
    assert [each.name for each in sheets(table).lines("material", "card")] == ["Paper"]


def test_twelve_months_are_chosen_in_one_form_and_esc_leaves(table: SumsTable) -> None:
    card = table.cards["sales"]
    card.open(cell(card, "Cards: Usual, busy and quiet months"))
    assert card.form is not None
    card.form.choices["months.12"].setCurrentIndex(1)
    card.form.save.click()
    assert sheets(table).box("sales", "card.year").months[10:] == ("usual", "busy")
    card.open(cell(card, "Cards: In a usual month"))
    press(Qt.Key.Key_Escape)
    assert card.form is None


@pytest.mark.parametrize("line", [False, True])
def test_what_is_typed_can_be_kept_and_put_back(table: SumsTable, line: bool) -> None:
    card = table.cards["survival"]
    if line:
        card.add_line("spend")
    else:
        card.open(cell(card, "Rent"))
    assert table.typed() is None
    assert card.form is not None
    assert card.form.amount is not None
    card.form.amount.editor.setText("77")
    held = table.typed()
    assert held is not None
    table.show_plan(table.plan_id)
    assert table.typed() is None
    table.type_again(held)
    again = table.cards["survival"].form
    assert again is not None
    assert again.amount is not None
    assert (again.amount.editor.text(), again.name is not None) == ("77", line)
    assert table.typed() is not None


def test_what_the_sums_say_stands_below(table: SumsTable, qtbot: QtBot) -> None:
    said = [table.said.itemAt(at).widget().text() for at in range(table.said.count())]  # type: ignore[union-attr]
    assert said[:3] == [
        "You have least in April. You need £1,552.50 more then.",
        "You must sell 78 each month to cover all you need.",
        "Your money runs out. You have least in April.",
    ]
    qtbot.waitUntil(lambda: table.picture.drawn)
