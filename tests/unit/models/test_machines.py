"""Machines that drift apart and meet again: random schedules over the real journal on real SQLCipher files.

Every example that once broke something is kept as a plain test below the machine.
"""

from __future__ import annotations

import copy
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests import vaults
from tests.unit.models import drift
from tests.unit.models.drift import FIELDS, PEOPLE, Place, Terminal
from wagesdesk.errors import ChangedSince
from wagesdesk.export.selection import select_for
from wagesdesk.models import readings
from wagesdesk.models.base import QUARANTINED
from wagesdesk.models.entry import parse_line
from wagesdesk.models.person import Person
from wagesdesk.services import clash as clashes
from wagesdesk.services import history
from wagesdesk.services import vault as vault_service

places = st.integers(0, 9)
# Mostly the same person and field: what never meets cannot clash.
people = st.sampled_from((0, 0, 0, 0, 1, 2))
fields = st.sampled_from((FIELDS[0], FIELDS[0], FIELDS[0], FIELDS[1], FIELDS[2]))
JUMPS = (timedelta(days=-30), None, timedelta(days=42), timedelta(days=3650), timedelta(hours=1))
"""None is the year 1970: a dead battery."""
MOST = 5


class Machines(RuleBasedStateMachine):
    """Three laptops of one site and a terminal of theirs, and what happens to them."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp(dir=vaults.MEMORY))
        self.places = [Place(home) for home in drift.copies(self.root)]
        self.sent: list[list[bytes]] = []
        self.typed = itertools.count()
        self.acknowledged: set[str] = set()
        self.erased: set[int] = set()
        self.terminal: Terminal | None = None
        self.returns: list[tuple[str, list[bytes]]] = []

    def at(self, number: int) -> Place:
        return self.places[number % len(self.places)]

    # -- what people do

    @rule(number=places, who=people, field=fields, stale=st.booleans())
    def edit(self, number: int, who: int, field: str, stale: bool) -> None:
        place, value = self.at(number), f"{PEOPLE[who]}-{next(self.typed)}"
        self.acknowledged |= place.type(PEOPLE[who], field, value, as_of=place.seen if stale else None)

    @rule(number=places, who=people)
    def edit_both(self, number: int, who: int) -> None:
        self.acknowledged |= self.at(number).type_both(PEOPLE[who], f"{PEOPLE[who]}-{next(self.typed)}")

    @rule(number=places, who=people, yes=st.booleans(), stale=st.booleans())
    def ask(self, number: int, who: int, yes: bool, stale: bool) -> None:
        place = self.at(number)
        self.acknowledged |= place.consent(PEOPLE[who], yes=yes, as_of=place.seen if stale else None)

    @rule(number=places)
    def look(self, number: int) -> None:
        place = self.at(number)
        place.seen = place.vault.position()

    @rule(number=places)
    def undo(self, number: int) -> None:
        place = self.at(number)
        if history.can_undo(place.vault):
            with place.writing() as made:
                try:
                    history.undo(place.vault, place.vault.staff_id)
                except ChangedSince:
                    return
            self.acknowledged |= made

    @rule(number=places, side=st.integers(0, 3))
    def settle(self, number: int, side: int) -> None:
        place = self.at(number)
        for clash in clashes.clashes(place.vault)[:1]:
            chosen = clash.sides[side % len(clash.sides)]
            with place.writing() as made:
                history.bring_back(place.vault, place.vault.staff_id, entry_id=chosen.entry_id, field=clash.field)
            self.acknowledged |= made
            assert (clash.type, clash.eid, clash.field) not in vaults.clash_list(place.vault)

    @rule(number=places, who=people)
    def erase(self, number: int, who: int) -> None:
        place = self.at(number)
        with place.writing() as made:
            place.vault.erase(place.vault.staff_id, PEOPLE[who])
        self.acknowledged |= made
        self.erased.add(who)
        assert f"{PEOPLE[who]}-".encode() not in vaults.raw_rows(place.home, drift.data_key())

    # -- what goes to the terminal, and back

    @rule(number=places, who=people)
    def check_out(self, number: int, who: int) -> None:
        """She sits at the terminal too: the part carries all who sit there."""
        terminal = self.terminal = self.terminal or Terminal(self.root)
        made, here = self.at(number).check_out(terminal, terminal.people | {PEOPLE[who]}, f"part{next(self.typed)}")
        self.acknowledged |= made
        with terminal.vault.read() as db:
            assert {one.id for one in db.query(Person).all()} <= terminal.people
        assert here <= terminal.people

    @precondition(lambda self: self.terminal is not None and self.terminal.people)
    @rule(who=people)
    def write_at_the_terminal(self, who: int) -> None:
        assert self.terminal is not None
        if PEOPLE[who] in self.terminal.people:
            self.terminal.type(PEOPLE[who], "idea", f"{PEOPLE[who]}-{next(self.typed)}", as_of=None)

    @precondition(lambda self: self.terminal is not None and self.terminal.people)
    @rule()
    def give_back(self) -> None:
        """What is in a return counts as written: it stays sealed until some laptop has it. Nothing else stays."""
        assert self.terminal is not None
        self.returns.append((self.terminal.bundle, self.terminal.give_back()))
        heap = vaults.raw_rows(self.terminal.home, vaults.data_key(self.terminal.home))
        # Of who was erased a terminal must know the id, or an old part would bring her back.
        told = [f"{one}-" if PEOPLE.index(one) in self.erased else one for one in PEOPLE]
        assert not [one for one in told if one.encode() in heap], "something of the class is left after a wipe"

    @precondition(lambda self: self.returns)
    @rule(number=places, which=st.integers(0, 9))
    def collect(self, number: int, which: int) -> None:
        bundle, lines = self.returns[which % len(self.returns)]
        if self.at(number).gave_out(bundle):
            self.at(number).take_in(lines)

    # -- what happens to machines

    @rule(number=places)
    def unlock_again(self, number: int) -> None:
        self.at(number).again()

    @rule(number=places, jump=st.sampled_from(JUMPS))
    def clock_jumps(self, number: int, jump: timedelta | None) -> None:
        clock = self.at(number).clock
        clock.set(datetime(1970, 1, 1, 0, 5, tzinfo=UTC) if jump is None else clock.now() + jump)

    @precondition(lambda self: len(self.places) < MOST)
    @rule(number=places, how=st.sampled_from(["closed", "open", "running"]))
    def clone(self, number: int, how: str) -> None:
        """A copy of the disk, made while the vault is closed or open; "running" wakes up with the same memory too."""
        place = self.at(number)
        home = self.root / f"clone-{len(self.places)}"
        if how == "closed":
            place.vault.lock()
        shutil.copytree(place.home, home)
        if how == "closed":
            place.open()
        twin = Place(home, copy.copy(place.clock))
        if how == "running":
            twin.vault.spell = replace(place.vault.spell, clock=twin.clock)
        self.places.append(twin)

    @rule(number=places)
    def back_up(self, number: int) -> None:
        place = self.at(number)
        place.backups.append(place.vault.backup(self.root / "backups"))

    @rule(number=places, which=st.integers(0, 9))
    def restore(self, number: int, which: int) -> None:
        place = self.at(number)
        if place.backups:
            place.vault.lock()
            slot = vault_service.place(place.home).slots[0]
            vault_service.restore(
                place.backups[which % len(place.backups)], place.home, slot_id=slot.id,
                secret=vaults.PASSPHRASES[slot.name], clock=place.clock,
            )  # fmt: skip
            place.open()
            place.seen = place.vault.position()
            # What was only on this disk is gone with it; everything that went anywhere is not.
            left = {parse_line(line).id for bundle in self.sent for line in bundle}
            self.acknowledged &= left.union(*(one.states() for one in self.places))

    # -- what travels

    @rule(number=places, full=st.booleans())
    def export(self, number: int, full: bool) -> None:
        self.sent.append(self.at(number).export(full=full))

    @precondition(lambda self: self.sent)
    @rule(number=places, which=st.integers(0, 30))
    def deliver(self, number: int, which: int) -> None:
        self.at(number).take_in(self.sent[which % len(self.sent)])

    # -- what must hold

    def teardown(self) -> None:
        if not hasattr(self, "places"):
            return
        try:
            self.meet()
            self.check()
        finally:
            for place in (*self.places, *([self.terminal] if self.terminal is not None else [])):
                place.vault.lock()
            shutil.rmtree(self.root)

    def meet(self) -> None:
        """Everybody gets every bundle there ever was, and all that everybody holds."""
        if self.terminal is not None and self.terminal.people:
            self.give_back()
        lines = {line for bundle in self.sent for line in bundle}
        for bundle, returned in self.returns:
            if any(place.gave_out(bundle) for place in self.places):  # else only the spare key opens it
                lines.update(returned)
                self.acknowledged.update(parse_line(line).id for line in returned)
        for place in self.places:
            lines.update(place.export(full=True))
        self.everything = [parse_line(line) for line in sorted(lines)]
        for place in self.places:
            place.import_entries(self.everything)

    def check(self) -> None:
        first = self.places[0]
        shown, clashes = vaults.dump(first.vault), vaults.clash_list(first.vault)
        people_erased = {PEOPLE[who] for who in self.erased}
        journals = [place.entries() for place in self.places]
        # What was written about somebody who was erased meanwhile need not reach a machine that never had it.
        optional = {one.id for one in itertools.chain(*journals) if people_erased.intersection(one.header.subjects)}
        for place, journal in zip(self.places, journals, strict=True):
            assert vaults.dump(place.vault) == shown, "two machines show different things"
            assert vaults.clash_list(place.vault) == clashes, "two machines list different clashes"
            assert self.acknowledged - optional <= {one.id for one in journal}, "a write was lost"
            states = place.states()
            assert QUARANTINED not in states.values(), "something of a known machine is held back"
            heap = b"".join(one.line() for one in journal) + shown
            assert not [who for who in people_erased if f"{who}-".encode() in heap], "an erased value is still there"
            with place.vault.read() as db:
                assert readings.verify(db.connection()) == [], "the journal does not prove itself"
            place.import_entries(self.everything)
            assert place.states() == states, "taking everything in twice changed something"
        last = self.places[-1]
        with last.vault.read() as db:
            given = select_for(db, "r", PEOPLE, vaults.TODAY).people
        assert {one.person_id for one in given}.isdisjoint(last.with_a_no()), "somebody who said no would leave"
        assert vaults.dump(last.vault) == shown, "taking everything in twice changed something"
        assert vaults.rebuilt(last.vault) == shown, "the tables are not those of the journal"


@pytest.mark.timeout(600)  # a hundred schedules of real files: a minute, more on a busy machine
def test_machines_agree_whatever_happens(deep: bool) -> None:
    run_state_machine_as_test(
        Machines,
        settings=settings(
            max_examples=20_000 if deep else 100, stateful_step_count=40 if deep else 14, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


@pytest.fixture
def machines() -> Iterator[Machines]:
    """Three machines for a plain schedule; they meet and are checked when the test is over."""
    made = Machines()
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
