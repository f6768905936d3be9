"""The list of the workshops with what became of their days."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from wagesdesk.services.workshop import DatesRow, Plan
from wagesdesk.text import _, ngettext, short_day
from wagesdesk.ui import theme
from wagesdesk.ui.pages.attendance.dates_preview import becomes
from wagesdesk.ui.widgets.rows_model import ROW_ROLE, Column
from wagesdesk.ui.widgets.table import LineDelegate
from wagesdesk.ui.workshops import words

TIME, TITLE, STATE = 2, 3, 4
"""The columns of the times, of what it is about, and of how it stands."""


@dataclass(frozen=True)
class Shown:
    """A workshop on the day the list is shown; `doubled` when another takes place on its day; `becomes` what a plan
    would make of it, empty while none would."""

    row: DatesRow
    today: date
    doubled: bool
    becomes: str = ""

    @property
    def cancelled(self) -> bool:
        return self.row.workshop.cancelled


def shown_rows(rows: tuple[DatesRow, ...], today: date, plan: Plan | None) -> tuple[Shown, ...]:
    """The rows of the list; with a plan, what it would make of them."""
    days = Counter(one.workshop.day for one in rows if not one.workshop.cancelled)
    new = {row.after.id: becomes(plan, row) for row in plan.rows} if plan else {}
    return tuple(
        Shown(
            one,
            today,
            not one.workshop.cancelled and days[one.workshop.day] > 1,
            new.get(one.workshop.id, ""),
        )
        for one in rows
    )


def columns() -> tuple[Column[Shown], ...]:
    return (
        Column(_("No."), lambda one: str(one.row.workshop.number), right=True),
        Column(_("Day"), lambda one: short_day(one.row.workshop.day)),
        Column(_("Time"), _time),
        Column(_("Workshop"), lambda one: _(one.row.workshop.title), bold=True),
        Column(_("How it stands"), state, accessible=_said),
    )


def _time(one: Shown) -> str:
    return _("%(starts)s to %(ends)s") % {"starts": one.row.workshop.starts, "ends": one.row.workshop.ends}


def _said(one: Shown) -> str:
    if one.becomes:
        return _("will be %(what)s") % {"what": one.becomes}
    return ". ".join([state(one), *(words.change(line) for line in one.row.changes)])


def state(one: Shown) -> str:
    """`Cancelled`, `12 marked`, `Moved from Tue 3 Nov`, `To come`; or what a plan would make of it."""
    if one.becomes:
        return one.becomes
    at, today = one.row.workshop, one.today
    if at.cancelled:
        return words.cancelled("")
    if one.doubled:
        return _("Another workshop is on this day")
    if one.row.marks:
        return ngettext("%(count)d marked", "%(count)d marked", one.row.marks) % {"count": one.row.marks}
    moved = [line.day for line in one.row.changes if line.did == "moved"]
    if moved and at.day >= today:
        return _("Moved from %(day)s") % {"day": short_day(moved[-1])}
    return _("Today") if at.day == today else _("To come") if at.day > today else _("Not marked yet")


def _shape(one: Shown) -> tuple[str, str]:
    """The icon before how it stands, and the colour of both."""
    if one.becomes:
        return "arrow-right", "primary"
    if one.cancelled:
        return "ban", "soft"
    return ("triangle-alert", "amber") if one.doubled else ("", "ink")


class DatesDelegate(LineDelegate):
    """A cancelled workshop is quiet and wears its shape, so do two on one day; what would change has an arrow."""

    def paint_content(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, one = theme.current(), index.data(ROW_ROLE)
        self.initStyleOption(option, index)
        rect = option.rect.adjusted(self.edge, 0, -self.edge, 0)
        icon, colour = _shape(one)
        if index.column() == STATE and icon:
            side = look.size(16)
            painter.drawPixmap(rect.left(), rect.center().y() - side // 2, look.pixmap(icon, colour, 16))
            rect.setLeft(rect.left() + side + look.size(8))
        bold = index.column() == STATE and bool(one.becomes)
        plain_font = look.font("body", 700 if bold else 400, tabular=index.column() < 3)
        painter.setFont(option.font if index.column() == 3 else plain_font)
        plain = index.column() == STATE or one.cancelled
        painter.setPen(look.colour(colour if index.column() == STATE and icon else "soft" if plain else "ink"))
        text = painter.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, option.displayAlignment | Qt.TextFlag.TextSingleLine, text)
