"""Somebody types for her: what she tells is taken down, and who took it down is kept with her words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wagesdesk.services.staff import staff
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.plan.parts import Card, Choice
from wagesdesk.ui.kiosk.widgets import KioskButton, words
from wagesdesk.ui.widgets.icon_label import IconLabel


class TellerCard(Card):
    """Asks which member of staff types; `changed` when somebody does now, or nobody does any more."""

    changed = Signal()

    def __init__(self, desk: KioskDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._names = {one.id: one.name for one in staff(desk.vault) if not one.removed}
        row = QHBoxLayout()
        row.setSpacing(look.size(12))
        row.addWidget(IconLabel("message-square", "primary", 28))
        self._now = words(_("Tell it in your own words."), "strong")
        row.addWidget(self._now, 1)
        self.myself = KioskButton(_("I type myself"), size="small")
        self.myself.clicked.connect(self._on_myself)
        row.addWidget(self.myself)
        self.column.addLayout(row)
        self.who = Choice(_("Who types for you?"), self._names)
        self.who.picked.connect(lambda _code: self._on_picked())
        self.column.addWidget(self.who)

    @property
    def by(self) -> str:
        """The id of who types now; empty when she does herself."""
        return self.who.code

    def choose(self, staff_id: str) -> None:
        """Let this member of staff be the one; empty for nobody."""
        self.who.choose(staff_id)
        self._show()

    def ask(self) -> None:
        """Show the names again."""
        self.who.show()

    def _on_picked(self) -> None:
        self._show()
        self.changed.emit()

    def _on_myself(self) -> None:
        self.who.choose("")
        self._show()
        self.hide()
        self.changed.emit()

    def _show(self) -> None:
        name = self._names.get(self.by, "")
        self._now.setText(_("%(name)s types for you.") % {"name": name} if name else _("Tell it in your own words."))
        self.who.setVisible(not name)
