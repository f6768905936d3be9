"""The form of one step: what, when, and who helps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wagesdesk.services.next_steps import Step
from wagesdesk.text import N_, _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.plan.parts import Card, Choice, NamedLine
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.flow import Flow

WHEN = (
    N_("Before I go home"), N_("Week 1"), N_("Week 2"), N_("Week 3"), N_("Week 4"), N_("Month 2"), N_("Month 3"),
)  # fmt: skip


class StepForm(Card):
    """`ideas` are steps to pick from; picking one writes it into the line. `kept` when Enter was pressed in a line."""

    kept = Signal()

    def __init__(self, ideas: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.column.setContentsMargins(look.size(24), look.size(8), look.size(24), look.size(8))
        self.column.setSpacing(look.size(8))
        self.what = NamedLine(_("What will I do?"))
        self.column.addWidget(self.what)
        self.column.addWidget(words(_("Or pick one:"), "second", colour="soft"))
        flow = Flow(look.size(10))
        self.ideas: list[KioskButton] = []
        for idea in ideas:
            button = KioskButton(idea, size="small")
            button.clicked.connect(lambda _on=False, idea=idea: self.what.line.setText(idea.rstrip(".")))
            self.ideas.append(button)
            flow.add(button)
        self.column.addWidget(flow)
        self.when = Choice(_("When?"), {_(one): _(one) for one in WHEN})
        self.column.addWidget(self.when)
        self._other = ""
        self.who = NamedLine(_("Who helps me?"))
        self.column.addWidget(self.who)
        row = QHBoxLayout()
        row.setSpacing(look.size(12))
        self.never = KioskButton(_("Never mind"), size="small")
        row.addWidget(self.never)
        row.addStretch(1)
        self.column.addLayout(row)
        self.what.on_enter(self.kept.emit)
        self.who.on_enter(self.kept.emit)

    def load(self, step: Step) -> None:
        """Show a step; a time of her own words stays unless she picks another."""
        self.what.line.setText(step.what)
        self.who.line.setText(step.who)
        self.when.choose(step.when)
        self._other = step.when

    def step(self) -> Step:
        """What stands in the form."""
        return Step(self.what.text(), self.when.code or self._other, self.who.text())
