"""Figures are read and kept: one operation for all that she changed on a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.entry import natural_id, random_id
from wagesdesk.models.plan import Plan, PlanOwner
from wagesdesk.models.plan_sums import SURE, PlanFigure
from wagesdesk.models.vault import Vault
from wagesdesk.services.changes import Changes, made
from wagesdesk.services.plan_sums.figures import LONGEST_NAME, Figure, Key, as_value, from_value
from wagesdesk.services.plan_sums.sheets import Sheets


def new_row() -> str:
    """The row of a line that is not there yet."""
    return random_id()


def read(vault: Vault, plan_id: str) -> Sheets:
    """The sums of a plan, in one statement. A plan without any, or one that is not there, has empty sheets."""
    with vault.read() as db:
        return Sheets(_held(db, plan_id))


def _held(db: Session, plan_id: str) -> dict[Key, Figure]:
    wanted = select(PlanFigure).where(PlanFigure.plan_id == plan_id, PlanFigure.removed.is_not(True))
    found = (from_value(one.sheet, one.row, one.figure) for one in db.scalars(wanted))
    return {each.key: each for each in found if each is not None}


def put(vault: Vault, actor: str, *, plan_id: str, figures: Iterable[Figure]) -> Changes:
    """Keep these figures as they stand now, all as one operation; an empty one is taken away, the same changes nothing.

    A line whose `at` is nought and that is new is put behind the others of its kind. FieldInvalid ("row", "sure",
    "name", with "unknown" or "too_long"); NotFound(kind="plan").
    """
    wanted = [_checked(each) for each in figures]
    with vault.write(actor, "sums.put") as db:
        whose = _whose(db, plan_id, actor)
        last = max((each.at for each in _held(db, plan_id).values() if each.kind), default=0)
        for figure, value in wanted:
            held = db.get(PlanFigure, natural_id("plan_figure", plan_id, figure.sheet, figure.row))
            there = held is not None and not held.removed
            if figure.empty:
                if there and held is not None:
                    held.removed = True
                continue
            if figure.kind and not figure.at and not there:
                last += 1
                value["at"] = last
            if held is None:
                db.add(PlanFigure(plan_id=plan_id, sheet=figure.sheet, row=figure.row, person_id=whose, figure=value))
            else:
                if held.figure != value:
                    held.figure = value
                if held.removed:
                    held.removed = None
        return made(db)


def remove(vault: Vault, actor: str, *, plan_id: str, rows: Sequence[Key]) -> Changes:
    """Take lines or boxes away; with a thing goes all that is about it. What is not there is no error. NotFound."""
    with vault.write(actor, "sums.remove") as db:
        _whose(db, plan_id, actor)
        for held in db.scalars(select(PlanFigure).where(PlanFigure.plan_id == plan_id)):
            about = {row for _sheet, row in rows} & {(held.figure or {}).get("of"), (held.row or "").rpartition(".")[0]}
            if ((held.sheet, held.row) in rows or about - {""}) and not held.removed:
                held.removed = True
        return made(db)


def _checked(figure: Figure) -> tuple[Figure, dict[str, object]]:
    if figure.sure not in SURE:
        raise FieldInvalid(field="sure", code="unknown")
    if len(figure.name) > LONGEST_NAME:
        raise FieldInvalid(field="name", code="too_long")
    try:
        value = as_value(figure)
    except KeyError as error:
        raise FieldInvalid(field="row", code="unknown") from error
    if from_value(figure.sheet, figure.row, value) is None:
        raise FieldInvalid(field="row", code="unknown")
    return figure, value


def _whose(db: Session, plan_id: str, actor: str) -> str:
    """She who puts it in, if it is her plan; else, for staff, she who began it."""
    plan = db.get(Plan, plan_id)
    if plan is None or plan.removed:
        raise NotFound(kind="plan")
    owner = db.get(PlanOwner, natural_id("plan_owner", plan_id, actor))
    return actor if owner is not None and not owner.removed else str(plan.person_id)
