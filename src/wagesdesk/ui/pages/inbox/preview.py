"""A bundle that passed every check: who made it, that it is whole, who is in it, what would come in."""

from __future__ import annotations

from collections import Counter
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.export.inbox import Preview
from wagesdesk.export.newcomers import Newcomer
from wagesdesk.problems import Problem
from wagesdesk.text import _, clock_time, join_words, long_day, ngettext
from wagesdesk.ui import labels, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.inbox import words
from wagesdesk.ui.pages.inbox.looked import Looked
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel


class PreviewView(QWidget):
    """`take(Looked)` to take it in, `later` to leave it."""

    take = Signal(object)
    later = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._looked: Looked | None = None
        look = theme.current()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.size(12))
        self.head = PageHead("", wrap=True)
        whole.addWidget(self.head)
        self._strip = QVBoxLayout()
        whole.addLayout(self._strip)
        self.known = ProblemPanel("info")
        whole.addWidget(self.known)
        self.gap = ProblemPanel("amber")
        whole.addWidget(self.gap)
        self.asks = ProblemPanel("info")
        whole.addWidget(self.asks)
        self.took_back = ProblemPanel("red")
        whole.addWidget(self.took_back)
        self.erased = ProblemPanel("amber")
        whole.addWidget(self.erased)
        card = Card(_("People"), padded=False, ruled=True)
        self._area = PlainArea(_("People in this bundle"), least=150)
        card.body.setSpacing(0)
        card.body.addWidget(self._area, 1)
        card.body.addWidget(rule())
        self.comes = PlainLabel("", wrap=True)
        line = QHBoxLayout()
        line.setContentsMargins(look.size(16), look.size(10), look.size(16), look.size(10))
        line.setSpacing(look.size(10))
        line.addWidget(IconLabel("package-open", "soft", 18), alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.comes, 1)
        card.body.addLayout(line)
        self._people = card
        whole.addWidget(card, 1)
        foot = QHBoxLayout()
        foot.setSpacing(look.size(12))
        foot.addStretch(1)
        self.not_now = Button(_("Not now"))
        self.not_now.clicked.connect(self.later.emit)
        self.on = Button(_("Take in"), "primary", "git-merge")
        self.on.clicked.connect(self._on_take)
        foot.addWidget(self.not_now)
        foot.addWidget(self.on)
        whole.addLayout(foot)

    def start(self, looked: Looked) -> None:
        """Show what was looked at."""
        self._looked = looked
        preview = looked.preview
        local = self._desk.clock.local(preview.created)
        self.head.title.setText(_("Bundle from %(place)s") % {"place": preview.sender.place})
        self.head.set_line(
            _("Made by %(maker)s and checked by %(checker)s on %(day)s at %(time)s")
            % {
                "maker": preview.preparer, "checker": preview.checker, "day": long_day(local.date()),
                "time": clock_time(local),
            }
        )  # fmt: skip
        _refill(self._strip, self._trust(looked))
        self._say_known(preview)
        self._say_gap(preview)
        self._say_took_back(preview)
        self._say_erased(preview)
        self._show_people(preview)
        self.comes.setText(_what_comes(preview))
        self.set_busy(busy=False)
        nothing = preview.known and not preview.new_entries
        self.on.setVisible(not nothing)
        self.not_now.setText(_("Close") if nothing else _("Not now"))
        self.on.setText(_take_words(preview))
        self.on.setAccessibleName(self.on.text())
        (self.not_now if nothing else self.on).setFocus()

    def take_focus(self) -> None:
        """Back to the button, from where it waited meanwhile."""
        if self._area.hasFocus():
            self.on.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """While it is being taken in, or not any more."""
        if busy and (self.on.hasFocus() or self.not_now.hasFocus()):
            self._area.setFocus()  # a button that is refused hands it to whatever follows in the window
        self.on.refuse(_("One moment: it is being taken in.") if busy else "")
        self.not_now.setEnabled(not busy)

    def _trust(self, looked: Looked) -> QFrame:
        look, preview = theme.current(), looked.preview
        frame = QFrame()
        frame.setProperty("panel", "green")
        # Beside each other, or under one another where letters are large.
        large = look.large
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight, frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        yes = len(preview.people)
        said = ngettext("%(n)d person said yes", "%(n)d people said yes", yes) % {"n": yes}
        ends = _("Nothing new is shared") if preview.first_end is None else ""
        if preview.first_end is not None:
            ends = _("First runs out %(day)s") % {"day": long_day(preview.first_end).partition(" ")[2]}
        cells = (
            (
                "shield-check",
                _("Not changed on the way"),
                _signed_by(preview),
            ),
            ("key-round", _who_opens(looked, self._desk.vault.machine.age_public), ", ".join(looked.own_words)),
            ("signature", said, ends),
        )
        for icon, title, text in cells:
            cell = QHBoxLayout()
            cell.setContentsMargins(look.size(14), look.size(9), look.size(10), look.size(9))
            cell.setSpacing(look.size(12))
            cell.addWidget(IconLabel(icon, "green", 22))
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(PlainLabel(title, "strong", colour="green", wrap=True))
            column.addWidget(PlainLabel(text, "second", wrap=True))
            column.addStretch(1)
            cell.addLayout(column, 1)
            row.addLayout(cell, 1)
        return frame

    def _say_known(self, preview: Preview) -> None:
        self.known.hide()
        if preview.known and not preview.new_entries:
            self.known.say(Problem(_("You have taken this in before. Nothing new."), "", ""))
        elif not preview.new_entries:
            self.known.say(Problem(_("Everything in it is here already."), "", ""))

    def _say_took_back(self, preview: Preview) -> None:
        self.took_back.hide()
        if preview.took_back:
            self.took_back.say(words.took_back(preview.took_back, outside=self._desk.place.outside))

    def _say_gap(self, preview: Preview) -> None:
        self.gap.hide()
        self.asks.hide()
        if preview.missing:
            self.gap.say(words.gap(preview.sender.place, preview.missing, outside=self._desk.place.outside))
        if preview.opened.manifest.all_again and not preview.known:
            self.asks.say(words.asks(preview.sender.place))

    def _say_erased(self, preview: Preview) -> None:
        self.erased.hide()
        if preview.erased:
            names = {"names": join_words(list(preview.erased)), "place": preview.sender.place}
            self.erased.say(
                Problem(
                    _("%(place)s has erased for good: %(names)s.") % names,
                    _("Taking this in erases all that is kept of that here too, and cannot be undone."),
                    _("Prints and files made from it must be erased by hand."),
                )
            )

    def _show_people(self, preview: Preview) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for gone in preview.took_back:
            chip = _("Took back a part") if gone.partly else _("Took back consent")
            column.addWidget(person_row(gone.name or _("Not here"), "", "", Chip("red", "undo-2", chip)))
            column.addWidget(rule())
        today = self._desk.clock.today()
        for one in preview.people:
            column.addWidget(person_row(one.name, one.business, _shares(one, today), state_chip(one.state)))
            column.addWidget(rule())
        column.addStretch(1)
        self._area.show_widget(inside)

    def _on_take(self) -> None:
        if self._looked is not None:
            self.take.emit(self._looked)


