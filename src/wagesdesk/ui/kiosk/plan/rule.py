"""One line of the rules-and-cover checklist: what to know, who to ask, and the tick with its day and a note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.services.facts import Fact
from wagesdesk.services.local_facts import Known
from wagesdesk.services.ticks import LONGEST_NOTE, Tick
from wagesdesk.text import _, long_day, ngettext
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.plan.head import ProgressRow
from wagesdesk.ui.kiosk.plan.parts import Card, NamedLine
from wagesdesk.ui.kiosk.plan.wording import NATIONS
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.icon_label import IconLabel


@dataclass(frozen=True)
class Shown:
    """One step as it is shown: `did` stands beside the tick; `known` is None where no fact stands behind it; `done` and
    `at` are for the boxes."""

    title: str
    did: str
    known: Known | None
    nation: str
    tick: Tick | None
    today: date
    done: Sequence[bool]
    at: int


class RulePanel(QWidget):
    """`changed` is called when she ticks, takes the tick away, or says another day."""

    def __init__(self, changed: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._changed = changed
        self._today = date.min
        self._saved_note = ""
        self._at = 0
        self.day = date.min
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(14))
        self.boxes = ProgressRow(_("Rules and cover"))
        column.addWidget(self.boxes)
        self.title = words("", "title")
        self.text = words("", "lead")
        self.value = words("", "section", colour="primary")
        self.ask = words("", "strong")
        self.checked = words("", "second", colour="soft")
        self._old = Card()
        self._old.setProperty("card", "on")
        row = QHBoxLayout()
        row.setSpacing(look.size(12))
        row.addWidget(IconLabel("triangle-alert", "amber", 28))
        self.old = words(_("This may be old now. Ask before you use it."), "strong")
        row.addWidget(self.old, 1)
        self._old.column.addLayout(row)
        for widget in (self.title, self.text, self.value, self.ask, self._old):
            column.addWidget(widget)
        self.tick = QCheckBox()
        self.tick.clicked.connect(self._on_tick)
        column.addWidget(self.tick, alignment=Qt.AlignmentFlag.AlignLeft)
        self._when = QWidget()
        days = QHBoxLayout(self._when)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(look.size(12))
        self.said = words("", "strong")
        days.addWidget(self.said)
        self.earlier = KioskButton(_("One day earlier"), icon="chevron-left", size="small")
        self.later = KioskButton(_("One day later"), icon="chevron-right", size="small", after=True)
        self.earlier.clicked.connect(lambda: self._move(-1))
        self.later.clicked.connect(lambda: self._move(1))
        days.addWidget(self.earlier)
        days.addWidget(self.later)
        days.addStretch(1)
        column.addWidget(self._when)
        self.note = NamedLine(_("A short note, if you like"), most=LONGEST_NOTE)
        column.addWidget(self.note)
        column.addWidget(self.checked)

    @property
    def ticked(self) -> bool:
        return self.tick.isChecked()

    def show_step(self, step: Shown, held: Any) -> None:
        """Show another step; `held` is the note she was typing, if any."""
        known, tick = step.known, step.tick
        self._today = step.today
        self._at = step.at
        self.boxes.say(step.done, step.at)
        self.title.setText(step.title)
        self.text.setText(_probation() if known is None else known.text if known.local else _(known.text))
        value = value_words(known.shipped) if known is not None and known.shipped and not known.local else ""
        self.value.setText(value)
        self.value.setVisible(bool(value))
        ask = _(known.ask) if known is not None else _("Your probation officer")
        self.ask.setText(_("Who to ask: %(who)s") % {"who": ask})
        self.ask.setVisible(bool(ask))
        self.tick.setText(step.did)
        self.tick.setAccessibleName(self.tick.text())
        self.checked.setText(_dated(known, step.nation) if known is not None else "")
        self.checked.setVisible(known is not None)
        self._old.setVisible(known is not None and known.stale(step.today))
        self.tick.setChecked(tick is not None)
        self.day = tick.on if tick is not None else step.today
        self._saved_note = tick.note if tick is not None else ""
        self.note.line.setText(held if isinstance(held, str) else self._saved_note)
        self._show_day()
        self.tick.setFocus()

    def sentences(self) -> tuple[str, ...]:
        labels = [self.title, self.text, self.ask]
        return tuple(one.text() for one in labels if not one.isHidden() and one.text())

    def typed(self) -> str | None:
        """The note that is not in the journal; None when it is."""
        note = self.note.text()
        return note if note != self._saved_note else None

    def kept(self, done: Sequence[bool]) -> None:
        """What is shown stands in the journal; `done` is for the boxes."""
        self._saved_note = self.note.text()
        self.boxes.say(done, self._at)

    def _on_tick(self) -> None:
        if self.ticked:
            self.day = self._today
        self._show_day()
        self._changed()

    def _move(self, days: int) -> None:
        self.day = min(self.day + timedelta(days=days), self._today)
        self._show_day()
        self._changed()

    def _show_day(self) -> None:
        self._when.setVisible(self.ticked)
        self.note.setVisible(self.ticked)
        self.said.setText(_("On %(day)s") % {"day": long_day(self.day)})
        if self.day >= self._today and self.later.hasFocus():
            self.earlier.setFocus()
        self.later.setVisible(self.day < self._today)


def _probation() -> str:
    return _("Ask if you may do this work. Ask early, and write down the day.")


def _dated(known: Known, nation: str) -> str:
    day = long_day(known.checked, year=True)
    if not known.tax_year:
        return _("For %(nation)s. Checked on %(day)s.") % {"nation": _(NATIONS[nation]), "day": day}
    said = _("For %(nation)s, tax year %(tax_year)s. Checked on %(day)s.")
    return said % {"nation": _(NATIONS[nation]), "tax_year": known.tax_year, "day": day}


def value_words(fact: Fact) -> str:
    """The number of a fact with its unit; empty for one without a number."""
    if fact.unit == "pence":
        pounds, pence = divmod(fact.value, 100)
        return f"£{pounds:,}.{pence:02}" if pence else f"£{pounds:,}"
    if fact.unit == "percent":
        return f"{fact.value / 100:g} %"
    if fact.unit == "days":
        return ngettext("%(count)d day", "%(count)d days", fact.value) % {"count": fact.value}
    if fact.unit == "months":
        return ngettext("%(count)d month", "%(count)d months", fact.value) % {"count": fact.value}
    return ""
