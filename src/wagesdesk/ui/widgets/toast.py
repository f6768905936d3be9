"""The toast at the bottom right: what was just done, and Undo. One at a time, 20 seconds or until the next action."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

SECONDS = 20


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
        self.move(
            parent.width() - self.width() - look.size(24), parent.height() - self.height() - self._above - look.size(4)
        )

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
