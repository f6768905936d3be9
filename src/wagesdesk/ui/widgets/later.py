"""A part of a page that is made when it is first looked at, so that the page itself is there sooner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)


class Later(QWidget, Generic[W]):
    """A place for what `make` returns and `fill` fills: made once, when this is shown or `part` is asked for."""

    def __init__(self, make: Callable[[], W], fill: Callable[[W], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._fill = fill
        self._made: W | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def made(self) -> W | None:
        """The part, or None while nobody looked at it."""
        return self._made

    @property
    def part(self) -> W:
        """The part, made and filled now if it was not there."""
        if self._made is None:
            self._made = self._make()
            self._column.addWidget(self._made)
            self._fill(self._made)
        return self._made

    def refill(self) -> None:
        """Fill the part again with what is new; one that is not there yet is filled when it is made."""
        if self._made is not None:
            self._fill(self._made)

    def showEvent(self, event: QShowEvent) -> None:
        self.part.show()
        super().showEvent(event)
