"""What a plan is: its name, trade, form and nation, and whose it is."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.models.plan import NATIONS
from wagesdesk.problems import describe
from wagesdesk.services import plan
from wagesdesk.services.changes import Changes
from wagesdesk.services.plan.writing import LONGEST_TITLE
from wagesdesk.text import N_, _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans.form import Form, Where
from wagesdesk.ui.pages.plans.forms import choice, form_field, trade_field
from wagesdesk.ui.pages.plans.reading import Queue, Shown
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import rule
from wagesdesk.ui.widgets.field import Field, text_field
from wagesdesk.ui.widgets.plain_label import PlainLabel

_NATIONS: Final = {
    "england": N_("England"), "wales": N_("Wales"), "scotland": N_("Scotland"),
    "northern_ireland": N_("Northern Ireland"),
}  # fmt: skip


class AboutForm(Form):
    """Owners come and go at once, each with its undo; the rest is saved."""

    kind = "about"

    def __init__(self, desk: Desk, shown: Shown, queue: Queue, where: Where) -> None:
        super().__init__(desk, _("About this plan"), where)
        row, look = shown.view.row, theme.current()
        self._plan_id = row.id
        self.name = text_field(_("Name of the business"), text=row.title, most=LONGEST_TITLE)
        self.trade, self.form = trade_field(row.trade), form_field(row.form)
        nations = {code: _(_NATIONS[code]) for code in NATIONS}
        self.nation = choice(_("Where she goes home to: its rules count"), nations, row.nation)
        self.add({"title": self.name, "trade": self.trade, "form": self.form, "nation": self.nation}, free=("title",))
        self.column.addWidget(rule())
        self.column.addWidget(PlainLabel(_("Whose plan it is"), "strong"))
        self.owners: list[Button] = []
        for person_id, name in row.owners:
            line = QHBoxLayout()
            line.addWidget(PlainLabel(name), 1)
            if len(row.owners) > 1:
                remove = Button(_("Take off"), size="small")
                remove.setAccessibleName(_("Take off: %(name)s") % {"name": name})
                remove.clicked.connect(lambda _on=False, who=person_id, name=name: self._own(who, name, owns=False))
                line.addWidget(remove)
                self.owners.append(remove)
            self.column.addLayout(line)
        others = {one: name for one, name in queue.people if one not in dict(row.owners)}
        self.other: Field[QComboBox] = choice(_("Somebody else whose plan it is too"), others, "")
        self.other.setVisible(bool(others))
        self.column.addWidget(self.other)
        self.join = Button(_("Add her"), icon="user-plus", size="small")
        self.join.clicked.connect(self._join)
        self.join.setVisible(bool(others))
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, look.size(8))
        line.addWidget(self.join)
        line.addStretch(1)
        self.column.addWidget(holder)
        note = _("Each has her own words in it. If one of them says no to sharing, her words stay here.")
        self.column.addWidget(PlainLabel(note, "second", colour="soft", wrap=True))
        self.finish()

    def write(self) -> tuple[Changes, str]:
        changes = plan.set_about(
            self.desk.vault, self.desk.staff_id, plan_id=self._plan_id, title=self.name.editor.text(),
            trade=str(self.trade.editor.currentData()), form=str(self.form.editor.currentData()),
            nation=str(self.nation.editor.currentData()),
        )  # fmt: skip
        return changes, _("Saved")

    def _join(self) -> None:
        self._own(str(self.other.editor.currentData()), self.other.editor.currentText(), owns=True)

    def _own(self, person_id: str, name: str, *, owns: bool) -> None:
        try:
            changes = plan.set_owner(
                self.desk.vault, self.desk.staff_id, plan_id=self._plan_id, person_id=person_id, owns=owns
            )
        except UserError as error:
            problem = describe(error)
            self.other.set_error(f"{problem.what} {problem.now}")
            return
        self.done.emit()
        self.desk.bus.tell(changes)
        said = _("It is the plan of %(name)s too") if owns else _("It is not the plan of %(name)s any more")
        self.desk.toast(said % {"name": name}, undo=True)
