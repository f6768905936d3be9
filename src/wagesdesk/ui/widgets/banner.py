"""Bars across the whole width: something is wrong (red), take care (amber), practice; and long work with its Stop."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.jobs import Progress
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.icon_label import IconLabel
from wagesdesk.ui.widgets.plain_label import PlainLabel

_ICONS = {"red": "octagon-alert", "amber": "triangle-alert", "info": "info"}


class Banner(QFrame):
    """`kind` is red, amber or info. Hidden until `say`; `closable` adds a Close button, `button` another one."""

    closed = Signal()

    def __init__(
        self, kind: str, *, closable: bool = False, button: Button | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("banner", kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.size(24), look.size(6), look.size(24), look.size(6))
        row.setSpacing(look.size(10))
        row.addWidget(IconLabel(_ICONS[kind], kind, 20), alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = PlainLabel("", "strong", colour=kind, wrap=True)
        self._more = PlainLabel("", "second", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._more)
        row.addLayout(words, 1)
        if button is not None:
            row.addWidget(button)
        if closable:
            close = Button(_("Close"), size="small")
            close.clicked.connect(self._on_close)
            row.addWidget(close)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def say(self, title: str, more: str = "") -> None:
        self._title.setText(title)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(f"{title} {more}".strip())
        self.show()

    def text(self) -> str:
        """What it says; empty when hidden."""
        return self.accessibleName() if not self.isHidden() else ""

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()


class ProgressRow(QFrame):
    """A bar with the present step in words, and "Stop, nothing is written"."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setProperty("banner", "info")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.size(24), look.size(6), look.size(24), look.size(6))
        row.setSpacing(look.size(12))
        self._words = PlainLabel("", "strong", elide=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(look.size(10))
        row.addWidget(self._words, 1)
        row.addWidget(self._bar, 1)
        stop = Button(_("Stop, nothing is written"), size="small")
        stop.clicked.connect(self.stopped.emit)
        row.addWidget(stop)
        self.hide()

    def show_progress(self, progress: Progress) -> None:
        words = progress.text or _("Working")
        self._words.setText(words)
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        self._bar.setAccessibleName(words)
        self.show()
