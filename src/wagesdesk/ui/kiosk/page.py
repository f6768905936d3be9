"""What every page of the kiosk is. Its frame draws the top bar and the footer, and asks the page what they hold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wagesdesk.errors import UserError
from wagesdesk.text import _
from wagesdesk.ui import theme
from wagesdesk.ui.kiosk.desk import KioskDesk

if TYPE_CHECKING:
    from wagesdesk.models.vault import Vault
    from wagesdesk.services.plan import PlanRow

EDGE = 48


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `of` steps, and the same in words ("5 of 11 parts done")."""

    done: int
    of: int
    words: str


class KioskPage(QWidget):
    """Base of the kiosk's pages: build widgets into `self.body`, show a certain thing in `show_at`.

    One with a form has `typing_key` and `typed`: the frame calls `flush` within two seconds after a key, which keeps
    what `typed` gives, and `settle` when she pauses for a minute, leaves the page, stops, or the cover comes down.
    `show_at` puts `held` back into the form. Where `theme.current()` is asked it is that of her size and colour.
    """

    page_id: ClassVar[str]
    about: ClassVar[str] = "home"
    """Which of home, plan, sums, pitch and steps it belongs to."""
    listen_in_footer: ClassVar[bool] = False
    """Whether the footer offers to read `text_to_read`; a page may have its own Listen in a better place."""

    def __init__(self, desk: KioskDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setProperty("page", True)
        self.body = QVBoxLayout(self)
        look = theme.current()
        self.body.setContentsMargins(look.bar(EDGE), look.size(20), look.bar(EDGE), look.size(16))
        self.body.setSpacing(look.size(12))
        self._kept: tuple[str, Any] = ("", None)

    # -- what it shows

    def show_at(self, **where: str) -> None:
        """Show a certain thing (`desk.go(page_id, **where)`); called before the page is in sight."""

    def refresh(self) -> None:
        """Read again what is shown, and leave what is typed. Called when the page comes into sight."""

    def text_to_read(self) -> tuple[str, ...]:
        """The sentences that Listen reads, in order; none for a page without Listen."""
        return ()

    def light(self, at: int | None) -> None:
        """Show which sentence of `text_to_read` is read now, None for none."""

    @classmethod
    def place_words(cls, **where: str) -> str:  # noqa: ARG003 - a page without places has none
        """What stands under "You stopped here" for `show_at(**where)`: the question itself. Empty where there is
        nothing to come back to. ValueError or KeyError for a place that is no more is taken as that too."""
        return ""

    @classmethod
    def progress(cls, vault: Vault, person_id: str, row: PlanRow) -> Progress | None:  # noqa: ARG003 - one without steps has none
        """How far she is with this idea, for the tile on the home page; None draws no boxes."""
        return None

    # -- what the footer holds

    @property
    def question(self) -> str:
        """What "I need help" is counted under ("plan.4"): never words about her."""
        return self.page_id

    @property
    def next_words(self) -> str:
        """What stands on the button at the bottom right; empty for no button."""
        return ""

    @property
    def can_go_next(self) -> bool:
        return True

    @property
    def can_leave(self) -> bool:
        """Whether "Leave it for now" is offered."""
        return False

    @property
    def back_words(self) -> str:
        """What stands on the button at the bottom left; empty for no button."""
        return _("Back")

    def next(self) -> None:
        """Next was pressed, or Ctrl+Enter."""

    def back(self) -> None:
        """Back was pressed: home, if a page does not know better."""
        self.desk.home()

    def leave_it(self) -> None:
        """The button Leave it for now was pressed."""

    # -- what is typed

    def typing_key(self) -> str:
        """Which form this is ("plan.4", with the plan's id where there are several); empty for no form."""
        return ""

    def typed(self) -> Any:
        """What is typed and not in the journal, as plain values of JSON; None for nothing."""
        return None

    def flush(self) -> bool:
        """Make what is typed durable; True when something new was kept. While it cannot be written the footer says so
        and the next call tries again."""
        key, typed = self.typing_key(), self.typed()
        if not key or (key, typed) == self._kept or (typed is None and self._kept[0] != key):
            return False
        try:
            self._keep(key, typed)
        except UserError as error:
            self.desk.saved(False)
            self.desk.problem(error)
            return False
        self.desk.saved(True)
        return True

    def is_kept(self) -> bool:
        """Whether nothing would be lost now: nothing is typed, or all of it was kept."""
        typed = self.typed()
        return not self.typing_key() or typed is None or (self.typing_key(), typed) == self._kept

    def settle(self) -> None:
        """Write what is typed into the journal, then `drop_held`. What cannot be written stays kept."""
        self.flush()

    def held(self) -> Any:
        """What was kept for this form, by this person, at this machine; None for nothing."""
        from wagesdesk.services import scratch, unfinished

        key, me = self.typing_key(), self.desk.person.id
        found = scratch.pending(self.desk.vault, unfinished.key(me, key)) if key else None
        text = found.text if found else unfinished.held(self.desk.vault, me, key) if key else ""
        self._kept = (key, json.loads(text) if text else None)
        return self._kept[1]

    def drop_held(self) -> None:
        """What was typed entered the journal, or was given up."""
        if self._kept[1] is not None:
            self._keep(self._kept[0], None)

    def _keep(self, key: str, typed: Any) -> None:
        from wagesdesk.services import scratch, unfinished

        me = self.desk.person.id
        if typed is None:
            scratch.drop(self.desk.vault, unfinished.key(me, key))
            unfinished.forget(self.desk.vault, me, key)
        else:
            scratch.save(self.desk.vault, me, unfinished.key(me, key), json.dumps(typed, sort_keys=True))
        self._kept = (key, typed)
