"""What the list of participants shows of each woman, and how her name is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from wagesdesk.services import attendance, people, today
from wagesdesk.text import _, short_day
from wagesdesk.ui import labels, theme
from wagesdesk.ui.people import words
from wagesdesk.ui.widgets.rows_model import ROW_ROLE, Column
from wagesdesk.ui.widgets.table import LineDelegate

ALL, SOON, UNDATED, LEFT, UNPLACED = "all", "soon", "undated", "left", "unplaced"
PARTS = (ALL, SOON, UNDATED, LEFT, UNPLACED)
WIDTHS = (190, 200, 92, 108, 156, 168)
STRETCHED, RATE, GOING_HOME = 1, 3, 5
"""Widths of the columns from the left; the business takes what is left."""


@dataclass(frozen=True)
class ListRow:
    """One woman, and the next workshop she can come to (its number and day), if there is one."""

    person: people.PersonRow
    next_number: int
    next_day: date | None


def rows_of(listed: Sequence[people.PersonRow], register: attendance.Register, day: date) -> tuple[ListRow, ...]:
    """The rows of those who are `listed`, as they stand on `day`; who is not in the register has no next workshop."""
    cells = {row.person_id: row.cells for row in register.rows}
    days = [column.day for column in register.columns]
    found = []
    for one in listed:
        index = words.next_index(cells[one.id], days, day) if one.id in cells else None
        column = register.columns[index] if index is not None else None
        found.append(ListRow(one, column.number if column else 0, column.day if column else None))
    return tuple(found)


def belongs(row: ListRow, part: str, day: date) -> bool:
    """Whether a woman is in a part of the list (one of PARTS) on `day`; who is in no cohort is in UNPLACED alone."""
    if not row.person.enrolment_id or part == UNPLACED:
        return not row.person.enrolment_id and part == UNPLACED
    release, left = row.person.release, row.person.left_on is not None
    if part == SOON:
        return release is not None and day <= release <= day + today.SOON
    if part == UNDATED:
        return release is None and not left
    return part == ALL or left


def columns() -> tuple[Column[ListRow], ...]:
    """Name, business, how often she came, her rate, what is next, when she goes home."""
    return (
        Column(_("Name"), lambda row: row.person.name, bold=True, accessible=_name_said),
        Column(_("Business"), lambda row: row.person.business or _("Not named yet"), _business_key),
        Column(
            _("Came"),
            lambda row: words.came(row.person.came, row.person.offered),
            lambda row: (row.person.came, row.person.offered),
            right=True,
            accessible=lambda row: (
                words.came(row.person.came, row.person.offered) if row.person.offered else _("nothing counted yet")
            ),
        ),
        Column(
            _("Time here"),
            lambda row: labels.percent(row.person.rate),
            lambda row: -1 if row.person.rate is None else row.person.rate,
            right=True,
            accessible=lambda row: (
                labels.percent(row.person.rate) if row.person.rate is not None else _("nothing counted yet")
            ),
        ),
        Column(_("Next workshop"), _next_words, lambda row: (row.next_day or date.max, row.person.name.casefold())),
        Column(
            _("Going home"),
            lambda row: words.release_day(row.person.release),
            lambda row: (row.person.release or date.max, row.person.name.casefold()),
        ),
    )


def _name_said(row: ListRow) -> str:
    if row.person.language == "cy":
        return _("%(name)s, likes Cymraeg") % {"name": row.person.name}
    return row.person.name


def _business_key(row: ListRow) -> tuple[bool, str]:
    return (not row.person.business, row.person.business.casefold())


def _next_words(row: ListRow) -> str:
    if row.person.left_on is not None:
        return _("Left %(day)s") % {"day": short_day(row.person.left_on)}
    if row.next_day is None:
        return _("None")
    return _("%(number)d, %(day)s") % {"number": row.next_number, "day": short_day(row.next_day)}


class RowDelegate(LineDelegate):
    """Numbers line up; what is not known is soft; her name wears a tag when she likes Cymraeg."""

    def paint_content(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        look, row = theme.current(), index.data(ROW_ROLE)
        person = row.person
        rect = option.rect.adjusted(self.edge, 0, -self.edge, 0)
        column = index.column()
        painter.setFont(look.font("body", 700 if column == 0 else 400, tabular=column > 1))
        empty = (False, not person.business, not person.offered, person.rate is None, row.next_day is None)
        soft = person.left_on is not None or (empty[column] if column < len(empty) else person.release is None)
        painter.setPen(look.colour("soft" if soft else "ink"))
        tagged = column == 0 and person.language == "cy"
        tag = look.size(8) + self._tag_width() if tagged else 0
        text = painter.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, rect.width() - tag)
        painter.drawText(rect, option.displayAlignment | Qt.TextFlag.TextSingleLine, text)
        if tagged:
            rect.setLeft(rect.left() + painter.fontMetrics().horizontalAdvance(text) + look.size(8))
            self._paint_tag(painter, rect)

    def _tag_width(self) -> int:
        look = theme.current()
        return QFontMetrics(look.font("small", 600)).horizontalAdvance("Cymraeg") + look.size(14)

    def _paint_tag(self, painter: QPainter, rect: QRect) -> None:
        look = theme.current()
        high = look.size(22)
        tag = QRect(rect.left(), rect.center().y() - high // 2 + 1, self._tag_width(), high)
        painter.save()
        painter.setFont(look.font("small", 600))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("lineStrong"))
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen(look.colour("soft"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, "Cymraeg")
        painter.restore()
