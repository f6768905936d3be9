"""What is found in the words that leave; what is an everyday word, or was agreed to, is not."""

from __future__ import annotations

import pytest

from tests import vaults
from tests.journeys.sticks import carried
from tests.unit.ui.line import Line, new_line
from tests.vaults import Group
from wagesdesk.export.findings import numbers_in
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.vault import Vault
from wagesdesk.services import people


@pytest.fixture
def line(inside: Vault, outside: Vault, group: Group) -> Line:
    return new_line(inside, outside, group)


def found(line: Line, person: int = 0) -> list[tuple[str, str]]:
    prepared = carried(line)[0]
    who = line.group.people[person]
    return [(one.code, one.text[one.start : one.end]) for one in prepared.found if one.person_id == who]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Asha Rahman asked for more card", [("surname", "Rahman")]),
        ("her number is A1234BC", [("prison_number", "A1234BC")]),
        ("born 14/02/1988", [("birth_date", "14/02/1988")]),
        ("ring 07700 900123 after release", [("phone", "07700 900123")]),
        ("sat with Bronwen", [("person", "Bronwen")]),
        ("told Carys about it", [("staff", "Carys")]),
        ("spoke of the robbery", [("offence", "robbery")]),
        ("Asha brought 24 cards on 3 Nov 2026 at 10.30", []),
        ("sold 12 for £3.50", []),
    ],
)
def test_what_is_found_in_a_note(line: Line, note: str, expected: list[tuple[str, str]]) -> None:
    vaults.mark(line.inside, line.group, 0, 0, "P", note=note)
    assert found(line) == expected


@pytest.mark.parametrize(
    ("code", "ways"),
    [
        (
            "birth_date",
            ("14/02/1988", "14.2.1988", "12/03/85", "1.2.05", "1985-03-12", "2005/3/12", "12 / 3 / 1985", "12–03–1985",
             "12 03 1985", "12031985", "12 March 1985", "12 March, 1985", "March 12 1985", "March 12th, 1985",
             "12th of March 1985", "12-Mar-1985", "12 Mar '85", "3rd Febuary 1991", "12 Mawrth 1985",
             "12fed o Fawrth 1985", "1af o Ionawr 1990", "21ain o Dachwedd 1979", "3 Gorff 1988"),
        ),
        ("prison_number", ("A1234BC", "a1234bc", "A 1234 BC", "A1234 BC", "a 1234 bc", "A1234-BC", "A 1234 AM")),
        (
            "phone",
            ("07700900123", "029 2018 0123", "(029) 2018 0123", "+44 7700 900123", "+44 (0)7700 900123",
             "+353 86 123 4567", "00353 86 123 4567", "+48 601 234 567"),
        ),
        ("postcode", ("CF10 1AA", "cf101aa")),
    ],
)  # fmt: skip
def test_numbers_and_dates_are_found_as_people_write_them(code: str, ways: tuple[str, ...]) -> None:
    for way in ways:
        text = f"Said {way}, I think"
        bare = way.removeprefix("(")
        assert [(one, text[start:end]) for one, start, end in numbers_in(text)] == [(code, bare)], way


@pytest.mark.parametrize(
    "text",
    [
        "from 8.50-15.50", "30 - 12 - 40 leaves nothing", "a 1500 ml bottle, a 1000 kg load, I had 2000 in May",
        "on 12 March 30 cards were sold", "3/11/26 or 2026-11-03", "12 Mawrth 2026", "3 Nov '26", "14 50 75",
        "0.75 1.20 3.40 2.10 5.00 6.00", "5+3 = 8, +3 500", "£12.50.99", "12 women in May, 1,250.00 2 300",
    ],
)  # fmt: skip
def test_sums_and_days_of_workshops_are_no_numbers_of_hers(text: str) -> None:
    assert [text[start:end] for _code, start, end in numbers_in(text)] == []


def test_numbers_she_agreed_to_are_not_found_and_names_of_others_are(line: Line) -> None:
    line.says(0, "identity")
    people.set_business(
        line.inside, line.inside.staff_id, person_id=line.asha, name="Rahman and Price", about="A1234BC with Bronwen"
    )
    assert found(line) == [("person", "Bronwen"), ("person", "Price")]


def test_a_surname_within_a_chosen_name_is_found_and_her_own_name_is_not(line: Line) -> None:
    people.rename(
        line.inside, line.inside.staff_id, person_id=line.asha, chosen="Asha Rahman", surname="Rahman",
        prison_number="", language="en",
    )  # fmt: skip
    vaults.mark(line.inside, line.group, 0, 0, "P", note="Asha Rahman asked for more card")
    assert found(line) == [("surname", "Rahman")] * 2, "in the note, and in the name that goes with anything"


def test_of_a_long_text_only_the_words_around_are_kept(line: Line) -> None:
    vaults.mark(line.inside, line.group, 0, 0, "P", note=f"{'paint ' * 40}with Bronwen{' wood' * 40}, with Bronwen")
    one, other = (one for one in carried(line)[0].found if one.person_id == line.asha)
    assert (one.text[: one.start][-5:], one.text[one.start : one.end]) == ("with ", "Bronwen")
    assert len(one.text) == 40 + len("Bronwen") + 40
    assert other.at > one.at


def test_an_earlier_wording_is_looked_through_too(line: Line) -> None:
    vaults.mark(line.inside, line.group, 0, 0, "P", note="with Bronwen")
    vaults.mark(line.inside, line.group, 0, 0, "P", note="with a friend")
    assert found(line) == [("person", "Bronwen")]


def test_the_words_of_the_group_are_looked_through(line: Line) -> None:
    with line.inside.write(line.inside.staff_id, "cohort.change") as db:
        held = db.get(Cohort, line.group.cohort_id)
        assert held is not None
        held.title = "Group of Chantelle"
    prepared = carried(line)[0]
    assert [(one.person_id, one.code) for one in prepared.found] == [("", "person")]
