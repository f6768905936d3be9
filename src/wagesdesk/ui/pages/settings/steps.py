"""A form of several parts that opens inside a section: one part at a time, Back and Next, and a bar while it works."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.later import later
from wagesdesk.ui.pages.settings.section import buttons_row
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import rule
from wagesdesk.ui.widgets.layouts import reveal
from wagesdesk.ui.widgets.plain_label import PlainLabel


class Steps(QWidget):
    """Subclasses fill `parts` (a head line and the widgets of each), then call `begin`.

    `closed` when it was given up on the first part.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._part = 0
        self.parts: list[tuple[str, tuple[QWidget, ...]]] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.current().size(12))
        self.column.addWidget(rule())
        self._head = PlainLabel("", "strong", wrap=True)
        self.column.addWidget(self._head)
        self.next = Button(_("Next"), "primary")
        self.next.clicked.connect(self.go_on)
        self._back = Button(_("Back"), icon="arrow-left")
        self._back.clicked.connect(self._on_back)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(theme.current().size(10))
        self._bar.hide()

    @property
    def part(self) -> int:
        """The number of the part in front, from 0."""
        return self._part

    def begin(self) -> None:
        """Put the parts and the buttons into the form, and show the first part."""
        for _head, widgets in self.parts:
            for widget in widgets:
                self.column.addWidget(widget)
        self.column.addWidget(self._bar)
        self.column.addLayout(buttons_row(self._back, self.next))
        self.column.addWidget(ReasonLine(self.next))
        self.show_part(0)

    def show_part(self, part: int) -> None:
        self._part = part
        for number, (_head, widgets) in enumerate(self.parts):
            for widget in widgets:
                widget.setVisible(number == part)
        self._head.setText(self.parts[part][0])
        last = part == len(self.parts) - 1
        self.next.setText(self.last_words if last else _("Next"))
        self._back.setText(_("Cancel") if part == 0 else _("Back"))
        later(0, self, lambda: reveal(self))

    def set_head(self, part: int, words: str) -> None:
        """Other words above a part."""
        self.parts[part] = (words, self.parts[part][1])
        if part == self._part:
            self._head.setText(words)

    @property
    def last_words(self) -> str:
        """What the button of the last part says."""
        return _("Save")

    def good(self) -> bool:
        """Whether the part in front will do; if not, that is said beside its field."""
        return True

    def finish(self) -> None:
        """The last part will do."""

    def focus(self) -> None:
        """Put the focus where the next answer is typed."""
        self.next.setFocus()

    def go_on(self) -> None:
        if not self.next.isEnabled() or not self.good():
            return
        if self._part + 1 < len(self.parts):
            self.show_part(self._part + 1)
            self.focus()
        else:
            self.finish()

    def set_busy(self, reason: str) -> None:
        """Refuse the buttons for `reason` and show a bar; empty lets them work again."""
        self.next.refuse(reason)
        self._back.setEnabled(not reason)
        self._bar.setAccessibleName(reason)
        self._bar.setVisible(bool(reason))

    def _on_back(self) -> None:
        if self._part == 0:
            self.closed.emit()
            return
        self.show_part(self._part - 1)
        self.focus()
