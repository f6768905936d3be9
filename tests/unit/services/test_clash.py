"""Clashes: the same list on every machine, settled by a person, asked about, opened again by an undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests import vaults
from tests.vaults import TODAY, Group, dump, lines, mark, rebuilt, take_in
from wagesdesk.clock import FixedClock
from wagesdesk.errors import NotFound
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance, clash, consent, history, people
from wagesdesk.services.clash import Clash


@pytest.fixture
def pair(inside: Vault, second: Vault) -> tuple[Vault, Vault]:
    vaults.exchange_cards(inside, second)
    return inside, second


@pytest.fixture
def group(pair: tuple[Vault, Vault]) -> Group:
    """The same group on both laptops."""
    of = vaults.group(pair[0])
    meet(*pair)
    return of


def meet(one: Vault, other: Vault) -> None:
    take_in(other, lines(one))
    take_in(one, lines(other))


def business(vault: Vault, of: Group, name: str, person: int = 0) -> None:
    people.set_business(vault, vault.staff_id, person_id=of.people[person], name=name, about="")


def retitle(vault: Vault, of: Group, title: str) -> None:
    with vault.write(vault.staff_id, "test") as db:
        held = db.get(Cohort, of.cohort_id)
        assert held is not None
        held.title = title


def seen_from_nowhere(found: tuple[Clash, ...]) -> list[Clash]:
    """Without which machine is one's own: the only thing that may differ."""
    return [replace(one, sides=tuple(replace(side, here=False) for side in one.sides)) for one in found]


def test_the_list_is_the_same_on_every_machine(pair: tuple[Vault, Vault], group: Group, morning: FixedClock) -> None:
    for minutes, (vault, letter) in enumerate(zip(pair, "PA", strict=True)):
        morning.advance(minutes=minutes)
        mark(vault, group, 1, 0, letter)
        mark(vault, group, 0, 0, letter)
        business(vault, group, f"Idea {letter}")
        retitle(vault, group, f"Cohort {letter}")
    meet(*pair)
    mine, theirs = (clash.clashes(vault) for vault in pair)
    assert seen_from_nowhere(mine) == seen_from_nowhere(theirs)
    assert [(one.name, one.type) for one in mine] == [
        ("Asha", "business"), ("Asha", "mark"), ("Bronwen", "mark"), ("", "cohort"),
    ]  # fmt: skip
    assert mine[-1].label in ("Cohort P", "Cohort A")
    assert [[side.here for side in one.sides] for one in mine] == [[True, False]] * 4
    assert [[side.here for side in one.sides] for one in theirs] == [[False, True]] * 4
    for vault in pair:
        assert rebuilt(vault) == dump(vault)


def test_a_side_says_who_when_and_where_and_which_is_newer(
    pair: tuple[Vault, Vault], group: Group, morning: FixedClock
) -> None:
    inside, second = pair
    business(inside, group, "Cards")
    morning.advance(days=1)
    business(second, group, "Dogs")
    meet(inside, second)
    (one,) = clash.clashes(inside)
    assert [(side.value["name"], side.by, side.place, side.kind, side.newer) for side in one.sides] == [
        ("Cards", "Rhian", "HMP Ashmere", "laptop", False),
        ("Dogs", "Siwan", "HMP Ashmere, second laptop", "laptop", True),
    ]


def test_a_doubtful_date_makes_none_the_newer(pair: tuple[Vault, Vault], group: Group, morning: FixedClock) -> None:
    inside, second = pair
    business(inside, group, "Cards")
    now = morning.now()
    morning.advance(days=-20_000)
    dead = vaults.again(second)
    business(dead, group, "Dogs")
    morning.set(now)
    meet(inside, dead)
    (one,) = clash.clashes(inside)
    assert [(side.clock_ok, side.newer) for side in one.sides] == [(False, False), (True, False)]
    dead.lock()


def test_a_mark_says_its_workshop_and_a_consent_whom_it_is_for(
    pair: tuple[Vault, Vault], outside: Vault, group: Group
) -> None:
    inside, second = pair
    vaults.exchange_cards(inside, outside)
    meet(inside, second)
    recipient = outside.machine.sign_public.hex()
    for vault, yes in ((inside, True), (second, False)):
        mark(vault, group, 0, 0, "P" if yes else "A")
        consent.record(
            vault, vault.staff_id, person_id=group.people[0], recipient_id=recipient, answers={"plan": yes}, on=TODAY,
            until=TODAY, how="paper",
        )  # fmt: skip
    meet(inside, second)
    said, marked = clash.clashes(inside)
    assert (said.label, said.scope, said.day) == ("Cwlwm Co-operative", "plan", None)
    assert (marked.label != "", marked.day) == (True, vaults.FIRST_DAY)
    for vault in pair:  # until somebody chooses it counts as no
        rows = {(one.recipient_id, one.scope): one for one in consent.consents(vault, group.people[0], TODAY)}
        row = rows[recipient, "plan"]
        assert (row.says, row.clash) == ("no", True)


