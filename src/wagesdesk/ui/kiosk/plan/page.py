"""The page `plan`: her ideas, beginning one, and the boxes of the one she chose. With one plan it is that at once."""

from __future__ import annotations

from wagesdesk.models.vault import Vault
from wagesdesk.services import plan as plans
from wagesdesk.text import _
from wagesdesk.ui.kiosk.page import Progress
from wagesdesk.ui.kiosk.plan.begin import BeginPanel
from wagesdesk.ui.kiosk.plan.ideas import IdeasPanel
from wagesdesk.ui.kiosk.plan.overview import OverviewPanel
from wagesdesk.ui.kiosk.plan.panel_page import PanelPage
from wagesdesk.ui.kiosk.plan.parts import plan_of


class PlanPage(PanelPage):
    """`show_at(plan="", at="")`: `at` is "ideas", "begin" (another idea), "about" (the name of one), else its boxes."""

    page_id = "plan"
    about = "plan"

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
            self.put(BeginPanel(self.desk, None, others=bool(rows)))
        elif at == "ideas" or view is None:
            self.put(IdeasPanel(self.desk, rows))
        elif at == "about":
            self.put(BeginPanel(self.desk, view.row, others=True))
        else:
            self.put(OverviewPanel(self.desk, view))
