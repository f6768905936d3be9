"""A label that shows text from people as it is, never as rich text; it wraps or is cut with three dots."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_LONG: Final = re.compile(r"\S{25,}")
_JOINED: Final = r"\u200d|\ufe0f|[\u0300-\u036f\u0610-\u061a\u064b-\u065f]"
_PIECE: Final = re.compile(rf".{{8}}(?<!\u200d)(?!{_JOINED}|$)")


def breakable(text: str) -> str:
    """The same to the eye, with places where a line may end in what is longer than any word."""
    return _LONG.sub(lambda run: _PIECE.sub("\\g<0>\N{ZERO WIDTH SPACE}", run[0]), text)


def plain_tip(text: str) -> str:
    """Text from people for a tip, which Qt would take as rich text if it began like it."""
    return text.replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")


class PlainLabel(QLabel):
    """`role` is title, section, body, strong, second, small or error; `colour` another token (soft, green ...)."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        *,
        colour: str = "",
        wrap: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("colour", colour)
        self.setWordWrap(wrap)
        self._elide = elide
        self._said = ""
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def text(self) -> str:
        return self._said

    def setText(self, text: str) -> None:
        self._said = text
        super().setText(breakable(text) if self.wordWrap() else text)
        self.setToolTip(plain_tip(text) if self._elide else "")
        self.setAccessibleName(text)
        self._keep_lines()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_lines()

    def _keep_lines(self) -> None:
        # A scroll area asks for minimum sizes without a width, and would squeeze wrapped lines.
        if self.wordWrap():
            wide = QRect(0, 0, self.contentsRect().width(), 0)
            margins = self.contentsMargins()
            words = self.fontMetrics().boundingRect(wide, int(Qt.TextFlag.TextWordWrap), super().text())
            needed = words.height() + margins.top() + margins.bottom()
            if needed != self.minimumHeight():
                self.setMinimumHeight(needed)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        rect = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(rect, self.alignment() | Qt.TextFlag.TextSingleLine, shown)

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        return QSize(0, size.height()) if self._elide else size
