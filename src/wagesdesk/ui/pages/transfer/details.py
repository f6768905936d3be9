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


class Details(QDialog):
    """A title, one sentence on what to look for, and rows of a bold word and a text.

    What is long shows piece by piece, as somebody reads on: `more` shows the next piece until all of it was shown.
    """

    def __init__(self, parent: QWidget, title: str, sentence: str, rows: Iterable[tuple[str, str]]) -> None:
        """`rows` are asked for only as far as they are shown."""
        super().__init__(parent)
        look = theme.current()
        self._left = _short(rows)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.size(24), look.size(20), look.size(24), look.size(16))
        whole.setSpacing(look.size(12))
        whole.addWidget(PlainLabel(title, "section", wrap=True))
        whole.addWidget(PlainLabel(sentence, colour="soft", wrap=True))
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, look.size(8), 0)
        self._lines.setSpacing(look.size(8))
        self._lines.addStretch(1)
        foot = QHBoxLayout()
        self.more = Button(_("Show what follows"), icon="chevron-down", size="dialog")
        self.more.clicked.connect(self._on_more)
        foot.addWidget(self.more)
        foot.addStretch(1)
        self._close = Button(_("Close"), "primary", size="dialog")
        self._close.clicked.connect(self.accept)
        self._close.setDefault(True)
        foot.addWidget(self._close)
        shown = self._on_more()
        area = PlainArea(title)
        area.show_widget(inside)
        whole.addWidget(area, 1)
        whole.addLayout(foot)
        self.resize(look.size(520), look.size(440 if shown > 3 else 320))

    def _on_more(self) -> int:
        """Show the next piece; how many rows it has."""
        letters = count = 0
        for bold, text in islice(self._left, _ROWS):
            for one in (PlainLabel(bold, "strong", wrap=True) if bold else None, PlainLabel(text, wrap=True)):
                if one is not None and one.text():
                    self._lines.insertWidget(self._lines.count() - 1, one)
            letters, count = letters + len(text), count + 1
            if letters >= _LETTERS:
                break
        following = next(self._left, None)
        if following is None:
            self.more.hide()
            self._close.setFocus()
        else:
            self._left = chain((following,), self._left)
        return count


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
