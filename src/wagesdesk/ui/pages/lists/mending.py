"""One row of a list, typed anew under the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from wagesdesk.services.lists import SKIPPED, RowVerdict
from wagesdesk.services.lists.sheet import text_of
from wagesdesk.text import _
from wagesdesk.ui import theme, unsaved
from wagesdesk.ui.pages.lists import words
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

_PRIVATE = ("prison_number", "release")
_FIELD_OF = {
    "no_name": "chosen",
    "bad_number": "prison_number", "number_taken": "prison_number", "bad_date": "release", "bad_joined": "joined",
}  # fmt: skip


class MendPanel(Card):
    """`mended(line, fields)` carries only what was typed anew; `closed` when it is left. Enter keeps, Esc leaves."""

    mended = Signal(int, object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent)
        self._line = 0
        self._wrong = ""
        self._private_hidden = False
        self._filled: dict[str, str] = {}
        look = theme.current()
        self._icon = IconLabel("info", "info", 16)
        self.said = PlainLabel("", "second", elide=True)
        self.head.insertWidget(1, self._icon)
        self.head.insertWidget(2, self.said, 1000)
        leave = Button(_("Cancel"), size="small")
        leave.clicked.connect(self.close_panel)
        save = Button(_("Save this row"), icon="check", size="small")
        save.clicked.connect(self.keep)
        language = QComboBox()
        for code, name in words.languages():
            language.addItem(name, code)
        self.fields: dict[str, Field[Any]] = {
            "chosen": text_field(_("First name")),
            "surname": text_field(_("Surname")),
            "prison_number": text_field(_("Prison number")),
            "release": text_field(_("Release date")),
            "joined": text_field(_("Joined on")),
            "language": Field(_("Language"), language),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.size(12))
        grid.setVerticalSpacing(look.size(8))
        across = 3 if look.large else len(self.fields)
        for number, one in enumerate(self.fields.values()):
            grid.addWidget(one, number // across, number % across, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(number % across, 1)
            if isinstance(one.editor, QLineEdit):
                one.editor.returnPressed.connect(self.keep)
        self.body.addLayout(grid)
        self.add_right(leave)
        self.add_right(save)
        for before, after in ((language, leave), (leave, save)):  # the buttons stand above, and come after the fields
            QWidget.setTabOrder(before, after)
        self.hide()

    @property
    def line(self) -> int:
        """The line that is mended; 0 while the panel is closed."""
        return self._line

    @property
    def typed(self) -> dict[str, str]:
        """What is typed anew in the open panel, by field."""
        if not self._line:
            return {}
        return {name: text for name, text in self._texts().items() if text != self._filled[name]}

    def type_again(self, typed: Mapping[str, str]) -> None:
        """Put what was typed before into the open panel."""
        for name, text in typed.items():
            self._put(name, text)

    def open(self, row: RowVerdict) -> None:
        """Show what a row says, and put the focus where it is wrong."""
        self._line = row.line
        self._filled = _typed_of(row)
        for name, text in self._filled.items():
            self._put(name, text)
        self.title.setText(_("Line %(line)d") % {"line": row.line})
        self.show_verdict(row)
        self.show()
        editor = self.fields[_wrong_field(row) or "chosen"].editor
        editor.setFocus()
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def hide_private(self, *, hidden: bool) -> None:
        """Keep the number and the release date out of sight, but for the one in which the row is wrong."""
        self._private_hidden = hidden
        for name in _PRIVATE:
            self.fields[name].setVisible(not hidden or name == self._wrong)

    def show_verdict(self, row: RowVerdict) -> None:
        """Say what would become of the row now, beside the field where one is wrong."""
        for one in self.fields.values():
            one.clear_error()
        told = words.told(row)
        self._wrong = _wrong_field(row)
        self.hide_private(hidden=self._private_hidden)
        self._icon.set_icon(told.icon, told.colour)
        self.said.setText(told.words)
        wrong = self._wrong
        if wrong and row.code != "no_name":
            self.fields[wrong].set_error(told.words)

    def keep(self) -> None:
        """Hand over what was typed anew."""
        self.mended.emit(self._line, self.typed)

    def close_panel(self) -> None:
        """Leave the row as it was."""
        self._line = 0
        self.hide()
        self.closed.emit()

    def _put(self, name: str, text: str) -> None:
        editor = self.fields[name].editor
        if isinstance(editor, QLineEdit):
            editor.setText(text)
        else:
            editor.setCurrentIndex(max(editor.findData(text), 0))

    def _texts(self) -> dict[str, str]:
        return {name: str(unsaved.content(one.editor)) for name, one in self.fields.items()}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)


def _wrong_field(row: RowVerdict) -> str:
    """The field in which a row is wrong; empty when it is wrong as a whole, or not at all."""
    typed = _typed_of(row)
    if row.code == "formula":
        return next((name for name, text in typed.items() if text.startswith(("=", "+", "-", "@"))), "chosen")
    if row.code in ("odd_name", "too_long"):
        plain = all(letter.isalpha() or letter in " '-" for letter in row.chosen)
        return "surname" if plain and len(row.chosen) <= len(row.surname) else "chosen"
    return _FIELD_OF.get(row.code, "")


def _typed_of(row: RowVerdict) -> dict[str, str]:
    if row.code in SKIPPED:
        return {"chosen": "", "surname": "", "prison_number": "", "release": "", "joined": "", "language": "en"}
    return {
        "chosen": row.chosen, "surname": row.surname, "prison_number": row.prison_number,
        "release": words.release(row), "joined": words.joined(row) or text_of(row.said.joined),
        "language": row.language,
    }  # fmt: skip
