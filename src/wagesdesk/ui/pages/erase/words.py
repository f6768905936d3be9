"""Words and rows that the parts of the page share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wagesdesk.export.reports import labels
from wagesdesk.models.withheld import FRAME
from wagesdesk.services.erasure import ErasedRow, Leaving, Mention, Told
from wagesdesk.services.redaction import ErasedPart
from wagesdesk.services.retention import Due
from wagesdesk.text import _, join_words, long_day, ngettext, short_day
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

_COLUMN = 760


def whose(people: Sequence[Leaving]) -> str:
    """`Asha`, or `3 people`."""
    if len(people) == 1:
        return people[0].name
    return ngettext("%(count)d person", "%(count)d people", len(people)) % {"count": len(people)}


def last(one: Due) -> str:
    """What of hers was last, and when."""
    words = {
        "workshop": _("last workshop on %(day)s"),
        "left": _("left on %(day)s"),
        "home": _("went home on %(day)s"),
        "written": _("written down on %(day)s"),
    }
    return words[one.what] % {"day": short_day(one.last, weekday=False, year=True)}


def bundles(told: Told) -> str:
    """`bundle 3 of 2 November 2026`."""
    each = [
        _("bundle %(serial)d of %(day)s") % {"serial": one.serial, "day": long_day(one.day, year=True)}
        for one in told.bundles
    ]
    return join_words(each)


def mention(one: Mention) -> str:
    """Whose words they are: `Workshop mark, Jodie`."""
    return ", ".join(part for part in (labels.record(one.type), one.name) if part)


def part(scope: str) -> str:
    """What stands under a scope; under FRAME the name that she chose."""
    return _("Her name") if scope == FRAME else labels.scope(scope)


def what_went(row: ErasedRow | ErasedPart) -> str:
    """`Number 1a2b3c4d: everything about her`, or which part: `Plan and sums, 12 entries`."""
    if isinstance(row, ErasedRow):
        return _("Number %(number)s: everything about her") % {"number": number(row.person_id)}
    told = [labels.record(kind) for kind in row.kinds] if row.anew else [part(scope) for scope in row.scopes]
    entries = ngettext("%(count)d entry", "%(count)d entries", row.entries) % {"count": row.entries}
    what = _("%(what)s, %(entries)s") % {"what": "; ".join(told) or _("A part"), "entries": entries}
    if row.anew:
        what = _("written anew, the older words went: %(what)s") % {"what": what}
    if not row.person_id:
        return what[:1].upper() + what[1:]
    return _("Number %(number)s: %(what)s") % {"number": number(row.person_id), "what": what}


def number(person_id: str) -> str:
    """The part of her id by which people tell her apart, as on a notice."""
    return person_id[:8]


def bullet(text: str, icon: str = "check", colour: str = "soft") -> QWidget:
    """One line of a list, with an icon before it."""
    look = theme.current()
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.size(10))
    row.addWidget(IconLabel(icon, colour, 18), alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(text, "body", wrap=True), 1)
    return line


def stacked(*widgets: QWidget) -> QWidget:
    """These one under the other, as wide as can be read."""
    look = theme.current()
    holder = QWidget()
    holder.setMaximumWidth(look.size(_COLUMN))
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.size(14))
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return holder


def scrolled(content: QWidget) -> QScrollArea:
    """This, scrolling where it is higher than the window."""
    look = theme.current()
    sheet = QWidget()
    sheet.setProperty("page", True)
    across = QHBoxLayout(sheet)
    across.setContentsMargins(0, 0, look.size(8), look.size(16))
    across.addWidget(content, 1)
    across.addStretch(0)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(sheet)
    return scroll
