"""What is behind one line of the gate check, in a window of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel

_LONGEST: Final = 4_000
"""Letters in one label: a longer text goes on in the next."""
_LETTERS: Final = 30_000
_ROWS: Final = 100


Row = tuple[str, str]


class Details(QDialog):
    """A title, one sentence on what to look for, and rows of a bold word and a text.

    What is long shows piece by piece: `more` shows the next until all was shown, `before` the one before again.
    """

    def __init__(self, parent: QWidget, title: str, sentence: str, rows: Iterable[Row]) -> None:
        """`rows` are asked for only as far as they are shown."""
        super().__init__(parent)
        look = theme.current()
        self._left = _short(rows)
        self._pieces = [self._next()]
        self._at = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.size(24), look.size(20), look.size(24), look.size(16))
        whole.setSpacing(look.size(12))
        whole.addWidget(PlainLabel(title, "section", wrap=True))
        whole.addWidget(PlainLabel(sentence, colour="soft", wrap=True))
        self._area = PlainArea(title)
        whole.addWidget(self._area, 1)
        foot = QHBoxLayout()
        self.before = Button(_("Show what came before"), icon="chevron-left", size="dialog")
        self.before.clicked.connect(lambda: self._show_piece(self._at - 1))
        self.more = Button(_("Show what follows"), icon="chevron-right", size="dialog")
        self.more.clicked.connect(lambda: self._show_piece(self._at + 1))
        self.close_button = Button(_("Close"), "primary", size="dialog")
        self.close_button.clicked.connect(self.accept)
        self.close_button.setDefault(True)
        foot.addWidget(self.before)
        foot.addWidget(self.more)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        whole.addLayout(foot)
        self._show_piece(0)
        self.resize(look.size(520), look.size(440 if len(self._pieces[0]) > 3 else 320))

    def _show_piece(self, at: int) -> None:
        if at == len(self._pieces):
            self._pieces.append(self._next())
        self._at = at
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, theme.current().size(8), 0)
        lines.setSpacing(theme.current().size(8))
        for bold, text in self._pieces[at]:
            if bold:
                lines.addWidget(PlainLabel(bold, "strong", wrap=True))
            if text:
                lines.addWidget(PlainLabel(text, wrap=True))
        lines.addStretch(1)
        self._area.show_widget(inside)
        self._area.verticalScrollBar().setValue(0)
        self.before.setVisible(at > 0)
        self.more.setVisible(at + 1 < len(self._pieces) or self._follows())
        if not self.more.isVisibleTo(self):
            self.close_button.setFocus()

    def _next(self) -> list[Row]:
        found: list[Row] = []
        for row in islice(self._left, _ROWS):
            found.append(row)
            if sum(len(text) for _bold, text in found) >= _LETTERS:
                break
        return found

    def _follows(self) -> bool:
        following = next(self._left, None)
        if following is not None:
            self._left = chain((following,), self._left)
        return following is not None


def _short(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The same rows, a long text in several of them; only the first has the bold word."""
    for bold, text in rows:
        if len(text) <= _LONGEST:
            yield bold, text
            continue
        for number, piece in enumerate(_pieces(text)):
            yield bold if number == 0 else "", piece


def _pieces(text: str) -> Iterator[str]:
    """Cut where words end, where there is such a place; no letter is lost but the space at which it is cut."""
    while len(text) > _LONGEST:
        at = max(text.rfind(" ", 0, _LONGEST), text.rfind("\n", 0, _LONGEST))
        end = at if at > 0 else _LONGEST
        yield text[:end]
        text = text[end + (at > 0) :]
    yield text
