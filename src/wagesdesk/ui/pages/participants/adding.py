"""Adding people: names typed one a line, with what each line will become beside them while they are typed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QStyleOptionViewItem, QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.services import people, scratch
from wagesdesk.text import _, clock_time, long_day, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.ways_in import WaysIn
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.rows_model import ROW_ROLE, Column, RowsModel
from wagesdesk.ui.widgets.table import LineDelegate, Table

SAVE_AFTER_MS = 1000
"""Typing is kept within two seconds (ARCHITECTURE 4)."""
HERE = "here"


@dataclass(frozen=True)
class Verdict:
    """What a typed line will become. `code` is that of `people.NameLine`, or HERE when such a name is there already."""

    line: people.NameLine
    code: str

    @property
    def kept(self) -> bool:
        return self.code in ("ok", HERE)


def verdicts(text: str, here: Collection[tuple[str, str]]) -> tuple[Verdict, ...]:
    """A verdict for each line that says something. `here` are (chosen name, surname) of the cohort, without case."""
    return tuple(
        Verdict(one, HERE if one.code == "ok" and (one.chosen.casefold(), one.surname.casefold()) in here else one.code)
        for one in people.parse_names(text)
    )


def _words(one: Verdict) -> str:
    said = {
        "ok": _("will be added"),
        HERE: _("will be added; the name is here already"),
        "twice": _("twice: remove one, or add a surname"),
        "bad_number": _("not a prison number: it looks like A1234BC"),
        "too_long": _("too long: shorten the name"),
    }
    return said[one.code]


class VerdictDelegate(LineDelegate):
    """The verdict wears its shape and colour; the rest is plain."""

    def paint_content(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.column() != 3:
            super().paint_content(painter, option, index)
            return
        look, one = theme.current(), index.data(ROW_ROLE)
        icon, colour = {"ok": ("circle-check", "green"), HERE: ("triangle-alert", "amber")}.get(
            one.code, ("octagon-alert", "red")
        )
        rect = option.rect.adjusted(self.edge, 0, -self.edge, 0)
        side = look.size(16)
        painter.drawPixmap(rect.left(), rect.center().y() - side // 2, look.pixmap(icon, colour, 16))
        rect.setLeft(rect.left() + side + look.size(8))
        painter.setFont(look.font("second"))
        painter.setPen(look.colour(colour))
        text = painter.fontMetrics().elidedText(_words(one), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


class AddPanel(QWidget):
    """`added` carries the ids of the new people, `closed` says that the panel was left; what was typed is kept."""

    added = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.cohort_id = ""
        self._here: frozenset[tuple[str, str]] = frozenset()
        self._verdicts: tuple[Verdict, ...] = ()
        self._refused = ""
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(SAVE_AFTER_MS)
        self._save_timer.timeout.connect(self.keep)
        self._build()

    def open(self, cohort_id: str, joined_on: date, here: Collection[tuple[str, str]]) -> None:
        """Show the panel for a cohort; what was typed there before and not added stands in it again."""
        self.cohort_id, self._here = cohort_id, frozenset(here)
        self._refused = self.refused.look()
        self.joined.editor.set_day(joined_on)
        held = scratch.pending(self._desk.vault, self._key)
        self.names.setPlainText(held.text if held else "")
        self._save_timer.stop()
        self.brought_back.setVisible(held is not None)
        if held is not None:
            at = self._desk.clock.local(scratch.instant(held))
            self.brought_back.setText(
                _("Brought back: what you were typing on %(day)s at %(time)s.")
                % {"day": long_day(at.date()), "time": clock_time(at)}
            )
        self._on_typed()
        self.names.setFocus()

    def keep(self) -> None:
        """Make what was typed durable; called within two seconds, and when the panel is covered or left."""
        self._save_timer.stop()
        if not self.cohort_id or not self._desk.vault.is_open:
            return
        text = self.names.toPlainText()
        try:
            if text.strip():
                scratch.save(self._desk.vault, self._desk.staff_id, self._key, text)
            else:
                scratch.drop(self._desk.vault, self._key)
        except UserError as error:
            self._desk.problem(error)

    # -- building

    def _build(self) -> None:
        look = theme.current()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.size(14))
        grid.setVerticalSpacing(look.size(12))
        self.refused = WaysIn(self._desk, _("What you type here is kept."))
        grid.addWidget(self.refused, 0, 0, 1, 2)
        if not look.large:
            grid.addWidget(self._typing_card(), 1, 0)
            grid.addWidget(self._preview_card(), 1, 1)
            grid.setColumnStretch(0, 4)
            grid.setColumnStretch(1, 7)
            grid.setRowStretch(1, 1)
        else:
            grid.addWidget(self._typing_card(), 1, 0, 1, 2)
            grid.addWidget(self._preview_card(), 2, 0, 1, 2)

    def _typing_card(self) -> Card:
        look = theme.current()
        card = Card(_("Type names, one a line"))
        self.brought_back = PlainLabel("", "second", colour="info", wrap=True)
        card.body.addWidget(self.brought_back)
        self.names = QPlainTextEdit()
        self.names.setAccessibleName(_("Names, one a line"))
        self.names.setAccessibleDescription(_("A first name is enough. A surname and a prison number may follow."))
        self.names.setTabChangesFocus(True)
        self.names.setMinimumHeight(look.size(160))
        self.names.textChanged.connect(self._on_typed)
        card.title.setBuddy(self.names)
        card.body.addWidget(self.names, 1)
        help_line = _("A first name is enough. A surname and a prison number may follow: Asha Rahman A1234BC.")
        card.body.addWidget(PlainLabel(help_line, "second", colour="soft", wrap=True))
        self.joined = Field(_("They join on"), DayEdit(), _("She cannot be marked before this day."))
        self.joined.editor.day_changed.connect(self._check)
        card.body.addWidget(self.joined)
        return card

    def _preview_card(self) -> Card:
        look = theme.current()
        card = Card(_("What will be added"), padded=False, ruled=True)
        self.count = PlainLabel("", "second", colour="soft")
        card.add_right(self.count)
        self.model: RowsModel[Verdict] = RowsModel(
            (
                Column(_("First name"), lambda one: one.line.chosen, bold=True),
                Column(_("Surname"), lambda one: one.line.surname),
                Column(_("Number"), lambda one: one.line.prison_number),
                Column(_("What happens"), _words),
            ),
            look.font(),
        )
        self._table = Table(self.model, _("What will be added"), row_height=34, sortable=False)
        self._table.setItemDelegate(VerdictDelegate(self._table))
        self._table.set_widths(140, 130, 104)
        self._table.setMinimumHeight(look.size(160))
        card.body.addWidget(self._table, 1)
        self._waiting = PlainLabel(_("Each name appears here as you type it."), "body", colour="soft")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(self._waiting, 1)
        foot = QVBoxLayout()
        edge = look.size(16)
        foot.setContentsMargins(edge, look.size(4), edge, edge)
        foot.setSpacing(look.size(8))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        leave = Button(_("Close, keep what I typed"))
        leave.clicked.connect(self._on_close)
        self.add_button = Button("", "primary", "user-plus")
        self.add_button.clicked.connect(self._on_add)
        buttons.addWidget(leave)
        buttons.addWidget(self.add_button)
        foot.addWidget(ReasonLine(self.add_button))
        foot.addLayout(buttons)
        card.body.addLayout(foot)
        return card

    # -- what happens

    @property
    def _key(self) -> str:
        return scratch.adding_key(self.cohort_id)

    def _on_typed(self) -> None:
        self._verdicts = verdicts(self.names.toPlainText(), self._here)
        self.model.set_rows(self._verdicts)
        self._table.setVisible(bool(self._verdicts))
        self._waiting.setVisible(not self._verdicts)
        if not self._save_timer.isActive():
            self._save_timer.start()
        self._check()

    def _check(self) -> None:
        """Say on the button how many will be added, and beside it why not."""
        count = sum(one.kept for one in self._verdicts)
        wrong = len(self._verdicts) - count
        words = ngettext("Add %(n)d person", "Add %(n)d people", count) % {"n": count}
        self.add_button.setText(words)
        self.add_button.setAccessibleName(words)
        self.count.setText(ngettext("%(n)d line", "%(n)d lines", len(self._verdicts)) % {"n": len(self._verdicts)})
        reason = ""
        if not self._verdicts:
            reason = _("Type a name first.")
        elif wrong:
            reason = ngettext(
                "Put the line right that is marked in red.", "Put the %(n)d lines right that are marked in red.", wrong
            ) % {"n": wrong}
        elif self.joined.editor.day() is None:
            reason = _("Type the day they join, like 3 Nov 2026.")
        elif self._refused:
            reason = self._refused
        self.add_button.refuse(reason)

    def _on_add(self) -> None:
        vault, actor, cohort_id = self._desk.vault, self._desk.staff_id, self.cohort_id
        text, joined = self.names.toPlainText(), self.joined.editor.day()
        if joined is None:
            return
        self.keep()
        self.add_button.refuse(_("Adding them now."))
        self._desk.jobs.start(
            lambda _token: people.add_by_names(vault, actor, cohort_id=cohort_id, text=text, joined_on=joined),
            owner=self, done=self._on_done, failed=self._on_failed,
        )  # fmt: skip

    def _on_done(self, done: people.Added) -> None:
        scratch.drop(self._desk.vault, self._key)
        self.names.clear()
        self._save_timer.stop()
        self._desk.bus.tell(done.changes)
        self.added.emit(done.people)
        count = len(done.people)
        self._desk.toast(ngettext("Added %(n)d person", "Added %(n)d people", count) % {"n": count}, undo=True)

    def _on_failed(self, error: Exception) -> None:
        self._refused = self.refused.look()
        self._check()
        if not self._refused:
            self._desk.problem(error)

    def _on_close(self) -> None:
        self.keep()
        self.closed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        if self._save_timer.isActive():
            self.keep()
        super().hideEvent(event)
