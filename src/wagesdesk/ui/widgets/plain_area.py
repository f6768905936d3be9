"""Scrolling and stacking that take no more room, and no other colour, than what they show."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from wagesdesk.ui import theme


class PlainArea(QScrollArea):
    """Scrolls one widget up and down over whatever colour lies behind. `name` is said by a screen reader.

    `least` is its height in pixels (at 100 %) where there is no room for more.
    """

    def __init__(self, name: str, *, least: int = 120, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(theme.current().size(least))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.viewport().setAutoFillBackground(False)

    def show_widget(self, widget: QWidget) -> None:
        """Put `widget` in, in place of what was there."""
        self.setWidget(widget)
        widget.setAutoFillBackground(False)


class PlainStack(QStackedWidget):
    """As large as the widget it shows, not as the largest it has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _index: self.updateGeometry())

    def hasHeightForWidth(self) -> bool:
        return False  # the layout would ask all of them

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()
