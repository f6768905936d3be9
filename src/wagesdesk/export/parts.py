"""A bundle that is too large for one file goes in parts, each with people of its own and usable alone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

from wagesdesk.export import container
from wagesdesk.export.bundle import Prepared, prepare
from wagesdesk.models.vault import Vault

_FRAME: Final = 1 << 20
"""What manifest, signatures and padding may need beside the files."""


def prepare_parts(
    vault: Vault,
    actor: str,
    *,
    recipient_id: str,
    person_ids: Collection[str],
    step: Callable[[int, int], None] = lambda _done, _total: None,
    limit: int = container.LARGEST_PART,
) -> tuple[Prepared, ...]:
    """As `bundle.prepare`, in as many parts as it takes for none to be above `limit` bytes. A job.

    Each part is checked, sealed, carried and said to have arrived by itself: one that is lost takes no other with it.
    """
    parts = _split(vault, actor, recipient_id, sorted(person_ids), step, limit)
    return tuple(replace(one, part=number, parts=len(parts)) for number, one in enumerate(parts, 1))


def _split(
    vault: Vault, actor: str, recipient_id: str, person_ids: list[str], step: Callable[[int, int], None], limit: int
) -> list[Prepared]:  # fmt: skip
    whole = prepare(vault, actor, recipient_id=recipient_id, person_ids=person_ids, step=step)
    going = sorted(line.person_id for line in whole.people)
    if whole.size + _FRAME <= limit or len(going) < 2:
        return [whole]
    del whole  # two halves of it are enough in memory
    half = len(going) // 2
    return [
        part
        for some in (going[:half], going[half:])
        for part in _split(vault, actor, recipient_id, some, step, limit)
    ]  # fmt: skip
