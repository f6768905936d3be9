"""The pages `sums` (all seven) and `sum` (one page of one of them)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from wagesdesk.services import plan as plans
from wagesdesk.services import plan_sums
from wagesdesk.services.plan import PlanRow
from wagesdesk.text import _
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.page import Progress
from wagesdesk.ui.kiosk.plan.panel_page import PanelPage
from wagesdesk.ui.kiosk.plan.parts import plan_of
from wagesdesk.ui.kiosk.sums.form import SumPanel
from wagesdesk.ui.kiosk.sums.overview import SumsPanel
from wagesdesk.ui.kiosk.sums.route import Spot, neighbour, spot_at, spots, things_of
from wagesdesk.ui.kiosk.sums.what_if import WhatIfPanel
from wagesdesk.ui.kiosk.sums.wording import sheet_title
from wagesdesk.ui.kiosk.sums.year import KINDS_OF_PAGE

if TYPE_CHECKING:
    from wagesdesk.models.vault import Vault

_SEASONAL = frozenset({"cards", "jewellery"})
"""Trades with a busy December."""


class SumsPage(PanelPage):
    """`show_at(plan="")`: of that plan, or of the one in hand, which is begun here when there is none."""

    page_id: ClassVar[str] = "sums"
    about = "sums"

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__(desk)
        self._plan_id = ""

    def show_at(self, *, plan: str = "", **_where: str) -> None:
        row = self._row(plan)
        self.put(SumsPanel(self.desk, row.title, plan_sums.read(self.desk.vault, row.id), self._go))

    def _row(self, plan_id: str) -> PlanRow:
        view = plan_of(self.desk, plan_id) or plan_of(self.desk, "")
        if view is None:
            who = self.desk.person.id
            made, _changes = plans.begin(self.desk.vault, who, person_id=who)
            view = plans.plan(self.desk.vault, made)
        self._plan_id = view.row.id
        return view.row

    def _go(self, spot: Spot | None) -> None:
        if spot is None:
            self.desk.go("sums", plan=self._plan_id)
        else:
            self.desk.go("sum", plan=self._plan_id, **spot.where)

    @classmethod
    def progress(cls, vault: Vault, person_id: str, row: PlanRow) -> Progress:  # noqa: ARG003 - sums are of the plan
        done, of = plan_sums.done(plan_sums.read(vault, row.id)), len(plan_sums.SHEETS)
        return Progress(done, of, _("%(done)d of %(of)d sums done") % {"done": done, "of": of})

    def drop_kept(self) -> None:
        """What could not be understood waits as it was typed."""
        if self.panel.typed() is None:
            self.drop_held()


class SumPage(SumsPage):
    """`show_at(plan, sheet, page, thing, part)`, as `Spot.where` has it."""

    page_id: ClassVar[str] = "sum"
    listen_in_footer = False

    def show_at(self, *, plan: str = "", **where: str) -> None:
        row = self._row(plan)
        sheets = plan_sums.read(self.desk.vault, row.id)
        spot = spot_at(**where)
        if spot.template.each and spot.thing not in things_of(sheets, spot.template):
            spot = spots(sheets, spot.sheet)[0]
        kind = WhatIfPanel if spot.page == "what_if" else KINDS_OF_PAGE.get((spot.sheet, spot.page), SumPanel)
        self.put(kind(self.desk, row.id, sheets, spot, seasonal=row.trade in _SEASONAL, go=self._go))

    @classmethod
    def place_words(cls, **where: str) -> str:
        where.pop("plan", None)
        spot = spot_at(**where)
        return f"{sheet_title(spot.sheet)}: {_(spot.template.question)}"

    @property
    def question(self) -> str:
        spot = self._spot
        return f"sums.{spot.sheet}.{spot.page}" if spot else "sums"

    @property
    def can_leave(self) -> bool:
        return self._spot is not None

    @property
    def _spot(self) -> Spot | None:
        return self.panel.spot if isinstance(self.panel, SumPanel) else None

    def leave_it(self) -> None:
        """The next sum waits; so does this one."""
        panel = self.panel
        if isinstance(panel, SumPanel):
            last = spots(panel.sheets, panel.spot.sheet)[-1]
            self._go(neighbour(panel.sheets, last, 1))

    def back(self) -> None:
        self.settle()
        self.panel.back()

    def settle(self) -> None:
        """What is understood enters the sums; the rest waits as it was typed."""
        panel = self.panel
        if isinstance(panel, SumPanel) and panel.save():
            self.drop_kept()
        self.flush()
