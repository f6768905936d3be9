"""Who may come to her own pages today, at this machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from wagesdesk.models.person import Person
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance


@dataclass(frozen=True)
class WriterRow:
    """`language` is that of her record ("en", "cy")."""

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
        return _by_name(rows)
    if not cohort_id:
        return ()
    shown = attendance.register(vault, cohort_id, today)
    at = next((n for n, one in enumerate(shown.columns) if one.day == today and not one.cancelled), None)
    return _by_name(
        WriterRow(row.person_id, row.name, row.language)
        for row in shown.rows
        if (row.cells[at].state == "open" if at is not None else row.left_on is None or row.left_on > today)
    )


def _by_name(rows: Iterable[WriterRow]) -> tuple[WriterRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.id)))
