"""How a widget that is no longer shown goes away."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import Shiboken


def let_go(widget: QWidget) -> None:
    """Delete `widget` with all that is in it, once whatever is going on has come to its end. Not for a window's own
    `close`.

    Until then everything in it that Python made is held. As Qt deletes a tree, the binding drops its last reference to
    a part and may then find something else at the same address (seen in PySide6 6.11): it would use what is freed.
    """
    held = [one for one in (widget, *widget.findChildren(QObject)) if Shiboken.createdByPython(one)]
    widget.hide()
    widget.destroyed.connect(lambda: QTimer.singleShot(0, held.clear))
    widget.deleteLater()
