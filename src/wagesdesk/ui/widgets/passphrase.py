"""A passphrase: hidden, with a Show button inside, and a hint when capital letters are on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.field import Field
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel


class PassphraseEdit(QLineEdit):
    """`capitals(bool)` is emitted when a letter shows that caps lock is on or off."""

    capitals = Signal(bool)

    def __init__(self, *, lock: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setProperty("tall", "lock" if lock else "")
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._show = Button(_("Show"), "link", "eye")
        self._show.setCheckable(True)
        self._show.setAccessibleName(_("Show the passphrase"))
        self._show.toggled.connect(self._on_show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, look.size(6), 0)
        row.addWidget(self._show, alignment=Qt.AlignmentFlag.AlignRight)
        self.setTextMargins(0, 0, self._show.sizeHint().width() + look.size(8), 0)

    def _on_show(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._show.setText(_("Hide") if shown else _("Show"))
        self._show.set_icon("eye-off" if shown else "eye")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if len(letter) == 1 and letter.lower() != letter.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(letter.isupper() != shift)
        super().keyPressEvent(event)


class PassphraseField(QWidget):
    """A Field with a PassphraseEdit (`edit`) and the caps hint under it."""

    def __init__(self, label: str, help: str = "", *, lock: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.edit = PassphraseEdit(lock=lock)
        self.field = Field(label, self.edit, help)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.size(6))
        column.addWidget(self.field)
        self._caps = QWidget()
        row = QHBoxLayout(self._caps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size(8))
        row.addWidget(IconLabel("info", "info", 16))
        row.addWidget(PlainLabel(_("Capital letters are on"), "second", colour="info"), 1)
        column.addWidget(self._caps)
        self._caps.hide()
        self.edit.capitals.connect(self._caps.setVisible)

    def take(self) -> str:
        """What was typed; the field is emptied."""
        text = self.edit.text()
        self.edit.clear()
        return text
