"""What each page of the first run is: a question, a sentence, controls, and whether the answer will do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.clock import Clock
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.jobs import Jobs
from wagesdesk.ui.setup.draft import Draft
from wagesdesk.ui.widgets.plain_label import PlainLabel


@dataclass(frozen=True)
class Frame:
    """What the pages ask of the frame around them."""

    draft: Draft
    clock: Clock
    jobs: Jobs
    go_on: Callable[[], None]
    """As if Next was pressed."""
    go_to: Callable[[str], None]
    """Show a page of `Draft.path`."""


class Step(QWidget):
    """Subclasses fill `body`, set `first` (where the focus goes), and write the answer into the draft in `accept`."""

    def __init__(self, frame: Frame, question: str, sentence: str = "") -> None:
        super().__init__()
        look = theme.current()
        self.frame = frame
        self.first: QWidget | None = None
        self.setAccessibleName(question)
        self.setAccessibleDescription(sentence)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(look.size(12))
        self.body.addWidget(PlainLabel(question, "title", wrap=True))
        if sentence:
            self.body.addWidget(PlainLabel(sentence, "lead", colour="soft", wrap=True))

    @property
    def draft(self) -> Draft:
        return self.frame.draft

    @property
    def next_words(self) -> str:
        return _("Next")

    def accept(self) -> bool:
        """Write the answer into the draft; False when it will not do, which is then said beside the field."""
        return True

    def keep(self) -> None:
        """Write what stands there into the draft as it is: the person goes back, or the window is drawn anew."""
