"""The run of the day: what is when, what is now, and how long it still lasts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wagesdesk.services.today import DayPart
from wagesdesk.text import _, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

_RAIL = 76
"""Where the line with the dots stands, from the left edge at 100 %."""


class DayRow(QWidget):
    """One part of the day; `show_part` may be called again and again."""

    def __init__(self) -> None:
        super().__init__()
        look = theme.current()
        self._state, self._first, self._last = "next", False, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look.size(44))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(look.size(16), look.size(2), look.size(16), look.size(2))
        row.setSpacing(look.size(12))
        self._at = PlainLabel("", "strong")
        self._at.setFixedWidth(look.size(70))
        self._at.setFont(look.font("body", 600, tabular=True))
        row.addWidget(self._at)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        self._title = PlainLabel("", "strong", wrap=True)
        self._detail = PlainLabel("", "second", colour="soft", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addStretch(1)
        row.addLayout(words, 1)
        self._tick: IconLabel | None = None  # few rows need one, and the page stands sooner without
        self._now: Chip | None = None

    def show_part(self, part: DayPart, detail: str, *, first: bool, last: bool) -> None:
        """Show this part with `detail` below its title."""
        self._state, self._first, self._last = part.state, first, last
        self._at.setText(part.at)
        self._title.setText(_(part.title))
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        done, now = part.state == "done", part.state == "now"
        if done and self._tick is None:
            self._tick = IconLabel("check", "primary", 18)
            self._row.addWidget(self._tick)
        if now and self._now is None:
            self._now = Chip("plain", "clock", "")
            self._row.addWidget(self._now)
        if self._tick is not None:
            self._tick.setVisible(done)
        left = part.minutes_left
        words = ngettext("Now, %(count)d minute left", "Now, %(count)d minutes left", left) % {"count": left}
        if self._now is not None:
            self._now.setVisible(now)
            self._now.set_text(words)
        state = {"done": _("done"), "now": words, "next": _("to come")}[part.state]
        self.setAccessibleName(f"{part.at}, {_(part.title)}, {state}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        if self._state == "now":
            painter.fillRect(self.rect(), look.colour("tint"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, middle = look.size(_RAIL), self.height() / 2
        painter.setPen(QPen(look.colour("line"), 2))
        painter.drawLine(QPointF(x, middle if self._first else 0), QPointF(x, middle if self._last else self.height()))
        done, now = self._state == "done", self._state == "now"
        painter.setPen(QPen(look.colour("primary" if done or now else "lineStrong"), look.size(4) if now else 2))
        painter.setBrush(look.colour("primary" if done else "surface"))
        radius = look.size(6) if now else look.size(5)
        painter.drawEllipse(QPointF(x, middle), radius, radius)


class RunOfDay(Card):
    """All rows share the height; a sentence stands there when there is no run to show."""

    def __init__(self) -> None:
        super().__init__(_("Run of the day"), padded=False)
        self._times = PlainLabel("", "second", colour="soft")
        self.add_right(self._times)
        self._rows: list[DayRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._none = PlainLabel("", "body", colour="soft", wrap=True)
        look = theme.current()
        self._none.setContentsMargins(look.size(16), 0, look.size(16), look.size(8))
        self.body.setContentsMargins(0, 0, 0, look.size(8))
        self.body.addWidget(self._none)
        self.body.addLayout(self._list, 1)

    def show_run(self, title: str, times: str, parts: Sequence[DayPart], first_detail: str, none: str) -> None:
        """`first_detail` takes the place of the first part's own detail; `none` is said when there are no parts."""
        self.title.setText(title)
        self.setAccessibleName(title)
        self._times.setText(times)
        self._none.setText(none)
        self._none.setVisible(not parts)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(parts))
        for at, part in enumerate(parts):
            if at == len(self._rows):
                self._rows.append(DayRow())
            detail = first_detail if at == 0 and first_detail else _(part.detail)
            self._rows[at].show_part(part, detail, first=at == 0, last=at == len(parts) - 1)
        for row in self._rows[self._list.count() :]:
            self._list.addWidget(row, 1)
