"""The rules of machines that drift apart and meet again, and what must hold then: `test_machines.py` runs them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests import vaults
from tests.unit.models.beyond import Beyond, seen, shared
from tests.unit.models.cast import FIELDS, PEOPLE, RECIPIENT, concerns
from tests.unit.models.drift import Kind, Place, Terminal
from wagesdesk.errors import ChangedSince
from wagesdesk.export.carried import leaves_of
from wagesdesk.export.selection import select_for
from wagesdesk.models import proving
from wagesdesk.models.base import ERASED, QUARANTINED
from wagesdesk.models.entry import Entry
from wagesdesk.models.person import Person
from wagesdesk.services import clash as clashes
from wagesdesk.services import history
from wagesdesk.services.joining import joinings

places = st.integers(0, 9)
# Mostly the same person and field: what never meets cannot clash.
people = st.sampled_from((0, 0, 0, 0, 1, 2))
pairs = st.sampled_from(
    [(PEOPLE[0], PEOPLE[1]), (PEOPLE[0], PEOPLE[1]), (PEOPLE[2], PEOPLE[1]), (PEOPLE[0], PEOPLE[2])]
)
fields = st.sampled_from((FIELDS[0], FIELDS[0], FIELDS[0], FIELDS[1], FIELDS[2]))
JUMPS = (timedelta(days=-30), None, timedelta(days=42), timedelta(days=3650), timedelta(hours=1))
"""None is the year 1970: a dead battery."""
MOST = 5


class Machines(RuleBasedStateMachine):
    """Three laptops of one site and a terminal of theirs, and what happens to them. What they stand on is named by a
    class of its own under this one."""

    stand_on: Callable[[], Kind]

    @initialize()
    def begin(self) -> None:
        self.kind = type(self).stand_on()
        self.places = self.kind.laptops()
        self.laptop_keys = [place.vault.machine.age_public for place in self.places]
        self.sent: list[tuple[bytes, list[Entry]]] = []
        self.typed = itertools.count()
        self.acknowledged: set[str] = set()
        self.erased: set[int] = set()
        self.redacted: set[str] = set()
        self.terminal: Terminal | None = None
        self.returns: list[tuple[str, bytes, list[Entry]]] = []
        self.beyond: Beyond | None = None

    def at(self, number: int) -> Place:
        return self.places[number % len(self.places)]

    # -- what people do

    @rule(number=places, who=people, field=fields, stale=st.booleans())
    def edit(self, number: int, who: int, field: str, stale: bool) -> None:
        place = self.at(number)
        self.acknowledged |= place.type(PEOPLE[who], field, next(self.typed), as_of=place.seen if stale else None)

    @rule(one=places, other=places, who=people, field=fields)
    def edit_in_two_places(self, one: int, other: int, who: int, field: str) -> None:
        """What a clash begins with, said as one step: by chance alone it would be rare."""
        self.edit(one, who, field, stale=False)
        self.edit(other, who, field, stale=False)

    @rule(number=places, who=people)
    def edit_both(self, number: int, who: int) -> None:
        self.acknowledged |= self.at(number).type_both(PEOPLE[who], next(self.typed))

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
        """Whoever is joined to her goes with her."""
        place = self.at(number)
        ids = place.ids(PEOPLE[who])
        with place.writing() as made:
            place.vault.erase(place.vault.staff_id, place.shown_as(PEOPLE[who]))
        self.acknowledged |= made
        self.erased |= {PEOPLE.index(one) for one in ids}
        assert not place.remains(ids, place.heap())

    @rule(number=places, who=people, scope=st.sampled_from(("plan", "identity")))
    def erase_part(self, number: int, who: int, scope: str) -> None:
        self._redact(self.at(number), lambda place: place.erase_part(PEOPLE[who], scope))

    @rule(number=places, who=people)
    def rewrite(self, number: int, who: int) -> None:
        self._redact(self.at(number), lambda place: place.rewrite(PEOPLE[who], next(self.typed)))

    def _redact(self, place: Place, do: Callable[[Place], set[str]]) -> None:
        before = place.states()
        self.acknowledged |= do(place)
        self.redacted |= {one for one, state in place.states().items() if state == ERASED != before.get(one, ERASED)}

    @rule(number=places, pair=pairs)
    def join(self, number: int, pair: tuple[str, str]) -> None:
        place = self.at(number)
        made = place.join(*pair, same=True)
        self.acknowledged |= made
        if made:
            assert set(pair) <= place.ids(pair[0])

    @rule(number=places, pair=pairs)
    def join_and_undo(self, number: int, pair: tuple[str, str]) -> None:
        self.acknowledged |= self.at(number).join_and_back(*pair)

    @rule(number=places)
    def unjoin(self, number: int) -> None:
        place = self.at(number)
        for one in joinings(place.vault)[:1]:
            self.acknowledged |= place.join(one.one_id, one.other_id, same=False)
            assert one not in joinings(place.vault)

    # -- what goes to the terminal, and back

    @rule(number=places, who=people)
    def check_out(self, number: int, who: int) -> None:
        """She sits at the terminal too: the part carries all who sit there."""
        terminal = self.terminal = self.terminal or Terminal(self.kind.terminal())
        made, here = self.at(number).check_out(terminal, terminal.people | {PEOPLE[who]}, f"part{next(self.typed)}")
        self.acknowledged |= made
        with terminal.place.vault.read() as db:
            assert {one.id for one in db.query(Person).all()} <= terminal.people
        assert here <= terminal.people

    @precondition(lambda self: self.terminal is not None and self.terminal.people)
    @rule(who=people)
    def write_at_the_terminal(self, who: int) -> None:
        assert self.terminal is not None
        if PEOPLE[who] in self.terminal.people:
            self.terminal.place.type(PEOPLE[who], "idea", next(self.typed), as_of=None)

    @precondition(lambda self: self.terminal is not None and self.terminal.people)
    @rule()
    def give_back(self) -> None:
        """What is in a return counts as written: it stays sealed until some laptop has it. Nothing else stays."""
        assert self.terminal is not None
        found = self.terminal.give_back()
        sealed = self.terminal.place.seal(found, self.laptop_keys, 1)
        self.returns.append((self.terminal.bundle, sealed, found))
        heap = self.terminal.place.heap()
        # Of who was erased a terminal must know the id, or an old part would bring her back.
        told = [f"{one}-" if PEOPLE.index(one) in self.erased else one for one in PEOPLE]
        assert not [one for one in told if one.encode() in heap], "something of the class is left after a wipe"

    @precondition(lambda self: self.returns)
    @rule(number=places, which=st.integers(0, 9))
    def collect(self, number: int, which: int) -> None:
        part, sealed, _entries = self.returns[which % len(self.returns)]
        if self.at(number).gave_out(part):
            self.at(number).take_in(sealed)

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
        self.places.append(self.at(number).twin(how))

    @rule(number=places)
    def back_up(self, number: int) -> None:
        self.at(number).back_up()

    @precondition(lambda self: any(place.backups for place in self.places))
    @rule(number=places, which=st.integers(0, 9))
    def restore(self, number: int, which: int) -> None:
        if self.at(number).backups:
            self.at(number).restore(which)
            self._forget()

    # -- what travels

    @rule(number=places, full=st.booleans())
    def export(self, number: int, full: bool) -> None:
        place = self.at(number)
        entries = place.chosen(full=full)
        self.sent.append((place.seal(entries, self.laptop_keys, len(self.sent) + 1), entries))

    @precondition(lambda self: self.sent)
    @rule(number=places, which=st.integers(0, 30))
    def deliver(self, number: int, which: int) -> None:
        self.at(number).take_in(self.sent[which % len(self.sent)][0])

    @rule(number=places, to=places)
    def bring(self, number: int, to: int) -> None:
        """As most bundles travel: at once, and all that there is."""
        self.export(number, full=True)
        self.deliver(to, len(self.sent) - 1)

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0, 30))
    def lose(self, which: int) -> None:
        del self.sent[which % len(self.sent)]
        self._forget()

    # -- what goes to the place outside

    def _known_outside(self, number: int) -> Place:
        """A machine that the place outside knows: the first laptop, or a copy of it."""
        place = self.at(number)
        return place if place.key == self.places[0].key else self.places[0]

    @rule(number=places, who=people)
    def share(self, number: int, who: int) -> None:
        """She says yes, and it goes out: by chance alone both would be rare."""
        place = self._known_outside(number)
        self.acknowledged |= place.consent(PEOPLE[who], yes=True, as_of=None)
        self.tell_outside(number)

    @rule(number=places)
    def tell_outside(self, number: int) -> None:
        self.beyond = self.beyond or Beyond(self.kind.outside())
        self.acknowledged |= self.beyond.told_by(self._known_outside(number))

    @precondition(lambda self: self.beyond is not None and self.beyond.sent)
    @rule(which=st.integers(0, 30))
    def arrive_outside(self, which: int) -> None:
        assert self.beyond is not None
        self.beyond.hear(which)

    @precondition(lambda self: self.beyond is not None and self.beyond.heard)
    @rule(number=places, which=st.integers(0, 30))
    def say_it_arrived(self, number: int, which: int) -> None:
        assert self.beyond is not None
        self.acknowledged |= self.beyond.answer(self._known_outside(number), which)

    def _forget(self) -> None:
        """What was only on a disk, or a stick, is gone with it; everything that is anywhere is not."""
        going = {one.id for _bundle, entries in self.sent for one in entries}
        self.acknowledged &= going.union(*(one.states() for one in self.places))

    # -- what must hold

    def teardown(self) -> None:
        if not hasattr(self, "kind"):
            return
        try:
            self.meet()
            self.check()
            if self.beyond is not None:
                self.check_outside(self.beyond)
        finally:
            self.kind.end()

    def meet(self) -> None:
        """Everybody gets every bundle there ever was, and all that everybody holds."""
        if self.terminal is not None and self.terminal.people:
            self.give_back()
        every = [entries for _bundle, entries in self.sent]
        for part, _sealed, entries in self.returns:
            if any(place.gave_out(part) for place in self.places):  # else only the spare key opens it
                every.append(entries)
                self.acknowledged.update(one.id for one in entries)
        every += [place.chosen(full=True) for place in self.places]
        self.everything = list({one.id: one for entries in reversed(every) for one in entries}.values())
        for place in self.places:
            place.import_entries(self.everything, place.key)

    def check(self) -> None:
        first, last = self.places[0], self.places[-1]
        shown = first.shown()
        people_erased = {PEOPLE[who] for who in self.erased}
        # What was written about somebody who was erased meanwhile need not reach a machine that never had it, nor what
        # was taken away.
        optional = set(self.redacted)
        for place in self.places if people_erased else ():
            journal = place.entries()
            optional.update(one.id for one in journal if people_erased.intersection(one.header.subjects))
            told = [one for one in journal if concerns(one, people_erased) and one.values is not None]
            assert not told, "an erased value is still there"
            assert not place.remains(people_erased, repr(place.shown()).encode()), "an erased value is still shown"
        for place in self.places:
            assert place.shown() == shown, "two machines show different things"
            states = place.states()
            assert self.acknowledged - optional <= set(states), "a write was lost"
            assert QUARANTINED not in states.values(), "something of a known machine is held back"
            assert {states.get(one, ERASED) for one in self.redacted} <= {ERASED}, "what was taken away says something"
            with place.vault.read() as db:
                assert proving.verify(db.connection()) == [], "the journal does not prove itself"
        assert not first.unsaid(), "of what was written for a woman something is not shown"
        assert vaults.clash_list(first.vault) == vaults.clash_list(last.vault), "two machines list different clashes"
        with last.vault.read() as db:
            chosen = select_for(db, RECIPIENT, PEOPLE, vaults.TODAY)
        given = {one.person_id for one in chosen.people}
        going = {who for one in chosen.entries if leaves_of(one.header.type) == "plan" for who in one.header.subjects}
        assert (given | going).isdisjoint(last.with_a_no()), "somebody who said no would leave"
        states = last.states()
        last.import_entries(self.everything, last.key)
        assert (last.states(), last.shown()) == (states, shown), "taking everything in twice changed something"
        assert last.rebuilt() == shown, "the tables are not those of the journal"

    def check_outside(self, beyond: Beyond) -> None:
        """After one more stick that arrives it has all that women share with it, and shows nothing else."""
        giver = self.places[0]
        beyond.told_by(giver)
        beyond.hear(len(beyond.sent) - 1)
        there, here = beyond.shows(), seen(giver, shared(giver))
        if set(beyond.came()) <= set(giver.states()):  # else it was put back to a day before, and what it said is lost
            assert there == here, f"outside {there} is shown, and {here} is shared"
        assert QUARANTINED not in beyond.place.states().values(), "outside something of the prison is held back"
        erased = {PEOPLE[who] for who in self.erased}
        assert not beyond.place.remains(erased, beyond.place.heap()), "outside an erased value is still there"
        shown = beyond.place.shown()
        assert beyond.place.rebuilt() == shown, "outside the tables are not those of the journal"
