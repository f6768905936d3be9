"""Clashes: at the left whom they are about, at the right each with its sides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from wagesdesk.services.clash import Clash
from wagesdesk.text import _, ngettext
from wagesdesk.ui import labels, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.settle.sides import ClashBlock
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.stack import Stack

_KEY = Qt.ItemDataRole.UserRole
_WIDE, _HIGH = 222, 72


class ClashesView(QWidget):
    """`later` when the person leaves what is left for another time."""

    later = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._clashes: tuple[Clash, ...] = ()
        self.blocks: list[ClashBlock] = []
        look = theme.current()
        self.list = QListWidget()
        self.list.setProperty("inbox", True)
        self.list.setAccessibleName(_("Whom it is about"))
        self.list.setFixedWidth(look.size(_WIDE))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.currentItemChanged.connect(lambda *_: self._show_current())
        self.card = Card(" ", padded=False, ruled=True)
        self._count = PlainLabel("", "second", colour="soft")
        self.card.add_right(self._count)
        self._area = PlainArea(_("What was written twice"), least=300)
        self.card.body.setSpacing(0)
        self.card.body.addWidget(self._area, 1)
        self.card.body.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(look.size(18), look.size(10), look.size(18), look.size(10))
        foot.addWidget(PlainLabel(_("Nothing is lost while this waits."), "second", colour="soft", wrap=True), 1)
        self.finish = Button(_("Finish later"))
        self.finish.clicked.connect(self.later.emit)
        foot.addWidget(self.finish)
        self.card.body.addLayout(foot)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(12))
        row.addWidget(self.list)
        row.addWidget(self.card, 1)
        self.empty = EmptyState("circle-check", _("No two machines wrote different things. Nothing waits here."))
        self.stack = Stack(both, self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    def show_clashes(self, found: tuple[Clash, ...]) -> None:
        """Show these; who was in front stays in front while something of hers is left."""
        if found == self._clashes and self.blocks:
            return
        self._clashes = found
        before, row = self._current(), max(self.list.currentRow(), 0)
        inside = _has_focus(self._area)
        self.list.blockSignals(True)
        self.list.clear()
        groups = _groups(found)
        for key, of_one in groups.items():
            self._add(key, of_one)
        keys = list(groups)
        self.list.setCurrentRow(keys.index(before) if before in keys else min(row, len(keys) - 1))
        self.list.blockSignals(False)
        self.stack.setCurrentIndex(0 if found else 1)
        self._show_current()
        if inside and self.blocks:
            self.blocks[0].focus_first()

    def step(self, by: int) -> None:
        """Go to the next clash, of the next woman after the last of this one."""
        at = self._at()
        if 0 <= at + by < len(self.blocks):
            self.blocks[at + by].focus_first()
        elif 0 <= self.list.currentRow() + by < self.list.count():
            self.list.setCurrentRow(self.list.currentRow() + by)
            self.blocks[0 if by > 0 else -1].focus_first()
        elif self.blocks:
            self.blocks[max(at, 0)].focus_first()

    def ask(self) -> None:
        """Keep both sides of the clash in front and ask her."""
        if self.blocks:
            self.blocks[max(self._at(), 0)].keep_all()

    def _at(self) -> int:
        return next((at for at, block in enumerate(self.blocks) if _has_focus(block)), -1)

    def _current(self) -> str:
        """The key of the row in front; empty for none."""
        return str(self.list.item(row).data(_KEY)) if (row := self.list.currentRow()) >= 0 else ""

    def _add(self, key: str, of_one: Sequence[Clash]) -> None:
        look, first = theme.current(), of_one[0]
        name = first.name or first.label or labels.record(first.type)
        about = "" if first.name else labels.record(first.type)
        chip = _chip(of_one)
        item = QListWidgetItem()
        item.setData(_KEY, key)
        said = ", ".join(part for part in (name, about, chip.text()) if part)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        item.setSizeHint(QSize(0, look.size(_HIGH if not about else _HIGH + 20)))
        self.list.addItem(item)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(look.size(16), look.size(8), look.size(12), look.size(8))
        column.setSpacing(look.size(4))
        column.addWidget(PlainLabel(name, "strong", elide=True))
        if about:
            column.addWidget(PlainLabel(about, "second", colour="soft", elide=True))
        column.addWidget(chip)
        self.list.setItemWidget(item, frame)

    def _show_current(self) -> None:
        mine = _groups(self._clashes).get(self._current(), [])
        self.blocks = [ClashBlock(self._desk, one) for one in mine]
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for block in self.blocks:
            column.addWidget(block)
            column.addWidget(rule())
        column.addStretch(1)
        self._area.show_widget(inside)
        if mine:
            name = mine[0].name or mine[0].label or labels.record(mine[0].type)
            self.card.title.setText(_("%(name)s: choose what to keep") % {"name": name})
        left = sum(not one.asking for one in mine)
        self._count.setText(ngettext("%(n)d to settle", "%(n)d to settle", left) % {"n": left})


def _chip(of_one: Sequence[Clash]) -> Chip:
    left = sum(not one.asking for one in of_one)
    if not left:
        return Chip("info", "message-circle-question-mark", _("Being asked"))
    return Chip("amber", "git-compare-arrows", ngettext("%(n)d to settle", "%(n)d to settle", left) % {"n": left})


def _groups(found: Sequence[Clash]) -> dict[str, list[Clash]]:
    """By woman, or by record for what is about nobody, in the order of the list."""
    groups: dict[str, list[Clash]] = {}
    for one in found:
        groups.setdefault(one.person_id or f"{one.type} {one.eid}", []).append(one)
    return groups


def _has_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and widget.isAncestorOf(focused)
