"""Export & import: the wizard that takes consented people out, in five steps and with a second person. An outside
place writes back with it: what arrived there, and what was found out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from wagesdesk.errors import UserError
from wagesdesk.export import bundle
from wagesdesk.export.bundle import Prepared
from wagesdesk.export.container import Sealed
from wagesdesk.export.leaving import Leaving
from wagesdesk.export.parts import Share
from wagesdesk.export.status import Outcome
from wagesdesk.problems import Problem, describe
from wagesdesk.services import custody
from wagesdesk.services.card import CardRow
from wagesdesk.text import _
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.page import KeyHint, Page
from wagesdesk.ui.pages.transfer.gate import GateStep, Looked
from wagesdesk.ui.pages.transfer.gate_left import Kept
from wagesdesk.ui.pages.transfer.media import Media
from wagesdesk.ui.pages.transfer.paper import OnPaper
from wagesdesk.ui.pages.transfer.people import Choice, PeopleStep
from wagesdesk.ui.pages.transfer.preparing import Ready
from wagesdesk.ui.pages.transfer.receipt import ReceiptStep, Sent
from wagesdesk.ui.pages.transfer.recipient import RecipientStep
from wagesdesk.ui.pages.transfer.write import OnStick, WriteStep
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.page_head import PageHead
from wagesdesk.ui.widgets.stack import Stack
from wagesdesk.ui.widgets.step_bar import StepBar

RECIPIENT, PEOPLE, GATE, WRITE, RECEIPT = range(5)


@dataclass(frozen=True)
class UnderWay:
    """An export that was begun, for a window that is made anew: what each step holds, without the passphrase."""

    step: int
    recipient: CardRow
    check_words: tuple[str, ...]
    choice: Choice
    prepared: Prepared | None
    looked: Looked
    sealed: Sealed | None
    on_stick: OnStick | None
    sent: Sent | None
    waiting: tuple[Share, ...] = ()
    kept: Kept = ()


class TransferPage(Page):
    """What was prepared and sealed lives here until it is written; stopping forgets it."""

    interested_in: ClassVar[frozenset[str]] = frozenset(
        {"card", "consent", "person", "identity", "business", "enrolment", "cohort", "staff", "dispatch", "sent_back"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.media = Media()
        self._recipient: CardRow | None = None
        self._words: tuple[str, ...] = ()
        self._prepared: Prepared | None = None
        self._sealed: Sealed | None = None
        self._waiting: tuple[Share, ...] = ()
        self._left_out: Kept = ()
        self._title = _("Write back") if desk.place.outside else _("Export & import")
        self.head = PageHead(self._title)
        self.stop_button = desk.actions.button_for("export.stop")
        self.head.add_button(self.stop_button)
        self.read_button = (
            Button(_("Inbox"), icon="inbox") if desk.place.outside else Button(_("Read a bundle"), icon="package-open")
        )
        self.read_button.clicked.connect(lambda: desk.go("inbox"))
        self.head.add_button(self.read_button)
        self.media_button = Button(_("Sticks taken out"), icon="usb")
        self.media_button.clicked.connect(lambda: desk.go("media"))
        self.head.add_button(self.media_button)
        self.body.addWidget(self.head)
        self.bar = StepBar(
            [_("Who it is for"), _("People and consent"), _("Gate check"), _("Write to USB"), _("Receipt")]
        )
        self.body.addWidget(self.bar)
        self.recipient = RecipientStep(desk)
        self.people = PeopleStep(desk)
        self.gate = GateStep(desk)
        self.write = WriteStep(desk, lambda: self.media)
        self.receipt = ReceiptStep(desk, lambda: self.media)
        self.steps = Stack()
        for step in (self.recipient, self.people, self.gate, self.write, self.receipt):
            self.steps.addWidget(step)
        self.body.addWidget(self.steps, 1)
        self.recipient.chosen.connect(self._on_recipient)
        self.people.prepared.connect(self._on_prepared)
        self.people.back.connect(self._on_back)
        self.gate.sent_back.connect(self._on_sent_back)
        self.gate.passed.connect(self._on_passed)
        for step in (self.gate, self.write):
            step.changed.connect(self._put_aside)
        self.write.outcome.connect(self._on_outcome)
        self.write.paper.connect(self._on_paper)
        self.receipt.done.connect(self._on_done)
        self._back = desk.actions.bind("export.back", self, self._on_back)
        self._stop = desk.actions.bind("export.stop", self, self._on_stop)
        self._show(RECIPIENT)

    # -- as every page

    def refresh(self) -> None:
        self.recipient.refresh()
        self.people.refresh()
        if self._prepared is not None and self._step in (GATE, WRITE) and not self.write.written:
            try:
                bundle.still_agreed(self.desk.vault, self._prepared)
            except bundle.CHANGED as error:
                self._put_aside(error)

    def key_hints(self) -> tuple[KeyHint, ...]:
        stop, back = self.desk.actions.hint_for("export.stop"), self.desk.actions.hint_for("export.back")
        stops = (stop,) if self._stop.isEnabled() else ()
        choose = (KeyHint(("Up", "Down"), _("Choose")), KeyHint(("Return",), _("Go on")))
        by_step = {
            RECIPIENT: choose if self.recipient.anybody else (),
            PEOPLE: (KeyHint(("Space",), _("Tick")), KeyHint(("Return",), _("Tick, or ask her")), back, stop),
            GATE: (KeyHint(("Space",), _("Tick")), KeyHint(("Return",), _("Open a line")), back, stop),
            WRITE: (*(() if self.write.written else (KeyHint(("Space",), _("Choose")),)), *stops),
        }
        return by_step.get(self._step, (KeyHint(("Return",), _("Done")),))

    def state(self) -> UnderWay | None:
        if self._recipient is None:
            return None
        return UnderWay(
            self._step, self._recipient, self._words, self.people.choice, self._prepared, self.gate.looked,
            self._sealed, self.write.on_stick, self.receipt.sent if self._step == RECEIPT else None,
            self._waiting, self._left_out,
        )  # fmt: skip

    def restore(self, state: UnderWay) -> None:
        self._recipient, self._words = state.recipient, state.check_words
        self._prepared, self._sealed = state.prepared, state.sealed
        self._waiting, self._left_out = state.waiting, state.kept
        self.people.restore(state.recipient, state.choice)
        if state.step == GATE and state.prepared is not None:
            self.gate.restore(state.prepared, state.check_words, state.looked)
        if state.step == WRITE and state.prepared is not None and state.sealed is not None:
            self.write.restore(Leaving(self.desk.vault, state.prepared, state.sealed), state.on_stick)
        if state.sent is not None:
            self.receipt.start(state.sent)
        self._show(state.step)

    def _put_aside(self, error: UserError) -> None:
        """What was prepared is put aside: somebody's answer changed after it. Who was ticked stays ticked."""
        self._forget()
        self._show(PEOPLE)
        self.people.refresh()
        self.people.say(describe(error))
        self.people.take_focus()

    # -- from step to step

    def _show(self, step: int) -> None:
        self._step = step
        self.bar.set_current(step)
        self.steps.setCurrentIndex(step)
        place = self._recipient.place if self._recipient is not None and step != RECIPIENT else ""
        to_place = _("Write back to %(place)s") if self.desk.place.outside else _("Export to %(place)s")
        self.head.title.setText(to_place % {"place": place} if place else self._title)
        under_way = step in (PEOPLE, GATE, WRITE) and not self.write.written
        self._stop.setEnabled(under_way)
        self.stop_button.setVisible(under_way)
        self.read_button.setVisible(step == RECIPIENT)
        self.media_button.setVisible(step == RECIPIENT and not self.desk.place.outside)
        self._back.setEnabled(step in (PEOPLE, GATE))
        self.hints_changed.emit()

    def _on_recipient(self, recipient: CardRow, check_words: tuple[str, ...]) -> None:
        self._recipient, self._words = recipient, check_words
        self._show(PEOPLE)
        self.people.start(recipient)
        if self._why_back():
            self._say_sent_back()

    def _on_prepared(self, ready: Ready, kept: Kept) -> None:
        self._prepared, self._waiting = ready.prepared, ready.waiting
        if ready.prepared.part == 1:  # who went in an earlier part is in none that follows
            self._left_out = kept
        self._settle(ready.prepared)
        self._show(GATE)
        self.gate.start(ready.prepared, self._words, self._left_out)

    def _on_done(self) -> None:
        """Prepare the next part, after the one before it was forgotten; or the end."""
        waiting, prepared = self._waiting, self._prepared
        if not waiting or prepared is None:
            self.stop()
            return
        part = prepared.part + 1
        del prepared
        self._forget()
        self._show(PEOPLE)
        self.people.prepare_next(waiting, part)

    def _settle(self, prepared: Prepared) -> None:
        """What came back from an earlier check is dealt with once it is prepared anew."""
        if any(one.recipient_id == prepared.recipient.id for one in custody.sent_back(self.desk.vault)):
            self.desk.bus.tell(
                custody.settle_sent_back(self.desk.vault, self.desk.staff_id, prepared.recipient.id)
            )  # fmt: skip

    def _on_sent_back(self) -> None:
        self._forget()
        self._show(PEOPLE)
        self._say_sent_back()
        self.people.take_focus()

    def _say_sent_back(self) -> None:
        self.people.say(
            Problem(
                _("The check was not passed: this came back to you."),
                _("Nothing has left."),
                " ".join((self._why_back(), _("Change who goes or what she agreed to, and prepare it again."))).strip(),
            )
        )

    def _why_back(self) -> str:
        """The reason that came with the newest check that was not passed for this recipient."""
        recipient_id = self._recipient.id if self._recipient is not None else ""
        last = next((one for one in custody.sent_back(self.desk.vault) if one.recipient_id == recipient_id), None)
        if last is None:
            return ""
        if not last.checker:
            return _("The reason: “%(reason)s”.") % {"reason": last.reason}
        return _("%(name)s says: “%(reason)s”.") % {"name": last.checker, "reason": last.reason}

    def _on_passed(self, sealed: Sealed) -> None:
        if self._prepared is None:
            return
        self._sealed = sealed
        self.write.start(Leaving(self.desk.vault, self._prepared, sealed))
        self._show(WRITE)
        self.write.choose.take_focus()

    def _on_paper(self) -> None:
        if self._prepared is not None and self._sealed is not None:
            asking = OnPaper(self, self.desk, self._prepared, self._sealed)
            asking.sealed.connect(self._on_on_paper)
            asking.changed.connect(self._put_aside)
            asking.open()

    def _on_on_paper(self, pages: int) -> None:
        self._on_outcome(Outcome.ON_PAPER, True, pages)

    def _on_outcome(self, outcome: Outcome, last: bool, pages: int = 0) -> None:
        if self._prepared is None or self._sealed is None:
            return
        try:
            changes = bundle.remember(self.desk.vault, self._prepared, self._sealed, outcome)
        except UserError as error:
            self.desk.problem(error)
        else:
            self.desk.bus.tell(changes)
        self._show(self._step)
        if last:
            target, about = self.write.target_name, self.write.about
            if outcome is Outcome.ON_PAPER:
                target, about = _("the envelope"), ("", ())
            self.receipt.start(Sent(self._prepared, self._sealed, self._words, outcome, target, about, pages))
            self._show(RECEIPT)

    def _on_back(self) -> None:
        if self._step == GATE:
            self._forget()
            self._show(PEOPLE)
        elif self._step == PEOPLE:
            self.people.stop()
            self._show(RECIPIENT)

    def _on_stop(self) -> None:
        self.stop()
        self.desk.toast(_("Stopped. Nothing was written."))

    def stop(self) -> None:
        """Forget what was chosen, prepared and sealed, and begin again."""
        self._forget()
        self._recipient = None
        self._show(RECIPIENT)
        self.recipient.refresh()

    def _forget(self) -> None:
        self.people.stop()
        self.gate.stop()
        self.write.forget()
        self.receipt.forget()
        self._prepared = self._sealed = None
        self._waiting = ()
