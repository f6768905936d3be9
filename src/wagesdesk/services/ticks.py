"""The rules-and-cover checklist of a plan: what is done, on which day, with a short note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.entry import natural_id
from wagesdesk.models.plan import Plan, PlanTick
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import Changes, made

ASKED_PROBATION: Final = "asked_probation"
"""The step that is no fact: she has asked her probation officer about this work."""
LONGEST_NOTE: Final = 200


@dataclass(frozen=True, slots=True)
class Tick:
    """A step that is done. `code` is a fact's id or ASKED_PROBATION."""

    code: str
    on: date
    note: str


def ticks(vault: Vault, plan_id: str) -> dict[str, Tick]:
    """The steps of this plan that are done, by code."""
    with vault.read() as db:
        held = db.scalars(select(PlanTick).where(PlanTick.plan_id == plan_id, PlanTick.removed.is_not(True)))
        return {
            str(one.code): Tick(str(one.code), date.fromisoformat(one.ticked["on"]), one.ticked["note"])
            for one in held
            if one.ticked
        }


def tick(
    vault: Vault, actor: str, *, plan_id: str, person_id: str, code: str, on: date | None, note: str = ""
) -> Changes:
    """A step is done on a day; `on` None takes the tick away. FieldInvalid ("note"); NotFound."""
    note = " ".join(note.split())
    if len(note) > LONGEST_NOTE:
        raise FieldInvalid(field="note", code="too_long")
    ticked = {"on": on.isoformat(), "note": note} if on else None
    with vault.write(actor, "plan.tick") as db:
        held = db.get(Plan, plan_id)
        if held is None or held.removed:
            raise NotFound(kind="plan")
        one = db.get(PlanTick, natural_id("plan_tick", plan_id, code))
        if one is None and ticked:
            db.add(PlanTick(plan_id=plan_id, code=code, person_id=person_id, ticked=ticked))
        elif one is not None and one.ticked != ticked:
            one.ticked = ticked
        return made(db)
