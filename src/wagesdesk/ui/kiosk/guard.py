"""At the door of the window, while the kiosk is open: only keys, the left button and the wheel come in."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent

_NEVER: Final = frozenset(
    {
        QEvent.Type.ContextMenu, QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop,
        QEvent.Type.WhatsThisClicked, QEvent.Type.EnterWhatsThisMode,
    }
)  # fmt: skip
_PRESSES: Final = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick}
)


class Guard(QObject):
    """An event filter for the window of the system (`QWindow`), which sees each event once, whatever lies inside."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _NEVER:
            return True
        if isinstance(event, QMouseEvent) and event.type() in _PRESSES:
            return event.button() != Qt.MouseButton.LeftButton
        return False
