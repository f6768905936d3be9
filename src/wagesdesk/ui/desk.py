"""What a page is given: who is here, with which vault, and the few things a page may ask of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wagesdesk.clock import Clock
    from wagesdesk.models.vault import Vault
    from wagesdesk.services.quick_code import QuickCode
    from wagesdesk.settings import Settings
    from wagesdesk.ui.actions import Actions
    from wagesdesk.ui.bus import Bus
    from wagesdesk.ui.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Place:
    """`kind` is laptop, terminal or outside; `name` is the prison or the organisation."""

    kind: str
    name: str
    practice: bool = False

    @property
    def outside(self) -> bool:
        return self.kind == "outside"


@dataclass(frozen=True)
class Sitting:
    """An open vault and who sits at it. `quick_code` opens the cover; None when she chose none."""

    vault: Vault
    staff_id: str
    staff_name: str
    role: str
    quick_code: QuickCode | None = None


class Toast(Protocol):
    def __call__(self, text: str, undo: bool = False) -> None:
        """Say `text` at the bottom right for 20 seconds; with `undo`, beside a button that takes it back."""


class Go(Protocol):
    def __call__(self, page_id: str, **where: str) -> None:
        """Show a page of this place; `where` goes to its `show_where`. An unknown id is a bug (KeyError)."""


class ChangeSettings(Protocol):
    def __call__(self, **fields: str | int | bool) -> None:
        """Set fields of the device settings and write them; a new language, text size or theme redraws the window."""


@dataclass(frozen=True)
class Desk:
    """Given to each page at birth; lives from unlock to lock."""

    vault: Vault
    staff_id: str
    staff_name: str
    role: str
    place: Place
    clock: Clock
    bus: Bus
    jobs: Jobs
    actions: Actions
    settings: Callable[[], Settings]
    change_settings: ChangeSettings
    cohort: Callable[[], str]
    """The id of the cohort chosen in the top bar; empty when there is none yet."""
    choose_cohort: Callable[[str], None]
    toast: Toast
    go: Go
    problem: Callable[[Exception], None]
    """Show what happened, what is safe and what to do now, in a red bar across the page."""
