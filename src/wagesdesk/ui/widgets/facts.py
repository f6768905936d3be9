"""Label and value pairs in two columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.plain_label import PlainLabel


def facts_grid(pairs: Sequence[tuple[str, str]], *, label_width: int = 150) -> QWidget:
    """`label_width` in pixels at 100 %; a value may have several lines."""
    look = theme.current()
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look.size(16))
    grid.setVerticalSpacing(look.size(8))
    grid.setColumnMinimumWidth(0, look.size(label_width))
    grid.setColumnStretch(1, 1)
    for row, (label, value) in enumerate(pairs):
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(PlainLabel(label, "body", colour="soft"), row, 0, top)
        words = PlainLabel(value, "strong", wrap=True)
        words.setAccessibleName(f"{label}: {value}")
        grid.addWidget(words, row, 1, top)
    return whole
