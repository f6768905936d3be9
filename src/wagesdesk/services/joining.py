"""The same woman entered twice, most often on two machines: found by likeness, joined or told apart by a person."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import NotFound
from wagesdesk.models import joined, readings
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.entry import natural_id
from wagesdesk.models.joining import Joining
from wagesdesk.models.person import Business, Identity, Person
from wagesdesk.models.vault import Vault
from wagesdesk.services import history
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.people import releases_of

_POINTS: Mapping[str, int] = {
    "number": 8, "names": 4, "first_name": 1, "group": 1, "business": 2, "other_number": -3, "other_surname": -2,
}  # fmt: skip
_ENOUGH = 2
_WIDEST = 40
"""A first name that more women have than this says nothing of any two of them."""


@dataclass(frozen=True)
class Facts:
    """What is known of one of two who may be the same. `cohorts` are titles; `came` counts marks.

    She was added by `by` on the machine of `place` at `at`.
    """

    person_id: str
    name: str
    surname: str
    prison_number: str
    business: str
    release: date | None
    cohorts: tuple[str, ...]
    by: str
    place: str
    at: datetime | None


@dataclass(frozen=True)
class Likeness:
    """Two who may be one woman, the one whose id would be kept first. `reasons` are codes of what speaks for it:
    "number", "names", "first_name", "group", "business"; and against it: "other_number", "other_surname".
    """

    one: Facts
    other: Facts
    reasons: tuple[str, ...]

    @property
    def points(self) -> int:
        return sum(_POINTS[one] for one in self.reasons)


@dataclass(frozen=True)
class Joined:
    """A pair that a person joined. `name` is what she is called now."""

    one_id: str
    other_id: str
    name: str


def likely(vault: Vault) -> tuple[Likeness, ...]:
    """Pairs that nobody has decided on, those with most in common first. Nothing is ever joined by itself."""
    with vault.read() as db:
        facts = _facts(db)
        decided = _decided(db)
        found = [
            Likeness(facts[one], facts[other], reasons)
            for one, other in _candidates(facts)
            if (one, other) not in decided and (reasons := _reasons(facts[one], facts[other]))
        ]
        found = [one for one in found if one.points >= _ENOUGH]
        found.sort(key=lambda one: (-one.points, one.one.name.casefold(), one.one.person_id, one.other.person_id))
        return tuple(Likeness(_added(db, one.one), _added(db, one.other), one.reasons) for one in found)


def plain(text: str) -> str:
    """A name without accents, case, signs and order of its words, so that `Siân O'Neil` is `oneil sian`."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(one for one in letters if one.isalnum() or one.isspace() or one == "-")
    return " ".join(sorted(kept.replace("-", " ").split()))


def _facts(db: Session) -> dict[str, Facts]:
    identities = {one.person_id: one for one in db.scalars(select(Identity)) if not one.removed}
    ideas = {one.person_id: one.idea or {} for one in db.scalars(select(Business)) if not one.removed}
    titles = {one.id: one.title or "" for one in db.scalars(select(Cohort))}
    cohorts: dict[str, list[str]] = defaultdict(list)
    for enrolment in db.scalars(select(Enrolment).where(Enrolment.removed.is_not(True))):
        cohorts[enrolment.person_id or ""].append(titles.get(enrolment.cohort_id or "", ""))
    everybody = list(db.scalars(select(Person).where(Person.removed.is_not(True))))
    releases = releases_of(db, [one.id for one in everybody])
    found = {}
    for one in everybody:
        identity, given = identities.get(one.id), releases.get(one.id, [])
        day = (given[0].given or {}).get("day") if given else None
        found[one.id] = Facts(
            one.id, one.name or "", (identity.surname or "") if identity else "",
            (identity.prison_number or "") if identity else "", str(ideas.get(one.id, {}).get("name", "")),
            date.fromisoformat(day) if day else None, tuple(sorted(filter(None, cohorts[one.id]))), "", "", None,
        )  # fmt: skip
    return found


