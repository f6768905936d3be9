"""One of several things to choose, as a framed row: a round mark, a bold title, lines about it.

The focus ring goes round the whole row.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.plain_label import PlainLabel


class Choice(QFrame):
    """`radio` is the control; the whole frame can be clicked. `lines` are plain text from anywhere."""

    def __init__(self, title: str, lines: Sequence[str], group: QButtonGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("choice", "true")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.size(11), look.size(8), look.size(14), look.size(8))
        row.setSpacing(look.size(7))
        self.radio = QRadioButton()
        self.radio.setAccessibleName(". ".join([title, *lines]))
        self.radio.toggled.connect(self._on_toggled)
        self.radio.installEventFilter(self)
        group.addButton(self.radio)
        row.addWidget(self.radio, alignment=Qt.AlignmentFlag.AlignTop)
        self.words = QVBoxLayout()
        self.words.setSpacing(0)
        self.words.addSpacing(look.size(4))
        self.words.addWidget(PlainLabel(title, "strong", wrap=True))
        for line in lines:
            self.words.addWidget(PlainLabel(line, "second", colour="soft", wrap=True))
        row.addLayout(self.words, 1)
        self.row = row

    def _on_toggled(self, on: bool) -> None:
        self._dress("choice", "on" if on else "true")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._dress("focused", event.type() == QEvent.Type.FocusIn)
        return False

    def _dress(self, name: str, value: object) -> None:
        self.setProperty(name, value)
        style = self.style()
        style.unpolish(self)
        style.polish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.radio.isEnabled() and event.button() == Qt.MouseButton.LeftButton:
            self.radio.setChecked(True)
            self.radio.setFocus()
