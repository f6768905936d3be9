"""The page `find`: what she must find out, who may know it, and what came back."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wagesdesk.errors import UserError
from wagesdesk.services import findings
from wagesdesk.services.findings import Finding
from wagesdesk.text import _, long_day
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.page import KioskPage
from wagesdesk.ui.kiosk.plan.asking import AskCard
from wagesdesk.ui.kiosk.plan.parts import ActionCard, Card, NamedLine, into_sight, plan_of
from wagesdesk.ui.kiosk.plan.wording import ASKED_OF
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.layouts import clear


class FindPage(KioskPage):
    """`show_at(plan)`."""

    page_id = "find"
    about = "plan"
    listen_in_footer = True

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__(desk)
        self._plan_id = ""
        self._known = ""
        head = QHBoxLayout()
        head.addWidget(words(_("What I must find out"), "title"), 1)
        self.more = KioskButton(_("Add a question"), icon="plus", size="small")
        self.more.clicked.connect(lambda: self._open(True))
        head.addWidget(self.more)
        self.body.addLayout(head)
        self.empty = words(_("Your list is empty. Put a question on it when you do not know something."), "lead")
        self.body.addWidget(self.empty)
        self.asking = AskCard(desk)
        self.asking.kept.connect(lambda: desk.go("find", plan=self._plan_id))
        self.asking.closed.connect(lambda: self._open(False))
        self.body.addWidget(self.asking)
        self.knowing = Knowing()
        self.knowing.put.clicked.connect(self._on_known)
        self.knowing.never.clicked.connect(lambda: self._ask_what(None))
        self.body.addWidget(self.knowing)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.current().size(12))
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.rows: tuple[Finding, ...] = ()
        self.know: dict[str, KioskButton] = {}

    def show_at(self, *, plan: str = "", **_where: str) -> None:
        view = plan_of(self.desk, plan)
        self._plan_id = view.row.id if view is not None else ""
        self.asking.about(self._plan_id, "")
        self.rows = findings.of_person(self.desk.vault, self.desk.person.id, self._plan_id) if view else ()
        self.more.setVisible(view is not None)
        self.empty.setVisible(not self.rows)
        clear(self._list)
        self.know = {}
        for one in self.rows:
            self._list.addWidget(self._card(one))
        kept = self.held() or {}
        self.asking.hold(kept.get("ask"))
        self._open("ask" in kept, focus=False)
        known = {one.id: one for one in self.rows}.get((kept.get("known") or ("",))[0])
        self._ask_what(known)
        if known is not None:
            _id, what, who = kept["known"]
            self.knowing.what.line.setText(what)
            self.knowing.who.line.setText(who)
        self.more.setFocus()

    def _card(self, one: Finding) -> ActionCard:
        known = bool(one.answer)
        icon = IconLabel("circle-check" if known else "search", "green" if known else "primary", 28)
        said = QVBoxLayout()
        said.setSpacing(theme.current().size(2))
        said.addWidget(words(one.text, "strong"))
        if known:
            said.addWidget(words(one.answer))
            day = long_day(one.found_on) if one.found_on else ""
            told = _("%(who)s, %(day)s") % {"who": one.source, "day": day} if one.source else day
            said.addWidget(words(told, "second", colour="soft"))
        else:
            who = _(ASKED_OF[one.of]) if one.of in ASKED_OF else ""
            said.addWidget(words(_("Who may know: %(who)s") % {"who": who}, "second", colour="soft"))
        buttons = []
        if not known:
            know = KioskButton(_("I know it now"), size="small")
            know.clicked.connect(lambda: self._ask_what(one, focus=True))
            self.know[one.id] = know
            buttons.append(know)
        off = KioskButton(_("Take it off"), "quiet")
        off.clicked.connect(lambda: self._on_off(one))
        return ActionCard(said, [*buttons, off], icon=icon)

    def text_to_read(self) -> tuple[str, ...]:
        told = [part for one in self.rows for part in (one.text, one.answer) if part]
        return (_("What I must find out"), *(told or [self.empty.text()]))

    def back(self) -> None:
        self.desk.go("plan", plan=self._plan_id)

    # -- what is typed

    def typing_key(self) -> str:
        return f"find {self._plan_id}" if self._plan_id else ""

    def typed(self) -> Any:
        typed: dict[str, Any] = {}
        if ask := self.asking.typed():
            typed["ask"] = ask
        if self._known and (said := [self.knowing.what.text(), self.knowing.who.text()]) != ["", ""]:
            typed["known"] = [self._known, *said]
        return typed or None

    # -- what happens

    def _open(self, on: bool, *, focus: bool = True) -> None:
        self.asking.setVisible(on)
        if focus:
            (self.asking.what.line if on else self.more).setFocus()

    def _ask_what(self, one: Finding | None, *, focus: bool = False) -> None:
        self._known = one.id if one is not None else ""
        self.knowing.setVisible(one is not None)
        self.knowing.ask(one.text if one is not None else "")
        if focus:
            self.knowing.what.line.setFocus()
            into_sight(self.knowing)

    def _on_known(self) -> None:
        if not self.knowing.what.text().strip():
            self.knowing.what.line.setFocus()
            return
        try:
            findings.answer(
                self.desk.vault, self.desk.person.id, finding_id=self._known, text=self.knowing.what.text(),
                source=self.knowing.who.text(), on=self.desk.clock.today(),
            )  # fmt: skip
        except UserError as error:
            self.desk.problem(error)
            return
        self._ask_what(None)
        self.desk.go("find", plan=self._plan_id)

    def _on_off(self, one: Finding) -> None:
        try:
            findings.drop(self.desk.vault, self.desk.person.id, finding_id=one.id)
        except UserError as error:
            self.desk.problem(error)
            return
        self.desk.go("find", plan=self._plan_id)


class Knowing(Card):
    """What was found, and who said so."""

    def __init__(self) -> None:
        super().__init__()
        self._question = words("", "strong", colour="primary")
        self.what = NamedLine(_("What did you find out?"), most=findings.LONGEST)
        self.who = NamedLine(_("Who said so?"))
        row = QHBoxLayout()
        row.setSpacing(theme.current().size(12))
        self.put = KioskButton(_("Keep it"), icon="check", size="small")
        self.never = KioskButton(_("Never mind"), "quiet")
        row.addWidget(self.put)
        row.addWidget(self.never)
        row.addStretch(1)
        for widget in (self._question, self.what, self.who):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.who.on_enter(self.put.click)

    def ask(self, question: str) -> None:
        """Ask about another question, with nothing typed yet."""
        self._question.setText(question)
        self.what.line.clear()
        self.who.line.clear()
