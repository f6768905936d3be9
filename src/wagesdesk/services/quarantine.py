"""Quarantine: entries that came from elsewhere and do not count, because of the machine they were written on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import NotAllowed
from wagesdesk.models import joined, readings, trust, vouching
from wagesdesk.models.card import EnrolledCard
from wagesdesk.models.entry import Entry, Value
from wagesdesk.models.person import Person
from wagesdesk.models.records import BY_TYPE, JOURNAL_TYPES
from wagesdesk.models.vault import Vault
from wagesdesk.services import history
from wagesdesk.services.changes import Changes
from wagesdesk.services.history import HistoryLine
from wagesdesk.services.staff import is_administrator

_SILENT: Final = ("writer", vouching.TYPE)


@dataclass(frozen=True)
class Held:
    """One entry that does not count: its lines (one a field), and the woman it is about, or empty."""

    entry_id: str
    type: str
    person_id: str
    name: str
    lines: tuple[HistoryLine, ...]


@dataclass(frozen=True)
class Origin:
    """A machine and what it tried to write, newest first. `place` and `kind` are what it says of itself.

    `why`: "unknown" (no card of it was compared here when this came), "passed_on" (it came in the name of a machine of
    this site, and from another), "not_its_part" (a machine of its kind may not write this, or not about her),
    "not_administrator", "later" (a kind of record this version does not know), or "unreadable", which
    nobody can let in. `counts` say how many entries there are of each record type, most first.
    """

    machine: str
    place: str
    kind: str
    why: str
    held: tuple[Held, ...]
    counts: tuple[tuple[str, int], ...]

    @property
    def entry_ids(self) -> tuple[str, ...]:
        return tuple(one.entry_id for one in self.held)


def held_back(vault: Vault) -> tuple[Origin, ...]:
    """Everything that does not count yet, by place and reason, but for what says nothing to people: how a machine began
    to write, and for what it vouches."""
    with vault.read() as db:
        cards = {one.id: one for one in db.scalars(select(EnrolledCard))}
        waiting = [line for line in readings.waiting(db.connection()) if line.entry.header.type not in _SILENT]
        lines: dict[str, list[HistoryLine]] = {}
        for line in history.told(db, waiting):
            lines.setdefault(line.entry_id, []).append(line)
        entries = {line.entry.id: line.entry for line in waiting}
        found: dict[tuple[str, str, str, str], list[Held]] = {}
        own = vault.machine.sign_public.hex()
        for entry in entries.values():
            spell = history.spell_of(db, entry.header.writer)
            machine = str(spell.get("machine", ""))
            key = (str(spell.get("place", "")), machine, str(spell.get("kind", "")), _why(cards, own, machine, entry))
            found.setdefault(key, []).append(_held(db, entry, tuple(lines[entry.id])))
    return tuple(
        Origin(machine, place, kind, why, tuple(held), _counts(held))
        for (place, machine, kind, why), held in sorted(found.items())
    )


def _counts(held: list[Held]) -> tuple[tuple[str, int], ...]:
    counts = Counter(one.type for one in held)
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _held(db: Session, entry: Entry, lines: tuple[HistoryLine, ...]) -> Held:
    subject = next(iter(entry.header.subjects), "")
    person_id = joined.kept_id(db.connection(), subject) if subject else ""
    person = db.get(Person, person_id) if person_id else None
    return Held(entry.id, entry.header.type, person_id, (person.name or "") if person else "", lines)


def _why(cards: Mapping[str, EnrolledCard], own: str, machine: str, entry: Entry) -> str:
    record_type = entry.header.type
    record = BY_TYPE.get(record_type)
    if not trust.fits(entry):
        return "unreadable"
    card = cards.get(machine)
    if machine == own or (card is not None and card.ours and card.compared and not card.removed):
        return "not_administrator" if machine != own and record is not None and record.admin_only else "passed_on"
    if card is None or card.removed or card.compared is None:
        return "unknown"
    if record is None:
        return "not_its_part" if record_type in JOURNAL_TYPES else "later"
    kind: Value = (card.card or {}).get("kind")
    if kind not in record.from_places:
        return "not_its_part"
    if record.admin_only:
        return "not_administrator"
    return "not_its_part" if kind == "laptop" else "unknown"


def count(vault: Vault) -> int:
    """How many entries do not count yet."""
    return sum(len(one.held) for one in held_back(vault))


def release(vault: Vault, actor: str, entry_ids: tuple[str, ...]) -> Changes:
    """Let entries that were held back count, by an entry that names them. NotAllowed for who is no administrator."""
    if not is_administrator(vault, actor):
        raise NotAllowed(needs="administrator")
    return Changes(vault.release_quarantine(actor, entry_ids) | {"quarantine_release"})
