"""A bundle that was taken in: who is here now, what waits for a choice, and the code that says it arrived."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.export import waiting
from wagesdesk.export.inbox import IntakeRow
from wagesdesk.models.backup import BEFORE_IMPORT
from wagesdesk.problems import Problem
from wagesdesk.services import custody
from wagesdesk.text import _, clock_time, long_day, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.inbox.preview import person_row
from wagesdesk.ui.pages.inbox.to_settle import clash_card, held_card
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.plain_area import PlainArea
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel


class TakenView(QWidget):
    """`finished` when the person leaves it; what was not chosen stays and can be chosen later."""

    finished = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        look = theme.current()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.size(12))
        self.head = PageHead("")
        whole.addWidget(self.head)
        self.done = ProblemPanel("green")
        whole.addWidget(self.done)
        self.undo = PlainLabel("", "second", colour="soft", wrap=True)
        whole.addWidget(self.undo)
        self._area = PlainArea(_("What came in"), least=220)
        whole.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setSpacing(look.size(12))
        self._left = PlainLabel("", "second", colour="soft", wrap=True)
        foot.addWidget(self._left, 1)
        self.finish = Button(_("Done"), "primary", "check")
        self.finish.clicked.connect(self.finished.emit)
        foot.addWidget(self.finish)
        whole.addLayout(foot)

    def start(self, row: IntakeRow, *, fresh: bool) -> None:
        """Show one bundle; `fresh` right after it was taken in."""
        taken, made = (self._desk.clock.local(at) for at in (row.taken_at, row.created))
        self.head.title.setText(_("Bundle from %(place)s") % {"place": row.place})
        self.head.set_line(
            _("Made by %(maker)s and checked by %(checker)s on %(made)s. Taken in on %(day)s at %(time)s")
            % {
                "maker": row.preparer, "checker": row.checker, "made": long_day(made.date()),
                "day": long_day(taken.date()), "time": clock_time(taken),
            }
        )  # fmt: skip
        people = ngettext("%(n)d person is here.", "%(n)d people are here.", len(row.people)) % {"n": len(row.people)}
        what = _("Done. %(people)s") % {"people": people} if fresh else people
        self.done.say(Problem(what, self._kept(row) if fresh else "", self._code(row)))
        self.undo.setText(self._undo_words(row) if fresh else "")
        self.undo.setVisible(bool(self.undo.text()))
        choices, held = waiting.to_choose(self._desk.vault), waiting.held_back(self._desk.vault)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(12))
        for one in choices:
            column.addWidget(clash_card(self._desk, one))
        if held:
            column.addWidget(held_card(self._desk, held))
        column.addWidget(self._people(row))
        column.addStretch(1)
        self._area.show_widget(inside)
        self._say_left(len(choices), len(held))

    @staticmethod
    def _kept(row: IntakeRow) -> str:
        return _("A backup from before was kept.") if row.new_entries else _("There was nothing new in it.")

    def _undo_words(self, row: IntakeRow) -> str:
        """How an import is undone; the lock page of the practice vault brings nothing back."""
        if not row.new_entries or self._desk.place.practice:
            return ""
        return _(
            "To undo this, lock, press Bring records back from a backup, and choose the backup made just before. What "
            "was written after it goes too. It is in %(folder)s."
        ) % {"folder": self._desk.vault.home / BEFORE_IMPORT}

    @staticmethod
    def _code(row: IntakeRow) -> str:
        if not row.ack_code:
            return ""
        return _("Tell %(place)s the code %(code)s, so that they know it arrived.") % {
            "place": row.place, "code": f"{row.ack_code[:5]} {row.ack_code[5:]}"
        }  # fmt: skip

    def _say_left(self, choices: int, held: int) -> None:
        words = []
        if choices:
            words.append(ngettext("%(n)d thing to choose.", "%(n)d things to choose.", choices) % {"n": choices})
        if held:
            words.append(ngettext("%(n)d entry held back.", "%(n)d entries held back.", held) % {"n": held})
        self._left.setText(" ".join(words))
        self.finish.setText(_("Finish later") if words else _("Done"))
        self.finish.setAccessibleName(self.finish.text())

    def _people(self, row: IntakeRow) -> Card:
        card = Card(_("People"), padded=False, ruled=True)
        card.body.setSpacing(0)
        homes = custody.home_cohorts(self._desk.vault)
        for person_id, name in row.took_back:
            card.body.addWidget(
                person_row(name, "", _("Her consent no longer holds."), self._open(person_id, name, homes))
            )
            card.body.addWidget(rule())
        for person_id, name in row.people:
            about = "" if person_id in homes else _("She shares no workshops, so she is in no cohort here.")
            card.body.addWidget(person_row(name, "", about, self._open(person_id, name, homes)))
            card.body.addWidget(rule())
        return card

    def _open(self, person_id: str, name: str, homes: dict[str, str]) -> Button | None:
        if not name:  # not here any more
            return None
        button = Button(_("Open her first page"), size="small")
        button.setAccessibleName(_("Open %(name)s's first page") % {"name": name})
        button.clicked.connect(lambda: self._go(person_id, homes.get(person_id, "")))
        return button

    def _go(self, person_id: str, cohort_id: str) -> None:
        if cohort_id and cohort_id != self._desk.cohort():
            self._desk.choose_cohort(cohort_id)
        self._desk.go("person", person_id=person_id, tab="overview")
