"""The head of a question: how far she is in the plan, the question itself, and two prompts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.services.plan_template import PlanSection
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.pages import KIOSK_PAGES
from wagesdesk.ui.kiosk.plan.boxes import ProgressBoxes
from wagesdesk.ui.kiosk.plan.parts import light
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.plain_label import PlainLabel

_LEADS = {"rules": "rules", "money": "sums", "first_days": "steps"}
"""The section whose answer has a page of its own beside it."""


class ProgressRow(QWidget):
    """ "My plan", a box for each section, and "5 of 11"."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().size(20))
        row.addWidget(PlainLabel(title, "secondStrong"))
        self.boxes = ProgressBoxes()
        row.addWidget(self.boxes, 1)
        self.said = PlainLabel("", "secondStrong")
        row.addWidget(self.said)

    def say(self, done: Sequence[bool], at: int) -> None:
        """One flag a box; `at` is the index of the one she is at."""
        self.boxes.say(done, at)
        self.said.setText(_("%(at)d of %(of)d") % {"at": at + 1, "of": len(done)})


class QuestionHead(QWidget):
    """The question and its prompts; `read` is called by Listen, which is drawn only where something can read."""

    def __init__(self, desk: KioskDesk, read: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._desk, self._plan_id, self._lead_to = desk, "", ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(4))
        row = QHBoxLayout()
        row.setSpacing(look.size(12))
        self.question = words("", "title")
        row.addWidget(self.question, 1)
        self.lead = KioskButton("", icon="arrow-right", size="small", after=True)
        self.lead.clicked.connect(lambda: desk.go(self._lead_to, plan=self._plan_id))
        row.addWidget(self.lead)
        if desk.listen is not None:
            listen = KioskButton(_("Listen"), icon="volume-2", size="small")
            listen.clicked.connect(read)
            row.addWidget(listen)
        column.addLayout(row)
        self.prompts = words("", "lead")
        column.addWidget(self.prompts)
        self._read: tuple[str, ...] = ()

    def load(self, section: PlanSection, plan_id: str) -> None:
        """Show another question."""
        self._plan_id = plan_id
        self.question.setText(_(section.question))
        self._read = (_(section.question), *(_(prompt) for prompt in section.prompts))
        self.prompts.setText(" ".join(self._read[1:]))
        self._lead_to = _LEADS.get(section.code, "")
        known = self._lead_to in {spec.id for spec in KIOSK_PAGES}
        said = {"rules": _("My rules list"), "sums": _("My sums"), "steps": _("My next steps")}
        self.lead.say(said.get(self._lead_to, ""))
        self.lead.setVisible(known)

    def sentences(self) -> tuple[str, ...]:
        return self._read

    def light(self, at: int | None) -> None:
        """Show which sentence is read."""
        light((self.question, self.prompts), None if at is None else min(at, 1))
