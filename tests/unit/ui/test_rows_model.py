"""The one table model, and the table that shows it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.rows_model import ROW_ROLE, Column, RowsModel
from wagesdesk.ui.widgets.table import Table


@dataclass(frozen=True)
class Row:
    """What a page would show."""

    name: str
    came: int


ROWS = (Row("chantelle", 10), Row("Asha", 8), Row("Bronwen", 9))


@pytest.fixture
def model() -> RowsModel[Row]:
    columns = [
        Column[Row]("Name", lambda row: row.name, bold=True),
        Column[Row](
            "Came", lambda row: str(row.came), sort=lambda row: row.came, right=True,
            accessible=lambda row: f"{row.came} times", roles=lambda row, role: row.came * 2 if role == 999 else None,
        ),
    ]  # fmt: skip
    made: RowsModel[Row] = RowsModel(columns)
    made.set_rows(ROWS)
    return made


@pytest.fixture
def table(qtbot: QtBot, look: theme.Theme, model: RowsModel[Row]) -> Table:
    made = Table(model, "People")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def _names(table: Table) -> list[str]:
    return [table.proxy.index(row, 0).data() for row in range(table.proxy.rowCount())]


def test_the_model_passes_the_model_tester(qtmodeltester: ModelTester, model: RowsModel[Row]) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.set_rows(())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_what_a_cell_says(model: RowsModel[Row]) -> None:
    cell = model.index(1, 1)
    assert cell.data() == "8"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Came: 8 times"
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Name: Asha"
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert cell.data(ROW_ROLE) == ROWS[1]
    assert cell.data(999) == 16
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Came"


def test_sorted_by_name_without_case_and_by_number(table: Table) -> None:
    assert _names(table) == ["Asha", "Bronwen", "chantelle"]
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert _names(table) == ["chantelle", "Bronwen", "Asha"]


def test_new_rows_of_the_same_number_keep_the_selection(table: Table, model: RowsModel[Row]) -> None:
    table.selectRow(1)
    model.set_rows([Row("chantelle", 10), Row("Asha", 8), Row("Bronwen", 0)])
    assert table.current_row() == Row("Bronwen", 0)
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert _names(table) == ["Bronwen", "Asha", "chantelle"]


def test_enter_and_double_click_open_the_row(qtbot: QtBot, table: Table) -> None:
    table.selectRow(2)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [ROWS[0]]
    with qtbot.waitSignal(table.opened) as opened:
        table.doubleClicked.emit(table.proxy.index(0, 0))
    assert opened.args == [ROWS[1]]


def test_letters_search_unless_they_are_for_marking(qtbot: QtBot, look: theme.Theme, model: RowsModel[Row]) -> None:
    for search, expected in ((True, "Bronwen"), (False, "Asha")):
        table = Table(model, "People", search=search)
        qtbot.addWidget(table)
        table.setCurrentIndex(table.proxy.index(0, 0))
        QTest.keyClick(table, Qt.Key.Key_B)
        assert table.current_row().name == expected


def test_rows_are_as_high_as_drawn(table: Table) -> None:
    assert {table.rowHeight(row) for row in range(3)} == {40}
    assert table.horizontalHeader().height() == 36


def test_selected_row_has_tint_and_bar_and_a_ring_when_focused(qtbot: QtBot, table: Table, look: theme.Theme) -> None:
    def at(x: int, y: int) -> QColor:
        return QColor(table.viewport().grab().toImage().pixel(x, y))

    table.selectRow(1)
    table.clearFocus()
    assert at(2, 60) == look.colour("primary")
    assert at(10, 60) == look.colour("tint")
    assert at(10, 20) == look.colour("surface")
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert at(300, 42) == look.colour("focus")
    assert at(300, 77) == look.colour("focus")


def test_where_letters_are_large_the_page_alone_scrolls(
    qtbot: QtBot, qapp: QApplication, look: theme.Theme, model: RowsModel[Row]
) -> None:
    """All rows are shown and the sheet goes to the one that is current; in usual letters the table keeps its least."""
    usual = Table(model, "People")
    usual.stand(80)
    assert usual.minimumHeight() == 80
    theme.apply(qapp, theme.load("light", outside=False, factor=1.5))
    table, sheet = Table(model, "People"), QScrollArea()
    table.stand(80)
    model.set_rows([Row(f"Woman {at:02}", at) for at in range(30)])
    assert table.minimumHeight() == table.verticalHeader().length() + table.horizontalHeader().height()
    sheet.setWidgetResizable(True)
    sheet.setWidget(table)
    sheet.resize(600, 300)
    qtbot.addWidget(sheet)
    with qtbot.waitActive(sheet):
        sheet.show()
        sheet.activateWindow()
    table.setFocus()
    table.selectRow(29)
    bottom = table.viewport().mapTo(sheet.viewport(), table.visualRect(table.currentIndex()).bottomLeft()).y()
    assert 0 < bottom <= sheet.viewport().height()
    assert table.verticalScrollBar().maximum() == 0
    model.set_rows([Row(f"Woman {at:03}", at) for at in range(300)])
    assert table.minimumHeight() == theme.current().size(80)
    theme.apply(qapp, look)
    usual.deleteLater()
