"""Days on which a cohort does not meet: added one by one, each with a button that takes it away again."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.text import _, long_day
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel


class SkippedDays(QWidget):
    """`days` in order; `changed` when one was added or taken away."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.days: tuple[date, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(6))
        self.field: Field[DayEdit] = Field(
            _("Days without a workshop"),
            DayEdit(),
            _("Bank holidays are not known here. Type each day, then press Enter."),
        )
        row = QHBoxLayout()
        row.setSpacing(look.size(10))
        row.addWidget(self.field, 1)
        add = Button(_("Skip this day"), icon="plus")
        add.clicked.connect(self._add)
        under = QVBoxLayout()
        under.addSpacing(self.field.label.sizeHint().height() + look.size(5))
        under.addWidget(add)
        under.addStretch(1)
        row.addLayout(under)
        column.addLayout(row)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.size(2))
        column.addLayout(self._list)

    def clear(self) -> None:
        self.field.editor.set_day(None)
        self.field.clear_error()
        self.show_days(())

    def _add(self) -> None:
        self.field.clear_error()
        day = self.field.editor.day()
        if day is None:
            self.field.set_error(_("Type a day, like 27 Oct 2026."))
        else:
            self.field.editor.set_day(None)
            self.show_days((*self.days, day))
            self.field.editor.setFocus()

    def show_days(self, days: tuple[date, ...]) -> None:
        """Let these be the days, in place of those that stand there."""
        self.days = tuple(sorted(set(days)))
        clear(self._list)
        for day in self.days:
            self._list.addWidget(self._line(day))
        self.changed.emit()

    def _line(self, day: date) -> QWidget:
        look = theme.current()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(8))
        words = long_day(day, year=True)
        row.addWidget(PlainLabel(words))
        button = Button(_("Take away"), "link", "x")
        button.setAccessibleName(_("Take away: %(day)s") % {"day": words})
        button.clicked.connect(lambda: self._remove(day))
        row.addWidget(button)
        row.addStretch(1)
        return line

    def _remove(self, day: date) -> None:
        self.show_days(tuple(one for one in self.days if one != day))
        self.field.editor.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.editor.hasFocus():
            self._add()
        else:
            super().keyPressEvent(event)
