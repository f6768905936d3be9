"""A date typed as people write it: 3/11/2026, 3 Nov 2026, 2026-11-03. Up and Down step by a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from wagesdesk import text


def parse_day(typed: str) -> date | None:
    """The day meant by `typed` (day before month unless the year stands first), or None."""
    parts = re.findall(r"\d+|[^\W\d_]+", typed.casefold())
    if len(parts) == 4 and not parts[0].isdigit():
        parts = parts[1:]
    if len(parts) != 3:
        return None
    if parts[0].isdigit() and len(parts[0]) == 4:
        parts.reverse()
    day, month, year = parts
    number = int(month) if month.isdigit() else _month(month)
    if not day.isdigit() or not year.isdigit() or number is None:
        return None
    whole_year = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(whole_year, number, int(day))
    except ValueError:
        return None


def _month(name: str) -> int | None:
    """The number of a month by the first letters of its name, in the language of the program."""
    for number in range(1, 13):
        first = date(2001, number, 1)
        for full in (text.long_day(first), text.short_day(first, weekday=False)):
            word = full.casefold().split()[-1]
            if len(name) >= 3 and (word.startswith(name) or name == word):
                return number
    return None


class DayEdit(QLineEdit):
    """`day()` is None while what stands there is empty or not a date; `day_changed` follows it."""

    day_changed = Signal()

    def __init__(self, day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(40)
        self.set_day(day)
        self.textEdited.connect(lambda _typed: self.day_changed.emit())
        self.editingFinished.connect(self._tidy)

    def day(self) -> date | None:
        return parse_day(self.text())

    def is_wrong(self) -> bool:
        """Whether something stands there that is not a date."""
        return bool(self.text().strip()) and self.day() is None

    def set_day(self, day: date | None) -> None:
        self.setText("" if day is None else text.short_day(day, year=True))
        self.day_changed.emit()

    def _tidy(self) -> None:
        day = self.day()
        if day is not None:
            self.setText(text.short_day(day, year=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        day = self.day()
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if day is not None and step is not None:
            if date.min < day < date.max:
                self.set_day(day + timedelta(days=step))
        else:
            super().keyPressEvent(event)
