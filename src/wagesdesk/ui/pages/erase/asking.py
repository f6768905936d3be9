"""The second part: what goes, what stays, what cannot be reached; and the name typed, so that it is meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from wagesdesk.services.erasure import Leaving, Mention
from wagesdesk.text import _, join_words, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.pages.erase import words
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.field import text_field
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.side_by_side import SideBySide

_LEFT, _RIGHT = 480, 380


@dataclass(frozen=True)
class Second:
    """Whether there is a second place for backups, and whether it is there now."""

    chosen: bool
    here: bool


class AskingPart(QWidget):
    """`sure(older)` once it was typed; `kept` when nobody is to be erased after all; `opened(Mention)`."""

    sure = Signal(bool)
    kept = Signal()
    opened = Signal(object)

    def __init__(self, people: tuple[Leaving, ...], second: Second, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people, self._reason = people, reason
        look = theme.current()
        cards = [self._goes(), self._stays(), self._beyond()]
        if mentions := [one for person in people for one in person.mentions]:
            cards.append(mentions_card(mentions, self.opened.emit))
        self.older = QCheckBox(_("Delete the older backups in the second place too"))
        self.older.setAccessibleName(self.older.text())
        self.older.setChecked(True)
        later = PlainLabel(
            _("It is not here now. They are deleted as soon as it is."), "second", colour="soft", wrap=True
        )
        one = len(people) == 1
        ask = _("Type the name: %(name)s") % {"name": people[0].name}
        self.field = text_field(
            ask if one else _("Type how many people: %(count)d") % {"count": len(people)},
            _("This makes sure that you mean it. It cannot be undone."),
            most=80,
        )
        self.field.editor.returnPressed.connect(self._go_on)
        self.field.editor.textEdited.connect(lambda _text: self.field.clear_error())
        self.erase = Button(_("Erase for good"), "primary", "trash-2")
        self.erase.clicked.connect(self._go_on)
        self.keep = Button(_("Keep her") if one else _("Keep them"), icon="x")
        self.keep.clicked.connect(self.kept)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(look.size(10))
        self._bar.hide()
        last = Card(_("To be sure"))
        for widget in (self.older, later, self.field, self._bar):
            last.body.addWidget(widget)
        self.older.setVisible(second.chosen)
        later.setVisible(second.chosen and not second.here)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.size(10))
        buttons.addWidget(self.erase)
        buttons.addWidget(self.keep)
        buttons.addStretch(1)
        last.body.addLayout(buttons)
        last.body.addWidget(ReasonLine(self.erase))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        right = words.stacked(last)
        both = SideBySide(words.stacked(*cards), right, wide=_RIGHT, narrow=_RIGHT - 40, least=_LEFT)
        self._scroll = words.scrolled(both)
        column.addWidget(self._scroll)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(_("Erase %(who)s?") % {"who": words.whose(people)})
        self.erase.refuse(reason)

    def set_busy(self, reason: str) -> None:
        """Refuse the buttons for `reason` and show a bar; empty lets them work again."""
        self.erase.refuse(reason or self._reason)
        self.keep.setEnabled(not reason)
        self.field.editor.setEnabled(not reason)
        self._bar.setAccessibleName(reason)
        self._bar.setVisible(bool(reason))

    def take_focus(self) -> None:
        """Where the name is typed, if that is in sight; else nowhere yet, for the lists are to be read first."""
        seen = self._scroll.viewport().rect()
        corner = self.field.editor.mapTo(self._scroll.viewport(), self.field.editor.rect().bottomLeft())
        (self.field.editor if seen.contains(corner) else self).setFocus()

    def _go_on(self) -> None:
        if not self.erase.isEnabled():
            return
        wanted = self.people[0].name if len(self.people) == 1 else str(len(self.people))
        if _plain(self.field.editor.text()) != _plain(wanted):
            self.field.set_error(_("Type %(wanted)s here, or press the other button.") % {"wanted": wanted})
            self.field.editor.selectAll()
            return
        self.sure.emit(self.older.isChecked())

    # -- the three lists

    def _goes(self) -> Card:
        card = Card(_("What goes"))
        for one in self.people:
            entries = ngettext("%(count)d entry", "%(count)d entries", one.entries) % {"count": one.entries}
            where = _(" from %(cohorts)s") % {"cohorts": join_words(list(one.cohorts))} if one.cohorts else ""
            fields = {"name": one.name, "entries": entries, "where": where}
            said = _("%(name)s: everything that was written, %(entries)s%(where)s, also what was replaced since.")
            card.body.addWidget(words.bullet(said % fields, "trash-2"))
        for line in (
            _("Words that are typed about them and not saved yet."),
            _("The backups that this machine made by itself. A new one is made at once."),
        ):
            card.body.addWidget(words.bullet(line, "trash-2"))
        return card

    def _stays(self) -> Card:
        card = Card(_("What stays"))
        for line in (
            _("A line that somebody was erased, when and by whom. It has a number and no name."),
            _("When something was written and by whom, but not what it said. So the history can still be checked."),
            _("The log of bundles, with that number in it."),
        ):
            card.body.addWidget(words.bullet(line, "history"))
        return card

    def _beyond(self) -> Card:
        card = Card(_("What this cannot reach"))
        told = [(person, one) for person in self.people for one in person.told]
        for person, one in told:
            fields = {"place": one.place, "bundles": words.bundles(one), "name": person.name}
            said = (
                _("%(place)s has %(bundles)s with %(name)s in it. The next bundle erases her there.")
                if one.reachable
                else _("%(place)s has %(bundles)s with %(name)s in it. No bundle goes there any more.")
            )
            card.body.addWidget(words.bullet(said % fields, "package"))
        if told:
            card.body.addWidget(words.bullet(_("A notice for each of them can be printed after this."), "printer"))
        else:
            card.body.addWidget(words.bullet(_("No bundle about them has left this place."), "package"))
        for person in self.people:
            if person.out:
                said = _("Words of %(name)s are out at a terminal. Collect it soon: nothing of hers is kept.")
                card.body.addWidget(words.bullet(said % {"name": person.name}, "monitor"))
        for line in (
            _("Paper, and files that somebody saved elsewhere."),
            _("Older backups and sticks that are not here. On this machine they bring nothing back. On another "
              "one they could, so destroy them."),
        ):  # fmt: skip
            card.body.addWidget(words.bullet(line, "info"))
        return card


def mentions_card(mentions: Sequence[Mention], opened: Callable[[Mention], None]) -> Card:
    """Where the words of others name her, each with a button that goes there."""
    look = theme.current()
    card = Card(_("Named in words about others"))
    about = _("These belong to somebody else, so they stay. Read them, and put another word where a name is too much. "
              "Perhaps another woman with that name is meant.")  # fmt: skip
    card.body.addWidget(PlainLabel(about, colour="soft", wrap=True))
    for one in mentions:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(10))
        row.addWidget(PlainLabel(words.mention(one), "strong", wrap=True), 1)
        button = Button(_("Open"), "link")
        button.setAccessibleName(_("Open: %(what)s") % {"what": words.mention(one)})
        button.clicked.connect(lambda *_args, one=one: opened(one))
        row.addWidget(button)
        card.body.addWidget(line)
    return card


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
