"""What a bundle means for people: who is in it, whose answer it brings, and whether it says something new of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.models import joined, withheld
from wagesdesk.models.attendance import Mark
from wagesdesk.models.consent import Consent
from wagesdesk.models.entry import Entry, canonical
from wagesdesk.models.fold import entries_of, rows_of
from wagesdesk.models.joining import Joining, kept_ids
from wagesdesk.models.person import Business, Person
from wagesdesk.models.records import BY_TYPE
from wagesdesk.models.store import heads_of, heads_of_all


@dataclass(frozen=True)
class Newcomer:
    """One person in a bundle. `state`: "new" is not here yet, "changed" has something new, "clash" something that was
    written here too without knowing of it, "same" has nothing new."""

    person_id: str
    name: str
    business: str
    scopes: tuple[str, ...]
    until: date | None
    marks: int
    state: str


@dataclass(frozen=True)
class TookBack:
    """Somebody whose consent no longer holds: she took it back on `day`, or it ran out on it (`ran_out`).

    `scopes` are what she had said yes or no to. `partly`: she still shares other things, and took back these alone.
    """

    person_id: str
    name: str
    scopes: tuple[str, ...]
    day: date
    ran_out: bool
    partly: bool = False


def told(
    db: Session, entries: Collection[Entry], fresh: Collection[Entry], day: date
) -> tuple[tuple[Newcomer, ...], tuple[TookBack, ...]]:
    """Those of whom more than an answer is in a bundle; and those whose consent does not hold on `day`, or of which it
    takes something away; both by name. `fresh` are those of the `entries` that are not here yet."""
    kept = _kept(db, entries)
    state = _states(db, fresh, kept)
    said_here = _answers_here(db, entries)
    answers, before = _answers((*entries, *said_here), kept), _answers(said_here, kept)
    yes = {person: _yes(said) for person, said in answers.items() if _holds(said, day)}
    more = {kept.get(one, one) for one in _told_more_of(entries)}
    people = [
        _newcomer(entries, joined.together(kept, [person]), yes[person], state(person))
        for person in sorted(more.intersection(yes))
    ]
    about = {kept.get(one, one) for entry in fresh for one in entry.header.subjects}
    names = {
        person: _name_in(entries, joined.together(kept, [person])) or withheld.name_of(db.connection(), person) or ""
        for person in answers
    }
    took_back = [
        _took_back(person, names[person], answers[person])
        for person in answers.keys() - yes.keys()
        if names[person] or person in about  # of whom nothing is left and nothing new is said, there is nothing to tell
    ]
    took_back += [
        replace(_took_back(person, names[person], lost), partly=True)
        for person in yes
        if (lost := _taken_away(answers[person], before.get(person, {})))
    ]
    return tuple(sorted(people, key=_by_name)), tuple(sorted(took_back, key=_by_name))


def _by_name(one: Newcomer | TookBack) -> tuple[str, str]:
    return one.name.casefold(), one.person_id


def people_in(entries: tuple[Entry, ...]) -> tuple[Newcomer, ...]:
    """The people whose consent the entries carry, by name; every `state` is "new"."""
    more = _told_more_of(entries)
    said_yes = {one: yes for one, said in _answers(entries, {}).items() if one in more and (yes := _yes(said))}
    found = (_newcomer(entries, {person}, scopes, "new") for person, scopes in said_yes.items())
    return tuple(sorted(found, key=_by_name))


def _kept(db: Session, entries: Iterable[Entry]) -> dict[str, str]:
    """Who will be shown under another's id: by what was said here and in the bundle."""
    said = [row for row in rows_of(Joining, entries) if row["same"]]
    pairs = [(str(row["one_person_id"]), str(row["other_person_id"])) for row in said]
    return kept_ids([*pairs, *joined.kept(db.connection()).items()])