def person_row(name: str, business: str, about: str, right: QWidget | None, chip: Chip | None = None) -> QWidget:
    """Her name and business with a chip under them, something about her, and what stands at the right."""
    look = theme.current()
    frame = QWidget()
    frame.setMinimumHeight(look.size(58))
    row = QHBoxLayout(frame)
    row.setContentsMargins(look.size(16), look.size(8), look.size(16), look.size(8))
    row.setSpacing(look.size(12))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addStretch(1)
    words.addWidget(PlainLabel(name, "strong", wrap=True))
    if business:
        words.addWidget(PlainLabel(business, "second", colour="soft", wrap=True))
    if chip is not None:
        words.addSpacing(look.size(3))
        words.addWidget(chip)
    said = PlainLabel(about, "second", wrap=True)
    large = look.large
    if large and about:
        words.addWidget(said)
    words.addStretch(1)
    row.addLayout(words, 3)
    if not large:
        row.addWidget(said, 4)
    end = QWidget()
    end.setMinimumWidth(look.size(0 if large else 176))
    last = QHBoxLayout(end)
    last.setContentsMargins(0, 0, 0, 0)
    if right is not None:
        last.addWidget(right, alignment=Qt.AlignmentFlag.AlignLeft)
    row.addWidget(end)
    return frame


def _shares(one: Newcomer, today: date) -> str:
    scopes = ", ".join(labels.scope_short(scope) for scope in sorted(one.scopes))
    if one.until is None:
        return scopes
    until = _("First ends %(day)s") if one.until >= today else _("Some ran out on %(day)s")
    return f"{scopes}\n{until % {'day': long_day(one.until)}}"


def state_chip(state: str) -> Chip | None:
    """What a bundle means for a person, as of Newcomer; None where it was not kept."""
    if not state:
        return None
    kind, icon, words = {
        "new": ("info", "plus", _("New here")),
        "changed": ("info", "git-merge", _("Something new")),
        "clash": ("amber", "git-compare-arrows", _("Written here too")),
        "same": ("green", "check", _("Nothing new")),
    }[state]
    return Chip(kind, icon, words)


def _signed_by(preview: Preview) -> str:
    """Whose signature it is, and that it was checked on a printed sheet, which is the weaker check."""
    if preview.opened.manifest.sheet is not None:
        return _("Signature is %(place)s's. Checked on a printed sheet") % {"place": preview.sender.place}
    return _("Signature is %(place)s's") % {"place": preview.sender.place}


def _who_opens(looked: Looked, own: str) -> str:
    others = [one.name for one in looked.preview.opened.manifest.recipients if one.age_public != own]
    if not others:
        return _("Only you can open it")
    names = join_words([labels.recipient(name) for name in others])
    return _("Only you and %(others)s can open it") % {"others": names}


def _what_comes(preview: Preview) -> str:
    """What is in it, in words, counted by record."""
    counts = Counter(kind for kind, _eid in {(one.header.type, one.header.eid) for one in preview.entries})
    marks, businesses, releases = counts["mark"], counts["business"], counts["release_date"]
    said = [
        ngettext("%(n)d mark in the register", "%(n)d marks in the register", marks) % {"n": marks} if marks else "",
        ngettext("%(n)d business", "%(n)d businesses", businesses) % {"n": businesses} if businesses else "",
        ngettext("%(n)d release date", "%(n)d release dates", releases) % {"n": releases} if releases else "",
        ngettext("%(n)d surname", "%(n)d surnames", counts["identity"]) % {"n": counts["identity"]}
        if counts["identity"]
        else "",
    ]
    words = [one for one in said if one]
    if not words:
        return _("It carries answers about consent, and nothing else about people.")
    return _("It holds %(things)s, and what they belong to.") % {"things": join_words(words)}


def _take_words(preview: Preview) -> str:
    people = len(preview.people)
    if not people and not preview.took_back:
        return _("Take it in")
    if not people:
        return ngettext("Take in her answer", "Take in their answers", len(preview.took_back))
    return ngettext("Take in %(n)d person", "Take in %(n)d people", people) % {"n": people}


def _refill(place: QVBoxLayout, widget: QWidget) -> None:
    clear(place)
    place.addWidget(widget)
