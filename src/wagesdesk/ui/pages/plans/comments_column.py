"""The comments beside the draft, with its numbers; at the bottom, always in sight, what happens to the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.problems import describe
from wagesdesk.services import plan_comments
from wagesdesk.services.plan_comments import Comment, Tied
from wagesdesk.text import _, ngettext
from wagesdesk.ui import free_text, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans import words
from wagesdesk.ui.pages.plans.comment_card import CommentCard, CommentForm
from wagesdesk.ui.pages.plans.draft import Chosen
from wagesdesk.ui.pages.plans.reading import Queue, Shown
from wagesdesk.ui.panes import into_sight
from wagesdesk.ui.plans.stages import READY, group_of
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.letting_go import let_go
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel


class CommentsColumn(QWidget):
    """`closed` when a form was left or kept; `earlier` when the comments that were sent are wanted, or not any more."""

    closed = Signal()
    earlier = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: Shown | None = None
        self._queue = Queue((), {}, ())
        self._at: Chosen | None = None
        self._editing: Comment | None = None
        self.form: CommentForm | None = None
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(10))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(_("Comments"), "section"))
        self.count = PlainLabel("", "second", colour="soft", wrap=True)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.count, 1)
        column.addLayout(head)
        self.comment_button = desk.actions.button_for("plans.comment", size="small")
        self.before = Button(_("Sent before"), "link", "history", size="small")
        self.before.setCheckable(True)
        self.before.toggled.connect(self.earlier.emit)
        for button in (self.comment_button, self.before):
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(look.size(10))
        self._cards = QWidget()
        self._inside.addWidget(self._cards)
        self._inside.addStretch(1)
        if look.large:  # the page alone scrolls
            column.addWidget(inside, 1)
        else:
            area = PlainArea(_("Comments"), least=120)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each card takes the focus itself
            area.show_widget(inside)
            column.addWidget(area, 1)
        column.addWidget(self._hint())
        self.back = desk.actions.button_for("plans.back", "primary")
        self.ready = desk.actions.button_for("plans.ready")
        column.addWidget(self.back)
        column.addWidget(self.ready)

    def show_plan(self, shown: Shown, queue: Queue) -> None:
        """Show the comments of a plan; a form that is open stays."""
        self._shown, self._queue = shown, queue
        unsent, look = shown.unsent, theme.current()
        self.count.setText(
            ngettext("%(n)d, not sent yet", "%(n)d, not sent yet", unsent) % {"n": unsent} if unsent
            else _("None to send yet")
        )  # fmt: skip
        cards = QWidget()
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(10))
        for one in shown.comments:
            if self._editing is not None and one.comment.id == self._editing.id:
                continue
            card = CommentCard(self._desk, one)
            card.change.connect(self._change)
            card.delete.connect(self._delete)
            column.addWidget(card)
        self._inside.insertWidget(self._inside.indexOf(self._cards), cards)
        self._inside.removeWidget(self._cards)
        cards.show()
        let_go(self._cards)
        self._cards = cards
        before = ngettext("%(n)d that was sent", "%(n)d that were sent", shown.before) % {"n": shown.before}
        self.before.setText(before if not self.before.isChecked() else _("Hide those that were sent"))
        self.before.setVisible(bool(shown.before))
        actions, stage = self._desk.actions, group_of(shown.view.row)
        send = ngettext("Send back with %(n)d comment", "Send back with %(n)d comments", unsent) % {"n": unsent}
        actions["plans.back"].setText(send if unsent else _("Send back"))
        self.back.setText(actions["plans.back"].text())
        self.ready.setVisible(stage != READY)

    # -- writing one

    def write(self, at: Chosen) -> None:
        """Open the form for a comment on these words; one that is open already keeps what is typed."""
        if self.form is not None and self.typed() is not None:
            self.form.start()
            return
        self._open(at, None)

    def typed(self) -> dict[str, Any] | None:
        """What is typed and not kept."""
        if self.form is None or self._at is None or not self.form.said.strip():
            return None
        if self._editing is not None and (self.form.said, self.form.kind) == (self._editing.text, self._editing.kind):
            return None
        at = self._at
        return {
            "section": at.section, "person_id": at.person_id, "quote": at.quote, "start": at.start,
            "text": self.form.said, "kind": self.form.kind, "giver": self.form.giver,
            "id": self._editing.id if self._editing else "",
        }  # fmt: skip

    def type_again(self, held: Mapping[str, Any]) -> None:
        """Open the form with what `typed` gave."""
        found = [one.comment for one in self._shown.comments if one.comment.id == held["id"]] if self._shown else []
        at = Chosen(held["section"], held["person_id"], held["quote"], held["start"])
        self._open(at, found[0] if found else None)
        if self.form is not None:
            self.form.fill(held["text"], held["kind"])
            self.form.who.editor.setCurrentIndex(max(self.form.who.editor.findData(held["giver"]), 0))

    def keep(self) -> bool:
        """Keep what is typed; False when that cannot be done, which is said at the field."""
        form, at, shown, desk = self.form, self._at, self._shown, self._desk
        if form is None or at is None or shown is None:
            return True
        form.text.clear_error()
        try:
            if self._editing is not None:
                changes = plan_comments.edit(
                    desk.vault, desk.staff_id, comment_id=self._editing.id, text=form.said, kind=form.kind
                )
            else:
                _id, changes = plan_comments.add(
                    desk.vault, desk.staff_id, plan_id=shown.view.row.id, person_id=at.person_id,
                    at=Tied(at.section, at.quote, at.start), text=form.said, kind=form.kind,
                    giver_person_id=form.giver,
                )  # fmt: skip
        except FieldInvalid as error:
            problem = describe(error)
            form.text.set_error(f"{problem.what} {problem.now}")
            return False
        except UserError as error:
            desk.problem(error)
            return False
        self.close_form()
        desk.bus.tell(changes)
        desk.toast(_("Comment kept. She does not see it yet."), undo=True)
        return True

    def close_form(self) -> None:
        """Take the form away, with what is typed in it."""
        if self.form is None:
            return
        let_go(self.form)
        self.form, self._at, self._editing = None, None, None
        self.closed.emit()

    # -- inside

    def _open(self, at: Chosen, editing: Comment | None) -> None:
        shown = self._shown
        if shown is None:
            return
        if self.form is not None:
            let_go(self.form)
        others = [one for one in self._queue.people if one[0] != at.person_id] if editing is None else []
        self.form = form = CommentForm(
            self._desk, others, free_text.others_of(self._desk, but=at.person_id)
        )  # fmt: skip
        self._at, self._editing = at, editing
        title = words.section_title(at.section)
        about = _("%(section)s: “%(words)s”") if at.quote else _("%(section)s: all of it")
        form.about.setText(about % {"section": title, "words": at.quote})
        form.who.setVisible(editing is None)
        if editing is not None:
            form.fill(editing.text, editing.kind)
        form.keep.connect(self.keep)
        form.leave.connect(self._leave)
        self._inside.insertWidget(0, form)
        form.show()
        self.show_plan(shown, self._queue)
        form.start()
        into_sight(form)

    def _leave(self) -> None:
        self.close_form()
        if self._shown is not None:
            self.show_plan(self._shown, self._queue)

    def _change(self, comment_id: str) -> None:
        one = next((one.comment for one in self._shown.comments if one.comment.id == comment_id), None) \
            if self._shown else None  # fmt: skip
        if one is not None and self.typed() is None:
            self._open(Chosen(one.section, one.person_id, one.quote, one.start), one)

    def _delete(self, comment_id: str) -> None:
        desk = self._desk
        try:
            changes = plan_comments.delete(desk.vault, desk.staff_id, comment_id=comment_id)
        except UserError as error:
            desk.problem(error)
        else:
            desk.bus.tell(changes)
            desk.toast(_("Comment deleted"), undo=True)

    @staticmethod
    def _hint() -> QFrame:
        look = theme.current()
        frame = QFrame()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(8))
        row.addWidget(IconLabel("lightbulb", "soft", 18), alignment=Qt.AlignmentFlag.AlignTop)
        hint = _("Ask a question before you give an answer. Start with what works.")
        row.addWidget(PlainLabel(hint, "second", colour="soft", wrap=True), 1)
        return frame
