"""What the tests of the register ask of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.vaults import TODAY, Group
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance
from wagesdesk.services.attendance import Cell
from wagesdesk.ui.pages.attendance.page import AttendancePage
from wagesdesk.ui.pages.attendance.panel import Panel
from wagesdesk.ui.window import Shell

NAMES = (
    "Asha", "Bronwen", "Chantelle", "Dee", "Esther", "Farida", "Gwen", "Hollie", "Imani", "Jodie", "Kasia", "Lowri",
)  # fmt: skip
EIGHTH = 7
"""The position of the workshop of the day."""


def opened(shell: Shell, **where: str) -> AttendancePage:
    shell.go("workshops", **where)
    QApplication.processEvents()
    page = shell.page("workshops")
    assert isinstance(page, AttendancePage)
    return page


def place(page: AttendancePage) -> tuple[int, int]:
    """Row and workshop number of the current cell."""
    index = page.view.currentIndex()
    return index.row(), index.column()


def said(page: AttendancePage, row: int, column: int) -> str:
    return str(page.model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))


def letters(vault: Vault, group: Group, workshop: int = EIGHTH) -> str:
    rows = attendance.register(vault, group.cohort_id, TODAY).rows
    return "".join(row.cells[workshop].letter or "." for row in rows)


def cell_of(vault: Vault, group: Group, row: int, workshop: int = EIGHTH) -> Cell:
    return attendance.register(vault, group.cohort_id, TODAY).rows[row].cells[workshop]


def panel(page: AttendancePage) -> Panel:
    """The form that stands open beside a cell."""
    return next(one for one in page.findChildren(Panel) if one.isVisible())
