"""One clash: its sides beside each other, with where each comes from, and nothing chosen for anybody."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wagesdesk.services import clash as clashes
from wagesdesk.services.clash import Clash, Side
from wagesdesk.text import _, long_day
from wagesdesk.ui import labels, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settle.doing import do
from wagesdesk.ui.values import field_words, value_words
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

_ACROSS = 2


class ClashBlock(QWidget):
    """Left and right move between the sides; `keeps` are their buttons, `ask` keeps all of them."""

    def __init__(self, desk: Desk, one: Clash) -> None:
        super().__init__()
        self.clash, self._desk = one, desk
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.size(18), look.size(12), look.size(18), look.size(14))
        column.setSpacing(look.size(8))
        self.title = PlainLabel(what_words(one), "strong", wrap=True)
        column.addWidget(self.title)
        grid = QGridLayout()
        grid.setSpacing(look.size(12))
        self.keeps: list[Button] = []
        for number, side in enumerate(one.sides):
            grid.addWidget(self._side(side), number // _ACROSS, number % _ACROSS)
        for across in range(_ACROSS):
            grid.setColumnStretch(across, 1)
        column.addLayout(grid)
        column.addLayout(self._foot())

    def focus_first(self) -> None:
        self._focus(self.keeps[0])

    def _focus(self, keep: Button) -> None:
        """Give it the focus, in sight of everything that scrolls above it."""
        keep.setFocus()
        above = self.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(keep)
            above = above.parentWidget()

    def keep_all(self) -> None:
        """Note that she is being asked; a clash about nobody, or one that is noted already, stays as it is."""
        if self.ask is not None:
            name = {"name": self.clash.name}
            do(
                self._desk, lambda: clashes.ask(self._desk.vault, self._desk.staff_id, self.clash),
                _("Both are kept until you have asked %(name)s.") % name,
            )  # fmt: skip

    def _side(self, side: Side) -> QFrame:
        look = theme.current()
        frame = QFrame()
        frame.setProperty("choice", "true")
        column = QVBoxLayout(frame)
        column.setContentsMargins(look.size(14), look.size(10), look.size(14), look.size(10))
        column.setSpacing(look.size(2))
        column.addWidget(PlainLabel(source_words(side), "second", colour="soft", wrap=True))
        value = value_words(self.clash.type, self.clash.field, side.value) or _("nothing")
        column.addWidget(PlainLabel(value, "strong", wrap=True))
        column.addWidget(PlainLabel(self._when(side), "second", colour="soft", wrap=True))
        column.addSpacing(look.size(6))
        keep = Button(_("Keep this one"), size="small")
        keep.setAccessibleName(_("%(what)s: keep %(value)s") % {"what": self.title.text(), "value": value})
        keep.setAccessibleDescription(f"{source_words(side)}. {self._when(side)}")
        keep.clicked.connect(lambda: self._keep(side, value))
        keep.installEventFilter(self)
        self.keeps.append(keep)
        row = QHBoxLayout()
        row.addWidget(keep)
        row.addStretch(1)
        column.addStretch(1)
        column.addLayout(row)
        return frame

    def _keep(self, side: Side, value: str) -> None:
        do(
            self._desk,
            lambda: clashes.settle(
                self._desk.vault, self._desk.staff_id, entry_id=side.entry_id, field=self.clash.field
            ),
            _("Kept: %(value)s") % {"value": value},
        )  # fmt: skip

    def _when(self, side: Side) -> str:
        local = self._desk.clock.local(side.at)
        fields = {"name": side.by or _("somebody"), "day": long_day(local.date())}
        if not side.clock_ok:
            return _("%(name)s, %(day)s, the date is not sure") % fields
        return _("%(name)s, %(day)s. Newer") % fields if side.newer else _("%(name)s, %(day)s") % fields

    def _foot(self) -> QHBoxLayout:
        look, one = theme.current(), self.clash
        row = QHBoxLayout()
        row.setSpacing(look.size(8))
        self.ask: Button | None = None
        icon, colour = ("message-circle-question-mark", "info") if one.asking else ("circle-dashed", "amber")
        row.addWidget(IconLabel(icon, colour, 18), alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(PlainLabel(state_words(one), "second", colour=colour, wrap=True), 1)
        if one.person_id and not one.asking:
            self.ask = Button(_("Keep both and ask"), size="small")
            self.ask.setAccessibleName(_("%(what)s: keep both and ask") % {"what": self.title.text()})
            self.ask.clicked.connect(self.keep_all)
            row.addWidget(self.ask)
        return row

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, Button):
            by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            if by is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._focus(self.keeps[(self.keeps.index(watched) + by) % len(self.keeps)])
                return True
        return False


def what_words(one: Clash) -> str:
    """What a clash is about, without her name: `Release date`, `Workshop mark: Making things, Tuesday 3 November`."""
    parts = [one.label, labels.scope(one.scope) if one.scope else "", long_day(one.day) if one.day else ""]
    which = ", ".join(part for part in parts if part)
    words = labels.record(one.type) if one.type in ("mark", "consent") else field_words(one.type, one.field)
    return _("%(what)s: %(which)s") % {"what": words, "which": which} if which else words


def source_words(side: Side) -> str:
    """Which machine a side was written on."""
    if side.here:
        return _("Written on this machine")
    if not side.place:
        return _("From an unknown machine")
    return _("From %(place)s (%(kind)s)") % {"place": side.place, "kind": labels.place_kind(side.kind)}


def state_words(one: Clash) -> str:
    """What holds while nobody has chosen."""
    if one.asking:
        return _("%(name)s is being asked. Both are kept.") % {"name": one.name}
    if one.type == "consent":
        return _("Not chosen yet. Until then it counts as no.")
    if one.name:
        return _("Not chosen yet. You can keep both and ask %(name)s.") % {"name": one.name}
    return _("Not chosen yet. Both are kept.")
