"""The page `question`: one section of a plan, one answer, three ways to it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from wagesdesk.errors import UserError
from wagesdesk.services import own_words, plan_comments
from wagesdesk.services import plan as plans
from wagesdesk.services.plan import Said
from wagesdesk.services.plan_comments import Comment
from wagesdesk.services.plan_template import plan_template
from wagesdesk.services.spelling.speller import offered
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.page import KioskPage
from wagesdesk.ui.kiosk.plan.answer import AnswerBox, how
from wagesdesk.ui.kiosk.plan.asking import AskCard
from wagesdesk.ui.kiosk.plan.beside import Beside, BesideColumn
from wagesdesk.ui.kiosk.plan.head import ProgressRow, QuestionHead
from wagesdesk.ui.kiosk.plan.overview import hers
from wagesdesk.ui.kiosk.plan.parts import into_sight, plan_of
from wagesdesk.ui.kiosk.plan.teller import TellerCard
from wagesdesk.ui.kiosk.plan.ways import Ways
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.words.check import CheckWords


class QuestionPage(KioskPage):
    """`show_at(plan, section, comment="")`: a comment of hers stands beside the words it is about."""

    page_id = "question"
    about = "plan"

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__(desk)
        look = theme.current()
        self._plan_id = ""
        self._codes: tuple[str, ...] = ()
        self._section = plan_template().sections[0]
        self._saved, self._done = "", False
        self.boxes = ProgressRow(_("My plan"))
        self.head = QuestionHead(desk, self._read)
        self.answer = AnswerBox(_("My answer"), self._on_changed)
        self.ways = Ways(self.answer)
        self.teller = TellerCard(desk)
        self.teller.changed.connect(self._show_tools)
        if desk.comfort.by != "tell":
            self.teller.hide()
        self.asking = AskCard(desk)
        self.asking.hide()
        self.beside = BesideColumn(desk)
        self.told = words("", "second", colour="green")
        self.told.hide()
        left = QVBoxLayout()
        left.setSpacing(look.size(8))
        left.addWidget(self.head)
        left.addWidget(self.teller)
        left.addWidget(self.ways)
        left.addWidget(self.answer, 1)
        left.addWidget(self.asking)
        left.addWidget(self.told)
        self._put_tools()
        across: QBoxLayout = QVBoxLayout() if look.large else QHBoxLayout()
        across.setSpacing(look.size(40))
        across.addLayout(left, 1)
        across.addWidget(self.beside)
        edges = self.body.contentsMargins()
        self.body.setContentsMargins(edges.left(), look.size(8), edges.right(), look.size(8))
        self.body.setSpacing(look.size(8))
        self.body.addWidget(self.boxes)
        self.body.addLayout(across, 1)

    def _put_tools(self) -> None:
        """Under the answer: what else she may do with this question. Help with words stands at the right of it."""
        self.ask = KioskButton(_("I must find something out"), icon="search", size="small")
        self.ask.clicked.connect(lambda: self._open_asking(True))
        self.asking.kept.connect(self._on_asked)
        self.asking.closed.connect(lambda: self._open_asking(False))
        self.tell = KioskButton(_("Somebody types for me"), icon="user", size="small")
        self.tell.clicked.connect(self._on_tell)
        for button in (self.ask, self.tell):
            self.answer.tools.add(button)
        me = self.desk.person.id
        self.check = CheckWords(
            self.answer.editor, self.desk.spelling, language=self.desk.language[:2], parent=self,
            own=lambda: own_words.own_words(self.desk.vault, me), keep=self._on_own_word,
        )  # fmt: skip
        self.answer.put_under(self.check)
        self.ways.chosen.connect(self._show_tools)

    def _on_own_word(self, word: str) -> None:
        me = self.desk.person.id
        try:
            own_words.keep(self.desk.vault, me, person_id=me, word=word)
        except UserError as error:
            self.desk.problem(error)

    # -- what it shows

    def show_at(self, *, plan: str = "", section: str = "", comment: str = "", **_where: str) -> None:
        view = plan_of(self.desk, plan)
        for widget in (self.boxes, self.ways, self.answer, self.beside):
            widget.setVisible(view is not None)
        if view is None:
            self._plan_id = ""
            self.head.question.setText(_("This plan is not here. Please ask for help."))
            return
        mine = hers(view, self.desk.person.id)
        code = section if section in mine else next(iter(mine))
        self._plan_id, self._codes = view.row.id, tuple(mine)
        self._section = plan_template().section(code)
        self._saved, self._done = mine[code].text, mine[code].done
        self.boxes.say([one.done for one in mine.values()], self._codes.index(code))
        self.head.load(self._section, self._plan_id)
        self.asking.about(self._plan_id, code)
        said = self._comment(comment)
        others = [one for one in view.section(code).answers if one.person_id != self.desk.person.id]
        self.beside.load(Beside(self._section, view.row.trade, others, said))
        self._load(self.held() or {})
        found = plan_comments.place(self.answer.text, said) if said else None
        if found is not None:
            self.answer.mark(*found)

    def _load(self, kept: dict[str, Any]) -> None:
        self.ways.load(self._cards(), self._starters())
        self.answer.editor.setAccessibleName(self.head.question.text())
        self.answer.load(kept.get("text", self._saved))
        if by := kept.get("by", ""):
            self.teller.choose(by)
            self.teller.show()
        starter, rest = kept.get("line", ("", ""))
        if rest:
            self.ways.choose("sentence")
            self.ways.sentence.begin(starter, rest)
        self.asking.hold(kept.get("ask"))
        self._open_asking("ask" in kept)
        self.told.hide()
        if self.asking.isHidden():
            self.ways.begin()
            if theme.current().large and self.ways.way == "write":
                into_sight(self.answer.editor)

    def _comment(self, comment_id: str) -> Comment | None:
        """The comment she came from, else the first on this section that she has not read."""
        told = plan_comments.for_her(self.desk.vault, self.desk.person.id, self._plan_id)
        here = [one for one in told if one.section == self._section.code]
        wanted = [one for one in here if one.id == comment_id] or [one for one in here if one.seen is None]
        return wanted[0] if wanted else None

    def _cards(self) -> list[str]:
        return [_(one) for one in self._section.cards]

    def _starters(self) -> list[str]:
        return [_(one) for one in self._section.starters]

    def text_to_read(self) -> tuple[str, ...]:
        return self.head.sentences()

    def light(self, at: int | None) -> None:
        self.head.light(at)

    @classmethod
    def place_words(cls, **where: str) -> str:
        return _(plan_template().section(where["section"]).question)

    def _read(self) -> None:
        if self.desk.listen is not None:
            self.desk.listen(self.text_to_read(), language=self.desk.language, lit=self.light)

    # -- what the footer holds

    @property
    def question(self) -> str:
        return f"plan.{self._section.number}"

    @property
    def next_words(self) -> str:
        return _("Next") if self._plan_id else ""

    @property
    def can_leave(self) -> bool:
        return bool(self._plan_id) and not self._done

    def next(self) -> None:
        if self._write(done=True):
            self._go_on()

    def leave_it(self) -> None:
        if not self._write(done=self._done):
            return
        if not self.answer.text.strip():
            me = self.desk.person.id
            try:
                plans.leave_for_now(
                    self.desk.vault, me, plan_id=self._plan_id, section=self._section.code, person_id=me
                )  # fmt: skip
            except UserError as error:
                self.desk.problem(error)
                return
        self._go_on()

    def back(self) -> None:
        self.desk.go("plan", plan=self._plan_id)

    def _go_on(self) -> None:
        at = self._codes.index(self._section.code) + 1
        if at < len(self._codes):
            self.desk.go("question", plan=self._plan_id, section=self._codes[at])
        else:
            self.desk.go("plan", plan=self._plan_id)

    # -- what is typed

    def typing_key(self) -> str:
        return f"plan.{self._section.code} {self._plan_id}" if self._plan_id else ""

    def typed(self) -> Any:
        typed: dict[str, Any] = {}
        if (text := self.answer.text) != self._saved:
            typed |= {"text": text, "by": self.teller.by}
        if rest := self.ways.sentence.rest.text():
            typed["line"] = [self.ways.sentence.starter, rest]
        if ask := self.asking.typed():
            typed["ask"] = ask
        return typed or None

    def settle(self) -> None:
        if self._plan_id and self._write(done=self._done):
            self.flush()

    def _write(self, *, done: bool) -> bool:
        """Her words into the journal as they stand; False when that could not be."""
        text, by = self.answer.text, self.teller.by
        done = done and bool(text.strip())
        if (text, done) == (self._saved, self._done):
            return True
        said = Said(
            text, how="said" if by else how(text, self._cards(), self._starters()), language=self.desk.language[:2],
            by=by,
        )  # fmt: skip
        me = self.desk.person.id
        try:
            plans.answer(
                self.desk.vault, me, plan_id=self._plan_id, section=self._section.code, person_id=me, said=said,
                done=done,
            )  # fmt: skip
        except UserError as error:
            self.desk.saved(False)
            self.desk.problem(error)
            return False
        self._saved, self._done = text, done
        return True

    # -- what happens

    def _on_changed(self) -> None:
        self.ways.look()

    def _show_tools(self) -> None:
        """What has no room beside cards, beginnings or a question for the list stands there when she writes."""
        writing = self.ways.way == "write" and self.asking.isHidden()
        self.ask.setVisible(self.asking.isHidden() and self.ways.way != "sentence")
        self.tell.setVisible(writing and self.teller.isHidden())
        self.check.setVisible(writing and offered(self.desk.language[:2]))

    def _open_asking(self, on: bool) -> None:
        self.asking.setVisible(on)
        self.ways.setVisible(not on)
        self._show_tools()
        if on:
            self.asking.what.line.setFocus()
            into_sight(self.asking)
        else:
            self.answer.editor.setFocus()

    def _on_asked(self) -> None:
        self._open_asking(False)
        self.told.setText(_("It is on your list: What I must find out."))
        self.told.show()

    def _on_tell(self) -> None:
        self.teller.show()
        self.teller.ask()
        self._show_tools()
        into_sight(self.teller)
        next(iter(self.teller.who.buttons.values())).setFocus()
