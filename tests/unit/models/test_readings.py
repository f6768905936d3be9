from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import vaults
from tests.unit.models.foreign import Foreign, imported, name_of, trust
from tests.vaults import Group, entries, mark, says
from wagesdesk.errors import ChangedSince, NotFound, NothingToUndo
from wagesdesk.models import merge, readings
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.consent import Consent
from wagesdesk.models.entry import natural_id
from wagesdesk.models.person import Person
from wagesdesk.models.readings import Operation
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, history, people, quarantine
from wagesdesk.services import clash as clashes
from wagesdesk.services.reference import leaving_causes


def undo(vault: Vault) -> str:
    return history.undo(vault, vault.staff_id).operation


def redo(vault: Vault) -> str:
    return history.redo(vault, vault.staff_id).operation


def rename(vault: Vault, person_id: str, name: str) -> None:
    people.rename(
        vault, vault.staff_id, person_id=person_id, chosen=name, surname="Rahman", prison_number="A1234BC",
        language="en",
    )  # fmt: skip


def clear(vault: Vault, of: Group) -> None:
    attendance.clear(vault, vault.staff_id, enrolment_id=of.enrolments[0], workshop_id=of.workshops[0])


# -- undo and redo


def test_operations_are_read_from_their_text() -> None:
    assert Operation.parse("0123 attendance.mark") == Operation("0123", "attendance.mark")
    assert Operation.parse("4567 undo 0123") == Operation("4567", "undo", "0123")
    assert Operation.parse("89ab redo 0123") == Operation("89ab", "redo", "0123")


def test_undo_takes_back_the_last_operation_only(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 0, "P")
    mark(inside, group, 0, 0, "A")
    assert history.can_undo(inside) == "attendance.mark"
    assert undo(inside) == "attendance.mark"
    assert says(inside, group, 0, 0) == "P"
    assert history.can_redo(inside) == "attendance.mark"


def test_undoing_one_field_several_times_goes_back_step_by_step(inside: Vault, group: Group) -> None:
    for letter in "PALH":
        mark(inside, group, 0, 0, letter)
    shown = []
    for _step in range(4):
        undo(inside)
        shown.append(says(inside, group, 0, 0))
    assert shown == ["L", "A", "P", ""]
    for _step in range(4):
        redo(inside)
        shown.append(says(inside, group, 0, 0))
    assert shown[4:] == ["P", "A", "L", "H"]
    undo(inside)
    assert says(inside, group, 0, 0) == "L"


def test_undo_of_a_new_record_removes_it_and_redo_brings_it_again(inside: Vault, group: Group) -> None:
    before = attendance.register(inside, group.cohort_id, vaults.TODAY)
    people.add_by_names(inside, inside.staff_id, cohort_id=group.cohort_id, text="Dee Evans", joined_on=vaults.TODAY)
    after = attendance.register(inside, group.cohort_id, vaults.TODAY)
    undo(inside)
    assert attendance.register(inside, group.cohort_id, vaults.TODAY) == before
    redo(inside)
    assert attendance.register(inside, group.cohort_id, vaults.TODAY) == after
    undo(inside)
    assert attendance.register(inside, group.cohort_id, vaults.TODAY) == before


def test_undo_of_leaving(inside: Vault, group: Group) -> None:
    attendance.leave(
        inside, inside.staff_id, enrolment_id=group.enrolments[0], day=vaults.TODAY, cause=leaving_causes()[0].code
    )
    row = people.person(inside, group.people[0], group.cohort_id, vaults.TODAY)
    assert row.left_on == vaults.TODAY
    assert undo(inside) == "enrolment.leave"
    assert people.person(inside, group.people[0], group.cohort_id, vaults.TODAY).left_on is None


def test_undo_of_clearing_and_of_marking_again(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 0, "P")
    clear(inside, group)
    assert says(inside, group, 0, 0) == ""
    undo(inside)
    assert says(inside, group, 0, 0) == "P"
    redo(inside)
    mark(inside, group, 0, 0, "P")
    assert says(inside, group, 0, 0) == "P"
    undo(inside)
    assert says(inside, group, 0, 0) == ""


def test_undo_of_several_records_at_once(inside: Vault, group: Group) -> None:
    mark(inside, group, 1, 0, "A")
    attendance.mark_rest_present(
        inside, inside.staff_id, cohort_id=group.cohort_id, workshop_id=group.workshops[0]
    )  # fmt: skip
    assert [says(inside, group, who, 0) for who in range(3)] == ["P", "A", "P"]
    assert undo(inside) == "attendance.rest"
    assert [says(inside, group, who, 0) for who in range(3)] == ["", "A", ""]


def test_a_new_operation_ends_what_could_be_redone(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 0, "P")
    undo(inside)
    mark(inside, group, 1, 0, "P")
    assert history.can_redo(inside) is None
    with pytest.raises(NothingToUndo):
        redo(inside)


