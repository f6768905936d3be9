"""What she says may be shared, on a simple form: one recipient at a time, a Yes or a No for each thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from wagesdesk.errors import FieldInvalid, UserError
from wagesdesk.problems import Problem, describe
from wagesdesk.services import consent
from wagesdesk.services.card import security
from wagesdesk.services.changes import Changes
from wagesdesk.services.consent import ConsentRow
from wagesdesk.text import _, ngettext
from wagesdesk.ui import labels, theme
from wagesdesk.ui.desk import Desk
from wagesdesk.ui.pages.person.scope_row import ScopeRow
from wagesdesk.ui.pages.person.side_cards import standing
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.chip import Chip
from wagesdesk.ui.widgets.day_edit import DayEdit
from wagesdesk.ui.widgets.empty_state import EmptyState
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.filter_chips import FilterChips
from wagesdesk.ui.widgets.layouts import clear
from wagesdesk.ui.widgets.plain_label import PlainLabel
from wagesdesk.ui.widgets.problem_panel import ProblemPanel
from wagesdesk.ui.widgets.side_by_side import SideBySide
from wagesdesk.ui.widgets.stack import Stack


@dataclass(frozen=True)
class Chosen:
    """Answers for one recipient that are not saved yet, with the days and the number of how they were given."""

    recipient_id: str
    answers: Mapping[str, bool]
    on: date | None
    until: date | None
    how: int
    again: bool

    def as_values(self) -> dict[str, Any]:
        """As plain values that `of_values` reads."""
        days = {name: day.isoformat() if day else None for name, day in (("on", self.on), ("until", self.until))}
        return {
            "recipient_id": self.recipient_id, "answers": dict(self.answers), "how": self.how, "again": self.again,
            **days,
        }  # fmt: skip

    @classmethod
    def of_values(cls, held: Mapping[str, Any]) -> Chosen:
        days = {name: date.fromisoformat(held[name]) if held[name] else None for name in ("on", "until")}
        return cls(**{**held, **days})


class ConsentTab(QWidget):
    """The form is filled anew when another person or another recipient is shown, or when an answer was written."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person = self._name = ""
        self._rows: tuple[ConsentRow, ...] = ()
        self._recipient = ""
        self._until_typed = False
        self._aside: dict[str, Chosen] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        settings = Button(_("Open Settings"), "primary", "settings")
        settings.clicked.connect(lambda: desk.go("settings", section="cards"))
        nobody = EmptyState(
            "shield-check",
            _("Consent is asked for one recipient at a time. Take in the card of an outside place first."),
            settings,
        )
        self.parts = Stack(self._make_form(), nobody, grows=True)
        column.addWidget(self.parts)

    # -- building

    def _make_form(self) -> QWidget:
        look = theme.current()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(12))
        self._recipients = QHBoxLayout()
        self._recipients.setSpacing(look.size(8))
        column.addLayout(self._recipients)
        self.openers = PlainLabel("", colour="info", wrap=True)
        column.addWidget(self.openers)
        self.clash = ProblemPanel("red")
        column.addWidget(self.clash)
        column.addWidget(SideBySide(self._scopes_card(), self._saying_card(), wide=340, narrow=310, least=540))
        column.addStretch(1)
        return page

    def _scopes_card(self) -> Card:
        look = theme.current()
        self._scopes = Card(" ", ruled=True)
        self._chip = QHBoxLayout()
        self._scopes.head.addLayout(self._chip)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.size(16))
        grid.setVerticalSpacing(look.size(8 if look.large else 2))
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(3, look.size(116))
        self.rows = tuple(ScopeRow(scope, grid, at, self) for at, scope in enumerate(consent.SCOPES))
        for row in self.rows:
            row.changed.connect(self._check)
        self._scopes.body.addLayout(grid)
        return self._scopes

    def _saying_card(self) -> Card:
        look = theme.current()
        card = Card(_("When and how she said it"), ruled=True)
        card.body.setSpacing(look.size(8))
        self.on: Field[DayEdit] = Field(_("She said it on"), DayEdit())
        self.until: Field[DayEdit] = Field(_("Ask again by"), DayEdit(), _("After this day it no longer counts."))
        self.on.editor.day_changed.connect(self._follow)
        self.until.editor.textEdited.connect(self._on_until_typed)
        card.body.addWidget(self.on)
        card.body.addWidget(self.until)
        label = PlainLabel(_("How"), "strong")
        card.body.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(look.size(16))
        self.how = QButtonGroup(self)
        for number, code in enumerate(consent.HOW):
            words = labels.how_answered(code)
            radio = QRadioButton(words[:1].upper() + words[1:])
            radio.setAccessibleName(_("How: %(how)s") % {"how": words})
            self.how.addButton(radio, number)
            row.addWidget(radio)
        row.addStretch(1)
        card.body.addLayout(row)
        self.again = QCheckBox(_("She was asked all of it again"))
        self.again.setAccessibleName(self.again.text())
        self.again.toggled.connect(self._check)
        card.body.addWidget(self.again)
        self.save = Button("", "primary", "check")
        self.save.clicked.connect(self._on_save)
        card.body.addWidget(ReasonLine(self.save))
        saving = QHBoxLayout()
        self.cancel = Button(_("Cancel"))
        self.cancel.setAccessibleName(_("Put the answers back as they were"))
        self.cancel.clicked.connect(self.put_back)
        saving.addWidget(self.save, 1)
        saving.addWidget(self.cancel)
        card.body.addLayout(saving)
        self.withdraw = Button(_("She takes everything back"), icon="undo-2")
        self.withdraw.clicked.connect(self._on_withdraw)
        card.body.addWidget(self.withdraw)
        card.body.addWidget(ReasonLine(self.withdraw))
        card.body.addStretch(1)
        return card

    # -- what the page asks

    def set_rows(self, person_id: str, name: str, rows: Sequence[ConsentRow]) -> None:
        """Show her answers. What is chosen and not saved stays, unless her answers or the person changed."""
        rows = tuple(rows)
        self._say_who_opens()
        if person_id == self._person and rows == self._rows:
            return
        if person_id != self._person:
            self._aside.clear()
        self._person, self._name, self._rows = person_id, name, rows
        names = dict.fromkeys((row.recipient_id, row.recipient_name) for row in rows)
        self.parts.setCurrentIndex(0 if names else 1)
        if not names:
            return
        if self._recipient not in [recipient for recipient, _name in names]:
            self._recipient = next(iter(names))[0]
        self._show_recipients(list(names))
        self.put_back()

    @property
    def is_changed(self) -> bool:
        """Whether an answer was chosen, for this recipient or another, that is not saved."""
        return self._is_new or bool(self._aside)

    @property
    def _is_new(self) -> bool:
        return any(row.is_new for row in self.rows)

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """What was chosen and is not saved, by recipient; the one in front is the last."""
        behind = [one for one in self._aside.values() if one.recipient_id != self._recipient]
        return (*behind, self._in_front()) if self._is_new else tuple(behind)

    def _in_front(self) -> Chosen:
        new = {row.scope: row.answer for row in self.rows if row.answer is not None and row.is_new}
        days = self.on.editor.day(), self.until.editor.day()
        return Chosen(self._recipient, new, *days, self.how.checkedId(), again=self.again.isChecked())

    def restore(self, chosen: Sequence[Chosen]) -> None:
        """Choose what was chosen before, for the person who is shown; the last of them stands in front."""
        names = dict.fromkeys((row.recipient_id, row.recipient_name) for row in self._rows)
        known = [one for one in chosen if one.recipient_id in [recipient for recipient, _name in names]]
        if known:
            self._aside = {one.recipient_id: one for one in known}
            self._recipient = known[-1].recipient_id
            self._show_recipients(list(names))
            self._show_recipient()

    def _choose_again(self, chosen: Chosen) -> None:
        for row in self.rows:
            if row.scope in chosen.answers:
                row.choose(chosen.answers[row.scope])
        self.on.editor.set_day(chosen.on)
        self._until_typed = True
        self.until.editor.set_day(chosen.until)
        self.how.button(chosen.how).setChecked(True)
        self.again.setChecked(chosen.again)

    # -- what happens

    def _show_recipients(self, names: list[tuple[str, str]]) -> None:
        clear(self._recipients)
        if len(names) < 2:
            return
        words = [(recipient, name or _("A former recipient")) for recipient, name in names]
        chips = FilterChips(_("Recipient"), words)
        chips.choose(self._recipient)
        chips.chosen.connect(self._choose)
        self._recipients.addWidget(chips)

    def _say_who_opens(self) -> None:
        """Before she agrees she hears that the prison's own key opens it too, where the place has one."""
        own = security(self._desk.vault)
        self.openers.setVisible(own is not None)
        if own is not None:
            words = _("Tell her: %(name)s can open it too, and so can the programme's spare key.")
            self.openers.setText(words % {"name": own.place})

    def _choose(self, recipient_id: str) -> None:
        if self._is_new:
            self._aside[self._recipient] = self._in_front()
        self._recipient = recipient_id
        self._show_recipient()

    def _show_recipient(self) -> None:
        chosen = self._aside.pop(self._recipient, None)
        self.put_back()
        if chosen is not None:
            self._choose_again(chosen)

    def _of_recipient(self) -> dict[str, ConsentRow]:
        return {row.scope: row for row in self._rows if row.recipient_id == self._recipient}

    def put_back(self) -> None:
        """Fill the form with what is held; what was chosen and not saved is dropped."""
        held = self._of_recipient()
        first = next(iter(held.values()))
        name = first.recipient_name or _("a former recipient")
        title = _("May we share with %(recipient)s?") % {"recipient": name}
        self._scopes.title.setText(title)
        self._scopes.setAccessibleName(title)
        clear(self._chip)
        self._chip.addWidget(Chip(*standing(list(held.values()))))
        for row in self.rows:
            row.set_row(held[row.scope])
        self._until_typed = False
        self.on.editor.set_day(self._desk.clock.today())
        self.on.clear_error()
        self.until.clear_error()
        button = self.how.button(0)
        button.setChecked(True)
        self.again.setChecked(False)
        self.clash.hide()
        if any(row.clash for row in held.values()):
            self.clash.say(
                Problem(
                    _("Two machines hold different answers."),
                    _("Until you settle it, it counts as no."),
                    _("Ask her, choose Yes or No where it says Not settled, and save."),
                )
            )
        taken_back = not any(row.says in ("yes", "ended") for row in held.values())
        self.withdraw.refuse(_("She has not said yes to anything here.") if taken_back else "")
        self._check()

    def _follow(self) -> None:
        """The day to ask again follows the day she said it, until somebody types another."""
        day = self.on.editor.day()
        if day is not None and not self._until_typed:
            self.until.editor.set_day(day + consent.STANDARD_LENGTH)
        self._check()

    def _on_until_typed(self) -> None:
        self._until_typed = True

    def _answers(self) -> dict[str, bool]:
        every = self.again.isChecked()
        return {row.scope: row.answer for row in self.rows if row.answer is not None and (every or row.is_new)}

    def _check(self) -> None:
        count = len(self._answers())
        words = ngettext("Save %(n)d answer", "Save %(n)d answers", count) % {"n": count} if count else _("Save")
        self.save.setText(words)
        self.save.setAccessibleName(words)
        self.cancel.setEnabled(self.is_changed)
        self.save.refuse("" if count else _("Choose Yes or No for something first."))

    @property
    def _how_code(self) -> str:
        return consent.HOW[self.how.checkedId()]

    def _on_save(self) -> None:
        on, until = self._day(self.on), self._day(self.until)
        if on is None or until is None:
            return
        if on > self._desk.clock.today():
            self.on.set_error(_("This day has not come yet. Type the day on which she said it."))
            return
        answers = self._answers()
        try:
            changes = consent.record(
                self._desk.vault, self._desk.staff_id, person_id=self._person, recipient_id=self._recipient,
                answers=answers, on=on, until=until, how=self._how_code,
            )  # fmt: skip
        except FieldInvalid as error:
            problem = describe(error)
            self.until.set_error(f"{problem.what} {problem.now}")
        except UserError as error:
            self._desk.problem(error)
        else:
            count = len(answers)
            words = ngettext("Saved %(n)d answer of %(name)s", "Saved %(n)d answers of %(name)s", count)
            self._written(changes, words % {"n": count, "name": self._name})

    def _day(self, field: Field[DayEdit]) -> date | None:
        field.clear_error()
        day = field.editor.day()
        if day is None:
            field.set_error(_("This is not a date. Type it like 3 Nov 2026."))
        return day

    def _on_withdraw(self) -> None:
        try:
            changes = consent.withdraw(
                self._desk.vault, self._desk.staff_id, person_id=self._person, recipient_id=self._recipient,
                on=self._desk.clock.today(), how=self._how_code,
            )  # fmt: skip
        except UserError as error:
            self._desk.problem(error)
        else:
            self._written(changes, _("%(name)s took everything back") % {"name": self._name})

    def _written(self, changes: Changes, words: str) -> None:
        self.put_back()  # nothing is unsaved any more
        self._desk.bus.tell(changes)
        self._desk.toast(words, undo=True)
        self.rows[0].yes.setFocus(Qt.FocusReason.OtherFocusReason)
