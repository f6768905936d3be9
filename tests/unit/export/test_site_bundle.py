"""What stays within a site: whose it may be, and what goes along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests import durable, vaults
from tests.journeys.rounds import TWELVE, Prison, give, idea, names, prison, take, write_idea
from tests.unit.export.bundles import changed, new_line
from tests.vaults import TODAY, Group
from wagesdesk.errors import (
    BundleAltered,
    BundleError,
    BundleNotForUs,
    NotAllowed,
    SlotsTooFew,
    VaultBusy,
    VaultDamaged,
)
from wagesdesk.export import container, rounds, second_laptop, terminal
from wagesdesk.export.manifest import NOBODY, READER, SITE, Recipient
from wagesdesk.export.site_bundle import ROUND, open_site
from wagesdesk.export.site_selection import for_laptop, for_return, for_terminal
from wagesdesk.models import folder, slots
from wagesdesk.models.backup import BEFORE_IMPORT
from wagesdesk.models.keys import Card
from wagesdesk.models.plan import PlanComment
from wagesdesk.models.vault import Vault
from wagesdesk.services import card
from wagesdesk.services import terminal as seats


@pytest.mark.parametrize(
    ("kind", "told", "expected"),
    [("outside", {"kind": "sync"}, BundleNotForUs), ("laptop", "sync", BundleAltered), ("laptop", None, BundleAltered)],
)
def test_only_a_machine_of_a_site_says_something_of_a_round(
    inside: Vault, kind: str, told: object, expected: type[BundleError]
) -> None:
    line = new_line()
    sender = line.inside
    theirs = Card("HMP Anywhere", kind, "facilitator", "Gwen", sender.age_public, sender.sign_public)
    card.enrol(inside, inside.staff_id, theirs, compared_on=TODAY)
    manifest = changed(
        line.manifest(), purpose=SITE, checker=NOBODY, min_reader=READER, extra={ROUND: told} if told else {},
        sender=replace(line.manifest().sender, kind=kind), recipients=(Recipient("", inside.machine.age_public),),
    )  # fmt: skip
    sealed = container.seal_bundle({}, manifest, machine=sender, checker_seed=None)
    with pytest.raises(expected):
        open_site(inside, sealed.content)


def test_a_laptop_of_another_prison_brings_nothing_in(inside: Vault, second: Vault, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    vaults.exchange_cards(inside, second)
    card.make_escrow(second, second.staff_id)
    vaults.group(second)
    there = inside.machine.sign_public.hex()
    second_laptop.write_all(second, second.staff_id, there, stick)
    own = second.machine.sign_public.hex()
    seats.set_ours(inside, inside.staff_id, own, ours=False)
    assert rounds.collect(inside, inside.staff_id, stick).laptops == ()
    assert names(inside) == set()
    seats.set_ours(inside, inside.staff_id, own, ours=True)
    assert len(rounds.collect(inside, inside.staff_id, stick).laptops) == 1
    assert len(list((inside.home / BEFORE_IMPORT).iterdir())) == 1


def test_a_terminal_is_given_nothing_about_others_and_no_card_of_another_prison(
    inside: Vault, second: Vault, group: Group
) -> None:
    vaults.exchange_cards(inside, second, ours=False)
    asha, bronwen, _chantelle = group.people
    said = {"text": "x", "kind": "ask", "section": "s", "quote": "", "start": 0, "by": "", "at": TODAY.isoformat()}
    with inside.write(inside.staff_id, "comment.add") as db:
        for giver in (bronwen, None):
            db.add(PlanComment(plan_id="p" * 32, person_id=asha, giver_person_id=giver, said=said))
    with inside.read() as db:
        part = for_terminal(db, [asha])
    assert {one.header.subjects for one in part} == {(), (asha,)}
    assert [one for one in part if one.header.type == "card"] == []


def test_what_a_laptop_let_count_by_itself_is_not_passed_on(inside: Vault) -> None:
    inside.release_quarantine(inside.staff_id, ())
    with inside.read() as db:
        assert "quarantine_release" not in {one.header.type for one in for_laptop(db)}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Prison]:
    """A terminal with Asha's part on the stick."""
    with prison(tmp_path, 1, TWELVE[:1]) as made:
        made.out(made.stick())
        yield made


def test_a_part_is_refused_over_that_of_another_laptop_and_with_one_way_in(
    here: Prison, monkeypatch: pytest.MonkeyPatch
) -> None:
    (machine,) = here.terminals
    offer = terminal.offered(machine, here.stick())
    assert offer is not None
    with pytest.raises(NotAllowed):
        terminal.take_part(machine, machine.staff_id, replace(offer, blocked=True))
    monkeypatch.setattr(machine, "keys", slots.without_slot(machine.keys, machine.keys.slots[1].id))
    with pytest.raises(SlotsTooFew):
        terminal.take_part(machine, machine.staff_id, offer)
    assert names(machine) == set()


def test_a_terminal_wipes_only_what_is_sealed_and_kept(here: Prison, monkeypatch: pytest.MonkeyPatch) -> None:
    (machine,) = here.terminals
    take(machine, here.stick())
    with machine.read() as db:
        assert for_return(db) == []
    generation = folder.current(machine.home)

    def half(path: Path, data: bytes) -> None:
        path.write_bytes(data[: len(data) // 2])

    with monkeypatch.context() as patch:
        patch.setattr(folder, "atomic_write", half)
        with pytest.raises(VaultDamaged):
            give(machine, here.stick())

    def written_meanwhile(done: int, _total: int) -> None:
        if done == 1:
            write_idea(machine, here.group.people[0], "Cards")

    with pytest.raises(VaultBusy):
        terminal.give_back(machine, machine.staff_id, here.stick("second"), step=written_meanwhile)
    assert folder.current(machine.home) == generation
    with durable.told() as done:
        given = give(machine, here.stick("third"))
    kept, wiped = f"name {given.names[-1]}", "name CURRENT"
    assert (
        done.index(f"sync {given.names[-1]}.part") < done.index(kept) < done.index("sync returned") < done.index(wiped)
    )
    assert done.count(kept) == 2  # on the stick too
    assert here.collect(here.stick("third")).terminals[0].state == "ok"
    assert idea(here.laptop, here.group.people[0]) == "Cards"


def test_the_return_of_one_terminal_is_not_that_of_another_under_its_name(tmp_path: Path) -> None:
    with prison(tmp_path, 2, TWELVE[:4]) as here:
        stick = here.stick()
        here.out(stick)
        found = []
        for machine in here.terminals:
            take(machine, stick)
            found.append(stick / give(machine, stick).names[-1])
        one, other = (path.read_bytes() for path in found)
        found[0].write_bytes(other)
        found[1].write_bytes(one)
        assert [done.state for done in here.collect(stick).terminals] == ["altered", "altered"]
        assert len(seats.out_now(here.laptop)) == 4
