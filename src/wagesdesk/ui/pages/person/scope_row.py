"""One line of the consent form: what may be shared, what she said before, and Yes or No."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from wagesdesk.services.consent import ConsentRow
from wagesdesk.text import _, short_day
from wagesdesk.ui import labels, theme
from wagesdesk.ui.widgets.plain_label import PlainLabel


class ScopeRow(QObject):
    """Stands in a row of a grid: words, then three answers. `changed` when another answer is chosen."""

    changed = Signal()

    def __init__(self, scope: str, grid: QGridLayout, at: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.scope = scope
        self._row: ConsentRow | None = None
        words = labels.scope(scope)
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PlainLabel(words, "strong"))
        self.before = PlainLabel("", "second", colour="soft", elide=True)
        column.addWidget(self.before)
        cell.setMinimumHeight(theme.current().size(40))
        grid.addWidget(cell, at, 0)
        self._group = QButtonGroup(self)
        self.yes, self.no, self.neither = QRadioButton(_("Yes")), QRadioButton(_("No")), QRadioButton(_("Not asked"))
        for number, radio in enumerate((self.yes, self.no, self.neither)):
            self._group.addButton(radio, number)
            grid.addWidget(radio, at, number + 1, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._group.idToggled.connect(lambda _number, on: self.changed.emit() if on else None)

    def set_row(self, row: ConsentRow) -> None:
        """Show what she said; an answer that ended or clashes counts as not given."""
        self._row = row
        self.before.setText(_said(row))
        self.neither.setText(_neither(row))
        open_answer = self._held is None
        self.neither.setVisible(open_answer)
        for radio in (self.yes, self.no, self.neither):
            text = radio.text()
            radio.setAccessibleName(_("%(scope)s: %(answer)s") % {"scope": labels.scope(self.scope), "answer": text})
            radio.setAccessibleDescription(self.before.text())
        chosen = self.neither if open_answer else self.yes if self._held else self.no
        chosen.setChecked(True)

    @property
    def _held(self) -> bool | None:
        if self._row is None or self._row.clash:
            return None
        return {"yes": True, "no": False}.get(self._row.says)

    @property
    def answer(self) -> bool | None:
        """The answer chosen now; None while there is none."""
        return True if self.yes.isChecked() else False if self.no.isChecked() else None

    def choose(self, answer: bool) -> None:
        """Choose Yes or No."""
        (self.yes if answer else self.no).setChecked(True)

    @property
    def is_new(self) -> bool:
        """Whether the chosen answer is another than the one that is held."""
        return self.answer is not None and self.answer != self._held


def _neither(row: ConsentRow) -> str:
    if row.clash:
        return _("Not settled")
    return _("Ended") if row.says == "ended" else _("Not asked")


def _said(row: ConsentRow) -> str:
    if row.clash:
        return _("Two machines hold different answers")
    if row.on is None or row.until is None:
        return _("Not asked yet")
    fields = {
        "on": short_day(row.on, year=True, weekday=False),
        "until": short_day(row.until, year=True, weekday=False),
        "how": labels.how_answered(row.how),
    }
    if row.says == "no":
        return _("No since %(on)s, %(how)s") % fields
    if row.says == "ended":
        return _("Yes from %(on)s, ended %(until)s") % fields
    return _("Yes since %(on)s until %(until)s, %(how)s") % fields
