"""The top bar: which cohort, find anything, whether all is saved, language, text size, lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from wagesdesk.settings import Settings
from wagesdesk.text import _, clock_time
from wagesdesk.ui import choosers, theme
from wagesdesk.ui.desk import ChangeSettings
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.letting_go import let_go
from wagesdesk.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from wagesdesk.services.cohort import CohortTitle

_LONGEST = 220
"""A longer name of a cohort is cut with three dots; its term is left out where letters are large."""


class TopBar(QFrame):
    """52 high. The cohort chooser is there once there is a cohort."""

    def __init__(
        self,
        settings: Settings,
        change: ChangeSettings,
        choose_cohort: Callable[[str], None],
        find: QWidget,
        lock: Button,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        look = theme.current()
        self._choose_cohort = choose_cohort
        self.setProperty("bar", "top")
        self.setFixedHeight(look.size(52))
        self.setAccessibleName(_("Top bar"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.size(24), 0, look.size(24), 0)
        self._row.setSpacing(look.size(10))
        self._cohorts: Button | None = None
        self._row.addWidget(find)
        self._row.addStretch(1)
        self._row.addWidget(IconLabel("circle-check", "green", 18))
        self._saved = PlainLabel(_("Everything is saved"), "saved", colour="green")
        self._row.addWidget(self._saved)
        for button in choosers.both(settings, change, kind="quiet", short=look.large):
            self._row.addWidget(button)
        self._row.addWidget(lock)

    def set_cohort(self, chosen: CohortTitle | None, offered: Callable[[], Sequence[CohortTitle]]) -> None:
        """Show this cohort and let one of those offered be chosen; None takes the chooser away."""
        if self._cohorts is not None:
            self._row.removeWidget(self._cohorts)
            let_go(self._cohorts)
            self._cohorts = None
        if chosen is None:
            return
        look, name = theme.current(), _whole(chosen)
        shown = self.fontMetrics().elidedText(
            chosen.title if look.large else name, Qt.TextElideMode.ElideRight, look.size(_LONGEST)
        )
        self._cohorts = choosers.menu_button(
            shown.replace("&", "&&"), "users", lambda: {one.id: _whole(one) for one in offered()}, chosen.id,
            self._choose_cohort, kind="secondary", parent=self,
        )  # fmt: skip
        self._cohorts.setToolTip(name)
        self._cohorts.setAccessibleName(_("Cohort: %(name)s") % {"name": name})
        self._row.insertWidget(0, self._cohorts)

    def set_saved(self, at: datetime) -> None:
        """Say when the last change was saved; `at` is local time."""
        self._saved.setText(_("Saved %(time)s") % {"time": clock_time(at)})


def _whole(one: CohortTitle) -> str:
    return f"{one.title}  {one.term}".strip()
