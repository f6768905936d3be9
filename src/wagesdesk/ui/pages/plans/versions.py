"""Every version of an answer: two side by side, with what was added and taken away, and one to bring back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QComboBox, QTextEdit

from wagesdesk.services import history, plan_drafts
from wagesdesk.services.changes import Changes
from wagesdesk.services.plan_drafts import Piece, Revision
from wagesdesk.text import N_, _, clock_time
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans import words
from wagesdesk.ui.pages.plans.form import Form, Where
from wagesdesk.ui.pages.plans.reading import Shown
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.plain_label import PlainLabel

_SIGNS: Final = {"added": N_("[added: %(words)s]"), "taken": N_("[taken away: %(words)s]")}
_HOW: Final = {"said": N_("taken down"), "paper": N_("from paper")}


class VersionsForm(Form):
    """`where` has section and person_id. Save brings back the version at the left."""

    kind = "earlier"

    def __init__(self, desk: Desk, shown: Shown, where: Where) -> None:
        title = _("Earlier versions: %(section)s") % {"section": words.section_title(where["section"])}
        super().__init__(desk, title, where, save=_("Bring the left one back"))
        self.cancel.setText(_("Close"))
        self.versions: tuple[Revision, ...] = plan_drafts.revisions(
            desk.vault, plan_id=shown.view.row.id, section=where["section"], person_id=where["person_id"]
        )
        look = theme.current()
        large = QBoxLayout.Direction.TopToBottom  # where there is no room for two days and names side by side
        both = QBoxLayout(large if look.large else QBoxLayout.Direction.LeftToRight)
        both.setSpacing(look.size(12))
        self.left, self.right = self._choice(_("One version")), self._choice(_("Compare it with"))
        both.addWidget(self.left, 1)
        both.addWidget(self.right, 1)
        self.column.addLayout(both)
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Both versions in one"))
        self.text.setTabChangesFocus(True)
        flags = Qt.TextInteractionFlag
        self.text.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.text.setMinimumHeight(look.size(220))
        self.column.addWidget(self.text, 9)  # the stretch at the end has one part
        legend = _("Added words are underlined, between pluses. Words taken away are struck out, between minuses.")
        self.column.addWidget(PlainLabel(legend, "second", colour="soft", wrap=True))
        if len(self.versions) > 1:
            self.left.editor.setCurrentIndex(1)
        for field in (self.left, self.right):
            field.editor.currentIndexChanged.connect(lambda _at: self._compare())
        self._compare()
        self.finish()

    def start(self) -> None:
        self.left.editor.setFocus()

    def write(self) -> tuple[Changes, str]:
        one = self.versions[self.left.editor.currentIndex()]
        changes = history.bring_back(self.desk.vault, self.desk.staff_id, entry_id=one.entry_id, field="answer")
        return changes, _("Brought back. The words that stood there stay among the earlier versions.")

    def _choice(self, label: str) -> Field[QComboBox]:
        field: Field[QComboBox] = Field(label, QComboBox())
        field.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.editor.setMinimumContentsLength(10)
        for one in self.versions:
            field.editor.addItem(self._said(one), one.entry_id)
        return field

    def _said(self, one: Revision) -> str:
        local = self.desk.clock.local(one.at)
        fields = {"day": words.day_of(one.at, self.desk), "time": clock_time(local), "name": one.by or _("somebody")}
        said = _("%(day)s %(time)s, %(name)s") % fields
        if one.how in _HOW:
            said = f"{said}, {_(_HOW[one.how])}"
        return _("%(version)s (now)") % {"version": said} if one.now else said

    def _compare(self) -> None:
        left, right = self.left.editor.currentIndex(), self.right.editor.currentIndex()
        self.save.refuse("")
        if left < 0 or right < 0:
            self.save.refuse(_("There is no earlier version."))
            return
        one, other = self.versions[left], self.versions[right]
        if one.now:
            self.save.refuse(_("The left one is what stands there now."))
        pieces = plan_drafts.compare(one.text, other.text)
        self.text.clear()
        cursor = self.text.textCursor()
        for piece in pieces:
            _put(cursor, piece)
        told = [_(_SIGNS[piece.kind]) % {"words": piece.text.strip()} for piece in pieces if piece.kind in _SIGNS]
        self.text.setAccessibleDescription(" ".join(told) or _("They say the same."))


def _put(cursor: QTextCursor, piece: Piece) -> None:
    """A piece in its dress: shape and sign, not colour alone."""
    look, made = theme.current(), QTextCharFormat()
    made.setForeground(look.colour("ink"))
    if piece.kind == "same" or not piece.text.strip():
        cursor.insertText(piece.text, made)
        return
    added = piece.kind == "added"
    made.setForeground(look.colour("green" if added else "red"))
    made.setBackground(look.colour("greenTint" if added else "redTint"))
    made.setFontUnderline(added)
    made.setFontStrikeOut(not added)
    sign = "+" if added else "\N{MINUS SIGN}"
    tail = piece.text[len(piece.text.rstrip()) :]
    plain = QTextCharFormat()
    plain.setForeground(look.colour("green" if added else "red"))
    plain.setFontWeight(700)
    cursor.insertText(sign, plain)
    cursor.insertText(piece.text.rstrip(), made)
    cursor.insertText(sign, plain)
    cursor.insertText(tail, QTextCharFormat())
