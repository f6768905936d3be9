"""The page `plan`: her ideas, beginning one, and the boxes of the one she chose. With one plan it is that at once."""

from __future__ import annotations

from wagesdesk.models.vault import Vault
from wagesdesk.services import plan as plans
from wagesdesk.services.plan import PlanRow
from wagesdesk.text import _
from wagesdesk.ui.kiosk.page import Progress
from wagesdesk.ui.kiosk.plan.begin import BeginPanel
from wagesdesk.ui.kiosk.plan.ideas import IdeasPanel
from wagesdesk.ui.kiosk.plan.overview import OverviewPanel
from wagesdesk.ui.kiosk.plan.panel_page import PanelPage
from wagesdesk.ui.kiosk.plan.parts import plan_of


class PlanPage(PanelPage):
    """`show_at(plan="", at="", to="plan")`: `at` is "ideas" (`to`: the page that opens for the one she picks), "begin"
    (another idea), "about" (the name of one), else its boxes."""

    page_id = "plan"
    about = "plan"

    @classmethod
    def progress(cls, vault: Vault, person_id: str, row: PlanRow) -> Progress:  # noqa: ARG003 - its row says it all
        said = _("%(done)d of %(of)d parts written") % {"done": row.done, "of": row.of}
        return Progress(row.done, row.of, said)

    def show_at(self, *, plan: str = "", at: str = "", to: str = "plan", **_where: str) -> None:
        rows = plans.plans(self.desk.vault, self.desk.person.id)
        if not rows:
            at = "begin"
        elif not plan and not at:
            plan, at = ("", "ideas") if len(rows) > 1 else (rows[0].id, "")
        view = plan_of(self.desk, plan) if plan else None
        if at == "begin":
            self.put(BeginPanel(self.desk, None, others=bool(rows)))
        elif at == "ideas" or view is None:
            self.put(IdeasPanel(self.desk, rows, to))
        elif at == "about":
            self.put(BeginPanel(self.desk, view.row, others=True))
        else:
            self.put(OverviewPanel(self.desk, view))
