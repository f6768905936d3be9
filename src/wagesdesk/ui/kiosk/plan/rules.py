"""The page `rules`: what to ask, pay or sign before she trades, as boxes; one opens into a line of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.services import local_facts, ticks
from wagesdesk.services import plan as plans
from wagesdesk.services.local_facts import Known
from wagesdesk.services.ticks import ASKED_PROBATION, Tick
from wagesdesk.text import _, short_day
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.page import KioskPage
from wagesdesk.ui.kiosk.plan.boxes import StateBox
from wagesdesk.ui.kiosk.plan.parts import Choice, plan_of
from wagesdesk.ui.kiosk.plan.rule import RulePanel, Shown
from wagesdesk.ui.kiosk.plan.wording import NATIONS
from wagesdesk.ui.kiosk.widgets import words
from wagesdesk.ui.widgets.layouts import clear

_PROBATION = "ask_probation"
"""The fact that stands behind ASKED_PROBATION, where the nation has one."""


class RulesPage(KioskPage):
    """`show_at(plan, step="")`: all as boxes, or one step: a fact's code, or ASKED_PROBATION."""

    page_id = "rules"
    about = "plan"
    listen_in_footer = True

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__(desk)
        look = theme.current()
        self._plan_id = ""
        self._nation = ""
        self._step = ""
        self._known: Mapping[str, Known | None] = {}
        self._ticked: Mapping[str, Tick] = {}
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(14))
        column.addWidget(words(_("Rules and cover"), "title"))
        column.addWidget(words(_("Look at each box. Tick what you have done."), "lead"))
        self.nation = Choice(_("Where do you go home to?"), {code: _(said) for code, said in NATIONS.items()})
        self.nation.picked.connect(self._on_nation)
        column.addWidget(self.nation)
        self._grid = QGridLayout()
        self._grid.setSpacing(look.size(12))
        self._columns = 3 if look.factor < 1.2 else 2
        for at in range(self._columns):
            self._grid.setColumnStretch(at, 1)
        column.addLayout(self._grid)
        self.boxes: dict[str, StateBox] = {}
        self.rule = RulePanel(self._on_tick)
        self.body.addWidget(self._list)
        self.body.addWidget(self.rule)
        self.body.addStretch(1)

    # -- what it shows

    def show_at(self, *, plan: str = "", step: str = "", **_where: str) -> None:
        view = plan_of(self.desk, plan)
        self._plan_id = view.row.id if view is not None else ""
        self._nation = view.row.nation if view is not None else "england"
        known = local_facts.checklist(self.desk.vault, self._nation, view.row.trade if view is not None else "")
        asking = [one for one in known if one.code == _PROBATION]
        others = [one for one in known if one.code != _PROBATION]
        self._known = {ASKED_PROBATION: asking[0] if asking else None, **{one.code: one for one in others}}
        self._ticked = ticks.ticks(self.desk.vault, self._plan_id)
        self._step = step if step in self._known and self._plan_id else ""
        self._list.setVisible(not self._step)
        self.rule.setVisible(bool(self._step))
        if self._step:
            self._show_one()
        else:
            self._show_all()

    def _title(self, code: str) -> str:
        one = self._known[code]
        if one is None:
            return _("Ask about this work")
        return one.title if one.local else _(one.title)

    def _show_all(self) -> None:
        self.nation.choose(self._nation)
        clear(self._grid)
        today = self.desk.clock.today()
        self.boxes = {}
        for at, code in enumerate(self._known):
            done, one = self._ticked.get(code), self._known[code]
            old = one is not None and one.stale(today)
            said = _("Done on %(day)s") % {"day": short_day(done.on)} if done else _("Not done yet")
            icon = "circle-check" if done else "triangle-alert" if old else "circle-dashed"
            box = StateBox(
                self._title(code), said + ". " + _("May be old.") if old else said, icon=icon,
            )  # fmt: skip
            box.clicked.connect(lambda _on=False, code=code: self.desk.go("rules", plan=self._plan_id, step=code))
            box.setEnabled(bool(self._plan_id))
            self.boxes[code] = box
            self._grid.addWidget(box, at // self._columns, at % self._columns)
        first = next((code for code in self.boxes if code not in self._ticked), ASKED_PROBATION)
        self.boxes[first].setFocus()

    def _show_one(self) -> None:
        codes = list(self._known)
        own = _("I have asked my probation officer about this work")
        self.rule.show_step(Shown(
            self._title(self._step), own if self._step == ASKED_PROBATION else _("I have done this"),
            self._known[self._step], self._nation, self._ticked.get(self._step), self.desk.clock.today(),
            [code in self._ticked for code in codes], codes.index(self._step),
        ), self.held())  # fmt: skip

    def text_to_read(self) -> tuple[str, ...]:
        if self._step:
            return self.rule.sentences()
        return (_("Rules and cover"), *(box.accessibleName() for box in self.boxes.values()))

    # -- what the footer holds

    @property
    def question(self) -> str:
        return "plan.8"

    @property
    def next_words(self) -> str:
        return _("Next") if self._step else _("Go on")

    def next(self) -> None:
        if not self._step:
            self.desk.go("question", plan=self._plan_id, section="rules")
            return
        codes = list(self._known)
        at = codes.index(self._step) + 1
        self.desk.go("rules", plan=self._plan_id, **({"step": codes[at]} if at < len(codes) else {}))

    def back(self) -> None:
        if self._step:
            self.desk.go("rules", plan=self._plan_id)
        else:
            self.desk.go("plan", plan=self._plan_id)

    # -- what is typed

    def typing_key(self) -> str:
        return f"rules {self._step} {self._plan_id}" if self._step else ""

    def typed(self) -> Any:
        return self.rule.typed() if self._step else None

    def settle(self) -> None:
        if self._step and self.rule.typed() is not None and self.rule.ticked:
            self._on_tick()
        self.flush()

    # -- what happens

    def _on_tick(self) -> None:
        """The tick, its day or its note is another now."""
        me = self.desk.person.id
        try:
            ticks.tick(
                self.desk.vault, me, plan_id=self._plan_id, person_id=me, code=self._step,
                on=self.rule.day if self.rule.ticked else None, note=self.rule.note.text(),
            )  # fmt: skip
        except UserError as error:
            self.desk.saved(False)
            self.desk.problem(error)
            return
        self._ticked = ticks.ticks(self.desk.vault, self._plan_id)
        self.rule.kept([code in self._ticked for code in self._known])
        self.desk.saved(True)

    def _on_nation(self, nation: str) -> None:
        try:
            plans.set_about(self.desk.vault, self.desk.person.id, plan_id=self._plan_id, nation=nation)
        except UserError as error:
            self.desk.problem(error)
            return
        self.desk.go("rules", plan=self._plan_id)
        self.nation.buttons[nation].setFocus()
