"""Dated facts as this place knows them: those that ship, and over them what somebody here looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.entry import natural_id
from wagesdesk.models.plan_sums import LocalFact
from wagesdesk.models.vault import Vault
from wagesdesk.services import facts
from wagesdesk.services.changes import Changes, made

LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Known:
    """One line of the checklist. `text` is what to know, in plain words; of a shipped fact `title`, `text` and `ask`
    are English source text, of a local one words of the place as they stand (`local`).

    `shipped` is the fact below it; None for one of the place's own.
    """

    code: str
    title: str
    text: str
    ask: str
    tax_year: str
    source: str
    checked: date
    check_by: date
    local: bool
    shipped: facts.Fact | None

    def stale(self, today: date) -> bool:
        """Whether somebody should have looked again before `today`."""
        return today > self.check_by


def checklist(vault: Vault, nation: str, trade: str) -> tuple[Known, ...]:
    """What a woman of this trade and nation asks about, in order; the place's own facts last, by title."""
    here = local(vault)
    shipped = facts.checklist(nation, trade)
    known = [here.get(one.id) or of_shipped(one) for one in shipped]
    own = [one for code, one in here.items() if one.shipped is None]
    return (*known, *sorted(own, key=lambda one: (one.title.casefold(), one.code)))


def local(vault: Vault) -> Mapping[str, Known]:
    """Only what this place says itself, by code."""
    below = {one.id: one for one in facts.facts()}
    with vault.read() as db:
        held = db.scalars(select(LocalFact).where(LocalFact.removed.is_not(True)))
        return {
            str(one.code): _local(str(one.code), one.fact, below.get(str(one.code))) for one in held if one.fact
        }  # fmt: skip


def keep(
    vault: Vault, actor: str, *, code: str, title: str, value: str, source: str, checked_on: date, check_by: date
) -> Changes:
    """Say it better than the shipped fact `code`, or add one of this place's own under a new code.

    FieldInvalid ("code", "title", "value", "source", "check_by").
    """
    says = {"code": code, "title": title, "value": value, "source": source}
    for name, text in says.items():
        says[name] = " ".join(text.split())
        if not says[name] or len(says[name]) > LONGEST:
            raise FieldInvalid(field=name, code="too_long" if says[name] else "empty")
    if check_by <= checked_on:
        raise FieldInvalid(field="check_by", code="before")
    code = says.pop("code")
    fact = says | {"checked_on": checked_on.isoformat(), "check_by": check_by.isoformat()}
    with vault.write(actor, "fact.keep") as db:
        held = db.get(LocalFact, natural_id("local_fact", code))
        if held is None:
            db.add(LocalFact(code=code, fact=fact))
        elif held.fact != fact or held.removed:
            held.fact, held.removed = fact, None
        return made(db)


def drop(vault: Vault, actor: str, *, code: str) -> Changes:
    """The shipped fact counts again, or the place's own is gone. NotFound."""
    with vault.write(actor, "fact.drop") as db:
        held = db.get(LocalFact, natural_id("local_fact", code))
        if held is None or held.removed:
            raise NotFound(kind="fact")
        held.removed = True
        return made(db)


def of_shipped(one: facts.Fact) -> Known:
    """A shipped fact as it stands where the place says nothing itself."""
    return Known(
        one.id, one.title, one.text, one.ask, one.tax_year, one.source, one.checked, one.check_by, False, one
    )  # fmt: skip


def _local(code: str, fact: Mapping[str, str], below: facts.Fact | None) -> Known:
    return Known(
        code, fact["title"], fact["value"], below.ask if below else "", "", fact["source"],
        date.fromisoformat(fact["checked_on"]), date.fromisoformat(fact["check_by"]), True, below,
    )  # fmt: skip
