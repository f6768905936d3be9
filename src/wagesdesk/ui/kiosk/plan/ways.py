"""The three ways to an answer: pick a card, finish a sentence, write. All put words into the one answer below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.plan.answer import AnswerBox
from wagesdesk.ui.kiosk.plan.parts import NamedLine
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.flow import Flow

WAYS = ("card", "sentence", "write")


class Ways(QWidget):
    """Three buttons of which one is on, and below them what belongs to it. `way` is one of WAYS; `chosen` when it is
    another now."""

    chosen = Signal()

    def __init__(self, answer: AnswerBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._answer = answer
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(8))
        row = Flow(look.size(8))
        names = (_("Pick a card"), _("Finish a sentence"), _("Write"))
        icons = ("square-check", "message-square", "pencil")
        self.buttons: dict[str, KioskButton] = {}
        for way, name, icon in zip(WAYS, names, icons, strict=True):
            button = KioskButton(name, icon=icon, size="small")
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, way=way: self.choose(way, focus=True))
            self.buttons[way] = button
            row.add(button)
        row.add(answer.undo)
        column.addWidget(row)
        self.cards = Cards(answer)
        self.sentence = Sentence(answer)
        column.addWidget(self.cards)
        column.addWidget(self.sentence)
        self.choose("write")

    @property
    def way(self) -> str:
        return next(way for way, button in self.buttons.items() if button.isChecked())

    def choose(self, way: str, *, focus: bool = False) -> None:
        """Open one way; `focus` goes to where it begins."""
        for each, button in self.buttons.items():
            button.setChecked(each == way)
        self.cards.setVisible(way == "card")
        self.sentence.setVisible(way == "sentence")
        self._answer.shrink(way != "write")
        self.chosen.emit()
        if focus:
            self.begin()

    def begin(self) -> None:
        """The keyboard where the way begins that is on."""
        first = {"card": self.cards.first(), "sentence": self.sentence.first()}.get(self.way) or self._answer.editor
        first.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters typed at the cards are the beginning of her own words."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if not event.text().strip() or not event.text().isprintable() or held:
            super().keyPressEvent(event)
            return
        self.choose("write", focus=True)
        self._answer.editor.moveCursor(QTextCursor.MoveOperation.End)
        self._answer.editor.insertPlainText(event.text())

    def load(self, cards: Sequence[str], starters: Sequence[str]) -> None:
        """The cards and beginnings of another section."""
        self.cards.load(cards)
        self.sentence.load(starters)

    def look(self) -> None:
        """The words changed: the cards that stand in them are on."""
        self.cards.look()


class Cards(Flow):
    """Whole answers; one that is on stands in the answer as a line of its own."""

    def __init__(self, answer: AnswerBox) -> None:
        super().__init__(theme.current().size(10))
        self._answer = answer
        self.buttons: list[KioskButton] = []

    def load(self, cards: Sequence[str]) -> None:
        self.buttons = []
        self.clear()
        for card in cards:
            button = KioskButton(card, size="small")
            button.setCheckable(True)
            button.clicked.connect(lambda on, card=card: self._on_card(card, on=on))
            self.buttons.append(button)
            self.add(button)

    def first(self) -> QWidget | None:
        return self.buttons[0] if self.buttons else None

    def look(self) -> None:
        lines = set(self._answer.text.split("\n"))
        for button in self.buttons:
            button.setChecked(button.accessibleName() in lines)

    def _on_card(self, card: str, *, on: bool) -> None:
        (self._answer.add if on else self._answer.take_out)(card)


class Sentence(QWidget):
    """Beginnings to choose from, and a line for the rest; both together go into the answer."""

    def __init__(self, answer: AnswerBox) -> None:
        super().__init__()
        look = theme.current()
        self._answer = answer
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(8))
        self._flow = Flow(look.size(8))
        column.addWidget(self._flow)
        self.starters: dict[str, KioskButton] = {}
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(12))
        self.rest = NamedLine(_("Go on in your own words"), most=400)
        self.rest.on_enter(self.put_in)
        row.addWidget(self.rest, 1)
        self.put = KioskButton(_("Put it in"), icon="plus", size="small")
        self.put.clicked.connect(self.put_in)
        row.addWidget(self.put, alignment=Qt.AlignmentFlag.AlignBottom)
        self.told = words("", "second")
        column.addWidget(self._row)
        column.addWidget(self.told)
        self.told.hide()

    @property
    def starter(self) -> str:
        """The beginning that is chosen; empty for none."""
        return next((text for text, button in self.starters.items() if button.isChecked()), "")

    def load(self, starters: Sequence[str]) -> None:
        self.starters = {}
        self._flow.clear()
        for text in starters:
            button = KioskButton(f"{text} …", size="small")
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, text=text: self.begin(text))
            self.starters[text] = button
            self._flow.add(button)
        self.rest.line.clear()
        self.told.hide()

    def first(self) -> QWidget | None:
        return next(iter(self.starters.values()), None)

    def begin(self, text: str, rest: str = "") -> None:
        """Choose a beginning and go to the line."""
        for each, button in self.starters.items():
            button.setChecked(each == text)
        if rest:
            self.rest.line.setText(rest)
        self.rest.line.setFocus()

    def put_in(self) -> None:
        """Put the finished sentence into the answer."""
        rest = " ".join(self.rest.text().split())
        if not self.starter or not rest:
            missing = _("Pick how it begins.") if not self.starter else _("Write how it goes on.")
            self.told.setText(missing)
            self.told.show()
            (self.rest.line if self.starter else self.first() or self.rest.line).setFocus()
            return
        self.told.hide()
        self._answer.add(f"{self.starter} {rest}" + ("" if rest[-1] in ".?!" else "."))
        self.rest.line.clear()
        self.rest.line.setFocus()
