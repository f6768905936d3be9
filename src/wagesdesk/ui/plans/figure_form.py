"""The form for one figure of a sum, built for the parts that it has. Enter saves, Esc leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wagesdesk.errors import FieldInvalid
from wagesdesk.services.plan_sums import LONGEST_NAME, Figure, Sheets
from wagesdesk.services.plan_sums.figures import parts_of
from wagesdesk.services.sums import written
from wagesdesk.services.sums.amounts import MONTHS
from wagesdesk.text import _, month_name
from wagesdesk.ui import free_text, theme, unsaved
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.kiosk.sums.wording import EVERY, GOT, KINDS, SURE, error_words
from wagesdesk.ui.plans.sums_rows import FigureRow
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.plain_label import PlainLabel

_READ = {
    "pounds": written.read_pence, "count": written.read_number, "hours": written.read_minutes,
    "percent": written.read_percent,
}  # fmt: skip


class FigureForm(QWidget):
    """`wanted(Figure)` when it is to be kept, `removed(Figure)` when the line is to be taken away, `left` on Cancel."""

    wanted = Signal(object)
    removed = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, row: FigureRow, sheets: Sheets, *, person_id: str) -> None:
        super().__init__()
        look = theme.current()
        self._row = row
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.size(8), 0, 0)
        column.setSpacing(look.size(10))
        column.addWidget(PlainLabel(row.name, "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.size(12))
        grid.setVerticalSpacing(look.size(8))
        column.addLayout(grid)
        self.name: Field[QLineEdit] | None = None
        self.amount: Field[QLineEdit] | None = None
        self.choices: dict[str, QComboBox] = {}
        fields: list[QWidget] = []
        if row.figure.kind:
            self.name = text_field(_("What it is"), text=row.figure.name, most=LONGEST_NAME)
            free_text.watch(self.name, free_text.others_of(desk, but=person_id))
            fields.append(self.name)
        if row.asks in _READ:
            self.amount = text_field(self._amount_words(), text=self._amount(), most=16)
            fields.append(self.amount)
        fields += [Field(words, self._combo(part, choices)) for part, words, choices in self._choices(sheets)]
        for at, field in enumerate(fields):
            grid.addWidget(field, at // 4, at % 4, alignment=Qt.AlignmentFlag.AlignTop)
        for typed in (self.name, self.amount):
            if typed is not None:
                typed.editor.returnPressed.connect(self.keep)
        buttons = QHBoxLayout()
        if row.figure.kind and row.figure.key in sheets.figures:
            self.remove = Button(_("Take away"), "quiet", "trash-2", size="small")
            self.remove.clicked.connect(lambda: self.removed.emit(row.figure))
            buttons.addWidget(self.remove)
        buttons.addStretch(1)
        leave, self.save = Button(_("Cancel"), size="small"), Button(_("Save"), "primary", "check", size="small")
        leave.clicked.connect(self.left)
        self.save.clicked.connect(self.keep)
        buttons.addWidget(leave)
        buttons.addWidget(self.save)
        column.addLayout(buttons)

        self._filled = unsaved.typed_in(self)

    @property
    def figure(self) -> Figure:
        """The figure as it was when the form was opened."""
        return self._row.figure

    @property
    def changed(self) -> bool:
        """Whether something else stands in it than when it was opened."""
        return unsaved.typed_in(self) != self._filled

    def focus_first(self) -> None:
        first = self.name or self.amount
        (first.editor if first is not None else next(iter(self.choices.values()))).setFocus()

    def _choices(self, sheets: Sheets) -> list[tuple[str, str, Mapping[str, str]]]:
        figure, parts = self._row.figure, parts_of(self._row.figure)
        start = figure.row == "start"
        months = {str(month): month_name(month if start else sheets.month_of_year(month)) for month in MONTHS}
        known = {
            "every": (_("How often"), {code: _(words) for code, words in EVERY.items()}),
            "got": (_("How she gets it"), {code: _(words) for code, words in GOT.items()}),
            "month": (_("First month"), months),
        }
        found: list[tuple[str, str, Mapping[str, str]]] = [
            (part, *known[part]) for part in known if part in parts
        ]  # fmt: skip
        if "months" in parts:
            kinds = {code: _(words) for code, words in KINDS.items()}
            found += [(f"months.{month}", months[str(month)], kinds) for month in MONTHS]
        if self._row.asks in _READ:
            found.append(("sure", _("How sure she is"), {code: _(words) for code, words in SURE.items()}))
        return found

    def _combo(self, part: str, choices: Mapping[str, str]) -> QComboBox:
        combo = QComboBox()
        for code, words in choices.items():
            combo.addItem(words, code)
        name, _point, month = part.partition(".")
        held = self._row.figure.months[int(month) - 1] if month else getattr(self._row.figure, name)
        combo.setCurrentIndex(max(combo.findData(str(held)), 0))
        self.choices[part] = combo
        return combo

    def _amount_words(self) -> str:
        return {
            "pounds": _("Pounds"), "hours": _("Hours"), "percent": _("Percent a year"), "count": _("How many"),
        }[self._row.asks]  # fmt: skip

    def _amount(self) -> str:
        figure = self._row.figure
        if self._row.asks == "pounds":
            return written.typed_pounds(figure.pence)
        if self._row.asks == "count":
            return "" if figure.number is None else str(figure.number)
        return (written.typed_hours if self._row.asks == "hours" else written.typed_percent)(figure.number)

    def keep(self) -> None:
        """Give on what stands in the form; an amount that is none is told beside it."""
        parts: dict[str, Any] = {part: str(combo.currentData()) for part, combo in self.choices.items()}
        months = tuple(parts.pop(f"months.{month}") for month in MONTHS if f"months.{month}" in parts)
        if months:
            parts["months"] = months
        if "month" in parts:
            parts["month"] = int(parts["month"])
        if self.name is not None:
            parts["name"] = " ".join(self.name.editor.text().split())
        if self.amount is not None:
            try:
                amount = _READ[self._row.asks](self.amount.editor.text())
            except FieldInvalid as error:
                self.amount.set_error(error_words(self._row.asks, str(error.fields["code"])))
                return
            parts["pence" if self._row.asks == "pounds" else "number"] = amount
        self.wanted.emit(replace(self._row.figure, **parts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
