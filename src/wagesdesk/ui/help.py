"""F1: the help of the page in front, in a panel at the right. Its words are Markdown files of `resources/help`."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont, QKeyEvent, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from wagesdesk import paths
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

WIDTH = 400
_EDGE = 20


class HelpPanel(QFrame):
    """Floats over the right of `over`, between `above` and `below` pixels from its edges. Hidden until `turn`."""

    def __init__(self, over: QWidget, *, above: int = 0, below: int = 0) -> None:
        super().__init__(over)
        look = theme.current()
        self._over, self._above, self._below = over, above, below
        self._back: QWidget | None = None
        self.setProperty("help", True)
        self.setAccessibleName(_("Help"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(look.size(_EDGE), look.size(10), look.size(10), look.size(2))
        head.setSpacing(look.size(8))
        head.addWidget(IconLabel("circle-question-mark", "primary", 20))
        head.addWidget(PlainLabel(_("Help"), "section"), 1)
        close = Button(_("Close  Esc"), "link", "x", size="small")
        close.setAccessibleName(_("Close the help"))
        close.clicked.connect(self.close_panel)
        head.addWidget(close)
        column.addLayout(head)
        self.text = QTextBrowser()
        self.text.setProperty("help", True)
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.text, 1)
        over.installEventFilter(self)
        self.hide()

    def turn(self, topic: str) -> None:
        """Open the help of `topic` (a file's name without its ending) with the focus in it, or close it again."""
        if self.isVisible():
            self.close_panel()
            return
        self._back = QApplication.focusWidget()
        self.show_topic(topic)
        self._place()
        self.show()
        self.raise_()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_topic(self, topic: str) -> None:
        """Show another help, from its beginning."""
        document = document_of(paths.resource(f"help/{topic}.md").read_text("utf-8"), self.text)
        self.text.setDocument(document)
        self.text.setAccessibleName(_("Help: %(title)s") % {"title": document.firstBlock().text()})

    def close_panel(self) -> None:
        """Hide it; the focus goes back to where it was."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        self.hide()
        back, self._back = self._back, None
        if inside and back is not None and shiboken6.isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        over = self._over
        wide = min(theme.current().size(WIDTH), over.width())
        self.setGeometry(over.width() - wide, self._above, wide, over.height() - self._above - self._below)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False


def document_of(markdown: str, parent: QObject) -> QTextDocument:
    """Headings, paragraphs, lists, bold and code in the type of the program; HTML in it would be shown as it stands."""
    look = theme.current()
    document = QTextDocument(parent)
    document.setDocumentMargin(look.size(_EDGE))
    document.setDefaultFont(look.font())
    document.setIndentWidth(look.size(22))
    document.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownNoHTML)
    block = document.begin()
    while block.isValid():
        _dress(block)
        block = block.next()
    return document


def _dress(block: QTextBlock) -> None:
    look = theme.current()
    level, listed = block.blockFormat().headingLevel(), block.textList() is not None
    spacing = QTextBlockFormat()
    spacing.setTopMargin(look.size(14 if level > 1 else 0))
    spacing.setBottomMargin(look.size(4 if level or listed else 8))
    spacing.setLineHeight(105, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor = QTextCursor(block)
    cursor.mergeBlockFormat(spacing)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    if level:
        cursor.setCharFormat(_type(look.font("title" if level == 1 else "section", 700)))
        return
    for start, length, code in _code_runs(block):
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
        if code:
            plain = _type(look.font())
            plain.setBackground(look.colour("sunken"))
            cursor.setCharFormat(plain)


def _type(font: QFont) -> QTextCharFormat:
    format = QTextCharFormat()
    format.setFont(font)
    return format


def _code_runs(block: QTextBlock) -> list[tuple[int, int, bool]]:
    """Where the runs of one format begin, how long they are, and whether they are code."""
    return [(one.start, one.length, one.format.fontFixedPitch()) for one in block.textFormats()]
