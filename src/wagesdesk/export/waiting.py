"""What waits for a person after a bundle was taken in: values that clash, and entries that do not count yet."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from wagesdesk.models import readings
from wagesdesk.models.person import Person
from wagesdesk.models.vault import Vault
from wagesdesk.services import history
from wagesdesk.services.history import Clash, HistoryLine


@dataclass(frozen=True)
class PersonClash:
    """A clash and the woman it is about; both are empty for something that is about nobody."""

    person_id: str
    name: str
    clash: Clash


@dataclass(frozen=True)
class HeldBack:
    """One entry that does not count until a person lets it: its lines (one a field), and the woman it is about."""

    entry_id: str
    person_id: str
    name: str
    lines: tuple[HistoryLine, ...]


def to_choose(vault: Vault) -> tuple[PersonClash, ...]:
    """Every clash here, by name."""
    found = history.clashes(vault)
    with vault.read() as db:
        about = _people(db, [clash.sides[0].entry_id for clash in found])
    rows = [PersonClash(*about[clash.sides[0].entry_id], clash) for clash in found]
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.clash.type, row.clash.eid, row.clash.field)))


def held_back(vault: Vault) -> tuple[HeldBack, ...]:
    """Every entry that does not count yet, by name. The opening entries of machines say nothing and are left out."""
    lines: dict[str, list[HistoryLine]] = {}
    for line in history.held_back(vault):
        if line.type != "writer":
            lines.setdefault(line.entry_id, []).append(line)
    with vault.read() as db:
        about = _people(db, list(lines))
    rows = [HeldBack(one, *about[one], tuple(of_one)) for one, of_one in lines.items()]
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.entry_id)))


def _people(db: Session, entry_ids: list[str]) -> dict[str, tuple[str, str]]:
    """For each entry the id and name of the first person it concerns."""
    found: dict[str, tuple[str, str]] = {}
    for entry in readings.by_ids(db.connection(), entry_ids):
        person_id = next(iter(entry.header.subjects), "")
        person = db.get(Person, person_id) if person_id else None
        found[entry.id] = (person_id, (person.name or "") if person else "")
    return found
