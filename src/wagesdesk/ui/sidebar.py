"""The sidebar: the mark, the pages of this place, and at the bottom where we are and who is here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from wagesdesk.text import _
from wagesdesk.ui import labels, theme
from wagesdesk.ui.desk import Place
from wagesdesk.ui.page import PageSpec
from wagesdesk.ui.widgets.card import rule
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.place_tag import place_tag
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.ring import Ring

WIDTH, COMPACT_WIDTH = 204, 92


class SideItem(QAbstractButton):
    """One page: icon and words side by side, or words under the icon when `compact`."""

    def __init__(self, spec: PageSpec, *, compact: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec, self._compact, self._count = spec, compact, 0
        self.setText(_(spec.title))
        self.setAccessibleName(_(spec.title))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        """How much waits there; 0 shows nothing."""
        self._count = count
        title = _(self._spec.title)
        self.setAccessibleName(_("%(page)s, %(n)d to read") % {"page": title, "n": count} if count else title)
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        if not self._compact:
            return QSize(look.size(WIDTH), look.size(40))
        return QSize(look.size(COMPACT_WIDTH), look.size(32) + self._words_box().height())

    def _words_box(self) -> QRect:
        """Where the words stand under the icon, as high as their wrapped lines need."""
        look = theme.current()
        wide = look.size(COMPACT_WIDTH) - look.size(8)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter)
        box = QFontMetrics(look.font("small", 700)).boundingRect(QRect(0, 0, wide, 1000), flags, self.text())
        return QRect(look.size(5), look.size(26), wide, box.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.fillRect(self.rect(), look.colour("sideOn"))
        if chosen:
            painter.fillRect(QRect(0, 0, look.size(4), self.height()), look.colour("gold"))
        icon = look.pixmap(self._spec.icon, "sideText", 20, self.devicePixelRatioF())
        side = look.size(20)
        painter.setPen(look.colour("sideText"))
        if self._compact:
            painter.drawPixmap(QPoint((self.width() - side) // 2, look.size(5)), icon)
            painter.setFont(look.font("small", 700 if chosen else 400))
            flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter)
            painter.drawText(self._words_box(), flags, self.text())
        else:
            painter.drawPixmap(QPoint(look.size(16), (self.height() - side) // 2), icon)
            painter.setFont(look.font("body", 700 if chosen else 400))
            box = self.rect().adjusted(look.size(48), 0, -look.size(8), 0)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self._count:
            self._paint_count(painter)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("gold"), 3))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def _paint_count(self, painter: QPainter) -> None:
        """A ring with the number: at the right, or beside the icon where words stand under it."""
        look = theme.current()
        painter.setFont(look.font("small", 600))
        wide = painter.fontMetrics().horizontalAdvance(str(self._count)) + look.size(14)
        high = look.size(20)
        if self._compact:
            ring = QRect(self.width() // 2 + look.size(12), look.size(4), wide, high)
        else:
            ring = QRect(self.width() - wide - look.size(12), (self.height() - high) // 2, wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("sideSoft"), 1))
        painter.drawRoundedRect(ring, high / 2, high / 2)
        painter.setPen(look.colour("sideText"))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self._count))


class Sidebar(QFrame):
    """`chosen(page_id)` when an item was pressed."""

    chosen = Signal(str)

    def __init__(
        self, pages: Sequence[PageSpec], place: Place, staff_name: str, role: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        look = theme.current()
        self.compact = look.large  # words stand under icons
        self.setProperty("side", True)
        self.setAccessibleName(_("Pages"))
        self.setFixedWidth(look.size(COMPACT_WIDTH if self.compact else WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._brand())
        column.addWidget(self._list(pages), 1)
        column.addWidget(self._place_block(place, staff_name, role))

    def light(self, page_id: str) -> None:
        """Show this page as the chosen one."""
        self._items[page_id].setChecked(True)

    def set_count(self, page_id: str, count: int) -> None:
        """How much waits on a page of the sidebar."""
        self._items[page_id].set_count(count)

    def _list(self, pages: Sequence[PageSpec]) -> QScrollArea:
        """The items; on a low screen with big words they scroll."""
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._group = QButtonGroup(self)
        self._items: dict[str, SideItem] = {}
        for spec in pages:
            if spec.apart:
                column.addWidget(self._line())
            item = SideItem(spec, compact=self.compact)
            item.clicked.connect(lambda _checked, page_id=spec.id: self.chosen.emit(page_id))
            self._group.addButton(item)
            self._items[spec.id] = item
            column.addWidget(item)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(sheet)
        return area

    def _brand(self) -> QWidget:
        look = theme.current()
        brand = QWidget()
        brand.setFixedHeight(look.size(64))
        row = QHBoxLayout(brand)
        row.setContentsMargins(look.size(16), 0, look.size(8), 0)
        row.setSpacing(look.size(11))
        row.addWidget(Ring(30), alignment=Qt.AlignmentFlag.AlignCenter)
        if not self.compact:
            row.addWidget(PlainLabel("WagesDesk", "brand", colour="sideText"), 1)
        return brand

    def _line(self) -> QWidget:
        look = theme.current()
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(look.size(16), look.size(8), look.size(16), look.size(8))
        column.addWidget(rule())
        return around

    def _place_block(self, place: Place, staff_name: str, role: str) -> QWidget:
        look = theme.current()
        block = QWidget()
        column = QVBoxLayout(block)
        edge = look.size(8 if self.compact else 16)
        column.setContentsMargins(0, 0, 0, look.size(12))
        column.setSpacing(0)
        column.addWidget(rule())
        inner = QVBoxLayout()
        inner.setContentsMargins(edge, look.size(14), edge, 0)
        inner.setSpacing(look.size(2))
        column.addLayout(inner)
        inner.addWidget(place_tag(outside=place.outside), alignment=Qt.AlignmentFlag.AlignLeft)
        inner.addSpacing(look.size(5))
        inner.addWidget(PlainLabel(place.name, "placeName", colour="sideText", wrap=True))
        lines = (("user", labels.who(staff_name, role)), ("wifi-off", _("No network needed")))
        for icon, words in () if self.compact else lines:
            row = QHBoxLayout()
            row.setSpacing(look.size(7))
            row.addWidget(IconLabel(icon, "sideSoft", 14))
            row.addWidget(PlainLabel(words, "second", colour="sideSoft", elide=True), 1)
            inner.addLayout(row)
        return block
