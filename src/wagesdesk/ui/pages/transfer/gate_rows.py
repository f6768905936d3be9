"""What will leave, person by person: the left side of the gate check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from wagesdesk.export.bundle import PersonLine, Prepared
from wagesdesk.export.gate import PassedBefore
from wagesdesk.models.base import SCOPES
from wagesdesk.text import _, long_day, ngettext, short_day
from wagesdesk.ui import labels, theme
from wagesdesk.ui.pages.transfer import gate_words
from wagesdesk.ui.widgets.buttons import Button
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


class PersonRow(QFrame):
    """One woman in the list. A click, Enter or Space opens the words that leave about her: `opened(person id)`."""

    opened = Signal(str)

    def __init__(self, person_id: str, name: str) -> None:
        super().__init__()
        self._id = person_id
        self.setProperty("row", "opens")
        self.setAccessibleName(name)
        self.setAccessibleDescription(_("Press Enter to read the words that leave."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self._id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.current().colour("focus"), 3))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))


class PeopleRows(PlainArea):
    """One row for each woman: a tick and a word for each thing she agreed to, a dash for what others agreed to.

    First those of whom something leaves that nobody passed yet, then, folded, the others. `opened(person id)`, with an
    empty id for the words that are about nobody.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What will leave, person by person"), least=190, parent=parent)

    def show_people(self, prepared: Prepared, today: date, passed: Callable[[PassedBefore], str]) -> None:
        """Replace the rows; `passed` says who passed something and when."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        given = {scope for line in prepared.people for scope in line.scopes}
        shown = sorted(given, key=lambda scope: (scope == "identity", SCOPES.index(scope)))
        rows = {line.person_id: self._row(line, shown, today, passed) for line in prepared.people}
        new = [rows[line.person_id] for line in prepared.people if line.new]
        known = [rows[line.person_id] for line in prepared.people if not line.new]
        frame = gate_words.of_person(prepared.things, "")
        if frame:
            (new if frame[0].new else known).append(self._frame_row(sum(one.new for one in frame)))
        column.addWidget(_rows_of(new))
        if known:
            column.addWidget(self._folded(known, [line for line in prepared.people if not line.new], passed, bool(new)))
        column.addStretch(1)
        self.show_widget(inside)

    def _folded(
        self,
        rows: list[PersonRow],
        lines: list[PersonLine],
        passed: Callable[[PassedBefore], str],
        folded: bool,
    ) -> QWidget:
        """What was passed before, behind a button while there is something new to look at first."""
        last = max((line.passed for line in lines if line.passed), key=lambda check: check.at, default=None)
        words = ngettext("%(n)d line with nothing new", "%(n)d lines with nothing new", len(rows)) % {"n": len(rows)}
        if last is not None:
            words = _("%(words)s, %(passed)s") % {"words": words, "passed": passed(last)}
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.fold = Button(words, "quiet", "chevron-right" if folded else "chevron-down", size="small")
        self.fold.setCheckable(True)
        self.fold.setChecked(not folded)
        column.addWidget(self.fold, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(rule())
        self.known = _rows_of(rows)
        self.known.setVisible(not folded)
        column.addWidget(self.known)
        self.fold.toggled.connect(self._on_fold)
        return holder

    def _on_fold(self, on: bool) -> None:
        self.known.setVisible(on)
        self.fold.set_icon("chevron-down" if on else "chevron-right")

    def _row(
        self, line: PersonLine, shown: list[str], today: date, passed: Callable[[PassedBefore], str]
    ) -> PersonRow:  # fmt: skip
        row = _row(line, shown, today, passed)
        row.opened.connect(self.opened)
        return row

    def _frame_row(self, new: int) -> PersonRow:
        row = PersonRow("", _("The group, its workshops and names of staff"))
        row.setMinimumHeight(theme.current().size(49))
        line = _columns(row)
        line.addWidget(PlainLabel(row.accessibleName(), "strong", wrap=True), 1)
        line.addWidget(_new_chip(new) if new else PlainLabel(_("nothing new"), "second", colour="soft"))
        row.opened.connect(self.opened)
        return row


def _rows_of(rows: list[PersonRow]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for row in rows:
        column.addWidget(row)
        column.addWidget(rule())
    return holder


def _new_chip(count: int) -> Chip:
    return Chip("info", "plus", ngettext("%(n)d new", "%(n)d new", count) % {"n": count})


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


def _row(line: PersonLine, shown: list[str], today: date, passed: Callable[[PassedBefore], str]) -> PersonRow:
    look = theme.current()
    said = _("%(name)s shares: %(scopes)s. Until %(day)s") % {
        "name": line.name, "scopes": ", ".join(labels.scope(scope) for scope in line.scopes),
        "day": long_day(line.until),
    }  # fmt: skip
    frame = PersonRow(line.person_id, said)
    frame.setMinimumHeight(look.size(61))
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
    if line.new:
        words.addWidget(_new_chip(line.new), alignment=Qt.AlignmentFlag.AlignLeft)
    elif line.passed is not None:
        words.addWidget(PlainLabel(passed(line.passed), "second", colour="soft", wrap=True))
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
