"""F6: from one part of the window to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from wagesdesk.ui.later import later


def focus_next(*panes: QWidget) -> None:
    """Put the focus into the pane after the one that has it, in the first control that takes it."""
    focused = QApplication.focusWidget()
    here = -1
    for number, pane in enumerate(panes):
        if focused is not None and (pane is focused or pane.isAncestorOf(focused)):
            here = number
    for step in range(1, len(panes) + 1):
        target = first_control(panes[(here + step) % len(panes)])
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return


def first_control(pane: QWidget) -> QWidget | None:
    """The first control in tab order inside `pane` (or `pane` itself) that takes the focus; None if there is none."""
    found: QWidget = pane
    while True:
        takes = bool(found.focusPolicy() & Qt.FocusPolicy.TabFocus)
        inside = found is pane or pane.isAncestorOf(found)
        if takes and inside and found.isVisibleTo(pane.window()) and found.isEnabled():
            return found
        following = found.nextInFocusChain()
        if following is None or following is pane:
            return None
        found = following


def into_sight(widget: QWidget) -> None:
    """Scroll whatever holds `widget` so that it is seen, once it has its place."""

    def scroll() -> None:
        holder = widget.parentWidget()
        while holder is not None:
            if isinstance(holder, QScrollArea):
                holder.ensureWidgetVisible(widget)
            holder = holder.parentWidget()

    later(0, widget, scroll)
