"""Boxes that say how far she is: a row at the top of a question, and one large button for each section."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.plan.wording import ICONS
from wagesdesk.ui.kiosk.widgets import KioskButton

_HIGH = 24
_LEAST_WIDE = 300


class ProgressBoxes(QWidget):
    """A row of boxes: filled with a tick where done, with a thick edge where she is. Only looked at: "5 of 11" beside
    it says the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.done: Sequence[bool] = ()
        self._at = -1
        self.setFixedHeight(theme.current().size(_HIGH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, done: Sequence[bool], at: int) -> None:
        """One flag a box, and the index of the one she is at."""
        self.done, self._at = done, at
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().size(40) * len(self.done), theme.current().size(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap, count = look.size(8), max(len(self.done), 1)
        wide = (self.width() - gap * (count - 1)) / count
        for index, done in enumerate(self.done):
            here = index == self._at
            edge = 4 if here else 2
            box = QRectF(index * (wide + gap) + edge / 2, edge / 2, wide - edge, self.height() - edge)
            filled = done and not here
            painter.setPen(QPen(look.colour("primary" if done or here else "edge"), edge))
            painter.setBrush(look.colour("primary" if filled else "surface"))
            painter.drawRoundedRect(box, 6, 6)
            if done:
                tick = look.pixmap("check", "onPrimary" if filled else "primary", 18, self.devicePixelRatioF())
                side = tick.width() / tick.devicePixelRatio()
                painter.drawPixmap(round(box.center().x() - side / 2), round(box.center().y() - side / 2), tick)


class StateBox(KioskButton):
    """A large button: a title, and under it an icon with the word for how far it is. `here` gives it a thick edge.

    It paints its words itself: a page of many boxes would else be a hundred widgets, and slow to come.
    """

    def __init__(
        self, title: str, state: str, *, icon: str, here: bool = False, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__("", "tile", parent=parent)
        look = theme.current()
        said = f"{title}. {state}."
        self.setAccessibleName(_("%(what)s You are here.") % {"what": said} if here else said)
        self.setProperty("here", here)
        self._title, self._state, self._here = title, state, _("You are here") if here else ""
        self._icon = look.pixmap(icon, "primary", 22, self.devicePixelRatioF())
        self._bold, self._plain = look.font("second", 700), look.font("second")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        wide = theme.current().size(_LEAST_WIDE)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        look = theme.current()
        return self._title_at(width).height() + look.size(2) + look.size(28) + 2 * look.size(10)

    def _title_at(self, width: int) -> QRect:
        """Where the title stands, wrapped."""
        look = theme.current()
        room = QRect(look.size(18), look.size(10), width - look.size(32), look.size(400))
        high = QFontMetrics(self._bold).boundingRect(room, Qt.TextFlag.TextWordWrap, self._title).height()
        room.setHeight(max(high, look.size(28)))
        return room

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme.current()
        painter = QPainter(self)
        title = self._title_at(self.width())
        painter.setFont(self._bold)
        painter.setPen(look.colour("ink"))
        painter.drawText(title, Qt.TextFlag.TextWordWrap, self._title)
        side = look.size(22)
        line = QRect(title.left(), title.bottom() + 1 + look.size(2), title.width(), look.size(28))
        painter.drawPixmap(line.left(), line.center().y() - side // 2, self._icon)
        middle = Qt.AlignmentFlag.AlignVCenter
        if self._here:
            painter.setPen(look.colour("primary"))
            painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, self._here)
        painter.setFont(self._plain)
        painter.setPen(look.colour("soft"))
        painter.drawText(line.adjusted(side + look.size(8), 0, 0, 0), middle, self._state)


def section_box(number: int, title: str, state: str, said: str, *, here: bool) -> StateBox:
    """The box of one section; `state` is one of wording.STATES, `said` its words."""
    return StateBox(f"{number}. {title}", said, icon=ICONS[state], here=here)
