"""What the women still want to know, by whom to ask; an answer is noted with who said so and when."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from wagesdesk.errors import FieldInvalid
from wagesdesk.services import findings
from wagesdesk.services.changes import Changes
from wagesdesk.services.findings import ASKED_OF, Finding
from wagesdesk.text import N_, _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans import words
from wagesdesk.ui.pages.plans.blocks import BlockList, Do, block
from wagesdesk.ui.pages.plans.form import Form
from wagesdesk.ui.pages.plans.reading import Queue
from wagesdesk.ui.print_preview import open_preview
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.filter_chips import FilterChips

_FOUND: Final = "found"
_ASKS: Final = {
    "guest": N_("To ask a guest"), "home": N_("To ask at home"), "facilitator": N_("For the facilitator’s week"),
    "member": N_("To ask a member outside"),
}  # fmt: skip


class FindOutTab(QWidget):
    """`note` with a Finding to be answered, `price` with one whose answer is a price."""

    note = Signal(object)
    price = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: tuple[Finding, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(10))
        offered = [(code, _(words.ASKED_OF[code])) for code in ASKED_OF]
        self.chips = FilterChips(_("Whom to ask"), [*offered, (_FOUND, _("Answered"))])
        self.chips.chosen.connect(lambda _code: self._show())
        column.addWidget(self.chips)
        self.print = Button(_("Print this list"), icon="printer", size="small")
        self.print.clicked.connect(self._print)
        empty = EmptyState(
            "search", _("Nothing to ask here. What a woman marks “find out” in her plan or her sums comes here.")
        )
        self.list = BlockList(_("What to find out"), empty)
        self.list.above.addWidget(self.print)
        self.list.above.addStretch(1)
        column.addWidget(self.list, 1)

    def show_queue(self, queue: Queue) -> None:
        """Read what everybody of the cohort wants to know."""
        vault = self._desk.vault
        self._found = tuple(one for who, _name in queue.people for one in findings.of_person(vault, who))
        for code in ASKED_OF:
            self.chips.set_count(code, sum(not one.answer and one.of == code for one in self._found))
        self.chips.set_count(_FOUND, sum(bool(one.answer) for one in self._found))
        self._show()

    @property
    def listed(self) -> tuple[Finding, ...]:
        """Those of the chosen chip."""
        code = self.chips.code()
        return tuple(
            one for one in self._found if (bool(one.answer) if code == _FOUND else not one.answer and one.of == code)
        )

    def finding(self, finding_id: str) -> Finding | None:
        """One of them, answered or not; None for one that is gone."""
        return next((one for one in self._found if one.id == finding_id), None)

    def _show(self) -> None:
        rows = self.listed
        self.print.setVisible(bool(rows) and self.chips.code() != _FOUND)
        self.list.show_blocks([self._block(one) for one in rows])

    def _block(self, one: Finding) -> QFrame:
        asked = _("%(name)s asked %(day)s") % {"name": one.name, "day": words.day_of(one.asked, self._desk)}
        lines = [(asked, "second")]
        does: list[Do] = []
        chip = None
        if one.answer:
            chip = Chip("green", "circle-check", _("Answered"))
            lines.append((one.answer, "body"))
            by = [part for part in (one.source, words.short(one.found_on)) if part]
            lines.append((_("From %(source)s") % {"source": ", ".join(by)}, "second"))
            text = _("Put it in the price book")
            does.append((text, f"{text}: {one.text}", lambda: self.price.emit(one)))
        text = _("Change the answer") if one.answer else _("Note the answer")
        does.append((text, f"{text}: {one.text}", lambda: self.note.emit(one)))
        return block(one.text, lines, does, chip)

    def _print(self) -> None:
        from wagesdesk.export.reports.find_out_list import find_out_list

        title = _(_ASKS[self.chips.code()])
        rows = [(one.name, one.text) for one in self.listed]
        asking = tuple(dict.fromkeys(one.person_id for one in self.listed))
        document = find_out_list(title, rows, printed=self._desk.clock.today(), people=asking)
        open_preview(self, document, self._desk)


class AnswerForm(Form):
    """What somebody found out, who said so and when. `where` has finding_id."""

    kind = "answer"

    def __init__(self, desk: Desk, one: Finding) -> None:
        super().__init__(desk, one.text, {"finding_id": one.id})
        editor = QPlainTextEdit(one.answer)
        editor.setTabChangesFocus(True)
        editor.setMinimumHeight(theme.current().size(90))
        self.text: Field[QPlainTextEdit] = Field(_("The answer"), editor, _("Empty: it is still to be found out."))
        self.source = text_field(_("Who said so"), text=one.source, most=findings.LONGEST)
        self.day: Field[DayEdit] = Field(_("On"), DayEdit(one.found_on or desk.clock.today()))
        fields: dict[str, Field[Any]] = {"answer": self.text, "source": self.source, "day": self.day}
        self.add(fields, free=("answer", "source"), but=one.person_id)
        self.finish()

    def write(self) -> tuple[Changes, str]:
        day = self.day.editor.day()
        if day is None or day > self.desk.clock.today():
            raise FieldInvalid(field="day", code="future" if day else "form")
        changes = findings.answer(
            self.desk.vault, self.desk.staff_id, finding_id=self.where["finding_id"],
            text=self.text.editor.toPlainText(), source=self.source.editor.text(), on=day,
        )  # fmt: skip
        return changes, _("Kept. She sees it in her list.")
