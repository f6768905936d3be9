"""Coming in: her name, then her PIN, which she chooses the first time at this machine."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wagesdesk.errors import FieldInvalid
from wagesdesk.models.vault import Vault
from wagesdesk.services import pins
from wagesdesk.services.pins import Tried
from wagesdesk.services.writers import WriterRow
from wagesdesk.text import _, ngettext
from wagesdesk.ui import choosers, theme
from wagesdesk.ui.jobs import Jobs, Token
from wagesdesk.ui.kiosk.bars import other_language
from wagesdesk.ui.kiosk.keys import key_row
from wagesdesk.ui.kiosk.stage import PanelButton, Stage
from wagesdesk.ui.kiosk.widgets import KioskButton, KioskLine, words
from wagesdesk.ui.widgets.icon_label import IconLabel

T = TypeVar("T")
_COLUMNS = 3


class NamesPage(Stage):
    """Today's names, large; `chosen(WriterRow)`, `staff` for who ends it, `language(str)` for another language."""

    chosen = Signal(object)
    staff = Signal()
    language = Signal(str)

    def __init__(self, rows: Sequence[WriterRow], language: str) -> None:
        line = _("Press your name.") if rows else _("Nobody is on the list for today. Please ask for help.")
        super().__init__(_("Who is writing?"), line, wide=1180)
        look = theme.current()
        grid = QGridLayout()
        grid.setSpacing(look.size(14))
        for at, row in enumerate(rows):
            button = PanelButton(row.name, "name")
            label = words(row.name, "section")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            button.add(label)
            button.setMinimumHeight(look.size(84))
            button.clicked.connect(lambda _on=False, row=row: self.chosen.emit(row))
            grid.addWidget(button, at // _COLUMNS, at % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.body.addWidget(key_row(inside=False))
        self.left(_("For staff"), "lock").clicked.connect(self.staff)
        if code := other_language(language):
            self.right(choosers.LANGUAGES[code], "languages").clicked.connect(lambda: self.language.emit(code))


class PinPage(Stage):
    """`right_pin` once she typed her PIN, or chose one; `left_it` when it is not she, `forgot` when she has lost it.

    `named` is False behind the cover, which says no name.
    """

    right_pin = Signal()
    left_it = Signal()
    forgot = Signal()

    def __init__(self, vault: Vault, row: WriterRow, jobs: Jobs, *, named: bool = True) -> None:
        self._new = not pins.has_pin(vault, row.id)
        line = _("Choose a PIN. It has four to six numbers. Only you know it.") if self._new else _("Type your PIN.")
        hello = _("Hello %(name)s") % {"name": row.name} if named else _("Welcome back")
        super().__init__(hello, line, wide=860)
        self._vault, self.row, self._jobs = vault, row, jobs
        self._first = ""
        look = theme.current()
        across = QHBoxLayout()
        across.setSpacing(look.size(48))
        across.addLayout(self._make_left(), 1)
        across.addLayout(self._make_pad())
        if not look.large:
            self.body.addSpacing(look.size(12))
        self.body.addLayout(across)
        self.body.addStretch(1)
        self.left(_("That is not me"), "arrow-left").clicked.connect(self.left_it)
        if not self._new:
            self.left(_("I forgot my PIN")).clicked.connect(self.forgot)
        self.go = self.right(_("Choose it") if self._new else _("Come in"), "arrow-right", kind="primary")
        self.go.clicked.connect(self._on_go)

    def _make_left(self) -> QVBoxLayout:
        look = theme.current()
        column = QVBoxLayout()
        column.setSpacing(look.size(10))
        label = words(_("Your PIN"), "strong")
        self.edit = KioskLine(_("Your PIN"))
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setMaxLength(pins.MOST)
        self.edit.textEdited.connect(self._only_digits)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.edit.returnPressed.connect(self._on_go)
        label.setBuddy(self.edit)
        self._wrong = QWidget()
        row = QHBoxLayout(self._wrong)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(10))
        self._icon = IconLabel("circle-alert", "red", 26)
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        self._why = words("", "strong", colour="red")
        row.addWidget(self._why, 1)
        self._wrong.hide()
        for widget in (label, self.edit, self._wrong):
            column.addWidget(widget)
        if not self._new:
            column.addWidget(words(_("Forgot it? Ask for help. You can choose a new one."), colour="soft"))
        column.addStretch(1)
        return column

    def _only_digits(self, typed: str) -> None:
        kept = "".join(one for one in typed if one in "0123456789")
        if kept != typed:
            self.edit.setText(kept)

    def _make_pad(self) -> QGridLayout:
        """The numbers, to press."""
        grid = QGridLayout()
        grid.setSpacing(theme.current().bar(8))
        for at, digit in enumerate("123456789"):
            grid.addWidget(self._key(digit), at // 3, at % 3)
        grid.addWidget(self._key("0"), 3, 0)
        back = KioskButton(_("Take back"), "digit")
        back.setAccessibleName(_("Take the last number back"))
        back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        back.clicked.connect(self.edit.backspace)
        grid.addWidget(back, 3, 1, 1, 2)
        return grid

    def _key(self, digit: str) -> KioskButton:
        button = KioskButton(digit, "digit")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has its own
        button.clicked.connect(lambda: self.edit.insert(digit))
        return button

    # -- what happens

    def _on_go(self) -> None:
        pin = self.edit.text()
        if not self.go.isEnabled():
            return
        if not pin:
            self._say(_("Choose four to six numbers.") if self._new else _("Type your PIN."))
            self.edit.setFocus()
            return
        self.edit.clear()
        self._say("")
        if self._new:
            self._on_new(pin)
            return
        vault, person_id = self._vault, self.row.id
        self._start(lambda _token: pins.try_pin(vault, person_id, pin), self._on_tried)

    def _on_new(self, pin: str) -> None:
        try:
            pins.check_form(pin)
        except FieldInvalid as error:
            easy = error.fields["code"] == "easy"
            self._say(_("That one is too easy. Choose another.") if easy else _("Choose four to six numbers."))
            return
        if not self._first:
            self._first = pin
            self.go.say(_("That is my PIN"))
            self._say(_("Now type the same PIN again."), well=True)
        elif pin != self._first:
            self._first = ""
            self.go.say(_("Choose it"))
            self._say(_("The two were not the same. Choose again."))
        else:
            vault, person_id = self._vault, self.row.id
            self._start(lambda _token: pins.choose(vault, person_id, pin), lambda _none: self.right_pin.emit())

    def _start(self, work: Callable[[Token], T], done: Callable[[T], None]) -> None:
        self.go.setEnabled(False)
        self.edit.setReadOnly(True)

        def finished(result: T) -> None:
            self._ready()
            done(result)

        self._jobs.start(work, owner=self, done=finished, failed=self._on_failed, progress=lambda _step: None)

    def _ready(self) -> None:
        self.go.setEnabled(True)
        self.edit.setReadOnly(False)
        self.edit.setFocus()

    def _on_tried(self, tried: Tried) -> None:
        if tried.right:
            self.right_pin.emit()
        elif tried.wait:
            self._say(wait_words(tried.wait))
        else:
            self._say(
                ngettext(
                    "That is not your PIN. You have %(count)d more try.",
                    "That is not your PIN. You have %(count)d more tries.",
                    tried.left,
                )
                % {"count": tried.left}
            )

    def _on_failed(self, _error: Exception) -> None:
        self._ready()
        self._say(_("That did not work just now. Please ask for help."))

    def _say(self, sentence: str, *, well: bool = False) -> None:
        """`well` for what is no mistake."""
        self._icon.set_icon("circle-check" if well else "circle-alert", "green" if well else "red")
        self._why.setProperty("colour", "green" if well else "red")
        self._why.style().unpolish(self._why)
        self._why.style().polish(self._why)
        self._why.setText(sentence)
        self._wrong.setVisible(bool(sentence))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.edit.setFocus()


def wait_words(wait: timedelta) -> str:
    """How long nothing may be tried, in words."""
    minutes = math.ceil(wait.total_seconds() / 60)
    return ngettext(
        "Too many tries. Wait %(count)d minute, or ask for help.",
        "Too many tries. Wait %(count)d minutes, or ask for help.",
        minutes,
    ) % {"count": minutes}
