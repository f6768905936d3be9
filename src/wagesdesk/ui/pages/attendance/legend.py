"""The letters and what they mean. With a mouse, a press marks the chosen cell; keys use the letters themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wagesdesk.services.reference import AttendanceCode
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.mark import paint_box, paint_letter


class LegendItem(QAbstractButton):
    """One letter in its box, and its words."""

    def __init__(self, code: AttendanceCode, parent: QWidget) -> None:
        super().__init__(parent)
        self._code = code
        self.setText(_(code.label))
        self.setAccessibleName(_("%(letter)s: %(label)s") % {"letter": code.letter, "label": _(code.label)})
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        look = theme.current()
        words = QFontMetrics(look.font("second")).horizontalAdvance(self.text())
        return QSize(look.size(32) + words + 1, look.size(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        box = QRect(0, look.size(1), look.size(26), look.size(22))
        paint_box(painter, box, self._code.effect)
        paint_letter(painter, box, self._code.letter, self._code.effect, "second")
        font = look.font("second")
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        painter.drawText(self.rect().adjusted(look.size(32), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text())


class Legend(QWidget):
    """One line of letters, or as many as the width needs; `pressed(letter)` is called for a mouse press."""

    def __init__(self, codes: Sequence[AttendanceCode], pressed: Callable[[str], None]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Letters"))
        self._items = [LegendItem(code, self) for code in codes]
        for code, item in zip(codes, self._items, strict=True):
            item.clicked.connect(lambda *_, letter=code.letter: pressed(letter))
        self._flow(theme.current().size(1000))

    def _flow(self, room: int) -> None:
        look = theme.current()
        left = top = 0
        for item in self._items:
            wide = item.sizeHint().width()
            if left and left + wide > room:
                left, top = 0, top + look.size(30)
            item.setGeometry(left, top, wide, look.size(24))
            left += wide + look.size(18)
        self.setFixedHeight(top + look.size(24))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._flow(event.size().width())
