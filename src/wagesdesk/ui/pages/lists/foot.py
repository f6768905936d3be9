"""What holds for the whole list, and the button that takes it in."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.services import people
from wagesdesk.services.lists import Mapping, Preview
from wagesdesk.text import _, ngettext
from wagesdesk.ui import labels, theme
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.field import Field


class Foot(Card):
    """`accepted` when the people are to be added."""

    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._waits = self._no_way_in = ""
        self._shown: Preview | None = None
        self._named = False
        look = theme.current()
        row = QHBoxLayout()
        row.setSpacing(look.size(16))
        self.joined: Field[DayEdit] = Field(_("They join on"), DayEdit())
        self.joined.editor.day_changed.connect(self.check)
        self.source: Field[QComboBox] = Field(_("Who said the release dates"), QComboBox())
        self.source.editor.addItem(_("Choose"), "")
        for code in people.RELEASE_SOURCES:
            words = labels.release_source(code)
            self.source.editor.addItem(words[:1].upper() + words[1:], code)
        self.source.editor.currentIndexChanged.connect(lambda _index: self.check())
        row.addWidget(self.joined, 2)
        row.addWidget(self.source, 2)
        right = QVBoxLayout()
        right.setSpacing(look.size(6))
        self.button = Button("", "primary", "user-plus")
        self.button.clicked.connect(self.accepted.emit)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.button)
        right.addStretch(1)
        right.addWidget(ReasonLine(self.button, before=True))
        right.addLayout(line)
        row.addLayout(right, 3)
        self.body.addLayout(row)

    def show_list(self, shown: Preview, mapping: Mapping) -> None:
        """Say how many would be added."""
        self._shown, self._named = shown, mapping.has_names
        words = ngettext("Add %(n)d person", "Add %(n)d people", shown.ready) % {"n": shown.ready}
        self.button.setText(words)
        self.source.setVisible(self._dated)
        self.check()

    def wait(self, reason: str) -> None:
        """The button waits while something is done; empty when it is done."""
        self._waits = reason
        self.check()

    def refuse(self, reason: str) -> None:
        """The button waits for something outside this page; an empty reason makes it work again."""
        self._no_way_in = reason
        self.check()

    @property
    def day(self) -> date | None:
        return self.joined.editor.day()

    @property
    def who(self) -> str:
        """The source of the release dates; without any of them no question."""
        return str(self.source.editor.currentData()) if self._dated else people.RELEASE_SOURCES[0]

    @property
    def _dated(self) -> bool:
        return self._shown is not None and any(row.release and row.code == "ok" for row in self._shown.rows)

    def check(self) -> None:
        """Say beside the button why it waits."""
        reason = ""
        if self._waits or self._no_way_in:
            reason = self._waits or self._no_way_in
        elif not self._named:
            reason = _("Say which column holds the names.")
        elif self._shown is None or not self._shown.ready:
            reason = _("Nobody in this list can be added as it stands.")
        elif self.day is None:
            reason = _("Type the day they join, like 3 Nov 2026.")
        elif not self.who:
            reason = _("Choose who said the release dates.")
        self.button.refuse(reason)
