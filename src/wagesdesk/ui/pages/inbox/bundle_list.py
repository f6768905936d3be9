"""The left side of the Inbox: the bundles that wait and those that were taken in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from wagesdesk.export.inbox import IntakeRow, Preview
from wagesdesk.text import _, ngettext, short_day
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.side_list import SideList

_KEY = Qt.ItemDataRole.UserRole
_HIGH = 98


class BundleList(SideList):
    """`picked(bundle id)` when a row becomes the current one."""

    picked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Bundles"), parent)
        self._desk = desk
        self.currentItemChanged.connect(self._on_current)

    def show_bundles(self, waiting: Sequence[Preview], taken: Sequence[IntakeRow], current: str) -> None:
        """Replace the rows; the one with the id `current` is the current one, without saying so."""
        self.blockSignals(True)
        self.clear()
        for preview in waiting:
            self._add(
                preview.bundle_id, preview.sender.place, len(preview.people), self._made(preview),
                Chip("amber", "git-merge", _("Waiting")),
            )  # fmt: skip
        for row in taken:
            day = short_day(self._desk.clock.local(row.taken_at).date())
            self._add(
                row.bundle_id, row.place, len(row.people), self._made(row),
                Chip("amber", "triangle-alert", _("Something is missing"))
                if row.missing
                else Chip("green", "circle-check", _("Merged %(day)s") % {"day": day}),
            )  # fmt: skip
        for number in range(self.count()):
            if self.item(number).data(_KEY) == current:
                self.setCurrentRow(number)
        self.blockSignals(False)

    def _made(self, bundle: Preview | IntakeRow) -> str:
        day = short_day(self._desk.clock.local(bundle.created).date())
        return _("Made by %(name)s, %(day)s") % {"name": bundle.preparer, "day": day}

    def _add(self, key: str, place: str, people: int, line: str, chip: Chip) -> None:
        look = theme.current()
        title = _("From %(place)s") % {"place": place}
        count = ngettext("%(n)d person", "%(n)d people", people) % {"n": people}
        item = QListWidgetItem()
        item.setData(_KEY, key)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join((title, count, line, chip.text())))
        item.setSizeHint(QSize(0, look.size(_HIGH)))
        self.addItem(item)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(look.size(20), look.size(10), look.size(16), look.size(10))
        column.setSpacing(look.size(3))
        top = QHBoxLayout()
        top.setSpacing(look.size(8))
        top.addWidget(PlainLabel(title, "strong", elide=True), 1)
        top.addWidget(PlainLabel(count, "second", colour="soft"))
        column.addLayout(top)
        column.addWidget(PlainLabel(line, "second", colour="soft"))
        column.addWidget(chip)
        self.setItemWidget(item, frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _on_current(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.picked.emit(item.data(_KEY))
