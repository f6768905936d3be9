"""Boxes that say how far she is: a row at the top of a question, and one large button for each section."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.plan.wording import ICONS
from wagesdesk.ui.kiosk.stage import PanelButton
from wagesdesk.ui.kiosk.widgets import words
from wagesdesk.ui.widgets.icon_label import IconLabel

_HIGH = 24


class ProgressBoxes(QWidget):
    """A row of boxes: filled with a tick where done, with a thick edge where she is. Only looked at: "5 of 11" beside
    it says the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done: Sequence[bool] = ()
        self._at = -1
        self.setFixedHeight(theme.current().size(_HIGH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, done: Sequence[bool], at: int) -> None:
        """One flag a box, and the index of the one she is at."""
        self._done, self._at = done, at
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().size(40) * len(self._done), theme.current().size(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap, count = look.size(8), max(len(self._done), 1)
        wide = (self.width() - gap * (count - 1)) / count
        for index, done in enumerate(self._done):
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


class StateBox(PanelButton):
    """A large button: a title, and under it an icon with the word for how far it is. `here` gives it a thick edge."""

    def __init__(
        self, title: str, state: str, *, icon: str, name: str = "", here: bool = False, parent: QWidget | None = None
    ) -> None:
        said = f"{title}. {state}."
        super().__init__(name or (_("%(what)s You are here.") % {"what": said} if here else said), parent=parent)
        look = theme.current()
        self.setProperty("here", here)
        self.column.setContentsMargins(look.size(18), look.size(10), look.size(14), look.size(10))
        self.column.setSpacing(look.size(2))
        self.add(words(title, "secondStrong"))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(8))
        row.addWidget(IconLabel(icon, "primary", 22))
        row.addWidget(words(state, "second", colour="soft"), 1)
        if here:
            row.addWidget(words(_("You are here"), "secondStrong", colour="primary"))
        self.add(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


def section_box(number: int, title: str, state: str, said: str, *, here: bool) -> StateBox:
    """The box of one section; `state` is one of wording.STATES, `said` its words."""
    return StateBox(f"{number}. {title}", said, icon=ICONS[state], here=here)
