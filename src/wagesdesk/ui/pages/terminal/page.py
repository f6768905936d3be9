"""Take in and give back, at a terminal: the one page of a facilitator there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.errors import NotAllowed, UserError
from wagesdesk.export import drives, terminal
from wagesdesk.export.terminal import GivenBack, Here, Offer
from wagesdesk.problems import Problem, describe
from wagesdesk.services.changes import Changes
from wagesdesk.text import _, clock_time, join_words, long_day, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.rounds.place import PlaceCard, Way
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel
from wagesdesk.ui.widgets.side_by_side import SideBySide


@dataclass(frozen=True)
class Asked:
    """What is about to be given back, and where; `others` are the files that lie there and stay."""

    way: Way
    others: tuple[str, ...]


class TerminalPage(Page):
    """What is for this terminal shows by itself once a stick is in. Giving back asks first, for it ends with a wipe."""

    interested_in: ClassVar[frozenset[str]] = frozenset({"person", "business", "card"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.media_root = Path("/")
        self._here = terminal.here(desk.vault)
        self._offer: Offer | None = None
        self._asked: Asked | None = None
        self._busy = False
        look, actions = theme.current(), desk.actions
        self.head = PageHead(_("Take in & give back"))
        self.body.addWidget(self.head)
        self.told, self.problem = ProblemPanel("green"), ProblemPanel("red")
        yes, no = Button(_("Give back and wipe")), Button(_("Not now"))
        yes.clicked.connect(self._on_give)
        no.clicked.connect(self._drop)
        self.asking = ProblemPanel("amber", yes, no)
        self.asking.setFocusProxy(yes)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(12))
        self.take_button = actions.button_for("terminal.take", "primary")
        self.give_button = actions.button_for("terminal.give")
        self.offer_words, self.here_words = PlainLabel("", wrap=True), PlainLabel("", wrap=True)
        self.class_list = PlainLabel("", "strong", wrap=True)
        for title, words, button, *more in (
            (_("For this terminal"), self.offer_words, self.take_button),
            (_("At this terminal"), self.here_words, self.give_button, self.asking, self.told, self.problem),
        ):
            card = Card(title, ruled=True)
            card.body.addWidget(words)
            card.body.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
            for one in (ReasonLine(button), *more):
                card.body.addWidget(one)
            column.addWidget(card)
        self.who = Card(_("Who is here today"), ruled=True)
        self.who.body.addWidget(self.class_list)
        self.who.body.addWidget(actions.button_for("hand_over"), alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.who)
        column.addStretch(1)
        self.place = PlaceCard(desk, lambda: self.media_root)
        self.place.changed.connect(self.look)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.place)
        beside.addStretch(1)
        self.body.addWidget(SideBySide(left, right, wide=400, narrow=340, least=480), 1)
        actions.bind("terminal.take", self, self.take_in)
        actions.bind("terminal.give", self, self.ask_back)

    # -- as every page

    def refresh(self) -> None:
        self._here = terminal.here(self.desk.vault)
        self._show()

    def key_hints(self) -> tuple[KeyHint, ...]:
        actions = self.desk.actions
        offered = ("hand_over", "terminal.take", "terminal.give")
        return tuple(actions.hint_for(one) for one in offered if actions[one].isEnabled())

    def panes(self) -> tuple[QWidget, ...]:
        return (self, self.place)

    # -- what lies there

    def look(self) -> None:
        """Look for a part that is for this terminal, as a job."""
        way, vault = self.place.way, self.desk.vault
        if way is None:
            self._on_offer(None)
            return
        self.desk.jobs.start(
            lambda _token: terminal.offered(vault, way.path), owner=self, done=self._on_offer, failed=self._failed
        )  # fmt: skip

    def _on_offer(self, offer: Offer | None) -> None:
        self._offer = offer
        self._show()
        if offer is not None and self.take_button.isEnabled() and self.isVisible() and self.asking.isHidden():
            self.take_button.setFocus()

    def _show(self) -> None:
        here, offer, actions = self._here, self._offer, self.desk.actions
        number = _("This is terminal %(number)d.") % {"number": here.number} if here.number else ""
        self.head.set_line(number or _("The first part that is taken in gives this terminal its number."))
        self.here_words.setText(_here_words(here, self._time))
        self.class_list.setText("\n".join(here.names))
        self.who.setVisible(bool(here.names))
        self.offer_words.setText(
            _("%(people)s for %(day)s, from %(place)s, made at %(time)s.")
            % {
                "people": _people(offer.people), "day": long_day(offer.day), "place": offer.place,
                "time": self._time(offer.made),
            }
            if offer is not None
            else _("Nothing lies here for this terminal.")
        )  # fmt: skip
        busy = _("One moment.") if self._busy else ""
        no_way = _("Put the stick in, or choose a folder.") if self.place.way is None else ""
        no_offer = "" if offer is not None else _("The laptop writes a part for each terminal.")
        blocked = _("Give back first what is here.") if offer is not None and offer.blocked else ""
        nothing = "" if here.people or here.sealed else _("Nothing is here.")
        locked = ""
        if self.place.way is not None and self.place.way.read_only:
            locked = _("It is locked against writing.")
        takes, gives = busy or no_way or no_offer or blocked, busy or no_way or nothing or locked
        actions["terminal.take"].setEnabled(not takes)
        actions["terminal.give"].setEnabled(not gives)
        self.take_button.refuse(takes)
        self.give_button.refuse(gives)
        self.hints_changed.emit()

    def _time(self, moment: datetime) -> str:
        return clock_time(self.desk.clock.local(moment))

    # -- in

    def take_in(self) -> None:
        """Take in what lies there for this terminal."""
        offer, vault, actor = self._offer, self.desk.vault, self.desk.staff_id
        if offer is None:
            return
        self._drop()
        self._set_busy(True)
        self.desk.jobs.start(
            lambda _token: terminal.take_part(vault, actor, offer), owner=self,
            done=lambda changes: self._on_taken(offer, changes), failed=self._failed,
        )  # fmt: skip

    def _on_taken(self, offer: Offer, changes: Changes) -> None:
        self._set_busy(False)
        self._offer = None
        self.told.say(
            Problem(
                _("%(people)s can write here now.") % {"people": _people(offer.people)}, "",
                _("Eject the stick, and take it to the next terminal."),
            )
        )  # fmt: skip
        self.desk.bus.tell(changes)
        self.make_stale()
        self.give_button.setFocus()  # beside what was told

    # -- back

    def ask_back(self) -> None:
        """Say what giving back means, and ask; what is here no longer needs no asking."""
        way = self.place.way
        if way is None:
            return
        self.desk.jobs.start(
            lambda _token: drives.listing(way.path), owner=self, done=lambda others: self._ask(Asked(way, others)),
            failed=self._failed,
        )  # fmt: skip

    def _ask(self, asked: Asked) -> None:
        self._drop()
        self._asked = asked
        if not self._here.people:
            self._on_give()
            return
        also = _("Also on it, and it stays: %(names)s.") % {"names": join_words(list(asked.others[:5]))}
        self.asking.say(
            Problem(
                _("Give back the words of %(people)s to %(name)s, and wipe this terminal?")
                % {"people": _people(self._here.people), "name": asked.way.name},
                _("A sealed copy stays here until the laptop has it. Only the laptop can open it."),
                also if asked.others else "",
            )
        )
        self.asking.setFocus()

    def _drop(self) -> None:
        self._asked = None
        for panel in (self.asking, self.told, self.problem):
            panel.hide()

    def _on_give(self) -> None:
        asked, self._asked = self._asked, None
        self._drop()
        if asked is None:
            return
        self._set_busy(True)
        vault, actor = self.desk.vault, self.desk.staff_id
        self.desk.jobs.start(
            lambda token: terminal.give_back(
                vault, actor, asked.way.path, accept_others=asked.others,
                step=lambda done, total: token.step(done, total, _("Sealing and writing")),
            ),
            owner=self, done=self._on_given, failed=self._failed,
        )  # fmt: skip

    def _on_given(self, given: GivenBack) -> None:
        self._set_busy(False)
        wiped = _("This terminal is wiped: nobody's words can be read here.") if given.wiped else ""
        what = ngettext("%(n)d sealed file lies on it.", "%(n)d sealed files lie on it.", len(given.names))
        self.told.say(
            Problem(what % {"n": len(given.names)}, wiped, _("Eject it. At the laptop: Terminals, Collect all."))
        )
        self.desk.bus.tell(given.changes)
        self.make_stale()
        self.give_button.setFocus()

    # -- shared

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._show()

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.make_stale()
        if isinstance(error, NotAllowed) and error.fields.get("code") == "typing":
            self.problem.say(
                Problem(
                    _("Something that was typed here is not finished."),
                    _("Nothing was written, and nothing is wiped."),
                    _("Open the page where it was typed; it is offered there. Then give back again."),
                )
            )
        elif isinstance(error, UserError):
            self.problem.say(describe(error))
        else:
            self.desk.problem(error)


def _people(count: int) -> str:
    return ngettext("%(n)d person", "%(n)d people", count) % {"n": count}


def _here_words(here: Here, time: Callable[[datetime], str]) -> str:
    lines = [_("Nobody's words are here.")]
    if here.people and here.day is not None and here.taken_at is not None:
        lines = [
            _("%(people)s for %(day)s, taken in at %(time)s.")
            % {"people": _people(here.people), "day": long_day(here.day), "time": time(here.taken_at)}
        ]
    if here.sealed:
        lines.append(
            ngettext(
                "%(n)d sealed file waits here until the laptop has it. It can be written again.",
                "%(n)d sealed files wait here until the laptop has them. They can be written again.",
                here.sealed,
            )
            % {"n": here.sealed}
        )
    return " ".join(lines)
