"""What will leave, person by person: the left side of the gate check."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from wagesdesk.export.bundle import PersonLine, Prepared
from wagesdesk.models.base import SCOPES
from wagesdesk.text import _, long_day, short_day
from wagesdesk.ui import labels, theme
from wagesdesk.ui.widgets.card import rule
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel

SOON = timedelta(days=30)
_NAME, _UNTIL, _ACROSS = 170, 96, 3


def trust_cell(icon: str, label: str, text: str) -> QWidget:
    """An icon, a small label, and the fact in bold."""
    look = theme.current()
    cell = QWidget()
    row = QHBoxLayout(cell)
    row.setContentsMargins(look.size(16), look.size(8), look.size(16), look.size(8))
    row.setSpacing(look.size(12))
    row.addWidget(IconLabel(icon, "primary", 20))
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addStretch(1)
    column.addWidget(PlainLabel(label, "second", colour="soft", wrap=True))
    column.addWidget(PlainLabel(text, "strong", wrap=True))
    column.addStretch(1)
    row.addLayout(column, 1)
    return cell


class PeopleRows(PlainArea):
    """One row for each woman: a tick and a word for each thing she agreed to, a dash for what others agreed to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What will leave, person by person"), least=190, parent=parent)

    def show_people(self, prepared: Prepared, today: date) -> None:
        """Replace the rows."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        given = {scope for line in prepared.people for scope in line.scopes}
        shown = sorted(given, key=lambda scope: (scope == "identity", SCOPES.index(scope)))
        for line in prepared.people:
            column.addWidget(_row(line, shown, today))
            column.addWidget(rule())
        column.addStretch(1)
        self.show_widget(inside)


def head() -> QWidget:
    """The names of the columns."""
    look = theme.current()
    frame = QFrame()
    frame.setProperty("band", "sunken")
    frame.setFixedHeight(look.size(36))
    row = _columns(frame)
    for text, wide in ((_("Person"), _NAME), (_("What she agreed to share"), 0), (_("Consent until"), _UNTIL)):
        label = PlainLabel(text, "second", colour="soft")
        if wide:
            label.setFixedWidth(look.size(wide))
        row.addWidget(label, 0 if wide else 1)
    return frame


def _columns(frame: QWidget) -> QHBoxLayout:
    look = theme.current()
    row = QHBoxLayout(frame)
    row.setContentsMargins(look.size(16), 0, look.size(12), 0)
    row.setSpacing(look.size(12))
    return row


def _row(line: PersonLine, shown: list[str], today: date) -> QWidget:
    look = theme.current()
    frame = QWidget()
    frame.setMinimumHeight(look.size(61))
    frame.setAccessibleName(
        _("%(name)s shares: %(scopes)s. Until %(day)s")
        % {
            "name": line.name,
            "scopes": ", ".join(labels.scope(scope) for scope in line.scopes),
            "day": long_day(line.until),
        }
    )
    row = _columns(frame)
    row.setContentsMargins(row.contentsMargins().left(), look.size(7), row.contentsMargins().right(), look.size(7))
    name = QWidget()
    name.setFixedWidth(look.size(_NAME))
    words = QVBoxLayout(name)
    words.setContentsMargins(0, 0, 0, 0)
    words.setSpacing(0)
    words.addStretch(1)
    words.addWidget(PlainLabel(line.name, "strong", wrap=True))
    if line.business:
        words.addWidget(PlainLabel(line.business, "second", colour="soft", wrap=True))
    words.addStretch(1)
    row.addWidget(name)
    row.addLayout(_ticks(line, shown), 1)
    until = QWidget()
    until.setFixedWidth(look.size(_UNTIL))
    last = QHBoxLayout(until)
    last.setContentsMargins(0, 0, 0, 0)
    day = short_day(line.until, weekday=False)
    soon = line.until - today <= SOON
    last.addWidget(Chip("amber", "clock", day) if soon else PlainLabel(day), alignment=Qt.AlignmentFlag.AlignLeft)
    row.addWidget(until)
    return frame


def _ticks(line: PersonLine, shown: list[str]) -> QLayout:
    look = theme.current()
    grid = QGridLayout()
    grid.setHorizontalSpacing(look.size(10))
    grid.setVerticalSpacing(look.size(2))
    for number, scope in enumerate(shown):
        yes = scope in line.scopes
        cell = QHBoxLayout()
        cell.setSpacing(look.size(5))
        cell.addWidget(IconLabel("check" if yes else "minus", "green" if yes else "soft", 16))
        word = PlainLabel(labels.scope_short(scope), "chip", colour="green" if yes else "soft")
        cell.addWidget(word)
        cell.addStretch(1)
        grid.addLayout(cell, number // _ACROSS, number % _ACROSS)
    for column in range(_ACROSS):
        grid.setColumnStretch(column, 1)
    middle = QVBoxLayout()
    middle.addStretch(1)
    middle.addLayout(grid)
    middle.addStretch(1)
    return middle
