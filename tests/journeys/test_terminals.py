"""README: what a woman writes at a terminal comes back to the laptop, and stays nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from tests import vaults
from tests.journeys.rounds import TWELVE, Prison, copy_stick, give, idea, names, prison, take, whole_round, write_idea
from tests.unit.models.foreign import states
from tests.vaults import TODAY, entries
from wagesdesk.errors import BundleNotForUs, FieldInvalid, NotFound
from wagesdesk.export import container, rounds, second_laptop, terminal
from wagesdesk.export.site_bundle import open_site
from wagesdesk.models import folder
from wagesdesk.models.base import QUARANTINED
from wagesdesk.models.entry import natural_id
from wagesdesk.models.keys import read_escrow
from wagesdesk.models.person import Business
from wagesdesk.models.terminal import Seat
from wagesdesk.models.vault import Vault
from wagesdesk.services import card, people
from wagesdesk.services import terminal as seats
from wagesdesk.services.changes import Changes

FOUR = TWELVE[:4]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Prison]:
    """Two terminals; Asha and Chantelle sit at 1, Bronwen and Dawn at 2."""
    with prison(tmp_path, 2, FOUR) as made:
        yield made


def test_the_class_goes_out_and_what_was_written_comes_back(two: Prison) -> None:
    stick = two.stick()
    out = two.out(stick)
    assert [(one.part.terminal.number, len(one.part.people)) for one in out.parts] == [(1, 2), (2, 2)]
    assert {one.name for one in stick.iterdir()} == {one.sealed.name for one in out.parts}
    assert [(one.name, one.number) for one in seats.out_now(two.laptop)] == [
        ("Asha", 1), ("Bronwen", 2), ("Chantelle", 1), ("Dawn", 2),
    ]  # fmt: skip
    offer = take(two.terminals[0], stick)
    assert (offer.number, offer.people, offer.day, offer.place) == (1, 2, TODAY, "HMP Ashmere")
    take(two.terminals[1], stick)
    assert [names(one) for one in two.terminals] == [{"Asha", "Chantelle"}, {"Bronwen", "Dawn"}]
    asha, bronwen = two.group.people[:2]
    write_idea(two.terminals[0], asha, "Embellish")
    write_idea(two.terminals[1], bronwen, "Double Sparkle")
    for machine in two.terminals:
        give(machine, stick)
    done = two.collect(stick)
    assert [(one.terminal.number, one.state, one.held_back) for one in done.terminals] == [(1, "ok", 0), (2, "ok", 0)]
    assert (idea(two.laptop, asha), idea(two.laptop, bronwen)) == ("Embellish", "Double Sparkle")
    assert seats.out_now(two.laptop) == ()
    assert {row.state for row in two.sheet.rows} == {"back"}
    assert vaults.rebuilt(two.laptop) == vaults.dump(two.laptop)


def test_collecting_twice_changes_nothing(two: Prison) -> None:
    stick = two.stick()
    whole_round(two, stick, "Cards")
    before = vaults.dump(two.laptop)
    assert two.collect(stick) == rounds.Pass((), (), Changes())
    assert vaults.dump(two.laptop) == before


def test_nothing_of_the_class_is_left_at_a_terminal_under_any_key(two: Prison) -> None:
    stick, machine = two.stick(), two.terminals[0]
    two.out(stick)
    take(machine, stick)
    write_idea(machine, two.group.people[0], "Embellish Handmade")
    old_key, old = vaults.data_key(machine.home), folder.current(machine.home)
    assert b"Embellish Handmade" in vaults.raw_rows(machine.home, old_key)
    assert give(machine, stick).wiped
    new_key = vaults.data_key(machine.home)
    assert new_key != old_key
    assert not old.exists()
    rows = vaults.raw_rows(machine.home, new_key)
    assert not [one for one in (b"Embellish", b"Asha", two.group.people[0].encode()) if one in rows]
    assert names(machine) == set()
    assert vaults.rebuilt(machine) == vaults.dump(machine)


def test_everybody_with_words_of_her_own_still_opens_a_wiped_terminal(two: Prison) -> None:
    stick, machine = two.stick(), two.terminals[0]
    two.out(stick)
    take(machine, stick)
    give(machine, stick)
    for who in ("Carys", "Rhian"):
        machine.lock()
        machine = vaults.unlock(machine.home, machine.clock, who)
        assert machine.notices == ()
    two.terminals[0] = machine
    assert len(card.known_cards(machine)) == 2  # the laptop, and the other terminal
    two.collect(stick)
    two.out(stick)
    take(machine, stick)
    assert names(machine) == {"Asha", "Chantelle"}


def test_a_stolen_terminals_key_opens_only_its_own_part(two: Prison) -> None:
    stick = two.stick()
    out = two.out(stick)
    stolen = two.terminals[0].machine.age_secret
    mine, others = (one.sealed for one in out.parts)
    told = container.open_bundle(
        mine.content, identity=stolen, known=None, own_age_public=two.terminals[0].machine.age_public
    )
    assert b"Asha" in told.files["journal.jsonl"]
    assert b"Bronwen" not in told.files["journal.jsonl"]
    with pytest.raises(BundleNotForUs):
        container.open_bundle(
            others.content, identity=stolen, known=None, own_age_public=two.terminals[0].machine.age_public
        )
    take(two.terminals[0], stick)
    given = give(two.terminals[0], stick)
    with pytest.raises(pyrage.DecryptError):  # nor what it gave back itself
        pyrage.decrypt((stick / given.names[-1]).read_bytes(), [pyrage.x25519.Identity.from_str(stolen)])


def test_the_escrow_key_opens_a_part_and_a_return(tmp_path: Path) -> None:
    with prison(tmp_path, 1, FOUR[:1]) as here:
        private, _changes = card.make_escrow(here.laptop, here.laptop.staff_id)
        stick = here.stick()
        (out,) = here.out(stick).parts
        take(here.terminals[0], stick)
        write_idea(here.terminals[0], here.group.people[0], "Cards")
        given = give(here.terminals[0], stick)
        for content in (out.sealed.content, (stick / given.names[-1]).read_bytes()):
            plain = pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(read_escrow(private))])
            assert b"journal.jsonl" in plain


def test_a_plan_is_out_to_exactly_one_terminal(two: Prison) -> None:
    stick = two.stick()
    two.out(stick)
    with pytest.raises(FieldInvalid):
        two.seat(0, 2)
    asha = two.group.people[0]
    carried = [
        one.terminal.number
        for one in (part.part for part in two.out(stick).parts)
        if asha in one.people
    ]  # fmt: skip
    assert carried == [1]  # given out once more, to the terminal where she is
    with two.laptop.write(two.laptop.staff_id, "test") as db:  # moved on the second laptop, which knew of no round
        seat = db.get(Seat, natural_id("seat", two.sheet.workshop.id, asha))
        assert seat is not None
        seat.terminal_id = two.sheet.terminals[1].id
    out = two.out(stick)
    assert out.elsewhere == (asha,)
    assert asha not in {person for one in out.parts for person in one.part.people}


def test_a_seat_that_moves_carries_hers_only(two: Prison) -> None:
    stick = two.stick()
    whole_round(two, stick, "Cards")
    two.seat(0, 2)
    assert [row.seat for row in two.sheet.rows].count(two.sheet.terminals[1].id) == 3
    two.out(stick)
    for machine in two.terminals:
        take(machine, stick)
    assert [names(one) for one in two.terminals] == [{"Chantelle"}, {"Asha", "Bronwen", "Dawn"}]
    assert idea(two.terminals[1], two.group.people[0]) == "Cards"  # written at the other terminal, passed on
    assert not [one for one in states(two.terminals[1]).values() if one == QUARANTINED]


def test_the_seats_of_last_time_are_proposed(two: Prison) -> None:
    two.seat(3, 1)
    before = {row.person_id: row.seat for row in two.sheet.rows}
    two.out(two.stick())
    later = seats.day_sheet(two.laptop, two.group.cohort_id, TODAY.replace(day=10))
    assert later is not None
    assert later.proposed
    assert later.workshop.id != two.sheet.workshop.id
    assert {row.person_id: row.seat for row in later.rows} == before


def test_a_terminal_writes_about_its_own_class_alone(two: Prison) -> None:
    stick, machine = two.stick(), two.terminals[0]
    two.out(stick)
    take(machine, stick)
    asha, bronwen = two.group.people[:2]
    with machine.write(machine.staff_id, "test") as db:  # a terminal that was tampered with
        db.add(Business(person_id=bronwen, idea={"name": "Taken over", "about": ""}))
    people.rename(
        machine, machine.staff_id, person_id=asha, chosen="Asha B", surname="", prison_number="", language="en"
    )
    give(machine, stick)
    two.collect(stick)
    assert idea(two.laptop, bronwen) == ""
    held = states(two.laptop)
    assert [one.header.subjects for one in entries(two.laptop, "business") if held[one.id] == QUARANTINED] == [
        (bronwen,)
    ]
    assert [held[one.id] for one in entries(two.laptop, "person") if one.fields.get("name") == "Asha B"] == [
        QUARANTINED
    ]
    assert "Asha B" not in names(two.laptop)


def test_an_old_part_is_no_offer_and_a_terminal_takes_from_its_laptop_alone(two: Prison) -> None:
    stick, machine = two.stick(), two.terminals[0]
    two.out(stick)
    old = copy_stick(stick, "old")
    take(machine, stick)
    give(machine, stick)
    assert terminal.offered(machine, old) is None
    with pytest.raises(NotFound):
        terminal.give_back(two.terminals[1], two.terminals[1].staff_id, stick)
    card.remove(machine, machine.staff_id, two.laptop.machine.sign_public.hex())
    two.collect(stick)
    two.out(stick)
    assert terminal.offered(machine, stick) is None


def test_a_second_laptop_of_the_site_is_given_everything_and_gives_everything(two: Prison, tmp_path: Path) -> None:
    stick = two.stick()
    whole_round(two, stick, "Cards")
    second = vaults.unlock(vaults.copy_of("second", tmp_path / "second"), two.laptop.clock)
    try:
        vaults.exchange_cards(two.laptop, second, ours=False)
        there = second.machine.sign_public.hex()
        with pytest.raises(NotFound):  # a laptop of another prison would be a card like any other
            second_laptop.write_all(two.laptop, two.laptop.staff_id, there, stick)
        for here, card_id in ((two.laptop, there), (second, two.laptop.machine.sign_public.hex())):
            seats.set_ours(here, here.staff_id, card_id, ours=True)
        before = second_laptop.write_all(two.laptop, two.laptop.staff_id, there, stick)
        made = second_laptop.write_all(two.laptop, two.laptop.staff_id, there, stick, largest=6000)
        assert len(made) > 1
        assert {one.name for one in stick.iterdir()}.isdisjoint(one.name for one in before)
        (came,) = rounds.collect(second, second.staff_id, stick).laptops
        assert (came.place, came.held_back) == ("HMP Ashmere", 0)
        assert names(second) == set(FOUR)
        assert idea(second, two.group.people[0]) == "Cards"  # written at a terminal, passed on by the laptop
        assert [one.number for one in seats.terminals(second)] == [1, 2]
        write_idea(second, two.group.people[0], "Dogs")
        second_laptop.write_all(second, second.staff_id, two.laptop.machine.sign_public.hex(), stick)
        two.collect(stick)
        rounds.collect(second, second.staff_id, stick)
        assert shown(two.laptop) == shown(second)
        assert idea(two.laptop, two.group.people[0]) == "Dogs"
    finally:
        second.lock()


def shown(vault: Vault) -> list[bytes]:
    """What two machines that know the same must agree on: all but each one's own log of what came in."""
    return [one for one in vaults.dump(vault).splitlines() if b'"intake"' not in one]


def test_what_stays_within_a_site_is_refused_by_an_inbox(two: Prison) -> None:
    stick = two.stick()
    two.out(stick)
    take(two.terminals[0], stick)
    name = give(two.terminals[0], stick).names[-1]
    data = (stick / name).read_bytes()
    with pytest.raises(BundleNotForUs) as refused:
        container.open_bundle(
            data, identity=two.laptop.machine.age_secret, known=card.known_cards(two.laptop),
            own_age_public=two.laptop.machine.age_public,
        )  # fmt: skip
    assert refused.value.fields == {"code": "purpose"}
    assert open_site(two.laptop, data).manifest.checker.name == ""
