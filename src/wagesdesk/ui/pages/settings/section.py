"""What the sections of the page have in common."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.services import staff
from wagesdesk.text import _, join_words
from wagesdesk.ui import theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.jobs import Cancelled
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.plain_label import PlainLabel

_NAME, _ROW = 170, 32


class Section(Card):
    """A card with a title and one line about it; `refresh` asks the services and shows what they say."""

    def __init__(self, desk: Desk, title: str, about: str = "") -> None:
        super().__init__(title)
        self.desk = desk
        self.body.setSpacing(theme.current().size(12))
        if about:
            self.body.addWidget(PlainLabel(about, colour="soft", wrap=True))

    def refresh(self) -> None:
        """Show the present state. Called when the page is shown and after changes."""

    def typed(self) -> Any:
        """What is typed here and not used yet, as plain values; None for nothing. See Page.typed."""
        return None

    def type_again(self, held: Any) -> None:
        """Put what `typed` gave back."""

    def need_administrator(self, *buttons: Button) -> None:
        """Refuse these buttons for who is no administrator, and say who is."""
        people = staff.staff(self.desk.vault)
        admins = [one.name for one in people if one.admin]
        mine = any(one.admin and one.id == self.desk.staff_id for one in people)
        names = {"names": join_words(admins)}
        for button in buttons:
            button.refuse("" if mine else _("Only an administrator can do this: %(names)s.") % names)

    def failed(self, error: Exception) -> None:
        """For jobs: what a person can understand goes to the red bar; a bug was told already."""
        if isinstance(error, UserError | Cancelled):
            self.desk.problem(error)


def buttons_row(*buttons: QWidget) -> QHBoxLayout:
    """Buttons beside each other, from the left."""
    row = QHBoxLayout()
    row.setSpacing(theme.current().size(10))
    for button in buttons:
        row.addWidget(button, alignment=Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return row


def line(bold: str, rest: str, *buttons: Button) -> QWidget:
    """One row of a list: what it is called, what is known of it, and what can be done with it."""
    look = theme.current()
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.size(10))
    whole.setMinimumHeight(look.size(_ROW))
    name = PlainLabel(bold, "strong", wrap=True)
    name.setFixedWidth(look.size(_NAME))
    row.addWidget(name)
    row.addWidget(PlainLabel(rest, "second", colour="soft", wrap=True), 1)
    for button in buttons:
        row.addWidget(button)
    return whole
