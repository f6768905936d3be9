"""The plans of the cohort at the left: to read, with the writer, ready to present."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from wagesdesk.services.plan import PlanRow
from wagesdesk.services.plan_drafts import Sending
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans import words
from wagesdesk.ui.pages.plans.reading import Queue
from wagesdesk.ui.plans.stages import GROUPS, TO_READ, group_of
from wagesdesk.ui.widgets.card import rule
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.side_list import SideList

_ID = Qt.ItemDataRole.UserRole
_WIDE, _NARROW = 260, 190


class PlanSide(QFrame):
    """The list under the title of the page, and at its foot the button that begins a plan."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look = theme.current()
        self.setProperty("side_list", True)
        self.setFixedWidth(look.size(_NARROW if look.large else _WIDE))
        self.list = PlanList(desk)
        self.begin = desk.actions.button_for("plans.begin", "link", size="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(look.size(20), look.size(12), look.size(12), look.size(10))
        top.addWidget(PlainLabel(_("Plans"), "title"))
        column.addLayout(top)
        column.addWidget(rule())
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(look.size(12), look.size(6), look.size(12), look.size(8))
        foot.addWidget(self.begin)
        foot.addStretch(1)
        column.addWidget(rule())
        column.addLayout(foot)


class PlanList(SideList):
    """`picked` with the id of a plan. The chosen one stays chosen while it is there."""

    picked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Plans"))
        self._desk = desk
        self.setResizeMode(QListWidget.ResizeMode.Adjust)  # rows end before the bar
        self.setMinimumHeight(theme.current().size(160))
        self.currentItemChanged.connect(lambda now, _before: self._on_current(now))

    def show_queue(self, queue: Queue, plan_id: str) -> None:
        """Show these with `plan_id` chosen; nothing is emitted."""
        self.blockSignals(True)
        self.clear()
        for group, title in GROUPS.items():
            rows = [row for row in queue.rows if group_of(row) == group]
            if rows:
                self._add_head(_(title), len(rows))
            for row in rows:
                self._add(row, queue.sendings[row.id], chosen=row.id == plan_id)
        self._measure()
        self.blockSignals(False)

    def step(self, by: int) -> None:
        """Choose the next or the last plan."""
        ids = self.ids()
        if ids:
            at = ids.index(self.plan_id) + by if self.plan_id in ids else 0
            if 0 <= at < len(ids):
                self.choose(ids[at])

    def choose(self, plan_id: str) -> None:
        """Choose a plan as if it was clicked."""
        for number in range(self.count()):
            if self.item(number).data(_ID) == plan_id:
                self.setCurrentRow(number)

    def ids(self) -> list[str]:
        """Of all plans, in order."""
        found = (self.item(number).data(_ID) for number in range(self.count()))
        return [str(one) for one in found if one]

    @property
    def plan_id(self) -> str:
        """The chosen one; empty for none."""
        item = self.currentItem()
        return str(item.data(_ID) or "") if self.currentRow() >= 0 else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Let each plan be as high as the name of its business needs at this width."""
        for number in range(self.count()):
            item = self.item(number)
            if item.data(_ID):
                high = self.itemWidget(item).heightForWidth(self.viewport().width())
                item.setSizeHint(QSize(0, high))

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_ID):
            self.picked.emit(str(item.data(_ID)))

    def _add_head(self, title: str, count: int) -> None:
        look = theme.current()
        band = QFrame()
        band.setProperty("band", "sunken")
        row = QHBoxLayout(band)
        row.setContentsMargins(look.size(20), 0, look.size(14), 0)
        row.addWidget(PlainLabel(title, "secondStrong", colour="soft"), 1)
        row.addWidget(PlainLabel(str(count), "secondStrong", colour="soft"))
        item = QListWidgetItem()
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {count}")
        item.setSizeHint(QSize(0, look.size(30)))
        self.addItem(item)
        self.setItemWidget(item, band)

    def _add(self, row: PlanRow, sending: Sending, *, chosen: bool) -> None:
        look, desk = theme.current(), self._desk
        names, business = words.names(row), words.business(row)
        waits = words.days_since(row, desk.clock.today(), desk) if group_of(row) == TO_READ else ""
        third = words.third_line(row, sending, desk)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(look.size(20), look.size(7), look.size(14), look.size(7))
        column.setSpacing(0)
        first = QHBoxLayout()
        first.addWidget(PlainLabel(names, "strong", elide=True), 1)
        if waits:
            first.addWidget(PlainLabel(waits, "second", colour="soft"))
        column.addLayout(first)
        column.addWidget(PlainLabel(business, "second", wrap=True))
        column.addWidget(PlainLabel(third, "second", colour="soft", elide=True))
        item = QListWidgetItem()
        item.setData(_ID, row.id)
        group = _(GROUPS[group_of(row)])
        said = ", ".join(filter(None, (names, business, group, third, waits)))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        self.addItem(item)
        self.setItemWidget(item, frame)
        if chosen:
            self.setCurrentItem(item)
