"""A bundle that was taken in: who is here now, what waits for a choice, and the code that says it arrived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.export.inbox import IntakeRow
from wagesdesk.models.backup import BEFORE_IMPORT
from wagesdesk.problems import Problem
from wagesdesk.services import clash, custody, joining, quarantine
from wagesdesk.text import _, clock_time, long_day, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.inbox import words
from wagesdesk.ui.pages.inbox.preview import person_row, state_chip
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card, rule
from wagesdesk.ui.widgets.chip import Chip
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
        self.head = PageHead("", wrap=True)
        whole.addWidget(self.head)
        self.done = ProblemPanel("green")
        whole.addWidget(self.done)
        self.gap = ProblemPanel("amber")
        whole.addWidget(self.gap)
        self.undo = PlainLabel("", "second", colour="soft", wrap=True)
        whole.addWidget(self.undo)
        self._area = PlainArea(_("What came in"), least=220)
        whole.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setSpacing(look.size(12))
        self._left = PlainLabel("", "second", colour="soft", wrap=True)
        foot.addWidget(self._left, 1)
        self._tab = "clashes"
        self.settle = Button(_("Settle now"), icon="git-compare-arrows")
        self.settle.clicked.connect(lambda: desk.go("settle", tab=self._tab))
        foot.addWidget(self.settle)
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
        people = self._people_here(row)
        what = _("Done. %(people)s") % {"people": people} if fresh and not row.missing else people
        self.done.say(Problem(what, self._kept(row) if fresh else "", self._code(row)))
        self.gap.hide()
        if row.missing:
            self.gap.say(words.gap(row.place, row.missing, outside=self._desk.place.outside))
        self.undo.setText(self._undo_words(row) if fresh else "")
        self.undo.setVisible(bool(self.undo.text()))
        self._show(row)

    @staticmethod
    def _people_here(row: IntakeRow) -> str:
        if row.people:
            return ngettext("%(n)d person is here.", "%(n)d people are here.", len(row.people)) % {"n": len(row.people)}
        return _("Their answers are here.") if row.took_back else _("What it says is here.")

    def _show(self, row: IntakeRow) -> None:
        vault = self._desk.vault
        clashes = [one for one in clash.clashes(vault) if not one.asking]
        self._say_left(len(clashes), quarantine.count(vault), len(joining.likely(vault)))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(12))
        if row.people or row.took_back:
            column.addWidget(self._people(row, Counter(one.person_id for one in clashes)))
        column.addStretch(1)
        self._area.show_widget(inside)

    @staticmethod
    def _kept(row: IntakeRow) -> str:
        return _("A backup from before was kept.") if row.new_entries else _("There was nothing new in it.")

    def _undo_words(self, row: IntakeRow) -> str:
        """How an import is undone; the lock page of the practice vault brings nothing back."""
        if not row.new_entries or self._desk.place.practice:
            return ""
        return _(
            "To undo this, lock, press Bring records back from a backup, and choose the backup made just before. What "
            "was written after it goes too. The next bundle to %(place)s then asks for it again. The backup is in "
            "%(folder)s."
        ) % {"place": row.place, "folder": self._desk.vault.home / BEFORE_IMPORT}

    @staticmethod
    def _code(row: IntakeRow) -> str:
        if not row.ack_code or row.missing:  # what rests on a gap is not to be left out of the next one
            return ""
        return _("Tell %(place)s the code %(code)s, so that they know it arrived.") % {
            "place": row.place, "code": f"{row.ack_code[:5]} {row.ack_code[5:]}"
        }  # fmt: skip

    def _say_left(self, clashes: int, held: int, likely: int) -> None:
        """What waits, and the way to it; it waits on every page and holds nothing up."""
        left = []
        if clashes:
            left.append(ngettext("%(n)d thing to settle.", "%(n)d things to settle.", clashes) % {"n": clashes})
        if held:
            left.append(ngettext("%(n)d entry held back.", "%(n)d entries held back.", held) % {"n": held})
        if likely:
            left.append(
                ngettext("%(n)d woman may be here twice.", "%(n)d women may be here twice.", likely) % {"n": likely}
            )
        self._left.setText(" ".join(left))
        self._tab = "clashes" if clashes else "held" if held else "same"
        self.settle.setVisible(bool(left))
        self.finish.setText(_("Finish later") if left else _("Done"))
        self.finish.setAccessibleName(self.finish.text())

    def _people(self, row: IntakeRow, to_settle: Mapping[str, int]) -> Card:
        card = Card(_("People"), padded=False, ruled=True)
        card.body.setSpacing(0)
        homes = custody.home_cohorts(self._desk.vault)
        named = [(person_id, name) for person_id, name in row.took_back if name]
        for person_id, name in named:
            card.body.addWidget(
                person_row(name, "", _("Her consent no longer holds."), self._open(person_id, name, homes))
            )
            card.body.addWidget(rule())
        if nameless := len(row.took_back) - len(named):
            card.body.addWidget(self._hidden(nameless))
            card.body.addWidget(rule())
        for person_id, name in row.people:
            about = "" if person_id in homes else _("She shares no workshops, so she is in no cohort here.")
            left = to_settle.get(person_id, 0)
            chip = to_settle_chip(left) if left else state_chip(row.states.get(person_id, ""))
            card.body.addWidget(person_row(name, "", about, self._open(person_id, name, homes), chip))
            card.body.addWidget(rule())
        return card

    def _hidden(self, count: int) -> QWidget:
        """Those whose names this page does not say: how many they are, and where their names stand."""
        who = ngettext("%(n)d person, hidden", "%(n)d people, hidden", count) % {"n": count}
        about = _("Their consent no longer holds. What is left of it stands under Erase people, until it is erased.")
        button = Button(_("Erase people"), size="small")
        button.clicked.connect(lambda: self._desk.go("erase"))
        return person_row(who, "", about, button)

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


def to_settle_chip(count: int) -> Chip:
    """So many fields of hers were written twice."""
    return Chip("amber", "git-compare-arrows", ngettext("%(n)d to settle", "%(n)d to settle", count) % {"n": count})
