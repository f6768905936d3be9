"""Step 2: who goes. Only those whose consent for this recipient holds can be ticked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from wagesdesk.export import parts
from wagesdesk.export.parts import Share
from wagesdesk.problems import Problem
from wagesdesk.services import custody, terminal
from wagesdesk.services.card import CardRow
from wagesdesk.text import _, join_words, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Job, Token
from wagesdesk.ui.pages.transfer import preparing, words
from wagesdesk.ui.pages.transfer.foot import StepFoot
from wagesdesk.ui.pages.transfer.people_table import PeopleTable, Row, new_model, why_not
from wagesdesk.ui.pages.transfer.preparing import Ready
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel


@dataclass(frozen=True)
class Choice:
    """Ids of the people whose ticks were taken away, and whether all cohorts are listed."""

    unticked: frozenset[str]
    everyone: bool


class PeopleStep(QWidget):
    """`prepared(Ready, kept)` when the first part was gathered, with who is not in any and why; `back`."""

    prepared = Signal(object, object)
    back = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._recipient: CardRow | None = None
        self._unticked: set[str] = set()
        self._job: Job | None = None
        self._gathering = ""
        look = theme.current()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.size(12))
        self.notice = ProblemPanel("info")
        whole.addWidget(self.notice)
        self.out = ProblemPanel("amber")
        whole.addWidget(self.out)
        card = Card(_("People and consent"), padded=False, ruled=True)
        self._count = PlainLabel("", "second", colour="soft")
        card.add_right(self._count)
        self.everyone = QCheckBox(_("All cohorts"))
        self.everyone.setAccessibleName(_("All cohorts"))
        self.everyone.toggled.connect(lambda _on: self.refresh())
        card.add_right(self.everyone)
        self.model = new_model()
        self.table = PeopleTable(self.model)
        self.table.toggled.connect(self._on_toggled)
        self.table.ask.connect(self._on_ask)
        card.body.addWidget(self.table, 1)
        add = Button(_("Open Participants"))
        add.clicked.connect(lambda: desk.go("participants"))
        self._none = EmptyState("users", _("There is nobody in this cohort yet."), add)
        card.body.addWidget(self._none, 1)
        self.says = PlainLabel("", colour="soft", wrap=True)
        whole.addWidget(card, 1)
        whole.addWidget(self.says)
        back = Button(_("Back"), icon="arrow-left")
        back.clicked.connect(self.back.emit)
        self.on = Button(_("Prepare for the check"), "primary")
        self.on.clicked.connect(self._on_next)
        whole.addWidget(StepFoot(self.on, back))

    def start(self, recipient: CardRow) -> None:
        """Begin anew for `recipient`, with everybody ticked who may go."""
        if self._recipient is None or self._recipient.id != recipient.id:
            self._unticked.clear()
        self._recipient = recipient
        self.notice.hide()
        self.refresh()
        self.take_focus()

    def take_focus(self) -> None:
        """To the list, where there is one, while this step is in front."""
        if self.isVisible():
            (self.table if self.model.rows else self.on).setFocus()

    @property
    def choice(self) -> Choice:
        """Who does not go, and whether all cohorts are listed."""
        return Choice(frozenset(self._unticked), self.everyone.isChecked())

    def restore(self, recipient: CardRow, choice: Choice) -> None:
        """Begin with what was chosen before."""
        self._recipient = recipient
        self._unticked = set(choice.unticked)
        self.everyone.setChecked(choice.everyone)
        self.refresh()

    def say(self, problem: Problem) -> None:
        """Why the person is back here."""
        self.notice.say(problem)

    def refresh(self) -> None:
        """Ask who may go; ticks that were taken away stay away."""
        if self._recipient is None:
            return
        cohort_id = "" if self.everyone.isChecked() else self._desk.cohort()
        found = custody.candidates(self._desk.vault, self._recipient.id, self._desk.clock.today(), cohort_id=cohort_id)
        self._warn_of_those_out({one.person_id for one in found})
        self.says.setText(words.says_arrived(self._desk.vault, self._recipient))
        self.says.setVisible(bool(self.says.text()))
        self._show([Row(one, one.says == "yes" and one.person_id not in self._unticked) for one in found])

    def _warn_of_those_out(self, people: set[str]) -> None:
        names = [one.name for one in terminal.out_now(self._desk.vault) if one.person_id in people]
        self.out.setVisible(bool(names))
        if names:
            self.out.say(
                Problem(
                    ngettext(
                        "The words of %(names)s are out at a terminal.", "The words of %(names)s are out at terminals.",
                        len(names),
                    )
                    % {"names": join_words(names)},
                    _("If somebody took her consent back there, it is not known here yet."),
                    _("Collect first, under Terminals."),
                )
            )  # fmt: skip

    def _show(self, rows: list[Row]) -> None:
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        may, going = sum(row.may_go for row in rows), sum(row.ticked for row in rows)
        self._count.setText(_("%(going)d of %(all)d go") % {"going": going, "all": len(rows)} if rows else "")
        telling = sum(row.woman.took_back for row in rows)
        reason = ""
        if not going and not telling and not self.says.text():
            reason = _("Nobody has said yes yet. Ask them first.") if not may else _("Tick who goes.")
        self.on.refuse(reason if self._job is None else self._gathering)

    def _on_toggled(self, row: Row) -> None:
        self._unticked ^= {row.woman.person_id}
        self._show(
            [Row(one.woman, one.may_go and one.woman.person_id not in self._unticked) for one in self.model.rows]
        )

    def _on_ask(self, row: Row) -> None:
        if row.woman.cohort_id != self._desk.cohort():
            self._desk.choose_cohort(row.woman.cohort_id)
        self._desk.go("person", person_id=row.woman.person_id, tab="consent")

    def _on_next(self) -> None:
        if self._recipient is None:
            return
        recipient_id = self._recipient.id
        ids = [row.woman.person_id for row in self.model.rows if row.ticked]
        vault = self._desk.vault
        self._prepare(
            lambda: parts.shares(vault, recipient_id=recipient_id, person_ids=ids), 1,
            _("One moment: this is being gathered."),
        )  # fmt: skip

    def prepare_next(self, waiting: tuple[Share, ...], part: int) -> None:
        """Gather the next part, of those who wait for it; `prepared` follows."""
        self._prepare(lambda: waiting, part, _("One moment: the next part is being gathered."))

    def _prepare(self, waiting: Callable[[], tuple[Share, ...]], part: int, sentence: str) -> None:
        if self._recipient is None:
            return
        vault, actor, recipient_id = self._desk.vault, self._desk.staff_id, self._recipient.id

        def work(token: Token) -> Ready:
            token.step(0, 0, preparing.stage("gather"))
            return preparing.prepare(token, vault, actor, recipient_id, waiting(), part=part)

        self.notice.hide()
        if self.on.hasFocus():  # a button that is refused hands it to whatever follows in the window
            self.take_focus()
        self._gathering = sentence
        self.on.refuse(sentence)
        self._job = self._desk.jobs.start(work, owner=self, done=self._on_prepared, failed=self._on_failed)

    def _on_prepared(self, ready: Ready) -> None:
        if self._job is None:
            return
        self._job = None
        self.refresh()
        going = {line.person_id for line in ready.prepared.people}.union(*ready.waiting)
        kept = tuple(
            (row.woman.name, why_not(row.woman) or _("Left out this time"))
            for row in self.model.rows
            if row.woman.person_id not in going
        )
        self.prepared.emit(ready, kept)

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self.refresh()
        self.take_focus()
        self._desk.problem(error)

    def stop(self) -> None:
        """Stop what is being gathered."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
