"""The second part, where she stays: which scopes of what is held about her go, and her name typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from wagesdesk.models.withheld import FRAME
from wagesdesk.services.redaction import Part
from wagesdesk.text import _, ngettext
from wagesdesk.ui.pages.erase import words
from wagesdesk.ui.pages.erase.sure import Second, SureCard
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.side_by_side import SideBySide

_LEFT, _RIGHT = 480, 380


class SomePart(QWidget):
    """`sure(older)` once it was typed, for the scopes of `ticked`; `kept` when nothing is to be erased after all.

    What she took back is ticked. `here_alone`: it goes from this place, and stays where it was written. `nameless`: her
    name can go too.
    """

    sure = Signal(bool)
    kept = Signal()

    def __init__(
        self, person_id: str, name: str, parts: Sequence[Part], second: Second, reason: str, *, here_alone: bool
    ) -> None:
        super().__init__()
        self.person_id, self.name = person_id, name
        self._ticks = {one.scope: self._tick(one) for one in parts}
        self.nameless = FRAME in self._ticks
        goes = Card(_("What goes"))
        for box in self._ticks.values():
            goes.body.addWidget(box)
        if not parts:
            goes.body.addWidget(PlainLabel(_("Nothing of hers can be erased by itself."), colour="soft", wrap=True))
        replaced = _("Of each, everything that was written, also what was replaced since.")
        for line in (replaced, _("The backups that this machine made by itself. A new one is made at once.")):
            goes.body.addWidget(words.bullet(line, "trash-2"))
        stays = Card(_("What stays"))
        elsewhere = (
            _("The records of the place that shared it. This place tells nobody to erase anything.")
            if here_alone
            else _("What other places have of it, until the next bundle erases it there.")
        )
        again = (
            _("If she says yes again, ask for a bundle with everything: then it is here again.")
            if here_alone
            else _("What is written about her after this.")
        )
        kept = (
            _("Her number, what she answered, and the parts that are not ticked.")
            if self.nameless
            else _("Her name, what she agreed to, and the parts that are not ticked.")
        )
        for line in (
            kept, elsewhere, again,
            _("When something was written and by whom, but not what it said. So the history can still be checked."),
            _("Paper, files that somebody saved elsewhere, and older backups and sticks that are not here."),
        ):  # fmt: skip
            stays.body.addWidget(words.bullet(line, "history"))
        self.card = SureCard(
            _("Type the name: %(name)s") % {"name": name}, name, _("Keep it all"), second, reason
        )  # fmt: skip
        self.card.sure.connect(self.sure)
        self.card.kept.connect(self.kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        right = words.stacked(self.card)
        both = SideBySide(words.stacked(goes, stays), right, wide=_RIGHT, narrow=_RIGHT - 40, least=_LEFT)
        column.addWidget(words.scrolled(both))
        self.setAccessibleName(_("Erase a part of what is held about %(name)s?") % {"name": name})
        self._on_ticked()

    @property
    def ticked(self) -> tuple[str, ...]:
        """The scopes that are to go."""
        return tuple(scope for scope, box in self._ticks.items() if box.isChecked())

    def take_focus(self) -> None:
        """To what is ticked first: it is for her to say what goes."""
        next(iter(self._ticks.values()), self.card.keep).setFocus()

    def _tick(self, one: Part) -> QCheckBox:
        entries = ngettext("%(count)d entry", "%(count)d entries", one.entries) % {"count": one.entries}
        said = _("%(what)s, %(entries)s") % {"what": words.part(one.scope), "entries": entries}
        if one.scope == FRAME:
            said = _("%(what)s. All the rest goes with it.") % {"what": said}
        elif one.taken_back:
            said = _("%(what)s. She took her yes back.") % {"what": said}
        box = QCheckBox(said)
        box.setAccessibleName(said)
        box.setChecked(one.taken_back)
        box.toggled.connect(self._on_ticked)
        return box

    def _on_ticked(self) -> None:
        whole = FRAME in self.ticked
        for scope, box in self._ticks.items():
            if scope != FRAME:
                box.setEnabled(not whole)
                box.setChecked(box.isChecked() or whole)
        self.card.refuse("" if self.ticked else _("Tick what is to go."))
