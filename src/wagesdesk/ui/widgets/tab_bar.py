"""Tabs, underlined, text always shown; a small red count only for what wants doing now."""

from __future__ import annotations

from PySide6.QtWidgets import QTabBar, QWidget

from wagesdesk.ui import theme
from wagesdesk.ui.widgets.plain_label import PlainLabel


class TabBar(QTabBar):
    """Ctrl+Tab and Ctrl+Shift+Tab belong to the page that holds it: call `step`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setIconSize(theme.current().icon_size(18))

    def add(self, text: str, icon: str = "") -> int:
        """Add a tab at the right and give its number."""
        number = self.addTab(text)
        if icon:
            self.setTabIcon(number, theme.current().icon(icon, "soft", 18))
        return number

    def set_badge(self, number: int, count: int) -> None:
        """A red count at the right of a tab; 0 takes it away."""
        badge = PlainLabel(str(count), "badge") if count else None
        self.setTabButton(number, QTabBar.ButtonPosition.RightSide, badge)

    def step(self, by: int) -> None:
        """Go `by` tabs on, round the end; a hidden tab is not counted."""
        here = self.currentIndex()
        shown = [at for at in range(self.count()) if at == here or self.isTabVisible(at)]
        self.setCurrentIndex(shown[(shown.index(here) + by) % len(shown)])
