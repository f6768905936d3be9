"""F2: why, how long she was there, a note, and who filled it in on paper."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from wagesdesk.services.attendance import LONGEST_NOTE, Cell, RegisterColumn, code_of
from wagesdesk.text import _, long_day
from wagesdesk.ui import free_text, theme
from wagesdesk.ui.pages.attendance.panel import Panel
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.plain_label import PlainLabel


@dataclass(frozen=True, slots=True)
class Reason:
    """What `services.attendance.mark` takes beside the letter. `minutes` is None where nothing else than usual was."""

    cause: str = ""
    minutes: int | None = None
    note: str = ""
    done_by: str = ""
    done_on: date | None = None


class ReasonPanel(Panel):
    """`saved` carries a Reason. Minutes are asked for letters under which she may have been there part of the day."""

    saved = Signal(object)

    def __init__(
        self, name: str, column: RegisterColumn, cell: Cell, others: Callable[[], Collection[str]], parent: QWidget
    ) -> None:
        """`others` gives the names of those whom the note is not about."""
        code = code_of(cell.letter)
        title = _("%(name)s, workshop %(number)d: %(label)s")
        fields = {"name": name, "number": column.number, "label": _(code.label)}
        super().__init__(title % fields, long_day(column.day), _("Save"), parent, wide=430)
        self._usual = column.minutes if code.effect == "late" else 0
        self._causes = QComboBox()
        self._causes.addItem(_("Reason not known") if code.effect == "away" else _("Not said"), "")
        for cause in code.causes:
            self._causes.addItem(_(cause.label), cause.code)
        self._causes.setCurrentIndex(max(0, self._causes.findData(cell.cause)))
        self._causes.setMaxVisibleItems(12)
        self._causes.setMinimumContentsLength(10)
        self._causes.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._causes.view().setTextElideMode(Qt.TextElideMode.ElideNone)
        causes = Field(_("Reason"), self._causes)
        self._minutes = QSpinBox()
        self._minutes.setRange(0, column.minutes)
        self._minutes.setSingleStep(5)
        self._minutes.lineEdit().setTextMargins(theme.current().size(10), 0, 0, 0)  # the style sheet gives it none
        self._minutes.setValue(self._usual if cell.minutes is None else cell.minutes)
        help_text = _("Of %(minutes)d in all.") if code.effect == "late" else _("Of %(minutes)d in all; 0 for none.")
        minutes = Field(_("Minutes she was there"), self._minutes, help_text % {"minutes": column.minutes})
        self._note = QLineEdit(cell.note)
        self._note.setMaxLength(LONGEST_NOTE)
        note = Field(_("Note"), self._note, _("Only what the day needs. She may ask to read it."))
        free_text.watch(note, others)
        top = QHBoxLayout()
        top.setSpacing(theme.current().size(12))
        top.addWidget(causes, 5, Qt.AlignmentFlag.AlignTop)
        top.addWidget(minutes, 4, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        self.body.addWidget(note)
        causes.setVisible(bool(code.causes))
        minutes.setVisible(code.effect in ("late", "excused"))
        self._done_by = QLineEdit(cell.done_by)
        self._done_by.setMaxLength(60)
        self._done_on = DayEdit(cell.done_on)
        self._paper = self._paper_line()
        self._begun = self._typed()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return self._causes, self._minutes, self._note, self._done_by, self._done_on

    def _paper_line(self) -> PlainLabel:
        """The quiet line for a register that was filled in by hand first; gives the label for its error."""
        look = theme.current()
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.size(8))
        grid.setVerticalSpacing(look.size(4))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        names = (_("Filled in on paper by"), _("Filled in on paper on"))
        for at, (words, editor) in enumerate(((names[0], self._done_by), (_("on"), self._done_on))):
            label = PlainLabel(words, "second", colour="soft")
            label.setBuddy(editor)
            editor.setAccessibleName(names[at])
            grid.addWidget(label, 0, at)
            grid.addWidget(editor, 1, at)
        self.body.addLayout(grid)
        error = PlainLabel("", "second", colour="red", wrap=True)
        error.hide()
        self.body.addWidget(error)
        return error

    def _typed(self) -> Reason:
        minutes = self._minutes.value()
        return Reason(
            str(self._causes.currentData()),
            None if minutes == self._usual else minutes,
            self._note.text().strip(),
            self._done_by.text().strip(),
            self._done_on.day(),
        )

    def is_changed(self) -> bool:
        return self._done_on.is_wrong() or self._typed() != self._begun

    def save(self) -> None:
        if self._done_on.is_wrong():
            self._paper.setText(_("That is not a date. Type one like 3 Nov 2026, or leave it empty."))
            self._paper.show()
            self._done_on.setAccessibleDescription(self._paper.text())
            self._done_on.setFocus()
        elif self.is_changed():
            self.saved.emit(self._typed())
        else:
            self.close_panel()
