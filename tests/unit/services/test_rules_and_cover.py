"""The checklist of rules and cover: shipped facts, what the place knows better, and what is ticked."""

from __future__ import annotations

from datetime import date

import pytest

from tests import vaults
from tests.vaults import Group
from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.vault import Vault
from wagesdesk.services import facts, local_facts, plan, ticks

CHECKED, UNTIL = date(2026, 11, 2), date(2027, 4, 1)


def keep(vault: Vault, code: str, **said: object) -> None:
    says = {"title": "Stall", "value": "£12 a day", "source": "The council", "checked_on": CHECKED, "check_by": UNTIL}
    local_facts.keep(vault, vault.staff_id, code=code, **(says | said))  # type: ignore[arg-type]


def test_what_this_place_knows_stands_over_what_ships(inside: Vault) -> None:
    before = local_facts.checklist(inside, "england", "cards")
    assert [one.code for one in before] == [one.id for one in facts.checklist("england", "cards")]
    assert not any(one.local for one in before)
    keep(inside, "market")
    keep(inside, "fair", title="Craft fair")
    after = local_facts.checklist(inside, "england", "cards")
    assert [one.code for one in after] == [*(one.code for one in before), "fair"]
    market = next(one for one in after if one.code == "market")
    assert (market.local, market.text, market.ask, market.checked) == (True, "£12 a day", "The council", CHECKED)
    assert not market.stale(UNTIL)
    assert market.stale(date(2027, 4, 2))
    assert "market" not in {one.code for one in local_facts.checklist(inside, "wales", "cards")}, "of another nation"
    local_facts.drop(inside, inside.staff_id, code="market")
    local_facts.drop(inside, inside.staff_id, code="fair")
    assert local_facts.checklist(inside, "england", "cards") == before
    with pytest.raises(NotFound):
        local_facts.drop(inside, inside.staff_id, code="fair")
    keep(inside, "fair")
    assert local_facts.local(inside)["fair"].title == "Stall", "it may come again"


@pytest.mark.parametrize("wrong", [{"title": " "}, {"value": "x" * 301}, {"source": ""}, {"check_by": CHECKED}])
def test_what_no_fact_may_be(inside: Vault, wrong: dict[str, object]) -> None:
    with pytest.raises(FieldInvalid):
        keep(inside, "fair", **wrong)


def test_a_step_is_ticked_with_its_day_and_a_note(inside: Vault, group: Group) -> None:
    asha = group.people[0]
    of, _changes = plan.begin(inside, asha, person_id=asha)
    for code, note in (("bank", " Ask  on Monday "), (ticks.ASKED_PROBATION, "")):
        ticks.tick(inside, asha, plan_id=of, person_id=asha, code=code, on=CHECKED, note=note)
    held = ticks.ticks(inside, of)
    assert (held["bank"].on, held["bank"].note) == (CHECKED, "Ask on Monday")
    assert set(held) == {"bank", "asked_probation"}
    ticks.tick(inside, asha, plan_id=of, person_id=asha, code="bank", on=None)
    ticks.tick(inside, asha, plan_id=of, person_id=asha, code="market", on=None)
    assert set(ticks.ticks(inside, of)) == {"asked_probation"}
    with pytest.raises(FieldInvalid):
        ticks.tick(inside, asha, plan_id=of, person_id=asha, code="bank", on=CHECKED, note="x" * 201)
    before, shown = vaults.dump(inside), ticks.ticks(inside, of)
    assert vaults.rebuilt(inside) == before
    assert ticks.ticks(inside, of) == shown


def test_the_rules_of_where_she_goes_home_to(inside: Vault, group: Group) -> None:
    asha = group.people[0]
    of, _changes = plan.begin(inside, asha, person_id=asha)
    assert plan.plan(inside, of).row.nation == "england"
    plan.set_about(inside, asha, plan_id=of, nation="wales")
    assert plan.plan(inside, of).row.nation == "wales"
    with pytest.raises(FieldInvalid):
        plan.set_about(inside, asha, plan_id=of, nation="france")
