"""Ctrl+K: people, workshops, cohorts, pages and commands, from the box of the top bar."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction
from PySide6.QtWidgets import QApplication, QWidget

from wagesdesk.errors import UserError
from wagesdesk.services import find, today
from wagesdesk.services.changes import Changes
from wagesdesk.text import _, ngettext, short_day
from wagesdesk.ui.actions import EVERYWHERE, ActionSpec
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.finder.box import FindBox
from wagesdesk.ui.finder.results import Results, Row
from wagesdesk.ui.later import later
from wagesdesk.ui.page import PageSpec

MOST: Final = 6
"""Lines of each kind."""
_TIPS_FROM: Final = 3
_PAGE_OF: Final = {"person": "person", "workshop": "workshops", "cohort": "participants"}
"""Where each kind of record is shown."""
SOON_MS: Final = 400
"""The names are read anew this long after the first page or a change, once whoever waits for that has been served."""


class Finder(QObject):
    """Made with the window, `over` which its list floats. `where` says the id of the page in front.

    `listed` are the pages it offers, each with its keys; `pages` the ids of all that are in this place.
    """

    def __init__(
        self, desk: Desk, listed: Sequence[tuple[PageSpec, tuple[str, ...]]], pages: Collection[str],
        where: Callable[[], str], over: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(over)
        self._desk, self._listed, self._pages_here, self._where = desk, listed, pages, where
        self._index: find.Index | None = None
        self._stale = True
        self._back: QWidget | None = None
        self._shoulders = False
        hint = desk.actions.hint_for("find")
        self.box = FindBox(hint.text, hint.keys)
        self.results = Results(over)
        self.box.textChanged.connect(self._on_typed)
        self.box.moved.connect(self._on_moved)
        self.box.accepted.connect(self._on_accepted)
        self.box.left.connect(self._on_left)
        self.box.pressed.connect(self.open)
        self.results.pressed.connect(self._choose)
        desk.bus.changed.connect(self._on_changed)
        over.installEventFilter(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._read)

    def open(self) -> None:
        """Put the focus into the box and show what there is to find."""
        focused = QApplication.focusWidget()
        if focused is not self.box:
            self._back = focused
        desk = self._desk
        try:
            self._shoulders = today.in_session(desk.vault, desk.cohort(), desk.clock.local(desk.clock.now()))
        except UserError as error:
            self._shoulders = True
            desk.problem(error)
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()
        if self._stale:
            self._read()
        self._show()

    # -- reading

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & find.RECORDS:
            self._stale = True
            self._soon.start()

    def _read(self) -> None:
        self._soon.stop()
        vault = self._desk.vault
        if not vault.is_open:
            return
        self._stale = False
        self._desk.jobs.start(
            lambda _token: find.read_index(vault, _workshop),
            owner=self,
            done=self._on_read,
            failed=self._desk.problem,
            quiet=True,
        )

    def _on_read(self, index: find.Index) -> None:
        self._index = index
        if self.results.isVisible() and self.box.text():
            self._show()

    # -- showing

    def _show(self) -> None:
        text = self.box.text().strip()
        rows = self._found(text) if text else self._offers()
        nothing = _("Nothing begins like this. Try a name, a business, a page, or what you want to do.")
        self.results.show_rows(rows, nothing)
        if text:
            self.results.move_by(1)  # of what nobody asked for, nothing is an Enter away
        self.results.place_under(self.box)
        self.results.show()
        self.results.raise_()
        count = sum(row.do is not None for row in rows)
        self._say(ngettext("%(count)d found", "%(count)d found", count) % {"count": count} if rows else nothing)
        self._say_current()

    def _offers(self) -> list[Row]:
        """What an empty box shows: what can be done on this page, the pages, what can be done everywhere."""
        here, everywhere = self._commands(self._where()), self._commands(EVERYWHERE)
        return [
            *_group(_("On this page"), here),
            *_group(_("Pages"), self._pages()),
            *_group(_("Everywhere"), everywhere),
        ]

    def _found(self, text: str) -> list[Row]:
        index = self._index
        cohort_id = self._desk.cohort()
        found = find.find(index, text, cohort_id=cohort_id, limit=MOST) if index is not None else ()
        found = tuple(one for one in found if _PAGE_OF[one.kind] in self._pages_here)
        kinds = {kind: [self._row(one) for one in found if one.kind == kind] for kind in find.KINDS}
        commands = [*self._commands(self._where(), text), *self._commands(EVERYWHERE, text)]
        return [
            *_group(_("People"), kinds["person"]),
            *_group(_("Pages"), self._pages(text)),
            *_group(_("Commands"), commands),
            *_group(_("Workshops"), kinds["workshop"]),
            *_group(_("Cohorts"), kinds["cohort"]),
        ]

    def _pages(self, text: str = "") -> list[Row]:
        def go(page_id: str) -> Callable[[], None]:
            return lambda: self._desk.go(page_id)

        return [
            Row(_(spec.title), icon=spec.icon, keys=keys, do=go(spec.id))
            for spec, keys in self._listed
            if find.matches(text, _(spec.title))
        ]

    def _commands(self, where: str, text: str = "") -> list[Row]:
        """Looked for in what they are called, and from three letters on in what they do."""

        def words(action: QAction) -> str:
            return f"{action.text()} {action.toolTip()}" if len(text) >= _TIPS_FROM else action.text()

        return [
            _command(spec, action)
            for spec, action in self._desk.actions.usable(where)
            if spec.id != "find" and find.matches(text, words(action))
        ]

    def _row(self, one: find.Found) -> Row:
        go, cohort_id = self._desk.go, one.cohort_id
        if one.kind == "person":
            # While others may look on, a name stands here with nothing but its cohort.
            name = one.title if self._shoulders else f"{one.title} {one.surname}".strip()
            parts = (one.cohort,) if self._shoulders else (one.detail, one.cohort)
            detail = ", ".join(part for part in parts if part)
            return Row(name, detail, "user", do=self._in(cohort_id, lambda: go("person", person_id=one.id)))
        if one.kind == "workshop":
            day = short_day(one.day, year=True) if one.day is not None else ""
            detail = day if cohort_id == self._desk.cohort() else f"{one.cohort}, {day}"
            to_register = self._in(cohort_id, lambda: go("workshops", number=str(one.number)))
            return Row(_workshop(one.number, one.title), detail, "clipboard-check", do=to_register)
        return Row(one.title, one.detail, "users-round", do=self._in(cohort_id, lambda: go("participants")))

    def _in(self, cohort_id: str, do: Callable[[], None]) -> Callable[[], None]:
        """`do`, in this cohort, if it is one."""

        def both() -> None:
            if cohort_id not in ("", self._desk.cohort()):
                self._desk.choose_cohort(cohort_id)
            do()

        return both

    # -- what happens

    def _on_typed(self) -> None:
        if self.box.hasFocus():
            self._show()

    def _on_moved(self, step: int) -> None:
        if self.results.isVisible():
            self.results.move_by(step)
            self._say_current()
        else:
            self.open()

    def _on_accepted(self) -> None:
        row = self.results.current() if self.results.isVisible() else None
        if row is not None:
            self._choose(row)

    def _choose(self, row: Row) -> None:
        self._close()
        if row.do is not None:
            row.do()

    def _on_left(self, by_key: bool) -> None:
        if by_key:
            self._close()
        else:
            self.results.hide()
            self.box.clear()

    def _close(self) -> None:
        """Hide the list, empty the box, and give the focus back to where it was."""
        self.results.hide()
        back, self._back = self._back, None
        if back is not None and shiboken6.isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.box.clearFocus()
        self.box.clear()

    def _say_current(self) -> None:
        row = self.results.current()
        if row is not None:
            self._say(row.said)

    def _say(self, words: str) -> None:
        """Let a screen reader say it: the list never has the focus."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.box, words))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Resize and self.results.isVisible():
            later(0, self, lambda: self.results.place_under(self.box))
        elif kind == QEvent.Type.Show and self._stale:
            self._soon.start()
        elif kind == QEvent.Type.Hide:
            self._soon.stop()
        return False


def _workshop(number: int, title: str) -> str:
    return _("Workshop %(number)d: %(title)s") % {"number": number, "title": _(title)}


def _command(spec: ActionSpec, action: QAction) -> Row:
    keys = tuple(spec.keys[0].split("+")) if spec.keys else ()
    return Row(action.text(), action.toolTip(), spec.icon, keys, action.trigger)


def _group(heading: str, rows: list[Row]) -> list[Row]:
    return [Row(heading), *rows] if rows else []
