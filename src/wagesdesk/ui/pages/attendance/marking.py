"""What the keys of the register do to the current cell: each is one write, kept at once, that can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.services import attendance, people, site
from wagesdesk.services.attendance import Cell, RegisterColumn, RegisterRow
from wagesdesk.services.changes import Changes
from wagesdesk.text import _, long_day
from wagesdesk.ui import free_text, unsaved
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.group import counted
from wagesdesk.ui.pages.attendance import words
from wagesdesk.ui.pages.attendance.leave import LeavePanel
from wagesdesk.ui.pages.attendance.panel import Panel
from wagesdesk.ui.pages.attendance.reason import Reason, ReasonPanel
from wagesdesk.ui.pages.attendance.register_view import RegisterView


class Marking(QObject):
    """`busy` while it writes and tells of it. Panels stand on `page`, beside the cell of `view`."""

    def __init__(self, desk: Desk, view: RegisterView, page: QWidget) -> None:
        super().__init__(page)
        self.busy = False
        self._desk, self._view, self._page = desk, view, page
        self._panel: Panel | None = None
        self._key = ""
        self._kept: list[unsaved.Content] | None = None

    def close_panel(self) -> None:
        """Put away the form beside the cell, if there is one."""
        if self._panel is not None:
            self._panel.close_panel()

    def keep_typing(self) -> None:
        """Make durable what is typed in the form beside the cell; nothing is kept of one that was given up."""
        panel = self._panel
        if panel is not None and (typed := panel.typed()) != self._kept and unsaved.keep(self._desk, self._key, typed):
            self._kept = typed

    def settle(self) -> None:
        """Save what was typed, as leaving the form with the mouse does; what cannot be saved is kept."""
        if self._panel is not None:
            self.keep_typing()
            if self._panel.is_changed():
                self._panel.save()

    def _here(self) -> tuple[RegisterRow, RegisterColumn, Cell] | None:
        """The woman, the workshop and the mark at the current cell, if it may be marked; else a toast says why not."""
        index = self._view.currentIndex()
        cell, column = self._view.marks.cell(index), self._view.marks.workshop(index.column())
        if cell is None or column is None:
            self._desk.toast(_("Choose a cell under a workshop first."))
            return None
        row = self._view.marks.woman(index)
        if cell.state in ("before", "after", "cancelled"):
            self._desk.toast(words.refused(row, column, cell))
            return None
        return row, column, cell

    def _write(self, write: Callable[[], Changes], said: str) -> bool:
        """Do one write and tell of it; whether it was done."""
        self.busy = True
        try:
            changes = write()
            self._desk.bus.tell(changes)
        except UserError as error:
            self._desk.problem(error)
            return False
        finally:
            self.busy = False
        if changes:
            self._desk.toast(said, undo=True)
        return True

    def press(self, letter: str) -> None:
        """A letter of the legend was pressed with the mouse."""
        self._view.setFocus()
        self.letter(letter)

    def letter(self, letter: str) -> None:
        """Mark the current cell and step down; the letter of leaving opens its panel instead."""
        if attendance.code_of(letter).effect == "left":
            self._open_leave()
            return
        here = self._here()
        if here is None:
            return
        row, column, cell = here
        if cell.letter == letter:  # the same again keeps its reason
            self._view.step_down()
            return
        said = words.marked(row.name, column.number, letter)
        if self._write(lambda: self._mark(row, column, letter, Reason()), said):
            self._view.step_down()

    def _mark(self, row: RegisterRow, column: RegisterColumn, letter: str, why: Reason) -> Changes:
        return attendance.mark(
            self._desk.vault, self._desk.staff_id, enrolment_id=row.enrolment_id, workshop_id=column.workshop_id,
            letter=letter, cause=why.cause, minutes=why.minutes, note=why.note, done_by=why.done_by,
            done_on=why.done_on,
        )  # fmt: skip

    def clear(self) -> None:
        """Take the mark of the current cell away."""
        here = self._here()
        if here is None or not here[2].letter:
            return
        row, column, _cell = here
        said = _("%(name)s is not marked any more for workshop %(number)d")
        self._write(
            lambda: attendance.clear(
                self._desk.vault, self._desk.staff_id, enrolment_id=row.enrolment_id, workshop_id=column.workshop_id
            ),
            said % {"name": row.name, "number": column.number},
        )

    def rest(self) -> None:
        """Mark everybody present who has no mark in the column of the current cell."""
        register = self._view.marks.register
        column = self._view.marks.workshop(self._view.currentIndex().column())
        if column is None and register.current is not None:
            column = register.columns[register.current]
        if column is None:
            return
        self._view.setFocus()
        if column.cancelled:
            said = _("Workshop %(number)d is cancelled, so nobody is marked for it")
            self._desk.toast(said % {"number": column.number})
            return
        if not column.unmarked:
            self._desk.toast(_("Everybody is marked for workshop %(number)d") % {"number": column.number})
            return
        fields = {"people": counted(site.site(self._desk.vault).group, column.unmarked), "number": column.number}
        said = _("%(people)s marked present for workshop %(number)d") % fields
        self._write(
            lambda: attendance.mark_rest_present(
                self._desk.vault, self._desk.staff_id, cohort_id=register.cohort_id, workshop_id=column.workshop_id
            ),
            said,
        )

    def open_reason(self) -> None:
        """Open the form for cause, minutes and note beside the current cell."""
        here = self._here() if self._panel is None and self._view.marks.rowCount() else None
        if here is None:
            return
        row, column, cell = here
        if not cell.letter:
            self._desk.toast(_("Mark %(name)s first; then F2 adds the reason.") % {"name": row.name})
            return
        panel = ReasonPanel(row.name, column, cell, free_text.others_of(self._desk, but=row.person_id), self._page)
        said = _("Reason kept for %(name)s, workshop %(number)d") % {"name": row.name, "number": column.number}

        def keep(why: Reason) -> None:
            if self._write(lambda: self._mark(row, column, cell.letter, why), said):
                panel.close_panel()

        panel.saved.connect(keep)
        self._open(panel, f"reason {row.person_id} {column.workshop_id}")

    def _open_leave(self) -> None:
        index = self._view.currentIndex()
        if not index.isValid() or self._panel is not None:
            return
        row, column = self._view.marks.woman(index), self._view.marks.workshop(index.column())
        if row.left_on is not None:
            known = people.person(
                self._desk.vault, row.person_id, self._view.marks.register.cohort_id, self._desk.clock.today()
            )
            panel = LeavePanel(row.name, row.left_on - timedelta(days=1), known.left_cause, self._page)
        else:
            panel = LeavePanel(row.name, self._last_day(row, column), "", self._page)
        panel.saved.connect(lambda day, cause: self._leave(panel, row, day, cause))
        panel.back.connect(lambda: self._come_back(panel, row))
        self._open(panel, f"leave {row.person_id}")

    def _last_day(self, row: RegisterRow, column: RegisterColumn | None) -> date:
        """The day of the last workshop she was at before `column`; else the day before it."""
        day = column.day if column is not None else self._desk.clock.today()
        pairs = zip(self._view.marks.register.columns, row.cells, strict=True)
        came = [one.day for one, cell in pairs if one.day < day and cell.counts in ("here", "late")]
        return max(came, default=day - timedelta(days=1))

    def _leave(self, panel: LeavePanel, row: RegisterRow, day: date, cause: str) -> None:
        self.busy = True
        try:
            changes = attendance.leave(
                self._desk.vault, self._desk.staff_id, enrolment_id=row.enrolment_id, day=day + timedelta(days=1),
                cause=cause,
            )  # fmt: skip
            self._desk.bus.tell(changes)
        except FieldInvalid:
            panel.refuse_day(_("That is before she joined. Type a later day."))
            return
        except UserError as error:
            self._desk.problem(error)
            return
        finally:
            self.busy = False
        panel.close_panel()
        self._desk.toast(
            _("%(name)s left; her last day is %(day)s") % {"name": row.name, "day": long_day(day)}, undo=True
        )

    def _come_back(self, panel: LeavePanel, row: RegisterRow) -> None:
        said = _("%(name)s takes part again") % {"name": row.name}
        if self._write(
            lambda: attendance.come_back(self._desk.vault, self._desk.staff_id, enrolment_id=row.enrolment_id), said
        ):
            panel.close_panel()

    def _open(self, panel: Panel, key: str) -> None:
        """Show the form, with what was typed in it before and is kept under `key`."""
        panel.begin()
        self._key, self._kept = key, unsaved.kept(self._desk, key)
        if self._kept and unsaved.put_back(panel, self._kept):
            self._desk.toast(_("What you were typing here is back. It is not saved yet."))
        index = self._view.currentIndex()
        self._view.scrollTo(index)
        cell = self._view.visualRect(index)
        cell.moveTopLeft(self._view.viewport().mapTo(self._page, cell.topLeft()))
        self._panel = panel
        self._view.cells.ringed = True
        panel.closed.connect(self._on_panel_closed)
        panel.open_beside(cell)

    def _on_panel_closed(self, had_focus: bool) -> None:
        if self._desk.vault.is_open:
            if self._panel is not None and self._panel.left:
                self.keep_typing()
            elif self._kept is not None:
                unsaved.keep(self._desk, self._key, None)
        self._panel, self._kept = None, None
        self._view.cells.ringed = False
        self._view.viewport().update()
        if had_focus:
            self._view.setFocus()
