"""Where the words of others name her: read, and after she was erased written anew, with every version before gone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from wagesdesk.services import wording
from wagesdesk.services.erasure import Mention
from wagesdesk.text import _
from wagesdesk.ui import free_text, theme
from wagesdesk.ui.pages.erase import words
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

_HIGH = 64


def mentions_card(mentions: Sequence[Mention], opened: Callable[[Mention], None]) -> Card:
    """Where the words of others name her, each with a button that goes there."""
    card = Card(_("Named in words about others"))
    about = _("These belong to somebody else, so they stay. Once she is erased you can write each anew here, and what "
              "it said before goes too. Perhaps another woman with that name is meant.")  # fmt: skip
    card.body.addWidget(PlainLabel(about, colour="soft", wrap=True))
    for one in mentions:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().size(10))
        row.addWidget(PlainLabel(words.mention(one), "strong", wrap=True), 1)
        button = Button(_("Open"), "link")
        button.setAccessibleName(_("Open: %(what)s") % {"what": words.mention(one)})
        button.clicked.connect(lambda *_args, one=one: opened(one))
        row.addWidget(button)
        card.body.addWidget(line)
    return card


class MentionRow(QWidget):
    """One of them, to write anew. `rewritten(words)` with the parts of the text; `names` are those that must go."""

    rewritten = Signal(object)

    def __init__(self, one: Mention, names: Collection[str]) -> None:
        super().__init__()
        self.mention, self._names = one, names
        look = theme.current()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, look.size(8))
        self._column.setSpacing(look.size(6))
        self.fields = {part: self._field(text) for part, text in one.texts}
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(look.size(6))
        if not self.fields:
            form.addWidget(PlainLabel(words.mention(one), "strong", wrap=True))
            form.addWidget(PlainLabel(_("Only older versions name her."), colour="soft", wrap=True))
        for field in self.fields.values():
            form.addWidget(field)
        said = _("Save, and erase what it said before") if self.fields else _("Erase the older versions")
        self.save = Button(said, icon="trash-2")
        self.save.setAccessibleName(_("%(do)s: %(what)s") % {"do": said, "what": words.mention(one)})
        self.save.clicked.connect(self._on_save)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        form.addLayout(row)
        form.addWidget(ReasonLine(self.save))
        self._column.addWidget(self._form)

    def set_busy(self, reason: str) -> None:
        """Refuse the button for `reason`; empty lets it work again."""
        self.save.refuse(reason)

    def set_done(self) -> None:
        """Say that nothing of her is left here, and let the words go."""
        self._form.hide()
        line = QHBoxLayout()
        line.setSpacing(theme.current().size(10))
        line.addWidget(IconLabel("circle-check", "green", 18))
        line.addWidget(PlainLabel(_("%(what)s: done.") % {"what": words.mention(self.mention)}, wrap=True), 1)
        self._column.addLayout(line)

    def _field(self, text: str) -> Field[QPlainTextEdit]:
        editor = QPlainTextEdit(text)
        editor.setTabChangesFocus(True)
        editor.setFixedHeight(theme.current().size(_HIGH))
        field = Field(words.mention(self.mention), editor)
        editor.textChanged.connect(field.clear_error)
        free_text.watch(field, lambda: self._names)
        return field

    def _on_save(self) -> None:
        typed = {part: field.editor.toPlainText() for part, field in self.fields.items()}
        for part, field in self.fields.items():
            if wording.names_in(typed[part], self._names):
                field.set_error(_("Her name still stands here. Put another word there."))
                return
        self.rewritten.emit(typed)


class RewriteCard(Card):
    """All of them, after she was erased. `rewritten(row, words)` when one was written anew."""

    rewritten = Signal(object, object)

    def __init__(self, mentions: Sequence[tuple[Mention, Collection[str]]]) -> None:
        super().__init__(_("Named in words about others"))
        about = _("Put another word where her name is too much. Saving erases every version of it before, for good. "
                  "Leave it as it is where another woman with that name is meant.")  # fmt: skip
        self.body.addWidget(PlainLabel(about, colour="soft", wrap=True))
        self.rows = tuple(MentionRow(one, names) for one, names in mentions)
        for row in self.rows:
            row.rewritten.connect(lambda typed, row=row: self.rewritten.emit(row, typed))
            self.body.addWidget(row)

    def set_busy(self, reason: str) -> None:
        """Refuse every button for `reason`; empty lets them work again."""
        for row in self.rows:
            row.set_busy(reason)
