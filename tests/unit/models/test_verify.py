"""The journal proves itself: what `proving.verify` finds, and what it rightly passes over."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.unit.models.foreign import Foreign, imported, trust
from tests.vaults import Group, entries, mark
from wagesdesk.models import proving
from wagesdesk.models.vault import Vault


def faults(vault: Vault) -> list[tuple[str, int]]:
    with vault.read() as db:
        return [(one.code, one.seq) for one in proving.verify(db.connection())]


def spoil(vault: Vault, statement: str) -> None:
    with vault.local() as connection:
        connection.execute(text(statement))


@pytest.fixture
def full(inside: Vault, group: Group) -> Vault:
    for who in range(3):
        mark(inside, group, who, 0, "P", note="here")
    assert faults(inside) == []
    return inside


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("raw = CAST(replace(CAST(raw AS TEXT), '\"', '''') AS BLOB)", "hash"),
        ("raw = CAST(replace(CAST(raw AS TEXT), '\"seq\":', '\"seq\": ') AS BLOB)", "hash"),
        ("raw = x''", "hash"),
        ("id = replace(replace(id, '1', 'x'), 'a', '1')", "hash"),
        ("\"values\" = CAST(replace(CAST(\"values\" AS TEXT), 'here', 'gone') AS BLOB)", "commit"),
        ("salt = zeroblob(16)", "commit"),
        ('salt = NULL, "values" = NULL', "commit"),
        ("state = 2", "commit"),
        ("seq = seq + 50", "hash"),
        ("eid = 'another'", "hash"),
        ("type = 'motion'", "hash"),
    ],
)
def test_verification_finds_every_kind_of_damage(full: Vault, change: str, code: str) -> None:
    found = entries(full, "mark")[1]
    spoil(full, f"UPDATE entry SET {change} WHERE id = '{found.id}'")  # noqa: S608
    assert code in {fault for fault, _seq in faults(full)}


def test_verification_finds_a_row_that_is_gone(full: Vault) -> None:
    gone = entries(full, "mark")[1]
    spoil(full, f"DELETE FROM entry WHERE id = '{gone.id}'")  # noqa: S608
    assert faults(full) == [("chain", gone.header.seq + 1)]


def test_verification_finds_a_row_put_in_the_place_of_another(full: Vault) -> None:
    old = entries(full, "mark")[1]
    machine = Foreign(full.machine)
    machine.writer, machine.seq, machine.last = old.header.writer, old.header.seq, old.header.prev
    forged = machine.write(
        "mark", old.header.eid, dict(old.fields) | {"says": {**old.fields["says"], "letter": "A"}},
        subjects=old.header.subjects,
    )  # fmt: skip
    spoil(full, f"DELETE FROM entry WHERE id = '{old.id}'")  # noqa: S608
    imported(full, [forged])
    assert faults(full) == [("chain", old.header.seq + 1)]


def test_gaps_are_legal_in_what_came_from_elsewhere(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    machine.person("p", "Left out")
    late = machine.person("q", "Bronwen")
    imported(inside, [machine.opening, late])
    assert faults(inside) == []


def test_a_place_of_a_chain_written_twice_is_no_damage(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    first = machine.person("p", "Asha")
    twin = Foreign(machine.keys)
    twin.writer, twin.seq, twin.last = machine.writer, 1, machine.opening.id
    other = twin.person("p", "Ash")
    imported(inside, [machine.opening, first, other, machine.person("q", "Bee"), twin.person("r", "Cee")])
    assert faults(inside) == []


def test_verification_tells_how_far_it_is_and_can_be_stopped(full: Vault) -> None:
    machine = Foreign()
    trust(full, machine)
    imported(full, [machine.opening, *(machine.person(f"p{n}", "x") for n in range(1000))])
    told: list[int] = []
    with full.read() as db:
        proving.verify(db.connection(), told.append)
        assert told == [300, 600, 900]

        def stop(_done: int) -> None:
            raise InterruptedError

        with pytest.raises(InterruptedError):
            proving.verify(db.connection(), stop)


def test_erased_entries_hold(full: Vault, group: Group) -> None:
    full.erase(full.staff_id, group.people[0])
    assert faults(full) == []
