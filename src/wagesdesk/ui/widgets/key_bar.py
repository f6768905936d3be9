"""The bar at the bottom: up to five keys and what they do on the page in front of you, as many as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.page import KeyHint
from wagesdesk.ui.widgets.key_caps import key_cap
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel


class HintButton(QPushButton):
    """A hint that can be pressed too: it triggers `action`."""

    def __init__(self, hint: KeyHint, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("kind", "hint")
        self.setAccessibleName(hint.text)
        self.setToolTip(action.toolTip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.size(6), 0, look.size(6), 0)
        self._inner = _hint(hint)
        self._inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._inner)
        self.clicked.connect(action.trigger)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(self._inner.sizeHint().width() + 2 * look.size(6), look.size(26))


class KeyBar(QFrame):
    """30 high; shows what `set_hints` was given last, and at the right end always `last`."""

    def __init__(self, last: HintButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("bar", "keys")
        self.setFixedHeight(look.size(30))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(look.size(24), 0, look.size(18), 0)
        whole.setSpacing(0)
        self._taken = look.size(24 + 18) + last.sizeHint().width()
        self._row = QHBoxLayout()
        self._row.setSpacing(look.size(19))
        whole.addLayout(self._row, 1)
        whole.addWidget(last)
        self._said: tuple[KeyHint, ...] = ()
        self._hints: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # never widens the window

    def set_hints(self, hints: tuple[KeyHint, ...]) -> None:
        if hints == self._said:
            return
        self._said = hints
        clear(self._row)
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
        room = self.width() - self._taken
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
