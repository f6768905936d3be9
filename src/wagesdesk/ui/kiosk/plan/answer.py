"""The box for her answer, what stands under it, and how the words came there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.services.plan.writing import too_long
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.plan.wording import GENTLE
from wagesdesk.ui.kiosk.widgets import KioskButton, KioskWords, words
from wagesdesk.ui.widgets.flow import Flow
from wagesdesk.ui.widgets.gentle_warning import GentleWarning

LOOK_AFTER_MS = 300
"""A pause after a key in which nothing but the letters is drawn."""
_LEAST, _LEAST_BESIDE = 150, 96


class AnswerEdit(KioskWords):
    """Asks for no more height than the least, and takes what there is."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())


class AnswerBox(QWidget):
    """`editor` is the one answer of a section, however its words came. `changed` is called a moment after a change.

    The editor keeps what was done in it, so that any word that a card or a key put there can be taken back.
    """

    def __init__(self, name: str, changed: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(8))
        self.editor = AnswerEdit(name)
        self.editor.setMinimumHeight(look.size(_LEAST))
        column.addWidget(self.editor, 1)
        column.addWidget(GentleWarning(self.editor, says=GENTLE, colour="ink"))
        self.long = words(_("This is as long as it can be. Please ask for help."), "second")
        self.long.hide()
        column.addWidget(self.long)
        self.tools = Flow(look.size(12))
        column.addWidget(self.tools)
        self._column = column
        self.undo = KioskButton(_("Undo"), icon="undo-2", size="small")
        self.undo.clicked.connect(self.editor.undo)
        self.undo.hide()
        self.editor.undoAvailable.connect(self._on_undo)
        self._pause = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._pause.timeout.connect(self._look)
        self._changed = changed
        self.editor.textChanged.connect(self._pause.start)

    @property
    def text(self) -> str:
        return self.editor.toPlainText()

    def put_under(self, widget: QWidget) -> None:
        """Let something about the words stand below the tools."""
        self._column.addWidget(widget)

    def shrink(self, on: bool) -> None:
        """Leave room for what else is open above it."""
        self.editor.setMinimumHeight(theme.current().size(_LEAST_BESIDE if on else _LEAST))
        self.editor.updateGeometry()

    def load(self, text: str, *, at_end: bool = True) -> None:
        """Show other words; what was done before cannot be taken back in them."""
        self.editor.setPlainText(text)
        if at_end:
            self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self._pause.stop()
        self._look()

    def add(self, sentence: str) -> None:
        """Put a sentence on a line of its own at the end, as one step that can be taken back."""
        cursor = self.editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        before = self.text
        cursor.insertText(sentence if not before or before.endswith("\n") else f"\n{sentence}")
        self.editor.setTextCursor(cursor)
        self.editor.ensureCursorVisible()
        self._look()

    def take_out(self, sentence: str) -> None:
        """Take away the first line that is this sentence, as one step that can be taken back."""
        lines = self.text.split("\n")
        if sentence not in lines:
            return
        at = lines.index(sentence)
        start = sum(_units(line) + 1 for line in lines[:at])
        if at == len(lines) - 1 and at:
            start -= 1  # the last line takes the break before it along
        cursor = self.editor.textCursor()
        cursor.setPosition(start)
        length = _units(sentence) + (len(lines) > 1)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._look()

    def mark(self, start: int, end: int) -> None:
        """Select the words from `start` to `end`, so that she sees which are meant."""
        text = self.text
        cursor = self.editor.textCursor()
        cursor.setPosition(_units(text[:start]))
        cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        self.editor.setTextCursor(cursor)

    def _on_undo(self, can: bool) -> None:
        if not can and self.undo.hasFocus():
            self.editor.setFocus()
        self.undo.setVisible(can)

    def _look(self) -> None:
        self.long.setVisible(too_long(self.text))
        self._changed()


def _units(text: str) -> int:
    """Qt counts in units of UTF-16: a smiling face is two."""
    return len(text.encode("utf-16-le")) // 2


def how(text: str, cards: Sequence[str], starters: Sequence[str]) -> str:
    """How an answer was reached, told from its lines: only cards picked, sentences finished too, or written."""
    lines = [line for line in text.splitlines() if line.strip()]
    if all(line in cards for line in lines):
        return "card"
    if all(line in cards or line.startswith(tuple(starters)) for line in lines):
        return "sentence"
    return "write"