def _states(db: Session, fresh: Iterable[Entry], kept: Mapping[str, str]) -> Callable[[str], str]:
    """What `fresh` entries mean for each person."""
    about = {one for entry in fresh for one in entry.header.subjects}
    changed, clashing = ({kept.get(one, one) for one in ids} for ids in (about, _clashing(db, fresh)))
    here = {kept.get(one, one) for one in db.scalars(select(Person.id))}

    def state(person: str) -> str:
        if person not in here:
            return "new"
        return "clash" if person in clashing else "changed" if person in changed else "same"

    return state


def _clashing(db: Session, fresh: Iterable[Entry]) -> set[str]:
    """The people of whom these entries say something else than what was written here without knowing of them."""
    by_record: dict[tuple[str, str], list[Entry]] = {}
    for entry in fresh:
        if entry.header.subjects and entry.header.type in BY_TYPE:
            by_record.setdefault((entry.header.type, entry.header.eid), []).append(entry)
    connection = db.connection()
    found: set[str] = set()
    for eid, kind in heads_of_all(connection, [eid for _kind, eid in by_record]):
        new = by_record.get((kind, eid), [])
        both = {one.id: one for one in (*entries_of(connection, kind, eid), *new)} if new else {}
        for name, heads in heads_of(both.values()).items():
            if len({canonical(both[one].fields.get(name)) for one in heads}) > 1:
                found.update(new[0].header.subjects)
    return found


def _answers(entries: Iterable[Entry], kept: Mapping[str, str]) -> dict[str, dict[str, dict[str, Any]]]:
    """By person and scope, the answer that these entries come to; of two under two ids the more careful."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows_of(Consent, entries):
        if row["answer"] is not None:
            said = found.setdefault(kept.get(str(row["person_id"]), str(row["person_id"])), {})
            answer, scope = dict(row["answer"]), str(row["scope"])
            said[scope] = min(answer, said.get(scope, answer), key=lambda one: (one["yes"], one["until"]))
    return found


def _answers_here(db: Session, entries: Collection[Entry]) -> list[Entry]:
    """All that is known here of the consents carried: an older bundle does not undo a newer no."""
    kind = Consent.__tablename__
    ids = sorted({one.header.eid for one in entries if one.header.type == kind})
    return [entry for eid in ids for entry in entries_of(db.connection(), kind, eid)]


def _yes(said: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The scopes she says yes to, each with the day it ends."""
    return {scope: str(answer["until"]) for scope, answer in said.items() if answer["yes"]}


def _told_more_of(entries: Iterable[Entry]) -> set[str]:
    """The people of whom something else than an answer is carried."""
    return {who for one in entries if one.header.type != Consent.__tablename__ for who in one.header.subjects}


def _taken_away(said: dict[str, dict[str, Any]], before: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Of these answers, by scope, the noes that were a yes before."""
    return {scope: one for scope, one in said.items() if not one["yes"] and before.get(scope, {"yes": False})["yes"]}


def _holds(said: dict[str, dict[str, Any]], day: date) -> bool:
    return any(until >= day.isoformat() for until in _yes(said).values())


def _took_back(person_id: str, name: str, said: dict[str, dict[str, Any]]) -> TookBack:
    ran_out = max(_yes(said).values(), default="")
    day = ran_out or max(str(answer["on"]) for answer in said.values())
    return TookBack(person_id, name, tuple(sorted(said)), date.fromisoformat(day), bool(ran_out))


def _newcomer(entries: Iterable[Entry], ids: set[str], scopes: dict[str, str], state: str) -> Newcomer:
    """One person with everything that is in the entries about any of her `ids`."""
    about = [one for one in entries if ids.intersection(one.header.subjects)]
    idea = next((row["idea"] for row in rows_of(Business, about)), None) or {}
    return Newcomer(
        min(ids), _name_in(about, ids), str(idea.get("name", "")), tuple(sorted(scopes)),
        min((date.fromisoformat(until) for until in scopes.values()), default=None), len(rows_of(Mark, about)), state,
    )  # fmt: skip


def _name_in(entries: Iterable[Entry], ids: Collection[str]) -> str:
    return next((str(row["name"] or "") for row in rows_of(Person, entries) if row["id"] in ids), "")
