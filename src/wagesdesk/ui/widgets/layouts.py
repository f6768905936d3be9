"""What is done to layouts, and to what is laid out, again and again."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from wagesdesk.ui.widgets.letting_go import let_go


def clear(layout: QLayout) -> None:
    """Take every widget out of `layout`, for good."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            let_go(widget)


def reveal(widget: QWidget) -> None:
    """Scroll so that as much of `widget` as fits can be seen, its top first."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        above.ensureWidgetVisible(widget, 0, 0)
