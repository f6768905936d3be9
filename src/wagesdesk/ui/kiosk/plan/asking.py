"""I must find something out: one question for the list, beside the answer it belongs to."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.services import findings
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.plan.parts import Card, Choice, NamedLine
from wagesdesk.ui.kiosk.plan.wording import ASKED_OF
from wagesdesk.ui.kiosk.widgets import KioskButton, words


class AskCard(Card):
    """`kept` when it stands on the list; `closed` when she needs it not after all."""

    kept = Signal()
    closed = Signal()

    def __init__(self, desk: KioskDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.what = NamedLine(_("What do you want to know?"), most=findings.LONGEST)
        self.of = Choice(_("Who may know it?"), {code: _(said) for code, said in ASKED_OF.items()})
        self.told = words("", "second")
        self.told.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.current().size(12))
        self.put = KioskButton(_("Put it on my list"), icon="plus", size="small")
        self.put.clicked.connect(self._on_put)
        self.never = KioskButton(_("Never mind"), "quiet")
        self.never.clicked.connect(self._on_never)
        row.addWidget(self.put)
        row.addWidget(self.never)
        row.addStretch(1)
        for widget in (self.what, self.of, self.told):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.what.on_enter(self._on_put)
        self._place = ("", "")

    def about(self, plan_id: str, section: str) -> None:
        """Which plan and section a question is for from now on."""
        self._place = (plan_id, section)

    def typed(self) -> Any:
        """What stands in it and is not on the list; None for nothing."""
        return [self.what.text(), self.of.code] if self.what.text().strip() else None

    def hold(self, kept: Any) -> None:
        """Put back what was typed."""
        self.what.line.setText(kept[0] if kept else "")
        self.of.choose(kept[1] if kept else "")
        self.told.hide()

    def _on_put(self) -> None:
        if not self.what.text().strip() or not self.of.code:
            self._tell(_("Write your question.") if not self.what.text().strip() else _("Pick who may know it."))
            return
        plan_id, section = self._place
        me = self._desk.person.id
        try:
            findings.add(
                self._desk.vault, me, plan_id=plan_id, person_id=me, text=self.what.text(), of=self.of.code,
                section=section,
            )  # fmt: skip
        except UserError as error:
            self._desk.problem(error)
            return
        self.hold(None)
        self.kept.emit()

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.show()
        first = self.what.line if not self.what.text().strip() else next(iter(self.of.buttons.values()))
        first.setFocus()

    def _on_never(self) -> None:
        self.hold(None)
        self.closed.emit()
