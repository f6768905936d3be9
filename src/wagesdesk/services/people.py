"""Participants: adding them by typing names, their names, business ideas and release dates."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models import joined
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.entry import natural_id
from wagesdesk.models.person import Business, Identity, Person
from wagesdesk.models.release_date import SOURCES, ReleaseDate
from wagesdesk.models.vault import Vault
from wagesdesk.services.attendance import Cell, Register, RegisterRow, enrolments_in, register
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.cohort import WorkshopRow, rows_in
from wagesdesk.services.staff import name_of, need_two_ways_in

RELEASE_SOURCES: Final = SOURCES
LONGEST_NAME: Final = 60
PRISON_NUMBER: Final = re.compile(r"[A-Z]\d{4}[A-Z]{2}")
LANGUAGES: Final = ("en", "cy")


@dataclass(frozen=True)
class NameLine:
    """One typed line: `line` counts from 1. `code` is "ok", "twice", "too_long" or "bad_number"."""

    line: int
    chosen: str
    surname: str
    prison_number: str
    code: str


@dataclass(frozen=True)
class Added:
    people: tuple[str, ...]
    changes: Changes


@dataclass(frozen=True)
class ReleaseLine:
    """One release date that was given, the day it was noted, and by whom."""

    day: date
    source: str
    noted_on: date
    noted_by: str


@dataclass(frozen=True)
class PersonRow:
    """`came` of `offered` counts workshops; `rate` is of minutes."""

    id: str
    enrolment_id: str
    name: str
    surname: str
    business: str
    came: int
    offered: int
    rate: Fraction | None
    release: date | None
    language: str
    left_on: date | None


@dataclass(frozen=True)
class PersonPage:
    """Everything the person page shows. `position` of `of` is her place in the list, from 1."""

    id: str
    enrolment_id: str
    name: str
    surname: str
    prison_number: str
    language: str
    business: str
    business_about: str
    joined_on: date | None
    left_on: date | None
    left_cause: str
    release: ReleaseLine | None
    releases: tuple[ReleaseLine, ...]
    cells: tuple[Cell, ...]
    workshops: tuple[WorkshopRow, ...]
    came: int
    offered: int
    rate: Fraction | None
    position: int
    of: int
    previous_id: str
    next_id: str


def tidy(text: str) -> str:
    """Typed text in one form: NFC, single spaces, no control characters."""
    kept = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in text)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def parse_names(text: str) -> tuple[NameLine, ...]:
    """Read typed names, one a line: `Asha`, `Asha Rahman`, `Asha Rahman A1234BC`, or `Rahman, Asha`. Empty lines are
    passed over; a prison number may stand anywhere."""
    lines = []
    for number, raw in enumerate(text.splitlines(), 1):
        if words := tidy(raw):
            lines.append(_name_line(number, words))
    seen = Counter((one.chosen.casefold(), one.surname.casefold(), one.prison_number) for one in lines)
    return tuple(
        one
        if one.code != "ok" or seen[one.chosen.casefold(), one.surname.casefold(), one.prison_number] == 1
        else NameLine(one.line, one.chosen, one.surname, one.prison_number, "twice")
        for one in lines
    )


def _name_line(line: int, words: str) -> NameLine:
    number, wrong, rest = "", False, []
    for word in words.split(" "):
        bare = word.strip(",;()").upper()
        if PRISON_NUMBER.fullmatch(bare):
            number = bare
        else:
            wrong = wrong or any(letter.isdigit() for letter in bare)
            rest.append(word)
    name = " ".join(rest).strip(" ,;")
    if "," in name:
        surname, _, chosen = (part.strip() for part in name.partition(","))
    else:
        chosen, _, surname = name.partition(" ")
    code = "bad_number" if wrong or not chosen else "too_long" if len(name) > LONGEST_NAME else "ok"
    return NameLine(line, chosen, surname.strip(), number, code)


def add_by_names(vault: Vault, actor: str, *, cohort_id: str, text: str, joined_on: date) -> Added:
    """Add everybody in `text` to a cohort from `joined_on`, as one operation.

    Errors: SlotsTooFew while the vault has one way in, FieldInvalid(field="names", code, lines) with nothing added.
    """
    need_two_ways_in(vault)
    lines = parse_names(text)
    if not lines:
        raise FieldInvalid(field="names", code="empty")
    for code in ("bad_number", "too_long", "twice"):
        if wrong := [one.line for one in lines if one.code == code]:
            raise FieldInvalid(field="names", code=code, lines=wrong)
    with vault.write(actor, "people.add") as db:
        if db.get(Cohort, cohort_id) is None:
            raise NotFound(kind="cohort")
        added = []
        for one in lines:
            person = Person(name=one.chosen, language="en")
            db.add(person)
            if one.surname or one.prison_number:
                db.add(
                    Identity(person_id=person.id, surname=one.surname or None, prison_number=one.prison_number or None)
                )
            db.add(Enrolment(cohort_id=cohort_id, person_id=person.id, joined=joined_on.isoformat()))
            added.append(person.id)
        return Added(tuple(added), made(db))


def people(vault: Vault, cohort_id: str, today: date) -> tuple[PersonRow, ...]:
    """Everybody of a cohort, or with no cohort id those who are in none, by chosen name."""
    return _person_rows(vault, _listed(vault, cohort_id, today))


def people_in(vault: Vault, shown: Register) -> tuple[PersonRow, ...]:
    """Everybody of a cohort whose register was read already."""
    return _person_rows(vault, shown.rows)


def _person_rows(vault: Vault, rows: tuple[RegisterRow, ...]) -> tuple[PersonRow, ...]:
    if not rows:
        return ()
    with vault.read() as db:
        ids = [row.person_id for row in rows]
        surnames = {
            one.person_id: one.surname or ""
            for one in db.scalars(select(Identity).where(Identity.person_id.in_(ids), Identity.removed.is_not(True)))
        }
        ideas = {
            one.person_id: one.idea or {}
            for one in db.scalars(select(Business).where(Business.person_id.in_(ids), Business.removed.is_not(True)))
        }
        dates = releases_of(db, ids)
    return tuple(_person_row(row, surnames, ideas, dates) for row in rows)


def _listed(vault: Vault, cohort_id: str, today: date) -> tuple[RegisterRow, ...]:
    if cohort_id:
        return register(vault, cohort_id, today).rows
    placed = (
        select(Enrolment.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Enrolment.person_id == Person.id, Enrolment.removed.is_not(True), Cohort.removed.is_not(True))
    )
    with vault.read() as db:
        found = db.scalars(select(Person).where(Person.removed.is_not(True), ~placed.exists()))
        rows = [RegisterRow(one.id, "", one.name or "", one.language or "", (), 0, 0, None, None) for one in found]
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.person_id)))


def _person_row(
    row: RegisterRow, surnames: Mapping[str | None, str], ideas: Mapping[str | None, dict[str, Any]],
    dates: Mapping[str, list[ReleaseDate]],
) -> PersonRow:  # fmt: skip
    given = dates.get(row.person_id)
    newest = given[0].given if given else None
    return PersonRow(
        row.person_id, row.enrolment_id, row.name, surnames.get(row.person_id, ""),
        ideas.get(row.person_id, {}).get("name", ""), row.came, row.offered, row.rate,
        date.fromisoformat(newest["day"]) if newest else None, row.language, row.left_on,
    )  # fmt: skip


def releases_of(db: Session, person_ids: list[str]) -> dict[str, list[ReleaseDate]]:
    """The release dates that were given, newest first, by person."""
    found: dict[str, list[ReleaseDate]] = {}
    query = select(ReleaseDate).where(ReleaseDate.person_id.in_(person_ids), ReleaseDate.removed.is_not(True))
    for one in db.scalars(query):
        if one.given is not None and one.person_id is not None:
            found.setdefault(one.person_id, []).append(one)
    for given in found.values():
        given.sort(key=lambda one: ((one.given or {})["noted"], (one.given or {})["at"], one.id), reverse=True)
    return found


def person(vault: Vault, person_id: str, cohort_id: str, today: date) -> PersonPage:
    """One person in one cohort; with no cohort id somebody who is in none, whose page has no workshops. NotFound."""
    with vault.read() as db:
        person_id = joined.kept_id(db.connection(), person_id)
    rows = _listed(vault, cohort_id, today)
    order = [row.person_id for row in rows]
    if person_id not in order:
        raise NotFound(kind="person")
    at = order.index(person_id)
    row = rows[at]
    with vault.read() as db:
        enrolment = db.get(Enrolment, row.enrolment_id)
        identity = db.get(Identity, natural_id("identity", person_id))
        business = db.get(Business, natural_id("business", person_id))
        idea = (business.idea if business and not business.removed else None) or {}
        releases = tuple(_release_line(db, one) for one in releases_of(db, [person_id]).get(person_id, ()))
        workshops = rows_in(db, cohort_id)
        ending = (enrolment.ending if enrolment else None) or {}
        joined_on = enrolment.joined if enrolment else None
    return PersonPage(
        id=person_id, enrolment_id=row.enrolment_id, name=row.name,
        surname=(identity.surname or "") if identity else "",
        prison_number=(identity.prison_number or "") if identity else "",
        language=row.language, business=idea.get("name", ""), business_about=idea.get("about", ""),
        joined_on=date.fromisoformat(joined_on) if joined_on else None, left_on=row.left_on,
        left_cause=ending.get("cause", ""), release=releases[0] if releases else None, releases=releases,
        cells=row.cells, workshops=workshops, came=row.came, offered=row.offered, rate=row.rate,
        position=at + 1, of=len(order), previous_id=order[at - 1] if at else "",
        next_id=order[at + 1] if at + 1 < len(order) else "",
    )  # fmt: skip


def _release_line(db: Session, one: ReleaseDate) -> ReleaseLine:
    given = one.given or {}
    return ReleaseLine(
        date.fromisoformat(given["day"]), given["source"], date.fromisoformat(given["noted"]), name_of(db, given["by"])
    )


def _checked_name(text: str, field: str, *, needed: bool) -> str:
    name = tidy(text)
    if needed and not name:
        raise FieldInvalid(field=field, code="empty")
    if len(name) > LONGEST_NAME:
        raise FieldInvalid(field=field, code="too_long")
    return name


def rename(
    vault: Vault, actor: str, *, person_id: str, chosen: str, surname: str, prison_number: str, language: str
) -> Changes:
    """Correct her names, her number, her language. FieldInvalid ("chosen", "surname", "prison_number", "language")."""
    chosen = _checked_name(chosen, "chosen", needed=True)
    surname = _checked_name(surname, "surname", needed=False)
    number = prison_number.strip().upper()
    if number and not PRISON_NUMBER.fullmatch(number):
        raise FieldInvalid(field="prison_number", code="form")
    if language not in LANGUAGES:
        raise FieldInvalid(field="language", code="unknown")
    with vault.write(actor, "person.rename") as db:
        held = _person(db, person_id)
        held.name, held.language = chosen, language
        identity = db.get(Identity, natural_id("identity", person_id))
        if identity is None:
            if surname or number:
                db.add(Identity(person_id=person_id, surname=surname or None, prison_number=number or None))
        else:
            identity.surname, identity.prison_number = surname or None, number or None
        return made(db)


def set_business(vault: Vault, actor: str, *, person_id: str, name: str, about: str) -> Changes:
    """Her business idea: a name and one line about it. FieldInvalid ("business", "about")."""
    idea = {"name": _checked_name(name, "business", needed=False), "about": tidy(about)}
    if len(idea["about"]) > 200:
        raise FieldInvalid(field="about", code="too_long")
    with vault.write(actor, "person.business") as db:
        _person(db, person_id)
        held = db.get(Business, natural_id("business", person_id))
        if held is None:
            db.add(Business(person_id=person_id, idea=idea))
        else:
            held.idea, held.removed = idea, None
        return made(db)


def set_release_date(vault: Vault, actor: str, *, person_id: str, day: date, source: str, noted_on: date) -> Changes:
    """Note a release date that was given; earlier ones stay in the history. FieldInvalid ("source", "day")."""
    if source not in RELEASE_SOURCES:
        raise FieldInvalid(field="source", code="unknown")
    given = {
        "day": day.isoformat(), "source": source, "noted": noted_on.isoformat(), "by": actor,
        "at": vault.clock.now().isoformat(),
    }  # fmt: skip
    with vault.write(actor, "person.release_date") as db:
        _person(db, person_id)
        db.add(ReleaseDate(person_id=person_id, given=given))
        return made(db)


def _person(db: Session, person_id: str) -> Person:
    held = db.get(Person, person_id)
    if held is None or held.removed:
        raise NotFound(kind="person")
    return held


def names_in(db: Session, cohort_id: str) -> dict[str, str]:
    """Chosen names of a cohort by person id."""
    return {person.id: person.name or "" for _enrolment, person in enrolments_in(db, cohort_id)}
