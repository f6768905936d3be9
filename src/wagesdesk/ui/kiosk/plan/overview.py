"""One plan: a box for each section that says how far it is, and the ways on from here."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from wagesdesk.errors import UserError
from wagesdesk.services import comfort, findings, plan_comments
from wagesdesk.services import plan as plans
from wagesdesk.services.plan import Answer, PlanView
from wagesdesk.services.plan_template import plan_template
from wagesdesk.text import _, join_words, long_day, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.plan.boxes import StateBox, section_box
from wagesdesk.ui.kiosk.plan.ideas import name_of
from wagesdesk.ui.kiosk.plan.panel import Panel
from wagesdesk.ui.kiosk.plan.parts import Card
from wagesdesk.ui.kiosk.plan.wording import OUTCOMES, STATES, state_of
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.flow import Flow
from wagesdesk.ui.widgets.icon_label import IconLabel


def hers(view: PlanView, person_id: str) -> dict[str, Answer]:
    """Her own answer in each section, in order."""
    return {each.code: next(one for one in each.answers if one.person_id == person_id) for each in view.sections}


def next_section(desk: KioskDesk, view: PlanView) -> str:
    """Where she stopped in this plan, else the first section that waits; empty when none does."""
    mine = hers(view, desk.person.id)
    at = comfort.stopped(desk.vault, desk.person.id)
    if at is not None and at.page == "question" and at.where.get("plan") == view.row.id:
        section = at.where.get("section", "")
        if section in mine and not mine[section].done:
            return section
    return next((code for code, one in mine.items() if not one.done and not one.skipped), "")


class OverviewPanel(Panel):
    def __init__(self, desk: KioskDesk, view: PlanView) -> None:
        super().__init__(desk)
        self._view = view
        self._next = next_section(desk, view)
        can_send = view.row.stage in ("writing", "back") and view.row.done
        self.next_words = _("Carry on") if self._next else _("Send to my facilitator") if can_send else ""
        self._put_head()
        self._put_comments()
        self._put_boxes()
        self.body.addStretch(1)
        self._put_ways_on()

    def _put_head(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.current().size(12))
        title = words(name_of(self._view.row), "title")
        if theme.current().large:
            self.body.addWidget(title)
        else:
            head.addWidget(title, 1)
        self.about = KioskButton(_("About my idea"), icon="pencil", size="small")
        self.about.clicked.connect(lambda: self.desk.go("plan", plan=self._view.row.id, at="about"))
        self.ideas = KioskButton(_("My ideas"), icon="lightbulb", size="small")
        self.ideas.clicked.connect(lambda: self.desk.go("plan", at="ideas"))
        head.addWidget(self.about)
        head.addWidget(self.ideas)
        if theme.current().large:
            head.addStretch(1)
        self.body.addLayout(head)

    def _put_comments(self) -> None:
        told = plan_comments.for_her(self.desk.vault, self.desk.person.id, self._view.row.id)
        new = [one for one in told if one.seen is None]
        if not new:
            return
        said = ngettext("%(names)s wrote to you. One thing to read.",
                        "%(names)s wrote to you. %(count)d things to read.", len(new))  # fmt: skip
        names = join_words(list(dict.fromkeys(one.by for one in new)))
        card = Card()
        card.setProperty("card", "on")
        card.column.setContentsMargins(*(theme.current().size(px) for px in (20, 8, 12, 8)))
        row = QHBoxLayout()
        row.setSpacing(theme.current().size(16))
        row.addWidget(IconLabel("message-square", "primary", 30))
        row.addWidget(words(said % {"names": names, "count": len(new)}, "strong"), 1)
        read = KioskButton(_("Read it now"), "secondary", "arrow-right", size="small", after=True)
        read.clicked.connect(lambda: self.desk.go("comments", plan=self._view.row.id))
        row.addWidget(read)
        card.column.addLayout(row)
        self.body.addWidget(card)

    def _put_boxes(self) -> None:
        look = theme.current()
        grid = QGridLayout()
        grid.setSpacing(look.size(12))
        columns = 3 if look.factor < 1.2 else 2
        self.boxes: dict[str, StateBox] = {}
        for at, (code, answer) in enumerate(hers(self._view, self.desk.person.id).items()):
            state = state_of(answer)
            title = _(plan_template().section(code).title)
            box = section_box(at + 1, title, state, _(STATES[state]), here=code == self._next)
            box.clicked.connect(lambda _on=False, code=code: self._open(code))
            self.boxes[code] = box
            grid.addWidget(box, at // columns, at % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)

    def _put_ways_on(self) -> None:
        look, row = theme.current(), self._view.row
        waiting = findings.of_person(self.desk.vault, self.desk.person.id, row.id)
        find = _("What I must find out") + (f" ({len(waiting)})" if waiting else "")
        self.find_out = KioskButton(find, icon="search", size="small")
        self.find_out.clicked.connect(lambda: self.desk.go("find", plan=row.id))
        fit = _("Is this for me?") + (f" {_(OUTCOMES[row.outcome][0])}" if row.outcome else "")
        self.fit = KioskButton(fit, icon="circle-question-mark", size="small")
        self.fit.clicked.connect(lambda: self.desk.go("fit", plan=row.id))
        self.send = KioskButton(_("Send to my facilitator"), icon="message-square", size="small")
        self.send.clicked.connect(self._on_send)
        if not self._next or row.stage not in ("writing", "back") or not row.done:
            self.send.hide()  # or it is the one thing left, and stands at the bottom right
        ways = Flow(look.size(12))
        for button in (self.find_out, self.fit, self.send):
            ways.add(button)
        self.body.addWidget(ways)
        self.stage = words(self._stage_words(), "second", colour="soft")
        if not self.stage.text():
            self.stage.hide()
        self.body.addWidget(self.stage)

    def _stage_words(self) -> str:
        row = self._view.row
        if row.stage == "sent" and row.since is not None:
            day = long_day(self.desk.clock.local(row.since).date())
            return _("Your facilitator has it since %(day)s. You can still write.") % {"day": day}
        if row.stage == "ready":
            return _("Your plan is ready to show. Well done.")
        if row.stage == "back":
            return _("Your plan is back with you. Look at what was said, then send it again.")
        return ""

    def _on_send(self) -> None:
        try:
            plans.set_stage(self.desk.vault, self.desk.person.id, plan_id=self._view.row.id, stage="sent")
        except UserError as error:
            self.desk.problem(error)
            return
        self.desk.go("plan", plan=self._view.row.id)

    def _open(self, section: str) -> None:
        self.desk.go("question", plan=self._view.row.id, section=section)

    def go_on(self) -> None:
        if self._next:
            self._open(self._next)
        else:
            self._on_send()

    def focus_first(self) -> None:
        first = self.boxes.get(self._next) or next(iter(self.boxes.values()))
        first.setFocus()

    def text_to_read(self) -> tuple[str, ...]:
        return tuple(box.accessibleName() for box in self.boxes.values())
