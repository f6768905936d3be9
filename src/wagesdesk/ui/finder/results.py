"""The list under the find box: rows in groups, painted; the focus stays in the box, which moves the current row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.key_caps import paint_keys
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.rows_model import ROW_ROLE, Column, Index, RowsModel

WIDTH = 540
_ROW, _HEADING, _EDGE, _BELOW = 36, 30, 6, 38


@dataclass(frozen=True)
class Row:
    """Something to go to or to do, with the keys that do the same; without `do` the heading of a group."""

    text: str
    detail: str = ""
    icon: str = ""
    keys: tuple[str, ...] = ()
    do: Callable[[], None] | None = None

    @property
    def said(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.text, self.detail, "+".join(self.keys)) if part)


class _Rows(RowsModel[Row]):
    def flags(self, index: Index) -> Qt.ItemFlag:
        row = index.data(ROW_ROLE)
        return super().flags(index) if row is not None and row.do is not None else Qt.ItemFlag.NoItemFlags


class _RowDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        look = theme.current()
        return QSize(0, look.size(_HEADING if index.data(ROW_ROLE).do is None else _ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect, row = theme.current(), option.rect, index.data(ROW_ROLE)
        painter.save()
        inner = rect.adjusted(look.size(14), 0, -look.size(14), 0)
        if row.do is None:
            painter.setFont(look.font("small", 600))
            painter.setPen(look.colour("soft"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, row.text)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, look.colour("tint"))
                painter.fillRect(QRect(rect.left(), rect.top(), look.size(4), rect.height()), look.colour("primary"))
            self._paint_row(painter, inner, row)
        painter.restore()

    @staticmethod
    def _paint_row(painter: QPainter, rect: QRect, row: Row) -> None:
        look = theme.current()
        side, middle = look.size(18), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        icon = look.pixmap(row.icon, "soft", 18, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPoint(rect.left(), rect.center().y() - side // 2 + 1), icon)
        text = rect.adjusted(side + look.size(12), 0, 0, 0)
        if row.keys:
            text.setRight(paint_keys(painter, rect, row.keys) - look.size(8))
        for words, font, colour in (
            (row.text, look.font("body", 600), "ink"), (row.detail, look.font("second"), "soft")
        ):  # fmt: skip
            measure = QFontMetrics(font)
            shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, max(text.width(), 0))
            painter.setFont(font)
            painter.setPen(look.colour(colour))
            painter.drawText(text, middle | Qt.TextFlag.TextSingleLine, shown)
            text.setLeft(text.left() + measure.horizontalAdvance(shown) + look.size(12))


class Results(QFrame):
    """Floats over `parent` below whatever `place_under` names. `pressed(Row)` when the mouse chose a row."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        look = theme.current()
        self._over = parent
        self.setProperty("popup", True)
        self.setAccessibleName(_("Found"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, look.size(_EDGE), 1, look.size(_EDGE))
        self.model: RowsModel[Row] = _Rows((Column[Row](_("Found"), lambda row: row.text, accessible=_said),))
        self.view = QListView()
        self.view.setProperty("popup", True)
        self.view.setAccessibleName(_("Found"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(_RowDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.clicked.connect(self._on_clicked)
        column.addWidget(self.view)
        self._nothing = PlainLabel("", "body", colour="soft", wrap=True)
        self._nothing.setContentsMargins(look.size(14), look.size(8), look.size(14), look.size(8))
        column.addWidget(self._nothing)
        self.hide()

    def show_rows(self, rows: Sequence[Row], nothing: str) -> None:
        """Show rows, none of them current; `nothing` stands there when there are none."""
        self.model.set_rows(rows)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not rows)
        self.view.setVisible(bool(rows))
        self.view.scrollToTop()
        self.view.setCurrentIndex(QModelIndex())

    def move_by(self, step: int) -> None:
        """To the next row (1) or the one before (-1), round the ends, over the headings."""
        rows = [at for at, row in enumerate(self.model.rows) if row.do is not None]
        if not rows:
            return
        at = self.view.currentIndex().row()
        index = (rows.index(at) + step) % len(rows) if at in rows else 0 if step > 0 else -1
        self.view.setCurrentIndex(self.model.index(rows[index], 0))
        if index == 0:
            self.view.scrollToTop()  # its heading too

    def current(self) -> Row | None:
        """The row that Enter would choose."""
        index = self.view.currentIndex()
        return self.model.rows[index.row()] if index.isValid() else None

    def place_under(self, box: QWidget) -> None:
        """Below `box`, as high as its rows need, within the window."""
        look, over = theme.current(), self._over
        corner = box.mapTo(over, QPoint(0, box.height() + look.size(4)))
        wide = min(max(look.size(WIDTH), box.width()), over.width() - corner.x() - look.size(8))
        room = over.height() - corner.y() - look.size(_BELOW)
        self._nothing.setFixedWidth(wide - 2)
        needed = sum(look.size(_HEADING if row.do is None else _ROW) for row in self.model.rows)
        needed = needed or self._nothing.minimumHeight()
        self.setGeometry(corner.x(), corner.y(), wide, min(needed + 2 * look.size(_EDGE) + 2, room))

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if row.do is not None:
            self.pressed.emit(row)


def _said(row: Row) -> str:
    return row.said
