"""The draft on white: every section in order, to be read, selected in, and commented on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.plans.answer_text import AnswerText
from wagesdesk.ui.pages.plans.reading import Shown
from wagesdesk.ui.pages.plans.section_block import SectionBlock
from wagesdesk.ui.panes import into_sight
from wagesdesk.ui.widgets.card import rule
from wagesdesk.ui.widgets.plain_area import PlainArea


@dataclass(frozen=True, slots=True)
class Chosen:
    """Words of an answer somebody selected; `quote` is empty for all of it."""

    section: str
    person_id: str
    quote: str
    start: int


class Draft(QFrame):
    """`wanted` as of a SectionBlock. What was selected last stays known when the focus goes to a button."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._blocks: list[SectionBlock] = []
        self._whose: dict[AnswerText, tuple[str, str]] = {}
        self._last: AnswerText | None = None
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self.area = PlainArea(_("Her plan"), least=200)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each section has a control
        column.addWidget(self.area)

    def show_plan(self, shown: Shown, *, same: bool) -> None:
        """Show a plan; of the `same` plan as before, at the same height and with the focus in the same answer."""
        look = theme.current()
        at = self.area.verticalScrollBar().value() if same else 0
        focus = QApplication.focusWidget()
        focused = self._whose.get(focus) if same and isinstance(focus, AnswerText) else None
        kept = self.chosen() if same else None
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(look.size(24), look.size(18), look.size(24), look.size(18))
        column.setSpacing(look.size(10))
        self._blocks, self._whose, self._last = [], {}, None
        for part in shown.view.sections:
            if self._blocks:
                column.addWidget(rule())
            block = SectionBlock(self._desk, part, shown)
            block.wanted.connect(self.wanted.emit)
            for person_id, text in block.texts.items():
                self._whose[text] = (part.code, person_id)
                text.installEventFilter(self)
                text.cursorPositionChanged.connect(partial(self._follow, text))
            self._blocks.append(block)
            column.addWidget(block)
        column.addStretch(1)
        self.area.show_widget(inside)
        for text, whose in self._whose.items():
            if kept is not None and whose == (kept.section, kept.person_id):
                self._last = text
                if kept.quote:
                    text.select(kept.start, kept.start + len(kept.quote))
                if whose == focused:
                    text.setFocus()
                    self._keep_in_sight(text)
        self.area.verticalScrollBar().setValue(at)  # asked for again: the binding lets go of a bar that is kept

    @property
    def texts(self) -> tuple[AnswerText, ...]:
        """Every answer with words, in order."""
        return tuple(text for block in self._blocks for text in block.texts.values())

    def chosen(self) -> Chosen | None:
        """What is selected, or the answer in which the caret is; None while no answer had the focus."""
        if self._last is None:
            return None
        section, person_id = self._whose[self._last]
        span = self._last.selected()
        words = self._last.shown[span[0] : span[1]] if span else ""
        return Chosen(section, person_id, words, span[0] if span else 0)

    def select(self, at: Chosen) -> None:
        """Select words of an answer, as somebody does with Shift and the arrows."""
        for text, whose in self._whose.items():
            if whose == (at.section, at.person_id):
                text.setFocus()
                text.select(at.start, at.start + len(at.quote))

    def focus_back(self) -> None:
        """Put the focus into the answer that had it, or the first."""
        target = self._last or next(iter(self.texts), None)
        if target is not None:
            target.setFocus()
            self._keep_in_sight(target)

    @staticmethod
    def _keep_in_sight(text: AnswerText) -> None:
        if theme.current().large:  # the page scrolls, and does not know where the draft stood
            into_sight(text)

    def _follow(self, text: AnswerText) -> None:
        """Keep the caret in sight."""
        inside: QWidget | None = self.area.widget()
        if inside is not None and text.hasFocus():
            at = text.viewport().mapTo(inside, text.cursorRect().center())
            self.area.ensureVisible(at.x(), at.y(), 0, theme.current().size(36))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, AnswerText):
            self._last = watched
        return False
