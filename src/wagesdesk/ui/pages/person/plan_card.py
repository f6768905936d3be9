"""Her plans: what each is called, where it stands, and the way to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from wagesdesk.services.plan import PlanRow
from wagesdesk.text import _
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.plans import stages
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel


class PlanCard(Card):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Her plan"), parent=parent)
        self._desk = desk

    def set_plans(self, rows: Sequence[PlanRow]) -> None:
        """Show them, those that she began first."""
        clear(self.body)
        if not rows:
            self.body.addWidget(PlainLabel(_("No plan is begun yet."), colour="soft"))
        for row in rows:
            title = row.title or _("Not named yet")
            self.body.addWidget(PlainLabel(title, "strong", wrap=True))
            fields = {"stage": _(stages.GROUPS[stages.group_of(row)]), "done": row.done, "of": row.of}
            said = _("%(stage)s. %(done)d of %(of)d sections written") % fields
            self.body.addWidget(PlainLabel(said, "second", colour="soft", wrap=True))
            button = Button(_("Open the plan"), "link", "file-pen", size="small")
            button.setAccessibleName(_("Open the plan: %(title)s") % {"title": title})
            button.clicked.connect(lambda _on=False, plan_id=row.id: self._desk.go("plans", plan_id=plan_id))
            self.body.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
