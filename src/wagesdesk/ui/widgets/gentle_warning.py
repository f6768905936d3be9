"""A quiet line under a field of free text: somebody else is named, or an offence is spoken of. It never blocks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from wagesdesk.services.wording import notice
from wagesdesk.text import N_, _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

DELAY: Final = 500
"""Milliseconds without a key press before the text is looked at."""

_WORDS: Final = {
    "person": N_("This seems to name somebody else. Is it needed here?"),
    "offence": N_("This seems to be about an offence. WagesDesk has no place for that."),
    "sentence": N_("This seems to be about a sentence. WagesDesk has no place for that."),
    "risk": N_("This seems to be about risk to people. WagesDesk has no place for that."),
}


class GentleWarning(QWidget):
    """Watches `editor`; put it under it. `known_names` gives the names of others, asked anew at each look; `says` has
    the words for each code of `services.wording`, in the token `colour`.

    Text from people never stands in it: the words are ours alone. It takes no focus and no room while it is silent.
    """

    def __init__(
        self,
        editor: QLineEdit | QPlainTextEdit,
        known_names: Callable[[], Collection[str]] = frozenset,
        parent: QWidget | None = None,
        *,
        says: Mapping[str, str] = _WORDS,
        colour: str = "info",
    ) -> None:
        super().__init__(parent)
        look = theme.current()
        self._says = says
        self._editor = editor
        self._known_names = known_names
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(6))
        row.addWidget(IconLabel("info", colour, 16), alignment=Qt.AlignmentFlag.AlignTop)
        self._words = PlainLabel("", "second", colour=colour, wrap=True)
        row.addWidget(self._words, 1)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self.look_now)
        editor.textChanged.connect(self._wait)
        self.hide()
        if self._typed():
            self.look_now()

    def look_now(self) -> None:
        """Look at the text without waiting."""
        self._timer.stop()
        found = notice(self._typed(), known_names=self._known_names())
        self._say("\n".join(_(self._says[code]) for code in found.codes) if found else "")

    def text(self) -> str:
        """What it says; empty when it is silent."""
        return self._words.text()

    def _wait(self) -> None:
        self._timer.start()

    def _typed(self) -> str:
        return self._editor.text() if isinstance(self._editor, QLineEdit) else self._editor.toPlainText()

    def _say(self, words: str) -> None:
        if words == self.text():
            return
        self._words.setText(words)
        self.setAccessibleName(words.replace("\n", " "))
        self.setVisible(bool(words))
        if words and self._editor.hasFocus():
            # A screen reader says it once she pauses; the focus stays where she types.
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._editor, self.accessibleName()))
