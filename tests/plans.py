"""A whole plan for tests: the words of an example of each section, and the first of the worked years of the sums."""

from __future__ import annotations

from datetime import date

from wagesdesk.models.vault import Vault
from wagesdesk.services import findings, people, plan, plan_sums, ticks
from wagesdesk.services.plan import Said
from wagesdesk.services.plan_sums import Figure
from wagesdesk.services.plan_template import plan_template

UNITS = (20, 35, 50, 60, 80, 90, 95, 70, 85, 100, 120, 60)


def figures(*, price: int = 1200, funding: int = 0) -> tuple[Figure, ...]:
    """Unit cost 4.50, fixed 180, drawings 400, opening 150, start-up 620 in month 1: a worked example of the sums."""
    month = tuple(
        Figure("sales", f"card.m{number}", number=units) for number, units in enumerate(UNITS, start=1)
    )  # fmt: skip
    return (
        Figure("survival", "rent", pence=30000), Figure("survival", "food", "guess", pence=10000),
        Figure("start_up", "own_money", pence=15000),
        Figure("start_up", "table", kind="item", name="Folding table", pence=62000, got="buy"),
        Figure("one", "card", kind="thing", name="One card"), Figure("one", "card.price", pence=price),
        Figure("one", "card.batch", number=10),
        Figure("one", "paper", kind="material", of="card", name="Card, ribbon and glue", pence=4000),
        Figure("one", "card.packaging", pence=50),
        Figure("sales", "start", month=4), *month,
        Figure("running", "insurance", pence=6000), Figure("running", "phone", pence=12000),
        *((Figure("cash", "fund", kind="money", name="A grant", pence=funding),) if funding else ()),
    )  # fmt: skip


def whole_plan(vault: Vault, person_id: str, *, price: int = 1200, funding: int = 0) -> str:
    """Embellish, with an answer to every question but one; the id of the plan."""
    people.set_business(
        vault, vault.staff_id, person_id=person_id, name="Embellish Handmade Card Designs", about="Cards"
    )
    plan_id, _changes = plan.begin(vault, person_id, person_id=person_id, trade="cards")
    for section in plan_template().sections:
        if section.code != "risks":
            plan.answer(
                vault, person_id, plan_id=plan_id, section=section.code, person_id=person_id,
                said=Said(section.examples["cards"]), done=True,
            )  # fmt: skip
    plan_sums.put(vault, person_id, plan_id=plan_id, figures=figures(price=price, funding=funding))
    ticks.tick(
        vault, person_id, plan_id=plan_id, person_id=person_id, code=ticks.ASKED_PROBATION, on=date(2026, 10, 5)
    )  # fmt: skip
    findings.add(
        vault, person_id, plan_id=plan_id, person_id=person_id, text="What does a stall cost?", of="guest",
        section="work",
    )  # fmt: skip
    return plan_id
