"""Shoulder privacy of a page: while a workshop is on, others may look on, and one key shows what is hidden."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAction

from wagesdesk.services import today
from wagesdesk.ui.page import Page
from wagesdesk.ui.widgets.buttons import Button


class Shoulders(QObject):
    """`button` and `action` show what is hidden, or hide it again; `show` and `hide` are their words. The page binds
    `turn` to the action.

    The page asks `look` at each refresh, and is made stale by the key, each minute while it is shown, and when it is
    shown. What was asked for is hidden again when the page is left.
    """

    def __init__(self, page: Page, action: QAction, *, show: str, hide: str) -> None:
        super().__init__(page)
        self.on = False
        self._asked_for = False
        self._page, self._show, self._hide = page, show, hide
        self.action = action
        self.button = Button(action.text(), "link", "eye", size="small")
        self.button.clicked.connect(action.trigger)
        self.minute = QTimer(self)
        self.minute.setSingleShot(True)
        self.minute.timeout.connect(self._on_minute)
        page.installEventFilter(self)

    @property
    def hidden(self) -> bool:
        """Whether what others should not see is hidden now."""
        return self.on and not self._asked_for

    def look(self) -> None:
        """Ask whether it is workshop time now."""
        desk = self._page.desk
        self.on = today.in_session(desk.vault, desk.cohort(), desk.clock.local(desk.clock.now()))
        self._asked_for = self._asked_for and self.on

    def offer(self, *, here: bool) -> None:
        """The key and the button are there during workshop times; the key works while there is something `here`."""
        self.action.setEnabled(self.on and here)
        self.action.setText(self._show if self.hidden else self._hide)
        self.button.setText(self.action.text())
        self.button.set_icon("eye" if self.hidden else "eye-off")
        self.button.setVisible(self.on)
        self._page.hints_changed.emit()

    def turn(self) -> None:
        """Show it, or hide it again."""
        self._asked_for = not self._asked_for
        self._page.make_stale()

    def _on_minute(self) -> None:
        self._page.make_stale()
        self._wait()

    def _wait(self) -> None:
        now = self._page.desk.clock.now()
        self.minute.start(60_000 - now.second * 1000 - now.microsecond // 1000)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._page.make_stale()  # the time has gone on
            self._wait()
        elif event.type() == QEvent.Type.Hide:
            self.minute.stop()
            self._asked_for = False
        return False
