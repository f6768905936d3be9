from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from tests import vaults
from tests.vaults import Group, entries, mark, says
from wagesdesk.clock import FixedClock
from wagesdesk.errors import Erased
from wagesdesk.models import journal, proving, readings, store
from wagesdesk.models.attendance import Mark
from wagesdesk.models.base import entry_table, head_table
from wagesdesk.models.entry import GENESIS, wall_ms
from wagesdesk.models.person import Business, Person
from wagesdesk.models.vault import Vault


def add_person(vault: Vault, name: str) -> str:
    with vault.write(vault.staff_id, "people.add") as db:
        person = Person(name=name, language="en")
        db.add(person)
        return person.id


def rename(vault: Vault, person_id: str, name: str | None, *, as_of: int | None = None) -> None:
    with vault.write(vault.staff_id, "person.rename", as_of=as_of) as db:
        held = db.get(Person, person_id)
        assert held is not None
        held.name = name


def name_of(vault: Vault, person_id: str) -> str | None:
    with vault.read() as db:
        held = db.get(Person, person_id)
        assert held is not None
        return held.name


def heads(vault: Vault, eid: str) -> dict[str, tuple[str, ...]]:
    with vault.read() as db:
        return store.shown_heads(db.connection(), "person", eid)


def test_a_new_record_is_one_entry_of_all_its_fields(inside: Vault) -> None:
    person_id = add_person(inside, "Asha")
    (entry,) = entries(inside, "person")
    assert entry.fields == {"name": "Asha", "language": "en"}
    head = entry.header
    assert (head.eid, head.subjects, head.parents, head.actor) == (person_id, (person_id,), {}, inside.staff_id)
    assert head.operation.endswith(" people.add")
    assert head.clock_ok
    assert wall_ms(head.hlc) == int(inside.clock.now().timestamp() * 1000)
    assert heads(inside, person_id) == {"name": (entry.id,), "language": (entry.id,)}


def test_an_edit_is_one_entry_of_what_changed_and_names_what_it_replaces(inside: Vault) -> None:
    person_id = add_person(inside, "Asha")
    rename(inside, person_id, "Ash")
    first, edit = entries(inside, "person")
    assert edit.fields == {"name": "Ash"}
    assert edit.header.parents == {"name": (first.id,)}
    assert heads(inside, person_id) == {"name": (edit.id,), "language": (first.id,)}


def test_a_value_can_be_taken_away(inside: Vault) -> None:
    person_id = add_person(inside, "Asha")
    rename(inside, person_id, None)
    assert entries(inside, "person")[-1].fields == {"name": None}
    assert name_of(inside, person_id) is None


def test_no_change_is_no_entry(inside: Vault) -> None:
    person_id = add_person(inside, "Asha")
    before = vaults.lines(inside)
    rename(inside, person_id, "Asha")
    with inside.write(inside.staff_id, "nothing"):
        pass
    assert vaults.lines(inside) == before


def test_a_json_field_set_to_an_equal_value_is_no_entry(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 0, "P")
    before = vaults.lines(inside)
    mark(inside, group, 0, 0, "P")
    assert vaults.lines(inside) == before


def test_each_writer_begins_with_its_opening_and_chains_on(inside: Vault) -> None:
    for name in ("Asha", "Bronwen", "Chantelle"):
        add_person(inside, name)
    mine = [one for one in entries(inside) if one.header.writer == inside.spell.writer]
    assert [one.header.type for one in mine] == ["writer", "person", "person", "person"]
    assert [one.header.seq for one in mine] == [0, 1, 2, 3]
    assert [one.header.prev for one in mine] == [GENESIS, *(one.id for one in mine[:-1])]
    assert [one.header.hlc for one in mine] == sorted({one.header.hlc for one in mine})
    spell = mine[0].fields["spell"]
    assert spell["writer"] == inside.spell.writer
    assert spell["machine"] == inside.machine.sign_public.hex()
    assert spell["place"] == "HMP Ashmere"


