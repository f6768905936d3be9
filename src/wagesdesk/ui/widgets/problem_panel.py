"""A problem in the middle of a page, kindly: what happened, what is safe, what to do now, and what can be pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.problems import Problem, describe
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

_ICONS = {"red": "octagon-alert", "amber": "triangle-alert", "info": "info", "green": "circle-check"}


class ProblemPanel(QFrame):
    """Hidden until `say`. `kind` is red, amber, info or green; `buttons` stand under the words."""

    def __init__(self, kind: str = "red", *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("panel", kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.size(14), look.size(12), look.size(14), look.size(12))
        row.setSpacing(look.size(12))
        row.addWidget(IconLabel(_ICONS[kind], kind, 20), alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(look.size(4))
        self._what = PlainLabel("", "strong", colour=kind, wrap=True)
        self._safe = PlainLabel("", wrap=True)
        self._now = PlainLabel("", wrap=True)
        for label in (self._what, self._safe, self._now):
            words.addWidget(label)
        if buttons:
            words.addSpacing(look.size(4))
            line = QHBoxLayout()
            line.setSpacing(look.size(8))
            for button in buttons:
                line.addWidget(button)
            line.addStretch(1)
            words.addLayout(line)
        row.addLayout(words, 1)
        self.hide()

    def say(self, problem: Problem) -> None:
        """Show the three sentences; an empty one takes no room."""
        for label, text in ((self._what, problem.what), (self._safe, problem.safe), (self._now, problem.now)):
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleName(self.text() or problem.what)
        self.show()

    def say_error(self, error: UserError) -> None:
        """The sentences that belong to `error`."""
        self.say(describe(error))

    def text(self) -> str:
        """What it says; empty when hidden."""
        if self.isHidden():
            return ""
        return " ".join(label.text() for label in (self._what, self._safe, self._now) if label.text())
