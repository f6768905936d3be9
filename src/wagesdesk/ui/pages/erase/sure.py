"""The card in which somebody says that she means it: by typing a name, or how many."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button, ReasonLine
from wagesdesk.ui.widgets.card import Card
from wagesdesk.ui.widgets.field import text_field
from wagesdesk.ui.widgets.plain_label import PlainLabel


@dataclass(frozen=True)
class Second:
    """Whether there is a second place for backups, and whether it is there now."""

    chosen: bool
    here: bool


class SureCard(Card):
    """`sure(older)` once `wanted` was typed; `kept` when nothing is to be erased after all.

    `reason`: why who sits here may not, or empty.
    """

    sure = Signal(bool)
    kept = Signal()

    def __init__(self, ask: str, wanted: str, keep: str, second: Second, reason: str) -> None:
        super().__init__(_("To be sure"))
        look = theme.current()
        self._wanted, self._reason = wanted, reason
        self.older = QCheckBox(_("Delete the older backups in the second place too"))
        self.older.setAccessibleName(self.older.text())
        self.older.setChecked(True)
        later = PlainLabel(
            _("It is not here now. They are deleted as soon as it is."), "second", colour="soft", wrap=True
        )
        self.field = text_field(ask, _("This makes sure that you mean it. It cannot be undone."), most=80)
        self.field.editor.returnPressed.connect(self._go_on)
        self.field.editor.textEdited.connect(lambda _text: self.field.clear_error())
        self.erase = Button(_("Erase for good"), "primary", "trash-2")
        self.erase.clicked.connect(self._go_on)
        self.keep = Button(keep, icon="x")
        self.keep.clicked.connect(self.kept)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(look.size(10))
        self._bar.hide()
        widgets: tuple[QWidget, ...] = (self.older, later, self.field, self._bar)
        for widget in widgets:
            self.body.addWidget(widget)
        self.older.setVisible(second.chosen)
        later.setVisible(second.chosen and not second.here)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.size(10))
        buttons.addWidget(self.erase)
        buttons.addWidget(self.keep)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.body.addWidget(ReasonLine(self.erase))
        self.erase.refuse(reason)

    def refuse(self, reason: str) -> None:
        """Say why it cannot be done yet; empty when it can."""
        self.erase.refuse(self._reason or reason)

    def set_busy(self, reason: str) -> None:
        """Refuse the buttons for `reason` and show a bar; empty lets them work again."""
        self.erase.refuse(reason or self._reason)
        self.keep.setEnabled(not reason)
        self.field.editor.setEnabled(not reason)
        self._bar.setAccessibleName(reason)
        self._bar.setVisible(bool(reason))

    def _go_on(self) -> None:
        if not self.erase.isEnabled():
            return
        if _plain(self.field.editor.text()) != _plain(self._wanted):
            self.field.set_error(_("Type %(wanted)s here, or press the other button.") % {"wanted": self._wanted})
            self.field.editor.selectAll()
            return
        self.sure.emit(self.older.isChecked())


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