def test_an_unlock_without_a_change_leaves_no_entry(inside: Vault) -> None:
    before = vaults.lines(inside)
    opened = vaults.again(inside)
    assert vaults.lines(opened) == before
    opened.lock()


def test_the_next_writer_is_another_and_names_the_head_of_the_one_before(inside: Vault) -> None:
    add_person(inside, "Asha")
    last = entries(inside)[-1]
    opened = vaults.again(inside)
    add_person(opened, "Bronwen")
    opening = entries(opened)[-2]
    assert opening.header.type == "writer"
    assert opening.header.writer != last.header.writer
    assert opening.fields["spell"]["previous"] == {"writer": last.header.writer, "head": last.id}
    opened.lock()


def test_a_rollback_leaves_nothing_and_the_chain_goes_on(inside: Vault) -> None:
    add_person(inside, "Asha")
    before, shown = vaults.lines(inside), vaults.dump(inside)
    with pytest.raises(RuntimeError), inside.write(inside.staff_id, "people.add") as db:  # noqa: PT012
        db.add(Person(name="Nobody", language="en"))
        db.flush()
        raise RuntimeError
    assert vaults.lines(inside) == before
    assert vaults.dump(inside) == shown
    add_person(inside, "Bronwen")
    with inside.read() as db:
        assert proving.verify(db.connection()) == []
    assert [one.header.seq for one in entries(inside) if one.header.writer == inside.spell.writer] == [0, 1, 2]


def test_a_rollback_of_the_very_first_change_keeps_the_opening_for_the_next(inside: Vault) -> None:
    with pytest.raises(RuntimeError), inside.write(inside.staff_id, "people.add") as db:  # noqa: PT012
        db.add(Person(name="Nobody"))
        db.flush()
        raise RuntimeError
    add_person(inside, "Asha")
    mine = [one.header.type for one in entries(inside) if one.header.writer == inside.spell.writer]
    assert mine == ["writer", "person"]


def test_a_change_of_something_unseen_stays_beside_it_and_what_was_typed_is_shown(inside: Vault) -> None:
    person_id = add_person(inside, "Asha")
    seen = inside.position()
    rename(inside, person_id, "Ash")
    rename(inside, person_id, "Aisha", as_of=seen)
    first, other, typed = entries(inside, "person")
    assert typed.header.parents == {"name": (first.id,)}
    assert set(heads(inside, person_id)["name"]) == {other.id, typed.id}
    assert name_of(inside, person_id) == "Aisha"
    assert vaults.clash_list(inside) == [("person", person_id, "name")]
    assert vaults.rebuilt(inside) == vaults.dump(inside)


def test_an_edit_as_of_now_is_an_ordinary_one(inside: Vault) -> None:
    person_id = add_person(inside, "Asha")
    rename(inside, person_id, "Ash")
    rename(inside, person_id, "Aisha", as_of=inside.position())
    assert len(heads(inside, person_id)["name"]) == 1
    assert name_of(inside, person_id) == "Aisha"
    assert vaults.clash_list(inside) == []


def test_the_next_edit_after_a_clash_settles_it(inside: Vault) -> None:
    person_id = add_person(inside, "Asha")
    seen = inside.position()
    rename(inside, person_id, "Ash")
    rename(inside, person_id, "Aisha", as_of=seen)
    rename(inside, person_id, "Asha R")
    assert heads(inside, person_id)["name"] == (entries(inside, "person")[-1].id,)
    assert vaults.clash_list(inside) == []
    assert vaults.rebuilt(inside) == vaults.dump(inside)


