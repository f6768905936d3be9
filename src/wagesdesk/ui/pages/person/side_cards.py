"""What comes next for her, and what she said may be shared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.services import people
from wagesdesk.services.consent import ConsentRow
from wagesdesk.text import _, long_day, short_day
from wagesdesk.ui import labels, theme
from wagesdesk.ui.people import words
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel

_ASK_SOON = timedelta(days=60)


class NextCard(Card):
    """Dated lines: her next workshop, when to ask again about consent, the day she goes home."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", padded=False, parent=parent)
        self.body.setSpacing(0)

    def set_page(self, page: people.PersonPage, rows: Sequence[ConsentRow], today: date) -> None:
        title = _("Next for %(name)s") % {"name": page.name}
        self.title.setText(title)
        self.setAccessibleName(title)
        clear(self.body)
        lines = sorted(_next_lines(page, rows, today))
        if not lines:
            self.body.addWidget(rule())
            self.body.addWidget(_padded(PlainLabel(_("Nothing is planned."), "body", colour="soft")))
        for day, what, more in lines:
            self.body.addWidget(rule())
            self.body.addWidget(_dated(day, what, more))


def _next_lines(page: people.PersonPage, rows: Sequence[ConsentRow], today: date) -> list[tuple[date, str, str]]:
    lines = []
    index = words.next_index(page.cells, [one.day for one in page.workshops], today)
    if index is not None:
        one = page.workshops[index]
        fields = {"number": one.number, "title": one.title}
        hours = _("%(starts)s to %(ends)s") % {"starts": one.starts, "ends": one.ends}
        lines.append((one.day, _("Workshop %(number)d: %(title)s") % fields, hours))
    ends = {row.recipient_id: row for row in rows if row.says == "yes" and row.until is not None}
    for row in ends.values():
        if row.until is not None and today <= row.until <= today + _ASK_SOON:
            lines.append((row.until, _("Ask again what may be shared"), row.recipient_name))
    if page.release is not None and page.release.day >= today:
        lines.append((page.release.day, _("Going home"), words.time_until(page.release.day, today)))
    return lines


def _dated(day: date, what: str, more: str) -> QWidget:
    look = theme.current()
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(look.size(16), look.size(6), look.size(12), look.size(6))
    row.setSpacing(look.size(8))
    when = PlainLabel(short_day(day), "strong")
    when.setFixedWidth(look.size(92))
    row.addWidget(when, alignment=Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(PlainLabel(what, "body", wrap=True))
    column.addWidget(PlainLabel(more, "second", colour="soft", wrap=True))
    row.addLayout(column, 1)
    return line


def _padded(widget: QWidget) -> QWidget:
    look = theme.current()
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(look.size(16), look.size(12), look.size(16), look.size(12))
    row.addWidget(widget)
    return frame


class ConsentCard(Card):
    """For each recipient whether her consent is in date, and what she said yes and no to."""

    def __init__(self, open_consent: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(_("Consent"), parent=parent)
        button = Button(_("Open"), size="small")
        button.setAccessibleName(_("Open the Consent tab"))
        button.clicked.connect(open_consent)
        self.add_right(button)

    def set_rows(self, rows: Sequence[ConsentRow]) -> None:
        clear(self.body)
        if not rows:
            self.body.addWidget(PlainLabel(_("There is nobody yet to share with."), "body", colour="soft", wrap=True))
        for recipient in dict.fromkeys(row.recipient_id for row in rows):
            self._add([row for row in rows if row.recipient_id == recipient])

    def _add(self, rows: Sequence[ConsentRow]) -> None:
        name = rows[0].recipient_name or _("A former recipient")
        self.body.addWidget(PlainLabel(name, "strong", wrap=True))
        kind, icon, text = standing(rows)
        self.body.addWidget(Chip(kind, icon, text))
        for says, icon, colour in (("yes", "check", "green"), ("no", "x", "red")):
            scopes = [labels.scope(row.scope) for row in rows if row.says == says and not row.clash]
            if scopes:
                self.body.addWidget(_ticked(icon, colour, says, ", ".join(scopes)))
        until = [row.until for row in rows if row.says == "yes" and row.until is not None]
        if until:
            line = _("Ask again by %(day)s.") % {"day": long_day(min(until))}
            self.body.addWidget(PlainLabel(line, "second", colour="soft", wrap=True))


def standing(rows: Sequence[ConsentRow]) -> tuple[str, str, str]:
    """How her consent stands for one recipient: kind, icon and words of a chip."""
    said = {row.says for row in rows}
    if any(row.clash for row in rows):
        return "red", "git-compare-arrows", _("Two answers")
    if "yes" in said:
        return "green", "circle-check", _("In date")
    if "ended" in said:
        return "amber", "clock", _("Ended")
    if "no" in said:
        return "plain", "circle-minus", _("She said no")
    return "plain", "circle-dashed", _("Not asked")


def _ticked(icon: str, colour: str, says: str, what: str) -> QWidget:
    look = theme.current()
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.size(8))
    row.addWidget(IconLabel(icon, colour, 18), alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(what, "body", wrap=True), 1)
    said = _("Yes: %(what)s") if says == "yes" else _("No: %(what)s")
    line.setAccessibleName(said % {"what": what})
    return line