def _decided(db: Session) -> set[tuple[str, str]]:
    """Pairs of shown people that somebody said are two."""
    kept = joined.kept(db.connection())
    rows = db.scalars(select(Joining).where(Joining.removed.is_not(True), Joining.same.is_not(None)))
    pairs = [(str(one.one_person_id), str(one.other_person_id)) for one in rows]
    return {_pair(kept.get(one, one), kept.get(other, other)) for one, other in pairs}


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _candidates(facts: Mapping[str, Facts]) -> set[tuple[str, str]]:
    """Pairs that share a number, both names in any order, or a first name."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in facts.values():
        if one.prison_number:
            alike["number", one.prison_number].append(one.person_id)
        if one.surname:
            alike["names", plain(f"{one.name} {one.surname}")].append(one.person_id)
        alike["first_name", plain(one.name)].append(one.person_id)
    groups: Iterable[list[str]] = (ids for ids in alike.values() if len(ids) <= _WIDEST)
    return {_pair(one, other) for ids in groups for one, other in combinations(ids, 2)}


def _reasons(one: Facts, other: Facts) -> tuple[str, ...]:
    both_numbers, both_surnames = one.prison_number and other.prison_number, one.surname and other.surname
    names = both_surnames and plain(f"{one.name} {one.surname}") == plain(f"{other.name} {other.surname}")
    told = {
        "number": both_numbers and one.prison_number == other.prison_number,
        "names": names,
        "first_name": not names and plain(one.name) == plain(other.name),
        "group": set(one.cohorts) & set(other.cohorts),
        "business": plain(one.business) and plain(one.business) == plain(other.business),
        "other_number": both_numbers and one.prison_number != other.prison_number,
        "other_surname": both_surnames and not names and plain(one.surname) != plain(other.surname),
    }
    return tuple(code for code, holds in told.items() if holds)


def _added(db: Session, facts: Facts) -> Facts:
    """With who added her, when and on which machine."""
    lines = [one for one in readings.history(db.connection(), eid=facts.person_id) if one.state != "waiting"]
    if not lines:
        return facts
    (first,) = history.told(db, lines[-1:])
    return Facts(**{**facts.__dict__, "by": first.by, "place": first.machine, "at": first.at})


def join(vault: Vault, actor: str, one: str, other: str) -> Changes:
    """She is one woman: both ids are shown as the lower one, on every machine. NotFound.

    ValueError for one person named twice.
    """
    return _say(vault, actor, "joining.join", one, other, same=True)


def tell_apart(vault: Vault, actor: str, one: str, other: str) -> Changes:
    """They are two women, and the finder asks no more; takes apart what was joined. NotFound."""
    return _say(vault, actor, "joining.apart", one, other, same=False)


def _say(vault: Vault, actor: str, name: str, one: str, other: str, *, same: bool) -> Changes:
    if one == other:
        raise ValueError("one person, named twice")
    low, high = _pair(one, other)
    with vault.write(actor, name) as db:
        shown = joined.kept(db.connection())
        for person_id in (low, high):
            held = db.get(Person, shown.get(person_id, person_id))
            if held is None or held.removed:
                raise NotFound(kind="person")
        said = db.get(Joining, natural_id(Joining.__tablename__, low, high))
        if said is None:
            db.add(Joining(one_person_id=low, other_person_id=high, same=same))
        else:
            said.same, said.removed = same, None
        return made(db)


def joinings(vault: Vault) -> tuple[Joined, ...]:
    """The pairs that were joined, by name."""
    with vault.read() as db:
        kept = joined.kept(db.connection())
        rows = list(db.scalars(select(Joining).where(Joining.same.is_(True), Joining.removed.is_not(True))))
        found = []
        for row in rows:
            one, other = str(row.one_person_id), str(row.other_person_id)
            person = db.get(Person, kept.get(one, one))
            found.append(Joined(one, other, (person.name or "") if person else ""))
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.one_id, one.other_id)))