def test_settling_writes_also_what_is_shown_already(inside: Vault) -> None:
    person_id = add_person(inside, "Asha")
    seen = inside.position()
    rename(inside, person_id, "Ash")
    rename(inside, person_id, "Aisha", as_of=seen)
    both = heads(inside, person_id)["name"]
    with inside.write(inside.staff_id, "settle") as db:
        held = db.get(Person, person_id)
        assert held is not None
        journal.settle(db, held, "name", "Aisha")
    assert entries(inside, "person")[-1].header.parents == {"name": both}
    assert vaults.clash_list(inside) == []
    assert name_of(inside, person_id) == "Aisha"


@pytest.mark.parametrize("wrong", [datetime(1970, 1, 2, tzinfo=UTC), datetime(2026, 10, 4, tzinfo=UTC)])
def test_what_was_typed_last_is_shown_whatever_the_clock_says(
    inside: Vault, morning: FixedClock, wrong: datetime
) -> None:
    person_id = add_person(inside, "Asha")
    morning.set(wrong)
    rename(inside, person_id, "Ash")
    opened = vaults.again(inside)
    rename(opened, person_id, "Aisha")
    assert name_of(opened, person_id) == "Aisha"
    assert vaults.clash_list(opened) == []
    opened.lock()


def test_within_a_spell_stamps_only_grow_when_the_clock_goes_back(inside: Vault, morning: FixedClock) -> None:
    add_person(inside, "Asha")
    morning.advance(days=-400)
    add_person(inside, "Bronwen")
    stamps = [one.header.hlc for one in entries(inside) if one.header.writer == inside.spell.writer]
    assert stamps == sorted(set(stamps))


def test_records_are_never_deleted(inside: Vault) -> None:
    person_id = add_person(inside, "Asha")
    with pytest.raises(AssertionError, match="removed"), inside.write(inside.staff_id, "x") as db:
        db.delete(db.get(Person, person_id))
    assert name_of(inside, person_id) == "Asha"


def test_nothing_may_be_written_to_or_about_somebody_erased(inside: Vault) -> None:
    person_id = add_person(inside, "Asha")
    inside.erase(inside.staff_id, person_id)
    before = vaults.lines(inside, state=None)
    with pytest.raises(Erased), inside.write(inside.staff_id, "x") as db:
        db.add(Person(id=person_id, name="Asha"))
    with pytest.raises(Erased), inside.write(inside.staff_id, "x") as db:
        db.add(Business(person_id=person_id, idea={"name": "Cards", "about": ""}))
    assert vaults.lines(inside, state=None) == before
    add_person(inside, "Asha again")


def test_a_record_with_a_natural_key_has_the_same_id_everywhere() -> None:
    one, other = (Mark(enrolment_id="e", workshop_id="w", person_id=who) for who in ("p", "q"))
    assert one.id == other.id != Mark(enrolment_id="w", workshop_id="e").id
    assert Person().id != Person().id
    assert Person(id="given").id == "given"


def test_several_people_of_one_operation_share_it(inside: Vault, group: Group) -> None:
    made = [one.header.operation for one in entries(inside) if one.header.type in ("person", "identity", "enrolment")]
    assert len(made) == 3 + 2 + 3
    assert len(set(made)) == 1


def test_entries_are_found_by_whom_they_concern(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 0, "P")
    mark(inside, group, 1, 0, "A")
    with inside.read() as db:
        mine = readings.history(db.connection(), subject=group.people[0])
    assert {line.entry.header.type for line in mine} == {"person", "identity", "enrolment", "mark"}
    assert {line.entry.header.subjects for line in mine} == {(group.people[0],)}


def test_the_frontier_holds_one_head_a_field_after_many_edits(inside: Vault, group: Group) -> None:
    for letter in "PALPAL":
        mark(inside, group, 0, 0, letter)
    assert says(inside, group, 0, 0) == "L"
    with inside.read() as db:
        count = select(func.count()).select_from(head_table).where(head_table.c.type == "mark")
        assert db.execute(count.where(head_table.c.field == "says")).scalar_one() == 1
        assert db.execute(select(func.count()).where(entry_table.c.type == "mark")).scalar_one() == 6
