"""The second part: what goes, what stays, what cannot be reached; and the name typed, so that it is meant."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.services.erasure import Leaving
from wagesdesk.text import _, join_words, ngettext
from wagesdesk.ui.pages.erase import words
from wagesdesk.ui.pages.erase.mentions import mentions_card
from wagesdesk.ui.pages.erase.sure import Second, SureCard
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.side_by_side import SideBySide

_LEFT, _RIGHT = 480, 380


class AskingPart(QWidget):
    """`sure(older)` once it was typed; `kept` when nobody is to be erased after all; `some_wanted` when only a part of
    what is held about her is to go; `opened(Mention)`."""

    sure = Signal(bool)
    kept = Signal()
    some_wanted = Signal()
    opened = Signal(object)

    def __init__(self, people: tuple[Leaving, ...], second: Second, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = people
        cards = [self._goes(), self._stays(), self._beyond()]
        if mentions := [one for person in people for one in person.mentions]:
            cards.append(mentions_card(mentions, self.opened.emit))
        one = len(people) == 1
        ask = _("Type the name: %(name)s") % {"name": people[0].name}
        self.card = SureCard(
            ask if one else _("Type how many people: %(count)d") % {"count": len(people)},
            people[0].name if one else str(len(people)), _("Keep her") if one else _("Keep them"), second, reason,
        )  # fmt: skip
        self.card.sure.connect(self.sure)
        self.card.kept.connect(self.kept)
        self.some = Button(_("Erase only a part of it"), "link")
        self.some.clicked.connect(self.some_wanted)
        if not one:
            self.some.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        right = words.stacked(self.card, self.some)
        both = SideBySide(words.stacked(*cards), right, wide=_RIGHT, narrow=_RIGHT - 40, least=_LEFT)
        self._scroll = words.scrolled(both)
        column.addWidget(self._scroll)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(_("Erase %(who)s?") % {"who": words.whose(people)})

    def take_focus(self) -> None:
        """Where the name is typed, if that is in sight; else nowhere yet, for the lists are to be read first."""
        seen = self._scroll.viewport().rect()
        editor = self.card.field.editor
        corner = editor.mapTo(self._scroll.viewport(), editor.rect().bottomLeft())
        (editor if seen.contains(corner) else self).setFocus()

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
