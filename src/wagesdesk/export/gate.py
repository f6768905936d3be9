"""What the second person looks at: every entry that leaves, the new ones told from those that were passed before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.export.carried import Carried
from wagesdesk.export.lines import Held, read
from wagesdesk.export.selection import Selection
from wagesdesk.models import joined
from wagesdesk.models.attendance import Mark
from wagesdesk.models.entry import Value
from wagesdesk.models.records import BY_TYPE
from wagesdesk.models.vault import Vault
from wagesdesk.models.workshop import WorkshopSession
from wagesdesk.services.cohort import rows_in


@dataclass(frozen=True)
class PassedBefore:
    """Who passed something, and when."""

    checker: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Leaving:
    """One entry that leaves. `person_id` is the id under which she is shown, empty for what is about nobody; `workshop`
    is a number, 0 for none.

    Earlier wordings are entries of their own. `passed` is None for what nobody passed for this recipient yet. Its words
    are read by `told`.
    """

    person_id: str
    type: str
    workshop: int
    held: Held = field(repr=False)
    passed: PassedBefore | None

    @property
    def new(self) -> bool:
        return self.passed is None


def leaving(db: Session, chosen: Selection, before: Collection[Carried]) -> tuple[Leaving, ...]:
    """Every entry of a selection that says something, new ones first, in the order in which they were written."""
    workshops = [one for one in chosen.entries if one.header.type == WorkshopSession.__tablename__]
    cohort_of = {
        one.header.eid: str(entry.fields["cohort_id"])
        for one, entry in read(db, workshops)
        if entry.fields.get("cohort_id")
    }
    numbers = {row.id: row.number for one in set(cohort_of.values()) for row in rows_in(db, one)}
    people = [one.person_id for one in chosen.people]
    marks = select(Mark.id, Mark.workshop_id).where(Mark.person_id.in_(people))
    workshop_of = {mark: workshop or "" for mark, workshop in db.execute(marks)}
    kept, shown = joined.kept(db.connection()), joined.shown(db.connection())
    checks = {one.bundle_id: PassedBefore(one.checker, one.at) for one in before}
    found = []
    for one in chosen.entries:
        head = one.header
        if head.type not in BY_TYPE or not one.told or not head.fields:
            continue
        passed = next((each for each in before if each.held(one, cohort_id=cohort_of.get(head.eid, ""))), None)
        found.append(
            Leaving(
                person_id=next((kept.get(each, each) for each in head.subjects), ""), type=head.type,
                workshop=numbers.get(workshop_of.get(shown.get((head.type, head.eid), head.eid), head.eid), 0),
                held=one,
                passed=checks[passed.bundle_id] if passed else None,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: not one.new))


def told(vault: Vault, things: Collection[Leaving]) -> Iterator[tuple[Leaving, Mapping[str, Value]]]:
    """Each of these with the values that leave, in this order. Read as far as it is asked for: a person may have
    written a book. ChangedSince where one is there no more."""
    with vault.read() as db:
        for thing, (_held, entry) in zip(things, read(db, [one.held for one in things]), strict=True):
            yield thing, entry.fields
