"""The page `steps`: my next steps, one a line of her words in the section about the first days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.models.vault import Vault
from wagesdesk.services import plan as plans
from wagesdesk.services.next_steps import SECTION, Step, parse, written
from wagesdesk.services.plan import PlanRow, Said
from wagesdesk.services.plan_template import plan_template
from wagesdesk.text import _, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.page import KioskPage, Progress
from wagesdesk.ui.kiosk.plan.overview import hers
from wagesdesk.ui.kiosk.plan.parts import ActionCard, into_sight, plan_of
from wagesdesk.ui.kiosk.plan.step import StepForm
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.layouts import clear


class StepsPage(KioskPage):
    """`show_at(plan="")`: of the idea in hand when it is not said."""

    page_id = "steps"
    about = "steps"
    listen_in_footer = True

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__(desk)
        self._plan_id = ""
        self._done = False
        self.steps: list[Step] = []
        self._at: int | None = None
        self.body.addWidget(words(_("My next steps"), "title"))
        self.idea, self.lead = words("", "lead", colour="soft"), words("", "lead")
        self.body.addWidget(self.idea)
        self.body.addWidget(self.lead)
        self.form = StepForm([_(card) for card in plan_template().section(SECTION).cards])
        self.form.kept.connect(self._on_put)
        self.form.never.clicked.connect(lambda: self._open(None))
        self.body.addWidget(self.form)
        self._sheet = QWidget()
        self._list = QVBoxLayout(self._sheet)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(theme.current().size(12))
        self.body.addWidget(self._sheet)
        self.body.addStretch(1)
        self.change: list[KioskButton] = []

    @classmethod
    def progress(cls, vault: Vault, person_id: str, row: PlanRow) -> Progress:
        """Steps are not counted against a number; written or not is all there is to say."""
        mine = [one for one in plans.plan(vault, row.id).section(SECTION).answers if one.person_id == person_id]
        count = sum(len(parse(one.text)) for one in mine)
        said = ngettext("%(count)d step written", "%(count)d steps written", count) % {"count": count}
        return Progress(min(count, 6), 6, said)

    # -- what it shows

    def show_at(self, *, plan: str = "", **_where: str) -> None:
        view = plan_of(self.desk, plan)
        self._plan_id = view.row.id if view is not None else ""
        mine = hers(view, self.desk.person.id)[SECTION] if view is not None else None
        self.steps = list(parse(mine.text)) if mine is not None else []
        self._done = bool(mine and mine.done)
        self.lead.setText(
            _("Begin your plan first. Then your steps go here.") if view is None
            else _("What comes first? One step a line, with who helps you.")
        )  # fmt: skip
        self.idea.setText(view.row.title if view is not None else "")
        self._show_list()
        kept = self.held()
        self._open(int(kept["at"]) if kept else None, focus=False)
        if kept:
            self.form.load(Step(kept["what"], kept["when"], kept["who"]))
        if kept:
            self.form.what.line.setFocus()

    def _show_list(self) -> None:
        clear(self._list)
        self.change = []
        for at, step in enumerate(self.steps):
            self._list.addWidget(self._card(at, step))

    def _card(self, at: int, step: Step) -> ActionCard:
        said = QVBoxLayout()
        said.setSpacing(theme.current().size(2))
        said.addWidget(words(f"{at + 1}. {step.what}", "strong"))
        told = [part for part in (step.when, _("%(who)s helps") % {"who": step.who} if step.who else "") if part]
        if told:
            said.addWidget(words(", ".join(told), "second", colour="soft"))
        change = KioskButton(_("Change"), icon="pencil", size="small")
        change.setAccessibleDescription(step.what)
        change.clicked.connect(lambda: self._open(at))
        self.change.append(change)
        buttons = [change]
        if at:
            up = KioskButton(_("Up"), icon="arrow-up", size="small")
            up.setAccessibleDescription(step.what)
            up.clicked.connect(lambda: self._on_up(at))
            buttons.append(up)
        off = KioskButton(_("Take it off"), "quiet")
        off.setAccessibleDescription(step.what)
        off.clicked.connect(lambda: self._keep_steps([one for n, one in enumerate(self.steps) if n != at]))
        return ActionCard(said, [*buttons, off])

    def text_to_read(self) -> tuple[str, ...]:
        return (_("My next steps"), *(step.what for step in self.steps))

    # -- what the footer holds

    @property
    def question(self) -> str:
        return "plan.11"

    @property
    def next_words(self) -> str:
        if not self._plan_id:
            return _("Begin my plan")
        return _("Add a step") if self._at is None else _("Keep this step")

    def next(self) -> None:
        if not self._plan_id:
            self.desk.go("plan")
        elif self._at is None:
            self._open(len(self.steps))
        else:
            self._on_put()

    # -- what is typed

    def typing_key(self) -> str:
        return f"steps {self._plan_id}" if self._plan_id else ""

    def typed(self) -> Any:
        if self._at is None or self.form.step() == self._before():
            return None
        step = self.form.step()
        return {"at": str(self._at), "what": step.what, "when": step.when, "who": step.who}

    def _before(self) -> Step:
        at = self._at
        return self.steps[at] if at is not None and at < len(self.steps) else Step("")

    # -- what happens

    def _open(self, at: int | None, *, focus: bool = True) -> None:
        """Open the form for the step at this place, or for a new one behind the last; None closes it."""
        self._at = min(at, len(self.steps)) if at is not None else None
        self.form.load(self._before())
        self.form.setVisible(at is not None)
        self.lead.setVisible(at is None)
        self.idea.setVisible(at is None and bool(self.idea.text()))
        self._sheet.setVisible(at is None)
        self.desk.footer()
        if focus and at is not None:
            self.form.what.line.setFocus()
            into_sight(self.form)
        elif focus and self.change:
            self.change[0].setFocus()

    def _on_put(self) -> None:
        step = self.form.step()
        if not step.what.strip():
            self.form.what.line.setFocus()
            return
        at = self._at if self._at is not None else len(self.steps)
        self._at = None
        self._keep_steps([*self.steps[:at], replace(step, what=step.what.strip()), *self.steps[at + 1 :]])

    def _on_up(self, at: int) -> None:
        moved = [*self.steps]
        moved[at - 1], moved[at] = moved[at], moved[at - 1]
        self._keep_steps(moved)

    def _keep_steps(self, steps: Sequence[Step]) -> None:
        me = self.desk.person.id
        said = Said(written(steps), how="write", language=self.desk.language[:2])
        try:
            plans.answer(
                self.desk.vault, me, plan_id=self._plan_id, section=SECTION, person_id=me, said=said, done=self._done
            )
        except UserError as error:
            self.desk.saved(False)
            self.desk.problem(error)
            return
        self._at = None
        self.desk.go("steps", plan=self._plan_id)
