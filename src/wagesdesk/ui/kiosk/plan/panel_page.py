"""A page of the kiosk that shows one panel after another and lets it speak."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from wagesdesk.ui.kiosk.desk import KioskDesk
from wagesdesk.ui.kiosk.page import KioskPage
from wagesdesk.ui.kiosk.plan.panel import Panel
from wagesdesk.ui.widgets.letting_go import let_go


class PanelPage(KioskPage):
    """`show_at` calls `put` with what is to be shown; the footer and what is typed are the panel's."""

    listen_in_footer = True

    def __init__(self, desk: KioskDesk) -> None:
        super().__init__(desk)
        self.panel = Panel(desk)
        self._holder = QVBoxLayout()
        self._holder.addWidget(self.panel)
        self.body.addLayout(self._holder)

    def put(self, panel: Panel) -> None:
        """Show this in the place of what is shown, with what was typed into it before."""
        old, self.panel = self.panel, panel
        self._holder.removeWidget(old)
        let_go(old)
        self._holder.addWidget(panel)
        panel.show()  # only what is shown takes the focus
        panel.hold(self.held())

    def refresh(self) -> None:
        self.panel.focus_first()

    def text_to_read(self) -> tuple[str, ...]:
        return self.panel.text_to_read()

    # -- what the footer holds

    @property
    def next_words(self) -> str:
        return self.panel.next_words

    @property
    def can_go_next(self) -> bool:
        return self.panel.can_go_next

    def next(self) -> None:
        panel = self.panel
        if panel.keep():
            self.drop_kept()
            panel.go_on()

    def drop_kept(self) -> None:
        """What was typed is in the journal."""
        self.drop_held()

    def back(self) -> None:
        self.panel.back()

    # -- what is typed

    def typing_key(self) -> str:
        return self.panel.typing_key

    def typed(self) -> object:
        return self.panel.typed()
