"""A machine, a copy of the records or a stick with a backup is in other hands."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wagesdesk.errors import NotFound, UserError
from wagesdesk.models.slots import FLOOR, STANDARD, KdfParams
from wagesdesk.models.vault import Vault
from wagesdesk.services import backup, card, staff, terminal
from wagesdesk.services.changes import Changes
from wagesdesk.services.staff import Secrets


@dataclass(frozen=True)
class Answered:
    """`late` is what went wrong with the backups, after the new key was made."""

    changes: Changes
    late: tuple[Exception, ...]


def answer(
    vault: Vault,
    actor: str,
    *,
    keep: Secrets,
    renew: Secrets,
    second: Path | None,
    card_id: str = "",
    params: KdfParams = STANDARD,
    floor: KdfParams = FLOOR,
) -> Answered:
    """Make a new data key, and backups under it in the stead of the older ones. A job of some seconds for each way in.

    `card_id` is the card of another machine that is lost: it is trusted no more, and what was out there can be given
    out again. `second`, None while it is not there, as for `backup.renew`. Errors as of `staff.remove`.
    """
    changes = staff.new_key(vault, actor, keep=keep, renew=renew, params=params, floor=floor)
    if card_id:
        with suppress(NotFound):  # nothing is out there
            changes |= terminal.mark_lost(vault, actor, card_id)
        changes |= card.remove(vault, actor, card_id)
    late: list[Exception] = []
    try:
        backup.renew(vault, second)
    except (UserError, OSError) as error:  # the key is new all the same
        late.append(error)
    return Answered(changes | Changes(frozenset({"backup"})), tuple(late))
