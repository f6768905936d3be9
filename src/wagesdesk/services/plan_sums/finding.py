"""A number that she has to find out stands in her list of things to find out, as long as she has not found it."""

from __future__ import annotations

from collections.abc import Iterable

from wagesdesk.models.vault import Vault
from wagesdesk.services import findings
from wagesdesk.services.changes import Changes
from wagesdesk.services.plan_sums.figures import Figure
from wagesdesk.services.plan_sums.sheets import Sheets


def ask(
    vault: Vault, actor: str, *, plan_id: str, person_id: str, before: Sheets, named: Iterable[tuple[Figure, str]]
) -> Changes:
    """Put what is "find out" now into her list, and drop what is not any more. Call it after `put` with the sheets from
    before; each figure comes with what it is called. What has its answer already stays. NotFound."""
    told = Changes()
    for figure, name in named:
        was, now = before.box(*figure.key).sure == "find", figure.sure == "find"
        if was == now:
            continue
        if now:
            _id, changes = findings.add(
                vault, actor, plan_id=plan_id, person_id=person_id, text=name, of="facilitator", section=figure.sheet,
                row=figure.row,
            )  # fmt: skip
            told |= changes
            continue
        for open_ in findings.of_person(vault, person_id, plan_id):
            if (open_.section, open_.row) == figure.key and not open_.answer:
                told |= findings.drop(vault, actor, finding_id=open_.id)
    return told
