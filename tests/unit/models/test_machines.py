"""Machines that drift apart and meet again: random schedules over the real journal, on vault files and in memory.

Every example that once broke something is kept as a plain test below.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests import vaults
from tests.unit.models.in_memory import InMemory
from tests.unit.models.machines import Machines
from tests.unit.models.on_files import OnFiles


class FileMachines(Machines):
    stand_on = OnFiles


class MemoryMachines(Machines):
    stand_on = InMemory


def run(machines: type[Machines], schedules: int, steps: int) -> None:
    run_state_machine_as_test(
        machines,
        settings=settings(
            max_examples=schedules, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


in_parts = pytest.mark.parametrize("part", range(4))
"""Of all schedules, each within the time that one test has, and side by side."""


@in_parts
@pytest.mark.timeout(600)  # a hundred schedules of real files: a minute, more on a busy machine
def test_machines_agree_whatever_happens(deep: bool, part: int) -> None:
    run(FileMachines, 500 if deep else 25, 40 if deep else 14)


@in_parts
@pytest.mark.timeout(600)
def test_machines_in_memory_agree_whatever_happens(deep: bool, part: int) -> None:
    run(MemoryMachines, 5_000 if deep else 4, 20)


@pytest.fixture
def machines() -> Iterator[Machines]:
    """Three machines for a plain schedule; they meet and are checked when the test is over."""
    made = FileMachines()
    made.begin()
    yield made
    made.teardown()


def test_after_a_restore_the_writer_is_another(machines: Machines) -> None:
    machines.back_up(0)
    machines.edit(0, 0, "name", stale=False)
    machines.export(0, full=True)
    machines.restore(0, 0)
    machines.edit(0, 0, "name", stale=False)


def test_a_copied_image_goes_its_own_way(machines: Machines) -> None:
    for how in ("closed", "open"):
        machines.clone(0, how)
        machines.edit(0, 0, "name", stale=False)
        machines.edit(len(machines.places) - 1, 0, "name", stale=False)


def test_a_copy_that_wakes_with_the_same_memory_writes_the_same_place_of_a_chain(machines: Machines) -> None:
    machines.edit(0, 0, "name", stale=False)
    machines.clone(0, "running")
    for number in (0, 3, 0, 3):
        machines.edit(number, 0, "name", stale=False)


def test_several_records_at_once_where_a_twin_wrote_the_same_places(machines: Machines) -> None:
    machines.edit(0, 0, "name", stale=False)
    machines.clone(0, "running")
    machines.edit_both(3, 1)
    machines.edit_both(3, 1)
    machines.export(3, full=True)
    machines.deliver(0, 0)
    machines.edit_both(0, 1)
    machines.edit_both(0, 2)
    machines.erase(0, 2)


def test_a_clash_and_a_third_that_has_seen_both(machines: Machines) -> None:
    machines.edit(0, 0, "name", stale=False)
    machines.edit(1, 0, "name", stale=False)
    for number in (0, 1):
        machines.export(number, full=False)
        machines.deliver(2, number)
    assert vaults.clash_list(machines.places[2].vault)
    machines.edit(2, 0, "name", stale=False)
    machines.export(2, full=False)
    machines.deliver(0, 2)
    machines.deliver(1, 2)
    assert not vaults.clash_list(machines.places[0].vault)


def test_a_dead_clock_before_an_edit_of_what_came_from_elsewhere(machines: Machines) -> None:
    machines.edit(0, 0, "name", stale=False)
    machines.export(0, full=True)
    machines.clock_jumps(1, None)
    machines.unlock_again(1)
    machines.deliver(1, 0)
    machines.edit(1, 0, "name", stale=False)


def test_a_clock_far_ahead_poisons_nobody(machines: Machines) -> None:
    machines.clock_jumps(0, timedelta(days=3650))
    machines.unlock_again(0)
    machines.edit(0, 0, "name", stale=False)
    machines.export(0, full=True)
    machines.deliver(1, 0)
    machines.edit(1, 0, "name", stale=False)
    machines.unlock_again(1)
    machines.edit(1, 0, "name", stale=False)


def test_what_was_erased_does_not_come_back_with_an_old_bundle(machines: Machines) -> None:
    machines.edit(0, 0, "name", stale=False)
    machines.export(0, full=True)
    machines.erase(1, 0)
    machines.deliver(1, 0)
    machines.deliver(2, 0)


def test_what_was_erased_does_not_come_back_with_a_backup(machines: Machines) -> None:
    machines.edit(0, 0, "name", stale=False)
    machines.back_up(0)
    machines.erase(0, 0)
    machines.restore(0, 0)


def test_writing_about_somebody_erased_is_refused_and_changes_nothing(machines: Machines) -> None:
    machines.erase(0, 0)
    machines.edit(0, 0, "name", stale=False)
    machines.edit(1, 0, "surname", stale=False)


def test_a_stale_edit_beside_an_undo(machines: Machines) -> None:
    machines.look(0)
    machines.edit(0, 0, "name", stale=False)
    machines.edit(0, 0, "name", stale=True)
    machines.undo(0)
    machines.settle(0, 1)
    machines.undo(0)


def test_a_no_on_one_machine_and_a_yes_on_another(machines: Machines) -> None:
    machines.ask(0, 0, yes=True, stale=False)
    machines.export(0, full=True)
    machines.deliver(1, 0)
    machines.ask(0, 0, yes=False, stale=False)
    machines.ask(1, 0, yes=True, stale=False)


def test_a_late_small_bundle_before_the_early_one(machines: Machines) -> None:
    machines.edit(0, 0, "name", stale=False)
    machines.export(0, full=False)
    machines.edit(0, 0, "name", stale=False)
    machines.export(0, full=False)
    machines.deliver(1, 1)
    machines.edit(1, 0, "name", stale=False)
    machines.deliver(1, 0)
    machines.deliver(1, 1)


def test_what_was_taken_away_does_not_come_back_with_an_old_bundle_or_a_backup(machines: Machines) -> None:
    machines.edit(0, 0, "idea", stale=False)
    machines.export(0, full=True)
    machines.back_up(0)
    machines.erase_part(0, 0, "plan")
    assert machines.redacted
    machines.deliver(0, 0)
    machines.deliver(1, 0)
    machines.restore(0, 0)
    machines.edit(0, 0, "idea", stale=False)


def test_words_in_the_place_of_others_beside_an_edit_elsewhere(machines: Machines) -> None:
    machines.edit(0, 0, "idea", stale=False)
    machines.export(0, full=True)
    machines.lose(0)
    machines.export(0, full=True)
    machines.deliver(1, 0)
    machines.edit(1, 0, "idea", stale=False)
    machines.rewrite(0, 0)
    assert machines.redacted


def test_joined_inside_with_one_who_said_no_she_is_shown_outside_no_more(machines: Machines) -> None:
    machines.share(0, 0)
    machines.arrive_outside(0)
    machines.ask(0, 2, yes=False, stale=False)
    machines.join(0, ("asha", "chan"))


def test_apart_again_who_went_as_another_is_shown_outside_no_more(machines: Machines) -> None:
    machines.join(0, ("asha", "bron"))
    machines.share(0, 0)
    machines.arrive_outside(0)
    machines.unjoin(0)


def test_a_yes_that_is_undone_is_no_yes_outside(machines: Machines) -> None:
    machines.ask(0, 0, yes=True, stale=False)
    machines.tell_outside(0)
    machines.arrive_outside(0)
    machines.undo(0)
    machines.undo(0)


def test_what_a_terminal_and_the_others_wrote_and_erased_arrives_outside(machines: Machines) -> None:
    machines.share(0, 0)
    machines.edit(1, 0, "idea", stale=False)
    machines.bring(1, 0)
    machines.check_out(0, 0)
    machines.write_at_the_terminal(0)
    machines.give_back()
    machines.collect(0, 0)
    machines.tell_outside(0)
    machines.arrive_outside(1)
    machines.say_it_arrived(0, 0)
    machines.erase_part(1, 0, "plan")
    machines.erase(2, 1)
