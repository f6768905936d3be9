"""What the Inbox knows of a bundle before it is taken in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wagesdesk.export import inbox
from wagesdesk.export.inbox import Preview
from wagesdesk.models.vault import Vault
from wagesdesk.services import card
from wagesdesk.text import _
from wagesdesk.ui.jobs import Token


@dataclass(frozen=True)
class Looked:
    """A checked bundle, and the check words of this place's own card."""

    preview: Preview
    own_words: tuple[str, ...]


def look(vault: Vault, staff_id: str, file: Path, token: Token) -> Looked:
    """Check a file, as a job. Errors as `inbox.check`."""

    def step(done: int, total: int) -> None:
        token.step(done, total + 1, _("Opening the bundle and checking all of it"))

    preview = inbox.check(vault, file, step=step)
    return Looked(preview, card.check_words(card.own_card(vault, staff_id)))
