"""Plans among the readable pages of a bundle: whole for whom said yes, and nothing of whom did not."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests import plans, vaults
from wagesdesk.export import manifest
from wagesdesk.export.readable import readable_pages
from wagesdesk.export.selection import Chosen
from wagesdesk.models.vault import Vault
from wagesdesk.services import people, pitch, plan
from wagesdesk.services.plan import Said


@pytest.fixture
def women(inside: Vault) -> tuple[str, ...]:
    return vaults.group(inside).people


def pages(vault: Vault, scopes: dict[str, tuple[str, ...]]) -> dict[str, bytes]:
    """The files about plans, by the part of their name after the number."""
    chosen = tuple(Chosen(one, said, date(2027, 1, 1)) for one, said in scopes.items())
    found = readable_pages(vault, chosen, vaults.TODAY)
    assert all(manifest.member_allowed(name) for name in found), "the reader of a bundle knows every name"
    told = {name.split("-", 1)[1]: content for name, content in found.items()}
    return {name: content for name, content in told.items() if not name.startswith(("person", "register"))}


def test_her_plan_pitch_and_sums_leave_with_her_yes(inside: Vault, women: tuple[str, ...]) -> None:
    of = plans.whole_plan(inside, women[0])
    pitch.say(
        inside, women[0], plan_id=of, person_id=women[0], code="pitch.ask", text="A stall in May.", language="en"
    )  # fmt: skip
    found = pages(inside, {women[0]: ("plan",), women[1]: ("plan",)})
    assert sorted(found) == ["pitch.html", "plan.html", "plan.pdf", "sums.xlsx"]
    assert b"You get one card with its envelope." in found["plan.html"]
    assert b"A stall in May." in found["pitch.html"]
    assert "My money" in load_workbook(BytesIO(found["sums.xlsx"])).sheetnames
    assert pages(inside, {women[0]: ("attendance",), women[1]: ("plan",)}) == {}


def test_an_owner_who_keeps_hers_back_takes_the_sums_with_her(inside: Vault, women: tuple[str, ...]) -> None:
    asha, bronwen, _other = women
    of = plans.whole_plan(inside, asha)
    plan.set_owner(inside, inside.staff_id, plan_id=of, person_id=bronwen, owns=True)
    plan.answer(inside, bronwen, plan_id=of, section="offer", person_id=bronwen, said=Said("I make the boxes."))
    found = pages(inside, {asha: ("plan",), bronwen: ("identity",)})
    assert sorted(found) == ["pitch.html", "plan.html", "plan.pdf"]
    assert b"I make the boxes." not in b"".join(found.values())
    both = pages(inside, {asha: ("plan",), bronwen: ("plan",)})
    assert sorted(both) == ["pitch.html", "plan.html", "plan.pdf", "sums.xlsx"]
    assert b"I make the boxes." in both["plan.html"]


def test_what_is_hers_speaks_her_language(inside: Vault, women: tuple[str, ...]) -> None:
    people.rename(
        inside, inside.staff_id, person_id=women[0], chosen="Asha", surname="", prison_number="", language="cy"
    )  # fmt: skip
    plans.whole_plan(inside, women[0])
    found = pages(inside, {women[0]: ("plan",)})
    assert b'<html lang="cy">' in found["plan.html"]


def test_an_empty_plan_is_no_page(inside: Vault, women: tuple[str, ...]) -> None:
    plan.begin(inside, women[0], person_id=women[0])
    assert pages(inside, {women[0]: ("plan",)}) == {}
