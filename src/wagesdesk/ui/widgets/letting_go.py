"""How a widget that is no longer shown goes away."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import Shiboken

_HELD_MS: Final = 30_000


def let_go(widget: QWidget) -> None:
    """Delete `widget` with all that is in it, once whatever is going on has come to its end.

    What Python made of it is held for a while longer. As Qt deletes a tree, the binding drops its last reference to a
    part and may then still use it (PySide6 6.10 and 6.11, `Shiboken::Object::destroy`; with thousands of random keys
    every second run fell): so it must not be the last.
    """
    held = [one for one in (widget, *widget.findChildren(QObject)) if Shiboken.createdByPython(one)]
    widget.hide()
    widget.destroyed.connect(lambda: QTimer.singleShot(_HELD_MS, held.clear))
    widget.deleteLater()
