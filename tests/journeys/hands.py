"""Somebody at the keyboard: every key is pressed for real, counted, and timed by the keystroke-level model."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

KEY: Final = 0.28
"""Seconds for a key, of somebody who types 40 words a minute (Card, Moran and Newell)."""
THINK: Final = 1.35
"""Seconds to make up one's mind before each step."""
READ: Final = 10.0
"""Seconds to look at a page that was not seen before: about forty words."""
WRITE: Final = 0.9
"""Seconds for a letter copied by hand on paper."""


class Hands(QObject):
    """Counts what it does, and the clicks that anybody made. Use as an event filter of the application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.keys = self.steps = self.pages = self.letters = self.clicks = 0
        app.installEventFilter(self)

    @property
    def seconds(self) -> float:
        """How long it would have taken a person."""
        return self.keys * KEY + self.steps * THINK + self.pages * READ + self.letters * WRITE

    def look(self) -> None:
        """A page comes into sight that is read first."""
        QApplication.processEvents()
        self.pages += 1

    def copy(self, text: str) -> None:
        """Write something down on paper."""
        self.letters += len(text)

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One step: these keys, where the focus is. A held key counts as one more."""
        self.steps += 1
        for key in keys:
            self.keys += 1 + (held != Qt.KeyboardModifier.NoModifier)
            QTest.keyClick(_focus(), key, held)

    def type(self, words: str) -> None:
        """One step: type this in place of what stands there, and Enter."""
        self.press(Qt.Key.Key_A, held=Qt.KeyboardModifier.ControlModifier)
        self.keys += len(words) + 1
        QTest.keyClicks(_focus(), words)
        QTest.keyClick(_focus(), Qt.Key.Key_Return)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.Wheel):
            self.clicks += 1
        return super().eventFilter(watched, event)


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget
