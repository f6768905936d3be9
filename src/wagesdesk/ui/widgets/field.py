"""A form field: label above, the editor, a help line, and an error line that says what to do."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.panes import into_sight
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

W = TypeVar("W", bound=QWidget)


class Field(QWidget, Generic[W]):
    """Frames `editor` (a QLineEdit, QComboBox, DayEdit ...), which is named and described for a screen reader."""

    def __init__(self, label: str, editor: W, help: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.editor = editor
        self._help_text = help
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(5))
        self.label = PlainLabel(label, "strong")
        self.label.setBuddy(editor)
        editor.setAccessibleName(label)
        column.addWidget(self.label)
        column.addWidget(editor)
        self._help = PlainLabel(help, "second", colour="soft", wrap=True)
        column.addWidget(self._help)
        self._error_row = QWidget()
        row = QHBoxLayout(self._error_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(6))
        row.addWidget(IconLabel("octagon-alert", "red", 16), alignment=Qt.AlignmentFlag.AlignTop)
        self._error = PlainLabel("", "second", colour="red", wrap=True)
        row.addWidget(self._error, 1)
        column.addWidget(self._error_row)
        self.clear_error()

    def put_under(self, widget: QWidget) -> None:
        """Let something else about what is typed stand below the error line."""
        self._column.addWidget(widget)

    def set_error(self, text: str) -> None:
        """Say beside the field what happened and what to do, and move the focus there."""
        self._error.setText(text)
        self._error_row.show()
        self._help.hide()
        self._mark(True)
        self.editor.setAccessibleDescription(text)
        self.editor.setFocus()
        into_sight(self)  # with the words, which stand below what has the focus

    def clear_error(self) -> None:
        self._error.setText("")
        self._error_row.hide()
        self._help.setVisible(bool(self._help_text))
        self._mark(False)
        self.editor.setAccessibleDescription(self._help_text)

    def error(self) -> str:
        """The error shown; empty when there is none."""
        return self._error.text()

    def _mark(self, wrong: bool) -> None:
        self.editor.setProperty("wrong", wrong)
        style = self.editor.style()
        style.unpolish(self.editor)
        style.polish(self.editor)


def text_field(label: str, help: str = "", *, text: str = "", most: int = 200) -> Field[QLineEdit]:
    """A one-line text field of at most `most` characters."""
    editor = QLineEdit(text)
    editor.setMaxLength(most)
    return Field(label, editor, help)
