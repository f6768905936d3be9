"""The invented plans of the practice cohort: read from a shipped file, and written day by day as they would be."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from wagesdesk import paths
from wagesdesk.models.vault import Vault
from wagesdesk.services import findings, plan, plan_comments, plan_sums
from wagesdesk.services.plan import Said
from wagesdesk.services.plan_comments import Tied
from wagesdesk.services.plan_sums import Figure

STEP_KEYS = frozenset({"on", "words", "how", "language", "send", "back", "ready", "comments"})


@dataclass(frozen=True)
class Event:
    """Something that happens on a day."""

    on: date
    do: Callable[[], object]


def events(opened: Vault, women: Mapping[str, str], shift: timedelta) -> Iterator[Event]:
    """All that happens with the plans, `shift` later than the file says; `women` are person ids by first name.

    ValueError for a file that is wrong.
    """
    with paths.resource("programmes/practice_plans.toml").open("rb") as file:
        table = tomllib.load(file)
    for told in table["plan"]:
        person_id = women[told["who"]]
        made: list[str] = []
        first = min(step["on"] for step in told["step"])
        yield Event(first + shift, partial(_begin, opened, told, women, made))
        for found in told.get("findings", ()):
            yield Event(max(found["on"], first) + shift, partial(_ask, opened, person_id, found, made))
        for step in told["step"]:
            if step.keys() - STEP_KEYS:
                raise ValueError(f"practice_plans.toml: {told['who']}, {sorted(step.keys() - STEP_KEYS)}")
            yield Event(step["on"] + shift, partial(_step, opened, step, women, person_id, made, shift))


def _begin(opened: Vault, told: Mapping[str, Any], women: Mapping[str, str], made: list[str]) -> None:
    person_id = women[told["who"]]
    plan_id, _changes = plan.begin(
        opened, person_id, person_id=person_id, trade=told["trade"], form=told.get("form", "")
    )
    made.append(plan_id)
    for other in told.get("owners", ()):
        plan.set_owner(opened, opened.staff_id, plan_id=plan_id, person_id=women[other], owns=True)
    if figures := [Figure(**figure) for figure in told.get("figures", ())]:
        plan_sums.put(opened, person_id, plan_id=plan_id, figures=figures)


def _ask(opened: Vault, person_id: str, found: Mapping[str, Any], made: list[str]) -> None:
    findings.add(
        opened, person_id, plan_id=made[0], person_id=person_id, text=found["text"], of=found["of"],
        section=found["section"],
    )  # fmt: skip


def _step(
    opened: Vault, step: Mapping[str, Any], women: Mapping[str, str], person_id: str, made: list[str],
    shift: timedelta,
) -> None:  # fmt: skip
    staff, plan_id, how = opened.staff_id, made[0], step.get("how", "write")
    typed = how in ("said", "paper")
    for section, text in step.get("words", {}).items():
        done_on = step["on"] + shift if how == "paper" else None
        said = Said(text, how, step.get("language", "en"), staff if typed else "", done_on)
        plan.answer(
            opened, staff if typed else person_id, plan_id=plan_id, section=section, person_id=person_id, said=said,
            done=True,
        )  # fmt: skip
    texts = {part.code: part.answers[0].text for part in plan.plan(opened, plan_id).sections}
    for one in step.get("comments", ()):
        start = texts[one["section"]].index(one["quote"])  # ValueError for words that are not there
        plan_comments.add(
            opened, staff, plan_id=plan_id, person_id=person_id, at=Tied(one["section"], one["quote"], start),
            text=one["text"], kind=one["kind"], giver_person_id=women[one["giver"]] if "giver" in one else "",
        )  # fmt: skip
    if step.get("send"):
        plan.set_stage(opened, person_id, plan_id=plan_id, stage="sent")
    for stage in ("back", "ready"):
        if step.get(stage):
            plan_comments.hand_on(opened, staff, plan_id=plan_id, stage=stage)
