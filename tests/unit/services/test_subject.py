"""Everything that is held on one person: all of hers, and of others only where to look."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import select

from tests import vaults
from tests.unit.services import subjects
from wagesdesk.errors import NotFound
from wagesdesk.models.base import entry_table, subject_table
from wagesdesk.models.vault import Vault
from wagesdesk.services import people
from wagesdesk.services.subject import Held, Written, held, is_link


def _now(found: Held, kind: str, name: str) -> list[object]:
    return [one.value for record in found.records if record.type == kind for one in record.said if one.field == name]


def test_every_entry_about_her_is_told_once_with_its_writer(inside: Vault, outside: Vault) -> None:
    full = subjects.fill(inside, outside)
    found = held(inside, full.asha)
    with inside.read() as db:
        hers = select(subject_table.c.n).where(subject_table.c.subject == full.asha)
        ids = set(db.connection().execute(select(entry_table.c.id).where(entry_table.c.n.in_(hers))).scalars())
    assert {one.entry_id for one in found.written} == ids
    assert len(found.written) == len(ids)
    assert {(one.by, one.place, one.clock_ok) for one in found.written} == {("Rhian", "HMP Ashmere", True)}
    assert [one.at for one in found.written] == sorted((one.at for one in found.written), reverse=True)
    assert found.written[0].at.tzinfo is vaults.LONDON
    assert (found.name, found.place) == ("Asha", "HMP Ashmere")


def test_records_say_what_counts_now(inside: Vault, outside: Vault) -> None:
    full = subjects.fill(inside, outside)
    found = held(inside, full.asha)
    assert _now(found, "business", "idea") == [{"name": "Embellish", "about": "Hand-made cards and art sessions"}]
    assert _now(found, "identity", "prison_number") == ["A1234BC"]
    assert len(_now(found, "mark", "says")) == 3
    assert len(_now(found, "release_date", "given")) == 2
    assert sorted(bool(one["yes"]) for one in _now(found, "consent", "answer")) == [False, True, True]  # type: ignore[index]
    places = {found.links[one.eid]["cohort_id"] for one in found.records if one.type == "enrolment"}
    assert places == {full.group.cohort_id, full.second_cohort}
    assert {found.names[place] for place in places} == {"Cohort 7", "Cohort 8"}
    assert {found.workshops[found.links[one.eid]["workshop_id"]].number for one in found.records
            if one.type == "mark"} == {1, 2, 3}  # fmt: skip
    assert "Cwlwm Co-operative" in found.names.values()
    assert not any(is_link(record.type, one.field) for record in found.records for one in record.said)


def test_what_was_taken_away_is_only_among_the_entries(inside: Vault, outside: Vault) -> None:
    from wagesdesk.services import attendance

    full = subjects.fill(inside, outside)
    group = full.group
    attendance.come_back(inside, inside.staff_id, enrolment_id=group.enrolments[0])
    attendance.clear(
        inside, inside.staff_id, enrolment_id=group.enrolments[0], workshop_id=group.workshops[1]
    )  # fmt: skip
    found = held(inside, full.asha)
    assert len(_now(found, "mark", "says")) == 2
    notes = [one.value["note"] for entry in found.written for one in entry.said if one.field == "says"]
    assert "Helped Jodie with her price list" in notes


def test_bundles_with_her_in_them_and_no_others(inside: Vault, outside: Vault) -> None:
    full = subjects.fill(inside, outside)
    found = held(inside, full.asha)
    assert [(one.bundle_id, one.way, one.place, one.seen) for one in found.passed] == [
        ("bcdefgha", "took_back", "Cwlwm Co-operative", ""),
        ("abcdefgh", "sent", "Cwlwm Co-operative", "verified"),
    ]


def test_records_of_others_that_name_her_are_pointed_at_without_their_words(inside: Vault, outside: Vault) -> None:
    full = subjects.fill(inside, outside)
    found = held(inside, full.asha)
    _asha, jodie, chantelle = full.group.people
    assert {(one.type, one.field, one.subjects) for one in found.elsewhere} == {
        ("mark", "says", (jodie,)), ("business", "idea", (chantelle,)),
    }  # fmt: skip
    assert "Learned from" not in repr(found)
    noted = next(one for one in found.written if one.entry_id in found.names_others)
    assert len(found.names_others) == 1
    assert any("Jodie" in str(one.value) for one in noted.said)


def test_her_own_name_in_her_own_records_is_no_news(inside: Vault) -> None:
    group = vaults.group(inside)
    vaults.mark(inside, group, 0, 0, "P", note="Asha Rahman spoke first")
    found = held(inside, group.people[0])
    assert (found.elsewhere, found.names_others) == ((), frozenset())


def test_a_name_that_was_taken_back_still_counts_as_named(inside: Vault, outside: Vault) -> None:
    full = subjects.fill(inside, outside)
    people.set_business(
        inside, inside.staff_id, person_id=full.group.people[2], name="Cards by Chantelle", about=""
    )  # fmt: skip
    assert "business" in {one.type for one in held(inside, full.asha).elsewhere}


def test_what_was_held_back_stands_apart(inside: Vault, outside: Vault, second: Vault) -> None:
    full = subjects.fill(inside, outside)
    subjects.held_back(inside, second, full.asha)
    found = held(inside, full.asha)
    assert [_values(one) for one in found.waiting] == [{"name": "Aisha", "language": "cy"}]
    assert not {one.entry_id for one in found.waiting} & {one.entry_id for one in found.written}
    assert found.waiting[0].by == ""
    assert found.name == "Asha"
    assert _now(found, "person", "language") == ["en"]


def _values(entry: Written) -> dict[str, object]:
    return {one.field: one.value for one in entry.said}


def test_both_answers_of_a_clash_are_told(inside: Vault, outside: Vault, second: Vault) -> None:
    vaults.exchange_cards(inside, second)
    group = vaults.group(inside)
    vaults.take_in(second, vaults.lines(inside))
    for opened, name in ((inside, "Ash"), (second, "Aisha")):
        people.rename(
            opened, opened.staff_id, person_id=group.people[0], chosen=name, surname="", prison_number="",
            language="en",
        )  # fmt: skip
    vaults.take_in(inside, vaults.lines(second))
    assert sorted(map(str, _now(held(inside, group.people[0]), "person", "name"))) == ["Aisha", "Ash"]


def test_of_an_erased_person_only_the_shells_are_held(inside: Vault, outside: Vault) -> None:
    full = subjects.fill(inside, outside)
    before = held(inside, full.asha)
    inside.erase(inside.staff_id, full.asha)
    after = held(inside, full.asha)
    assert (after.name, after.records, after.elsewhere) == ("", (), ())
    assert len(after.written) >= len(before.written)
    assert all(one.value is None and one.state == "erased" for entry in after.written for one in entry.said)


def test_nobody_is_not_found(inside: Vault) -> None:
    with pytest.raises(NotFound):
        held(inside, "0" * 32)


def test_a_thousand_changes_are_read_in_seconds(inside: Vault) -> None:
    asha = vaults.group(inside).people[0]
    with inside.write(inside.staff_id, "person.business") as db:
        from wagesdesk.models.person import Business

        idea = Business(person_id=asha, idea={"name": "Embellish", "about": ""})
        db.add(idea)
        for number in range(1000):
            db.flush()
            idea.idea = {"name": "Embellish", "about": f"Try {number}"}
    started = time.monotonic()
    found = held(inside, asha)
    assert time.monotonic() - started < 10
    assert len(found.written) == 1001 + 3
    assert _now(found, "business", "idea") == [{"name": "Embellish", "about": "Try 999"}]
