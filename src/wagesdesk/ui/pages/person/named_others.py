"""Before the print of everything held about her: each text that names somebody else, to leave out or to keep."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wagesdesk.export.reports.subject_words import about, when, who
from wagesdesk.services.subject import Held, Passage, passages
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.plain_label import PlainLabel


class NamedOthers(QDialog):
    """`chosen` carries the ids of the entries whose text is left out: all of them, unless somebody unticks one.

    Escape closes it and nothing is printed.
    """

    chosen = Signal(object)

    def __init__(self, held: Held, parent: QWidget) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = _("These texts name somebody else")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.size(24), look.size(20), look.size(24), look.size(16))
        whole.setSpacing(look.size(12))
        whole.addWidget(PlainLabel(title, "section", wrap=True))
        words = _(
            "The print is for %(name)s. What is also about somebody else is left out, unless you read it and find that "
            "she may have it. The print says that something is left out."
        )
        whole.addWidget(PlainLabel(words % {"name": held.name}, colour="soft", wrap=True))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(10))
        self.ticks: dict[str, QCheckBox] = {}
        for one in passages(held):
            column.addWidget(self._passage(one, held))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        whole.addWidget(scroll, 1)
        foot = QHBoxLayout()
        leave = Button(_("Cancel"), size="dialog")
        leave.clicked.connect(self.reject)
        self.on = Button(_("Show the print"), "primary", "printer", size="dialog")
        self.on.setDefault(True)
        self.on.clicked.connect(self._on_go)
        foot.addWidget(leave)
        foot.addStretch(1)
        foot.addWidget(self.on)
        whole.addLayout(foot)
        room = parent.window().size()
        self.resize(min(look.size(720), room.width() - look.size(48)), min(look.size(520), room.height() - 48))

    def _passage(self, one: Passage, held: Held) -> Card:
        entry = one.written
        card = Card()
        told = _("%(about)s. %(who)s, %(when)s") % {
            "about": about(entry.type, entry.eid, held), "who": who(entry), "when": when(entry.at, sure=entry.clock_ok),
        }  # fmt: skip
        card.body.addWidget(PlainLabel(told, "second", colour="soft", wrap=True))
        card.body.addWidget(PlainLabel(one.text, wrap=True))
        tick = QCheckBox(_("Leave this out"))
        tick.setAccessibleName(_("Leave this out: %(text)s") % {"text": one.text})
        tick.setAccessibleDescription(told)
        tick.setChecked(True)
        self.ticks[entry.entry_id] = tick
        card.body.addWidget(tick)
        return card

    def _on_go(self) -> None:
        left_out = frozenset(entry_id for entry_id, tick in self.ticks.items() if tick.isChecked())
        self.accept()
        self.chosen.emit(left_out)
