"""Parts in one place of which one is shown, as large as that one. A QStackedWidget is as large as its largest."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from wagesdesk.ui.panes import first_control
from wagesdesk.ui.widgets.letting_go import let_go


class Stack(QWidget):
    """The first part is shown until another is chosen; the focus goes with what is shown.

    `grows`: wrapped lines make it as high as they need, and the page scrolls. Else it takes what room there is, and
    lists in its parts scroll.
    """

    def __init__(self, *parts: QWidget, grows: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grows = grows
        self._parts: list[QWidget] = []
        self._shown = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            self.addWidget(part)

    def addWidget(self, part: QWidget) -> None:
        """Add a part behind the others."""
        self._parts.append(part)
        self._column.addWidget(part)
        if len(self._parts) > 1:  # a call of show() would give it its looks now, and again in each place it is put into
            part.hide()

    def drop(self, part: QWidget) -> None:
        """Take a part away for good; one that is shown must not be."""
        self._parts.remove(part)
        self._column.removeWidget(part)
        let_go(part)
        self._shown = self._parts.index(next(one for one in self._parts if not one.isHidden()))

    def setCurrentWidget(self, shown: QWidget) -> None:
        """Show this part and hide the others."""
        focused = QApplication.focusWidget()
        before = self.currentWidget()
        self._shown = self._parts.index(shown)
        shown.show()
        if shown is not before and focused is not None and before.isAncestorOf(focused):
            before_there: QWidget | None = shown.focusWidget()
            target = before_there if before_there is not None else first_control(shown)
            (target if target is not None else self).setFocus()
        for part in self._parts:
            if part is not shown:
                part.hide()

    def setCurrentIndex(self, number: int) -> None:
        """Show the part with this number."""
        self.setCurrentWidget(self._parts[number])

    def currentWidget(self) -> QWidget:
        """The part that is shown."""
        return self._parts[self._shown]

    def currentIndex(self) -> int:
        """The number of the part that is shown."""
        return self._shown

    def hasHeightForWidth(self) -> bool:
        return self._grows and super().hasHeightForWidth()
