"""Sticks that are lost, full, torn or altered between laptop and terminals, machines that are stopped, retired or put
back to an earlier day: nothing is lost with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import vaults
from tests.journeys.rounds import TWELVE, Prison, copy_stick, give, idea, names, prison, take, whole_round, write_idea
from wagesdesk.clock import FixedClock
from wagesdesk.errors import DriveGone
from wagesdesk.export import rounds, terminal
from wagesdesk.export.drives import Disk
from wagesdesk.models import local
from wagesdesk.models.entry import natural_id
from wagesdesk.models.vault import Vault
from wagesdesk.services import card
from wagesdesk.services import terminal as seats
from wagesdesk.services import vault as vault_service
from wagesdesk.services.changes import Changes

FOUR = TWELVE[:4]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Prison]:
    """Two terminals; Asha and Chantelle sit at 1, Bronwen and Dawn at 2."""
    with prison(tmp_path, 2, FOUR) as made:
        yield made


def test_the_stick_is_lost_on_the_way_to_the_terminals(two: Prison) -> None:
    two.out(two.stick("lost"))
    again = two.stick("again")
    two.out(again)
    take(two.terminals[0], again)
    write_idea(two.terminals[0], two.group.people[0], "Cards")
    give(two.terminals[0], again)
    two.collect(again)
    assert idea(two.laptop, two.group.people[0]) == "Cards"
    # The lost one turns up: it is older than what was taken in, so it brings nobody back.
    assert terminal.offered(two.terminals[0], two.root / "lost") is None


def test_the_stick_is_lost_on_the_way_back(two: Prison) -> None:
    stick, machine = two.stick(), two.terminals[0]
    two.out(stick)
    take(machine, stick)
    write_idea(machine, two.group.people[0], "Cards")
    lost = give(machine, stick).names
    empty = two.stick("empty")
    assert [(one.terminal.number, one.state) for one in two.collect(empty).terminals] == [
        (1, "missing"),
        (2, "missing"),
    ]
    assert terminal.here(machine).sealed == 1
    assert give(machine, empty) == terminal.GivenBack(lost, wiped=False, changes=Changes())
    done = two.collect(empty)
    assert [(one.terminal.number, one.state) for one in done.terminals] == [(1, "ok"), (2, "missing")]
    assert idea(two.laptop, two.group.people[0]) == "Cards"


def test_a_return_that_comes_after_it_was_called_lost_counts_all_the_same(two: Prison) -> None:
    stick, machine = two.stick(), two.terminals[0]
    two.out(stick)
    take(machine, stick)
    write_idea(machine, two.group.people[0], "Cards")
    seats.mark_lost(two.laptop, two.laptop.staff_id, two.sheet.terminals[0].id)
    assert {row.name: row.state for row in two.sheet.rows if row.seat == two.sheet.terminals[0].id} == {
        "Asha": "lost", "Chantelle": "lost",
    }  # fmt: skip
    two.seat(0, 2)  # given out elsewhere meanwhile
    other = two.stick("other")
    two.out(other)
    take(two.terminals[1], other)
    write_idea(two.terminals[1], two.group.people[0], "Dogs")
    give(two.terminals[1], other)
    give(machine, stick)
    two.collect(stick)
    two.collect(other)
    assert vaults.clash_list(two.laptop) == [("business", mine, "idea") for mine in (business_of(two),)]


def business_of(here: Prison) -> str:
    return natural_id("business", here.group.people[0])


def test_a_receipt_lets_a_terminal_forget_its_sealed_return(two: Prison) -> None:
    stick, machine = two.stick(), two.terminals[0]
    whole_round(two, stick, "Cards")
    assert terminal.here(machine).sealed == 1
    two.out(stick)
    assert len(list(stick.iterdir())) == 2  # what came back was cleared away
    take(machine, stick)
    assert terminal.here(machine).sealed == 0


def test_a_terminal_keeps_a_return_whose_receipt_names_another_hash(two: Prison) -> None:
    stick, machine = two.stick(), two.terminals[0]
    whole_round(two, stick, "Cards")
    (kept,) = (machine.home / terminal.RETURNED).iterdir()
    kept.write_bytes(kept.read_bytes() + b"!")
    two.out(stick)
    take(machine, stick)
    assert kept.exists()


@pytest.mark.parametrize(
    ("spoil", "state"), [(lambda data: data[:-70000], "torn"), (lambda data: data[:-1] + b"!", "altered")]
)
def test_a_spoiled_return_is_told_by_its_terminal_and_spoils_no_other(
    two: Prison, spoil: Callable[[bytes], bytes], state: str
) -> None:
    stick = two.stick()
    two.out(stick)
    for machine in two.terminals:
        take(machine, stick)
    write_idea(two.terminals[1], two.group.people[1], "Sparkle")
    bad = stick / give(two.terminals[0], stick).names[-1]
    give(two.terminals[1], stick)
    bad.write_bytes(spoil(bad.read_bytes()))
    done = two.collect(stick)
    assert [(one.terminal.number, one.state) for one in done.terminals] == [(1, state), (2, "ok")]
    assert idea(two.laptop, two.group.people[1]) == "Sparkle"
    assert [one.number for one in seats.out_now(two.laptop)] == [1, 1]
    bad.unlink()
    give(two.terminals[0], stick)
    assert [(one.terminal.number, one.state) for one in two.collect(stick).terminals] == [(1, "ok")]


def test_what_was_written_after_a_return_that_did_not_end_in_a_wipe_comes_with_the_next(two: Prison) -> None:
    stick, machine = two.stick(), two.terminals[0]
    two.out(stick)
    take(machine, stick)
    write_idea(machine, two.group.people[0], "Cards")
    with pytest.raises(DriveGone):
        give(machine, two.root / "nowhere")
    assert names(machine) == {"Asha", "Chantelle"}
    first = copy_stick(machine.home / terminal.RETURNED, "first")
    two.collect(first)
    assert idea(two.laptop, two.group.people[0]) == "Cards"
    write_idea(machine, two.group.people[0], "Cards and gifts")
    assert len(give(machine, stick).names) == 1
    two.collect(stick)
    assert idea(two.laptop, two.group.people[0]) == "Cards and gifts"


def test_a_stick_that_fills_up_leaves_nobody_out_who_is_not_on_it(two: Prison) -> None:
    class Fills(Disk):
        made = 0

        def free(self, folder: Path) -> int:  # noqa: ARG002
            self.made += 1
            return 1 << 30 if self.made == 1 else 0

    stick = two.stick()
    with pytest.raises(Exception, match="DriveFull"):
        rounds.check_out(two.laptop, two.laptop.staff_id, two.sheet, stick, disk=Fills())
    assert {one.number for one in seats.out_now(two.laptop)} == {1}
    assert len(list(stick.iterdir())) == 1


def test_a_laptop_put_back_to_an_earlier_day_takes_in_what_it_forgot_and_goes_on_giving_out(two: Prison) -> None:
    whole_round(two, two.stick("before"), "Cards")
    kept, stick, machine = two.laptop.backup(two.root / "kept"), two.stick(), two.terminals[0]
    two.out(stick)
    take(machine, stick)
    write_idea(machine, two.group.people[0], "Cards and gifts")
    give(machine, stick)
    home, slot, clock = two.laptop.home, two.laptop.slot_id, two.laptop.clock
    two.laptop.lock()
    vault_service.restore(kept, home, slot_id=slot, secret=vaults.PASSPHRASES["Rhian"], clock=clock)
    two.laptop = vaults.unlock(home, clock)
    assert [(one.terminal.number, one.state) for one in two.collect(stick).terminals] == [(1, "ok")]
    assert idea(two.laptop, two.group.people[0]) == "Cards and gifts"
    after = two.stick("after")
    two.out(after)
    take(machine, after)
    assert names(machine) == {"Asha", "Chantelle"}


def test_a_part_whose_stick_was_pulled_out_at_the_last_moment_comes_back(two: Prison) -> None:
    class Pulled(Disk):
        """It goes when the part has its name, so nothing can be taken away from it any more."""

        def sync_folder(self, folder: Path) -> None:
            raise OSError(5, "gone", str(folder))

        def remove(self, path: Path) -> None:
            if path.suffix == ".age":
                raise OSError(5, "gone", str(path))
            super().remove(path)

    stick, machine = two.stick(), two.terminals[0]
    with pytest.raises(DriveGone):
        rounds.check_out(two.laptop, two.laptop.staff_id, two.sheet, stick, disk=Pulled())
    take(machine, stick)
    write_idea(machine, two.group.people[0], "Cards")
    back = give(machine, stick).names[-1]
    assert [(one.terminal.number, one.state) for one in two.collect(stick).terminals] == [(1, "ok")]
    assert idea(two.laptop, two.group.people[0]) == "Cards"
    two.out(stick)
    assert not (stick / back).exists()


def test_a_return_counts_however_often_it_was_tried(two: Prison) -> None:
    stick, machine = two.stick(), two.terminals[0]
    two.out(stick)
    take(machine, stick)
    write_idea(machine, two.group.people[0], "Cards")
    with machine.local() as connection:
        local.put(connection, "part", {**local.get(connection, "part"), "attempt": rounds.ATTEMPTS})
    give(machine, stick)
    two.collect(stick)
    assert idea(two.laptop, two.group.people[0]) == "Cards"


def test_every_return_that_was_taken_in_has_a_receipt(two: Prison) -> None:
    first, second, machine = two.stick("first"), two.stick("second"), two.terminals[0]
    two.out(first)
    take(machine, first)
    with pytest.raises(DriveGone):
        give(machine, two.root / "nowhere")
    early = copy_stick(machine.home / terminal.RETURNED, "early")
    two.out(second)  # more people, or the stick was thought lost
    take(machine, second)
    for path in (machine.home / terminal.RETURNED).iterdir():
        path.rename(two.stick("aside") / path.name)
    give(machine, second)
    for path in (two.root / "aside").iterdir():
        path.rename(machine.home / terminal.RETURNED / path.name)
    two.collect(second)
    two.collect(early)
    two.out(two.stick("next"))
    take(machine, two.root / "next")
    assert terminal.here(machine).sealed == 0


def test_a_retired_terminal_holds_nobody_fast_and_counts_again_once_its_card_does(two: Prison) -> None:
    stick, machine, laptop = two.stick(), two.terminals[0], two.laptop
    two.out(stick)
    take(machine, stick)
    write_idea(machine, two.group.people[0], "Cards")
    give(machine, stick)
    mine = card.own_card(machine, machine.staff_id)
    card.remove(laptop, laptop.staff_id, mine.sign_public.hex())
    assert {row.name: row.state for row in two.sheet.rows} == {
        "Asha": "here", "Bronwen": "out", "Chantelle": "here", "Dawn": "out",
    }  # fmt: skip
    assert {one.number for one in seats.out_now(laptop)} == {2}
    assert [(one.terminal.number, one.state) for one in two.collect(stick).terminals] == [
        (1, "untrusted"), (2, "missing"),
    ]  # fmt: skip
    card.enrol(laptop, laptop.staff_id, mine, compared_on=laptop.clock.today())
    assert [(one.terminal.number, one.state) for one in two.collect(stick).terminals] == [(1, "ok"), (2, "missing")]
    assert idea(laptop, two.group.people[0]) == "Cards"


def test_a_terminal_stopped_while_it_takes_its_part_in_can_give_it_back(
    two: Prison, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, machine = two.stick(), two.terminals[0]
    two.out(stick)

    def stopped(vault: Vault) -> bool:
        if names(vault):
            raise SystemExit
        return True

    with monkeypatch.context() as patched:
        patched.setattr(Vault, "leave_no_trace", stopped)
        with pytest.raises(SystemExit):
            take(machine, stick)
    assert names(machine) == {"Asha", "Chantelle"}
    assert terminal.here(machine).people == 2
    assert give(machine, stick).wiped


def test_the_newest_part_is_offered_and_nobody_is_named_twice_whatever_the_laptops_clock_says(two: Prison) -> None:
    stick, clock = two.stick(), two.laptop.clock
    assert isinstance(clock, FixedClock)
    two.out(stick)
    clock.advance(days=-3000)
    newest = two.out(stick).parts[0].part
    offer = terminal.offered(two.terminals[0], stick)
    assert offer is not None
    assert offer.bundle.manifest.bundle_id == newest.bundle_id
    assert [len(row.out) for row in seats.terminals(two.laptop)] == [2, 2]