def test_three_ways_and_one_choice_settles_all(
    pair: tuple[Vault, Vault], group: Group, tmp_path: Path, morning: FixedClock
) -> None:
    inside, second = pair
    third = vaults.unlock(vaults.copy_of("outside", tmp_path / "third"), morning)
    for vault in pair:
        vaults.exchange_cards(vault, third)
    take_in(third, lines(inside))
    own = [one for one in lines(inside) if b"business" in one]
    assert own == []
    business(inside, group, "Cards")
    business(second, group, "Dogs")
    meet(inside, second)
    (two,) = clash.clashes(second)
    assert len(two.sides) == 2
    third_side = vaults.unlock(vaults.copy_of("inside", tmp_path / "copy"), morning)  # the inside laptop's own copy
    take_in(third_side, [one for one in lines(second) if b'"type\\":\\"business' not in one])
    business(third_side, group, "Cakes")
    take_in(inside, lines(third_side))
    take_in(second, lines(inside))
    for vault in pair:
        (one,) = clash.clashes(vault)
        assert sorted(side.value["name"] for side in one.sides) == ["Cakes", "Cards", "Dogs"]
    (one,) = clash.clashes(inside)
    chosen = next(side for side in one.sides if side.value["name"] == "Dogs")
    clash.settle(inside, inside.staff_id, entry_id=chosen.entry_id, field=one.field)
    take_in(second, lines(inside))
    for vault in pair:
        assert clash.clashes(vault) == ()
        assert people.person(vault, group.people[0], group.cohort_id, TODAY).business == "Dogs"
    third.lock()
    third_side.lock()


def test_settled_on_one_it_is_settled_on_the_other(pair: tuple[Vault, Vault], group: Group) -> None:
    inside, second = pair
    business(inside, group, "Cards")
    business(second, group, "Dogs")
    meet(inside, second)
    (one,) = clash.clashes(inside)
    clash.settle(inside, inside.staff_id, entry_id=one.sides[0].entry_id, field=one.field)
    meet(inside, second)
    assert clash.clashes(second) == clash.clashes(inside) == ()
    assert dump(inside).count(b'"idea"') == dump(second).count(b'"idea"')


def test_an_undo_opens_it_again_with_what_stood_there(
    pair: tuple[Vault, Vault], group: Group, morning: FixedClock
) -> None:
    inside, second = pair
    business(inside, group, "Cards")
    morning.advance(hours=1)
    business(second, group, "Dogs")
    meet(inside, second)
    (before,) = clash.clashes(inside)

    def said(vault: Vault) -> list[tuple[object, str, str, object]]:
        (one,) = clash.clashes(vault)
        return [(side.value["name"], side.by, side.place, side.at) for side in one.sides]

    first = said(inside)
    for turn in range(2):
        morning.advance(hours=1)
        if turn == 0:
            clash.settle(inside, inside.staff_id, entry_id=before.sides[0].entry_id, field=before.field)
        else:
            history.redo(inside, inside.staff_id)
        assert clash.clashes(inside) == ()
        assert people.person(inside, group.people[0], group.cohort_id, TODAY).business == "Cards"
        history.undo(inside, inside.staff_id)
        assert said(inside) == first
        assert rebuilt(inside) == dump(inside)
    meet(inside, second)
    assert said(second) == first
    assert people.person(second, group.people[0], group.cohort_id, TODAY).business == "Dogs"


def test_asking_travels_and_ends_with_a_new_side(pair: tuple[Vault, Vault], group: Group) -> None:
    inside, second = pair
    business(inside, group, "Cards")
    business(second, group, "Dogs")
    meet(inside, second)
    (one,) = clash.clashes(inside)
    assert (one.asking, clash.count(inside)) == (False, 1)
    clash.ask(inside, inside.staff_id, one)
    history.undo(inside, inside.staff_id)
    assert clash.count(inside) == 1
    history.redo(inside, inside.staff_id)
    clash.ask(second, second.staff_id, clash.clashes(second)[0])  # both at once: no clash about a clash
    meet(inside, second)
    for vault in pair:
        (held,) = clash.clashes(vault)
        assert (held.asking, len(held.sides), clash.count(vault)) == (True, 2, 0)
    business(second, group, "Cakes")
    business(inside, group, "Soap")
    meet(inside, second)
    assert [held.asking for held in clash.clashes(second)] == [False]


def test_a_clash_about_nobody_asks_nobody(pair: tuple[Vault, Vault], group: Group) -> None:
    inside, second = pair
    retitle(inside, group, "Seven")
    retitle(second, group, "Eight")
    meet(inside, second)
    (one,) = clash.clashes(inside)
    with pytest.raises(NotFound):
        clash.ask(inside, inside.staff_id, one)
    clash.settle(inside, inside.staff_id, entry_id=one.sides[0].entry_id, field=one.field)
    with pytest.raises(NotFound):
        clash.ask(inside, inside.staff_id, one)


def test_what_was_taken_away_is_no_clash(pair: tuple[Vault, Vault], group: Group) -> None:
    inside, second = pair
    mark(inside, group, 0, 0, "P")
    mark(second, group, 0, 0, "A")
    meet(inside, second)
    assert clash.count(inside) == 1
    attendance.clear(
        inside, inside.staff_id, enrolment_id=group.enrolments[0], workshop_id=group.workshops[0]
    )  # fmt: skip
    assert clash.clashes(inside) == ()
