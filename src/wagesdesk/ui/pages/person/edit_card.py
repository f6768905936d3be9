"""A card that shows something and, after Change, a small form for it in the same place. Enter saves, Esc leaves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wagesdesk.services.changes import Changes
from wagesdesk.text import _
from wagesdesk.ui import free_text, theme, unsaved
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.saving import save_form
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.field import Field

Fields = Mapping[str, Field[Any]]


class EditCard(Card):
    """`shown` holds what is read; `free` are the fields in which somebody else could be named.

    Subclasses make the fields when the form is opened first (`make_fields`), and say how what is true gets into them
    (`put_in`) and how they are written (`write`).
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        *,
        change: str,
        change_said: str,
        icon: str = "pencil",
        free: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent=parent)
        look = theme.current()
        self._desk, self._free = desk, free
        self._form: QWidget | None = None
        self._fields: Fields = {}
        self._filled: list[unsaved.Content] = []
        self.change = Button(change, "secondary", icon, size="small")
        self.change.setAccessibleName(change_said)
        self.change.clicked.connect(self.open)
        self.add_right(self.change)
        self._view = QWidget()
        self.shown = QVBoxLayout(self._view)
        self.shown.setContentsMargins(0, 0, 0, 0)
        self.shown.setSpacing(look.size(4))
        self.body.addWidget(self._view)

    def make_fields(self) -> Fields:
        """What is typed, by the names that FieldInvalid carries."""
        raise NotImplementedError

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
        return self._form is not None and not self._form.isHidden()

    def open(self) -> None:
        """Show the form, filled with what is true now."""
        if self._form is None:
            self._form = self._make_form()
            self.body.addWidget(self._form)
        self._clear_errors()
        self.put_in()
        self._filled = unsaved.typed_in(self._form)
        self._view.hide()
        self.change.hide()
        self._form.show()
        next(iter(self._fields.values())).editor.setFocus()

    @property
    def typed(self) -> list[unsaved.Content] | None:
        """What stands in the form and is not saved; None while it is closed, or as it was opened."""
        if self._form is None or self._form.isHidden():
            return None
        now = unsaved.typed_in(self._form)
        return now if now != self._filled else None

    def type_again(self, held: Sequence[unsaved.Content]) -> None:
        """Open the form with what was typed before."""
        self.open()
        if self._form is not None:
            unsaved.put_back(self._form, held)

    def close_form(self) -> None:
        """Leave the form; what was typed in it is dropped."""
        self.put_away()
        self.change.setFocus()

    def put_away(self) -> None:
        """Close the form and let the focus be where it is."""
        if self._form is not None:
            self._form.hide()
        self._view.show()
        self.change.show()

    def settle(self) -> bool:
        """Save what was changed in an open form before she is left; False when that cannot be done."""
        if self.typed is not None:
            self.keep()
        elif self.is_open:
            self.close_form()
        return not self.is_open

    def keep(self) -> None:
        """Save; an answer that cannot be used is marked where it stands."""
        save_form(self._desk, self._fields, self.write, self.close_form)

    def _make_form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(10))
        self._fields = self.make_fields()
        for name, one in self._fields.items():
            column.addWidget(one)
            if name in self._free:
                free_text.watch(one, self.others)
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
        return form

    def _clear_errors(self) -> None:
        for one in self._fields.values():
            one.clear_error()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.close_form()
        else:
            super().keyPressEvent(event)
