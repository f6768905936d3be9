"""Preparing a part of what leaves, as a job: the same for the first, and for the next once one is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wagesdesk.export.bundle import Prepared
from wagesdesk.export.parts import Share, prepare_part
from wagesdesk.models.vault import Vault
from wagesdesk.text import N_, _
from wagesdesk.ui.jobs import Token

_STAGES: Final = {
    "gather": N_("Gathering what she agreed to share"),
    "look": N_("Looking through the words that leave"),
    "pages": N_("Making the pages that are read"),
}


@dataclass(frozen=True)
class Ready:
    """A part that is prepared, and who is in those that wait until it is written."""

    prepared: Prepared
    waiting: tuple[Share, ...]


def stage(code: str) -> str:
    """What is being done, in words."""
    return _(_STAGES[code])


def prepare(
    token: Token, vault: Vault, actor: str, recipient_id: str, waiting: tuple[Share, ...], *, part: int
) -> Ready:  # fmt: skip
    """The first of the shares that wait. Errors as `parts.prepare_part`, Cancelled."""

    def step(code: str, done: int, total: int) -> None:
        token.step(done, total, stage(code))

    return Ready(*prepare_part(vault, actor, recipient_id=recipient_id, waiting=waiting, part=part, step=step))
