"""A card that shows something and, after Change, a small form for it in the same place. Enter saves, Esc leaves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.problems import describe
from wagesdesk.services.changes import Changes
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.gentle_warning import GentleWarning

Fields = Mapping[str, Field[Any]]
Typed = tuple[str | date, ...]
"""What stands in the fields of a form, whatever the language: words, the code of a choice, or a day."""


class EditCard(Card):
    """`shown` holds what is read, `fields` (by the names that FieldInvalid carries) what is typed, `free` those of them
    in which somebody else could be named.

    Subclasses say how what is true gets into the fields (`put_in`) and how they are written (`write`).
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        fields: Fields,
        *,
        change: str,
        change_said: str,
        icon: str = "pencil",
        free: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent=parent)
        look = theme.current()
        self._desk, self._fields = desk, fields
        self._filled: tuple[str, ...] = ()
        self.change = Button(change, "secondary", icon, size="small")
        self.change.setAccessibleName(change_said)
        self.change.clicked.connect(self.open)
        self.add_right(self.change)
        self._view = QWidget()
        self.shown = QVBoxLayout(self._view)
        self.shown.setContentsMargins(0, 0, 0, 0)
        self.shown.setSpacing(look.size(4))
        self.body.addWidget(self._view)
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(10))
        for name, one in fields.items():
            column.addWidget(one)
            if name in free:
                column.addWidget(GentleWarning(one.editor, self.others))
            if isinstance(one.editor, QLineEdit):
                one.editor.returnPressed.connect(self.keep)
        row = QHBoxLayout()
        row.addStretch(1)
        leave = Button(_("Cancel"), size="small")
        leave.clicked.connect(self.close_form)
        save_button = Button(_("Save"), "primary", "check", size="small")
        save_button.clicked.connect(self.keep)
        row.addWidget(leave)
        row.addWidget(save_button)
        column.addLayout(row)
        self.body.addWidget(self._form)
        self._form.hide()

    def put_in(self) -> None:
        """Put what is true now into the fields."""
        raise NotImplementedError

    def write(self) -> tuple[Changes, str]:
        """Write the fields; gives what changed and the words of the toast. FieldInvalid and other UserErrors."""
        raise NotImplementedError

    def others(self) -> Collection[str]:
        """The names of others that the form may look for in what is typed freely."""
        return ()

    @property
    def is_open(self) -> bool:
        return not self._form.isHidden()

    def open(self) -> None:
        """Show the form, filled with what is true now."""
        self._clear_errors()
        self.put_in()
        self._filled = self._typed()
        self._view.hide()
        self.change.hide()
        self._form.show()
        next(iter(self._fields.values())).editor.setFocus()

    @property
    def typed(self) -> Typed | None:
        """What stands in the form, in the order of its fields; None while it is closed."""
        if not self.is_open:
            return None
        return tuple(_content(one.editor) for one in self._fields.values())

    def restore(self, typed: Typed) -> None:
        """Open the form with what was typed before."""
        self.open()
        for one, content in zip(self._fields.values(), typed, strict=True):
            _put(one.editor, content)

    def close_form(self) -> None:
        """Leave the form; what was typed in it is dropped."""
        self._form.hide()
        self._view.show()
        self.change.show()
        self.change.setFocus()

    def settle(self) -> bool:
        """Save what was changed in an open form before she is left; False when that cannot be done."""
        if self.is_open and self._typed() != self._filled:
            self.keep()
        elif self.is_open:
            self.close_form()
        return not self.is_open

    def keep(self) -> None:
        """Save; an answer that cannot be used is marked where it stands."""
        self._clear_errors()
        try:
            changes, words = self.write()
        except FieldInvalid as error:
            problem = describe(error)
            wrong = self._fields.get(str(error.fields.get("field")))
            if wrong is None:
                self._desk.problem(error)
            else:
                wrong.set_error(f"{problem.what} {problem.now}")
        except UserError as error:
            self._desk.problem(error)
        else:
            self.close_form()
            self._desk.bus.tell(changes)
            if changes:
                self._desk.toast(words, undo=True)

    def _typed(self) -> tuple[str, ...]:
        return tuple(
            one.editor.text() if isinstance(one.editor, QLineEdit) else one.editor.currentText()
            for one in self._fields.values()
        )

    def _clear_errors(self) -> None:
        for one in self._fields.values():
            one.clear_error()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.close_form()
        else:
            super().keyPressEvent(event)


def _content(editor: Any) -> str | date:
    if isinstance(editor, DayEdit):
        return editor.day() or editor.text()
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    return str(editor.text())


def _put(editor: Any, content: str | date) -> None:
    if isinstance(content, date):
        editor.set_day(content)
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(editor.findData(content))
    else:
        editor.setText(content)
