"""What women no longer share with a place that was given it: told there by name, scope and day, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.export.carried import Carried
from wagesdesk.models import joined
from wagesdesk.models.base import FOLDED, entry_table
from wagesdesk.models.consent import Consent
from wagesdesk.models.entry import Entry
from wagesdesk.models.fold import row_of
from wagesdesk.models.person import Person
from wagesdesk.services import consent, custody


@dataclass(frozen=True)
class Withdrawal:
    """One woman. `name` is the one that was given there last, `scopes` those that were given and that she does not
    share any more, each with the day on which she took it back or it ran out; `whole` where she shares nothing there.

    Of what went before its scopes were kept, `scopes` is empty: then it is all of it.
    """

    person_id: str
    name: str
    scopes: tuple[tuple[str, date], ...]
    whole: bool


def withdrawals(
    db: Session, recipient_id: str, day: date, before: Collection[Carried] = ()
) -> tuple[Withdrawal, ...]:  # fmt: skip
    """Who does not share with a recipient on `day` what was sent there, by name; nobody who was erased.

    `before` are the bundles for it, the newest first, as `carried.before` has them: they know her name of then.
    """
    answers: dict[str, dict[str, Consent]] = {}
    query = select(Consent).where(Consent.recipient_id == recipient_id, Consent.removed.is_not(True))
    for one in db.scalars(query):
        answers.setdefault(one.person_id or "", {})[one.scope or ""] = one
    told = custody.told_about(db, recipient_id)
    holding = consent.given(db, sorted(told), recipient_id, day)
    found = []
    for person_id, sent in sorted(told.items()):
        said = answers.get(person_id, {})
        given = {one.scope for one in holding.get(person_id, ())}
        gone = sorted(sent - given)
        held = db.get(Person, person_id) if gone or not given else None
        if held is not None:
            scopes = tuple((scope, _since(said[scope].answer if scope in said else None, day)) for scope in gone)
            name = _name_given(db, person_id, before)
            found.append(Withdrawal(person_id, held.name or "" if name is None else name, scopes, not given))
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.person_id)))


def _since(answer: Mapping[str, Any] | None, day: date) -> date:
    """The day of her no, or on which her yes ended; `day` where there is neither."""
    if answer is None or (answer["yes"] and answer["until"] >= day.isoformat()):
        return day
    return date.fromisoformat(answer["until"] if answer["yes"] else answer["on"])


def _name_given(db: Session, person_id: str, before: Collection[Carried]) -> str | None:
    """What she was called when a bundle last went with something of hers; None where that is not known any more."""
    connection = db.connection()
    ids = joined.all_ids(connection, [person_id])
    last = next((bundle for bundle in before if not bundle.scopes.keys().isdisjoint(ids)), None)
    if last is None:
        return None
    row = entry_table.c
    rows = connection.execute(
        select(row.raw, row.salt, row["values"]).where(
            row.type == Person.__tablename__, row.eid.in_(ids), row.state == FOLDED, row.n <= last.upto
        )
    )
    then = row_of(Person, person_id, [Entry(bytes(raw), salt, values) for raw, salt, values in rows])
    return str(then["name"] or "") if then is not None else None
