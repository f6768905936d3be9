"""What stands where nothing is yet: one sentence, and the one button that starts it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel


class EmptyState(QWidget):
    """`text` says what will be here; `button` starts it."""

    def __init__(self, icon: str, text: str, button: Button | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setSpacing(look.size(12))
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(IconLabel(icon, "soft", 36), alignment=middle)
        words = PlainLabel(text, "body", colour="soft", wrap=True)
        words.setAlignment(middle)
        words.setMaximumWidth(look.size(440))
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(words, 1000)
        across.addStretch(1)
        column.addLayout(across)
        if button is not None:
            column.addWidget(button, alignment=middle)
        column.addStretch(2)
