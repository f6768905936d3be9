"""Inbox: bundles that came from another place, looked at before they are taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.export import inbox
from wagesdesk.export.inbox import Accepted, IntakeRow
from wagesdesk.services import clash, joining, quarantine
from wagesdesk.text import _, ngettext
from wagesdesk.ui import file_dialogs, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.pages.inbox.bundle_list import BundleList
from wagesdesk.ui.pages.inbox.looked import Looked, look
from wagesdesk.ui.pages.inbox.preview import PreviewView
from wagesdesk.ui.pages.inbox.refused import RefusedView
from wagesdesk.ui.pages.inbox.sticks import SticksView
from wagesdesk.ui.pages.inbox.taken import TakenView
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import rule
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.stack import Stack


@dataclass(frozen=True)
class Held:
    """Bundles that were looked at and not taken in, the one in front, and the one that was just taken in, by id."""

    waiting: Mapping[str, Looked]
    current: str
    fresh: str


class InboxPage(Page):
    """Bundles that were looked at and not taken in wait here until the lock."""

    interested_in: ClassVar[frozenset[str]] = frozenset(
        {
            "intake",
            "quarantine_release",
            "person",
            "identity",
            "business",
            "release_date",
            "consent",
            "mark",
            "enrolment",
            "asking",
            "joining",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.media_root = Path("/")
        self._waiting: dict[str, Looked] = {}
        self._taken: tuple[IntakeRow, ...] = ()
        self._current = ""
        self._fresh = ""
        self.body.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.body.addLayout(row, 1)
        row.addWidget(self._build_left())
        edge = theme.current().size
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(edge(24), edge(18), edge(24), edge(16))
        self.views = Stack()
        column.addWidget(self.views)
        row.addWidget(right, 1)
        self.sticks = SticksView(desk, lambda: self.media_root)
        self.sticks.wanted.connect(self.read_file)
        self.refused = RefusedView(desk)
        self.refused.again.connect(self.read_stick)
        self.preview = PreviewView(desk)
        self.preview.take.connect(self._on_take)
        self.preview.later.connect(self._rest)
        self.taken = TakenView(desk)
        self.taken.finished.connect(self._rest)
        start = Button(_("Read a stick"), "primary", "usb")
        start.clicked.connect(self.read_stick)
        self.empty = EmptyState(
            "inbox", _("Bundles that another place made for you come in here, on a stick or as a file."), start
        )
        self.idle = EmptyState("inbox", _("Choose a bundle at the left, or read the next one."))
        desk.actions.bind("inbox.stick", self, self.read_stick)
        desk.actions.bind("inbox.file", self, self._on_file)
        for view in (self.empty, self.idle, self.sticks, self.refused, self.preview, self.taken):
            self.views.addWidget(view)

    def _build_left(self) -> QFrame:
        look_of = theme.current()
        left = QFrame()
        left.setProperty("side_list", True)
        left.setFixedWidth(look_of.size(290))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(look_of.size(20), look_of.size(16), look_of.size(16), look_of.size(12))
        top.setSpacing(look_of.size(8))
        if not self.desk.place.outside:
            back = Button(_("Export & import").replace("&", "&&"), "link", "arrow-left", size="small")
            back.setAccessibleName(_("Back to Export & import"))
            back.clicked.connect(lambda: self.desk.go("export"))
            top.addWidget(back, alignment=Qt.AlignmentFlag.AlignLeft)
        first = QHBoxLayout()
        first.addWidget(PlainLabel(_("Inbox"), "title"))
        first.addStretch(1)
        self.stick_button = self.desk.actions.button_for("inbox.stick", size="small")
        first.addWidget(self.stick_button)
        top.addLayout(first)
        self.file_button = self.desk.actions.button_for("inbox.file", size="small")
        second = QHBoxLayout()
        if self.desk.place.outside:
            self.write_back = Button(_("Write back"), "link", "package", size="small")
            self.write_back.clicked.connect(lambda: self.desk.go("export"))
            second.addWidget(self.write_back)
        second.addStretch(1)
        second.addWidget(self.file_button)
        top.addLayout(second)
        column.addLayout(top)
        column.addWidget(rule())
        self.list = BundleList(self.desk)
        self.list.picked.connect(self.show_bundle)
        column.addWidget(self.list, 1)
        self.to_settle = Button(_("To settle"), "link", "git-compare-arrows")
        self.to_settle.clicked.connect(lambda: self.desk.go("settle"))
        foot = QHBoxLayout()
        foot.setContentsMargins(look_of.size(14), look_of.size(4), look_of.size(16), look_of.size(8))
        foot.addWidget(self.to_settle, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)
        self._left = left
        return left

    # -- as every page

    def refresh(self) -> None:
        self._taken = inbox.intakes(self.desk.vault)
        vault = self.desk.vault
        left = clash.count(vault) + quarantine.count(vault) + len(joining.likely(vault))
        self.to_settle.setText(ngettext("%(n)d to settle", "%(n)d to settle", left) % {"n": left})
        self.to_settle.setVisible(bool(left))
        self._show_list()
        if self.views.currentWidget() is self.taken:
            self.show_bundle(self._current)
        elif self.views.currentWidget() in (self.empty, self.idle):
            self._rest()

    def state(self) -> Held | None:
        return Held(dict(self._waiting), self._current, self._fresh) if self._waiting or self._current else None

    def restore(self, state: Held) -> None:
        self._waiting, self._fresh = dict(state.waiting), state.fresh
        self._refresh_if_stale()
        self.show_bundle(state.current)

    def key_hints(self) -> tuple[KeyHint, ...]:
        choose = (KeyHint(("Up", "Down"), _("Choose a bundle")),) if self._waiting or self._taken else ()
        return (
            *choose,
            self.desk.actions.hint_for("inbox.stick"),
            self.desk.actions.hint_for("inbox.file"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self._left, self.views)

    # -- reading

    def read_stick(self) -> None:
        """Look what lies on the sticks that are in."""
        self._current = ""
        self._show_list()
        self.views.setCurrentWidget(self.sticks)
        self.sticks.start([row.bundle_id for row in self._taken])

    def _on_file(self) -> None:
        file_dialogs.open_file(self, _("Read a bundle"), _("Bundles (wd-*.age);;All files (*)"), self.read_file)

    def read_file(self, file: Path) -> None:
        """Check this file, as a job, and show what is in it or why it is refused. Nothing is changed."""
        vault, staff_id = self.desk.vault, self.desk.staff_id
        self.desk.jobs.start(
            lambda token: look(vault, staff_id, file, token), owner=self,
            done=self._on_looked, failed=lambda error: self._on_refused(file.name, error),
        )  # fmt: skip

    def _on_looked(self, looked: Looked) -> None:
        self._waiting[looked.preview.bundle_id] = looked
        self.show_bundle(looked.preview.bundle_id)

    def _on_refused(self, name: str, error: Exception) -> None:
        if not isinstance(error, UserError):
            self.desk.problem(error)
            return
        self._current = ""
        self._show_list()
        self.refused.show_error(name, error)
        self.views.setCurrentWidget(self.refused)

    # -- showing

    def show_bundle(self, bundle_id: str) -> None:
        """The bundle with this id, waiting or taken in."""
        self._current = bundle_id
        self._show_list()
        looked = self._waiting.get(bundle_id)
        if looked is not None:
            self.preview.start(looked)
            self.views.setCurrentWidget(self.preview)
            return
        row = next((row for row in self._taken if row.bundle_id == bundle_id), None)
        if row is None:
            self._rest()
            return
        self.taken.start(row, fresh=bundle_id == self._fresh)
        self.views.setCurrentWidget(self.taken)

    def _show_list(self) -> None:
        taken = {row.bundle_id for row in self._taken}
        not_yet = [one.preview for key, one in self._waiting.items() if key not in taken]
        self.list.show_bundles(not_yet, self._taken, self._current)
        self.hints_changed.emit()

    def _rest(self) -> None:
        """Nothing in front; a bundle that was taken in before does not wait any more."""
        taken = {row.bundle_id for row in self._taken}
        self._waiting = {key: one for key, one in self._waiting.items() if key not in taken}
        self._current = self._fresh = ""
        self._show_list()
        focused: QWidget | None = self.window().focusWidget()
        inside = focused is not None and self.views.isAncestorOf(focused)
        self.views.setCurrentWidget(self.idle if self._taken or self._waiting else self.empty)
        if inside and self.views.currentWidget() is self.idle:  # nothing can be pressed there
            self.stick_button.setFocus()

    # -- taking in

    def _on_take(self, looked: Looked) -> None:
        vault, actor = self.desk.vault, self.desk.staff_id
        self.preview.set_busy(busy=True)
        self.desk.jobs.start(
            lambda token: inbox.accept(
                vault, actor, looked.preview, step=lambda done, total: token.step(done, total, _("Taking in"))
            ),
            owner=self,
            done=lambda accepted: self._on_accepted(looked, accepted), failed=self._on_take_failed,
        )  # fmt: skip

    def _on_accepted(self, looked: Looked, accepted: Accepted) -> None:
        bundle_id = looked.preview.bundle_id
        del self._waiting[bundle_id]
        self._fresh = bundle_id
        self._current = bundle_id
        self.desk.bus.tell(accepted.changes)
        place = {"place": looked.preview.sender.place}
        if accepted.asked:
            self.desk.toast(_("The next bundle to %(place)s holds all that they have no more") % place)
        elif accepted.arrived:
            has = ngettext(
                "%(place)s has %(n)d bundle of yours: it does not go there again",
                "%(place)s has %(n)d bundles of yours: they do not go there again",
                accepted.arrived,
            )
            self.desk.toast(has % {**place, "n": accepted.arrived})
        self._taken = inbox.intakes(vault=self.desk.vault)
        self.show_bundle(bundle_id)

    def _on_take_failed(self, error: Exception) -> None:
        self.preview.set_busy(busy=False)
        self.preview.take_focus()
        self.desk.problem(error)
