from __future__ import annotations

from pathlib import Path

import pytest

from tests import pages, vaults
from tests.unit.models.foreign import Foreign, imported, name_of, states, trust
from tests.vaults import Group, dump, lines, mark, rebuilt, take_in
from wagesdesk.errors import DiskFull, Erased
from wagesdesk.models import folder, local, traces
from wagesdesk.models.backup import by_itself
from wagesdesk.models.base import ERASED
from wagesdesk.models.entry import Entry
from wagesdesk.models.person import Person
from wagesdesk.models.vault import Vault
from wagesdesk.services import attendance
from wagesdesk.services import vault as vault_service


@pytest.fixture
def pair(inside: Vault, second: Vault) -> tuple[Vault, Vault]:
    """Two laptops of one site that know each other."""
    vaults.exchange_cards(inside, second)
    return inside, second


def test_erased_values_never_come_back(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    mark(inside, of, 0, 0, "P", note="she likes to sew")
    old = lines(inside)
    take_in(second, old)
    inside.erase(inside.staff_id, of.people[0])
    for known in (b"Asha", b"Rahman", b"A1234BC", b"likes to sew"):
        assert known not in dump(inside)
    take_in(inside, old)
    take_in(inside, lines(second))
    take_in(second, lines(inside))
    take_in(second, old)
    for vault in pair:
        heap = b"".join(lines(vault, state=None))
        for known in (b"Asha", b"Rahman", b"A1234BC", b"likes to sew"):
            assert known not in heap
            assert known not in dump(vault)
        assert rebuilt(vault) == dump(vault)
        assert b"Bronwen" in dump(vault)
    shown = [attendance.register(vault, of.cohort_id, vaults.TODAY) for vault in pair]
    assert shown[0] == shown[1]


def test_the_erasure_and_what_it_erases_may_come_in_one_bundle_in_any_order(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    old = lines(inside)
    inside.erase(inside.staff_id, of.people[0])
    both = [*old, *lines(inside)]
    take_in(second, both)
    assert b"Asha" not in dump(second) + b"".join(lines(second, state=None))
    assert {state for one, state in states(second).items() if state == ERASED}


def test_nobody_writes_about_somebody_erased_elsewhere(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    take_in(second, lines(inside))
    inside.erase(inside.staff_id, of.people[0])
    mark(second, of, 0, 1, "P", note="written too late")
    take_in(second, lines(inside))
    assert b"written too late" not in b"".join(lines(second, state=None))
    with pytest.raises(Erased), second.write(second.staff_id, "x") as db:
        db.add(Person(id=of.people[0], name="Asha"))


def test_an_empty_entry_never_stands_in_the_place_of_the_whole_one(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    entry = machine.person("p", "Asha")
    hollow = Entry(entry.raw, None, None)
    done = imported(inside, [machine.opening, hollow])
    assert done.new == 1
    assert imported(inside, [hollow]).new == 0
    imported(inside, [entry])
    assert name_of(inside, "p") == "Asha"


def test_the_empty_entry_of_somebody_known_to_be_erased_is_kept_for_the_chain(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    entry = machine.person("p", "Asha")
    erasure = machine.write("erasure", "p", {"erased": True}, subjects=())
    imported(inside, [machine.opening, erasure, Entry(entry.raw, None, None)])
    assert states(inside)[entry.id] == ERASED


def test_erasing_one_of_two_people_takes_the_values_and_leaves_the_others(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    both = machine.write("motion", "m", {"between": "Asha and Bronwen"}, subjects=("p", "q"))
    imported(inside, [machine.opening, machine.person("p", "Asha"), machine.person("q", "Bronwen"), both])
    inside.erase(inside.staff_id, "p")
    held = states(inside)
    assert held[both.id] == ERASED
    assert b"Bronwen" in dump(inside)
    assert b"Asha" not in b"".join(lines(inside, state=None))


def test_an_erasure_that_is_let_count_erases(inside: Vault, group: Group) -> None:
    machine = Foreign()
    erasure = machine.write("erasure", group.people[0], {"erased": True}, subjects=())
    imported(inside, [machine.opening, erasure])
    assert b"Asha" in dump(inside)
    inside.release_quarantine(inside.staff_id, (erasure.id,))
    assert b"Asha" not in dump(inside)
    with pytest.raises(Erased), inside.write(inside.staff_id, "x") as db:
        db.add(Person(id=group.people[0], name="Asha"))


HERS = (b"Asha", b"Rahman", b"A1234BC", b"likes to sew")


def in_the_files(opened: Vault) -> list[bytes]:
    """Which of her words stand in any page of the database or the write-ahead file, in use or freed."""
    clear = pages.in_clear(folder.current(opened.home), vaults.data_key(opened.home))
    assert b"Bronwen" in clear
    return [word for word in HERS if word in clear]


def marked(opened: Vault, of: Group) -> None:
    """Much about Asha, over several pages, some of it replaced."""
    for workshop in range(8):
        for letter in "PL":
            mark(opened, of, 0, workshop, letter, note="she likes to sew " * 20)
            mark(opened, of, 1, workshop, letter, note="she sells cakes " * 20)


def test_no_byte_of_hers_is_left_in_the_files(inside: Vault, group: Group) -> None:
    marked(inside, group)
    assert in_the_files(inside) == list(HERS)
    inside.erase(inside.staff_id, group.people[0])
    assert in_the_files(inside) == []
    inside.lock()
    assert in_the_files(inside) == []


def test_several_are_erased_in_one_operation(inside: Vault, group: Group) -> None:
    inside.erase(inside.staff_id, *group.people[:2])
    erasures = vaults.entries(inside, "erasure")
    assert {one.header.eid for one in erasures} == set(group.people[:2])
    assert len({one.header.operation for one in erasures}) == 1


@pytest.mark.parametrize("way", ["busy", "full"])
def test_traces_that_cannot_go_now_go_at_the_next_lock_or_unlock(
    inside: Vault, group: Group, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked(inside, group)

    def refuse(*_arguments: object) -> bool:
        if way == "full":
            raise DiskFull
        return False

    with monkeypatch.context() as later:
        later.setattr(traces, "take_away", refuse)
        inside.erase(inside.staff_id, group.people[0])
        assert not inside.leave_no_trace()
        assert in_the_files(inside) == list(HERS)
        inside.lock()
    opened = vaults.unlock(inside.home, inside.clock)
    assert not owed(opened)
    assert in_the_files(opened) == []
    with opened.local() as connection:
        traces.owe(connection)
    opened.lock()
    with monkeypatch.context() as never:
        never.setattr(Vault, "leave_no_trace", lambda _vault: False)
        opened = vaults.unlock(inside.home, inside.clock)
        assert not owed(opened), "locking left it to the next unlock"
    opened.lock()


def owed(opened: Vault) -> bool:
    with opened.read() as db:
        return traces.owed(db.connection())


def test_a_copy_that_was_made_while_traces_were_owed_takes_no_backups_away(inside: Vault, tmp_path: Path) -> None:
    with inside.local() as connection:
        traces.owe(connection)
    copy = inside.backup(tmp_path / "copies")
    with inside.local() as connection:
        traces.settled(connection)
    home, clock, slot = inside.home, inside.clock, inside.slot_id
    inside.lock()
    vault_service.restore(copy, home, slot_id=slot, secret=vaults.PASSPHRASES["Rhian"], clock=clock)
    opened = vaults.unlock(home, clock)
    assert len(list(by_itself(home, opened.keys.vault_id).iterdir())) == 1  # what was there before
    opened.lock()


def test_an_erasure_from_elsewhere_leaves_no_trace_either(inside: Vault, second: Vault) -> None:
    vaults.exchange_cards(inside, second)
    of = vaults.group(inside)
    marked(inside, of)
    take_in(second, lines(inside))
    key = f"people.note {of.people[0]}"
    with second.local() as connection:
        local.save_scratch(connection, key, actor="siwan", text="she likes to sew", saved=1)
    assert in_the_files(second) == list(HERS)
    inside.erase(inside.staff_id, of.people[0])
    take_in(second, lines(inside))
    assert in_the_files(second) == []
    with second.read() as db:
        assert local.get_scratch(db.connection(), key) is None


def test_one_let_count_leaves_no_trace_either(inside: Vault, group: Group) -> None:
    marked(inside, group)
    machine = Foreign()
    erasure = machine.write("erasure", group.people[0], {"erased": True}, subjects=())
    imported(inside, [machine.opening, erasure])
    assert in_the_files(inside) == list(HERS)
    inside.release_quarantine(inside.staff_id, (erasure.id,))
    assert in_the_files(inside) == []
