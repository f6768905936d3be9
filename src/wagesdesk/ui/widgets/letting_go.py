"""How a widget that is no longer shown goes away."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from wagesdesk.ui.later import later

_HELD_MS: Final = 30_000


def let_go(thing: QObject) -> None:
    """Delete a widget, or another object, with all that is in it, once whatever is going on has come to its end.

    What Python made of it is held for a while longer: where a Python object dies together with its thing of Qt's, the
    binding may use what it has just freed (docs/decisions/0012).
    """
    held = [one for one in (thing, *thing.findChildren(QObject)) if Shiboken.createdByPython(one)]
    if isinstance(thing, QWidget):
        thing.hide()
    application = QApplication.instance()
    if application is not None:
        thing.destroyed.connect(lambda: later(_HELD_MS, application, held.clear))
    thing.deleteLater()
