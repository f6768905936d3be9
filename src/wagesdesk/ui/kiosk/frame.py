"""What stands around every page of one participant: her top bar, the page, the footer; and what keeps her typing."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from wagesdesk.clock import Clock
from wagesdesk.errors import UserError
from wagesdesk.models.vault import Vault
from wagesdesk.services import comfort as comforts
from wagesdesk.services.comfort import Comfort, Stopped
from wagesdesk.text import _
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.kiosk.bars import ColourStrip, Footer, TopBar
from wagesdesk.ui.kiosk.desk import KioskDesk, Listen, Writer
from wagesdesk.ui.kiosk.notice import Notice
from wagesdesk.ui.kiosk.page import KioskPage
from wagesdesk.ui.kiosk.pages import KIOSK_PAGES
from wagesdesk.ui.kiosk.widgets import KioskButton
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.words.spelling import Spelling

FLUSH_EVERY_MS = 1500
SETTLE_AFTER = 60.0
"""Seconds of a pause after which what was typed enters the journal."""


class _Sheet(QWidget):
    """As high as what is on it needs at the width there is: the least height of words that wrap is that of the
    narrowest lines, and would leave empty room to scroll to."""

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least


class Frame(QWidget):
    """Made anew for another size, colour or language; `where` and `go` bring her back to the same place.

    `changed(Comfort)` when she likes it otherwise now, `stop_wanted` for Stop for now, `help_wanted(page id, question)`
    when she raised her hand, `helped` when she put it down.
    """

    changed = Signal(object)
    stop_wanted = Signal()
    help_wanted = Signal(str, str)
    helped = Signal()

    def __init__(
        self, vault: Vault, writer: Writer, comfort: Comfort, *, language: str, clock: Clock, jobs: Jobs,
        listen: Listen | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # nothing of what lies behind shows through
        self._specs = {spec.id: spec for spec in KIOSK_PAGES}
        self._comfort = comfort
        self.desk = KioskDesk(
            vault=vault, person=writer, clock=clock, jobs=jobs, comfort=comfort, language=language, go=self.go,
            home=lambda: self.go("home"), need_help=self._on_help, saved=self._on_saved, footer=self._show_footer,
            problem=self._on_problem, spelling=Spelling(self), listen=listen,
        )  # fmt: skip
        self._page: KioskPage | None = None
        self._where: tuple[str, dict[str, str]] = ("", {})
        self._typed_at = 0.0
        self._hand_up = False
        self._build(writer.name, comfort, language)
        beat = QTimer(self)
        beat.timeout.connect(self.flush)
        beat.start(FLUSH_EVERY_MS)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_next)

    def _build(self, name: str, comfort: Comfort, language: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.top = TopBar(name, comfort, language)
        self.top.changed.connect(self.changed)
        self.top.stop.connect(self.stop_wanted)
        self.colours = ColourStrip(comfort.colour)
        self.colours.chosen.connect(lambda colour: self.changed.emit(replace(self._comfort, colour=colour)))
        self.top.colour.toggled.connect(self._on_colours)
        self.notice = Notice()
        self._sheet = QScrollArea()
        self._sheet.setWidgetResizable(True)
        self._sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = _Sheet()
        holder.setProperty("page", True)
        self._place = QVBoxLayout(holder)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._sheet.setWidget(holder)
        self._sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.footer = Footer()
        footer = self.footer
        for button, act in (
            (footer.back, self._on_back), (footer.help, self._on_hand), (footer.listen, self._on_listen),
            (footer.leave, self._on_leave), (footer.next, self._on_next),
        ):  # fmt: skip
            button.clicked.connect(act)
        for widget in (self.top, self.colours, self.notice):
            column.addWidget(widget)
        column.addWidget(self._sheet, 1)
        column.addWidget(self.footer)

    # -- pages

    def go(self, page_id: str, **where: str) -> None:
        """See KioskDesk.go. She stays while what she typed cannot be kept."""
        if not self.settle():
            return
        if page_id == "home":
            self.remember()
        self._hush()
        spec = self._specs[page_id]
        if self._page is None or self._where[0] != page_id:
            clear(self._place)  # the page before goes later: one of its own buttons may have led here
            self._page = spec.page()(self.desk)
            self._page.setAccessibleName(_(spec.title))
            self._place.addWidget(self._page)
        self._where = (page_id, where)
        self._on_saved(True)
        try:
            self._page.show_at(**where)
            self._page.refresh()
        except UserError as error:  # a page that begins something of hers, and the disk is full
            self._on_problem(error)
        self._sheet.verticalScrollBar().setValue(0)
        self._show_footer()
        self._focus()

    @property
    def page(self) -> KioskPage | None:
        """The page in front."""
        return self._page

    @property
    def where(self) -> tuple[str, Mapping[str, str]]:
        """What the last `go` showed."""
        return self._where

    def stopped_at(self) -> Stopped | None:
        """Where she would carry on; None where there is nothing to come back to."""
        page_id, where = self._where
        there = self._page is not None and self._specs[page_id].place_words(where)
        return Stopped(page_id, where) if there else None

    def remember(self) -> None:
        """Keep where she stops now, if one can come back to it."""
        at, me = self.stopped_at(), self.desk.person.id
        if at is None:
            return
        try:
            comforts.set_stopped(self.desk.vault, me, person_id=me, at=at)
        except UserError as error:
            self._on_problem(error)

    def keep(self) -> bool:
        """Make durable what is typed, without ending the form; False while that cannot be, and it says so."""
        self.flush()
        return self._page is None or self._page.is_kept()

    def flush(self) -> None:
        """Make durable what is typed; after a pause of a minute it enters the journal."""
        if self._page is None or not self.desk.vault.is_open:
            return
        now = time.monotonic()
        if self._page.flush():
            self._typed_at = now
        elif self._typed_at and now - self._typed_at >= SETTLE_AFTER:
            self.settle()

    def settle(self) -> bool:
        """What is typed enters the journal, or is kept at least; False while neither can be, and it says so."""
        self._typed_at = 0.0
        if self._page is None or not self.desk.vault.is_open:
            return True
        try:
            self._page.settle()
        except UserError as error:
            self._page.flush()
            self._on_problem(error)
        return self._page.is_kept()

    # -- what happens

    def _show_footer(self) -> None:
        page, footer = self._page, self.footer
        if page is None:
            return
        footer.back.say(page.back_words)
        footer.back.setVisible(bool(page.back_words))
        footer.listen.setVisible(page.listen_in_footer and self.desk.listen is not None)
        footer.leave.setVisible(page.can_leave)
        footer.next.say(page.next_words)
        footer.next.setVisible(bool(page.next_words))
        footer.next.setEnabled(page.can_go_next)
        footer.fit()

    def _on_next(self) -> None:
        if self._page is not None and self._page.next_words and self._page.can_go_next:
            self._page.next()

    def _on_back(self) -> None:
        if self._page is not None:
            self._page.back()

    def _on_leave(self) -> None:
        if self._page is not None and self._page.can_leave:
            self._page.leave_it()

    def _on_hand(self) -> None:
        if self._hand_up:
            self.helped.emit()
        elif self._page is not None:
            self._on_help(self._page.question)

    def _on_listen(self) -> None:
        page, listen = self._page, self.desk.listen
        if page is not None and listen is not None:
            listen(page.text_to_read(), language=self.desk.language, lit=page.light)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus()

    def _focus(self) -> None:
        """The keyboard begins where the page wants it, else at the first thing that can be pressed."""
        page = self._page
        if page is None or not self.isVisible() or page.isAncestorOf(QApplication.focusWidget() or self):
            return
        buttons = (one for one in page.findChildren(KioskButton) if one.isVisible() and one.isEnabled())
        wanted: QWidget | None = page.focusWidget()
        if wanted is None or not wanted.isVisible():
            wanted = next(buttons, self.footer.next)  # a page with nothing on it yet begins at the bottom right
        wanted.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self._hush()
        super().hideEvent(event)

    def _hush(self) -> None:
        """Nothing is read aloud that is no longer in sight."""
        if self.desk.listen is not None:
            self.desk.listen.stop()

    def show_hand(self, up: bool) -> None:
        """The button of the hand says what it does now."""
        self._hand_up = up
        self.footer.help.say(_("I have help now") if up else _("I need help"))
        self.footer.fit()

    def _on_help(self, question: str) -> None:
        self.help_wanted.emit(self._where[0], question)

    def _on_colours(self, shown: bool) -> None:
        self.colours.setVisible(shown)
        if shown:
            self.colours.focus_chosen()

    def _on_saved(self, ok: bool) -> None:
        everything = self._page is not None and self._page.about == "home"
        said = (_("All your work is saved") if everything else _("Saved")) if ok else _("Not saved yet")
        self.footer.saved.say(said, ok=ok)
        self.footer.fit()
        if ok:
            self.notice.hide()

    def _on_problem(self, _error: Exception) -> None:
        self.notice.say(_("This did not save yet. Your words are still here. Please ask for help."))
