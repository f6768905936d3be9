"""Plans as pages and prints show them: read in a few statements, however many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import NotFound
from wagesdesk.models.person import Business, Person
from wagesdesk.models.plan import Plan, PlanAnswer, PlanOwner
from wagesdesk.models.staff import Staff
from wagesdesk.models.vault import Vault
from wagesdesk.services.plan_template import plan_template

STATES: Final = ("empty", "started", "said", "drafted", "checked")
"""How far one answer is: nothing yet; begun; said out loud and taken down; she went on from it; read by both."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one owner says in one section. `by` is the name of who took it down or typed it, empty for herself;
    `done_on` the day on which a paper was filled in; `done` that she went on from it."""

    person_id: str
    name: str
    text: str
    how: str
    language: str
    by: str
    done_on: date | None
    state: str
    skipped: bool
    done: bool = False


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section with an answer of each owner, in the order of the owners."""

    code: str
    answers: tuple[Answer, ...]

    @property
    def written(self) -> bool:
        return any(each.text.strip() for each in self.answers)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan in a list. `owners` are (person id, name), she who began it first; `done` counts sections with words of
    `of`; `stage` is one of STAGES, `since` when it came to it; `nation` is England until she says otherwise."""

    id: str
    person_id: str
    number: int
    title: str
    form: str
    trade: str
    outcome: str
    stage: str
    since: datetime | None
    owners: tuple[tuple[str, str], ...]
    done: int
    of: int
    nation: str = "england"


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan with all its sections in order; those for others stand after the third when its form is social."""

    row: PlanRow
    sections: tuple[SectionView, ...]

    def section(self, code: str) -> SectionView:
        """KeyError for a code that this plan has not."""
        return {each.code: each for each in self.sections}[code]


def digest(text: str) -> str:
    """What says that a text was read, or translated, as it stands."""
    return sha256(text.encode()).hexdigest()


def codes(form: str) -> tuple[str, ...]:
    """The sections of a plan of this form, in order."""
    template = plan_template()
    found: list[str] = []
    for each in template.sections:
        found.append(each.code)
        if each.code == "offer" and form == "social":
            found.extend(template.social)
    return tuple(found)


def plans(vault: Vault, person_id: str) -> tuple[PlanRow, ...]:
    """Her plans, those that she began first."""
    with vault.read() as db:
        ids = set(db.scalars(owned(PlanOwner.person_id == person_id).with_only_columns(PlanOwner.plan_id)))
        rows = [view.row for view in views_of(db, [one for one in ids if one])]
    return tuple(sorted(rows, key=lambda row: (row.person_id != person_id, row.number, row.id)))


def plans_in(vault: Vault, person_ids: Sequence[str]) -> tuple[PlanRow, ...]:
    """Every plan of these people once, by the name of who began it."""
    with vault.read() as db:
        wanted = owned(PlanOwner.person_id.in_(list(person_ids))).with_only_columns(PlanOwner.plan_id)
        rows = [view.row for view in views_of(db, [one for one in set(db.scalars(wanted)) if one])]
    return tuple(sorted(rows, key=lambda row: (row.owners[0][1].casefold() if row.owners else "", row.number, row.id)))


def plan(vault: Vault, plan_id: str) -> PlanView:
    """NotFound(kind="plan")."""
    with vault.read() as db:
        found = views_of(db, [plan_id])
    if not found:
        raise NotFound(kind="plan")
    return found[0]


def owned(*which: Any) -> Any:
    """Who owns what, of owners that stay."""
    return select(PlanOwner).where(PlanOwner.removed.is_not(True), *which)


def views_of(db: Session, plan_ids: Sequence[str]) -> list[PlanView]:
    """In six statements, however many plans."""
    held = list(db.scalars(select(Plan).where(Plan.id.in_(plan_ids), Plan.removed.is_not(True))))
    ids = [one.id for one in held]
    owning: dict[str, list[str]] = {}
    for one in db.scalars(owned(PlanOwner.plan_id.in_(ids)).order_by(PlanOwner.id)):
        owning.setdefault(str(one.plan_id), []).append(str(one.person_id))
    answers = list(db.scalars(select(PlanAnswer).where(PlanAnswer.plan_id.in_(ids), PlanAnswer.removed.is_not(True))))
    typed = {str((one.answer or {}).get("by", "")) for one in answers}
    people = {each for owners in owning.values() for each in owners} | {str(one.person_id) for one in answers}
    names = _names(db, people | typed)
    ideas = {
        one.person_id: (one.idea or {}).get("name", "")
        for one in db.scalars(select(Business).where(Business.person_id.in_(people), Business.removed.is_not(True)))
    }
    return [
        _view(one, owning.get(one.id, []), [a for a in answers if a.plan_id == one.id], names, ideas) for one in held
    ]


def _names(db: Session, ids: set[str]) -> dict[str, str]:
    found = {one.id: one.name or "" for one in db.scalars(select(Staff).where(Staff.id.in_(ids)))}
    return found | {one.id: one.name or "" for one in db.scalars(select(Person).where(Person.id.in_(ids)))}


def _view(
    held: Plan, owners: list[str], answers: Sequence[PlanAnswer], names: Mapping[str, str],
    ideas: Mapping[str | None, str],
) -> PlanView:  # fmt: skip
    owners = sorted(owners, key=lambda each: (each != held.person_id, names.get(each, "").casefold(), each))
    given = {(one.section, one.person_id): one for one in answers}
    written = dict.fromkeys([*owners, *sorted(str(one.person_id) for one in answers)])
    sections = tuple(
        SectionView(code, tuple(
            _answered(each, names, given.get((code, each)))
            for each in written if each in owners or (code, each) in given
        ))
        for code in codes(held.form or "alone")
    )  # fmt: skip
    stage = held.stage or {}
    row = PlanRow(
        held.id, str(held.person_id), held.number or 1,
        (ideas.get(held.person_id, "") if held.number == 1 else held.title or ""), held.form or "alone",
        held.trade or "", held.outcome or "", stage.get("code", "writing"),
        datetime.fromisoformat(stage["at"]) if stage else None,
        tuple((each, names.get(each, "")) for each in owners), sum(each.written for each in sections), len(sections),
        held.nation or "england",
    )  # fmt: skip
    return PlanView(row, sections)


def _answered(person_id: str, names: Mapping[str, str], held: PlanAnswer | None) -> Answer:
    said = (held.answer if held else None) or {}
    text, day = said.get("text", ""), said.get("done_on", "")
    return Answer(
        person_id, names.get(person_id, ""), text, said.get("how", ""), said.get("language", ""),
        names.get(said.get("by", ""), ""), date.fromisoformat(day) if day else None, _state(held, text, said),
        bool(held and held.skipped and not text.strip()), bool(held and held.done),
    )  # fmt: skip


def _state(held: PlanAnswer | None, text: str, said: Mapping[str, Any]) -> str:
    if held is None or not text.strip():
        return "empty"
    if (held.checked or {}).get("sha256") == digest(text):
        return "checked"
    if said.get("how") == "said":
        return "said"
    return "drafted" if held.done else "started"
