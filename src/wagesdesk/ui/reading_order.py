"""Tab goes through a window as the eye does: in the order of its layouts, whenever its parts were made.

Qt goes in the order in which widgets were made; rows that are made anew after a change would come last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QTableView, QWidget


def tab_stops(root: QWidget, also: QWidget | None = None) -> Iterator[QWidget]:
    """What takes the focus by Tab in `root`, in the order of reading; `also` in its place even if it does not."""
    if isinstance(root, QTableView) and _stops(root.horizontalHeader()):
        yield root.horizontalHeader()
    if _stops(root) or root is also:
        yield root
    layout = root.layout()
    children = [one for one in root.children() if isinstance(one, QWidget)]
    laid_out = list(_widgets(layout, children)) if layout is not None else []
    others = [one for one in children if one not in laid_out]
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


def _widgets(layout: QLayout, among: Sequence[QWidget]) -> Iterator[QWidget]:
    """Those of these widgets that stand in `layout`, in its order.

    Each is asked for its number, never the layout for its items (`itemAt`): the binding keeps what stands for an item
    when the item is gone, and takes it for whatever comes to lie at that place in memory (with PySide6 6.11 a
    `viewport()` was a `QWidgetItem` one day, and the program fell on another).
    """
    parts: list[QWidget | QLayout] = [*among, *(one for one in layout.children() if isinstance(one, QLayout))]
    numbered = [(number, one) for one in parts if (number := layout.indexOf(one)) >= 0]
    if isinstance(layout, QGridLayout):
        numbered.sort(key=lambda one: layout.getItemPosition(one[0])[:2])  # type: ignore[index]
    else:
        numbered.sort(key=itemgetter(0))
    for _number, one in numbered:
        if isinstance(one, QLayout):
            yield from _widgets(one, among)
        else:
            yield one
