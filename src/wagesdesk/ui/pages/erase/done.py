"""The last part: that it is done, who must be told, and where others' words still name her."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.problems import Problem
from wagesdesk.services.erasure import Done, Leaving, Told
from wagesdesk.text import _, ngettext
from wagesdesk.ui.pages.erase import words
from wagesdesk.ui.pages.erase.mentions import RewriteCard
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel


class DonePart(QWidget):
    """Holds the names until it is closed: nowhere else are they any more. `notice(recipient_id)` wants a print; `older`
    is whether the older backups in the second place went too."""

    notice = Signal(str)
    closed = Signal()

    def __init__(self, people: Sequence[Leaving], done: Done, older: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people, self.older = people, older
        self.close_button = Button(
            ngettext("Forget the name here too", "Forget the names here too", len(people)), "primary", "check"
        )
        self.close_button.clicked.connect(self.closed)
        panel = ProblemPanel("green", self.close_button)
        cards: list[QWidget] = [panel]
        if told := recipients(people):
            cards.append(self._notices(told))
        self.rewrite: RewriteCard | None = None
        if mentions := [(one, person.called) for person in people for one in person.mentions]:
            self.rewrite = RewriteCard(mentions)
            cards.append(self.rewrite)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(words.scrolled(words.stacked(*cards)))
        later = _("The last trace of it goes when you lock.") if done.traces else ""
        panel.say(
            Problem(
                _("%(who)s: erased for good.") % {"who": words.whose(people)},
                later or _("Nothing of it is left in the records of this place, or in the backups it could reach."),
                ngettext(
                    "This page still knows the name, for what is below.",
                    "This page still knows the names, for what is below.",
                    len(people),
                ),
            )
        )

    def _notices(self, told: Sequence[Told]) -> Card:
        card = Card(_("Places that have something"))
        card.body.addWidget(
            PlainLabel(
                _("A notice says the name, so that it can be found there. It can only be printed now."),
                colour="soft",
                wrap=True,
            )
        )
        for one in told:
            said = _("%(place)s: the next bundle tells them") if one.reachable else _("%(place)s: no bundle goes there")
            text = said % {"place": one.place}
            card.body.addWidget(words.bullet(text, "package"))
            button = Button(_("Print the notice for %(place)s") % {"place": one.place}, icon="printer")
            button.clicked.connect(lambda *_args, one=one: self.notice.emit(one.recipient_id))
            card.body.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        return card


def recipients(people: Sequence[Leaving]) -> tuple[Told, ...]:
    """Everybody who got something of these people, once each."""
    found = {one.recipient_id: one for person in people for one in person.told}
    return tuple(sorted(found.values(), key=lambda one: (one.place.casefold(), one.recipient_id)))
