"""Held back: what machines tried to write that they may not, by machine, for an administrator to let in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.services import quarantine
from wagesdesk.services.quarantine import Held, Origin
from wagesdesk.text import _, join_words, long_day, ngettext
from wagesdesk.ui import labels, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settle.doing import do
from wagesdesk.ui.values import field_words, is_told, value_words
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.stack import Stack

_MOST = 30
"""So many entries of one machine are listed; the rest are counted."""


class HeldView(QWidget):
    """One card for each machine and reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._area = PlainArea(_("Held back"), least=200)
        self.stack = Stack(
            self._area, EmptyState("shield-check", _("Nothing is held back. Every machine wrote only what it may."))
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    def show_origins(self, origins: tuple[Origin, ...], refused: tuple[str, ...] | None) -> None:
        """Show these; `refused` are the names of those who may let them in, where who is here may not."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(12))
        for one in origins:
            column.addWidget(self._card(one, refused))
        column.addStretch(1)
        self._area.show_widget(inside)
        self.stack.setCurrentIndex(0 if origins else 1)

    def _card(self, origin: Origin, refused: tuple[str, ...] | None) -> Card:
        look = theme.current()
        card = Card(machine_words(origin), ruled=True)
        card.body.addWidget(PlainLabel(tried_words(origin), "strong", wrap=True))
        card.body.addWidget(PlainLabel(why_words(origin.why), colour="soft", wrap=True))
        reason = ""
        if origin.why == "unreadable":
            reason = _("Nobody can let this in: this machine cannot read it.")
        elif refused is not None:
            reason = _("Only an administrator can do this: %(names)s.") % {"names": join_words(list(refused))}
        for one in origin.held[:_MOST]:
            card.body.addWidget(self._row(one, reason))
            card.body.addWidget(rule())
        if len(origin.held) > _MOST:
            more = len(origin.held) - _MOST
            words = ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}
            card.body.addWidget(PlainLabel(words, "second", colour="soft"))
        whole = Button(_("Let all of it count"), icon="shield-alert")
        whole.setAccessibleName(_("Let all of it count: %(machine)s") % {"machine": machine_words(origin)})
        whole.clicked.connect(lambda: self._release(origin.entry_ids))
        line = QHBoxLayout()
        line.setSpacing(look.size(12))
        line.addWidget(whole, alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(ReasonLine(whole), 1)
        line.addStretch(0)
        whole.refuse(reason)
        card.body.addLayout(line)
        return card

    def _row(self, one: Held, reason: str) -> QWidget:
        look, first = theme.current(), one.lines[0]
        told = [line for line in one.lines if is_told(line.type, line.field)] or [first]
        facts = [
            _("%(what)s: %(value)s")
            % {
                "what": field_words(line.type, line.field),
                "value": value_words(line.type, line.field, line.value) or _("nothing"),
            }
            for line in told
        ]
        facts[0] = f"{one.name}: {facts[0]}" if one.name else facts[0]
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        for fact in facts:
            words.addWidget(PlainLabel(fact, wrap=True))
        local = self._desk.clock.local(first.at)
        about = _("%(name)s, %(day)s") % {"name": first.by or _("somebody"), "day": long_day(local.date())}
        words.addWidget(PlainLabel(about, "second", colour="soft", wrap=True))
        row.addLayout(words, 1)
        if not reason:
            button = Button(_("Let it count"), size="small")
            button.setAccessibleName(_("Let it count: %(fact)s") % {"fact": facts[0]})
            button.clicked.connect(lambda: self._release((one.entry_id,)))
            row.addWidget(button)
        return frame

    def _release(self, entry_ids: tuple[str, ...]) -> None:
        desk = self._desk
        do(desk, lambda: quarantine.release(desk.vault, desk.staff_id, entry_ids), _("It counts now."), undo=False)


def machine_words(origin: Origin) -> str:
    """The machine, as it calls itself."""
    if not origin.place:
        return _("A machine that says nothing of itself")
    return _("%(place)s (%(kind)s)") % {"place": origin.place, "kind": labels.place_kind(origin.kind)}


def tried_words(origin: Origin) -> str:
    """What it tried to write, counted."""
    parts = [
        _("%(what)s (%(n)d)") % {"what": labels.record(record_type), "n": number}
        for record_type, number in origin.counts
    ]
    return _("It tried to write: %(things)s") % {"things": ", ".join(parts)}


def why_words(why: str) -> str:
    """Why it does not count."""
    return {
        "unknown": _("Its card was not compared here when this came, so nobody knows whose machine it is."),
        "not_its_part": _(
            "A machine of this kind may not write this. It may be a mistake, or a machine in wrong hands."
        ),
        "passed_on": _(
            "It bears the name of a machine of this site, and another one brought it. If a backup was put back here,"
            " it may be your own; else somebody made it up."
        ),
        "not_administrator": _("Only an administrator of its place may write this, and whoever wrote it is none."),
        "later": _("A newer WagesDesk wrote this. It is kept and shows after the next update."),
        "unreadable": _("It is not what a record of this kind can be."),
    }[why]
