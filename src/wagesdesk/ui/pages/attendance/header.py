"""Above and below the register: number and day of each workshop, and how many women were in the room."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableView, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.pages.attendance import words
from wagesdesk.ui.pages.attendance.model import RegisterModel

HEAD, FOOT = 44, 34
_RIGHT = QPoint(1, 0)


class RegisterHeader(QHeaderView):
    """44 high; the column to mark now is filled in the main colour."""

    def __init__(self, view: QTableView, model: RegisterModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._register = model
        self.setFixedHeight(theme.current().size(HEAD))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(1)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look, model = theme.current(), self._register
        now, column = model.is_current(section), model.workshop(section)
        painter.save()
        painter.fillRect(rect, look.colour("primary" if now else "sunken"))
        if not now:
            painter.setPen(look.colour("line"))
            painter.drawLine(rect.topRight(), rect.bottomRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = str(model.headerData(section, Qt.Orientation.Horizontal))
        if column is None:
            name = section == 0
            painter.setPen(look.colour("soft" if name else "ink"))
            painter.setFont(look.font("second", 400 if name else 700))
            side = Qt.AlignmentFlag.AlignVCenter if name else Qt.AlignmentFlag.AlignCenter
            painter.drawText(rect.adjusted(look.size(16) if name else 0, 0, 0, 0), int(side), text)
        else:
            number, day = text.split("\n")
            middle = rect.top() + rect.height() // 2
            upper = QRect(rect.left(), rect.top(), rect.width(), middle - rect.top() + look.size(5))
            lower = QRect(rect.left(), middle, rect.width(), rect.bottom() - middle)
            quiet = column.state == "next" or column.cancelled
            painter.setPen(look.colour("onPrimary" if now else "soft" if quiet else "ink"))
            painter.setFont(look.font("body", 700, tabular=True))
            painter.drawText(upper, int(Qt.AlignmentFlag.AlignCenter), number)
            painter.setPen(look.colour("onPrimary" if now else "soft"))
            painter.setFont(look.font("second", 600 if now else 400, tabular=True))
            painter.drawText(lower, int(Qt.AlignmentFlag.AlignCenter), day)
        painter.restore()


class RegisterFoot(QWidget):
    """34 high, below the rows and in line with their columns; it stays when they scroll."""

    def __init__(self, view: QTableView, model: RegisterModel) -> None:
        super().__init__()
        self._header, self._register = view.horizontalHeader(), model
        self._view = view
        self.setFixedHeight(theme.current().size(FOOT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._header.sectionResized.connect(lambda *_: self.update())
        view.horizontalScrollBar().valueChanged.connect(lambda *_: self.update())
        view.verticalScrollBar().valueChanged.connect(lambda *_: self.update())
        view.verticalScrollBar().rangeChanged.connect(lambda *_: self.update())
        model.modelReset.connect(self._name)
        model.headerDataChanged.connect(self._name)

    def _name(self) -> None:
        self.setAccessibleName(words.foot_sentence(self._register.register))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, model = theme.current(), self._register
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("sunken"))
        for section in range(model.columnCount(QModelIndex())):
            rect = QRect(
                self._header.sectionViewportPosition(section), 0, self._header.sectionSize(section), self.height()
            )
            self._paint_count(painter, rect, section)
        bar = self._view.verticalScrollBar()  # asked for each time: the binding lets go of a bar that is kept
        if bar.value() < bar.maximum():  # a row is cut by it
            painter.setPen(look.colour("line"))
            painter.drawLine(self.rect().topLeft(), self.rect().topRight())

    def _paint_count(self, painter: QPainter, rect: QRect, section: int) -> None:
        look, model = theme.current(), self._register
        column = model.workshop(section)
        if section == 0:
            painter.setPen(look.colour("soft"))
            painter.setFont(look.font("second", 600))
            painter.drawText(
                rect.adjusted(look.size(16), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), _("In the room")
            )
        elif column is not None:
            if model.is_current(section):
                painter.fillRect(rect, look.colour("tint"))
            if column.state != "next" and not column.cancelled:
                painter.setPen(look.colour("ink"))
                painter.setFont(look.font("body", 700, tabular=True))
                painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(column.here))
        if model.is_current(section):
            painter.setPen(QPen(look.colour("primary"), 2))
            painter.drawPolyline(
                [rect.topLeft() + _RIGHT, rect.bottomLeft() + _RIGHT, rect.bottomRight(), rect.topRight()]
            )
        else:
            painter.setPen(look.colour("line"))
            painter.drawLine(rect.topRight(), rect.bottomRight())
