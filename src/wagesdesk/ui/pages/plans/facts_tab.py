"""Dated facts of the rules and cover: those that ship, and over them what somebody here looked up."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.models.entry import random_id
from wagesdesk.services import facts, local_facts
from wagesdesk.services.changes import Changes
from wagesdesk.services.local_facts import LONGEST, Known
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans import words
from wagesdesk.ui.pages.plans.blocks import BlockList, Do, block
from wagesdesk.ui.pages.plans.form import Form
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.filter_chips import FilterChips

_ALL, _STALE, _OURS = "all", "stale", "ours"
_A_YEAR: Final = timedelta(days=365)


class FactsTab(QWidget):
    """`edit` with a Known fact, or None for a new one of this place."""

    edit = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._known: tuple[Known, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(10))
        self.chips = FilterChips(
            _("Which facts"), ((_ALL, _("All")), (_STALE, _("To look at again")), (_OURS, _("Ours")))
        )
        self.chips.chosen.connect(lambda _code: self._show())
        column.addWidget(self.chips)
        self.list = BlockList(_("Facts"), EmptyState("circle-check", _("No fact is in this part.")))
        self.new = Button(_("Add a fact of this place"), icon="plus", size="small")
        self.new.clicked.connect(lambda: self.edit.emit(None))
        self.list.above.addWidget(self.new)
        self.list.above.addStretch(1)
        column.addWidget(self.list, 1)

    def refresh(self) -> None:
        """Read what ships and what this place says."""
        here = local_facts.local(self._desk.vault)
        shipped = [here.get(one.id) or local_facts.of_shipped(one) for one in facts.facts()]
        own = sorted((one for one in here.values() if one.shipped is None), key=lambda one: one.title.casefold())
        self._known = (*own, *shipped)
        for code in (_ALL, _STALE, _OURS):
            self.chips.set_count(code, sum(self._belongs(one, code) for one in self._known))
        self._show()

    def fact(self, code: str) -> Known | None:
        """One of them; None for a new one."""
        return next((one for one in self._known if one.code == code), None)

    def _belongs(self, one: Known, code: str) -> bool:
        return {_ALL: True, _STALE: one.stale(self._desk.clock.today()), _OURS: one.local}[code]

    def _show(self) -> None:
        code = self.chips.code()
        self.list.show_blocks([self._block(one) for one in self._known if self._belongs(one, code)])

    def _block(self, one: Known) -> QFrame:
        title, text = (one.title, one.text) if one.local else (_(one.title), _(one.text))
        fields = {"day": words.short(one.checked), "by": words.short(one.check_by), "source": one.source}
        looked = _("Checked %(day)s, look again by %(by)s. From: %(source)s") % fields
        chip = None
        if one.stale(self._desk.clock.today()):
            chip = Chip("amber", "triangle-alert", _("Look again"))
        elif one.local:
            chip = Chip("info", "house", _("Ours"))
        change = _("Say it for this place") if not one.local else _("Change")
        does: list[Do] = [(change, f"{change}: {title}", lambda: self.edit.emit(one))]
        if one.local:
            back = _("Back to what ships") if one.shipped is not None else _("Delete")
            does.append((back, f"{back}: {title}", lambda: self._drop(one)))
        return block(title, [(text, "body"), (looked, "second")], does, chip)

    def _drop(self, one: Known) -> None:
        try:
            changes = local_facts.drop(self._desk.vault, self._desk.staff_id, code=one.code)
        except UserError as error:
            self._desk.problem(error)
        else:
            self._desk.bus.tell(changes)
            said = _("The fact that ships counts again") if one.shipped is not None else _("Fact deleted")
            self._desk.toast(said, undo=True)


class FactForm(Form):
    """A fact as this place knows it: over one that ships, or a new one."""

    kind = "fact"

    def __init__(self, desk: Desk, one: Known | None) -> None:
        super().__init__(desk, _("A fact of this place"), {"code": one.code if one is not None else ""})
        self._code = one.code if one is not None else random_id()
        title, text = ("", "") if one is None else (one.title, one.text) if one.local else (_(one.title), _(one.text))
        today = desk.clock.today()
        self.name = text_field(_("Title"), text=title, most=LONGEST)
        editor = QPlainTextEdit(text)
        editor.setTabChangesFocus(True)
        editor.setMinimumHeight(theme.current().size(90))
        self.value: Field[QPlainTextEdit] = Field(_("What to know, in plain words"), editor)
        self.source = text_field(_("Who or what says so"), text=one.source if one and one.local else "", most=LONGEST)
        self.checked: Field[DayEdit] = Field(_("Checked on"), DayEdit(today))
        self.by: Field[DayEdit] = Field(_("Look again by"), DayEdit(today + _A_YEAR))
        self.add({
            "title": self.name, "value": self.value, "source": self.source, "checked_on": self.checked,
            "check_by": self.by,
        })  # fmt: skip
        self.finish()

    def write(self) -> tuple[Changes, str]:
        checked, check_by = self.checked.editor.day(), self.by.editor.day()
        if checked is None:
            raise FieldInvalid(field="checked_on", code="form")
        if check_by is None:
            raise FieldInvalid(field="check_by", code="form")
        changes = local_facts.keep(
            self.desk.vault, self.desk.staff_id, code=self._code, title=self.name.editor.text(),
            value=self.value.editor.toPlainText(), source=self.source.editor.text(), checked_on=checked,
            check_by=check_by,
        )  # fmt: skip
        return changes, _("Kept as a fact of this place")
