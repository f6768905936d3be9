"""What is behind one line of the gate check, in a window of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel


class Details(QDialog):
    """A title, one sentence on what to look for, and rows of a bold word and a text."""

    def __init__(self, parent: QWidget, title: str, sentence: str, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.size(24), look.size(20), look.size(24), look.size(16))
        whole.setSpacing(look.size(12))
        whole.addWidget(PlainLabel(title, "section", wrap=True))
        whole.addWidget(PlainLabel(sentence, colour="soft", wrap=True))
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, look.size(8), 0)
        lines.setSpacing(look.size(8))
        for bold, text in rows:
            lines.addWidget(PlainLabel(bold, "strong", wrap=True))
            if text:
                lines.addWidget(PlainLabel(text, wrap=True))
        lines.addStretch(1)
        area = PlainArea(title)
        area.show_widget(inside)
        whole.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = Button(_("Close"), "primary", size="dialog")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        foot.addWidget(close)
        whole.addLayout(foot)
        self.resize(look.size(520), look.size(440 if len(rows) > 3 else 320))