def test_undo_ends_with_this_unlock(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 0, "P")
    opened = vaults.again(inside)
    assert history.can_undo(opened) is None
    with pytest.raises(NothingToUndo):
        undo(opened)
    opened.lock()


@pytest.mark.parametrize("name", sorted(readings.NOT_UNDOABLE))
def test_what_cannot_be_undone_is_passed_over(inside: Vault, group: Group, name: str) -> None:
    mark(inside, group, 0, 0, "P")
    with inside.write(inside.staff_id, name) as db:
        db.add(Cohort(title="Cohort 8"))
    assert undo(inside) == "attendance.mark"
    assert says(inside, group, 0, 0) == ""


def test_what_somebody_changed_since_is_not_undone(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 0, "P")
    written = entries(inside, "mark")[0]
    machine = Foreign()
    machine_says = {**written.fields["says"], "letter": "A"}
    # A card is enrolled by an operation that cannot be undone, so the mark stays the last.
    trust(inside, machine)
    other = machine.write(
        "mark", written.header.eid, {"says": machine_says}, subjects=(group.people[0],), actor=inside.staff_id,
        says=(written.id,),
    )  # fmt: skip
    imported(inside, [machine.opening, other])
    with pytest.raises(ChangedSince) as raised:
        undo(inside)
    assert raised.value.fields == {"by": "Rhian", "type": "mark", "eid": written.header.eid}
    assert says(inside, group, 0, 0) == "A"
    assert history.can_undo(inside) == "attendance.mark"


def test_a_clash_is_not_undone_either(inside: Vault, group: Group) -> None:
    seen = inside.position()
    mark(inside, group, 0, 0, "P")
    mark(inside, group, 0, 0, "A", as_of=seen)
    with pytest.raises(ChangedSince):
        undo(inside)


def test_undoing_a_settled_clash_does_not_stand_in_the_way(inside: Vault, group: Group) -> None:
    mark(inside, group, 1, 1, "P")
    rename(inside, group.people[0], "Ash")
    seen = inside.position()
    rename(inside, group.people[0], "Asha R")
    rename(inside, group.people[0], "Aisha")
    entry = [one for one in entries(inside, "person") if one.fields.get("name") == "Aisha"][-1]
    history.bring_back(inside, inside.staff_id, entry_id=entry.id, field="name")
    assert seen < inside.position()
    assert undo(inside) == "history.bring_back"
    assert name_of(inside, group.people[0]) == "Aisha"
    assert undo(inside) == "person.rename"
    assert name_of(inside, group.people[0]) == "Asha R"


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["P", "A", "L", "clear", "undo", "redo"]), max_size=12))
def test_undo_and_redo_are_those_of_a_plain_stack(steps: list[str]) -> None:
    with vaults.fresh() as (vault, of):
        past: list[str] = [""]
        ahead: list[str] = []
        for step in steps:
            if step == "undo":
                if len(past) > 1:
                    undo(vault)
                    ahead.append(past.pop())
            elif step == "redo":
                if ahead:
                    redo(vault)
                    past.append(ahead.pop())
            else:
                letter = "" if step == "clear" else step
                if letter != past[-1]:
                    past.append(letter)
                    ahead.clear()
                if letter:
                    mark(vault, of, 0, 0, letter)
                else:
                    clear(vault, of)
            assert says(vault, of, 0, 0) == past[-1]
            assert (history.can_undo(vault) is None) == (len(past) == 1)
            assert (history.can_redo(vault) is None) == (not ahead)


# -- History


def lines_of(vault: Vault, group: Group, record_type: str) -> list[tuple[str, object, str]]:
    found = history.person_history(vault, group.people[0])
    return [(line.field, line.value, line.state) for line in found if line.type == record_type]


def test_a_history_tells_each_change_newest_first(inside: Vault, group: Group) -> None:
    rename(inside, group.people[0], "Ash")
    assert lines_of(inside, group, "person") == [
        ("name", "Ash", "now"), ("language", "en", "now"), ("name", "Asha", "replaced"),
    ]  # fmt: skip
    newest = history.person_history(inside, group.people[0])[0]
    assert (newest.before, newest.by, newest.machine) == ("Asha", "Rhian", "HMP Ashmere")
    assert (newest.operation, newest.at, newest.clock_ok) == ("person.rename", inside.clock.now(), True)
    assert not newest.can_bring_back


def test_the_history_of_one_record(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 0, "P")
    mark(inside, group, 0, 0, "A")
    eid = entries(inside, "mark")[0].header.eid
    found = history.record_history(inside, eid)
    assert [line.value["letter"] for line in found if line.field == "says"] == ["A", "P"]
    assert {line.eid for line in found} == {eid}


