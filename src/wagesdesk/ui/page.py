"""What every page of the window is: told of a change, it refreshes at once if shown, else when it is shown next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.services.changes import Changes
from wagesdesk.text import _
from wagesdesk.ui import theme, unsaved
from wagesdesk.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class KeyHint:
    """Keys by their Qt names ("Ctrl", "Up", "Del", "P") and what they do, for the key bar."""

    keys: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One line of PAGES. `factory` is "module:Class", imported when the page is first shown.

    `places` are laptop, terminal, outside: elsewhere nothing leads to it, no key, no item, no line of Ctrl+K.
    A page with `under` has no item in the sidebar: that item stays lit instead.
    """

    id: str
    title: str
    icon: str
    places: frozenset[str]
    factory: str
    under: str = ""
    apart: bool = False
    """Stands below a line at the end of the sidebar."""
    of_one: bool = False
    """Shows one thing and must be told which; Ctrl+K finds the thing, not the page."""
    counts: str = ""
    """"module:function" that counts (vault, cohort id) what waits here, for the sidebar; empty for none."""
    counted: frozenset[str] = frozenset()
    """The record types after whose change it is counted again."""


class Page(QWidget):
    """Base of pages. Subclasses set `interested_in`, build widgets into `self.body` and implement `refresh`.

    They emit `hints_changed` when `key_hints` says something else while they are shown. One with a form also has
    `typing_key`, `typed` and `type_again`: what is typed and not saved is then kept within two seconds, and stands in
    the form again when she comes back to it, after a lock or a crash too.
    """

    hints_changed = Signal()
    interested_in: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setProperty("page", True)
        self.body = QVBoxLayout(self)
        edge = theme.current().size
        self.body.setContentsMargins(edge(24), edge(18), edge(24), edge(16))
        self.body.setSpacing(edge(12))
        self._stale = True
        self._kept: tuple[str, Any] = ("", None)
        desk.bus.changed.connect(self._on_changed)

    def let_scroll_to_the_end(self) -> None:
        """No margin at the foot: what scrolls in this page goes on to the key bar, and ends with the margin itself."""
        margins = self.body.contentsMargins()
        margins.setBottom(0)
        self.body.setContentsMargins(margins)

    def refresh(self) -> None:
        """Ask the services and show what they say. Called when shown for the first time and after changes."""

    def show_where(self, **where: str) -> None:
        """Show a certain thing of this page (`go(page_id, **where)`); called before the page is shown."""

    def key_hints(self) -> tuple[KeyHint, ...]:
        """Up to five hints for the key bar."""
        return ()

    def undo_hint(self) -> tuple[KeyHint, ...]:
        """The hint of Ctrl+Z, while something of this sitting can be taken back."""
        from wagesdesk.services import history

        vault = self.desk.vault
        return (self.desk.actions.hint_for("undo"),) if vault.is_open and history.can_undo(vault) else ()

    def help_topic(self) -> str:
        """The name of the file in `resources/help` that F1 opens here; empty for the one with the page's id."""
        return ""

    def panes(self) -> tuple[QWidget, ...]:
        """The widgets that F6 walks through, after the sidebar and the top bar."""
        return (self,)

    def state(self) -> object:
        """What somebody is in the middle of here; None when she is in the middle of nothing.

        Asked when the window is made anew for another language, text size or theme, before it changes; never kept over
        a lock, and never with a passphrase in it.
        """
        return None

    def restore(self, state: Any) -> None:
        """Go on from the `state` of the page that stood here before."""

    def typing_key(self) -> str:
        """Under which what is typed here is kept: the page, and the id of what the form is about; empty for no form.

        What is kept under a person's id goes when she is erased.
        """
        return ""

    def typed(self) -> Any:
        """What is typed and not saved, as plain values (those of JSON); None for nothing. Never a passphrase."""
        return None

    def type_again(self, held: Any) -> None:
        """Put what `typed` gave into the form; one that changed its shape since may leave it."""

    def keep_typing(self) -> None:
        """Make what is typed here durable. Called every two seconds, and when the page is left."""
        key = self.typing_key()
        if key != self._kept[0] or not key or not self.desk.vault.is_open:
            return  # no form, or one that was not filled yet
        typed = self.typed()
        if typed != self._kept[1] and unsaved.keep(self.desk, key, typed):
            self._kept = (key, typed)

    def drop_typing(self) -> None:
        """What was typed here was used, or given up on purpose."""
        if self._kept[1] is not None:
            unsaved.keep(self.desk, self._kept[0], None)
        self._kept = ("", None)

    def leave(self) -> None:
        """The records are about to lock: keep what is typed here, or save it where leaving saves."""
        self.keep_typing()

    def _fill_again(self) -> None:
        """What was typed here before stands in the form again."""
        key = self.typing_key()
        if not key:
            return
        held = unsaved.kept(self.desk, key)
        first, self._kept = self._kept[0] != key, (key, held)
        if held is None or held == self.typed():
            return
        self.type_again(held)
        if self.typed() is None:  # it was saved meanwhile
            self.keep_typing()
        elif first:
            self.desk.toast(_("What you were typing here is back. It is not saved yet."))

    def make_stale(self) -> None:
        """Refresh now if shown, else when shown next."""
        self._stale = True
        if self.isVisible():
            self._refresh_if_stale()

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & self.interested_in:
            self.make_stale()

    def _refresh_if_stale(self) -> None:
        if not self._stale:
            return
        self._stale = False
        self.keep_typing()
        try:
            self.refresh()
            self._fill_again()
        except UserError as error:
            self.desk.problem(error)

    def showEvent(self, event: QShowEvent) -> None:
        self._refresh_if_stale()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_typing()
        super().hideEvent(event)
