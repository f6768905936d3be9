"""README: an agency gets what was agreed for it as one file to read, and no journal."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import StockTool
from tests.journeys.test_gate import says
from tests.unit.ui.line import Line, sealed_by
from tests.vaults import TODAY
from wagesdesk.export import bundle, drives
from wagesdesk.export.container import open_bundle
from wagesdesk.export.extract import extract_json
from wagesdesk.models.entry import canonical
from wagesdesk.models.keys import Card, MachineKeys, new_machine_keys
from wagesdesk.services import card, consent, joining, people


@pytest.fixture
def keys_(line: Line) -> MachineKeys:
    """The keys of a housing agency, whose card is known inside."""
    made = new_machine_keys()
    theirs = Card("Ashmere Housing", "agency", "", "Dee", made.age_public, made.sign_public)
    card.enrol(line.inside, line.inside.staff_id, theirs, compared_on=TODAY)
    return made


def test_an_agency_gets_one_file_and_no_journal(line: Line, keys_: MachineKeys) -> None:
    agency = keys_.sign_public.hex()
    says(line, agency)
    sealed = sealed_by(line.inside, "Carys", agency, line.group.people)
    opened = open_bundle(sealed.content, identity=keys_.age_secret, known=None, own_age_public=keys_.age_public)
    assert sealed.manifest.purpose == "extract"
    assert {name.partition("/")[0] for name in opened.files} == {"extract.json", "readable"}
    told = json.loads(opened.files["extract.json"])
    assert told["people"] == [{
        "agreed": ["plan"], "name": "Asha", "until": TODAY.isoformat(),
        "records": {"business": [{"idea": {"about": "Cards", "name": "Embellish Handmade Card Designs"}}]},
    }]  # fmt: skip
    assert told["withdrawn"] == []
    assert line.asha.encode() not in opened.files["extract.json"]
    assert canonical(told) == opened.files["extract.json"]


def test_a_withdrawal_reaches_an_agency_and_names_no_more_than_it_was_sent(
    line: Line, keys_: MachineKeys, tmp_path: Path, stock_tool: StockTool
) -> None:
    inside, agency = line.inside, keys_.sign_public.hex()
    says(line, agency)
    sealed_by(inside, "Carys", agency, [line.asha])
    says(line, agency, "needs")  # agreed to later, and never sent
    people.rename(
        inside, inside.staff_id, person_id=line.asha, chosen="Aisha", surname="Rahman", prison_number="A1234BC",
        language="en",
    )  # fmt: skip
    consent.withdraw(inside, inside.staff_id, person_id=line.asha, recipient_id=agency, on=TODAY, how="spoken")
    (tmp_path / "stick").mkdir()
    file = drives.write_bundle(tmp_path / "stick", sealed_by(inside, "Carys", agency, [])).path
    (tmp_path / "key.txt").write_text(keys_.age_secret + "\n", "utf-8")
    with (tmp_path / "plain.tar").open("wb") as plain:
        subprocess.run([stock_tool("age"), "-d", "-i", tmp_path / "key.txt", file], stdout=plain, check=True)
    subprocess.run([stock_tool("tar"), "xf", tmp_path / "plain.tar", "-C", tmp_path], check=True)
    told = json.loads((tmp_path / "extract.json").read_bytes())
    assert told["people"] == []
    assert told["withdrawn"] == [{"name": "Asha", "scopes": {"plan": TODAY.isoformat()}}]
    page = (tmp_path / "readable" / "000-no-longer-shared.html").read_text("utf-8")
    assert "Asha" in page
    assert "Business plan" in page
    assert "Tue 3 Nov 2026" in page
    assert not {"Aisha", "Rahman", "needs"} & set(re.findall(r"\w+", page))


def test_one_scope_taken_back_is_told_to_an_agency_beside_what_she_still_shares(line: Line, keys_: MachineKeys) -> None:
    agency = keys_.sign_public.hex()
    says(line, agency, "plan", "attendance")
    sealed_by(line.inside, "Carys", agency, [line.asha])
    consent.record(
        line.inside, line.inside.staff_id, person_id=line.asha, recipient_id=agency, answers={"plan": False}, on=TODAY,
        until=TODAY, how="spoken",
    )  # fmt: skip
    going = bundle.prepare(line.inside, line.inside.staff_id, recipient_id=agency, person_ids=[line.asha])
    told = json.loads(bytes(going.files["extract.json"]))
    assert [(one["name"], one["agreed"]) for one in told["people"]] == [("Asha", ["attendance"])]
    assert told["withdrawn"] == [{"name": "Asha", "scopes": {"plan": TODAY.isoformat()}}]
    says(line, agency, "plan")
    again = bundle.prepare(line.inside, line.inside.staff_id, recipient_id=agency, person_ids=[line.asha])
    assert json.loads(bytes(again.files["extract.json"]))["withdrawn"] == []


def test_of_two_who_were_joined_all_that_leaves_is_shown_under_her_one_name(line: Line) -> None:
    other = line.group.people[1]
    people.set_business(line.inside, line.inside.staff_id, person_id=other, name="Cakes", about="")
    joining.join(line.inside, line.inside.staff_id, line.asha, other)
    kept = min(line.asha, other)
    going = bundle.prepare(
        line.inside, line.inside.staff_id, recipient_id=line.recipient_id, person_ids=line.group.people
    )  # fmt: skip
    assert {one.person_id for one in going.things} == {kept, ""}
    assert {one.held.header.subjects for one in going.things} >= {(line.asha,), (other,)}
    (person,) = json.loads(b"".join(extract_json(line.inside, going.selection, {kept: "Asha"})))["people"]
    assert person["name"] == "Asha"
    assert len(person["records"]["business"]) == 1
