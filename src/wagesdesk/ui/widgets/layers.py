"""Several widgets in one place, one of them shown."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget


class Layers(QStackedWidget):
    """Wrapped lines inside keep their own height. Asked for one by width, the page would never let its lists scroll."""

    def hasHeightForWidth(self) -> bool:
        return False
