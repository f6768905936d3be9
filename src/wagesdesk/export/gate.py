"""What the second person looks at: every entry that leaves, the new ones told from those that were passed before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.export.carried import Carried
from wagesdesk.export.selection import Selection
from wagesdesk.models.attendance import Mark
from wagesdesk.models.entry import Entry, Value
from wagesdesk.models.records import BY_TYPE
from wagesdesk.models.workshop import WorkshopSession
from wagesdesk.services.cohort import rows_in


@dataclass(frozen=True)
class PassedBefore:
    """Who passed something, and when."""

    checker: str
    at: datetime


@dataclass(frozen=True)
class Leaving:
    """One entry that leaves. `person_id` is empty for what is about nobody; `workshop` is a number, 0 for none.

    Earlier wordings are entries of their own. `passed` is None for what nobody passed for this recipient yet.
    """

    person_id: str
    type: str
    workshop: int
    entry: Entry = field(repr=False)
    passed: PassedBefore | None

    @property
    def fields(self) -> Mapping[str, Value]:
        """Its values, read each time: kept for all that leaves, they would stand in memory a second time."""
        return Entry(self.entry.raw, self.entry.salt, self.entry.values).fields

    @property
    def new(self) -> bool:
        return self.passed is None


def leaving(db: Session, chosen: Selection, before: Collection[Carried]) -> tuple[Leaving, ...]:
    """Every entry of a selection that says something, new ones first, in the order in which they were written."""
    cohort_of = {
        entry.header.eid: str(entry.fields["cohort_id"])
        for entry in chosen.entries
        if entry.header.type == WorkshopSession.__tablename__ and entry.fields.get("cohort_id")
    }
    numbers = {row.id: row.number for one in set(cohort_of.values()) for row in rows_in(db, one)}
    people = [one.person_id for one in chosen.people]
    marks = select(Mark.id, Mark.workshop_id).where(Mark.person_id.in_(people))
    workshop_of = {mark: workshop or "" for mark, workshop in db.execute(marks)}
    found = []
    for entry in chosen.entries:
        head = entry.header
        if head.type not in BY_TYPE or entry.values is None or not head.fields:
            continue
        place, cohort_id = chosen.places[entry.id], cohort_of.get(head.eid, "")
        passed = next((one for one in before if one.held(entry, place, cohort_id=cohort_id)), None)
        found.append(
            Leaving(
                person_id=next(iter(head.subjects), ""), type=head.type,
                workshop=numbers.get(workshop_of.get(head.eid, head.eid), 0), entry=entry,
                passed=PassedBefore(passed.checker, passed.at) if passed else None,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: not one.new))
