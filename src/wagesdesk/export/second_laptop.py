"""Everything, for a second laptop of the same site: purpose `site`, by the same stick as a round. `rounds.collect`
takes it in over there.

It always holds everything, in parts that each can be read alone, so a stick that is lost loses nothing and no receipt
is waited for; what the other laptop has already is passed over when it is taken in. So what was written for it before
is cleared away once the newer one lies there: no stick fills up, and nobody who was erased stays on it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from wagesdesk.errors import NotFound
from wagesdesk.export import drives, site_selection
from wagesdesk.export import manifest as page
from wagesdesk.export.container import LARGEST_PART, Sealed
from wagesdesk.export.drives import Disk
from wagesdesk.export.site_bundle import seal_site
from wagesdesk.models import local
from wagesdesk.models.entry import Entry
from wagesdesk.models.vault import Vault
from wagesdesk.services import terminal

LARGEST_JOURNAL: Final = LARGEST_PART * 3 // 4
"""Bytes of journal in one part, which leaves room for what stands around it and in every part."""
_REMEMBERED: Final = 200
"""Names of files written for a laptop that are known again on any stick."""
_ALWAYS: Final = ("card", "staff", "checkout")


def write_all(
    vault: Vault,
    actor: str,
    card_id: str,
    folder: Path,
    *,
    accept_others: Collection[str] = (),
    step: Callable[[int, int], None] = lambda _done, _total: None,
    disk: Disk | None = None,
    largest: int = LARGEST_JOURNAL,
) -> tuple[Sealed, ...]:
    """Write everything for the second laptop with this card. A job. Errors as `drives.write_bundle`; EscrowMissing;
    NotFound for a laptop that was not said to be of this site.
    """
    other = next((one for one in terminal.second_laptops(vault) if one.id == card_id), None)
    if other is None:
        raise NotFound(kind="card")
    with vault.read() as db:
        entries = site_selection.for_laptop(db)
        erased = site_selection.erased_ids(db)
    parts = list(_parts(entries, largest))
    sealed = []
    for number, part in enumerate(parts):
        step(number, len(parts))
        one = seal_site(
            vault, actor, name=other.place, age_public=other.age_public, bundle_id=page.new_bundle_id(), serial=0,
            secret=page.new_ack_secret(), told={"kind": "sync", "part": number + 1, "parts": len(parts)},
            entries=part, erased=erased,
        )  # fmt: skip
        drives.write_bundle(folder, one, accept_others=accept_others, disk=disk)
        sealed.append(one)
    key, names = f"sync {card_id}", [one.name for one in sealed]
    with vault.local() as connection:
        before = (local.get(connection, key) or {"names": []})["names"]
        local.put(connection, key, {"names": [*names, *before][:_REMEMBERED]})
    drives.remove_bundles(folder, set(before), disk=disk)
    step(len(parts), len(parts))
    return tuple(sealed)


def _parts(entries: Iterable[Entry], largest: int) -> Iterator[list[Entry]]:
    """The entries in their order, cut where a part is full. In every part stand those of _ALWAYS, by which the others
    are judged, and the opening of each writer of whom it holds something."""
    listed = list(entries)
    openings = {one.header.writer: one for one in listed if one.header.type == "writer"}
    always = [one for one in listed if one.header.type in _ALWAYS]
    part = _with_openings(always, openings)
    least = len(part)
    size = 0
    for entry in listed:
        fresh = {one: held for one, held in _with_openings([entry], openings).items() if one not in part}
        more = sum(len(one.line()) + 1 for one in fresh.values())
        if len(part) > least and size + more > largest:
            yield list(part.values())
            part, size = _with_openings(always, openings), 0
            fresh = _with_openings([entry], openings)
        part |= fresh
        size += more
    yield list(part.values())


def _with_openings(entries: Iterable[Entry], openings: Mapping[str, Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        opening = openings.get(entry.header.writer)
        found |= {one.id: one for one in (opening, entry) if one is not None}
    return found
