"""The page `pitch`: one card at a time, in her own words, with what her plan says beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from wagesdesk.errors import UserError
from wagesdesk.models.plan import PITCH_CARDS
from wagesdesk.models.vault import Vault
from wagesdesk.services import pitch
from wagesdesk.services.pitch import Card as PitchCard
from wagesdesk.services.plan import PlanRow
from wagesdesk.text import N_, _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.page import KioskPage, Progress
from wagesdesk.ui.kiosk.pitch.hers import cards_of
from wagesdesk.ui.kiosk.plan.answer import AnswerBox
from wagesdesk.ui.kiosk.plan.head import ProgressRow
from wagesdesk.ui.kiosk.plan.parts import Card, light, plan_of
from wagesdesk.ui.kiosk.widgets import KioskButton, words

_HINTS = (
    N_("Say your name, and one thing you are good at."),
    N_("Say it so that a friend could tell it on."),
    N_("Think of one real person who buys."),
    N_("Say one price, and what is left for you."),
    N_("Say what you want them to do now."),
)
_BESIDE = 392


class PitchPage(KioskPage):
    """`show_at(plan="", card="pitch.who")`."""

    page_id = "pitch"
    about = "pitch"

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__(desk)
        look = theme.current()
        self._plan_id = ""
        self._card = PitchCard(PITCH_CARDS[0], "", "", "", own=False)
        self.boxes = ProgressRow(_("My pitch"))
        self.title = words("", "title")
        self.hint = words("", "lead")
        self.answer = AnswerBox(_("My words"), self._on_changed)
        self.again = KioskButton(_("Use the words of my plan"), icon="rotate-ccw", size="small")
        self.again.clicked.connect(self._on_again)
        for button in (self.answer.undo, self.again):
            self.answer.tools.add(button)
        self.beside = Card()
        self.beside.column.addWidget(words(_("From my plan"), "section"))
        self.notes = words("")
        self.beside.column.addWidget(self.notes)
        self.beside.column.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        if desk.listen is not None:
            listen = KioskButton(_("Listen"), icon="volume-2", size="small")
            listen.clicked.connect(self._read)
            head.addWidget(listen)
        left = QVBoxLayout()
        left.setSpacing(look.size(10))
        left.addLayout(head)
        left.addWidget(self.hint)
        left.addWidget(self.answer, 1)
        across: QBoxLayout = QVBoxLayout() if look.large else QHBoxLayout()
        across.setSpacing(look.size(40))
        across.addLayout(left, 1)
        if not look.large:
            self.beside.setFixedWidth(look.size(_BESIDE))
        across.addWidget(self.beside)
        self.body.addWidget(self.boxes)
        self.body.addLayout(across, 1)

    @classmethod
    def progress(cls, vault: Vault, person_id: str, row: PlanRow) -> Progress:  # noqa: ARG003 - cards are of the plan
        """The cards that she has put into words of her own."""
        done = len(pitch.own(vault, row.id))
        said = _("%(done)d of %(of)d cards done") % {"done": done, "of": len(PITCH_CARDS)}
        return Progress(done, len(PITCH_CARDS), said)

    @classmethod
    def place_words(cls, **where: str) -> str:
        said = pitch.title(where["card"])
        return _(said)

    # -- what it shows

    def show_at(self, *, plan: str = "", card: str = "", **_where: str) -> None:
        view = plan_of(self.desk, plan)
        self._plan_id = view.row.id if view is not None else ""
        for part in (self.boxes, self.answer, self.beside):
            part.setVisible(view is not None)
        if view is None:
            self.title.setText(_("My pitch"))
            self.hint.setText(_("Begin your plan first. Then your cards are here."))
            return
        cards = cards_of(self.desk, view)
        at = PITCH_CARDS.index(card) if card in PITCH_CARDS else 0
        self._card = cards[at]
        self.boxes.say([each.own for each in cards], at)
        self.title.setText(_(self._card.title))
        self.hint.setText(_(_HINTS[at]))
        self.notes.setText(self._card.notes or _("You have not written about this yet."))
        self.answer.editor.setAccessibleName(self.title.text())
        self.answer.load((self.held() or {}).get("text", self._card.words))
        self._on_changed()
        self.answer.editor.setFocus()

    def text_to_read(self) -> tuple[str, ...]:
        return tuple(each for each in (self.title.text(), self.hint.text(), self.answer.text) if each)

    def light(self, at: int | None) -> None:
        light((self.title, self.hint), at)

    def _read(self) -> None:
        if self.desk.listen is not None:
            self.desk.listen(self.text_to_read(), language=self.desk.language, lit=self.light)

    # -- what the footer holds

    @property
    def question(self) -> str:
        return self._card.code if self._plan_id else self.page_id

    @property
    def next_words(self) -> str:
        if not self._plan_id:
            return _("Begin my plan")
        return _("Practise") if self._card.code == PITCH_CARDS[-1] else _("Next")

    def next(self) -> None:
        if not self._plan_id:
            self.desk.go("plan")
            return
        if not self._write():
            return
        at = PITCH_CARDS.index(self._card.code) + 1
        if at < len(PITCH_CARDS):
            self.desk.go("pitch", plan=self._plan_id, card=PITCH_CARDS[at])
        else:
            self.desk.go("practise", plan=self._plan_id)

    def back(self) -> None:
        at = PITCH_CARDS.index(self._card.code)
        if self._plan_id and at:
            self.desk.go("pitch", plan=self._plan_id, card=PITCH_CARDS[at - 1])
        else:
            self.desk.home()

    # -- what is typed

    def typing_key(self) -> str:
        return f"{self._card.code} {self._plan_id}" if self._plan_id else ""

    def typed(self) -> Any:
        return {"text": self.answer.text} if self.answer.text.strip() != self._card.words else None

    def settle(self) -> None:
        if self._plan_id and self._write():
            self.flush()

    def _write(self) -> bool:
        """Words that are those of her plan are not kept twice; False when nothing could be written."""
        text = self.answer.text.strip()
        if text == self._card.words:
            return True
        own = "" if text == self._card.of_plan else text
        me = self.desk.person.id
        try:
            pitch.say(
                self.desk.vault, me, plan_id=self._plan_id, person_id=me, code=self._card.code, text=own,
                language=self.desk.language[:2],
            )  # fmt: skip
        except UserError as error:
            self.desk.saved(False)
            self.desk.problem(error)
            return False
        view = plan_of(self.desk, self._plan_id)
        if view is not None:
            self._card = cards_of(self.desk, view)[PITCH_CARDS.index(self._card.code)]
        return True

    # -- what happens

    def _on_changed(self) -> None:
        of_plan = self._card.of_plan
        self.again.setVisible(bool(of_plan) and self.answer.text.strip() != of_plan)

    def _on_again(self) -> None:
        cursor = self.answer.editor.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(self._card.of_plan)  # as one step that Undo takes back
        self.answer.editor.setFocus()
