"""Dotted lines under words of an answer box. They are drawn over the text and never part of it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from wagesdesk.services.spelling.marking import Marked


class Dots:
    """The marked words of one box, in order. They stay under their words when other words change."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        self._editor = editor
        self._marks: list[tuple[str, QTextCursor]] = []

    def show(self, marked: Iterable[Marked]) -> None:
        """Draw a line under each, in place of those before."""
        text = self._editor.toPlainText()
        self._marks = [(one.word, self._cursor(text, one)) for one in marked]
        self._draw()

    def words(self) -> tuple[str, ...]:
        """Each marked word once, in order."""
        return tuple(dict.fromkeys(word for word, _cursor in self._marks))

    def drop(self, words: Iterable[str]) -> None:
        """No line under these any more."""
        gone = set(words)
        self._marks = [mark for mark in self._marks if mark[0] not in gone]
        self._draw()

    def replace(self, word: str, other: str) -> None:
        """Write `other` wherever `word` is marked, as one step of undo."""
        whole = self._editor.textCursor()
        whole.beginEditBlock()
        for marked, cursor in self._marks:
            if marked == word:
                cursor.insertText(other)
        whole.endEditBlock()
        self.drop([word])

    def at(self, cursor: QTextCursor) -> str:
        """The marked word at this place, or ""."""
        place = cursor.position()
        return next((word for word, mark in self._marks if mark.selectionStart() <= place <= mark.selectionEnd()), "")

    def _cursor(self, text: str, one: Marked) -> QTextCursor:
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(_units(text[: one.start]))
        cursor.setPosition(_units(text[: one.end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _draw(self) -> None:
        dotted = QTextCharFormat()
        dotted.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        dotted.setUnderlineColor(self._editor.palette().text().color())
        drawn = []
        for _word, cursor in self._marks:
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, dotted
            drawn.append(selection)
        self._editor.setExtraSelections(drawn)


def _units(text: str) -> int:
    """Qt counts in units of UTF-16: a smiling face is two."""
    return len(text.encode("utf-16-le")) // 2
