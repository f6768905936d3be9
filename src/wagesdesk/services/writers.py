"""Who may come to her own pages today, at this machine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from wagesdesk.models.person import Identity, Person
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance


@dataclass(frozen=True)
class WriterRow:
    """`name` tells her from everybody else who writes: two of one name get the first letter of the surname, or a
    number where that is not known. `language` is that of her record ("en", "cy")."""

    id: str
    name: str
    language: str


def writers(vault: Vault, cohort_id: str, today: date) -> tuple[WriterRow, ...]:
    """By name. At a terminal everybody whose words it has; else the class of today's workshop, and on a day without
    one everybody who is in the cohort now."""
    if vault.place.kind == "terminal":
        with vault.read() as db:
            found = db.scalars(select(Person).where(Person.removed.is_not(True)))
            rows = [WriterRow(one.id, one.name or "", one.language or "") for one in found]
        return _by_name(vault, rows)
    if not cohort_id:
        return ()
    shown = attendance.register(vault, cohort_id, today)
    at = next((n for n, one in enumerate(shown.columns) if one.day == today and not one.cancelled), None)
    return _by_name(
        vault,
        [
            WriterRow(row.person_id, row.name, row.language)
            for row in shown.rows
            if (row.cells[at].state == "open" if at is not None else row.left_on is None or row.left_on > today)
        ],
    )


def _by_name(vault: Vault, rows: Sequence[WriterRow]) -> tuple[WriterRow, ...]:
    alike: defaultdict[str, list[WriterRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.id):
        alike[row.name.casefold()].append(row)
    of_one_name = [row.id for group in alike.values() if len(group) > 1 for row in group]
    with vault.read() as db:
        found = db.scalars(select(Identity).where(Identity.person_id.in_(of_one_name), Identity.removed.is_not(True)))
        initials = {str(one.person_id): (one.surname or "")[:1].upper() for one in found}
    told = (row for group in alike.values() for row in _told_apart(group, initials))
    return tuple(sorted(told, key=lambda row: (row.name.casefold(), row.id)))


def _told_apart(group: Sequence[WriterRow], initials: Mapping[str, str]) -> Iterable[WriterRow]:
    if len(group) == 1:
        return group
    letters = [initials.get(row.id, "") for row in group]
    known = all(letters) and len(set(letters)) == len(group)
    return [
        replace(row, name=f"{row.name} {letter}." if known else f"{row.name} {number}")
        for number, (row, letter) in enumerate(zip(group, letters, strict=True), 1)
    ]
