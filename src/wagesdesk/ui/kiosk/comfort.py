"""The first visit: how she likes her pages, found out by trying. No test and no score; each is changed any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from wagesdesk.models.kiosk import PAGE_COLOURS, SIZES
from wagesdesk.services.comfort import Comfort
from wagesdesk.text import N_, _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.bars import COLOUR_WORDS, swatch
from wagesdesk.ui.kiosk.stage import PanelButton, Stage
from wagesdesk.ui.kiosk.widgets import words
from wagesdesk.ui.widgets.icon_label import IconLabel


@dataclass(frozen=True)
class Step:
    """One thing to try. `field` is that of Comfort."""

    field: str
    title: str
    line: str


SIZE = Step("size", N_("How big should the words be?"), N_("Press one. The page changes at once."))
COLOUR = Step("colour", N_("Which page is kind to your eyes?"), N_("Press one. The page changes at once."))
LISTEN = Step("listen", N_("Do you like to listen?"), N_("The page can read itself to you."))
BY = Step("by", N_("Do you like to type?"), N_("Both ways are good. You can change it any day."))


def steps(*, voice: bool) -> tuple[Step, ...]:
    """What is asked; listening only where there is a voice."""
    return (SIZE, COLOUR, LISTEN, BY) if voice else (SIZE, COLOUR, BY)


class ComfortPage(Stage):
    """One step. `tried(Comfort)` when she pressed a choice, `moved(int)` for another step, `finished` after the last or
    when she skips the rest."""

    tried = Signal(object)
    moved = Signal(int)
    finished = Signal()

    def __init__(self, every: Sequence[Step], at: int, comfort: Comfort) -> None:
        step = every[at]
        super().__init__(_(step.title), _(step.line), wide=1100)
        self._comfort = comfort
        look = theme.current()
        self.body.addWidget(words(_("%(at)d of %(of)d") % {"at": at + 1, "of": len(every)}, "second", colour="soft"))
        self._choices = QVBoxLayout() if step is BY or look.factor > 1.25 else QHBoxLayout()
        self._choices.setSpacing(look.size(14))
        self.body.addLayout(self._choices)
        {"size": self._sizes, "colour": self._colours, "listen": self._listen, "by": self._by}[step.field]()
        self.body.addWidget(_sample())
        self.body.addStretch(1)
        if at:
            self.left(_("Back"), "arrow-left").clicked.connect(lambda: self.moved.emit(at - 1))
        self.left(_("Skip this")).clicked.connect(self.finished)
        last = at == len(every) - 1
        go = self.right(_("That is right") if last else _("Next"), "arrow-right", kind="primary")
        go.clicked.connect(self.finished if last else lambda: self.moved.emit(at + 1))

    def _sizes(self) -> None:
        for size, name in zip(SIZES, (_("Usual words"), _("Bigger words"), _("Biggest words")), strict=True):
            self._choice("size", size, name, f"try{size}")

    def _colours(self) -> None:
        for colour in PAGE_COLOURS:
            self._choice("colour", colour, _(COLOUR_WORDS[colour]), colour=colour)

    def _listen(self) -> None:
        self._choice("listen", True, _("Yes, read to me"), icon="volume-2")
        self._choice("listen", False, _("No, I read myself"), icon="book-open")

    def _by(self) -> None:
        self._choice("by", "type", _("I like to type"), icon="keyboard")
        self._choice("by", "tell", _("I like to tell. Somebody types for me."), icon="message-square")

    def _choice(
        self, field: str, value: object, name: str, role: str = "strong", *, icon: str = "", colour: str = ""
    ) -> None:
        button = PanelButton(name)
        button.setObjectName(f"{field} {value}")
        button.setCheckable(True)
        button.setChecked(getattr(self._comfort, field) == value)
        look = theme.current()
        row = QHBoxLayout()
        row.setSpacing(look.size(14))
        button.column.addLayout(row)
        if colour:
            picture = IconLabel("circle", "ink", 24)
            picture.setPixmap(swatch(colour, 40))
            picture.setFixedSize(look.bar(40), look.bar(40))
            row.addWidget(picture)
        if icon:
            row.addWidget(IconLabel(icon, "primary", 32))
        row.addWidget(words(name, role), 1)
        if button.isChecked():
            row.addWidget(IconLabel("check", "primary", 26))
        # Some fields of Comfort are numbers, some words: the value is one of those that are offered.
        button.clicked.connect(lambda: self.tried.emit(replace(self._comfort, **{field: value})))  # type: ignore[arg-type]
        self._choices.addWidget(button, 1)

    def focus_on(self, name: str) -> None:
        """The focus on the choice that was pressed."""
        if (button := self.findChild(PanelButton, name)) is not None:
            button.setFocus()


def _sample() -> QFrame:
    """A few of our sentences, to see how they look."""
    card = QFrame()
    card.setProperty("card", True)
    column = QVBoxLayout(card)
    look = theme.current()
    column.setContentsMargins(look.size(24), look.size(20), look.size(24), look.size(20))
    column.setSpacing(look.size(8))
    column.addWidget(words(_("This is how your pages look"), "section"))
    column.addWidget(words(_("I make cards by hand. I sell them at the market. People buy them as a present.")))
    return card
