"""Every word that leaves is read once while it is prepared: for the lines of the journal, what is found, the marks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

from wagesdesk.export.findings import Finding, Search
from wagesdesk.export.gate import Leaving
from wagesdesk.export.lines import Lines, journal, read
from wagesdesk.export.selection import Selection
from wagesdesk.models.attendance import Mark
from wagesdesk.models.entry import Entry, Value
from wagesdesk.models.fold import rows_of
from wagesdesk.models.vault import Vault


@dataclass(frozen=True)
class Looked:
    """What the reading came to; `marks` counts those that are shown, `notes` those with a note of staff."""

    journal: Lines
    found: tuple[Finding, ...]
    marks: int
    notes: int


def look_through(
    vault: Vault, chosen: Selection, things: Collection[Leaving], step: Callable[[int, int], None]
) -> Looked:  # fmt: skip
    """Read what was chosen. `step` is told before each entry, and may raise to stop. ChangedSince."""
    thing_of = {thing.held.place: thing for thing in things}
    digest, length, total = hashlib.sha256(), 0, len(chosen.entries)
    marks: dict[str, list[Entry]] = {}
    noted: set[str] = set()
    with vault.read() as db:
        search = Search(db, {one.person_id: one.scopes for one in chosen.people})
        for done, (one, entry) in enumerate(read(db, chosen.entries)):
            step(done, total)
            line = entry.line() + b"\n"
            digest.update(line)
            length += len(line)
            if one.place in thing_of:
                search.through(thing_of[one.place], entry.fields)
            if one.header.type == Mark.__tablename__:
                marks.setdefault(one.header.eid, []).append(entry)
                if note_of(entry.fields):
                    noted.add(one.header.eid)
    shown = sum(len(rows_of(Mark, entries)) for entries in marks.values())  # a cleared one travels too, but is none
    lines = Lines(partial(journal, vault, chosen.entries), length, digest.hexdigest())
    return Looked(lines, search.found, shown, len(noted))


def note_of(fields: Mapping[str, Value]) -> str:
    """What staff typed beside a mark; empty where they typed nothing."""
    return str((fields.get("says") or {}).get("note") or "")
