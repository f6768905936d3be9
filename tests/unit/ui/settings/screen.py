"""What can be read on a page, and what a person presses and types."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.plain_label import PlainLabel


def words(widget: QWidget) -> str:
    """What is shown once the layouts have come to rest."""
    QApplication.processEvents()
    return "\n".join(one.text() for one in widget.findChildren(PlainLabel) if one.isVisibleTo(widget))


def button(widget: QWidget, name: str) -> Button:
    QApplication.processEvents()
    return next(one for one in widget.findChildren(Button) if one.accessibleName() == name and one.isVisibleTo(widget))


def enter(edit: QLineEdit, text: str) -> None:
    edit.clear()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)
