"""An icon that is only looked at; always beside a word, so a screen reader passes it by."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from wagesdesk.ui import theme


class IconLabel(QLabel):
    """`colour` is the token of its colour, `px` its size at 100 %."""

    def __init__(self, icon: str, colour: str = "ink", px: float = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._px = px
        look = theme.current()
        self.setFixedSize(look.icon_size(px))
        self.set_icon(icon, colour)

    def set_icon(self, icon: str, colour: str) -> None:
        self.setPixmap(theme.current().pixmap(icon, colour, self._px, self.devicePixelRatioF()))
