"""The page `comments`: what was said of her words, one at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from wagesdesk.errors import UserError
from wagesdesk.services import plan_comments
from wagesdesk.services.plan_comments import Comment
from wagesdesk.services.plan_template import plan_template
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.page import KioskPage
from wagesdesk.ui.kiosk.plan.parts import Card
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.icon_label import IconLabel


class CommentsPage(KioskPage):
    """`show_at(plan)`: the first that she has not read; Next says that she has."""

    page_id = "comments"
    about = "plan"
    listen_in_footer = True

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__(desk)
        look = theme.current()
        self._plan_id = ""
        self.comment: Comment | None = None
        self._left = 0
        self.title = words("", "title")
        self.body.addWidget(self.title)
        self.lead = words("", "lead")
        self.body.addWidget(self.lead)
        self.card = Card()
        self.card.setProperty("card", "on")
        head = QHBoxLayout()
        head.setSpacing(look.size(12))
        self._icon = IconLabel("message-square", "primary", 32)
        head.addWidget(self._icon)
        self.kind = words("", "section")
        head.addWidget(self.kind, 1)
        self.card.column.addLayout(head)
        self.section = words("", "second", colour="soft")
        self.quote = words("", colour="soft")
        self.said = words("", "lead")
        for label in (self.section, self.quote, self.said):
            self.card.column.addWidget(label)
        self.body.addWidget(self.card)
        self.change = KioskButton(_("Look at my words"), icon="pencil")
        self.change.clicked.connect(self._on_change)
        self.body.addWidget(self.change, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_at(self, *, plan: str = "", **_where: str) -> None:
        self._plan_id = plan
        told = plan_comments.for_her(self.desk.vault, self.desk.person.id, plan)
        new = [one for one in told if one.seen is None]
        self._left = len(new)
        self.comment = new[0] if new else None
        for widget in (self.card, self.change):
            widget.setVisible(self.comment is not None)
        if self.comment is None:
            self.title.setText(_("You have read it all."))
            self.lead.setText(_("Change what you like. Your words are yours."))
            return
        one = self.comment
        works = one.kind == "works"
        self.title.setText(_("%(name)s read your words") % {"name": one.by})
        self.lead.setText(
            _("She thinks that this is good.") if works and one.peer
            else _("She has a question for you.") if one.peer
            else _("This is good. Keep it.") if works
            else _("Here is something to think about.")
        )  # fmt: skip
        self._icon.set_icon("circle-check" if works else "message-square", "green" if works else "primary")
        self.kind.setText(_("This works well") if works else _("A question for you"))
        asked = {each.code: each.question for each in (*plan_template().sections, *plan_template().more)}
        self.section.setText(_(asked[one.section]) if one.section in asked else "")
        self.change.setVisible(one.section in asked)
        self.quote.setText(_("You wrote: “%(words)s”") % {"words": one.quote} if one.quote else "")
        self.quote.setVisible(bool(one.quote))
        self.said.setText(one.text)
        self.change.setFocus()

    def text_to_read(self) -> tuple[str, ...]:
        labels = (self.title, self.lead, self.kind, self.quote, self.said)
        return tuple(label.text() for label in labels if label.text())

    @property
    def next_words(self) -> str:
        if self.comment is None:
            return _("Go on")
        return _("Next one") if self._left > 1 else _("I have read it")

    def next(self) -> None:
        if self.comment is None:
            self.back()
        elif self._mark():
            self.desk.go("comments", plan=self._plan_id)

    def back(self) -> None:
        self.desk.go("plan", plan=self._plan_id)

    def _mark(self) -> bool:
        if self.comment is None:
            return True
        try:
            plan_comments.mark_seen(self.desk.vault, self.desk.person.id, comment_id=self.comment.id)
        except UserError as error:
            self.desk.problem(error)
            return False
        return True

    def _on_change(self) -> None:
        one = self.comment
        if one is not None and self._mark():
            self.desk.go("question", plan=one.plan_id, section=one.section, comment=one.id)
