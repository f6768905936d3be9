"""One comment beside the draft: as it stands, or being written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from wagesdesk.services.plan_comments import KINDS, LONGEST
from wagesdesk.text import _
from wagesdesk.ui import free_text, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans import words
from wagesdesk.ui.pages.plans.answer_text import disc
from wagesdesk.ui.pages.plans.reading import Numbered
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel


class CommentCard(QFrame):
    """`change` and `delete` with the id of one that is not sent."""

    change = Signal(str)
    delete = Signal(str)

    def __init__(self, desk: Desk, one: Numbered) -> None:
        super().__init__()
        look, comment = theme.current(), one.comment
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        kind = _(words.KINDS[comment.kind])
        self.setAccessibleName(f"{one.number}, {comment.by}, {kind}: {comment.text}")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.size(12), look.size(9), look.size(12), look.size(9))
        column.setSpacing(look.size(4))
        column.addLayout(_head(one.number, comment.kind, comment.by, words.section_title(comment.section)))
        column.addWidget(PlainLabel(comment.text, wrap=True))
        row = QHBoxLayout()
        row.setSpacing(look.size(6))
        works = comment.kind == "works"
        row.addWidget(IconLabel(words.KIND_ICONS[comment.kind], "green" if works else "amber", 16))
        row.addWidget(PlainLabel(kind, "secondStrong", colour="green" if works else "amber"), 1)
        column.addLayout(row)
        if comment.peer:
            column.addWidget(PlainLabel(_("From her circle"), "second", colour="soft"))
        if comment.sent is not None:
            column.addWidget(PlainLabel(words.sent_line(comment, desk), "second", colour="soft", wrap=True))
            return
        for text, signal in ((_("Change"), self.change), (_("Delete"), self.delete)):
            button = Button(text, "link", size="small")
            button.setAccessibleName(_("%(what)s comment %(number)d") % {"what": text, "number": one.number})
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit(comment.id))
            row.addWidget(button)


class CommentForm(Card):
    """A comment that is being written. `keep` and `leave` when that was pressed; Escape leaves an empty one."""

    keep = Signal()
    leave = Signal()

    def __init__(self, desk: Desk, people: Sequence[tuple[str, str]], others: Callable[[], Collection[str]]) -> None:
        super().__init__(padded=True)
        look = theme.current()
        self.setProperty("card", "current")
        self.about = PlainLabel("", "second", colour="soft", wrap=True)
        self.body.addWidget(self.about)
        self._kinds = QButtonGroup(self)
        holder = QWidget()
        holder.setAccessibleName(_("Kind of comment"))
        kinds = QHBoxLayout(holder)
        kinds.setContentsMargins(0, 0, 0, 0)
        for number, kind in enumerate(KINDS):
            button = QRadioButton(_(words.KINDS[kind]))
            button.setAccessibleName(button.text())
            self._kinds.addButton(button, number)
            kinds.addWidget(button)
        kinds.addStretch(1)
        self.body.addWidget(holder)
        self.who: Field[QComboBox] = Field(_("Who says it"), QComboBox())
        self.who.editor.addItem(desk.staff_name, "")
        for person_id, name in people:
            self.who.editor.addItem(name, person_id)
        self.body.addWidget(self.who)
        self.text: Field[QPlainTextEdit] = Field(_("Comment"), QPlainTextEdit())
        self.text.editor.setTabChangesFocus(True)
        self.text.editor.setFixedHeight(look.size(84))
        free_text.watch(self.text, others)
        self.body.addWidget(self.text)
        row = QHBoxLayout()
        self.keep_button = Button(_("Keep"), "primary", size="small")
        self.keep_button.clicked.connect(self.keep.emit)
        leave = Button(_("Undo"), "link", "undo-2", size="small")
        leave.clicked.connect(self.leave.emit)
        row.addWidget(self.keep_button)
        row.addWidget(leave)
        row.addStretch(1)
        self.body.addLayout(row)
        self.fill("", KINDS[0])

    def fill(self, text: str, kind: str) -> None:
        """Put a comment into the form."""
        self.text.clear_error()
        self.text.editor.setPlainText(text)
        self._kinds.button(KINDS.index(kind)).setChecked(True)

    @property
    def kind(self) -> str:
        return KINDS[self._kinds.checkedId()]

    @property
    def said(self) -> str:
        return self.text.editor.toPlainText()[: LONGEST + 1]

    @property
    def giver(self) -> str:
        """The id of the woman of her circle who says it; empty for staff."""
        return str(self.who.editor.currentData() or "")

    def start(self) -> None:
        """Let somebody type."""
        self.text.editor.setFocus()
        cursor = self.text.editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.text.editor.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.said.strip():
            self.leave.emit()
        else:
            super().keyPressEvent(event)


def _head(number: int, kind: str, by: str, section: str) -> QHBoxLayout:
    look = theme.current()
    row = QHBoxLayout()
    row.setSpacing(look.size(8))
    mark = QLabel()
    mark.setPixmap(disc(number, kind, mark.devicePixelRatioF()))
    mark.setAccessibleName(str(number))
    row.addWidget(mark)
    row.addWidget(PlainLabel(by, "strong"))
    section_label = PlainLabel(section, "second", colour="soft", elide=True)
    section_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(section_label, 1)
    return row
