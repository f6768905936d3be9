"""A bundle that is too large for one file goes in parts, each with people of its own and usable alone.

Who is in which part is settled by size before anything is gathered, and a part is prepared only once the one before it
was written: no more than one of them stands in memory.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from wagesdesk.export import carried, container
from wagesdesk.export.bundle import Prepared, Step, prepare
from wagesdesk.export.selection import weights
from wagesdesk.models.vault import Vault

Share = tuple[str, ...]
"""The ids of the people in one part."""
LARGEST_SHARE: Final = 56 << 20
"""Bytes of a part as they are told beforehand, with some room up to the 64 MiB that it may have."""
_FRAME: Final = 1 << 20
"""What manifest, signatures and padding may need beside the files."""


def shares(
    vault: Vault, *, recipient_id: str, person_ids: Collection[str], limit: int = LARGEST_SHARE
) -> tuple[Share, ...]:
    """Who goes in which part, the parts about equally large; all in one where it is below `limit`, or where nobody's
    consent holds. Of what is large for one part alone there is one person in it."""
    with vault.read() as db:
        before = carried.before(db, recipient_id, vault.machine.sign_public)
        heavy = weights(db, recipient_id, person_ids, vault.clock.today(), before=before)
    return _packed(heavy, limit) or (tuple(sorted(person_ids)),)


def _packed(heavy: dict[str, int], limit: int) -> tuple[Share, ...]:
    """The heaviest first, each where the least is so far; as many parts as it takes."""
    order = sorted(heavy, key=lambda one: (-heavy[one], one))
    count = min(-(-sum(heavy.values()) // limit), len(order))
    while order:
        found: list[list[str]] = [[] for _part in range(count)]
        sizes = [0] * count
        for one in order:
            least = sizes.index(min(sizes))
            found[least].append(one)
            sizes[least] += heavy[one]
        if max(sizes) <= limit or count == len(order):
            return tuple(tuple(sorted(part)) for part in found)
        count += 1
    return ()


def prepare_part(
    vault: Vault,
    actor: str,
    *,
    recipient_id: str,
    waiting: tuple[Share, ...],
    part: int = 1,
    step: Step = lambda _stage, _done, _total: None,
    limit: int = container.LARGEST_PART - _FRAME,
) -> tuple[Prepared, tuple[Share, ...]]:
    """As `bundle.prepare`, the first of the shares that wait, and those that wait after it. A job.

    Each part is checked, sealed, carried and said to have arrived by itself: one that is lost takes no other with it.
    With their pages these people may need more than was told beforehand, and more than `limit`: then they go in two.
    """
    first, *rest = waiting
    whole = prepare(vault, actor, recipient_id=recipient_id, person_ids=first, step=step)
    going = sorted(line.person_id for line in whole.people)
    if whole.size > limit and len(going) > 1:
        del whole  # half of it is enough in memory
        halves = tuple(going[: len(going) // 2]), tuple(going[len(going) // 2 :])
        return prepare_part(
            vault, actor, recipient_id=recipient_id, waiting=(*halves, *rest), part=part, step=step, limit=limit
        )
    return replace(whole, part=part, parts=part + len(rest)), tuple(rest)
