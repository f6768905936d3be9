"""A question with few answers, one under the other, each with a plain sentence about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.choice import Choice
from wagesdesk.ui.widgets.icon_label import IconLabel


@dataclass(frozen=True, slots=True)
class Answer:
    """`key` is what the program calls it; `icon` may be empty."""

    key: str
    title: str
    sentence: str = ""
    icon: str = ""


class Choices(QWidget):
    """`chosen` with the key. Arrow keys move between the answers, a click anywhere in a box chooses it."""

    chosen = Signal(str)

    def __init__(self, name: str, answers: Sequence[Answer], key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(8))
        self._group = QButtonGroup(self)
        self._keys = [one.key for one in answers]
        for number, one in enumerate(answers):
            box = Choice(one.title, [one.sentence] if one.sentence else [], self._group)
            self._group.setId(box.radio, number)
            if one.icon:
                box.row.addWidget(IconLabel(one.icon, "primary", 24), alignment=Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(box)
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)
        self._group.idToggled.connect(self._on_toggled)
        self.setFocusProxy(self._group.checkedButton() or self._group.button(0))

    @property
    def key(self) -> str:
        """The key of the chosen answer; empty while there is none."""
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else ""

    def choose(self, key: str) -> None:
        """Choose an answer as if it was clicked."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def _on_toggled(self, number: int, on: bool) -> None:
        if on:
            self.chosen.emit(self._keys[number])
