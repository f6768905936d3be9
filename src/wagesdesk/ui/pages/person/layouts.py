"""Small pieces of her page that more than one card uses."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.plain_label import PlainLabel


def fact(what: str, value: str) -> QWidget:
    """`Surname   Rowan`, in one line; `-` for nothing."""
    look = theme.current()
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.size(8))
    name = PlainLabel(what, "second", colour="soft")
    name.setMinimumWidth(look.size(112))
    row.addWidget(name)
    row.addWidget(PlainLabel(value or "-", "body", elide=True), 1)
    line.setAccessibleName(f"{what}: {value or '-'}")
    return line
