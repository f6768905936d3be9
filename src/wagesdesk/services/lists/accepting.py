"""Taking a list in: everybody whose row can be taken, as one operation that one undo takes back."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.entry import natural_id
from wagesdesk.models.person import Identity, Person
from wagesdesk.models.release_date import SOURCES, ReleaseDate
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import made
from wagesdesk.services.lists.rows import RowVerdict
from wagesdesk.services.lists.verdicts import EVERY, Preview, Step, known_in, settled_again
from wagesdesk.services.people import Added
from wagesdesk.services.staff import need_two_ways_in

OPERATION: Final = "people.list"


def accept(
    vault: Vault, actor: str, *, cohort_id: str, preview: Preview, joined_on: date, source: str, step: Step,
) -> Added:  # fmt: skip
    """Add everybody whose row is "ok" to the cohort; those in the records already join, the others are made.

    `joined_on` counts for rows that name no day, `source` (one of RELEASE_SOURCES) for every release date, noted today.
    A job: `step(done, total)` counts people and may raise to stop; then nothing was written. Who came into the records
    since the preview was made is left out.

    Errors: SlotsTooFew while the vault has one way in, NotFound for the cohort, FieldInvalid("names", "empty") when
    nobody is left to add, FieldInvalid("source", "unknown").
    """
    need_two_ways_in(vault)
    if source not in SOURCES:
        raise FieldInvalid(field="source", code="unknown")
    rows = [row for row in settled_again(preview, known_in(vault, cohort_id)).rows if row.code == "ok"]
    if not rows:
        raise FieldInvalid(field="names", code="empty")
    noted = {"source": source, "noted": vault.clock.today().isoformat(), "by": actor}
    with vault.write(actor, OPERATION) as db:
        if db.get(Cohort, cohort_id) is None:
            raise NotFound(kind="cohort")
        added: list[str] = []
        for start in range(0, len(rows), EVERY):
            step(start, len(rows))
            for row in rows[start : start + EVERY]:
                added.append(_add(db, row, cohort_id, (row.joined or joined_on).isoformat()))
                if row.release is not None:
                    given = {"day": row.release.isoformat(), "at": vault.clock.now().isoformat(), **noted}
                    db.add(ReleaseDate(person_id=added[-1], given=given))
            db.flush()
        # The last moment to stop: what follows is the commit.
        step(len(rows), len(rows))
        return Added(tuple(added), made(db))


def _add(db: Session, row: RowVerdict, cohort_id: str, joined: str) -> str:
    """Her id."""
    if row.person_id:
        _join_again(db, cohort_id, row.person_id, joined)
        return row.person_id
    person = Person(name=row.chosen, language=row.language)
    db.add(person)
    if row.surname or row.prison_number:
        db.add(Identity(person_id=person.id, surname=row.surname or None, prison_number=row.prison_number or None))
    db.add(Enrolment(cohort_id=cohort_id, person_id=person.id, joined=joined))
    return person.id


def _join_again(db: Session, cohort_id: str, person_id: str, joined: str) -> None:
    """Enrol somebody who is in the records; an enrolment that was undone comes back."""
    held = db.get(Enrolment, natural_id("enrolment", cohort_id, person_id))
    if held is None:
        db.add(Enrolment(cohort_id=cohort_id, person_id=person_id, joined=joined))
    else:
        held.joined, held.ending, held.removed = joined, None, None
