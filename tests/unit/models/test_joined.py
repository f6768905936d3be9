"""One woman under two ids: shown as one on every machine, taken apart again, and nothing of either lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import vaults
from tests.vaults import TODAY, Group, clash_list, dump, lines, mark, rebuilt, take_in
from wagesdesk.export.selection import select_for
from wagesdesk.models import joined
from wagesdesk.models.custody import Dispatch
from wagesdesk.models.enrolment import Enrolment
from wagesdesk.models.entry import natural_id
from wagesdesk.models.joining import Joining, kept_ids
from wagesdesk.models.person import Identity, Person
from wagesdesk.models.plan import Plan
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, consent, history, joining, people

RECIPIENT = "r" * 64


@pytest.fixture
def pair(inside: Vault, second: Vault) -> tuple[Vault, Vault]:
    vaults.exchange_cards(inside, second)
    return inside, second


def meet(one: Vault, other: Vault) -> None:
    take_in(other, lines(one))
    take_in(one, lines(other))


def join(vault: Vault, one: str, other: str, *, same: bool = True) -> None:
    low, high = sorted((one, other))
    with vault.write(vault.staff_id, "joining.join") as db:
        held = db.get(Joining, natural_id("joining", low, high))
        if held is None:
            db.add(Joining(one_person_id=low, other_person_id=high, same=same))
        else:
            held.same, held.removed = same, None


def ids(vault: Vault, of: type[Person]) -> set[str]:
    with vault.read() as db:
        return {one.id for one in db.query(of).all()}


def register(vault: Vault, of: Group) -> dict[str, str]:
    shown = attendance.register(vault, of.cohort_id, TODAY)
    return {row.person_id: "".join(cell.letter or "." for cell in row.cells[:3]) for row in shown.rows}


def low_high(of: Group, one: int = 0, other: int = 1) -> tuple[int, int]:
    """The positions of two people, the one who is kept first."""
    return (one, other) if of.people[one] < of.people[other] else (other, one)


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=8), st.randoms())
@settings(max_examples=60)
def test_the_lowest_id_is_kept_whatever_the_order(pairs: list[tuple[str, str]], dice: object) -> None:
    turned = [(other, one) for one, other in reversed(pairs)]
    assert kept_ids(pairs) == kept_ids(turned)
    for high, low in kept_ids(pairs).items():
        assert low < high
    for one, other in pairs:
        assert kept_ids(pairs).get(one, one) == kept_ids(pairs).get(other, other)


def test_two_are_shown_as_one_with_all_they_have(inside: Vault, group: Group) -> None:
    kept, away = low_high(group)
    mark(inside, group, kept, 0, "P")
    mark(inside, group, away, 1, "P")
    join(inside, group.people[0], group.people[1])
    assert register(inside, group)[group.people[kept]] == "PP."
    assert group.people[away] not in ids(inside, Person)
    assert rebuilt(inside) == dump(inside)
    assert {name for kind, _eid, name in clash_list(inside) if kind == "person"} == {"name"}
    history.undo(inside, inside.staff_id)
    assert register(inside, group)[group.people[away]] == ".P."
    assert rebuilt(inside) == dump(inside)
    history.redo(inside, inside.staff_id)
    assert register(inside, group)[group.people[kept]] == "PP."


def test_taken_apart_everything_is_as_it_was(inside: Vault, group: Group) -> None:
    mark(inside, group, 0, 0, "P")
    mark(inside, group, 1, 0, "A")
    join(inside, group.people[0], group.people[2], same=False)  # so that a joining is held before and after
    before = dump(inside).splitlines()
    join(inside, group.people[0], group.people[1])
    assert dump(inside).splitlines() != before
    history.undo(inside, inside.staff_id)
    pair = natural_id("joining", *sorted(group.people[:2])).encode()
    assert [row for row in dump(inside).splitlines() if pair not in row] == before


def test_what_the_other_machine_writes_later_lands_under_her(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    meet(inside, second)
    kept, away = low_high(of)
    join(inside, of.people[0], of.people[1])
    mark(second, of, away, 2, "P")
    meet(inside, second)
    for vault in pair:
        assert register(vault, of)[of.people[kept]] == "..P"
        assert of.people[away] not in ids(vault, Person)
        assert rebuilt(vault) == dump(vault)
    assert clash_list(inside) == clash_list(second)


def test_joined_both_ways_round_is_one_record_and_one_kept_id(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    meet(inside, second)
    join(inside, of.people[0], of.people[1])
    join(second, of.people[1], of.people[0])
    join(second, of.people[1], of.people[2])
    meet(inside, second)
    for vault in pair:
        assert ids(vault, Person) == {min(of.people)}
        assert rebuilt(vault) == dump(vault)
    with inside.read() as db:
        assert len(db.query(Joining).all()) == 2
        assert joined.all_ids(db.connection(), [of.people[2]]) == tuple(sorted(of.people))


def test_what_differs_is_a_clash_that_one_choice_settles(inside: Vault, group: Group) -> None:
    kept, away = low_high(group)
    mark(inside, group, kept, 0, "P")
    mark(inside, group, away, 0, "A")
    join(inside, group.people[0], group.people[1])
    (clash,) = [one for one in clash_list(inside) if one[0] == "mark"]
    assert clash == ("mark", natural_id("mark", group.enrolments[kept], group.workshops[0]), "says")
    mark(inside, group, kept, 0, "L")
    assert not [one for one in clash_list(inside) if one[0] == "mark"]
    assert register(inside, group)[group.people[kept]] == "L.."
    assert rebuilt(inside) == dump(inside)


def test_a_record_that_only_the_other_had_stands_when_taken_apart(inside: Vault, group: Group) -> None:
    kept, away = low_high(group)
    people.set_business(inside, inside.staff_id, person_id=group.people[away], name="Dogs", about="")
    mark(inside, group, away, 0, "P")
    join(inside, group.people[0], group.people[1])
    people.set_business(inside, inside.staff_id, person_id=group.people[kept], name="Cards", about="")
    mark(inside, group, kept, 0, "L")
    join(inside, group.people[0], group.people[1], same=False)
    shown = {row.id: row.business for row in people.people(inside, group.cohort_id, TODAY)}
    assert (shown[group.people[kept]], shown[group.people[away]]) == ("Cards", "Dogs")
    letters = register(inside, group)
    assert (letters[group.people[kept]], letters[group.people[away]]) == ("L..", "P..")
    assert rebuilt(inside) == dump(inside)


def test_clearing_a_mark_clears_it_under_both_ids(inside: Vault, group: Group) -> None:
    kept, away = low_high(group)
    mark(inside, group, kept, 0, "P")
    mark(inside, group, away, 0, "P")
    mark(inside, group, away, 1, "P")
    join(inside, group.people[0], group.people[1])
    for workshop in (0, 1):
        attendance.clear(
            inside, inside.staff_id, enrolment_id=group.enrolments[kept], workshop_id=group.workshops[workshop]
        )
    assert register(inside, group)[group.people[kept]] == "..."
    assert rebuilt(inside) == dump(inside)


def test_a_mark_cleared_before_hides_no_other(inside: Vault, group: Group) -> None:
    kept, away = low_high(group)
    mark(inside, group, kept, 0, "P")
    mark(inside, group, away, 0, "A")
    attendance.clear(inside, inside.staff_id, enrolment_id=group.enrolments[kept], workshop_id=group.workshops[0])
    join(inside, group.people[0], group.people[1])
    assert register(inside, group)[group.people[kept]] == "A.."
    assert rebuilt(inside) == dump(inside)


def test_her_no_under_either_id_is_her_no(inside: Vault, outside: Vault, group: Group) -> None:
    vaults.exchange_cards(inside, outside)
    recipient = outside.machine.sign_public.hex()
    kept, away = low_high(group)

    def answer(person: int, *, yes: bool) -> None:
        consent.record(
            inside, inside.staff_id, person_id=group.people[person], recipient_id=recipient, answers={"plan": yes},
            on=TODAY, until=TODAY, how="paper",
        )  # fmt: skip

    answer(away, yes=False)
    answer(kept, yes=True)
    join(inside, group.people[0], group.people[1])
    (row,) = [one for one in consent.consents(inside, group.people[kept], TODAY) if one.scope == "plan"]
    assert (row.says, row.clash) == ("no", True)
    answer(kept, yes=True)  # she was asked again
    (row,) = [one for one in consent.consents(inside, group.people[kept], TODAY) if one.scope == "plan"]
    assert (row.says, row.clash) == ("yes", False)


def test_a_place_outside_hears_of_a_pair_only_when_they_were_one(inside: Vault, outside: Vault, group: Group) -> None:
    vaults.exchange_cards(inside, outside)
    recipient, (asha, bronwen, chantelle) = outside.machine.sign_public.hex(), group.people
    sent = {
        "recipient": "Outside", "serial": 1, "file": "f", "sha256": "0", "bytes": 1, "preparer": "R", "checker": "C",
        "people": [asha], "consents": 1, "ack_code": "", "created": "2026-11-03T09:27:00+00:00",
    }  # fmt: skip
    with inside.write(inside.staff_id, "export") as db:
        db.add(Dispatch(id="abcdefgh", recipient_id=recipient, sent=sent))
    joining.tell_apart(inside, inside.staff_id, asha, bronwen)
    join(inside, asha, chantelle)
    joining.tell_apart(inside, inside.staff_id, asha, chantelle)
    with inside.read() as db:
        told = [one for one in select_for(db, recipient, [], TODAY).entries if one.header.type == "joining"]
    assert {frozenset(one.header.subjects) for one in told} == {frozenset((asha, chantelle))}


def test_erasing_her_erases_both_and_tells_every_machine(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    mark(inside, of, 0, 0, "P")
    mark(inside, of, 1, 0, "P")
    join(inside, of.people[0], of.people[1])
    meet(inside, second)
    kept, _away = low_high(of)
    inside.erase(inside.staff_id, of.people[kept])
    take_in(second, lines(inside))
    for vault in pair:
        assert ids(vault, Person) == {of.people[2]}
        assert rebuilt(vault) == dump(vault)
        with vault.read() as db:
            assert joined.kept(db.connection()) == {}
            assert {one.person_id for one in db.query(Identity).all()} == {of.people[2]}
            assert {one.person_id for one in db.query(Enrolment).all()} == {of.people[2]}


def test_staff_who_differ_are_shown_a_clash_and_her_no_holds_meanwhile(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    meet(inside, second)
    join(inside, of.people[0], of.people[1])
    join(second, of.people[0], of.people[1], same=False)
    meet(inside, second)
    assert clash_list(inside) == clash_list(second)
    assert ("joining", natural_id("joining", *sorted(of.people[:2])), "same") in clash_list(inside)
    assert ids(inside, Person) == ids(second, Person) == {of.people[low_high(of)[0]], of.people[2]}


def test_a_change_made_to_what_was_shown_before_settles_nothing_unseen(inside: Vault, group: Group) -> None:
    kept, away = low_high(group)
    mark(inside, group, kept, 0, "P")
    mark(inside, group, away, 0, "A")
    join(inside, group.people[0], group.people[1])
    seen = inside.position()
    with inside.write(inside.staff_id, "test", as_of=seen) as db:
        held = db.get(Person, group.people[kept])
        assert held is not None
        held.name = "Asha Wyn"
    assert ("person", group.people[kept], "name") not in clash_list(inside)
    assert rebuilt(inside) == dump(inside)


def test_her_plans_with_the_same_number_are_shown_as_one(inside: Vault, group: Group) -> None:
    kept, away = low_high(group)
    for at, form in ((kept, "alone"), (away, "social")):
        with inside.write(inside.staff_id, "plan.begin") as db:
            db.add(Plan(person_id=group.people[at], number=1, form=form))
    join(inside, group.people[0], group.people[1])
    with inside.read() as db:
        assert [(one.person_id, one.number) for one in db.query(Plan).all()] == [(group.people[kept], 1)]
    assert rebuilt(inside) == dump(inside)
