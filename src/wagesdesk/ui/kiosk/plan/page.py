"""The page `plan`: her ideas, beginning one, and the boxes of the one she chose. With one plan it is that at once."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from wagesdesk.models.vault import Vault
from wagesdesk.services import plan as plans
from wagesdesk.text import _
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.page import KioskPage, Progress
from wagesdesk.ui.kiosk.plan.begin import BeginPanel
from wagesdesk.ui.kiosk.plan.ideas import IdeasPanel
from wagesdesk.ui.kiosk.plan.overview import OverviewPanel
from wagesdesk.ui.kiosk.plan.panel import Panel
from wagesdesk.ui.kiosk.plan.parts import plan_of
from wagesdesk.ui.widgets.letting_go import let_go


class PlanPage(KioskPage):
    """`show_at(plan="", at="")`: `at` is "ideas", "begin" (another idea), "about" (the name of one), else its boxes."""

    page_id = "plan"
    about = "plan"
    listen_in_footer = True

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__(desk)
        self.panel = Panel(desk)
        self._holder = QVBoxLayout()
        self._holder.addWidget(self.panel)
        self.body.addLayout(self._holder)

    @classmethod
    def progress(cls, vault: Vault, person_id: str) -> Progress | None:
        """Of the idea that she began first."""
        rows = plans.plans(vault, person_id)
        if not rows:
            return None
        said = _("%(done)d of %(of)d parts written") % {"done": rows[0].done, "of": rows[0].of}
        return Progress(rows[0].done, rows[0].of, said)

    def show_at(self, *, plan: str = "", at: str = "", **_where: str) -> None:
        rows = plans.plans(self.desk.vault, self.desk.person.id)
        if not rows:
            at = "begin"
        elif not plan and not at:
            plan, at = ("", "ideas") if len(rows) > 1 else (rows[0].id, "")
        view = plan_of(self.desk, plan) if plan else None
        if at == "begin":
            self._put(BeginPanel(self.desk, None, others=bool(rows)))
        elif at == "ideas" or view is None:
            self._put(IdeasPanel(self.desk, rows))
        elif at == "about":
            self._put(BeginPanel(self.desk, view.row, others=True))
        else:
            self._put(OverviewPanel(self.desk, view))

    def _put(self, panel: Panel) -> None:
        self._holder.removeWidget(self.panel)
        let_go(self.panel)
        self.panel = panel
        self._holder.addWidget(panel)
        panel.hold(self.held())
        panel.focus_first()

    # -- what the footer holds

    @property
    def next_words(self) -> str:
        return self.panel.next_words

    @property
    def can_go_next(self) -> bool:
        return self.panel.can_go_next

    def next(self) -> None:
        panel = self.panel
        if panel.keep():
            self.drop_held()
            panel.go_on()

    def back(self) -> None:
        self.panel.back()

    def text_to_read(self) -> tuple[str, ...]:
        return self.panel.text_to_read()

    # -- what is typed

    def typing_key(self) -> str:
        return self.panel.typing_key

    def typed(self) -> object:
        return self.panel.typed()
