"""The left side of the gate check: what will leave, who can open it, who is not in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.export.bundle import Prepared
from wagesdesk.export.gate import Leaving, PassedBefore, told
from wagesdesk.export.reports.no_longer_shared import in_words
from wagesdesk.services import site
from wagesdesk.text import _, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.group import counted
from wagesdesk.ui.pages.transfer import gate_words, words
from wagesdesk.ui.pages.transfer.details import Details
from wagesdesk.ui.pages.transfer.gate_rows import PeopleRows, head, trust_cell
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel

_AT_ONCE: Final = 8
Kept = tuple[tuple[str, str], ...]
"""Names of those who are not in the bundle, each with the reason in words."""


class LeavingCard(Card):
    """Filled by `show_prepared`. Each line opens the words behind it."""

    def __init__(self, desk: Desk) -> None:
        title = _("What will leave this place") if desk.place.outside else _("What will leave the prison")
        super().__init__(title, padded=False, ruled=True)
        self._desk = desk
        self._prepared: Prepared | None = None
        self._kept: Kept = ()
        self._made = PlainLabel("", "second", colour="soft")
        self.add_right(self._made)
        self._trust = QVBoxLayout()
        self.body.addLayout(self._trust)
        self.body.setSpacing(0)
        self.body.addWidget(rule())
        self.body.addWidget(head())
        self.rows = PeopleRows()
        self.rows.opened.connect(self.open_words)
        self.body.addWidget(self.rows, 1)
        self._sums = QVBoxLayout()
        self.body.addLayout(self._sums)

    def show_prepared(self, prepared: Prepared, check_words: Sequence[str], kept: Kept, made: str) -> None:
        """`made` says who prepared it and when."""
        self._prepared, self._kept = prepared, kept
        self._made.setText(made)
        strip = QHBoxLayout()
        strip.setSpacing(0)
        strip.addWidget(trust_cell("house", _("Only these can open it"), gate_words.openers(prepared)), 1)
        strip.addWidget(trust_cell("key-round", _("Check words"), ", ".join(check_words)), 1)
        _refill(self._trust, strip)
        self.rows.show_people(prepared, self._desk.clock.today(), self._passed)
        sums = QVBoxLayout()
        look = theme.current()
        sums.setContentsMargins(look.size(16), look.size(10), look.size(16), look.size(12))
        for icon, text in self._sums_of(prepared):
            sums.addWidget(_line(icon, text, self._opener(icon)))
        _refill(self._sums, sums)

    def _passed(self, check: PassedBefore) -> str:
        return gate_words.passed(check, self._desk.clock.local)

    def _opener(self, icon: str) -> Button | None:
        if icon not in ("circle-slash", "undo-2"):
            return None
        back = icon == "undo-2"
        button = Button(_("Who and what") if back else _("Who and why"), "link", size="small")
        button.clicked.connect(self.open_back if back else self.open_kept)
        return button

    def _sums_of(self, prepared: Prepared) -> list[tuple[str, str]]:
        found = []
        group, others = site.site(self._desk.vault).group, len(self._kept)
        if others:
            left = ngettext(
                "Not in this bundle: %(people)s. Not ready, or has not said yes.",
                "Not in this bundle: the other %(people)s. Not ready, or have not said yes.",
                others,
            )
            found.append(("circle-slash", left % {"people": counted(group, others)}))
        if prepared.withdrawn:
            text = ngettext(
                "%(people)s no longer says yes. The bundle tells them so, and nothing else about her.",
                "%(people)s no longer say yes. The bundle tells them so, and nothing else about them.",
                prepared.withdrawn,
            )
            found.append(("undo-2", text % {"people": counted(group, prepared.withdrawn)}))
        partly = sum(not one.whole for one in prepared.selection.withdrawals)
        if partly:
            text = ngettext(
                "%(people)s took back a part of what she shared. The bundle tells them so.",
                "%(people)s took back a part of what they shared. The bundle tells them so.",
                partly,
            )
            found.append(("undo-2", text % {"people": counted(group, partly)}))
        said = words.says_arrived(self._desk.vault, prepared.recipient)
        if said:
            found.append(("package-check", said))
        items = ngettext("%(n)d item", "%(n)d items", prepared.items) % {"n": prepared.items}
        size = words.kilobytes(prepared.size)
        text = _("1 bundle, %(items)s, %(size)s. Locked before it touches the stick.")
        if prepared.parts > 1:
            text = _("Part %(part)d of %(parts)d, %(items)s, %(size)s. Each part is checked and carried by itself.")
        fields = {"items": items, "size": size, "part": prepared.part, "parts": prepared.parts}
        found.append(("package", text % fields))
        return found

    # -- what is behind the lines

    def open_words(self, person_id: str) -> None:
        """The words that leave about one woman, or with an empty id those that are about nobody."""
        if self._prepared is None:
            return
        name = next((line.name for line in self._prepared.people if line.person_id == person_id), "")
        title = _("What leaves about %(name)s") % {"name": name} if name else _("The group and its workshops")
        sentence = _("These are the words, and all of them. What nobody passed yet stands first.")
        things = gate_words.of_person(self._prepared.things, person_id)
        Details(self, title, sentence, self._rows(things) if things else [(_("None."), "")]).open()

    def _rows(self, things: Sequence[Leaving]) -> Iterator[tuple[str, str]]:
        """Read as they are looked at: she may have written a book."""
        for start in range(0, len(things), _AT_ONCE):
            for one, fields in list(told(self._desk.vault, things[start : start + _AT_ONCE])):
                yield self._passed(one.passed) if one.passed else _("New"), gate_words.said(one, fields)

    def forget(self) -> None:
        """Hold nothing any more."""
        self._prepared = None

    def open_kept(self) -> None:
        """Who is not in the bundle, and why."""
        sentence = _("Nothing about them is in it, but for the answers of those whom this place knows already.")
        Details(self, _("Not in this bundle"), sentence, self._kept).open()

    def open_back(self) -> None:
        """Who took back what, and since when."""
        if self._prepared is not None:
            sentence = _("This is told with the bundle, under the name that went there before.")
            Details(self, _("Taken back"), sentence, in_words(self._prepared.selection.withdrawals)).open()


def _line(icon: str, text: str, button: Button | None) -> QWidget:
    look = theme.current()
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(look.size(10))
    line.addWidget(IconLabel(icon, "soft", 18))
    line.addWidget(PlainLabel(text, wrap=True), 1)
    if button is not None:
        line.addWidget(button)
    return holder


def _refill(place: QVBoxLayout, content: QHBoxLayout | QVBoxLayout) -> None:
    """Put `content` where something else may stand."""
    clear(place)
    holder = QWidget()
    holder.setLayout(content)
    content.setContentsMargins(content.contentsMargins())
    place.addWidget(holder)
