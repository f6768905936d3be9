"""Everything that prints of one plan are made of, read once, cut down to those whose words may be shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wagesdesk.services import findings, local_facts, ticks
from wagesdesk.services import plan as plans
from wagesdesk.services.findings import Finding
from wagesdesk.services.local_facts import Known
from wagesdesk.services.plan import PlanView
from wagesdesk.services.plan_sums import Sheets
from wagesdesk.services.plan_sums import read as read_sums
from wagesdesk.services.ticks import Tick

if TYPE_CHECKING:
    from wagesdesk.models.vault import Vault


@dataclass(frozen=True)
class PlanPack:
    """`sheets` is None where a woman whose plan it is too keeps her part back: half a sum is a wrong sum."""

    view: PlanView
    sheets: Sheets | None
    known: tuple[Known, ...]
    ticks: Mapping[str, Tick]
    findings: tuple[Finding, ...]
    language: str
    """Of the woman who began it, "en" or "cy": what is printed for her speaks it."""

    @property
    def title(self) -> str:
        """The business, or else whose plan it is: nothing that says where it was written."""
        return self.view.row.title or self.owners

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of the women whose words it has."""
        return tuple(each for each, _name in self.view.row.owners)

    @property
    def owners(self) -> str:
        from wagesdesk.text import join_words

        return join_words([name for _id, name in self.view.row.owners])


def read(vault: Vault, plan_id: str, *, only: Collection[str] | None = None) -> PlanPack:
    """With `only`, the words of these people alone, and the sums only where all owners are among them. NotFound."""
    view = plans.plan(vault, plan_id)
    row = view.row
    owners = {each for each, _name in row.owners}
    shown = owners if only is None else owners & set(only)
    if only is not None:
        view = replace(
            view,
            row=replace(row, owners=tuple(one for one in row.owners if one[0] in shown)),
            sections=tuple(
                replace(each, answers=tuple(one for one in each.answers if one.person_id in only))
                for each in view.sections
            ),
        )
    whole = owners == shown
    asked = {one.id: one for each in sorted(shown) for one in findings.of_person(vault, each, plan_id)}
    return PlanPack(
        view, read_sums(vault, plan_id) if whole else None, local_facts.checklist(vault, row.nation, row.trade),
        ticks.ticks(vault, plan_id) if whole else {}, tuple(asked.values()), _language(vault, row.person_id),
    )  # fmt: skip


def _language(vault: Vault, person_id: str) -> str:
    from wagesdesk.models.person import Person

    with vault.read() as db:
        held = db.get(Person, person_id)
        return (held.language if held else None) or "en"
