from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests import vaults
from tests.unit.models.foreign import Foreign, imported, name_of, states, trust
from tests.vaults import clash_list, dump, entries, lines, mark, rebuilt, says, take_in
from wagesdesk.clock import FixedClock
from wagesdesk.models import merge
from wagesdesk.models.base import QUARANTINED
from wagesdesk.models.cohort import Cohort
from wagesdesk.models.entry import natural_id, parse_line, random_id, wall_ms
from wagesdesk.models.records import RECORDS
from wagesdesk.models.vault import Vault
from wagesdesk.services import card, consent, people


@pytest.fixture
def pair(inside: Vault, second: Vault) -> tuple[Vault, Vault]:
    """Two laptops of one site that know each other."""
    vaults.exchange_cards(inside, second)
    return inside, second


@pytest.fixture
def third(tmp_path: Path, morning: FixedClock) -> Iterator[Vault]:
    """A place that knows nobody yet."""
    opened = vaults.unlock(vaults.copy_of("outside", tmp_path / "third"), morning)
    yield opened
    opened.lock()


def meet(one: Vault, other: Vault) -> None:
    """Each takes in all the other holds."""
    take_in(other, lines(one))
    take_in(one, lines(other))


def test_what_one_laptop_holds_the_other_shows(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    mark(inside, of, 0, 0, "P")
    take_in(second, lines(inside))
    assert says(second, of, 0, 0) == "P"
    assert rebuilt(second) == dump(second)


def test_twice_changes_nothing(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    vaults.group(inside)
    sent = lines(inside)
    take_in(second, sent)
    before, held = dump(second), lines(second, state=None)
    again = imported(second, [parse_line(line) for line in sent])
    assert (again.new, again.known, again.kinds) == (0, len(sent), frozenset())
    assert (dump(second), lines(second, state=None)) == (before, held)


def test_the_same_line_twice_in_one_bundle_counts_once(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    vaults.group(inside)
    sent = lines(inside)
    held = len(entries(second))
    take_in(second, [*sent, *sent])
    assert len([one for one in entries(second) if one.header.type != "vouching"]) == held + len(sent)


def test_the_order_and_the_cuts_of_bundles_do_not_matter(
    pair: tuple[Vault, Vault], tmp_path: Path, morning: FixedClock
) -> None:
    inside, second = pair
    of = vaults.group(inside)
    meet(inside, second)
    for step, (vault, letter) in enumerate([(inside, "P"), (second, "A"), (inside, "L"), (second, "H")]):
        morning.advance(minutes=3)
        mark(vault, of, step % 2, 0, letter)
        if step == 1:
            take_in(second, lines(inside))
    people.set_business(inside, inside.staff_id, person_id=of.people[0], name="Cards", about="")
    people.set_business(second, second.staff_id, person_id=of.people[0], name="Dogs", about="")
    everything = sorted({*lines(inside), *lines(second)})
    shown = set()
    for turn in range(5):
        reader = vaults.unlock(vaults.copy_of("outside", tmp_path / f"reader-{turn}"), morning)
        for known in pair:
            card.enrol(reader, reader.staff_id, card.own_card(known, known.staff_id), compared_on=vaults.TODAY)
        dice, order = random.Random(turn), list(everything)  # noqa: S311
        dice.shuffle(order)
        first = [line for line in order if parse_line(line).header.type in ("writer", "staff")]
        cuts = sorted(dice.sample(range(len(order)), turn))
        for start, end in itertools.pairwise([0, *cuts, len(order)]):
            take_in(reader, [*first, *order[start:end]])
        assert rebuilt(reader) == dump(reader)
        with reader.read() as db:
            held_types = [one.__tablename__ for one in RECORDS if one.__tablename__ not in ("card", "staff", "site")]
            rows = [str(db.execute(text(f"SELECT * FROM {name} ORDER BY id")).all()) for name in held_types]  # noqa: S608
        shown.add((*rows, str(clash_list(reader))))
        reader.lock()
    assert len(shown) == 1
    assert len(clash_list(inside)) + len(clash_list(second)) == 0
    meet(inside, second)
    assert clash_list(inside) == clash_list(second) != []


def test_the_same_mark_from_two_machines_is_one_record_without_a_clash(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    meet(inside, second)
    for vault in pair:
        mark(vault, of, 0, 0, "P")
    meet(inside, second)
    assert len({one.header.eid for one in entries(inside, "mark")}) == 1
    assert clash_list(inside) == clash_list(second) == []
    assert says(inside, of, 0, 0) == says(second, of, 0, 0) == "P"
    mark(inside, of, 0, 0, "A")
    take_in(second, lines(inside))
    assert says(second, of, 0, 0) == "A"


def test_different_marks_from_two_machines_are_a_clash_on_both(pair: tuple[Vault, Vault], morning: FixedClock) -> None:
    inside, second = pair
    of = vaults.group(inside)
    meet(inside, second)
    mark(inside, of, 0, 0, "P")
    morning.advance(hours=1)
    mark(second, of, 0, 0, "A")
    meet(inside, second)
    assert says(inside, of, 0, 0) == says(second, of, 0, 0) == "A"
    assert clash_list(inside) == clash_list(second)
    assert [field for _kind, _eid, field in clash_list(inside)] == ["says"]
    morning.advance(days=-300)
    mark(inside, of, 0, 0, "P")
    take_in(second, lines(inside))
    assert says(second, of, 0, 0) == "P"
    assert clash_list(inside) == clash_list(second) == []


def test_many_at_once_are_taken_in_as_the_same_in_small_pieces(inside: Vault, second: Vault) -> None:
    machine = Foreign()
    kept, other, *rest = sorted(random_id() for _person in range(150))
    said: dict[str, Any] = {"cause": "", "done_by": "", "done_on": "", "letter": "P", "minutes": None, "note": "Gŵyl"}
    told = [machine.opening]
    cohort, workshops = random_id(), [random_id() for _workshop in range(3)]
    for person in (other, *rest, kept):
        about = (person,)
        enrolment = natural_id("enrolment", cohort, person)
        told.append(machine.write("person", person, {"name": "Ash", "removed": person == rest[0]}, subjects=about))
        told.append(machine.write("enrolment", enrolment, {"cohort_id": cohort, "person_id": person}, subjects=about))
        for workshop in workshops:
            values = {"enrolment_id": enrolment, "workshop_id": workshop, "person_id": person, "says": said}
            told.append(machine.write("mark", natural_id("mark", enrolment, workshop), values, subjects=about))
    pair = {"one_person_id": kept, "other_person_id": other, "same": True}
    joining = machine.write("joining", natural_id("joining", kept, other), pair, subjects=(kept, other))
    told.insert(1, joining)
    for vault in (inside, second):
        trust(vault, machine)
    last = len(told) - 5  # all of the kept woman's comes when hers is shown with the other's already
    imported(inside, told[:last])
    imported(inside, told[last:])
    for start in range(0, len(told), 40):
        imported(second, told[start : start + 40])
    queries = (
        *(f"SELECT * FROM {name} ORDER BY id" for name in ("person", "enrolment", "mark", "joining")),  # noqa: S608
        "SELECT * FROM head WHERE type IN ('person', 'enrolment', 'mark', 'joining') ORDER BY eid, field, entry_id",
        "SELECT * FROM joined ORDER BY eid",
        "SELECT subject, entry.id FROM entry_subject JOIN entry USING (n) WHERE via IS NOT NULL ORDER BY 1, 2",
    )
    with inside.read() as one, second.read() as two:
        for query in map(text, queries):
            shown = one.execute(query).all()
            assert shown == two.execute(query).all() != []
    assert rebuilt(inside) == dump(inside)
    assert rebuilt(second) == dump(second)


def test_what_somebody_relays_is_as_good_as_from_the_writer(pair: tuple[Vault, Vault], third: Vault) -> None:
    inside, second = pair
    of = vaults.group(inside)
    consent.record(
        inside, inside.staff_id, person_id=of.people[0], recipient_id=third.machine.sign_public.hex(),
        answers={"attendance": True}, on=vaults.TODAY, until=vaults.TODAY, how="paper",
    )  # fmt: skip
    take_in(second, lines(inside))
    mark(second, of, 0, 0, "P")
    for known in pair:
        vaults.exchange_cards(third, known)
    take_in(third, lines(second), sender=second)
    assert says(third, of, 0, 0) == "P"
    held = {one.header.type for one in entries(third) if states(third)[one.id] == QUARANTINED}
    assert held == {"site", "card"}  # these are of the prison, and in no bundle that leaves it


def test_what_an_unknown_machine_wrote_is_held_back_whoever_relays_it(pair: tuple[Vault, Vault], third: Vault) -> None:
    inside, second = pair
    of = vaults.group(inside)
    take_in(second, lines(inside))
    mark(second, of, 0, 0, "P")
    card.enrol(third, third.staff_id, card.own_card(second, second.staff_id), compared_on=vaults.TODAY)
    done = imported(third, [one for one in entries(second) if one.header.type != "vouching"])  # see test_trust
    assert done.held_back > 0
    writers = {one.id: one.header.writer for one in entries(third)}
    own = {one.header.writer for one in entries(inside)} - {one.header.writer for one in entries(second, "mark")}
    for entry_id, state in states(third).items():
        if writers[entry_id] in own:
            assert state == QUARANTINED
    assert dump(third) == rebuilt(third)


def test_a_stamp_far_ahead_is_kept_and_counted_but_never_moves_our_clock(inside: Vault) -> None:
    machine = Foreign(now=datetime(2036, 1, 1, tzinfo=UTC))
    trust(inside, machine)
    entry = machine.person("p", "Asha")
    done = imported(inside, [machine.opening, entry])
    assert done.doubtful == 2
    with inside.write(inside.staff_id, "x") as db:
        db.add(Cohort(title="Cohort 8"))
    assert wall_ms(entries(inside)[-1].header.hlc) == int(inside.clock.now().timestamp() * 1000)
    opened = vaults.again(inside)
    with opened.write(opened.staff_id, "x") as db:
        db.add(Cohort(title="Cohort 9"))
    assert wall_ms(entries(opened)[-1].header.hlc) == int(opened.clock.now().timestamp() * 1000)
    opened.lock()


def test_a_stamp_a_little_ahead_moves_our_clock_past_it(inside: Vault) -> None:
    machine = Foreign(now=datetime(2026, 11, 5, 9, 0, tzinfo=UTC))
    trust(inside, machine)
    entry = machine.person("p", "Asha")
    done = imported(inside, [machine.opening, entry])
    assert (done.doubtful, done.last_hlc) == (0, entry.header.hlc)
    with inside.write(inside.staff_id, "x") as db:
        db.add(Cohort(title="Cohort 8"))
    assert entries(inside)[-1].header.hlc > entry.header.hlc


def test_what_is_typed_over_a_stamp_far_ahead_is_shown(inside: Vault) -> None:
    machine = Foreign(now=datetime(2036, 1, 1, tzinfo=UTC))
    trust(inside, machine)
    imported(inside, [machine.opening, machine.person("p", "Asha")])
    people.rename(
        inside, inside.staff_id, person_id="p", chosen="Ash", surname="", prison_number="", language="en"
    )  # fmt: skip
    assert name_of(inside, "p") == "Ash"
    assert clash_list(inside) == []


def test_the_frontier_names_the_last_entry_of_every_writer(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    vaults.group(inside)
    take_in(second, lines(inside))
    with second.read() as db:
        found = merge.frontier(db.connection())
    last: dict[str, tuple[int, str]] = {}
    for one in entries(second):
        last[one.header.writer] = max(last.get(one.header.writer, (-1, "")), (one.header.seq, one.id))
    assert found == last


def test_an_import_is_all_or_nothing(pair: tuple[Vault, Vault], monkeypatch: pytest.MonkeyPatch) -> None:
    inside, second = pair
    vaults.group(inside)
    before, held = dump(second), lines(second, state=None)
    monkeypatch.setattr(merge, "refold", lambda *_: (_ for _ in ()).throw(RuntimeError))
    with pytest.raises(RuntimeError):
        take_in(second, lines(inside))
    monkeypatch.undo()
    assert (dump(second), lines(second, state=None)) == (before, held)
    take_in(second, lines(inside))
    assert rebuilt(second) == dump(second)
