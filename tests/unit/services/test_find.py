"""Finding by the beginnings of words: accents, order, cohorts, who is shown, and what is never shown."""

from __future__ import annotations

from datetime import date

import pytest

from tests import vaults
from tests.vaults import Group
from wagesdesk.models.person import Person
from wagesdesk.models.vault import Vault
from wagesdesk.services import cohort, find, history, people


def workshop_words(number: int, title: str) -> str:
    return f"Workshop {number}: {title}"


def found(vault: Vault, text: str, cohort_id: str = "", limit: int = 6) -> list[find.Found]:
    return list(find.find(find.read_index(vault, workshop_words), text, cohort_id=cohort_id, limit=limit))


def names(vault: Vault, text: str, cohort_id: str = "") -> list[str]:
    return [one.title for one in found(vault, text, cohort_id) if one.kind == "person"]


@pytest.fixture
def told(inside: Vault) -> Group:
    """Asha Rahman A1234BC with Embellish; Bronŵen; Zoë O’Brien; Łucja."""
    group = vaults.group(inside, ("Asha Rahman A1234BC", "Bronŵen", "Zoë O’Brien", "Łucja Nowak"))
    people.set_business(
        inside, inside.staff_id, person_id=group.people[0], name="Marj's Jewels", about="Rings of nickel"
    )
    return group


def other_cohort(vault: Vault, *who: str) -> str:
    cohort_id, _changes = cohort.create_cohort(
        vault, vault.staff_id, title="Cohort 8", term="Spring 2027", programme_code="wages", start=date(2027, 2, 2),
        weekday=1, starts="08:50", ends="15:50",
    )  # fmt: skip
    people.add_by_names(vault, vault.staff_id, cohort_id=cohort_id, text="\n".join(who), joined_on=date(2027, 2, 2))
    return cohort_id


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("as", ["Asha"]), ("ASHA", ["Asha"]), ("asha mar", ["Asha"]), ("jew asha", ["Asha"]), ("marjs", ["Asha"]),
        ("rah", ["Asha"]), ("a1234", ["Asha"]), ("bronwen", ["Bronŵen"]), ("Bronŵ", ["Bronŵen"]), ("zoe", ["Zoë"]),
        ("obr", ["Zoë"]), ("o'b", ["Zoë"]), ("brien z", ["Zoë"]), ("lucja", ["Łucja"]), ("sha", []), ("asha zoe", []),
        ("nickel", []), ("", []), (" '- ", []),
    ],
)  # fmt: skip
def test_people_by_beginnings_of_words(inside: Vault, told: Group, text: str, who: list[str]) -> None:
    assert names(inside, text) == who


def test_one_letter_looks_at_names_and_businesses_only(inside: Vault, told: Group) -> None:
    assert names(inside, "r") == []  # Rahman
    assert names(inside, "a") == ["Asha"]
    assert names(inside, "j") == ["Asha"]  # Marj's Jewels


def test_a_surname_is_told_only_when_it_was_looked_for(inside: Vault, told: Group) -> None:
    assert [one.surname for one in found(inside, "asha") if one.kind == "person"] == [""]
    assert [one.surname for one in found(inside, "rahman asha") if one.kind == "person"] == ["Rahman"]
    assert [one.surname for one in found(inside, "a1234") if one.kind == "person"] == ["Rahman"]


def test_this_cohort_comes_first_and_names_before_surnames(inside: Vault, told: Group) -> None:
    eighth = other_cohort(inside, "Asta", "Ann Ashby", "Ash")
    assert names(inside, "as", eighth) == ["Ash", "Asta", "Ann", "Asha"]
    assert names(inside, "as", told.cohort_id)[0] == "Asha"
    assert len(found(inside, "as", eighth, limit=2)) == 2


def test_somebody_in_two_cohorts_stands_there_for_each(inside: Vault, told: Group) -> None:
    other_cohort(inside, "Asha")
    both = [one.cohort for one in found(inside, "asha", told.cohort_id)]
    assert both == ["Cohort 7 Autumn 2026", "Cohort 8 Spring 2027"]


def test_somebody_without_a_cohort_is_found_too(inside: Vault, told: Group) -> None:
    with inside.write(inside.staff_id, "person.add") as db:
        db.add(Person(name="Mair", language="cy"))
    assert [(one.title, one.cohort_id, one.cohort) for one in found(inside, "mair")] == [("Mair", "", "")]


def test_workshops_and_cohorts(inside: Vault, told: Group) -> None:
    eighth = other_cohort(inside, "Dee")
    workshop = next(one for one in found(inside, "workshop 3 spring") if one.kind == "workshop")
    assert (workshop.number, workshop.cohort_id, workshop.cohort) == (3, eighth, "Cohort 8 Spring 2027")
    here = [one.number for one in found(inside, "worksh", eighth) if one.kind == "workshop"]
    assert here == [1, 2, 3, 4, 5, 6]
    assert [one.id for one in found(inside, "cohort") if one.kind == "cohort"] == [told.cohort_id, eighth]
    assert [one.detail for one in found(inside, "autumn") if one.kind == "cohort"] == ["Autumn 2026"]


def test_who_was_taken_back_is_not_found(inside: Vault, told: Group) -> None:
    added = people.add_by_names(
        inside, inside.staff_id, cohort_id=told.cohort_id, text="Winifred", joined_on=date(2026, 9, 15)
    )
    assert names(inside, "wini") == ["Winifred"]
    assert added.changes
    history.undo(inside, inside.staff_id)
    assert names(inside, "wini") == []
    inside.erase(inside.staff_id, told.people[0])
    assert names(inside, "asha") == []


def test_matching_of_words_on_the_screen() -> None:
    assert find.matches("mar res", "Mark the rest present")
    assert find.matches("", "Anything")
    assert not find.matches("ark", "Mark the rest present")
