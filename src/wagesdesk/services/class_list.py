"""Who is in the class: the rows of a class list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.person import Identity
from wagesdesk.models.vault import Vault
from wagesdesk.services.people import people


@dataclass(frozen=True)
class ClassRow:
    """One woman of a cohort. `came` of `offered` counts workshops; `left_on` is the first day she took no part."""

    person_id: str
    name: str
    surname: str
    prison_number: str
    joined: date | None
    left_on: date | None
    came: int
    offered: int
    release: date | None


def class_rows(vault: Vault, cohort_id: str, today: date) -> tuple[ClassRow, ...]:
    """Everybody of a cohort in the order of the register, those who left too."""
    shown = people(vault, cohort_id, today)
    with vault.read() as db:
        ids = [row.id for row in shown]
        query = select(Identity.person_id, Identity.prison_number).where(
            Identity.person_id.in_(ids), Identity.removed.is_not(True)
        )
        numbers = {person_id: number or "" for person_id, number in db.execute(query)}
        enrolments = select(Enrolment.id, Enrolment.joined).where(Enrolment.cohort_id == cohort_id)
        joined = {one.id: _day(one.joined) for one in db.execute(enrolments)}
    return tuple(
        ClassRow(
            row.id, row.name, row.surname, numbers.get(row.id, ""), joined[row.enrolment_id], row.left_on, row.came,
            row.offered, row.release,
        )
        for row in shown
    )  # fmt: skip


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
