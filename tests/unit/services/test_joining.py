"""The same woman entered twice: found by likeness with its reasons, joined and taken apart by a person."""

from __future__ import annotations

import pytest

from tests import vaults
from tests.vaults import TODAY, Group, lines, take_in
from wagesdesk.errors import NotFound
from wagesdesk.models.vault import Vault
from wagesdesk.services import consent, history, joining, people


def group_of(vault: Vault, *names: str) -> Group:
    return vaults.group(vault, names)


def found(vault: Vault) -> list[tuple[str, str, tuple[str, ...]]]:
    """The names of each pair, in order of the alphabet, and why."""
    pairs = []
    for pair in joining.likely(vault):
        first, last = sorted(f"{one.name} {one.surname}".strip() for one in (pair.one, pair.other))
        pairs.append((first, last, pair.reasons))
    return pairs


@pytest.mark.parametrize(
    ("one", "other"),
    [("Siân O'Neil", "Sian ONEIL"), ("Ana María Ruiz", "Ruiz, Ana Maria"), ("Rhys-Ann Lee", "Lee, Rhys Ann")],
)
def test_names_are_alike_without_accents_case_and_order(one: str, other: str) -> None:
    assert joining.plain(one) == joining.plain(other.replace(",", ""))


def test_the_same_number_is_found_first_and_then_the_same_names(inside: Vault) -> None:
    group_of(inside, "Asha Rahman A1234BC", "Bronwen Lloyd", "Chantelle", "Dee Price")
    group_of(inside, "Ash Rahmann A1234BC", "Brónwen Lloyd", "Chantelle", "Mary Price")
    assert found(inside) == [
        ("Ash Rahmann", "Asha Rahman", ("number", "group", "other_surname")),
        ("Bronwen Lloyd", "Brónwen Lloyd", ("names", "group")),
        ("Chantelle", "Chantelle", ("first_name", "group")),
    ]


def test_a_first_name_alone_is_not_enough_and_what_differs_counts_against_it(inside: Vault) -> None:
    of = group_of(inside, "Asha Rahman A1234BC", "Asha Price B1234BC")
    assert found(inside) == []
    for person_id in of.people:
        people.set_business(inside, inside.staff_id, person_id=person_id, name="Card Art", about="")
    assert found(inside) == []


def test_a_pair_is_shown_with_what_is_known_and_who_added_each(inside: Vault, second: Vault) -> None:
    vaults.exchange_cards(inside, second)
    mine, theirs = group_of(inside, "Asha Rahman A1234BC"), group_of(second, "Asha Rahman")
    take_in(inside, lines(second))
    (pair,) = joining.likely(inside)
    facts = {one.person_id: one for one in (pair.one, pair.other)}
    assert set(facts) == {*mine.people, *theirs.people}
    assert pair.one.person_id == min(facts)
    here, there = facts[mine.people[0]], facts[theirs.people[0]]
    assert (here.prison_number, here.by, here.place) == ("A1234BC", "Rhian", "HMP Ashmere")
    assert (there.prison_number, there.by, there.place) == ("", "Siwan", "HMP Ashmere, second laptop")
    assert here.cohorts == ("Cohort 7",)


def test_nobody_is_joined_by_herself(inside: Vault) -> None:
    of = group_of(inside, "Asha Rahman A1234BC", "Asha Rahman A1234BD")
    again = group_of(inside, "Asha Rahman A1234BC")
    assert joining.joinings(inside) == ()
    assert len({*of.people, *again.people}) == 3


def test_joined_they_are_one_and_an_undo_takes_them_apart(inside: Vault) -> None:
    one, other = group_of(inside, "Asha Rahman"), group_of(inside, "Asha Rahman A1234BC")
    low = min(*one.people, *other.people)
    changes = joining.join(inside, inside.staff_id, other.people[0], one.people[0])
    assert {"joining", "person", "mark", "enrolment"} <= changes.kinds
    assert joining.likely(inside) == ()
    (held,) = joining.joinings(inside)
    assert (held.one_id, held.name) == (low, "Asha")
    for of in (one, other):  # the id that is not shown still leads to her
        page = people.person(inside, of.people[0], of.cohort_id, TODAY)
        assert (page.id, page.prison_number) == (low, "A1234BC")
    undone = history.undo(inside, inside.staff_id)
    assert {"joining", "person", "mark", "enrolment"} <= undone.changes.kinds
    assert len(joining.likely(inside)) == 1
    assert joining.joinings(inside) == ()


def test_two_people_are_remembered_on_every_machine(inside: Vault, second: Vault) -> None:
    vaults.exchange_cards(inside, second)
    one, other = group_of(inside, "Asha Rahman"), group_of(inside, "Asha Rahman")
    joining.tell_apart(inside, inside.staff_id, one.people[0], other.people[0])
    take_in(second, lines(inside))
    assert joining.likely(inside) == joining.likely(second) == ()
    joining.join(second, second.staff_id, one.people[0], other.people[0])  # somebody knows better
    take_in(inside, lines(second))
    assert len(joining.joinings(inside)) == 1
    joining.tell_apart(inside, inside.staff_id, one.people[0], other.people[0])
    assert (joining.joinings(inside), joining.likely(inside)) == ((), ())


def test_what_cannot_be_joined_is_refused(inside: Vault) -> None:
    of = group_of(inside, "Asha Rahman")
    with pytest.raises(ValueError, match="twice"):
        joining.join(inside, inside.staff_id, of.people[0], of.people[0])
    with pytest.raises(NotFound):
        joining.join(inside, inside.staff_id, of.people[0], "f" * 32)


def test_her_no_under_one_id_holds_for_what_leaves(inside: Vault, outside: Vault) -> None:
    from wagesdesk.export.selection import select_for

    vaults.exchange_cards(inside, outside)
    recipient = outside.machine.sign_public.hex()
    one, other = group_of(inside, "Asha Rahman"), group_of(inside, "Asha Rahman A1234BC")
    ids = sorted((*one.people, *other.people))

    def answer(person_id: str, *, yes: bool) -> None:
        consent.record(
            inside, inside.staff_id, person_id=person_id, recipient_id=recipient,
            answers={"plan": yes, "attendance": True}, on=TODAY, until=TODAY, how="paper",
        )  # fmt: skip

    answer(ids[0], yes=True)
    answer(ids[1], yes=False)
    joining.join(inside, inside.staff_id, *ids)
    people.set_business(inside, inside.staff_id, person_id=ids[0], name="Cards", about="")
    with inside.read() as db:
        chosen = select_for(db, recipient, ids, TODAY)
    assert [(who.person_id, who.scopes) for who in chosen.people] == [(ids[0], ("attendance",))]
    kinds = {(entry.header.type, person) for entry in chosen.entries for person in entry.header.subjects}
    assert {("enrolment", ids[0]), ("enrolment", ids[1]), ("joining", ids[0]), ("consent", ids[1])} <= kinds
    assert not [kind for kind, _person in kinds if kind in ("business", "identity")]
