"""A chip: an icon and at most four words, in the tint of a meaning. Never colour alone."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

KINDS = ("green", "amber", "red", "info", "plain")


class Chip(QFrame):
    """`kind` is one of KINDS."""

    def __init__(self, kind: str, icon: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("chip", kind)
        token = "ink" if kind == "plain" else kind
        self.setFixedHeight(look.size(24))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.size(8), 0, look.size(9), 0)
        row.setSpacing(look.size(5))
        self._icon = IconLabel(icon, token, 15)
        row.addWidget(self._icon)
        self._text = PlainLabel(text, "chip", colour=token)
        row.addWidget(self._text)
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)

    def text(self) -> str:
        return self._text.text()
