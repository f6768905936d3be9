"""The head of her page: where one is, who she is, and when she goes home."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.services import people
from wagesdesk.text import _, short_day
from wagesdesk.ui import theme
from wagesdesk.ui.people import words
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel


class Initial(QWidget):
    """Her initial in a circle; only looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter = ""
        side = theme.current().size(48)
        self.setFixedSize(side, side)

    def set_name(self, name: str) -> None:
        self._letter = name[:1].upper()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("tint"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(look.colour("primary"))
        font = look.font("section", 700)
        font.setPixelSize(look.size(22))
        painter.setFont(font)
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._letter)


class PersonHead(QWidget):
    """`print_button` stands at the right, after the day she goes home."""

    def __init__(self, back: Callable[[], None], print_button: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(6))
        column.addLayout(self._crumbs(back))
        row = QHBoxLayout()
        row.setSpacing(look.size(16))
        self._initial = Initial()
        row.addWidget(self._initial)
        row.addLayout(self._who(), 1)
        row.addLayout(self._going_home())
        line = QFrame()
        line.setProperty("rule", True)
        line.setFixedWidth(1)
        row.addWidget(line)
        row.addWidget(print_button, alignment=Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)

    def _crumbs(self, back: Callable[[], None]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().size(4))
        self.back = Button(_("Participants"), "link", size="small")
        self.back.setProperty("edge", True)
        self.back.setAccessibleName(_("Back to Participants"))
        self.back.clicked.connect(back)
        row.addWidget(self.back)
        row.addWidget(IconLabel("chevron-right", "soft", 16))
        self._crumb = PlainLabel("", "strong")
        row.addWidget(self._crumb)
        row.addStretch(1)
        self.position = PlainLabel("", "second", colour="soft")
        row.addWidget(self.position)
        return row

    def _who(self) -> QVBoxLayout:
        look = theme.current()
        column = QVBoxLayout()
        column.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(look.size(12))
        self.name = PlainLabel("", "title")
        first.addWidget(self.name)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(look.size(8))
        first.addLayout(self._chips)
        first.addStretch(1)
        column.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(look.size(8))
        self.business = PlainLabel("", "strong")
        self._about = PlainLabel("", "body", colour="soft", elide=True)
        second.addWidget(self.business)
        second.addWidget(self._about, 1)
        column.addLayout(second)
        return column

    def _going_home(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        self._home_words = PlainLabel(_("Going home"), "second", colour="soft")
        self.home = PlainLabel("", "strong")
        self.left = PlainLabel("", "second", colour="soft")
        for label in (self._home_words, self.home, self.left):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            column.addWidget(label)
        return column

    def set_page(self, page: people.PersonPage, today: date) -> None:
        self._initial.set_name(page.name)
        self._crumb.setText(page.name)
        self.name.setText(page.name)
        self.position.setText(_("%(position)d of %(of)d") % {"position": page.position, "of": page.of})
        self.business.setText(page.business or _("No idea written down yet"))
        self._about.setText(page.business_about)
        clear(self._chips)
        if page.language == "cy":
            self._chips.addWidget(Chip("plain", "languages", "Cymraeg"))
        if page.left_on is not None:
            text = _("Left %(day)s") % {"day": short_day(page.left_on)}
            self._chips.addWidget(Chip("info", "log-out", text))
        day = page.release.day if page.release is not None else None
        self.home.setText(words.release_day(day))
        self.left.setText(words.time_until(day, today) if day is not None else "")
