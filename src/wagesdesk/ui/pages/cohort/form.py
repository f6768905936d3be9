"""What is asked for a new cohort: its name, its programme, and when it meets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from wagesdesk.services.cohort import LONGEST_TITLE
from wagesdesk.services.reference import programmes
from wagesdesk.text import N_, _, weekday
from wagesdesk.ui import theme, unsaved
from wagesdesk.ui.pages.cohort.skipped import SkippedDays
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.field import Field, text_field

_TUESDAY = 1
_SEASONS = (N_("Winter %(year)d"), N_("Spring %(year)d"), N_("Summer %(year)d"), N_("Autumn %(year)d"))


def term_of(day: date) -> str:
    """The term that a cohort starting on `day` is called after: `Autumn 2026`."""
    return _(_SEASONS[day.month % 12 // 3]) % {"year": day.year}


class CohortForm(Card):
    """`changed` whenever something else stands in it. Term and weekday follow the first day until they were touched."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        look = theme.current()
        self.body.setSpacing(look.size(14))
        self.title_field = text_field(_("Title"), most=LONGEST_TITLE)
        self.term = text_field(_("Term"), most=LONGEST_TITLE)
        self._row(self.title_field, self.term)
        box = QComboBox()
        for one in programmes():
            box.addItem(_(one.title), one.code)
        self.programme = Field(_("Programme"), box)
        self.body.addWidget(self.programme)
        self.start: Field[DayEdit] = Field(_("First day"), DayEdit(), _("Type it like 15 Sep 2026."))
        days = QComboBox()
        days.addItems([weekday(number) for number in range(7)])
        self.weekday = Field(_("Day of the week"), days)
        self._row(self.start, self.weekday)
        self.starts = text_field(_("Starts at"), _("24 hours, like 09:15."), most=5)
        self.ends = text_field(_("Ends at"), most=5)
        self._row(self.starts, self.ends)
        self.skipped = SkippedDays()
        self.body.addWidget(self.skipped)
        self.body.addStretch(1)
        self._touched: set[str] = set()
        self._core_day: tuple[str, str] | None = None
        self._begun: dict[str, Any] = {}
        self._connect()

    def reset(self, number: int, today: date, core_day: tuple[str, str] | None = None) -> None:
        """What is proposed for the `number`th cohort here; `core_day` in the place of the programme's own times."""
        self._core_day = core_day
        self._touched.clear()
        self.title_field.editor.setText(_("Cohort %(number)d") % {"number": number})
        self.skipped.clear()
        self.programme.editor.setCurrentIndex(0)
        self._on_programme()
        self.start.editor.set_day(today + timedelta(days=(_TUESDAY - today.weekday() - 1) % 7 + 1))
        self.clear_errors()
        self.begin()

    def begin(self) -> None:
        """Nothing is typed that would be missed."""
        self._begun = self._content()

    def typed(self) -> dict[str, Any] | None:
        """What stands in it; None while it is as it was proposed."""
        now = self._content()
        return now if now != self._begun else None

    def type_again(self, held: Mapping[str, Any]) -> None:
        """Put what was typed before into it."""
        self._touched.update(("term", "weekday"))
        unsaved.put_back(self, held["editors"])
        self.skipped.show_days(tuple(date.fromisoformat(day) for day in held["skipped"]))

    def _content(self) -> dict[str, Any]:
        return {"editors": unsaved.typed_in(self), "skipped": [day.isoformat() for day in self.skipped.days]}

    @property
    def programme_code(self) -> str:
        return str(self.programme.editor.currentData())

    @property
    def fields(self) -> dict[str, Field[QLineEdit] | Field[QComboBox] | Field[DayEdit]]:
        """By the names that `FieldInvalid` uses."""
        return {
            "title": self.title_field, "term": self.term, "programme": self.programme, "start": self.start,
            "starts": self.starts, "ends": self.ends,
        }  # fmt: skip

    def clear_errors(self) -> None:
        for field in self.fields.values():
            field.clear_error()

    # -- behind the scenes

    def _row(self, *fields: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.current().size(16))
        for field in fields:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    def _connect(self) -> None:
        for field in (self.title_field, self.starts, self.ends):
            field.editor.textChanged.connect(self.changed)
        self.term.editor.textEdited.connect(lambda _text: self._touched.add("term"))
        self.weekday.editor.activated.connect(lambda _index: self._touched.add("weekday"))
        self.weekday.editor.currentIndexChanged.connect(self.changed)
        self.programme.editor.currentIndexChanged.connect(self._on_programme)
        self.start.editor.day_changed.connect(self._on_start)
        self.skipped.changed.connect(self.changed)

    def _on_programme(self) -> None:
        chosen = next(one for one in programmes() if one.code == self.programme_code)
        starts, ends = self._core_day or (chosen.starts, chosen.ends)
        self.starts.editor.setText(starts)
        self.ends.editor.setText(ends)
        self.changed.emit()

    def _on_start(self) -> None:
        day = self.start.editor.day()
        if day is not None and "term" not in self._touched:
            self.term.editor.setText(term_of(day))
        if day is not None and "weekday" not in self._touched:
            self.weekday.editor.setCurrentIndex(day.weekday())
        self.changed.emit()
