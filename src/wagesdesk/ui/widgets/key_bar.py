"""The bar at the bottom: up to five keys and what they do on the page in front of you, as many as there is room for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from wagesdesk.text import N_, _
from wagesdesk.ui import theme
from wagesdesk.ui.page import KeyHint
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

_ARROWS = {"Up": "arrow-up", "Down": "arrow-down", "Left": "arrow-left", "Right": "arrow-right"}
_NAMES = {"Return": N_("Enter"), "Space": N_("Space"), "Del": N_("Del"), "Tab": N_("Tab"), "Esc": N_("Esc")}


def key_cap(key: str) -> QWidget:
    """One key as a small box; arrows are icons, since the font has none."""
    look = theme.current()
    cap: QLabel
    if key in _ARROWS:
        cap = IconLabel(_ARROWS[key], "ink", 14)
        cap.setFixedSize(look.size(24), look.size(20))
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    else:
        cap = PlainLabel(_(_NAMES[key]) if key in _NAMES else key, "cap")
        cap.setFixedHeight(look.size(20))
    cap.setProperty("cap", True)
    cap.setAccessibleName(key)
    return cap


class KeyBar(QFrame):
    """30 high; shows what `set_hints` was given last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("bar", "keys")
        self.setFixedHeight(look.size(30))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.size(24), 0, look.size(24), 0)
        self._row.setSpacing(look.size(19))
        self._hints: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # never widens the window

    def set_hints(self, hints: tuple[KeyHint, ...]) -> None:
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._hints = [_hint(hint) for hint in hints[:5]]
        for group in self._hints:
            self._row.addWidget(group)
        self._row.addStretch(1)
        self._fit()
        self.setAccessibleName("; ".join(f"{'+'.join(hint.keys)}: {hint.text}" for hint in hints[:5]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the last hints where the bar is too narrow for all."""
        edges = self._row.contentsMargins()
        room = self.width() - edges.left() - edges.right() + self._row.spacing()
        for group in self._hints:
            room -= group.sizeHint().width() + self._row.spacing()
            group.setVisible(room >= 0)


def _hint(hint: KeyHint) -> QWidget:
    """The keys and what they do, side by side."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.current().size(5))
    for key in hint.keys:
        row.addWidget(key_cap(key))
    row.addWidget(PlainLabel(hint.text, "small", colour="soft"))
    return group
