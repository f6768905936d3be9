"""Scrolling that takes no more room, and no other colour, than what it shows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.letting_go import let_go


class PlainArea(QScrollArea):
    """Scrolls one widget up and down over whatever colour lies behind, and wears the ring of the focus over it. `name`
    is said by a screen reader.

    `least` is its height in pixels (at 100 %) where there is no room for more. Where letters are large it is as high
    as what it shows, so that the page alone scrolls.
    """

    def __init__(self, name: str, *, least: int = 120, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(theme.current().size(least))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.viewport().setAutoFillBackground(False)
        self._ring = QFrame(self)
        self._ring.setProperty("ring", True)
        self._ring.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ring.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring.show()
        self._ring.raise_()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring.hide()

    def show_widget(self, widget: QWidget) -> None:
        """Put `widget` in, in place of what was there."""
        if self.widget() is not None:  # put in over it, Qt would delete it at once with all that Python made of it
            let_go(self.takeWidget())
        self.setWidget(widget)
        widget.setAutoFillBackground(False)
        if theme.current().large:
            widget.installEventFilter(self)
            self._stand(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        asks = watched is self.widget() and event.type() == QEvent.Type.LayoutRequest
        if asks and isinstance(watched, QWidget) and theme.current().large:  # a scroll area hears of it in any case
            self._stand(watched)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ring.setGeometry(self.rect())
        shown = self.widget()
        if shown is not None and theme.current().large:
            self._stand(shown)

    def _stand(self, widget: QWidget) -> None:
        """As high as `widget` is with its words broken at this width."""
        least = widget.minimumSizeHint().height()
        self.setMinimumHeight(max(least, widget.heightForWidth(self.viewport().width())))
