"""What a page of the kiosk is given: who writes, how she likes it, and the few things a page may ask of the frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wagesdesk.clock import Clock
    from wagesdesk.models.vault import Vault
    from wagesdesk.services.comfort import Comfort
    from wagesdesk.ui.jobs import Jobs
    from wagesdesk.ui.words.spelling import Spelling


@dataclass(frozen=True, slots=True)
class Writer:
    """Who is in: her person id (the actor of what she writes), the name she chose, the language of her record."""

    id: str
    name: str
    language: str


class Go(Protocol):
    def __call__(self, page_id: str, **where: str) -> None:
        """Settle what is typed, then show a page of KIOSK_PAGES; `where` goes to its `show_at`. KeyError is a bug."""


class Listen(Protocol):
    def __call__(self, sentences: Sequence[str], /, *, language: str, lit: Callable[[int | None], None]) -> None:
        """Read aloud; `lit` is told the index of the sentence that is read now, None when reading ends.

        What was read before is stopped; asked for the very same, it only stops, so that one button does both.
        """

    def stop(self) -> None:
        """Be silent now."""


@dataclass(frozen=True)
class KioskDesk:
    """Given to each page at birth. Another size, colour or language makes frame and page anew, with a new desk."""

    vault: Vault
    person: Writer
    clock: Clock
    jobs: Jobs
    comfort: Comfort
    language: str
    """The language the screen speaks now: "en_GB" or "cy"."""
    go: Go
    home: Callable[[], None]
    need_help: Callable[[str], None]
    """Raise the hand; the argument says at which question ("plan.4", "sums.2"), for the count of the facilitator."""
    saved: Callable[[bool], None]
    """Say in the footer whether what she typed is saved (True), or is not yet (False)."""
    footer: Callable[[], None]
    """The page's `next_words`, `can_go_next` or `can_leave` say something else now."""
    problem: Callable[[Exception], None]
    """Say above the page what happened and that her words are safe."""
    spelling: Spelling
    """Looks at words when she asks (`ui/words/check.py`); it ends with the frame."""
    listen: Listen | None = None
    """Reads aloud; None where no voice of her language is, and no button for it is drawn then."""
