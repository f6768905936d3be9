"""The first part: whose time is over, and what was erased so far."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.services.erasure import ErasedRow, Told
from wagesdesk.services.redaction import ErasedPart, Withdrawn
from wagesdesk.services.retention import Due
from wagesdesk.text import _, join_words, ngettext, short_day
from wagesdesk.ui import theme
from wagesdesk.ui.pages.erase import words
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel

_MOST, _SHOWN = 200, 50


class ChoosePart(QWidget):
    """`chosen` with the ids of those who are ticked; `some` with the id of one who took a yes back; `rules` to say for
    how long people are kept."""

    chosen = Signal(object)
    some = Signal(str)
    rules = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._ticks: dict[str, QCheckBox] = {}
        self._reason = ""
        self.due = Card(_("Kept longer than this place means to"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look.size(6))
        self._none = PlainLabel("", colour="soft", wrap=True)
        self.every = Button(_("Tick all"), "link")
        self.due.add_right(self.every)
        self.every.clicked.connect(self._tick_all)
        self.look = Button(_("Look what goes"), "primary", "eye")
        self.look.clicked.connect(lambda: self.chosen.emit(self.ticked))
        self.keep = Button(_("How long people are kept"), icon="settings")
        self.keep.clicked.connect(self.rules)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.size(10))
        for button in (self.look, self.keep):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.due.body.addWidget(self._none)
        self.due.body.addLayout(self._rows)
        self.due.body.addSpacing(look.size(4))
        self.due.body.addLayout(buttons)
        self.due.body.addWidget(ReasonLine(self.look))
        anybody = Card(_("Somebody else"))
        anybody.body.addWidget(
            PlainLabel(
                _("Open her page and choose Erase for good; Ctrl+K finds it. It is for her to ask, and for you to do."),
                wrap=True,
            )
        )
        self.back = Card(_("No longer shared with this place"))
        self.back.body.addWidget(
            PlainLabel(
                _(
                    "It is hidden already, on every other page. Erase what this place must not keep. Who shares "
                    "nothing any more is named here alone, until her name is erased too."
                ),
                colour="soft",
                wrap=True,
            )
        )
        self._back = QVBoxLayout()
        self._back.setSpacing(look.size(6))
        self.back.body.addLayout(self._back)
        self.back.hide()
        self.before = Card(_("Erased so far"))
        self._before = QVBoxLayout()
        self._before.setSpacing(look.size(6))
        self.before.body.addLayout(self._before)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(words.scrolled(words.stacked(self.back, self.due, anybody, self.before)))

    @property
    def ticked(self) -> tuple[str, ...]:
        """Ids of the people who are ticked."""
        return tuple(one for one, box in self._ticks.items() if box.isChecked())

    @property
    def anybody(self) -> bool:
        """Whether there is somebody to tick."""
        return bool(self._ticks)

    def show_due(self, due: Sequence[Due], *, months: int, sure: bool, reason: str) -> None:
        """`months` 0: the place says no time. `sure`: that today is today. `reason`: why nobody can be erased by who
        sits here, or empty."""
        ticked: Collection[str] = self.ticked
        self._reason = reason
        clear(self._rows)
        self._ticks = {}
        for one in due[:_MOST]:
            self._rows.addWidget(self._row(one, one.person_id in ticked))
        if len(due) > _MOST:
            more = _("And %(count)d more, who follow when these are erased.") % {"count": len(due) - _MOST}
            self._rows.addWidget(PlainLabel(more, colour="soft"))
        nobody = _("Nobody is kept longer than that.") if months else _("This place says no time yet.")
        unsure = _("The date of this machine does not look right, so nobody is counted. Look at the date first.")
        self._none.setText(nobody if sure or not months else unsure)
        self._none.setVisible(not due)
        self.every.setVisible(len(due) > 1)
        self.look.setVisible(bool(due))
        self._on_ticked()

    def show_withdrawn(self, rows: Sequence[Withdrawn]) -> None:
        """Who took a yes back, and under which scopes something of hers waits here."""
        clear(self._back)
        for one in rows[:_MOST]:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.current().size(12))
            row.addWidget(PlainLabel(one.name, "strong"))
            about = join_words([words.part(scope) for scope in one.scopes])
            row.addWidget(PlainLabel(about, "second", colour="soft", wrap=True), 1)
            button = Button(_("Look what goes"), "link")
            button.setAccessibleName(_("Look what goes: %(name)s") % {"name": one.name})
            button.clicked.connect(lambda *_args, one=one: self.some.emit(one.person_id))
            row.addWidget(button)
            self._back.addWidget(line)
        self.back.setVisible(bool(rows))

    def show_erased(self, people: Sequence[ErasedRow], parts: Sequence[ErasedPart]) -> None:
        """The newest first, by number and without a name or a word of it: that is what erasing means."""
        clear(self._before)
        every: list[ErasedRow | ErasedPart] = [*people, *parts]
        rows = sorted(every, key=lambda one: one.on, reverse=True)
        for row in rows[:_SHOWN]:
            day = short_day(row.on, weekday=False, year=True)
            head = _("%(day)s, by %(name)s") % {"day": day, "name": row.by} if row.by else day
            self._before.addWidget(PlainLabel(head, "strong"))
            self._before.addWidget(words.bullet(words.what_went(row), "trash-2"))
            for one in row.told if isinstance(row, ErasedRow) else ():
                self._before.addWidget(words.bullet(_standing(one), *_looks(one)))
        if len(rows) > _SHOWN:
            self._before.addWidget(
                PlainLabel(_("And %(count)d before them.") % {"count": len(rows) - _SHOWN}, colour="soft")
            )
        if not rows:
            self._before.addWidget(PlainLabel(_("Nobody was erased here."), colour="soft"))

    def _row(self, one: Due, ticked: bool) -> QWidget:
        look = theme.current()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(12))
        box = QCheckBox(one.name)
        box.setChecked(ticked)
        since = _("over since %(day)s") % {"day": short_day(one.since, weekday=False, year=True)}
        about = ", ".join(part for part in (one.cohort, words.last(one), since) if part)
        box.setAccessibleName(f"{one.name}, {about}")
        box.toggled.connect(self._on_ticked)
        box.setMinimumWidth(look.size(170))
        row.addWidget(box)
        row.addWidget(PlainLabel(about, "second", colour="soft", wrap=True), 1)
        self._ticks[one.person_id] = box
        return line

    def _tick_all(self) -> None:
        every = not all(box.isChecked() for box in self._ticks.values())
        for box in self._ticks.values():
            box.setChecked(every)

    def _on_ticked(self) -> None:
        count = len(self.ticked)
        nothing_yet = _("Tick who is to be erased.") if self.anybody and not count else ""
        self.look.refuse((self._reason or nothing_yet) if self.anybody else "")
        text = ngettext("Look what goes with %(count)d person", "Look what goes with %(count)d people", count)
        self.look.setText(text % {"count": count} if count else _("Look what goes"))
        every = bool(self._ticks) and count == len(self._ticks)
        self.every.setText(_("Tick none") if every else _("Tick all"))


def _standing(one: Told) -> str:
    place = {"place": one.place}
    if one.sent_on is not None:
        day = short_day(one.sent_on, weekday=False, year=True)
        return _("%(place)s: told by the bundle of %(day)s") % {**place, "day": day}
    if one.reachable:
        return _("%(place)s: the next bundle tells them") % place
    return _("%(place)s: no bundle goes there any more, so tell them on paper") % place


def _looks(one: Told) -> tuple[str, str]:
    return ("circle-check", "green") if one.sent_on is not None else ("clock", "amber")
