"""What she has to find out: asked, gathered by who may know, answered."""

from __future__ import annotations

from datetime import date

import pytest

from tests import vaults
from tests.vaults import Group
from wagesdesk.errors import FieldInvalid, NotFound
from wagesdesk.models.vault import Vault
from wagesdesk.services import findings, plan


@pytest.fixture
def plan_id(inside: Vault, group: Group) -> str:
    return plan.begin(inside, group.people[0], person_id=group.people[0])[0]


def ask(vault: Vault, plan_id: str, who: str, text: str, of: str = "guest") -> str:
    return findings.add(vault, who, plan_id=plan_id, person_id=who, text=text, of=of, section="others")[0]


def test_asked_gathered_and_answered(inside: Vault, group: Group, plan_id: str) -> None:
    asha, bronwen, _chantelle = group.people
    shop = ask(inside, plan_id, asha, " What do  cards cost? ")
    ask(inside, plan_id, asha, "Is there a fair?", of="home")
    other, _changes = plan.begin(inside, bronwen, person_id=bronwen)
    ask(inside, other, bronwen, "How long does a dog take?")
    assert [(one.name, one.text) for one in findings.open_for(inside, "guest", group.people)] == [
        ("Asha", "What do cards cost?"), ("Bronwen", "How long does a dog take?"),
    ]  # fmt: skip
    assert findings.open_for(inside, "guest", [bronwen])[0].name == "Bronwen"
    staff_id = inside.staff_id
    findings.answer(inside, staff_id, finding_id=shop, text="£3.50", source="Gift shop", on=date(2026, 11, 2))
    last = findings.of_person(inside, asha, plan_id)[-1]
    assert (last.answer, last.source, last.found_on, last.by) == ("£3.50", "Gift shop", date(2026, 11, 2), "Rhian")
    assert [one.name for one in findings.open_for(inside, "guest", group.people)] == ["Bronwen"]
    findings.answer(inside, staff_id, finding_id=shop, text=" ", source="", on=date(2026, 11, 2))
    assert len(findings.open_for(inside, "guest", group.people)) == 2, "it is open again"


def test_what_she_need_not_know_is_gone(inside: Vault, group: Group, plan_id: str) -> None:
    asha = group.people[0]
    one = ask(inside, plan_id, asha, "A shop?")
    findings.drop(inside, asha, finding_id=one)
    assert findings.of_person(inside, asha) == ()
    with pytest.raises(NotFound):
        findings.answer(inside, asha, finding_id=one, text="Yes", source="", on=date(2026, 11, 2))


@pytest.mark.parametrize(("text", "of"), [("", "guest"), ("x" * 1001, "guest"), ("A shop?", "nobody")])
def test_what_cannot_be_asked(inside: Vault, group: Group, plan_id: str, text: str, of: str) -> None:
    with pytest.raises(FieldInvalid):
        ask(inside, plan_id, group.people[0], text, of)


def test_the_journal_alone_gives_the_same_list(inside: Vault, group: Group, plan_id: str) -> None:
    asha = group.people[0]
    one = ask(inside, plan_id, asha, "A shop?")
    findings.answer(inside, asha, finding_id=one, text="Yes", source="Sister", on=date(2026, 11, 2))
    before, shown = vaults.dump(inside), findings.of_person(inside, asha)
    assert vaults.rebuilt(inside) == before
    assert findings.of_person(inside, asha) == shown
    assert [each.header.subjects for each in vaults.entries(inside, "plan_finding")] == [(asha,)] * 2
