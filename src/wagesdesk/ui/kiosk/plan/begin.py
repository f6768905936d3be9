"""What an idea is called, what trade it is, and who it is with: a new one, or one of hers."""

from __future__ import annotations

from typing import Any

from wagesdesk.errors import UserError
from wagesdesk.services import plan as plans
from wagesdesk.services.plan import PlanRow
from wagesdesk.services.plan.writing import LONGEST_TITLE
from wagesdesk.services.plan_template import plan_template
from wagesdesk.text import _
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.plan.panel import Panel
from wagesdesk.ui.kiosk.plan.parts import Choice, gentle
from wagesdesk.ui.kiosk.plan.wording import FORMS
from wagesdesk.ui.kiosk.widgets import KioskLine, words

_OTHER = "other"
"""Stands for a trade that is none of the six; the plan keeps none then."""


class BeginPanel(Panel):
    """`row` is the idea whose name or trade she changes; None for a new one. `others`: whether she has ideas."""

    def __init__(self, desk: KioskDesk, row: PlanRow | None, *, others: bool) -> None:
        super().__init__(desk)
        self._row, self._others, self._made = row, others, row.id if row else ""
        self.typing_key = f"plan.about {self._made}" if row else "plan.begin"
        self.next_words = _("Keep it") if row else _("Begin")
        self.body.addWidget(words(_("About my idea") if row else _("A new idea"), "title"))
        label = words(_("What will your business be called?"), "strong")
        self.body.addWidget(label)
        self.name = KioskLine(label.text())
        self.name.setMaxLength(LONGEST_TITLE)
        label.setBuddy(self.name)
        self.body.addWidget(self.name)
        self.body.addWidget(words(_("You can change the name any time."), "second", colour="soft"))
        self.body.addWidget(gentle(self.name))
        trades = {each.code: _(each.title) for each in plan_template().trades}
        self.trade = Choice(_("What kind of work is it?"), {**trades, _OTHER: _("Something else")})
        self.form = Choice(_("Who is it with?"), {code: _(said) for code, said in FORMS.items()})
        self.hint = words("", "second", colour="soft")
        for widget in (self.trade, self.form, self.hint):
            self.body.addWidget(widget)
        self.form.picked.connect(self._on_form)
        self.body.addStretch(1)
        self._show(row.title if row else "", (row.trade or _OTHER) if row else "", row.form if row else "alone")
        self._before = self._now()

    def _show(self, title: str, trade: str, form: str) -> None:
        self.name.setText(title)
        self.trade.choose(trade)
        self.form.choose(form)
        self._on_form(form)

    def _on_form(self, form: str) -> None:
        self.hint.setText({
            "alone": _("You write the plan. People may help you."),
            "together": _("Your facilitator adds the others to the plan. Each says yes first."),
            "social": _("Two more questions come. They ask who else gains, and who decides."),
        }.get(form, ""))  # fmt: skip

    def _now(self) -> dict[str, str]:
        return {"title": self.name.text(), "trade": self.trade.code, "form": self.form.code}

    # -- what the page asks

    def typed(self) -> Any:
        now = self._now()
        return now if now != self._before else None

    def hold(self, kept: Any) -> None:
        if kept:
            self._show(kept["title"], kept["trade"], kept["form"])

    def keep(self) -> bool:
        said = self._now()
        trade = "" if said["trade"] == _OTHER else said["trade"]
        vault, actor = self.desk.vault, self.desk.person.id
        try:
            if self._row is None:
                self._made, _changes = plans.begin(
                    vault, actor, person_id=actor, title=said["title"], trade=trade, form=said["form"]
                )
            else:
                plans.set_about(
                    vault, actor, plan_id=self._made, title=said["title"], trade=trade, form=said["form"] or None
                )
        except UserError as error:
            self.desk.problem(error)
            return False
        self._before = said
        return True

    def go_on(self) -> None:
        self.desk.go("plan", plan=self._made)

    def back(self) -> None:
        if self._row is not None:
            self.desk.go("plan", plan=self._made)
        elif self._others:
            self.desk.go("plan")
        else:
            self.desk.home()

    def focus_first(self) -> None:
        self.name.setFocus()

    def text_to_read(self) -> tuple[str, ...]:
        return (_("What will your business be called?"), _("What kind of work is it?"), _("Who is it with?"))
