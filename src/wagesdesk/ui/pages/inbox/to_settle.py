"""What waits after a bundle was taken in: two sides of a clash, and entries that do not count yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.export.waiting import HeldBack, PersonClash
from wagesdesk.services import history
from wagesdesk.services.changes import Changes
from wagesdesk.services.history import HistoryLine
from wagesdesk.text import _, long_day
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.values import field_words, is_told, value_words
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.plain_label import PlainLabel

_ACROSS = 2


def clash_card(desk: Desk, one: PersonClash) -> Card:
    """The sides of a clash as frames, the newest first; nothing is chosen for anybody."""
    look, clash = theme.current(), one.clash
    what = field_words(clash.type, clash.field)
    card = Card(_("%(name)s: %(what)s") % {"name": one.name, "what": what} if one.name else what, ruled=True)
    sides: list[QHBoxLayout] = []
    for number, side in enumerate(clash.sides):
        if number % _ACROSS == 0:
            sides.append(QHBoxLayout())
            sides[-1].setSpacing(look.size(12))
            card.body.addLayout(sides[-1])
        sides[-1].addWidget(_side(desk, clash.field, side, newest=number == 0), 1)
    card.body.addWidget(
        PlainLabel(
            _("Both are kept until somebody chooses. You can ask her first."), "second", colour="soft", wrap=True
        )
    )
    return card


def _side(desk: Desk, field: str, side: HistoryLine, *, newest: bool) -> QFrame:
    look = theme.current()
    frame = QFrame()
    frame.setProperty("choice", "true")
    column = QVBoxLayout(frame)
    column.setContentsMargins(look.size(14), look.size(10), look.size(14), look.size(10))
    column.setSpacing(look.size(2))
    here = side.machine == desk.place.name
    source = _("Already here") if here else _("From %(place)s") % {"place": side.machine}
    column.addWidget(PlainLabel(source, "second", colour="soft", wrap=True))
    value = value_words(side.type, field, side.value) or _("nothing")
    column.addWidget(PlainLabel(value, "strong", wrap=True))
    local = desk.clock.local(side.at)
    about = _("%(name)s, %(day)s") % {"name": side.by or _("somebody"), "day": long_day(local.date())}
    if not side.clock_ok:
        about = _("%(about)s, the date is not sure") % {"about": about}
    elif newest:
        about = _("%(about)s. Newer") % {"about": about}
    column.addWidget(PlainLabel(about, "second", colour="soft", wrap=True))
    column.addSpacing(look.size(6))
    keep = Button(_("Keep this one"), size="small")
    keep.setAccessibleName(_("Keep %(value)s") % {"value": value})
    keep.clicked.connect(
        lambda: _do(
            desk,
            lambda: history.bring_back(desk.vault, desk.staff_id, entry_id=side.entry_id, field=field),
            _("Kept: %(value)s") % {"value": value},
        )
    )
    row = QHBoxLayout()
    row.addWidget(keep)
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(1)
    return frame


def held_card(desk: Desk, held: tuple[HeldBack, ...]) -> Card:
    """Entries that do not count until a person lets them, each with who wrote it."""
    card = Card(_("Held back"), ruled=True)
    card.body.addWidget(
        PlainLabel(
            _("These came in, but the machine that wrote them may not write this, so they do not count yet."),
            colour="soft", wrap=True,
        )
    )  # fmt: skip
    for one in held:
        card.body.addWidget(_held_row(desk, one))
        card.body.addWidget(rule())
    return card


def _held_row(desk: Desk, one: HeldBack) -> QWidget:
    look, line = theme.current(), one.lines[0]
    told = [item for item in one.lines if is_told(item.type, item.field)] or [line]
    facts = [
        _("%(what)s: %(value)s")
        % {
            "what": field_words(item.type, item.field),
            "value": value_words(item.type, item.field, item.value) or _("nothing"),
        }
        for item in told
    ]
    facts[0] = f"{one.name}: {facts[0]}" if one.name else facts[0]
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.size(12))
    words = QVBoxLayout()
    words.setSpacing(0)
    for fact in facts:
        words.addWidget(PlainLabel(fact, "strong", wrap=True))
    about = _("%(name)s at %(place)s, %(day)s") % {
        "name": line.by or _("somebody"),
        "place": line.machine or _("an unknown machine"),
        "day": long_day(desk.clock.local(line.at).date()),
    }
    words.addWidget(PlainLabel(about, "second", colour="soft", wrap=True))
    row.addLayout(words, 1)
    button = Button(_("Let it count"), size="small")
    button.setAccessibleName(_("Let it count: %(fact)s") % {"fact": facts[0]})
    button.clicked.connect(
        lambda: _do(
            desk, lambda: history.let_count(desk.vault, desk.staff_id, (one.entry_id,)), _("It counts now."), undo=False
        )
    )
    row.addWidget(button)
    return frame


def _do(desk: Desk, work: Callable[[], Changes], words: str, *, undo: bool = True) -> None:
    """A short write, told to the pages and in a toast."""
    try:
        changes = work()
    except UserError as error:
        desk.problem(error)
    else:
        desk.bus.tell(changes)
        desk.toast(words, undo=undo)
