"""The table of step 2: a tick for who goes, what she agreed to, until when; who has not said yes is grey, with why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from wagesdesk.services.custody import Candidate
from wagesdesk.text import _, long_day, short_day
from wagesdesk.ui import labels, theme
from wagesdesk.ui.widgets.rows_model import ROW_ROLE, Column, RowsModel
from wagesdesk.ui.widgets.table import LineDelegate, Table

NAME, BUSINESS, SHARES, UNTIL, ASK = range(5)
_BOX = 20


@dataclass(frozen=True)
class Row:
    """A woman and whether she is ticked."""

    woman: Candidate
    ticked: bool

    @property
    def may_go(self) -> bool:
        return self.woman.says == "yes"


def why_not(woman: Candidate) -> str:
    """Why she cannot go; empty when she can."""
    if woman.says == "yes":
        return ""
    if woman.says == "unasked" or woman.on is None:
        return _("Not asked yet")
    if woman.says == "ended" and woman.until is not None:
        why = _("Her consent ran out on %(day)s") % {"day": long_day(woman.until)}
    elif woman.told:
        why = _("She took it back on %(day)s") % {"day": long_day(woman.on)}
    else:
        why = _("She said no on %(day)s") % {"day": long_day(woman.on)}
    return _("%(why)s. This bundle tells them.") % {"why": why} if woman.told else why


def shares(woman: Candidate) -> str:
    """What she agreed to share, and that she took back a part; or why she cannot go."""
    scopes = ", ".join(labels.scope_short(scope) for scope in woman.scopes)
    if woman.took_back and scopes:
        return _("%(scopes)s. She took back a part: this bundle tells them.") % {"scopes": scopes}
    return why_not(woman) or scopes


def _until(row: Row) -> str:
    return short_day(row.woman.until, weekday=False) if row.may_go and row.woman.until else ""


def _said(row: Row) -> str:
    if not row.may_go:
        return _("%(name)s, cannot go") % {"name": row.woman.name}
    words = _("%(name)s, ticked") if row.ticked else _("%(name)s, not ticked")
    return words % {"name": row.woman.name}


def new_model() -> RowsModel[Row]:
    return RowsModel(
        [
            Column(_("Person"), lambda row: row.woman.name, bold=True,
                   sort=lambda row: (not row.may_go, row.woman.name.casefold()), accessible=_said),
            Column(_("Business"), lambda row: row.woman.business),
            Column(_("What she agreed to share"), lambda row: shares(row.woman)),
            Column(_("Until"), _until, sort=lambda row: (row.woman.until is None, str(row.woman.until))),
            Column("", lambda row: "" if row.may_go else _("Ask her")),
        ]
    )  # fmt: skip


class _Delegate(LineDelegate):
    def paint_content(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, row = theme.current(), index.data(ROW_ROLE)
        self.initStyleOption(option, index)
        rect = option.rect.adjusted(self.edge, 0, -self.edge, 0)
        if index.column() == NAME:
            self._paint_box(painter, rect, row)
            rect.setLeft(rect.left() + look.size(_BOX + 12))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(look.font("body", 600) if index.column() == ASK else option.font)
        painter.setPen(look.colour("ink" if row.may_go else "primary" if index.column() == ASK else "soft"))
        text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), text)

    @staticmethod
    def _paint_box(painter: QPainter, rect: QRect, row: Row) -> None:
        look = theme.current()
        side = look.size(_BOX)
        box = QRect(rect.left(), rect.center().y() - side // 2, side, side)
        if not row.may_go:
            icon = look.pixmap("circle-minus", "soft", 18)
            painter.drawPixmap(box.left() + 1, box.top() + 1, icon)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("primary" if row.ticked else "lineStrong"), 2))
        painter.setBrush(look.colour("primary" if row.ticked else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if row.ticked:
            painter.drawPixmap(box.left() + 2, box.top() + 2, look.pixmap("check", "onPrimary", 16))


class PeopleTable(Table):
    """Space or a click on her name ticks; Enter or a click on "Ask her" asks who has not said yes."""

    toggled = Signal(object)
    ask = Signal(object)

    def __init__(self, model: RowsModel[Row], parent: QWidget | None = None) -> None:
        super().__init__(model, _("People, and what they agreed to share"), parent=parent)
        self.setItemDelegate(_Delegate(self))
        self.set_widths(190, 264, 0, 90, 110)
        self.stretch(SHARES, 300, spare=(BUSINESS,))
        self.stand(100)
        self.opened.connect(self._on_opened)

    def _on_opened(self, row: Row) -> None:
        (self.toggled if row.may_go else self.ask).emit(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row: Any = index.data(ROW_ROLE) if index.isValid() else None
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if index.column() == NAME and row.may_go:
            self.toggled.emit(row)
        elif index.column() == ASK and not row.may_go:
            self.ask.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        if event.key() == Qt.Key.Key_Space and row is not None:
            self._on_opened(row)
        else:
            super().keyPressEvent(event)
