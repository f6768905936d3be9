"""Widgets one after the other that go on in the next line, as words do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wagesdesk.ui.widgets.letting_go import let_go


class Flow(QWidget):
    """`gap` are the pixels between widgets and between lines.

    It lays its widgets out itself: a layout written in Python goes before or after the widgets it holds as the binding
    likes, and a page that is taken down fell with it.
    """

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self.widgets: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        hidden = widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        widget.setParent(self)
        widget.installEventFilter(self)
        self.widgets.append(widget)
        widget.setVisible(not hidden)  # a new parent has hidden it
        self._changed()

    def clear(self) -> None:
        """Take every widget out, for good."""
        for widget in self.widgets:
            widget.removeEventFilter(self)
            let_go(widget)
        self.widgets = []
        self._changed()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        sizes = [one.sizeHint() for one in self._shown()]
        wide = max((size.width() for size in sizes), default=0)
        return QSize(wide, self.heightForWidth(max(wide, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.width(), move=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place(self.width(), move=True)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest):
            self._changed()
        return False

    def _shown(self) -> list[QWidget]:
        return [one for one in self.widgets if not one.isHidden()]

    def _changed(self) -> None:
        self.updateGeometry()
        self._place(self.width(), move=True)

    def _place(self, width: int, *, move: bool) -> int:
        """Where each goes; the height that all take."""
        x = y = high = 0
        for widget in self._shown():
            size = widget.sizeHint().expandedTo(widget.minimumSize())
            if x and x + size.width() > width:
                x, y, high = 0, y + high + self._gap, 0
            if move:
                widget.setGeometry(QRect(QPoint(x, y), size))
            x, high = x + size.width() + self._gap, max(high, size.height())
        return y + high