def test_a_clash_shows_all_its_sides_and_bringing_one_back_settles_it(inside: Vault, group: Group) -> None:
    seen = inside.position()
    rename(inside, group.people[0], "Ash")
    with inside.write(inside.staff_id, "person.rename", as_of=seen) as db:
        held = db.get(Person, group.people[0])
        assert held is not None
        held.name = "Aisha"
    (clash,) = clashes.clashes(inside)
    with inside.read() as db:
        assert merge.clashes(db.connection(), group.people) == [("person", group.people[0], "name")]
        assert merge.clashes(db.connection(), group.people[1:]) == []
    assert [side.value for side in clash.sides] == ["Ash", "Aisha"]
    assert (clash.type, clash.eid, clash.field) == ("person", group.people[0], "name")
    assert ("name", "Ash", "clash") in lines_of(inside, group, "person")
    history.bring_back(inside, inside.staff_id, entry_id=clash.sides[0].entry_id, field="name")
    assert clashes.clashes(inside) == ()
    assert name_of(inside, group.people[0]) == "Ash"
    states = [state for field, _value, state in lines_of(inside, group, "person") if field == "name"]
    assert states == ["now", "replaced", "replaced", "replaced"]


def test_what_was_cleared_can_be_brought_back(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 0, "P", note="she brought her cards")
    clear(inside, group)
    found = history.person_history(inside, group.people[0])
    line = next(one for one in found if one.type == "mark" and one.field == "says")
    assert line.state == "replaced"
    assert line.can_bring_back
    assert next(one.state for one in found if one.type == "mark" and one.field == "removed") == "now"
    history.bring_back(inside, inside.staff_id, entry_id=line.entry_id, field="says")
    assert says(inside, group, 0, 0) == "P"
    assert vaults.rebuilt(inside) == vaults.dump(inside)
    undo(inside)
    assert says(inside, group, 0, 0) == ""


def test_bringing_back_what_is_not_there(inside: Vault, group: Group) -> None:
    entry = entries(inside, "person")[0]
    with pytest.raises(NotFound):
        history.bring_back(inside, inside.staff_id, entry_id="f" * 64, field="name")
    with pytest.raises(NotFound):
        history.bring_back(inside, inside.staff_id, entry_id=entry.id, field="surname")
    inside.erase(inside.staff_id, entry.header.eid)
    with pytest.raises(NotFound):
        history.bring_back(inside, inside.staff_id, entry_id=entry.id, field="name")


def test_held_back_and_erased_lines_say_so(inside: Vault, group: Group) -> None:
    machine = Foreign()
    waiting = machine.person(group.people[0], "Not Asha")
    imported(inside, [machine.opening, waiting])
    assert ("name", "Not Asha", "waiting") in lines_of(inside, group, "person")
    assert [line.value for origin in quarantine.held_back(inside) for one in origin.held for line in one.lines] == [
        "Not Asha"
    ]  # fmt: skip
    inside.erase(inside.staff_id, group.people[0])
    assert {(value, state) for _field, value, state in lines_of(inside, group, "person")} == {(None, "erased")}
    assert quarantine.held_back(inside) == ()


def test_a_type_of_a_later_version_has_a_history(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    first = machine.write("motion", "m", {"title": "Buy a van"}, subjects=("p",))
    later = machine.write("motion", "m", {"title": "Sell it"}, subjects=("p",), title=(first.id,))
    imported(inside, [machine.opening, first, later])
    found = history.record_history(inside, "m")
    assert [(line.value, line.state) for line in found] == [("Sell it", "replaced"), ("Buy a van", "replaced")]
    assert {line.by for line in found} == {""}
    assert {line.machine for line in found} == {"HMP Elsewhere"}


def test_letting_count_says_what_changed(inside: Vault) -> None:
    machine = Foreign()
    entry = machine.person("p", "Asha")
    imported(inside, [machine.opening, entry])
    assert quarantine.release(inside, inside.staff_id, (entry.id,)).kinds == {"person", "quarantine_release"}
    assert name_of(inside, "p") == "Asha"


def test_before_an_answer_stands_the_careful_one_of_two(inside: Vault, group: Group) -> None:
    def answer(yes: str, on: int, as_of: int | None = None) -> None:
        said = {"yes": yes == "yes", "on": f"2026-11-0{on}", "until": "2027-01-01", "how": "paper"}
        with inside.write(inside.staff_id, "consent.record", as_of=as_of) as db:
            held = db.get(Consent, natural_id("consent", group.people[0], "r", "plan"))
            if held is None:
                db.add(Consent(person_id=group.people[0], recipient_id="r", scope="plan", answer=said))
            else:
                held.answer = said

    answer("yes", 1)
    seen = inside.position()
    answer("no", 2)
    answer("yes", 3, as_of=seen)
    assert len(clashes.clashes(inside)[0].sides) == 2
    answer("yes", 4)
    line = next(one for one in history.person_history(inside, group.people[0]) if one.field == "answer")
    assert (line.value["on"], line.before["on"]) == ("2026-11-04", "2026-11-02")
