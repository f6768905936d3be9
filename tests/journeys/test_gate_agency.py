"""README: an agency gets what was agreed for it as one file to read, and no journal."""

from __future__ import annotations

import json

from tests.journeys.test_gate import says
from tests.unit.ui.line import Line, sealed_by
from tests.vaults import TODAY
from wagesdesk.export import bundle
from wagesdesk.export.container import open_bundle
from wagesdesk.export.extract import extract_json
from wagesdesk.models.entry import canonical
from wagesdesk.models.keys import Card, new_machine_keys
from wagesdesk.services import card, joining, people


def test_an_agency_gets_one_file_and_no_journal(line: Line) -> None:
    keys_ = new_machine_keys()
    theirs = Card("Ashmere Housing", "agency", "", "Dee", keys_.age_public, keys_.sign_public)
    card.enrol(line.inside, line.inside.staff_id, theirs, compared_on=TODAY)
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
    assert line.asha.encode() not in opened.files["extract.json"]
    assert canonical(told) == opened.files["extract.json"]


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
