"""The page `practise`: her cards in big letters, and a clock that counts up and asks nothing."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QHBoxLayout

from wagesdesk.services.pitch import Card as PitchCard
from wagesdesk.text import _, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.page import KioskPage
from wagesdesk.ui.kiosk.pitch.hers import cards_of
from wagesdesk.ui.kiosk.plan.head import ProgressRow
from wagesdesk.ui.kiosk.plan.parts import Card, plan_of
from wagesdesk.ui.kiosk.widgets import KioskButton, words


class PractisePage(KioskPage):
    """`show_at(plan="")`. The clock stands until she starts it, and again when she leaves the page."""

    page_id = "practise"
    about = "pitch"

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__(desk)
        self._plan_id = ""
        self._cards: tuple[PitchCard, ...] = ()
        self._at = 0
        self._before = 0  # milliseconds of earlier runs
        self._run = QElapsedTimer()
        self._beat = QTimer(self, interval=1000)
        self._beat.timeout.connect(self._tell)
        self.boxes = ProgressRow(_("Practise my pitch"))
        self.title = words("", "lead")
        self.card = Card()
        self.says = words("", "title")
        self.notes = words("")
        self.card.column.addWidget(self.says)
        self.card.column.addSpacing(theme.current().size(12))
        self.card.column.addWidget(self.notes)
        self.card.column.addStretch(1)
        self.clock = words("", "strong")
        self.start = KioskButton(_("Start the clock"), icon="clock", size="small")
        self.start.clicked.connect(self._on_start)
        self.body.addWidget(self.boxes)
        self.body.addWidget(self.title)
        self.body.addWidget(self.card, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.current().size(20))
        row.addWidget(self.start)
        row.addWidget(self.clock, 1)
        self.body.addLayout(row)

    # -- what it shows

    def show_at(self, *, plan: str = "", **_where: str) -> None:
        view = plan_of(self.desk, plan)
        self._plan_id = view.row.id if view is not None else ""
        self._cards = cards_of(self.desk, view) if view is not None else ()
        self._at, self._before = 0, 0
        self._hold()
        self._show()
        self.start.setFocus()

    def _show(self) -> None:
        if not self._cards:
            self.title.setText(_("Begin your plan first. Then your cards are here."))
            return
        card = self._cards[self._at]
        self.boxes.say([at < self._at for at in range(len(self._cards))], self._at)
        self.title.setText(_(card.title))
        self.says.setText(card.words or _("Say it in your own words."))
        self.notes.setText(card.notes if card.notes.split() != card.words.split() else "")
        self.desk.footer()

    def text_to_read(self) -> tuple[str, ...]:
        return ()

    # -- what the footer holds

    @property
    def next_words(self) -> str:
        if not self._cards:
            return ""
        return _("Next card") if self._at + 1 < len(self._cards) else _("I am done")

    def next(self) -> None:
        if self._at + 1 < len(self._cards):
            self._at += 1
            self._show()
            return
        self._hold()
        if self.seconds:
            self.clock.setText(self._done())
        else:
            self.desk.home()
        self._before = 0

    def back(self) -> None:
        if self._at:
            self._at -= 1
            self._show()
        else:
            self.desk.go("pitch", plan=self._plan_id)

    def settle(self) -> None:
        self._hold()

    # -- the clock

    @property
    def seconds(self) -> int:
        """What it has counted."""
        running = self._run.elapsed() if self._run.isValid() else 0
        return (self._before + running) // 1000

    def _on_start(self) -> None:
        if self._run.isValid():
            self._hold()
        else:
            self._run.start()
            self._beat.start()
            self.start.say(_("Stop the clock"))
        self._tell()

    def _hold(self) -> None:
        if self._run.isValid():
            self._before += self._run.elapsed()
            self._run.invalidate()
        self._beat.stop()
        self.start.say(_("Start the clock"))
        self._tell()

    def _tell(self) -> None:
        minutes, seconds = divmod(self.seconds, 60)
        self.clock.setText(_("Time so far: %(minutes)d:%(seconds)02d") % {"minutes": minutes, "seconds": seconds})

    def _done(self) -> str:
        minutes = max(1, round(self.seconds / 60))
        told = ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
        return _("Well done. You spoke for about %(time)s.") % {"time": told}
