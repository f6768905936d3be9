"""The same person entered twice: two beside each other, and a person says whether they are one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.clock import Clock
from wagesdesk.services import joining
from wagesdesk.services.joining import Facts, Joined, Likeness
from wagesdesk.text import _, join_words, long_day, short_day
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settle.doing import do
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.stack import Stack


class SameView(QWidget):
    """One card for each pair that nobody decided on, then those that were joined."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._area = PlainArea(_("The same person?"), least=200)
        self.stack = Stack(
            self._area, EmptyState("users", _("Nobody here looks as if she had been entered twice."))
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    def show_pairs(self, likely: Sequence[Likeness], joined: Sequence[Joined]) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(12))
        for one in likely:
            column.addWidget(self._pair(one))
        if joined:
            column.addWidget(self._joined(joined))
        column.addStretch(1)
        self._area.show_widget(inside)
        self.stack.setCurrentIndex(0 if likely or joined else 1)

    def _pair(self, likeness: Likeness) -> Card:
        look, desk = theme.current(), self._desk
        one, other = likeness.one, likeness.other
        names = {"one": _called(one), "other": _called(other)}
        card = Card(_("%(one)s and %(other)s") % names, ruled=True)
        card.body.addWidget(PlainLabel(reason_words(likeness.reasons), wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.size(16))
        grid.setVerticalSpacing(look.size(4))
        for row, (label, left, right) in enumerate(_rows(desk.clock, one, other)):
            grid.addWidget(PlainLabel(label, "second", colour="soft", wrap=True), row, 0)
            for at, words in ((1, left), (2, right)):
                kind = "strong" if left == right else "body"
                grid.addWidget(PlainLabel(words, kind, wrap=True), row, at)
        for at, stretch in enumerate((2, 4, 4)):
            grid.setColumnStretch(at, stretch)
        card.body.addLayout(grid)
        join = Button(_("Join them: she is one person"), icon="git-merge")
        join.setAccessibleName(_("Join %(one)s and %(other)s") % names)
        join.clicked.connect(
            lambda: do(
                desk, lambda: joining.join(desk.vault, desk.staff_id, one.person_id, other.person_id),
                _("%(one)s and %(other)s are one person now") % names,
            )
        )  # fmt: skip
        apart = Button(_("They are two people"))
        apart.setAccessibleName(_("%(one)s and %(other)s are two people") % names)
        apart.clicked.connect(
            lambda: do(
                desk, lambda: joining.tell_apart(desk.vault, desk.staff_id, one.person_id, other.person_id),
                _("%(one)s and %(other)s stay two people") % names,
            )
        )  # fmt: skip
        row_of = QHBoxLayout()
        row_of.setSpacing(look.size(10))
        row_of.addWidget(join)
        row_of.addWidget(apart)
        row_of.addStretch(1)
        card.body.addLayout(row_of)
        return card

    def _joined(self, joined: Sequence[Joined]) -> Card:
        card = Card(_("Joined before"), ruled=True)
        words = _("Everything of both is shown under one. Taken apart, each has again what was written for her.")
        card.body.addWidget(PlainLabel(words, colour="soft", wrap=True))
        for pair in joined:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(PlainLabel(pair.name, "strong", wrap=True), 1)
            apart = Button(_("Take apart"), size="small")
            apart.setAccessibleName(_("Take apart what was joined as %(name)s") % {"name": pair.name})
            apart.clicked.connect(lambda _checked=False, pair=pair: self._take_apart(pair))
            row.addWidget(apart)
            card.body.addWidget(line)
            card.body.addWidget(rule())
        return card

    def _take_apart(self, pair: Joined) -> None:
        desk = self._desk
        do(
            desk, lambda: joining.tell_apart(desk.vault, desk.staff_id, pair.one_id, pair.other_id),
            _("They are two people again"),
        )  # fmt: skip


def _called(one: Facts) -> str:
    return " ".join(part for part in (one.name, one.surname) if part)


def _rows(clock: Clock, one: Facts, other: Facts) -> list[tuple[str, str, str]]:
    """What is known of both: the name of a fact, and each one's."""
    told = [
        (_("First name"), one.name, other.name),
        (_("Surname"), one.surname, other.surname),
        (_("Prison number"), one.prison_number, other.prison_number),
        (_("Groups"), ", ".join(one.cohorts), ", ".join(other.cohorts)),
        (_("Business idea"), one.business, other.business),
        (_("Release date"), _day(one), _day(other)),
        (_("Added"), _added(clock, one), _added(clock, other)),
    ]
    return [(label, left or "-", right or "-") for label, left, right in told if left or right]


def _day(one: Facts) -> str:
    return short_day(one.release, year=True) if one.release else ""


def _added(clock: Clock, one: Facts) -> str:
    if one.at is None:
        return ""
    return _("by %(name)s at %(place)s, %(day)s") % {
        "name": one.by or _("somebody"), "place": one.place or _("an unknown machine"),
        "day": long_day(clock.local(one.at).date()),
    }  # fmt: skip


def reason_words(reasons: Sequence[str]) -> str:
    """Why they may be one, and what speaks against it."""
    words = {
        "number": _("the same prison number"),
        "names": _("the same first and family name"),
        "first_name": _("the same first name"),
        "group": _("the same group"),
        "business": _("the same business idea"),
    }
    against = {"other_number": _("different prison numbers"), "other_surname": _("different family names")}
    said = _("They have %(things)s.") % {"things": join_words([words[one] for one in reasons if one in words])}
    but = [against[one] for one in reasons if one in against]
    return _("%(said)s But: %(things)s.") % {"said": said, "things": join_words(but)} if but else said
