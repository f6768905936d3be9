"""The find box of the top bar: a field with its keys beside it; the list under it is the finder's."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.key_caps import key_cap

WIDTH, NARROWEST = 292, 84


class FindBox(QLineEdit):
    """`moved(±1)` by the arrows, `accepted` by Enter, `left` by Esc (True) or when the focus goes (False)."""

    moved = Signal(int)
    accepted = Signal()
    left = Signal(bool)
    pressed = Signal()

    def __init__(self, name: str, keys: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setMaxLength(100)
        self.setMinimumWidth(look.size(NARROWEST))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._icon = IconLabel("search", "soft", 18, self)
        self._caps = QWidget(self)
        row = QHBoxLayout(self._caps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(4))
        for key in keys:
            row.addWidget(key_cap(key))
        for part in (self._icon, self._caps):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self._show_caps)
        self._show_caps()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().size(WIDTH), super().sizeHint().height())

    def _show_caps(self) -> None:
        """The keys stand there while the box is empty and wide enough for its words and them."""
        look = theme.current()
        left = look.size(26)
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        wide = self._caps.sizeHint().width()
        shown = not self.text() and self.width() > left + words + wide + look.size(40)
        self._caps.setVisible(shown)
        self.setTextMargins(left, 0, wide if shown else 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = theme.current()
        self._caps.adjustSize()
        self._icon.move(look.size(11), (self.height() - self._icon.height()) // 2)
        self._caps.move(self.width() - self._caps.width() - look.size(10), (self.height() - self._caps.height()) // 2)
        self._show_caps()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit(True)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.pressed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit(False)
