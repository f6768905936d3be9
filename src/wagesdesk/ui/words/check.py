"""“Check my words” under an answer box: only when she asks, and only ever an offer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from wagesdesk.services.own_words import compared
from wagesdesk.services.spelling.marking import Marked
from wagesdesk.services.spelling.speller import Suggestion, offered
from wagesdesk.text import _, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.plan.parts import into_sight
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.later import later
from wagesdesk.ui.widgets.flow import Flow
from wagesdesk.ui.words.dots import Dots
from wagesdesk.ui.words.spelling import Spelling
from wagesdesk.ui.words.word_list import WordList

MOST: Final = 6
"""So many words are shown at a time; the next come when these are seen to."""


class CheckWords(QWidget):
    """Put it under `editor`. Marked words get a dotted line there and a button here; typing takes both away.

    `own` gives the words that are hers already, `keep` makes one hers. `language` ("en", "cy") is that of the answer;
    without a dictionary for it nothing is shown. A click on a dotted word opens its list too.
    """

    def __init__(
        self, editor: QPlainTextEdit, spelling: Spelling, *, language: str, own: Callable[[], Collection[str]],
        keep: Callable[[str], None], parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._editor, self._spelling, self._own, self._keep = editor, spelling, own, keep
        self._language = language
        self._dots = Dots(editor)
        self._left: set[str] = set()
        self._asked = ""
        self._replacing = False
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(10))
        row = QHBoxLayout()
        row.setSpacing(look.size(16))
        self.button = KioskButton(_("Check my words"), "secondary", "book-open", size="small")
        self.button.clicked.connect(self.check)
        self._said = words("", "second")
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._said, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        self._chips = Flow(look.size(10))
        column.addWidget(self._chips)
        self.list = WordList()
        self.list.chosen.connect(self._on_chosen)
        self.list.mine.connect(self._on_mine)
        self.list.left.connect(self._on_left)
        self.list.closed.connect(self._focus_on)
        column.addWidget(self.list)
        editor.textChanged.connect(self._on_typed)
        editor.viewport().installEventFilter(self)
        self.clear()
        self.setVisible(offered(language))

    def set_language(self, language: str) -> None:
        """The answer is in another language now."""
        self._language = language
        self.clear()
        self.setVisible(offered(language))

    def check(self) -> None:
        """Look at her words now."""
        self.clear()
        text = self._editor.toPlainText()
        if not text.strip():
            self._say(_("Write first. Then we can look."))
            return
        self._asked = text
        self._say(_("Looking at your words."))
        self._spelling.check(
            text, self._language, owner=self, done=partial(self._on_marked, text), failed=self._on_failed
        )

    def clear(self) -> None:
        """Take away lines, words and lists; what is being looked at is not told any more."""
        self._asked = ""
        self._dots.show(())
        self._say("")
        self._show_chips()

    def marked(self) -> tuple[str, ...]:
        """The words that have a dotted line."""
        return self._dots.words()

    def text(self) -> str:
        """What it says beside the button."""
        return self._said.text()

    # -- what comes back

    def _on_marked(self, text: str, marked: tuple[Marked, ...]) -> None:
        if text != self._asked:
            return
        right = self._left | {compared(word) for word in self._own()}
        self._dots.show([one for one in marked if compared(one.word) not in right])
        self._tell()
        self._focus_on()

    def _on_failed(self, _error: Exception) -> None:
        self.clear()
        self._say(_("We cannot look at words right now. What you wrote is safe."))

    def _on_offered(self, word: str, offers: tuple[Suggestion, ...]) -> None:
        if word in self.marked():
            self.list.offer(word, offers)
            later(0, self, self._bring_list)  # its labels take their height first

    def _bring_list(self) -> None:
        into_sight(self.list)
        into_sight(self.list.first)  # where the list is higher than the page

    # -- what she does

    def open(self, word: str) -> None:
        """Show the list of a marked word."""
        for chip in self._chips.widgets:
            if isinstance(chip, KioskButton):
                chip.setChecked(chip.accessibleName() == word)
        self.list.wait(word)
        self._spelling.suggest(
            word, self._language, owner=self, done=partial(self._on_offered, word), failed=self._on_failed
        )

    def _on_chosen(self, word: str, other: str) -> None:
        self._replacing = True
        self._dots.replace(word, _as_written(word, other))
        self._replacing = False
        self._go_on()

    def _on_mine(self, word: str) -> None:
        self._keep(word)
        self._on_left(word)

    def _on_left(self, word: str) -> None:
        self._left.add(compared(word))
        self._dots.drop([one for one in self.marked() if compared(one) in self._left])
        self._go_on()

    def _on_typed(self) -> None:
        if not self._replacing:
            self.clear()

    def _go_on(self) -> None:
        self._tell()
        self._focus_on()

    # -- what is shown

    def _tell(self) -> None:
        count = len(self.marked())
        if not count:
            self._say(_("There is no more word to look at."))
        else:
            self._say(
                ngettext(
                    "We do not know %(count)d word. It may be right.",
                    "We do not know %(count)d words. They may be right.",
                    count,
                )
                % {"count": count}
            )
        self._show_chips()

    def _show_chips(self) -> None:
        self.list.hide()
        self._chips.clear()
        self._chips.setVisible(bool(self.marked()))
        for word in self.marked()[:MOST]:
            chip = KioskButton(word, "secondary", size="small")
            chip.setCheckable(True)
            chip.setAccessibleDescription(_("Opens a list of words"))
            chip.clicked.connect(partial(self.open, word))
            self._chips.add(chip)
            chip.show()  # now, so that it can take the focus

    def _focus_on(self) -> None:
        self.list.hide()
        first = next(iter(self._chips.widgets), None)
        there = first or self.button
        there.setFocus(Qt.FocusReason.OtherFocusReason)
        into_sight(there)

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        if sentence and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.button, sentence))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent) and self.marked():
            word = self._dots.at(self._editor.cursorForPosition(event.position().toPoint()))
            if word:
                self.open(word)
        return False


def _as_written(word: str, other: str) -> str:
    """`other` with the capitals of `word`."""
    if word.isupper():
        return other.upper()
    return other[0].upper() + other[1:] if word[0].isupper() else other
