"""Step 1: who it is for, what must be there before anything can leave, and what was sent before."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.errors import EscrowMissing, SlotsTooFew
from wagesdesk.models.keys import Card as MachineCard
from wagesdesk.problems import describe
from wagesdesk.services import card as cards
from wagesdesk.services.card import CardRow
from wagesdesk.services.staff import need_two_people
from wagesdesk.text import _, long_day
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Token
from wagesdesk.ui.pages.transfer import words
from wagesdesk.ui.pages.transfer.foot import StepFoot
from wagesdesk.ui.pages.transfer.log import SentLog
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.choice import Choice
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel
from wagesdesk.ui.widgets.stack import Stack

Words = dict[CardRow, tuple[str, ...]]


class RecipientStep(Stack):
    """`chosen(CardRow, check words)` when the person goes on."""

    chosen = Signal(object, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._rows: tuple[CardRow, ...] = ()
        self._words: Words = {}
        self._labels: dict[CardRow, PlainLabel] = {}
        add = Button(_("Add a card"), "primary", "id-card")
        add.clicked.connect(lambda: desk.go("settings", section="cards"))
        self._empty = EmptyState(
            "id-card",
            _("A bundle is made for one other place. Take in that place's card first, and compare the check words."),
            add,
        )
        self.addWidget(self._empty)
        self._full = QWidget()
        self.addWidget(self._full)
        self._build()

    def _build(self) -> None:
        look = theme.current()
        whole = QVBoxLayout(self._full)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.size(12))
        staff = Button(_("Add a second person"), "secondary", "user-plus")
        staff.clicked.connect(lambda: self._desk.go("settings", section="staff"))
        self.no_second = ProblemPanel("amber", staff)
        whole.addWidget(self.no_second)
        key = Button(_("Make the spare key"), "secondary", "key-round")
        key.clicked.connect(lambda: self._desk.go("settings", section="escrow"))
        self.no_key = ProblemPanel("amber", key)
        whole.addWidget(self.no_key)
        card = Card(_("Who is it for?"), ruled=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.size(8))
        card.body.addLayout(self._list)
        self._spare = QWidget()
        line = QHBoxLayout(self._spare)
        line.setContentsMargins(0, look.size(4), 0, 0)
        line.setSpacing(look.size(8))
        line.addWidget(IconLabel("key-round", "green", 18))
        self._spare_words = PlainLabel("", "second", wrap=True)
        line.addWidget(self._spare_words, 1)
        card.body.addWidget(self._spare)
        whole.addWidget(card)
        self.log = SentLog(self._desk)
        whole.addWidget(self.log, 1)
        self.on = Button(_("Next: people and consent"), "primary")
        self.on.clicked.connect(self._on_next)
        whole.addWidget(StepFoot(self.on))

    def refresh(self) -> None:
        """Read cards, keys, staff and the log anew; the choice stays."""
        kept = self._chosen()
        self._rows = cards.recipients(self._desk.vault)
        self.setCurrentWidget(self._full if self._rows else self._empty)
        self._look_for_gaps()
        self._show_rows(kept)
        self.log.refresh()
        missing = [row for row in self._rows if row not in self._words]
        if missing:
            known = cards.known_cards(self._desk.vault)
            self._desk.jobs.start(
                lambda token: _words_of(token, {row: known[bytes.fromhex(row.id)] for row in missing}),
                owner=self, done=self._on_words, failed=self._desk.problem,
            )  # fmt: skip
        self._say_why_not()

    @property
    def anybody(self) -> bool:
        """Whether there is a place to choose."""
        return bool(self._rows)

    def _look_for_gaps(self) -> None:
        for panel, look_for in (
            (self.no_second, lambda: need_two_people(self._desk.vault)),
            (self.no_key, lambda: cards.escrow(self._desk.vault)),
        ):
            try:
                look_for()
            except (SlotsTooFew, EscrowMissing) as error:
                panel.say(describe(error))
            else:
                panel.hide()
        self._spare.setVisible(self.no_key.isHidden())
        own = cards.security(self._desk.vault)
        words = _("The programme's spare key can open it too, if the recipient's machine is lost.")
        if own is not None:
            also = _("%(name)s can open it as well: this place says so in Settings.") % {"name": own.place}
            words = f"{words} {also}"
        self._spare_words.setText(words)

    def _show_rows(self, kept: CardRow | None) -> None:
        clear(self._list)
        self._group = QButtonGroup(self)
        self._labels.clear()
        for row in self._rows:
            compared = (
                _("Check words compared on %(day)s") % {"day": long_day(row.compared_on)} if row.compared_on else ""
            )
            about = [text for text in (words.holder(row), compared) if text]
            choice = Choice(row.place, about, self._group)
            choice.radio.setChecked(row.id == kept.id if kept is not None else len(self._rows) == 1)
            choice.radio.toggled.connect(self._say_why_not)
            choice.row.addWidget(self._check_words(row))
            self._list.addWidget(choice)

    def _check_words(self, row: CardRow) -> QFrame:
        look = theme.current()
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(look.size(16), 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PlainLabel(_("Check words"), "second", colour="soft"))
        said = self._words.get(row)
        self._labels[row] = PlainLabel(", ".join(said) if said else _("being worked out"), "strong")
        column.addWidget(self._labels[row])
        column.addStretch(1)
        return frame

    def _on_words(self, found: Words) -> None:
        self._words |= found
        for row, label in self._labels.items():
            label.setText(", ".join(self._words.get(row, ())))
        self._say_why_not()

    def _chosen(self) -> CardRow | None:
        buttons = self._group.buttons() if self._rows else []
        return next((row for row, one in zip(self._rows, buttons, strict=False) if one.isChecked()), None)

    def _say_why_not(self) -> None:
        chosen = self._chosen()
        reason = ""
        if not self.no_second.isHidden():
            reason = _("A second person is missing.")
        elif not self.no_key.isHidden():
            reason = _("The spare key is missing.")
        elif chosen is None:
            reason = _("Choose who it is for.")
        elif chosen not in self._words:
            reason = _("One moment: the check words are being worked out.")
        self.on.refuse(reason)

    def _on_next(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.chosen.emit(chosen, self._words[chosen])


def _words_of(token: Token, known: dict[CardRow, MachineCard]) -> Words:
    found: Words = {}
    for number, (row, card) in enumerate(known.items()):
        token.step(number, len(known), _("Working out the check words"))
        found[row] = cards.check_words(card)
    return found
