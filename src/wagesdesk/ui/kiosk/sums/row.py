"""One box of a sum: its name, what is typed, what is chosen, and how sure she is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from wagesdesk.errors import FieldInvalid
from wagesdesk.services.plan_sums import LONGEST_NAME, Figure
from wagesdesk.services.prices import PriceRow
from wagesdesk.services.sums import written
from wagesdesk.services.sums.written import pounds
from wagesdesk.text import _, month_name
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.plan.parts import gentle
from wagesdesk.ui.kiosk.sums.route import Row
from wagesdesk.ui.kiosk.sums.wording import EVERY, GOT, SURE, SURE_ICONS, error_words, figure_name
from wagesdesk.ui.kiosk.widgets import KioskButton, KioskLine, words
from wagesdesk.ui.widgets.icon_label import IconLabel

_READ: Final[Mapping[str, Callable[[str], int | None]]] = {
    "pounds": written.read_pence, "count": written.read_number, "hours": written.read_minutes,
    "percent": written.read_percent,
}  # fmt: skip
_WRITE: Final[Mapping[str, Callable[[int | None], str]]] = {
    "pounds": written.typed_pounds, "count": lambda number: "" if number is None else str(number),
    "hours": written.typed_hours, "percent": written.typed_percent,
}  # fmt: skip
_MOST_LETTERS: Final = 16
COLUMNS: Final = 4


class Switch(KioskButton):
    """A button that steps through a few words; Left and Right do too. `changed` after each step."""

    changed = Signal()

    def __init__(self, name: str, choices: Mapping[str, str], icons: Mapping[str, str] | None = None) -> None:
        super().__init__("", size="small")
        self._name, self._choices, self._icons = name, dict(choices), icons or {}
        self.code = next(iter(choices))
        self.setMinimumWidth(max(self._wide(each) for each in choices))
        self.clicked.connect(lambda: self._step(1))
        self.choose(self.code)

    def choose(self, code: str) -> None:
        """Show this one; an unknown one leaves what is."""
        if code in self._choices:
            self.code = code
            self.say(self._choices[code])
            self.setAccessibleName(f"{self._name}: {self._choices[code]}")
            if self._icons:
                self.set_picture(theme.current().pixmap(self._icons[code], "ink", 24))

    def _wide(self, code: str) -> int:
        look = theme.current()
        letters = look.font("second", 700)
        beside = look.size(36) + (look.size(24) + look.bar(16) if self._icons else 0)
        return QFontMetrics(letters).horizontalAdvance(self._choices[code]) + beside

    def _step(self, by: int) -> None:
        codes = list(self._choices)
        self.choose(codes[(codes.index(self.code) + by) % len(codes)])
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and not event.modifiers():
            self._step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class AmountLine(KioskLine):
    """A box for a number, at the right; with a pound sign at the left where it asks for money."""

    def __init__(self, name: str, asks: str) -> None:
        super().__init__(name)
        look = theme.current()
        self._sign = {"pounds": "£", "percent": "%"}.get(asks, "")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(_MOST_LETTERS)
        self.setFixedWidth(look.size(156))
        if self._sign:
            self.setTextMargins(look.size(22), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._sign:
            look = theme.current()
            painter = QPainter(self)
            painter.setFont(self.font())
            painter.setPen(look.colour("soft"))
            inside = self.rect().adjusted(look.size(16), 0, 0, 0)
            painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._sign)


class SumRow(QObject):
    """The widgets of one box, put into a grid by `place`. `changed` after each key or choice.

    `months` are the words for the twelve months, where one is chosen here.
    """

    changed = Signal()

    def __init__(self, row: Row, months: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self.row = row
        self._figure = row.figure
        self._offer: PriceRow | None = None
        label = _(row.label) if row.label else figure_name(row.figure)
        if row.figure.row.rpartition(".")[2] in _BY_HAND:
            label = months[row.figure.row.rpartition(".")[2][1:]]
        said = label if row.label or not row.named else _(row.named)
        self.name_line: KioskLine | None = None
        if row.named:
            self.name_line = KioskLine(said)
            self.name_line.setMaxLength(LONGEST_NAME)
            self.name_line.textChanged.connect(self.changed)
        self.label = words(label)
        self.box: AmountLine | None = None
        if row.asks in _READ:
            self.box = AmountLine(said, row.asks)
            self.box.textChanged.connect(self._on_typed)
            self.label.setBuddy(self.box)
        choices = {"every": {code: _(each) for code, each in EVERY.items()}, "month": months,
                   "got": {code: _(each) for code, each in GOT.items()}}  # fmt: skip
        self.switches = {part: Switch(said, choices[part]) for part in row.switches}
        if self.box is not None:
            self.switches["sure"] = Switch(said, {code: _(each) for code, each in SURE.items()}, SURE_ICONS)
        for switch in self.switches.values():
            switch.changed.connect(self.changed)
        self._under()
        self.load(row.figure)

    def _under(self) -> None:
        """What stands under the box when there is something to say: what was wrong, a price that somebody found."""
        look = theme.current()
        self.error_row = QWidget()
        line = QHBoxLayout(self.error_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(IconLabel("circle-alert", "red", 24))
        self.error = words("", "second", colour="red")
        line.addWidget(self.error, 1)
        self.offer_row = QWidget()
        line = QHBoxLayout(self.offer_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.size(12))
        self.offered = words("", "second", colour="soft")
        line.addWidget(self.offered, 1)
        self.use = KioskButton(_("Use it"), size="small")
        self.use.clicked.connect(self._on_use)
        line.addWidget(self.use)
        self.error_row.hide()
        self.offer_row.hide()

    # -- what it holds

    def load(self, figure: Figure) -> None:
        """Show what is saved; `is_changed` is False then."""
        self._figure = figure
        if self.name_line is not None:
            self.name_line.setText(figure.name)
        if self.box is not None:
            self.box.setText(_WRITE[self.row.asks](figure.pence if self.row.asks == "pounds" else figure.number))
        for part, switch in self.switches.items():
            switch.choose(str(getattr(figure, part)))
        self._start = self.raw()

    def rename(self, row: Row) -> None:
        """Be another line from now on."""
        self.row = row
        self.load(row.figure)

    def saved(self, figure: Figure | None) -> None:
        """What stands in it was written; None when it was empty and is gone. What is shown stays as she typed it."""
        empty = replace(self._figure, name="", pence=None, number=None, at=0)
        self._figure = empty if figure is None else figure
        self._start = self.raw()

    def raw(self) -> dict[str, str]:
        """What stands in it, as plain values."""
        held = {part: switch.code for part, switch in self.switches.items()}
        if self.name_line is not None:
            held["name"] = self.name_line.text()
        if self.box is not None:
            held["text"] = self.box.text()
        return held

    def put_back(self, raw: Mapping[str, Any]) -> None:
        """Show what was typed before."""
        if self.name_line is not None:
            self.name_line.setText(str(raw.get("name", "")))
        if self.box is not None:
            self.box.setText(str(raw.get("text", "")))
        for part, switch in self.switches.items():
            switch.choose(str(raw.get(part, "")))

    @property
    def is_changed(self) -> bool:
        return self.raw() != self._start

    def figure(self) -> Figure:
        """What it says now. FieldInvalid where the amount is none."""
        parts: dict[str, Any] = {part: switch.code for part, switch in self.switches.items()}
        if "month" in parts:
            parts["month"] = int(parts["month"])
        if self.name_line is not None:
            parts["name"] = " ".join(self.name_line.text().split())
        if self.box is not None:
            parts["pence" if self.row.asks == "pounds" else "number"] = _READ[self.row.asks](self.box.text())
        return replace(self._figure, **parts)

    def name(self) -> str:
        """What the box is called now."""
        return self.name_line.text() if self.name_line is not None else self.label.text()

    def check(self) -> bool:
        """Whether the amount is understood; else say beside it what to do."""
        try:
            self.figure()
        except FieldInvalid as error:
            self.error.setText(error_words(self.row.asks, str(error.fields["code"])))
            self.error_row.show()
            if self.box is not None:
                self.box.setAccessibleDescription(self.error.text())
            return False
        self._no_error()
        return True

    def _no_error(self) -> None:
        if not self.error_row.isHidden():
            self.error_row.hide()
            if self.box is not None:
                self.box.setAccessibleDescription("")

    def _on_typed(self) -> None:
        self._no_error()
        self.changed.emit()

    # -- prices that somebody found

    def offer(self, price: PriceRow | None) -> None:
        """Say beside an empty box what somebody found; None for nothing."""
        self._offer = price if self.box is not None and not self.box.text().strip() else None
        self.offer_row.setVisible(self._offer is not None)
        if self._offer is None:
            return
        named = {
            "amount": pounds(self._offer.pence, short=True), "what": self._offer.what, "unit": self._offer.unit,
            "place": self._offer.place, "month": month_name(self._offer.on.month),
        }  # fmt: skip
        if self._offer.place:
            said = _("Somebody found %(what)s: %(amount)s %(unit)s at %(place)s, %(month)s.") % named
        else:
            said = _("Somebody found %(what)s: %(amount)s %(unit)s, %(month)s.") % named
        self.offered.setText(" ".join(said.split()).replace(" ,", ","))
        self.use.setAccessibleName(_("Use it") + ": " + self.offered.text())

    def _on_use(self) -> None:
        if self._offer is not None and self.box is not None:
            self.box.setText(written.typed_pounds(self._offer.pence))
            self.box.setFocus()
            self.offer(None)

    # -- where it stands

    def place(self, grid: QGridLayout, at: int) -> int:
        """Put it into the grid from row `at` on; the next free row."""
        name: QWidget = self.label
        if self.name_line is not None:
            name = self.name_line
            self.label.hide()
        controls = [switch for part, switch in self.switches.items() if part != "sure"]
        across: list[QWidget | None] = [controls[0] if controls else None, self.box, self.switches.get("sure")]
        if self.name_line is not None and theme.current().large:
            grid.addWidget(name, at, 0, 1, COLUMNS)
            at += 1
        else:
            grid.addWidget(name, at, 0)
        for column, widget in enumerate(across, 1):
            if widget is not None:
                grid.addWidget(widget, at, column)
        for under in (self.error_row, self.offer_row):
            at += 1
            grid.addWidget(under, at, 0, 1, COLUMNS)
        if self.name_line is not None:
            at += 1
            grid.addWidget(gentle(self.name_line), at, 0, 1, COLUMNS)
        return at + 1

    def focus_amount(self) -> None:
        """The cursor where the amount is."""
        if self.box is not None:
            self.box.setFocus()

    def focus(self) -> None:
        """The cursor where she types first."""
        first = self.name_line or self.box or next(iter(self.switches.values()), None)
        if first is not None:
            first.setFocus()


_BY_HAND: Final = frozenset(f"m{month}" for month in range(1, 13))
