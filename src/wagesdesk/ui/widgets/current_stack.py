"""Parts of which one is shown, as large as that one: a short tab does not make the page scroll because another is long.

A QStackedWidget asks for the height of its longest part.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class CurrentStack(QWidget):
    """The first part is shown until `show_part`."""

    def __init__(self, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            column.addWidget(part)
        self.show_part(0)

    def show_part(self, number: int) -> None:
        """Show one part and hide the others."""
        for place, part in enumerate(self._parts):
            part.setVisible(place == number)

    @property
    def part(self) -> int:
        """The number of the part that is shown."""
        return next(place for place, part in enumerate(self._parts) if not part.isHidden())
