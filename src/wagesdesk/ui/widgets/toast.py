"""The toast at the bottom right: what was just done, and Undo. One at a time, 20 seconds or until the next action. It
never lies over what can be pressed or filled in (WCAG 2.2, 2.4.11): it stands above that."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFrame, QHBoxLayout, QLineEdit, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

SECONDS = 20
_LOOK_EVERY_MS = 200
_USED = (QAbstractButton, QComboBox, QLineEdit)


class Toast(QFrame):
    """Floats over `parent`; `undo` is emitted when its button is pressed."""

    undo = Signal()

    def __init__(self, parent: QWidget, *, above: int = 0) -> None:
        super().__init__(parent)
        look = theme.current()
        self._over = parent
        self._above = above
        self.setProperty("toast", True)
        self.setFixedHeight(look.size(40))
        row = QHBoxLayout(self)
        row.setContentsMargins(look.size(12), 0, look.size(8), 0)
        row.setSpacing(look.size(10))
        row.addWidget(IconLabel("circle-check", "toastText", 20))
        self._words = PlainLabel("", "body", colour="toastText")
        row.addWidget(self._words)
        self._button = Button(_("Undo  Ctrl Z"), "toast", "undo-2", size="small")
        self._button.setAccessibleName(_("Undo"))
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press leaves the focus where the work is
        self._button.clicked.connect(self._on_undo)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self._watch = QTimer(self)  # what lies below may change at any time: a step, a page, the end of a job
        self._watch.timeout.connect(self._place)
        self.hide()

    def say(self, text: str, undo: bool = False) -> None:
        """Replace what stands there."""
        self._words.setText(text)
        self._button.setVisible(undo)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SECONDS * 1000)
        self._watch.start(_LOOK_EVERY_MS)

    def text(self) -> str:
        """What it says now; empty when hidden."""
        return self._words.text() if self.isVisible() else ""

    def _on_undo(self) -> None:
        self.hide()
        self.undo.emit()

    def _place(self) -> None:
        look, parent = theme.current(), self._over
        self.setMaximumWidth(max(parent.width() - look.size(48), 1))
        self.adjustSize()
        right, bottom = parent.width() - look.size(24), parent.height() - self._above - look.size(4)
        self.move(right - self.width(), self._free(right, bottom) - self.height())

    def _free(self, right: int, bottom: int) -> int:
        """The lowest edge that covers nothing to press or fill in; `bottom` itself where there is none in the lower
        half."""
        used = [rect for widget in self._over.findChildren(QWidget) if (rect := self._seen(widget)) is not None]
        edge = bottom
        while edge - self.height() > self._over.height() // 2:
            here = QRect(right - self.width(), edge - self.height(), self.width(), self.height())
            tops = [rect.top() for rect in used if rect.intersects(here)]
            if not tops:
                return edge
            edge = min(tops) - theme.current().size(4)
        return bottom

    def _seen(self, widget: QWidget) -> QRect | None:
        """Where in the parent this control can be used, if it is one and is in sight."""
        if not isinstance(widget, _USED) or not widget.isEnabled() or not widget.isVisible():
            return None
        if self.isAncestorOf(widget):
            return None
        rect, at = widget.rect(), cast("QWidget", widget)
        while at is not self._over:  # visibleRegion would leave out what lies under the toast
            rect.translate(at.pos())
            at = cast("QWidget", at.parentWidget())
            rect &= at.rect()
        return None if rect.isEmpty() else rect

    def hideEvent(self, event: QHideEvent) -> None:
        self._watch.stop()
        super().hideEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
