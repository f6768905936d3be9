"""The register in small: a tile a woman, six a row; Enter or a click opens the register at her."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem

from wagesdesk.services.attendance import code_of
from wagesdesk.services.today import Tile
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.mark import paint_box, paint_letter

Index = QModelIndex | QPersistentModelIndex
TILE, STEP, GAP, LEAST = 70, 52, 6, 2
"""Pixels at 100 %: width and height of a tile with its gap, the gap; and the rows that are always shown."""


class TilesModel(QAbstractListModel):
    """One row a woman who may be marked today."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles: tuple[Tile, ...] = ()

    def show(self, tiles: tuple[Tile, ...]) -> None:
        """Show these; the same women keep the place of the focus."""
        if [one.person_id for one in tiles] == [one.person_id for one in self.tiles]:
            self.tiles = tiles
            if tiles:
                self.dataChanged.emit(self.index(0), self.index(len(tiles) - 1))
            return
        self.beginResetModel()
        self.tiles = tiles
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.tiles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        tile = self.tiles[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return tile.name
        said = _(code_of(tile.letter).label) if tile.letter else _("not marked")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{tile.name}, {said}"
        if role == Qt.ItemDataRole.ToolTipRole:  # one that looks like markup would be drawn as such
            return f"{tile.name}, {said}".replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")
        return None


class TileDelegate(QStyledItemDelegate):
    """Letter over name in the box of its mark; a dashed box with the name alone for "not marked"."""

    def __init__(self, view: TilesView, model: TilesModel) -> None:
        super().__init__(view)
        self._view, self._tiles = view, model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self._view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, tile = theme.current(), self._tiles.tiles[index.row()]
        gap = look.size(GAP)
        rect = option.rect.adjusted(0, 0, -gap, -gap)
        paint_box(painter, rect, tile.counts, 6)
        name = rect
        if tile.letter:
            half = rect.height() // 2
            paint_letter(painter, QRect(rect.left(), rect.top() + 2, rect.width(), half), tile.letter, tile.counts)
            name = QRect(rect.left(), rect.top() + half, rect.width(), half - look.size(3))
        room = rect.width() - look.size(8)
        font = look.font("second")
        if QFontMetrics(font).horizontalAdvance(tile.name) > room:
            font = look.font("small")
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        text = QFontMetrics(font).elidedText(tile.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(name, int(Qt.AlignmentFlag.AlignCenter), text)
        if self._view.hasFocus() and index == self._view.currentIndex():
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 3))
            painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
            painter.restore()


class TilesView(QListView):
    """`opened(person_id)`. As high as its tiles, down to two rows; then it scrolls."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.tiles = TilesModel()
        self.setModel(self.tiles)
        self.setItemDelegate(TileDelegate(self, self.tiles))
        self.setAccessibleName(_("Register of today"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        self.tiles.modelReset.connect(self._grow)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.tiles.tiles[index.row()].person_id)

    def _rows(self) -> int:
        across = max(1, self.width() // theme.current().size(TILE))
        return -(-self.tiles.rowCount() // across)

    def _grow(self) -> None:
        look = theme.current()
        step = look.size(STEP)
        large = look.large  # then the page alone scrolls
        self.setMinimumHeight((self._rows() if large else min(self._rows(), LEAST)) * step)
        self.setMaximumHeight(max(self._rows(), 1) * step)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.size(6 * TILE), self._rows() * look.size(STEP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        look = theme.current()
        fits = event.size().height() >= self._rows() * look.size(STEP)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAlwaysOn)
        across = max(1, self.width() // look.size(TILE))
        self.setGridSize(QSize(max((self.viewport().width() - 1) // across, look.size(40)), look.size(STEP)))
        super().resizeEvent(event)
        self._grow()
