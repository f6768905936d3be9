"""The list at the left of a page, whose rows are widgets."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QListWidget, QWidget

from wagesdesk.ui import theme


class SideList(QListWidget):
    """Wears the ring of the focus itself while no row is the current one; that of a row is drawn by the style."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("inbox", True)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentItem() is None:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.current().colour("focus"), 3))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))
