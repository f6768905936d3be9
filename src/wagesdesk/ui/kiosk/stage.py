"""What stands on the screen of the kiosk while nobody is in: a title, what belongs to it, and a bar at the bottom."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.notice import Notice
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.ring import Ring

_EDGE = 48


class Stage(QWidget):
    """Put what belongs to it into `body`; `left` and `right` add buttons to the bar at the bottom."""

    def __init__(self, title: str, line: str = "", *, wide: int = 1000, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # nothing of what lies behind shows through
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._right = 0
        self.notice = Notice()
        column.addWidget(self.notice)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet = QWidget()
        sheet.setProperty("page", True)
        across = QHBoxLayout(sheet)
        across.setContentsMargins(look.bar(_EDGE), look.size(28), look.bar(_EDGE), look.size(20))
        holder = QWidget()
        holder.setMaximumWidth(look.size(wide))
        self.body = QVBoxLayout(holder)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(look.size(16))
        head = QHBoxLayout()
        head.setSpacing(look.size(18))
        head.addWidget(Ring(52, "primary"))
        head.addWidget(words(title, "title"), 1)
        self.body.addLayout(head)
        if line:
            self.body.addWidget(words(line, "lead", colour="soft"))
        across.addStretch(1)
        across.addWidget(holder, 100)
        across.addStretch(1)
        scroll.setWidget(sheet)
        column.addWidget(scroll, 1)
        self._bar = QFrame()
        self._bar.setProperty("bar", "foot")
        self._bar.setFixedHeight(look.bar(96))
        self._foot = QHBoxLayout(self._bar)
        self._foot.setContentsMargins(look.bar(_EDGE), 0, look.bar(_EDGE), 0)
        self._foot.setSpacing(look.bar(20))
        self._foot.addStretch(1)
        column.addWidget(self._bar)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard begins at the choice that counts, else at the first."""
        super().showEvent(event)
        choices: list[KioskButton] = [*self.findChildren(PanelButton)] or self.findChildren(KioskButton)
        if choices:
            next((one for one in choices if one.isChecked()), choices[0]).setFocus()

    def left(self, text: str, icon: str = "", *, kind: str = "secondary") -> KioskButton:
        """One more button at the left of the bar."""
        button = KioskButton(text, kind, icon, size="foot")
        self._foot.insertWidget(self._foot.count() - 1 - self._right, button)
        return button

    def right(self, text: str, icon: str = "", *, kind: str = "secondary") -> KioskButton:
        """One more button at the right of the bar; Ctrl+Enter presses the primary one, as in a frame."""
        button = KioskButton(text, kind, icon, size="foot", after=kind == "primary")
        self._right += 1
        self._foot.addWidget(button)
        if kind == "primary":
            for keys in ("Ctrl+Return", "Ctrl+Enter"):
                QShortcut(QKeySequence(keys), self, button.click)
        return button


class PanelButton(KioskButton):
    """A large button with parts in it, laid out in `column`; `name` is what a screen reader says."""

    def __init__(self, name: str, kind: str = "tile", parent: QWidget | None = None) -> None:
        super().__init__("", kind, parent=parent)
        look = theme.current()
        self.setAccessibleName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(look.size(22), look.size(20), look.size(22), look.size(20))
        self.column.setSpacing(look.size(6))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """One more part; it lets the mouse through."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.column.addWidget(widget)

    def sizeHint(self) -> QSize:
        return self.column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.column.minimumSize()

    def heightForWidth(self, width: int) -> int:
        return self.column.heightForWidth(width)
