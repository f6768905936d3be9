"""Came to: a tile for each workshop with its letter, and her rate as a sentence that blames nobody."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wagesdesk.services import attendance, people
from wagesdesk.text import _
from wagesdesk.ui import labels, theme
from wagesdesk.ui.widgets import mark
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.plain_label import PlainLabel


class CameCard(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Came to"), parent=parent)
        self.count = PlainLabel("", "body", colour="soft")
        self.add_right(self.count)
        self.tiles = Tiles()
        self.body.addWidget(self.tiles)
        self.sentence = PlainLabel("", "second", wrap=True)
        self.body.addWidget(self.sentence)

    def set_page(self, page: people.PersonPage) -> None:
        fields = {"came": page.came, "of": page.offered}
        self.count.setText(_("%(came)d of %(of)d so far") % fields if page.offered else _("nothing counted yet"))
        self.count.setVisible(bool(page.workshops))
        self.tiles.set_page(page)
        self.tiles.setVisible(bool(page.workshops))
        self.sentence.setText(rate_sentence(page.rate) if page.workshops else no_workshops())


def no_workshops() -> str:
    """Why a person has no register: she is in no cohort."""
    return _("She is in no cohort here, so there are no workshops to show.")


def rate_sentence(rate: Fraction | None) -> str:
    """Her rate in words, without blame; an empty text while nothing counts."""
    if rate is None:
        return ""
    if rate == 1:
        return _("She was here for all of the time that was offered to her.")
    words = _("She was here for %(percent)s of the time that was offered to her. What the prison took is not counted.")
    return words % {"percent": labels.percent(rate)}


class Tiles(QWidget):
    """One tile for each workshop, in order; a screen reader says them as one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: tuple[tuple[int, attendance.Cell], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_page(self, page: people.PersonPage) -> None:
        self._cells = tuple((one.number, cell) for one, cell in zip(page.workshops, page.cells, strict=True))
        self.setAccessibleName("; ".join(_said(number, cell) for number, cell in self._cells))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().size(34 * max(len(self._cells), 1)), theme.current().size(50))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().size(22 * max(len(self._cells), 1)), theme.current().size(50))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        if not self._cells:
            return
        step = min(self.width() / len(self._cells), look.size(44))
        gap, high = look.size(5), look.size(28)
        for place, (number, cell) in enumerate(self._cells):
            box = QRect(round(place * step), 0, round(step) - gap, high)
            mark.paint_box(painter, box, cell.counts)
            if cell.letter:
                mark.paint_letter(painter, box, cell.letter, cell.counts)
            painter.setFont(look.font("small", tabular=True))
            painter.setPen(look.colour("soft"))
            under = QRect(box.left() - gap, high + look.size(2), box.width() + 2 * gap, look.size(20))
            painter.drawText(under, int(Qt.AlignmentFlag.AlignCenter), str(number))


def _said(number: int, cell: attendance.Cell) -> str:
    words = _(attendance.code_of(cell.letter).label) if cell.letter else cell_state(cell)
    return _("Workshop %(number)d: %(what)s") % {"number": number, "what": words}


def cell_state(cell: attendance.Cell) -> str:
    """What an unmarked place in the register means for her."""
    return {
        "before": _("Before she joined"),
        "after": _("After she left"),
        "cancelled": _("Cancelled"),
        "next": _("Still to come"),
        "open": _("Not marked yet"),
    }[cell.state]
