"""A small form that stands beside a cell: Enter saves, Esc closes, Tab goes round inside, the window stays usable."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wagesdesk.text import _
from wagesdesk.ui import theme, unsaved
from wagesdesk.ui.widgets.buttons import Button
from wagesdesk.ui.widgets.letting_go import let_go
from wagesdesk.ui.widgets.plain_label import PlainLabel


class Panel(QFrame):
    """Subclasses fill `body`, and `save` emits what was typed, or shows an error and keeps standing.

    `closed(had_focus)` is emitted when it goes away. Leaving it with the mouse saves what was changed, as everything
    here does.
    """

    closed = Signal(bool)

    def __init__(self, title: str, detail: str, save_text: str, parent: QWidget, *, wide: int = 340) -> None:
        super().__init__(parent)
        look = theme.current()
        self._over = parent
        self.setProperty("box", True)
        self.setAccessibleName(title)
        self.setFixedWidth(look.size(wide))
        column = QVBoxLayout(self)
        column.setContentsMargins(look.size(16), look.size(12), look.size(16), look.size(14))
        column.setSpacing(look.size(10))
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(PlainLabel(title, "strong", wrap=True))
        head.addWidget(PlainLabel(detail, "second", colour="soft", wrap=True))
        column.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(look.size(10))
        column.addLayout(self.body)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(look.size(8))
        save, close = Button(save_text, "primary", size="small"), Button(_("Close"), size="small")
        save.clicked.connect(self.save)
        close.clicked.connect(self.close_panel)
        self.buttons.addWidget(save)
        self.buttons.addWidget(close)
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)
        self._stops: tuple[QWidget, ...] = ()
        self._ends = (save, close)
        self._open = False
        self._opened_with: list[unsaved.Content] = []
        self.left = False
        """Whether it went away because somebody went elsewhere: what is typed in it was not given up."""

    def save(self) -> None:
        raise NotImplementedError

    def is_changed(self) -> bool:
        """Whether leaving it would lose something."""
        raise NotImplementedError

    def begin(self) -> None:
        """Nothing is typed yet."""
        self._opened_with = unsaved.typed_in(self)

    def typed(self) -> list[unsaved.Content] | None:
        """What stands in its fields; None while they are as they were opened."""
        now = unsaved.typed_in(self)
        return now if now != self._opened_with else None

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The fields in tab order, and buttons that stand before Save."""
        raise NotImplementedError

    def open_beside(self, cell: QRect) -> None:
        """Stand right or left of `cell` (in the parent's coordinates), with the focus in the first field."""
        self._stops = (*self.stops, *self._ends)
        self._cell = cell
        self._open = True
        self._place()
        self.show()
        self.raise_()
        next(stop for stop in self._stops if stop.isVisibleTo(self)).setFocus(Qt.FocusReason.TabFocusReason)
        _application().focusChanged.connect(self._on_focus)

    def close_panel(self) -> None:
        """Go away without saving."""
        if not self._open:
            return
        self._open = False
        _application().focusChanged.disconnect(self._on_focus)
        focused = QApplication.focusWidget()
        had_focus = focused is None or self._holds(focused)
        self.hide()
        self.closed.emit(had_focus)
        let_go(self)

    def _place(self) -> None:
        gap = theme.current().size(6)
        self.adjustSize()
        left = self._cell.right() + gap
        if left + self.width() > self._over.width():
            left = self._cell.left() - gap - self.width()
        top = min(self._cell.top(), self._over.height() - self.height() - gap)
        least = max(0, min(gap, (self._over.height() - self.height()) // 2))  # where it is nearly as high as the page
        self.move(max(left, gap), max(top, least))

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or self._holds(now):
            return
        if self.is_changed():
            self.save()
        else:
            self.left = True
            self.close_panel()

    def _holds(self, widget: QWidget) -> bool:
        """Whether `widget` is inside; the list of a combo box is, though it is a window."""
        at: QWidget | None = widget
        while at is not None and at is not self:
            at = at.parentWidget()
        return at is self

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self._open:
            self._place()  # an error line makes it higher
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = [stop for stop in self._stops if stop.isVisibleTo(self) and stop.isEnabled()]
        focused = self.focusWidget()
        here = stops.index(focused) if focused in stops else -1
        stops[(here + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        # Nothing else goes on to the register: a letter typed here is not a mark.


def _application() -> QApplication:
    return cast("QApplication", QApplication.instance())
