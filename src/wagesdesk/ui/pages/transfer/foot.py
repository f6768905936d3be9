"""The foot of a step: Back at the left, the way on at the right with its reason beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.buttons import Button, ReasonLine


class StepFoot(QWidget):
    """`on` is the one primary button of the step; `others` stand at the left."""

    def __init__(self, on: Button, *others: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().size(12))
        for button in others:
            row.addWidget(button)
        reason = ReasonLine(on, before=True)
        row.addStretch(1)
        row.addWidget(reason, 20)
        row.addWidget(on)
