"""Everything that was written about her, newest first; earlier values can be brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSizePolicy, QStyleOptionViewItem, QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.services import history
from wagesdesk.services.history import HistoryLine
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.person import words
from wagesdesk.ui.pages.person.words import Known
from wagesdesk.ui.values import value_words
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.rows_model import ROW_ROLE, Column, RowsModel
from wagesdesk.ui.widgets.table import LineDelegate, Table

_STATE_COLUMN = 4
_WIDE = 1300
"""From this width on, in pixels at 100 %, there is room for what stood before."""
_COLOURS = {"now": "green", "clash": "red", "replaced": "soft", "waiting": "amber", "erased": "soft"}
_ICONS = {
    "now": "circle-check", "clash": "git-compare-arrows", "replaced": "history", "waiting": "clock", "erased": "ban",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A line of her history with its words."""

    line: HistoryLine
    when: str
    what: str
    before: str

    @property
    def by(self) -> str:
        who = self.line.by or _("not known")
        return _("%(name)s, %(place)s") % {"name": who, "place": self.line.machine} if self.line.machine else who


def columns() -> tuple[Column[Told], ...]:
    return (
        Column(_("When"), lambda one: one.when),
        Column(_("What"), lambda one: one.what, bold=True),
        Column(_("Before"), lambda one: one.before),
        Column(_("By"), lambda one: one.by),
        Column(_("Now"), lambda one: words.state(one.line.state)),
    )


class HistoryDelegate(LineDelegate):
    """What became of a value wears its shape and colour."""

    def paint_content(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.column() != _STATE_COLUMN:
            super().paint_content(painter, option, index)
            return
        self.initStyleOption(option, index)
        look, code = theme.current(), index.data(ROW_ROLE).line.state
        rect = option.rect.adjusted(self.edge, 0, -look.size(8), 0)
        side = look.size(16)
        painter.drawPixmap(rect.left(), rect.center().y() - side // 2, look.pixmap(_ICONS[code], _COLOURS[code], 16))
        rect.setLeft(rect.left() + side + look.size(6))
        painter.setFont(look.font("second"))
        painter.setPen(look.colour(_COLOURS[code]))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, option.text)


class HistoryTab(QWidget):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(padded=False)
        column.addWidget(card)
        self.model: RowsModel[Told] = RowsModel(columns(), look.font())
        self.table = Table(self.model, _("History"), sortable=False)
        self.table.setItemDelegate(HistoryDelegate(self.table))
        self.table.set_widths(208, 300, 180, 180, 130)
        heads = self.table.horizontalHeader()
        heads.setStretchLastSection(False)
        heads.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnHidden(3, look.large)
        self.table.stand(200)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(rule())
        card.body.addWidget(self._make_detail())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_detail())
        self.table.opened.connect(lambda _row: self.bring.setFocus())

    def resizeEvent(self, event: QResizeEvent) -> None:
        # What stood before, and by whom, stands below the list too; what was written must not be cut for it.
        self.table.setColumnHidden(2, self.width() < theme.current().size(_WIDE))
        super().resizeEvent(event)

    def _make_detail(self) -> QWidget:
        look = theme.current()
        detail = QWidget()
        row = QHBoxLayout(detail)
        row.setContentsMargins(look.size(16), look.size(10), look.size(16), look.size(12))
        row.setSpacing(look.size(16))
        said = QVBoxLayout()
        said.setSpacing(look.size(2))
        self.detail = PlainLabel("", "strong", wrap=True)
        self._more = PlainLabel("", "second", colour="soft", wrap=True)
        for label in (self.detail, self._more):
            # A word as long as the window must not make the page wider than the window.
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        said.addWidget(self.detail)
        said.addWidget(self._more)
        row.addLayout(said, 3)
        self.bring = Button(_("Bring back"), icon="rotate-ccw")
        self.bring.clicked.connect(self._on_bring_back)
        row.addWidget(ReasonLine(self.bring, before=True), 2)
        row.addWidget(self.bring, alignment=Qt.AlignmentFlag.AlignTop)
        return detail

    def set_lines(self, lines: Sequence[HistoryLine], known: Known) -> None:
        """Show these lines, newest first."""
        clock = self._desk.clock
        self.model.set_rows(
            [
                Told(
                    line, words.when(line, clock.local(line.at)), words.sentence(line, known),
                    value_words(line.type, line.field, line.before) or "-",
                )
                for line in lines
                if words.is_told(line)
            ]
        )  # fmt: skip
        if not self.table.currentIndex().isValid() and self.model.rows:
            self.table.setCurrentIndex(self.table.proxy.index(0, 0))
        self._show_detail()

    def _show_detail(self) -> None:
        told = self.table.current_row()
        self.detail.setText(told.what if told is not None else "")
        self._more.setText(_more(told) if told is not None else "")
        self.bring.refuse(_why_not(told))

    def _on_bring_back(self) -> None:
        told = self.table.current_row()
        if told is None:
            return
        try:
            changes = history.bring_back(
                self._desk.vault, self._desk.staff_id, entry_id=told.line.entry_id, field=told.line.field
            )
        except UserError as error:
            self._desk.problem(error)
        else:
            self._desk.bus.tell(changes)
            self._desk.toast(_("Brought back: %(what)s") % {"what": told.what}, undo=True)
            self.table.setFocus()


def _more(told: Told) -> str:
    fields = {"when": told.when, "by": told.by, "before": told.before}
    if told.before == "-":
        return _("%(when)s by %(by)s") % fields
    return _("%(when)s by %(by)s. Before: %(before)s") % fields


def _why_not(told: Told | None) -> str:
    if told is None:
        return _("Nothing is chosen.")
    if told.line.type == "consent":
        return _("Her answers are changed on the Consent tab.")
    if told.line.state == "now":
        return _("This is in use now.")
    if told.line.state == "waiting":
        return _("This is held back until somebody lets it count.")
    if not told.line.can_bring_back:
        return _("There is nothing left to bring back.")
    return ""
