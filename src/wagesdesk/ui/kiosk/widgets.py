"""Parts that the kiosk's pages share: large buttons, boxes for steps, and words that wrap."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.plain_label import PlainLabel

_ICON = {"foot": 30, "bar": 26, "small": 24, "": 30}


class KioskButton(QPushButton):
    """`kind` is primary, secondary, quiet, name or digit. With `after` the icon stands behind the words.

    `size` is "" (64 high), "foot" (64, in the footer), "bar" (48, in the top bar) or "small" (48). Enter presses it.
    """

    def __init__(
        self, text: str, kind: str = "secondary", icon: str = "", *, size: str = "", after: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text.replace("&", "&&"), parent)
        self.setProperty("kind", kind)
        self.setProperty("tall", size)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        if after:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        if icon:
            look = theme.current()
            scale = look.bar(100) / look.size(100) if size in ("foot", "bar") else 1.0
            px = _ICON[size] * scale
            self.set_picture(look.pixmap(icon, "onPrimary" if kind == "primary" else "ink", px), after=after)

    def set_picture(self, picture: QPixmap, *, after: bool = False) -> None:
        """A picture beside the words, with some room between."""
        gap = theme.current().bar(8)
        whole = QPixmap(picture.width() + gap, picture.height())
        whole.fill(Qt.GlobalColor.transparent)
        painter = QPainter(whole)
        painter.drawPixmap(gap if after else 0, 0, picture)
        painter.end()
        self.setIcon(QIcon(whole))
        self.setIconSize(whole.size())

    def say(self, text: str) -> None:
        """Other words on it."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Inside the focus ring a second line: light on a dark button, and where the ring hides that it is on."""
        super().paintEvent(event)
        primary = self.property("kind") == "primary"
        if self.hasFocus() and (primary or self.isChecked()):
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().colour("onPrimary" if primary else "primary"), 2 if primary else 3))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(5.5, 5.5, -5.5, -5.5), 6, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


class KioskLine(QLineEdit):
    """One line to type into. No menu of its own, nothing dropped into it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.setDragEnabled(False)


class KioskWords(QPlainTextEdit):
    """Several lines to type into; Tab leaves it. No menu of its own, nothing dropped into it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class StepBoxes(QWidget):
    """A row of boxes, the done ones filled; the words that say the same stand under it, so it is only looked at."""

    def __init__(self, done: int, of: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._of = done, of
        self.setFixedHeight(theme.current().size(14))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().size(20) * self._of, theme.current().size(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = look.size(4)
        wide = (self.width() - gap * (self._of - 1)) / self._of
        for at in range(self._of):
            filled = at < self._done
            painter.setPen(QPen(look.colour("primary" if filled else "edge"), 2))
            painter.setBrush(look.colour("primary" if filled else "surface"))
            painter.drawRoundedRect(QRectF(at * (wide + gap) + 1, 1, wide - 2, self.height() - 2), 4, 4)


def words(text: str, role: str = "body", *, colour: str = "") -> PlainLabel:
    """Words of a page; they wrap."""
    return PlainLabel(text, role, colour=colour, wrap=True)
