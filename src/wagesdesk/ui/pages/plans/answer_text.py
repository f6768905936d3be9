"""The words of one answer: read and selected, never typed into; comments are numbered in them, what is new tinted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QPixmap,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from wagesdesk.ui import theme

_LINE, _DISC = 24, 20
_RING = 3
"""Pixels of the ring that app.qss draws round the words when they have the focus; there is room for it always."""
_KINDS = {"ask": ("amber", "amberTint"), "works": ("green", "greenTint"), "mine": ("primary", "tint")}
"""The colour and the tint of a mark; `mine` is the comment that is being written."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`text[start:end]` has a comment of this kind, which wears this number."""

    start: int
    end: int
    number: int
    kind: str


def disc(number: int, kind: str, ratio: float) -> QPixmap:
    """The number of a comment on a filled disc."""
    look = theme.current()
    side = look.size(_DISC)
    pixmap = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(_KINDS[kind][0]))
    painter.drawEllipse(QRectF(0, 0, side, side))
    painter.setPen(look.colour("onPrimary"))
    painter.setFont(look.font("small", 700))
    painter.drawText(QRectF(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, str(number))
    painter.end()
    return pixmap


class AnswerText(QTextEdit):
    """As high as its words. The caret walks with the arrow keys, Shift selects; nothing can be typed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setProperty("answer", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.verticalScrollBar().valueChanged.connect(self._stay)
        self.document().setDocumentMargin(theme.current().size(4))
        shape = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        shape.setHeightForWidth(True)
        self.setSizePolicy(shape)
        self._text = ""
        self._heights: dict[int, int] = {}
        self._pieces: list[tuple[int, int, int]] = []
        self._fresh: tuple[tuple[int, int], ...] = ()

    def show_text(self, text: str, marks: Sequence[Mark] = (), fresh: Sequence[tuple[int, int]] = ()) -> None:
        """Show `text` with these marks, and with what is new (start, end) tinted and lined at its left."""
        self._text, self._fresh = text, tuple(fresh)
        self._pieces = []
        self.clear()
        document, cursor = self.document(), QTextCursor(self.document())
        cursor.beginEditBlock()
        shape = QTextBlockFormat()
        shape.setLineHeight(theme.current().size(_LINE), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(shape)
        edges = {0, len(text), *(at for one in fresh for at in one)}
        edges |= {at for one in marks for at in (one.start, one.end)}
        for start, end in pairwise(sorted(edges)):
            self._pieces.append((cursor.position(), start, end))
            cursor.insertText(text[start:end], self._dress(start, end, marks))
            for mark in marks:
                if mark.end == end:
                    self._insert_disc(document, cursor, mark)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        said = ", ".join(str(one.number) for one in marks)
        self.setAccessibleDescription(said)
        self._heights.clear()
        self.updateGeometry()

    @property
    def shown(self) -> str:
        """The text as it was given."""
        return self._text

    @property
    def fresh(self) -> tuple[tuple[int, int], ...]:
        """What is tinted as new."""
        return self._fresh

    def selected(self) -> tuple[int, int] | None:
        """Which part of the text is selected, without spaces at its ends; None for nothing."""
        cursor = self.textCursor()
        start, end = self._offset(cursor.selectionStart()), self._offset(cursor.selectionEnd())
        chosen = self._text[start:end]
        start += len(chosen) - len(chosen.lstrip())
        end -= len(chosen) - len(chosen.rstrip())
        return (start, end) if start < end else None

    def select(self, start: int, end: int) -> None:
        """Select a part of the text."""
        cursor = self.textCursor()
        cursor.setPosition(self._position(start))
        cursor.setPosition(self._position(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    # -- inside

    def _stay(self, value: int) -> None:
        """All of the words are seen; only the page scrolls."""
        if value:
            self.verticalScrollBar().setValue(0)

    def _dress(self, start: int, end: int, marks: Sequence[Mark]) -> QTextCharFormat:
        look = theme.current()
        made = QTextCharFormat()
        made.setFont(_font(), QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly)
        made.setForeground(look.colour("ink"))
        if any(one[0] <= start and end <= one[1] for one in self._fresh):
            made.setBackground(look.colour("infoTint"))
        for mark in marks:
            if mark.start <= start and end <= mark.end:
                line, tint = _KINDS[mark.kind]
                made.setBackground(look.colour(tint))
                made.setUnderlineColor(look.colour(line))
                made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        return made

    def _insert_disc(self, document: QTextDocument, cursor: QTextCursor, mark: Mark) -> None:
        name = f"mark-{mark.kind}-{mark.number}"
        document.addResource(
            QTextDocument.ResourceType.ImageResource.value, QUrl(name),
            disc(mark.number, mark.kind, self.devicePixelRatioF()),
        )  # fmt: skip
        image = QTextImageFormat()
        side = theme.current().size(_DISC)
        image.setName(name)
        image.setWidth(side)
        image.setHeight(side)
        image.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        plain = QTextCharFormat()
        cursor.insertText("\N{NO-BREAK SPACE}", plain)
        cursor.insertImage(image)

    def _offset(self, position: int) -> int:
        """Where in the text a position of the document is; inside a mark it is the end of what it marks."""
        found = 0
        for at, start, end in self._pieces:
            if position >= at:
                found = min(start + position - at, end)
        return found

    def _position(self, offset: int) -> int:
        for at, start, end in self._pieces:
            if start <= offset <= end:
                return at + offset - start
        return 0

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the words are at this width, so that all is in its place at once."""
        if width not in self._heights:
            document = self.document()
            before = document.textWidth()
            document.setTextWidth(max(width - 2 * _RING, 1))
            self._heights[width] = ceil(document.size().height()) + 2 * _RING
            document.setTextWidth(before)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        wide = self.width()
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().size(120), theme.current().size(_LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        wide, colour = theme.current().size(3), theme.current().colour("info")
        for start, end in self._fresh:
            for rect in self._lines(start, end):
                corner = QPoint(max(rect.left() - wide, 0), rect.top())
                painter.fillRect(QRect(corner, QSize(wide, rect.height())), colour)

    def _lines(self, start: int, end: int) -> list[QRect]:
        """A box at the left of each line of a part of the text: its first letter, then the edge of the page."""
        boxes: list[QRect] = []
        cursor = QTextCursor(self.document())
        for at in range(self._position(start), self._position(end)):
            cursor.setPosition(at)
            rect = self.cursorRect(cursor)
            if not boxes or rect.top() != boxes[-1].top():
                boxes.append(rect)
        return boxes

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls


def _font() -> QFont:
    font = theme.current().font("body")
    font.setPixelSize(theme.current().size(16))
    return font
