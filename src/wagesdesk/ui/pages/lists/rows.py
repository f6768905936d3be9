"""The rows of a list with what becomes of each, the chips that show a part, and the panel in which one is mended."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyleOptionViewItem, QVBoxLayout, QWidget

from wagesdesk.services.lists import SKIPPED, Preview, RowVerdict
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.lists import words
from wagesdesk.ui.pages.lists.mending import MendPanel
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.filter_chips import FilterChips
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.rows_model import ROW_ROLE, Column, RowsModel
from wagesdesk.ui.widgets.table import LineDelegate, Table

_NUMBER, _RELEASE, _LINE, _JOINED, _LANGUAGE, VERDICT = 2, 3, 4, 5, 6, 7


class VerdictDelegate(LineDelegate):
    """The verdict wears its shape and colour; a row that is not taken is soft."""

    def paint_content(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, row = theme.current(), index.data(ROW_ROLE)
        told = words.told(row)
        self.initStyleOption(option, index)
        rect = option.rect.adjusted(self.edge, 0, -self.edge, 0)
        painter.setFont(option.font)
        painter.setPen(look.colour("soft" if told.colour == "soft" else "ink"))
        if index.column() == VERDICT:
            side = look.size(16)
            painter.drawPixmap(rect.left(), rect.center().y() - side // 2, look.pixmap(told.icon, told.colour, 16))
            rect.setLeft(rect.left() + side + look.size(8))
            painter.setFont(look.font("second"))
            painter.setPen(look.colour(told.colour))
        text = painter.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, option.displayAlignment | Qt.TextFlag.TextSingleLine, text)


class RowsPart(QWidget):
    """`mended(line, fields)` and `turned(line, out)` say what is wanted; the page shows the list that comes of it."""

    mended = Signal(int, object)
    turned = Signal(int, bool)
    mending = Signal()
    """The panel opens and wants room."""
    moved = Signal()
    """Another row is current."""

    def __init__(self, desk: Desk, private: QWidget, parent: QWidget | None = None) -> None:
        """`private` is the button that shows numbers and dates."""
        super().__init__(parent)
        self._rows: tuple[RowVerdict, ...] = ()
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(12))
        self.chips = FilterChips(
            _("Show"),
            (
                (words.ALL, _("All")),
                (words.ADDED, _("Will be added")),
                (words.LOOK, _("Need a look")),
                (words.OUT, _("Left out")),
            ),
        )
        self.chips.chosen.connect(lambda _code: self._show_rows())
        above = QHBoxLayout()
        above.addWidget(self.chips, 1)
        self.mend_button = desk.actions.button_for("list.mend", "link", size="small")
        self.out_button = desk.actions.button_for("list.leave_out", "link", size="small")
        buttons = QHBoxLayout() if look.large else above
        if buttons is not above:
            buttons.addStretch(1)
        for button in (private, self.mend_button, self.out_button):
            buttons.addWidget(button)
        column.addLayout(above)
        if buttons is not above:
            column.addLayout(buttons)
        self.model: RowsModel[RowVerdict] = RowsModel(_columns(), look.font())
        self.table = Table(self.model, _("What becomes of each row"), row_height=34, sortable=False)
        self.table.setItemDelegate(VerdictDelegate(self.table))
        self.table.set_widths(140, 150, 112, 156, 64, 156, 100)
        self.table.stretch(VERDICT, 340, spare=(_JOINED, _LINE, _LANGUAGE, _NUMBER))
        self.table.stand(126)
        self.table.opened.connect(lambda _row: self.open_panel())
        self.table.selectionModel().currentRowChanged.connect(lambda *_at: self.moved.emit())
        card = Card(padded=False)
        card.body.addWidget(self.table)
        self._nobody = PlainLabel(_("Nobody is in this part of the list."), "body", colour="soft")
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(self._nobody, 1)
        column.addWidget(card, 1)
        self.panel = MendPanel()
        self.panel.mended.connect(self._on_mended)
        self.panel.closed.connect(self.table.setFocus)
        column.addWidget(self.panel)

    def show_list(self, shown: Preview) -> None:
        """Show these rows; the current one stays current."""
        self._rows = shown.rows
        for part in words.PARTS:
            self.chips.set_count(part, words.count(shown, part))
        self._show_rows()
        if self.panel.line:
            self.panel.show_verdict(shown.row(self.panel.line))

    def hide_private(self, *, hidden: bool) -> None:
        """Whether prison numbers and release dates are out of sight."""
        self.table.conceal(*((_NUMBER, _RELEASE) if hidden else ()))
        self.panel.hide_private(hidden=hidden)

    def show_from_the_top(self) -> None:
        """As for a list that was just read: every row, the first one current, the panel closed."""
        self.panel.hide()
        self.panel.close_panel()
        self.chips.choose(words.ALL)
        self.table.setCurrentIndex(self.table.proxy.index(0, 0))

    def current(self) -> RowVerdict | None:
        """The current row, or None."""
        row: RowVerdict | None = self.table.current_row()
        return row

    def open_panel(self) -> None:
        """Type the current row anew."""
        row = self.current()
        if row is not None:
            self.mending.emit()
            self.panel.open(row)
            self.table.scrollTo(self.table.currentIndex())

    def mend_again(self, line: int, typed: Mapping[str, str]) -> None:
        """Open the panel of this line with what was typed in it before; a line that is not here any more is left."""
        self.chips.choose(words.ALL)
        at = next((number for number, row in enumerate(self.model.rows) if row.line == line), None)
        if at is not None:
            self.table.setCurrentIndex(self.table.proxy.index(at, 0))
            self.open_panel()
            self.panel.type_again(typed)

    def turn(self) -> None:
        """Leave the current row out, or count it again; one in which nobody stands stays out."""
        row = self.current()
        if row is not None and row.code not in SKIPPED:
            self.turned.emit(row.line, row.code != "left_out")

    def _on_mended(self, line: int, fields: dict[str, str]) -> None:
        if fields:
            self.mended.emit(line, fields)
        row = next(row for row in self._rows if row.line == line)
        if row.code in ("ok", "left_out") or not fields:
            self.panel.close_panel()

    def _show_rows(self) -> None:
        part, current = self.chips.code(), self.table.currentIndex().row()
        line = row.line if (row := self.current()) is not None else 0
        shown = [row for row in self._rows if words.belongs(row, part)]
        self.model.set_rows(shown)
        self.table.setVisible(bool(shown))
        self._nobody.setVisible(not shown)
        at = next((number for number, row in enumerate(shown) if row.line == line), min(current, len(shown) - 1))
        self.table.setCurrentIndex(self.table.proxy.index(max(at, 0), 0))
        self.moved.emit()


def _columns() -> tuple[Column[RowVerdict], ...]:
    return (
        Column(_("First name"), lambda row: row.chosen, bold=True),
        Column(_("Surname"), lambda row: row.surname),
        Column(_("Number"), lambda row: row.prison_number),
        Column(_("Release date"), words.release),
        Column(_("Line"), lambda row: str(row.line), right=True),
        Column(_("Joined on"), words.joined),
        Column(_("Language"), lambda row: "" if row.code in SKIPPED else words.language(row)),
        Column(_("What happens"), lambda row: words.told(row).words),
    )
