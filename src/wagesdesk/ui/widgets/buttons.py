"""Buttons: primary (one per page), secondary, link and side; and the line that says why one cannot be pressed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

_INK = {
    "primary": "onPrimary",
    "secondary": "ink",
    "quiet": "ink",
    "plain": "ink",
    "link": "primary",
    "toast": "toastText",
}


class Button(QPushButton):
    """`kind` is primary, secondary, quiet, plain, link or toast.

    `size` is "small" (30 high), "" (36), "dialog" (42) or "lock" (48).
    """

    refused = Signal(str)

    def __init__(
        self, text: str, kind: str = "secondary", icon: str = "", *, size: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setProperty("tall", size)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._icon_ink = _INK[kind]
        if icon:
            self.set_icon(icon)

    def setText(self, text: str) -> None:
        if self.accessibleName() == self.text():
            self.setAccessibleName(text)
        super().setText(text)

    def set_icon(self, icon: str) -> None:
        look = theme.current()
        self.setIcon(look.icon(icon, self._icon_ink, 18, gap=4))
        self.setIconSize(look.icon_size(18, gap=4))

    def refuse(self, reason: str) -> None:
        """Cannot be pressed because of `reason` (a short sentence); an empty reason makes it work again."""
        self.setEnabled(not reason)
        self.setAccessibleDescription(reason)
        self.setToolTip(reason)
        self.refused.emit(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


class _OneLine(PlainLabel):
    """As wide as its words where there is room, so that what stands before them stands close."""

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, self.fontMetrics().height())


class ReasonLine(QWidget):
    """Shows in words why `button` is refused; hidden while it works.

    Put it under the button, or with `before` at the left of it.
    """

    def __init__(self, button: Button, *, before: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(8))
        self._words = (
            _OneLine("", "second", colour="info", wrap=True)
            if before
            else PlainLabel("", "second", colour="info", wrap=True)
        )
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        if before:
            row.addStretch(1)
        row.addWidget(IconLabel("info", "info", 16), alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 0 if before else 1)
        button.refused.connect(self._on_refused)
        self._on_refused(button.accessibleDescription() if not button.isEnabled() else "")

    def _on_refused(self, reason: str) -> None:
        self._words.setText(reason)
        self.setVisible(bool(reason))
