"""Every workshop of her cohort: her mark, its reason, the minutes, and who typed it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.clock import Clock
from wagesdesk.services import attendance, people
from wagesdesk.services.cohort import WorkshopRow
from wagesdesk.services.history import HistoryLine
from wagesdesk.text import _, short_day
from wagesdesk.ui import labels, theme
from wagesdesk.ui.pages.person import words
from wagesdesk.ui.pages.person.came_card import cell_state, no_workshops, rate_sentence
from wagesdesk.ui.pages.person.mark_delegate import MarkDelegate
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.rows_model import Column, RowsModel
from wagesdesk.ui.widgets.table import Table

_MINUTES, _TYPED_BY = 4, 5


@dataclass(frozen=True)
class MarkRow:
    """`typed` is who typed the mark and when, empty until her history was read."""

    workshop: WorkshopRow
    cell: attendance.Cell
    typed: str = ""


def columns() -> tuple[Column[MarkRow], ...]:
    return (
        Column(_("Workshop"), lambda row: f"{row.workshop.number}. {row.workshop.title}", _number, bold=True),
        Column(_("Day"), lambda row: short_day(row.workshop.day), lambda row: row.workshop.day),
        Column(_("Mark"), _mark),
        Column(_("Reason"), lambda row: ", ".join(_reason(row.cell)) or "-"),
        Column(_("Minutes"), _minutes, _minutes_key, right=True),
        Column(_("Typed by"), lambda row: row.typed or "-"),
    )


def _number(row: MarkRow) -> int:
    return row.workshop.number


def _mark(row: MarkRow) -> str:
    return _(attendance.code_of(row.cell.letter).label) if row.cell.letter else cell_state(row.cell)


def _reason(cell: attendance.Cell) -> list[str]:
    if not cell.letter:
        return []
    cause = attendance.code_of(cell.letter).cause(cell.cause)
    return [part for part in (_(cause.label) if cause else "", cell.note) if part]


def _attended(row: MarkRow) -> int | None:
    if not row.cell.letter:
        return None
    here = row.cell.counts in ("here", "late")
    return row.cell.minutes if row.cell.minutes is not None else row.workshop.offered if here else 0


def _minutes(row: MarkRow) -> str:
    attended = _attended(row)
    if attended is None:
        return "-"
    return _("%(minutes)d of %(offered)d") % {"minutes": attended, "offered": row.workshop.offered}


def _minutes_key(row: MarkRow) -> int:
    attended = _attended(row)
    return -1 if attended is None else attended


def typed_by(lines: Sequence[HistoryLine], clock: Clock) -> dict[str, str]:
    """Who typed the mark that stands now, and when, by workshop id."""
    records = words.made_with(lines)
    found = {}
    for line in lines:
        if (line.type, line.field) == ("mark", "says") and line.state in ("now", "clash"):
            workshop = records.get(line.eid, {}).get("workshop_id")
            if workshop:
                moment = words.when(line, clock.local(line.at), year=False)
                found[str(workshop)] = _("%(name)s, %(when)s") % {"name": line.by, "when": moment}
    return found


class AttendanceTab(QWidget):
    """`take_back` is asked for when she takes part again."""

    def __init__(self, take_back: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._page: people.PersonPage | None = None
        self._typed: Mapping[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(12))
        self.gone = Card()
        row = QHBoxLayout()
        row.setSpacing(look.size(10))
        row.addWidget(IconLabel("log-out", "info", 20))
        self._gone_words = PlainLabel("", "strong", wrap=True)
        row.addWidget(self._gone_words, 1)
        self.back = Button(_("She takes part again"), icon="undo-2")
        self.back.clicked.connect(take_back)
        row.addWidget(self.back)
        self.gone.body.addLayout(row)
        column.addWidget(self.gone)
        card = Card(_("Workshops"), padded=False)
        self._rate = PlainLabel("", "second", colour="soft")
        card.add_right(self._rate)
        self.model: RowsModel[MarkRow] = RowsModel(columns(), look.font())
        self.table = Table(self.model, _("Workshops and marks"))
        self.table.setItemDelegate(MarkDelegate(self.table))
        self.table.set_widths(0, 112, 200, 144, 112, 204)
        self.table.stretch(0, 195, spare=(_TYPED_BY, _MINUTES))
        self.table.stand(200)
        card.body.addWidget(self.table)
        self.none = PlainLabel(no_workshops(), colour="soft")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(self.none, 1)
        column.addWidget(card, 1)

    def set_page(self, page: people.PersonPage) -> None:
        if self._page is None or self._page.id != page.id:
            self._typed = {}
        self._page = page
        self.gone.setVisible(page.left_on is not None)
        if page.left_on is not None:
            fields = {"day": words.since(page.left_on), "cause": labels.leaving_cause(page.left_cause)}
            self._gone_words.setText(_("She left the programme on %(day)s: %(cause)s.") % fields)
        self._rate.setText(rate_sentence(page.rate))
        self.none.setVisible(not page.workshops)
        self.table.setVisible(bool(page.workshops))
        self._show()

    def set_typed(self, typed: Mapping[str, str]) -> None:
        """Who typed each mark, by workshop id."""
        self._typed = typed
        self._show()

    def _show(self) -> None:
        if self._page is None:
            return
        pairs = zip(self._page.workshops, self._page.cells, strict=True)
        self.model.set_rows(
            [MarkRow(one, cell, self._typed.get(one.id, "") if cell.letter else "") for one, cell in pairs]
        )
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.table.proxy.index(0, 0))
