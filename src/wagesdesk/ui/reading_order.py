"""Tab goes through a window as the eye does: in the order of its layouts, whenever its parts were made.

Qt goes in the order in which widgets were made; rows that are made anew after a change would come last.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QTableView, QWidget


def tab_stops(root: QWidget, also: QWidget | None = None) -> Iterator[QWidget]:
    """What takes the focus by Tab in `root`, in the order of reading; `also` in its place even if it does not."""
    if isinstance(root, QTableView) and _stops(root.horizontalHeader()):
        yield root.horizontalHeader()
    if _stops(root) or root is also:
        yield root
    layout = root.layout()
    laid_out = list(_widgets(layout)) if layout is not None else []
    others = [one for one in root.children() if isinstance(one, QWidget) and one not in laid_out]
    for child in (*laid_out, *others):
        if child.isVisible() and not child.isWindow() and not _is_head(root, child):
            yield from tab_stops(child, also)


def step(root: QWidget, here: QWidget | None, *, forward: bool) -> bool:
    """Move the focus from `here` to the next or last stop in `root`, round the end; False when there is none."""
    stops = list(tab_stops(root, here))
    if not stops:
        return False
    at = stops.index(here) if here in stops else -1 if forward else 0
    target = stops[(at + (1 if forward else -1)) % len(stops)]
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _bring_into_view(target)
    return True


def _bring_into_view(target: QWidget) -> None:
    """Qt does so only inside the area in which the focus was before."""
    holder = target.parentWidget()
    while holder is not None:
        if isinstance(holder, QScrollArea):
            holder.ensureWidgetVisible(target)
        holder = holder.parentWidget()


def _stops(one: QWidget) -> bool:
    takes = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.focusProxy() is None
    return takes and one.isEnabled() and one.isVisible()


def _is_head(root: QWidget, child: QWidget) -> bool:
    return isinstance(root, QTableView) and child is root.horizontalHeader()


def _widgets(layout: QLayout) -> Iterator[QWidget]:
    numbers = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        numbers.sort(key=lambda number: layout.getItemPosition(number)[:2])  # type: ignore[index]
    for number in numbers:
        item = layout.itemAt(number)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _widgets(inner)
