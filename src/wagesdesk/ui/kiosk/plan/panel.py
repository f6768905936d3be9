"""One face of the page `plan`."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk


class Panel(QWidget):
    """Build into `body`. What a page of the kiosk is asked, the page `plan` asks its panel."""

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__()
        self.desk = desk
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.current().size(14))

    next_words: str = ""
    can_go_next: bool = True
    typing_key: str = ""

    def typed(self) -> Any:
        """What is typed and not in the journal; None for nothing."""
        return None

    def hold(self, kept: Any) -> None:
        """Put back what was typed."""

    def keep(self) -> bool:
        """Write it into the journal before going on; False when it cannot be yet, and the panel says why."""
        return True

    def go_on(self) -> None:
        """Next was pressed, and what was typed is kept."""

    def back(self) -> None:
        self.desk.home()

    def focus_first(self) -> None:
        """Put the focus where she begins."""

    def text_to_read(self) -> tuple[str, ...]:
        return ()
