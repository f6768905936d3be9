"""What is done to layouts again and again."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout

from wagesdesk.ui.widgets.letting_go import let_go


def clear(layout: QLayout) -> None:
    """Take every widget out of `layout`, for good."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            let_go(widget)
