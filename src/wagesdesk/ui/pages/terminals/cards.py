"""The right side of Terminals: how it stands with each of them, and the second laptop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.clock import Clock
from wagesdesk.errors import UserError
from wagesdesk.export.rounds import Collected
from wagesdesk.services import card as cards
from wagesdesk.services import terminal
from wagesdesk.services.terminal import SeatRow, TerminalRow
from wagesdesk.text import _, join_words
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.terminals import words
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel


class TerminalsCard(Card):
    """One line for each terminal. `lost(TerminalRow)`: somebody wants to say that what is out there is lost."""

    lost = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("The terminals"), ruled=True)
        look = theme.current()
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(look.size(12))
        self._lines.setVerticalSpacing(look.size(8))
        self._lines.setColumnStretch(1, 1)
        self.body.addLayout(self._lines)

    def show_terminals(
        self,
        terminals: Sequence[TerminalRow],
        rows: Sequence[SeatRow],
        ended: Mapping[str, Collected],
        clock: Clock,
    ) -> None:
        """`ended` is how the last pass ended, by terminal."""
        clear(self._lines)
        names = {row.person_id: row.name for row in rows}
        since = {row.at: words.when(row.since, clock) for row in rows if row.state == "out" and row.since is not None}
        top = Qt.AlignmentFlag.AlignTop
        for at, one in enumerate(terminals):
            self._lines.addWidget(PlainLabel(words.terminal_name(one.number), "strong"), at, 0, top)
            self._lines.addWidget(_said(one, names, since.get(one.id, ""), ended.get(one.id)), at, 1, top)
            if one.out:
                button = Button(_("It is lost…"), "link", size="small")
                button.setAccessibleName(_("What is out at terminal %(number)d is lost") % {"number": one.number})
                button.clicked.connect(lambda *_args, one=one: self.lost.emit(one))
                self._lines.addWidget(button, at, 2, top)
        self.setVisible(bool(terminals))


def _said(one: TerminalRow, names: Mapping[str, str], since: str, end: Collected | None) -> QWidget:
    """Whose words are out there, and how the last pass ended."""
    holder = QWidget()
    said = QVBoxLayout(holder)
    said.setContentsMargins(0, 0, 0, 0)
    said.setSpacing(0)
    if one.out:
        who = join_words(sorted((names.get(person, _("somebody else")) for person in one.out), key=str.casefold))
        text = _("Out: %(names)s") % {"names": who}
        if since:
            text = _("%(out)s, since %(when)s") % {"out": text, "when": since}
        said.addWidget(PlainLabel(text, "second", wrap=True))
    if end is not None:
        colour = "green" if end.state == "ok" else "red"
        said.addWidget(PlainLabel(words.passed(end), "second", colour=colour, wrap=True))
    elif not one.out:
        said.addWidget(PlainLabel(_("Nothing is out here"), "second", colour="soft", wrap=True))
    return holder


class LaptopsCard(Card):
    """Other laptops whose cards count: which are second ones of this site. `wanted(CardRow)`: write everything for it.
    Hidden while there is none."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("A second laptop of this site"), ruled=True)
        self._desk = desk
        self.body.addWidget(
            PlainLabel(
                _("It is given everything, without a second person. Never tick a laptop of another prison."), "second",
                colour="soft", wrap=True,
            )
        )  # fmt: skip
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)
        self.buttons: list[Button] = []

    def offered(self) -> list[cards.CardRow]:
        """The laptops that may be ticked."""
        return [one for one in cards.cards(self._desk.vault) if one.kind == "laptop" and one.compared_on is not None]

    def refresh(self, reason: str) -> None:
        """`reason` why nothing can be written now; empty when it can."""
        clear(self._rows)
        self.buttons.clear()
        ours = {one.id for one in terminal.second_laptops(self._desk.vault)}
        laptops = self.offered()
        for one in laptops:
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            tick = QCheckBox(one.place)
            tick.setAccessibleName(_("%(place)s is a second laptop of this site") % {"place": one.place})
            tick.setChecked(one.id in ours)
            tick.toggled.connect(lambda on, one=one: self._set(one, on))
            row.addWidget(tick, 1)
            button = Button(_("Write for it"), icon="usb", size="small")
            button.setAccessibleName(_("Write everything for %(place)s") % {"place": one.place})
            button.refuse(reason if one.id in ours else _("Tick it first."))
            button.clicked.connect(lambda *_args, one=one: self.wanted.emit(one))
            row.addWidget(button)
            self.buttons.append(button)
            self._rows.addWidget(holder)
            self._rows.addWidget(ReasonLine(button, before=True, parent=self))  # without one it would be a window
        self.setVisible(bool(laptops))

    def _set(self, one: cards.CardRow, ours: bool) -> None:
        try:
            changes = terminal.set_ours(self._desk.vault, self._desk.staff_id, one.id, ours=ours)
        except UserError as error:
            self._desk.problem(error)
            self.refresh("")
        else:
            self._desk.bus.tell(changes)
