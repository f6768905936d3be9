"""What stands beside a question: an example, why we ask, what people on the panel look for, and what others said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.services import glossary
from wagesdesk.services.plan import Answer
from wagesdesk.services.plan_comments import Comment
from wagesdesk.services.plan_template import PlanSection, Trade, plan_template
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.plan.parts import Card, light
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.words.money_words import MoneyWords

WIDE = 392


@dataclass(frozen=True)
class Beside:
    """What belongs beside one question of hers."""

    section: PlanSection
    trade: str
    others: Sequence[Answer]
    comment: Comment | None


def trades_from(code: str) -> list[Trade]:
    """The trades of the examples, hers first."""
    return sorted(plan_template().trades, key=lambda one: one.code != code)


class BesideColumn(QWidget):
    """At the right of a question; under it where letters are large."""

    def __init__(self, desk: KioskDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._desk = desk
        self._section: PlanSection | None = None
        self._trades: list[Trade] = []
        self._at = 0
        if not look.large:
            self.setFixedWidth(look.size(WIDE))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(12))
        self.said = Card()
        self.said.setProperty("card", "on")
        self._said_head = words("", "strong")
        self._said_quote = words("", "second", colour="soft")
        self._said_words = words("")
        for label in (self._said_head, self._said_quote, self._said_words):
            self.said.column.addWidget(label)
        self.said.column.addStretch(1)
        column.addWidget(self.said, 1)
        self.example = Card()
        self.example.column.setContentsMargins(look.size(24), look.size(12), look.size(24), look.size(12))
        head = QHBoxLayout()
        head.setSpacing(look.size(10))
        head.addWidget(IconLabel("lightbulb", "primary", 30))
        head.addWidget(words(_("Example"), "section"), 1)
        if desk.listen is not None:
            listen = KioskButton(_("Listen"), icon="volume-2", size="small")
            listen.clicked.connect(self._read)
            head.addWidget(listen)
        self.example.column.addLayout(head)
        self.business = words("", "strong", colour="primary")
        self._words = words("")
        self.example.column.addWidget(self.business)
        self.example.column.addWidget(self._words)
        self.example.column.addStretch(1)
        self.another = KioskButton(_("Another example"), icon="refresh-cw", size="small")
        self.another.clicked.connect(self._on_another)
        self.example.column.addWidget(self.another)
        column.addWidget(self.example, 1)
        self.why = Card()
        self._why = words("", "second")
        self._panel = words("", "second")
        for title, label in ((_("Why we ask"), self._why), (_("What the panel looks for"), self._panel)):
            self.why.column.addWidget(words(title, "secondStrong"))
            self.why.column.addWidget(label)
        self.why.column.setSpacing(look.size(4))
        self.why.column.setContentsMargins(look.size(24), look.size(9), look.size(24), look.size(9))
        self.money = MoneyWords()
        self.why.column.addWidget(self.money)
        column.addWidget(self.why)
        self.others = Card()
        column.addWidget(self.others)

    def load(self, beside: Beside) -> None:
        """Show what belongs to another question."""
        self._section, self._trades, self._at = beside.section, trades_from(beside.trade), 0
        self._show_example()
        self._why.setText(_(beside.section.why))
        self._panel.setText(_(beside.section.panel))
        one = beside.section
        self.money.load(glossary.terms_in(one.question, *one.prompts, one.why, one.panel))
        comment = beside.comment
        self.said.setVisible(comment is not None)
        self.example.setVisible(comment is None)
        if comment is not None:
            self._said_head.setText(_("%(name)s says") % {"name": comment.by})
            self._said_quote.setText(_("About: “%(words)s”") % {"words": comment.quote} if comment.quote else "")
            self._said_quote.setVisible(bool(comment.quote))
            self._said_words.setText(comment.text)
        self._show_others([one for one in beside.others if one.text.strip()])

    def _show_others(self, answers: Sequence[Answer]) -> None:
        clear(self.others.column)
        for one in answers:
            self.others.column.addWidget(words(_("%(name)s wrote") % {"name": one.name}, "secondStrong"))
            self.others.column.addWidget(words(one.text, "second"))
        self.others.setVisible(bool(answers))

    def _show_example(self) -> None:
        trade = self._trades[self._at]
        self.business.setText(trade.business)
        if self._section is not None:
            self._words.setText(_(self._section.examples[trade.code]))

    def _on_another(self) -> None:
        self._at = (self._at + 1) % len(self._trades)
        self._show_example()

    def _read(self) -> None:
        if self._desk.listen is not None:
            said = (self.business.text(), self._words.text())
            self._desk.listen(said, language=self._desk.language, lit=self._light)

    def _light(self, at: int | None) -> None:
        light((self.business, self._words), at)
