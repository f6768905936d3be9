"""Something is done a little later, if what it concerns is still there then.

`QTimer.singleShot` makes a timer of Python's that dies together with Qt's, which the binding does not always survive
(docs/decisions/0012). Here one object counts for all, and nothing is made or deleted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, QTimerEvent
from shiboken6 import Shiboken


def later(milliseconds: int, owner: QObject, call: Callable[[], object]) -> None:
    """Call after so many milliseconds, 0 for when what waits now is done; never once `owner` is gone, or the program
    ends. From the main thread only."""
    if Shiboken.isValid(_later()):
        _later().wait(milliseconds, owner, call)


class _Later(QObject):
    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[int, tuple[QObject, Callable[[], object]]] = {}

    def wait(self, milliseconds: int, owner: QObject, call: Callable[[], object]) -> None:
        self._waiting[self.startTimer(milliseconds)] = (owner, call)

    def timerEvent(self, event: QTimerEvent) -> None:
        self.killTimer(event.timerId())
        owner, call = self._waiting.pop(event.timerId())
        if Shiboken.isValid(owner):
            call()


@cache
def _later() -> _Later:
    return _Later()
