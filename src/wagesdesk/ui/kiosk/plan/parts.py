"""Parts that the pages of My plan share: which plan, choices of which one counts, lines with a name, cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from wagesdesk.errors import NotFound
from wagesdesk.models.vault import Vault
from wagesdesk.services import comfort
from wagesdesk.services import plan as plans
from wagesdesk.services.plan import PlanRow, PlanView
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.plan.wording import GENTLE
from wagesdesk.ui.kiosk.widgets import KioskButton, KioskLine, words
from wagesdesk.ui.later import later
from wagesdesk.ui.widgets.flow import Flow
from wagesdesk.ui.widgets.gentle_warning import GentleWarning


def in_hand(vault: Vault, person_id: str, rows: Sequence[PlanRow]) -> PlanRow | None:
    """Of her ideas the one she stopped in, else the first; None where there is none."""
    at = comfort.stopped(vault, person_id)
    stopped_in = at.where.get("plan") if at is not None else None
    return next((row for row in rows if row.id == stopped_in), next(iter(rows), None))


def plan_of(desk: KioskDesk, plan_id: str) -> PlanView | None:
    """The plan, or with no id the one in hand; None when there is none of hers."""
    if not plan_id:
        row = in_hand(desk.vault, desk.person.id, plans.plans(desk.vault, desk.person.id))
        plan_id = row.id if row is not None else ""
    try:
        view = plans.plan(desk.vault, plan_id)
    except NotFound:
        return None
    return view if desk.person.id in {owner for owner, _name in view.row.owners} else None


def gentle(editor: KioskLine) -> GentleWarning:
    """The gentle look at a line, in words for her; the caller lays it out under the line."""
    return GentleWarning(editor, says=GENTLE, colour="ink")


def light(labels: Sequence[QLabel], at: int | None) -> None:
    """Show which of these is read aloud now, None for none."""
    for index, label in enumerate(labels):
        if bool(label.property("lit")) != (index == at):
            label.setProperty("lit", index == at)
            label.style().unpolish(label)
            label.style().polish(label)


def into_sight(widget: QWidget) -> None:
    """Scroll the page so that the widget is seen, once it has its place."""

    def scroll() -> None:
        above = widget.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):  # its own way of showing a widget looks at the cursor in it alone
            for _turn in range(3):  # where words wrap anew it moves, and what holds it only then
                QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            seen = widget.mapTo(above.viewport(), QPoint(0, 0)).y()
            top = seen + above.verticalScrollBar().value()
            for y in (top + widget.height(), top):
                above.ensureVisible(0, y, 0, 24)

    later(0, widget, scroll)


class Card(QFrame):
    """A white box with an edge; put things into `column`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("card", "true")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(look.size(24), look.size(20), look.size(24), look.size(20))
        self.column.setSpacing(look.size(10))


class ActionCard(Card):
    """What is said, with the buttons for it at its right, under it where letters are large."""

    def __init__(self, said: QVBoxLayout, buttons: Sequence[QWidget], *, icon: QWidget | None = None) -> None:
        super().__init__()
        look = theme.current()
        above = QHBoxLayout()
        above.setSpacing(look.size(14))
        if icon is not None:
            above.addWidget(icon)
        above.addLayout(said, 1)
        self.column.addLayout(above)
        row = above
        if look.large:
            row = QHBoxLayout()
            row.setSpacing(look.size(12))
            self.column.addLayout(row)
        for button in buttons:
            row.addWidget(button)
        if look.large:
            row.addStretch(1)


class Choice(QWidget):
    """Buttons of which at most one counts; `picked(code)` when she chose. The words stand above them."""

    picked = Signal(str)

    def __init__(self, name: str, choices: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(8))
        self.setAccessibleName(name)
        if name:
            column.addWidget(words(name, "strong"))
        flow = Flow(look.size(10))
        column.addWidget(flow)
        self.buttons: dict[str, KioskButton] = {}
        for code, said in choices.items():
            button = KioskButton(said, size="small")
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, code=code: self._on_click(code))
            self.buttons[code] = button
            flow.add(button)

    @property
    def code(self) -> str:
        """The one that counts; empty for none."""
        return next((code for code, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, code: str) -> None:
        """Let this one count; with an unknown code none."""
        for each, button in self.buttons.items():
            button.setChecked(each == code)

    def _on_click(self, code: str) -> None:
        self.choose(code)
        self.picked.emit(code)


class NamedLine(QWidget):
    """A line to type into with its name above it and the gentle look under it."""

    def __init__(self, name: str, *, most: int = 200, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size(6))
        label = words(name, "strong")
        self.line = KioskLine(name)
        self.line.setMaxLength(most)
        label.setBuddy(self.line)
        column.addWidget(label)
        column.addWidget(self.line)
        column.addWidget(gentle(self.line))

    def text(self) -> str:
        return self.line.text()

    def on_enter(self, act: Callable[[], None]) -> None:
        """What Enter in the line does."""
        self.line.returnPressed.connect(act)
