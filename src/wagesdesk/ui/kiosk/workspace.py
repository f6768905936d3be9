"""The kiosk: from handing over until staff end it. Who is in, what she sees, the cover, and the raised hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QClipboard, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from wagesdesk import text
from wagesdesk.clock import Clock
from wagesdesk.errors import UserError
from wagesdesk.services import comfort as comforts
from wagesdesk.services import help_calls, pins
from wagesdesk.services.comfort import Comfort
from wagesdesk.services.writers import WriterRow
from wagesdesk.text import _
from wagesdesk.ui import choosers, theme
from wagesdesk.ui.desk import Sitting
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.kiosk.band import HelpBand
from wagesdesk.ui.kiosk.comfort import ComfortPage, steps
from wagesdesk.ui.kiosk.cover import KioskCover, StaffPage
from wagesdesk.ui.kiosk.desk import Listen, Writer
from wagesdesk.ui.kiosk.enter import NamesPage, PinPage
from wagesdesk.ui.kiosk.frame import Frame
from wagesdesk.ui.widgets.letting_go import let_go

IDLE_MINUTES = 3
_LANGUAGES = {"en": "en_GB", "cy": "cy"}


class Workspace(QWidget):
    """`ended` after a staff passphrase, `locked` when everything shall lock. It has the look of the application to
    itself; whoever takes over dresses anew.

    `voice(language)` gives what reads aloud in a language, None where no voice is.
    """

    ended = Signal()
    locked = Signal()

    def __init__(
        self, sitting: Sitting, rows: Sequence[WriterRow], *, language: str, clock: Clock, jobs: Jobs,
        voice: Callable[[str], Listen | None] = lambda _language: None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("page", True)
        self._sitting, self._rows, self._clock, self._jobs, self._voice = sitting, tuple(rows), clock, jobs, voice
        self._place_language = self._language = language
        self._row: WriterRow | None = None
        self._comfort = Comfort()
        self._cover: QWidget | None = None
        self._gone = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._layers = QStackedWidget()
        self._column.addWidget(self._layers)
        self._band: HelpBand | None = None
        QShortcut(QKeySequence("F12"), self, self.cover)
        self._dress()
        self._show_names()

    # -- what the window asks

    @property
    def front(self) -> QWidget | None:
        """What is shown now: names, a PIN, the comfort choices, a frame with a page, or the cover."""
        return self._layers.currentWidget()

    @property
    def writer(self) -> WriterRow | None:
        """Who is in."""
        return self._row

    def cover(self) -> None:
        """Hide everything; what is typed is kept first. Where her PIN is asked to come back, the cover again."""
        if isinstance(self._cover, KioskCover):
            return
        self._keep()
        clear_clipboard()
        if self._cover is None and isinstance(self.front, PinPage | StaffPage):
            self._show_names()
        covering = KioskCover(writing=self._row is not None)
        covering.back.connect(self._on_back)
        covering.other.connect(self.stop)
        covering.locked.connect(self.locked)
        self._cover = covering
        self._over(covering)

    def leave(self) -> None:
        """The records are about to lock: keep what is typed."""
        self._keep()

    def refuse_close(self) -> None:
        """Somebody tried to close the window."""
        self.say(_("These pages stay open. A member of staff can end them."))

    def say(self, sentence: str) -> None:
        """A sentence across the top of what is shown."""
        notice = getattr(self.front, "notice", None)
        if notice is not None:
            notice.say(sentence)

    def stop(self) -> None:
        """Stop for now: what is typed is kept, then the names again."""
        if self._row is not None:
            frame = self._frame()
            if frame is not None and not frame.settle():
                self._say_unsaved()
                return
            if frame is not None:
                frame.remember()
            self._lower()
        clear_clipboard()
        self._row, self._comfort, self._language = None, Comfort(), self._place_language
        self._dress()
        self._show_names()

    # -- coming in

    def _show_names(self) -> None:
        page = NamesPage(self._rows, self._language)
        page.chosen.connect(self._on_chosen)
        page.staff.connect(self._on_staff)
        page.language.connect(self._on_place_language)
        self._show(page)

    def _on_place_language(self, language: str) -> None:
        self._place_language = self._language = language
        self._dress()
        self._show_names()

    def _on_chosen(self, row: WriterRow) -> None:
        """Ask for her PIN: to come in, or where she is in already, to come back from behind the cover."""
        covered = self._row is not None
        page = PinPage(self._sitting.vault, row, self._jobs, named=not covered)
        page.right_pin.connect(self._uncover if covered else lambda: self._on_in(row))
        page.left_it.connect(self.stop if covered else self._show_names)
        page.forgot.connect(lambda: self._on_forgot(row))
        self._put(page)

    def _on_forgot(self, row: WriterRow) -> None:
        """Staff let her choose another PIN, here where she stands."""
        told = _("The passphrase lets %(name)s choose a new PIN.") % {"name": row.name}
        if self._row is not None:
            told = _("The passphrase lets her choose a new PIN.")
        page = self._staff_page(told, _("New PIN"))
        page.passed.connect(lambda: self._new_pin(row))
        page.left_it.connect(lambda: self._on_chosen(row))
        self._put(page)

    def _new_pin(self, row: WriterRow) -> None:
        try:
            pins.reset(self._sitting.vault, self._sitting.staff_id, row.id)
        except UserError:
            self._on_chosen(row)
            self.say(_("That did not work just now. Please ask for help."))
        else:
            self._on_chosen(row)

    def _on_staff(self) -> None:
        page = self._staff_page(_("The passphrase ends the participants’ pages."), _("End"))
        page.passed.connect(self.ended)
        page.left_it.connect(self._show_names)
        self._show(page)

    def _staff_page(self, line: str, act: str) -> StaffPage:
        page = StaffPage(self._sitting, self._jobs, line=line, act=act)
        page.locked.connect(self.locked)
        return page

    def _put(self, page: QWidget) -> None:
        """Show a page on the way in, or over her own while she is covered."""
        if self._row is None:
            self._show(page)
        else:
            self._cover = page
            self._over(page)

    def _on_in(self, row: WriterRow) -> None:
        self._row = row
        likes = comforts.likes(self._sitting.vault, row.id)
        self._comfort = likes or Comfort()
        self._language = self._spoken(self._comfort.language or _LANGUAGES.get(row.language, ""))
        self._dress()
        if likes is None:
            self._show_comfort(0)
        else:
            self._open("home")

    def _spoken(self, wanted: str) -> str:
        return wanted if wanted in choosers.languages(participants=True) else self._place_language

    # -- her pages

    def _show_comfort(self, at: int, pressed: str = "") -> None:
        every = steps(voice=self._voice(self._language) is not None)
        page = ComfortPage(every, at, self._comfort)
        page.tried.connect(lambda comfort: self._on_tried(comfort, at, every[at].field))
        page.moved.connect(self._show_comfort)
        page.finished.connect(self._on_comfortable)
        self._show(page)
        page.focus_on(pressed)

    def _on_tried(self, comfort: Comfort, at: int, field: str) -> None:
        self._comfort = comfort
        self._dress()
        self._show_comfort(at, f"{field} {getattr(comfort, field)}")

    def _on_comfortable(self) -> None:
        self._set_likes()
        self._open("home")

    def _open(self, page_id: str, focus: str = "", **where: str) -> None:
        """Make the frame anew, at this page."""
        row = self._row
        if row is None:
            return
        likes = self._comfort
        frame = Frame(
            self._sitting.vault, Writer(row.id, row.name, row.language), likes, language=self._language,
            clock=self._clock, jobs=self._jobs, listen=self._voice(self._language) if likes.listen else None,
        )  # fmt: skip
        frame.changed.connect(self._on_changed)
        frame.stop_wanted.connect(self.stop)
        frame.help_wanted.connect(self._on_help)
        frame.helped.connect(self._lower)
        frame.go(page_id, **where)
        self._show(frame)
        self._show_hand(help_calls.is_up(self._sitting.vault, row.id))
        if focus and (held := frame.findChild(QWidget, focus)) is not None:
            held.setFocus()

    def _on_changed(self, likes: Comfort) -> None:
        """She likes it otherwise: the same page anew, with what is typed in it."""
        frame = self._frame()
        if frame is None or not frame.keep():
            return
        page_id, where = frame.where
        now = self._comfort
        focus = "size" if likes.size != now.size else "colour" if likes.colour != now.colour else "language"
        self._comfort = likes
        self._language = self._spoken(likes.language or self._language)
        self._set_likes()
        self._dress()
        self._open(page_id, focus, **where)

    def _set_likes(self) -> None:
        if self._row is not None:
            self._try(lambda row: comforts.set_likes(self._sitting.vault, row, person_id=row, comfort=self._comfort))

    def _keep(self) -> None:
        if (frame := self._frame()) is not None and self._sitting.vault.is_open:
            frame.settle()
            frame.remember()

    # -- the hand

    def _on_help(self, page: str, question: str) -> None:
        self._try(lambda row: help_calls.ask(self._sitting.vault, row, page=page, question=question))
        self._show_hand(True)

    def _lower(self) -> None:
        if self._band is not None:
            self._try(lambda row: help_calls.came(self._sitting.vault, row, row))
        self._show_hand(False)

    def _show_hand(self, up: bool) -> None:
        if self._band is not None:
            let_go(self._band)
            self._band = None
        if up:
            self._band = HelpBand(self)
            self._band.setGeometry(self.rect())
            self._band.lower()
            self._band.show()
            self._column.setContentsMargins(HelpBand.margins())
        else:
            self._column.setContentsMargins(0, 0, 0, 0)
        if (frame := self._frame()) is not None:
            frame.show_hand(up)

    # -- the cover

    def _on_back(self) -> None:
        if self._row is None:
            self._uncover()
        else:
            self._on_chosen(self._row)

    def _uncover(self) -> None:
        while self._layers.count() > 1:
            self._drop(1)
        self._cover = None

    def _over(self, page: QWidget) -> None:
        while self._layers.count() > 1:
            self._drop(1)
        self._layers.addWidget(page)
        self._layers.setCurrentWidget(page)

    # -- behind the scenes

    def _frame(self) -> Frame | None:
        under = self._layers.widget(0)
        return under if isinstance(under, Frame) else None

    def _try(self, write: Callable[[str], object]) -> None:
        """Write something that may wait: her words do not hang on it."""
        if self._row is None:
            return
        try:
            write(self._row.id)
        except UserError:
            self._say_unsaved()

    def _say_unsaved(self) -> None:
        self.say(_("This did not save yet. Your words are still here. Please ask for help."))

    def _dress(self) -> None:
        text.use_language(self._language)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._clear()
            theme.apply(app, theme.participant(self._comfort.colour, factor=self._comfort.size / 100), self)

    def _show(self, page: QWidget) -> None:
        self._clear()
        self._layers.addWidget(page)
        self._layers.setCurrentWidget(page)

    def _clear(self) -> None:
        self._cover = None
        while self._layers.count():
            self._drop(0)

    def _drop(self, at: int) -> None:
        if (page := self._layers.widget(at)) is not None:
            self._layers.removeWidget(page)
            page.blockSignals(True)  # a PIN that was being tried opens nothing any more
            # Not dressed anew while it goes; with no parent at all it would go at once, under its own pressed button.
            page.setParent(self._gone)
            let_go(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._band is not None:
            self._band.setGeometry(self.rect())


def clear_clipboard() -> None:
    """What somebody copied or selected is hers; the next one must not paste it."""
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        QApplication.clipboard().clear(mode)
