"""The draft with its head, beside it the comments; a form stands in place of the draft.

In large letters there is no room beside it: the comments have a tab of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.services import plan, plan_comments
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans import words
from wagesdesk.ui.pages.plans.about import AboutForm
from wagesdesk.ui.pages.plans.comments_column import CommentsColumn
from wagesdesk.ui.pages.plans.draft import Draft
from wagesdesk.ui.pages.plans.form import Form
from wagesdesk.ui.pages.plans.forms import TranslateForm, TypeForm
from wagesdesk.ui.pages.plans.own_copy import CopyForm
from wagesdesk.ui.pages.plans.reading import SINCE_READ, SINCE_SENT, Queue, Shown, since_words
from wagesdesk.ui.pages.plans.section_block import Wanted
from wagesdesk.ui.pages.plans.translator import TranslatorForm
from wagesdesk.ui.pages.plans.versions import VersionsForm
from wagesdesk.ui.panes import into_sight
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.side_by_side import SideBySide
from wagesdesk.ui.widgets.stack import Stack

_FORMS = {
    "type": TypeForm, "translate": TranslateForm, "earlier": VersionsForm, "copy": CopyForm,
    "translator": TranslatorForm,
}  # fmt: skip
_COMMENTS, _NARROW, _LEAST = 300, 260, 430


class Review(QWidget):
    """`again` when the plan is to be read again: other comments are wanted, or what is new since another day.

    `turned` when "words" or "comments" is to be seen, for the page to turn to that tab where there is one.
    """

    again = Signal()
    turned = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: Shown | None = None
        self._queue = Queue((), {}, ())
        self.since, self.earlier = "", False
        self.form: Form | None = None
        look = theme.current()
        self.head = PageHead(" ", " ")
        self.head.title.setProperty("role", "section")
        self.changed = desk.actions.button_for("plans.changed", size="small")
        self.changed.setCheckable(True)
        self.head.add_button(self.changed)
        self._since = QComboBox()
        self._since.setAccessibleName(_("Show what is new"))
        self._since.addItem(_("New since it was last read"), SINCE_READ)
        self._since.addItem(_("New since she last sent it"), SINCE_SENT)
        self._since.currentIndexChanged.connect(lambda _at: self._set_since(str(self._since.currentData())))
        self._told = PlainLabel("", "second", colour="info", wrap=True)
        self.draft = Draft(desk)
        self.draft.wanted.connect(self._on_wanted)
        self.comments = CommentsColumn(desk)
        self.comments.closed.connect(self._back_to_words)
        self.comments.earlier.connect(self._set_earlier)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(8))
        for widget in (self.head, self._since, self._told):
            column.addWidget(widget)
        self._front = Stack(self.draft)
        column.addWidget(self._front, 1)
        self._left = left
        self._one: Stack | None = Stack(left, self.comments) if look.large else None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._one or SideBySide(left, self.comments, wide=_COMMENTS, narrow=_NARROW, least=_LEAST))

    # -- showing

    def show_plan(self, shown: Shown, queue: Queue) -> None:
        """Show this plan; of the same one as before a form and a comment that are being written stay."""
        before = self._shown.view.row.id if self._shown is not None else ""
        same = before == shown.view.row.id
        self._shown, self._queue = shown, queue
        if not same:
            self.comments.close_form()
            self.close_form()
        row = shown.view.row
        self.head.title.setText(words.head(row, shown.sending))
        self.head.set_line(words.second(row, shown.sending, self._desk))
        self.changed.setChecked(bool(self.since))
        self._since.setVisible(bool(self.since))
        self._told.setText(since_words(shown))
        self._told.setVisible(bool(self.since))
        self.draft.show_plan(shown, same=same)
        self.comments.show_plan(shown, queue)

    @property
    def one_at_a_time(self) -> bool:
        """Whether the draft and the comments stand in tabs, and not beside each other."""
        return self._one is not None

    def turn_to(self, tab: str) -> None:
        """Show "words" or "comments", where only one of them is seen."""
        if self._one is not None:
            self._one.setCurrentWidget(self.comments if tab == "comments" else self._left)

    @property
    def plan_id(self) -> str:
        return self._shown.view.row.id if self._shown is not None else ""

    @property
    def person_id(self) -> str:
        """Who began the plan in front."""
        return self._shown.view.row.person_id if self._shown is not None else ""

    # -- forms in place of the draft

    def open_form(self, kind: str, section: str = "", person_id: str = "") -> Form | None:
        """Open a form of this kind; None for an answer that is not there any more."""
        shown, where = self._shown, {"section": section, "person_id": person_id}
        if shown is None:
            return None
        try:
            made = AboutForm(self._desk, shown, self._queue, where) if kind == "about" else \
                _FORMS[kind](self._desk, shown, where)  # fmt: skip
        except KeyError:
            return None
        self.close_form()
        self.turned.emit("words")
        made.done.connect(self.close_form)
        self.form = made
        self._front.addWidget(made)
        self._front.setCurrentWidget(made)
        made.start()
        into_sight(made.title)
        return made

    def close_form(self) -> None:
        """Put the draft back; what is typed in the form goes."""
        form, self.form = self.form, None
        if form is not None:
            self._front.setCurrentWidget(self.draft)
            self._front.drop(form)
            self.draft.focus_back()

    def typed(self) -> dict[str, Any] | None:
        """What is typed in a form or a comment and not kept."""
        comment = self.comments.typed()
        form = self.form.typed if self.form is not None else None
        if comment is None and form is None:
            return None
        held = {"kind": self.form.kind, "where": self.form.where, "typed": form} if self.form and form else None
        return {"comment": comment, "form": held}

    def type_again(self, held: Mapping[str, Any]) -> None:
        """Open what `typed` gave."""
        if held["form"]:
            where = held["form"]["where"]
            made = self.open_form(held["form"]["kind"], where.get("section", ""), where.get("person_id", ""))
            if made is not None:
                made.type_again(held["form"]["typed"])
        if held["comment"]:
            self.turned.emit("comments")
            self.comments.type_again(held["comment"])

    # -- what happens

    def comment(self) -> None:
        """A comment on the selected words, or on the answer in which the caret is."""
        at = self.draft.chosen()
        if at is None:
            first = next(iter(self.draft.texts), None)
            if first is not None:
                first.setFocus()
                self._desk.toast(_("Go into an answer, select words, then press C."))
            return
        self.turned.emit("comments")
        self.comments.write(at)

    def _back_to_words(self) -> None:
        self.turned.emit("words")
        self.draft.focus_back()

    def hand_on(self, stage: str) -> None:
        """Give the plan back with its comments, or say that it is ready; a comment being written is kept first."""
        shown, desk = self._shown, self._desk
        if shown is None:
            return
        if self.comments.typed() is not None:
            self.comments.keep()
            return
        try:
            changes = plan_comments.hand_on(desk.vault, desk.staff_id, plan_id=shown.view.row.id, stage=stage)
        except UserError as error:
            desk.problem(error)
            return
        desk.bus.tell(changes)
        said = _("Sent back to %(name)s") if stage == "back" else _("%(name)s can present it")
        desk.toast(said % {"name": words.names(shown.view.row)}, undo=True)

    def turn_changed(self) -> None:
        """Show what is new, or not any more."""
        self.turned.emit("words")
        self._set_since("" if self.since else str(self._since.currentData()))
        into_sight(self.head)

    def _set_since(self, since: str) -> None:
        self.since = since
        self.again.emit()

    def _set_earlier(self, on: bool) -> None:
        self.earlier = on
        self.again.emit()

    def _on_wanted(self, wanted: Wanted) -> None:
        if wanted.what not in ("checked", "unchecked"):
            self.open_form(wanted.what, wanted.section, wanted.person_id)
            return
        desk, checked = self._desk, wanted.what == "checked"
        try:
            changes = plan.mark_checked(
                desk.vault, desk.staff_id, plan_id=self.plan_id, section=wanted.section, person_id=wanted.person_id,
                checked=checked,
            )  # fmt: skip
        except UserError as error:
            desk.problem(error)
            return
        desk.bus.tell(changes)
        said = _("Checked together: %(section)s") if checked else _("Not checked yet: %(section)s")
        desk.toast(said % {"section": words.section_title(wanted.section)}, undo=True)
