"""Single entries lose their values for ever: nothing brings them back, nothing older stands again, chains verify."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests import pages, vaults
from tests.unit.models.foreign import Foreign, imported, states, trust
from tests.vaults import Group, clash_list, dump, entries, lines, mark, rebuilt, take_in
from wagesdesk.models import folder, proving, readings, redaction
from wagesdesk.models.attendance import Mark
from wagesdesk.models.base import ERASED, FOLDED, QUARANTINED
from wagesdesk.models.entry import Entry
from wagesdesk.models.person import Business
from wagesdesk.models.vault import Vault
from wagesdesk.services import people
from wagesdesk.services import vault as vault_service


@pytest.fixture
def pair(inside: Vault, second: Vault) -> tuple[Vault, Vault]:
    vaults.exchange_cards(inside, second)
    return inside, second


def idea(vault: Vault, person_id: str, name: str) -> None:
    people.set_business(vault, vault.staff_id, person_id=person_id, name=name, about="")


def erase_plan(vault: Vault, person_id: str) -> None:
    def choose(db: Session) -> Collection[str]:
        return redaction.of_scopes(db.connection(), person_id, {"plan"})["plan"]

    vault.redact(vault.staff_id, choose)


def ideas(vault: Vault) -> list[str]:
    with vault.read() as db:
        return sorted(str((one.idea or {}).get("name")) for one in db.query(Business).all())


def held(vault: Vault) -> bytes:
    return b"".join(lines(vault, state=None)) + dump(vault)


def proves(vault: Vault) -> bool:
    with vault.read() as db:
        return proving.verify(db.connection()) == [] and rebuilt(vault) == dump(vault)


def test_one_scope_goes_and_the_rest_of_her_stays(inside: Vault, group: Group) -> None:
    asha, bronwen = group.people[:2]
    idea(inside, asha, "Embellish")
    idea(inside, asha, "Double Sparkle")
    idea(inside, bronwen, "Cakes")
    mark(inside, group, 0, 0, "P", note="she likes to sew")
    assert {b"Embellish" in held(inside), b"Double Sparkle" in held(inside)} == {True}
    erase_plan(inside, asha)
    clear = pages.in_clear(folder.current(inside.home), vaults.data_key(inside.home))
    for word in (b"Embellish", b"Double Sparkle"):
        assert word not in clear
    for word in (b"Cakes", b"likes to sew", b"Rahman"):
        assert word in clear
    assert ideas(inside) == ["Cakes"]
    assert proves(inside)


def test_nothing_old_brings_it_back_and_what_is_new_counts(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    idea(inside, of.people[0], "Embellish")
    idea(inside, of.people[0], "Double Sparkle")
    old = lines(inside)
    take_in(second, old[:-1])
    erase_plan(inside, of.people[0])
    take_in(second, lines(inside))  # the redaction comes before the entry that it names
    for vault in pair:
        take_in(vault, old)
        assert ideas(vault) == []
        assert b"Sparkle" not in held(vault)
    idea(inside, of.people[0], "Cards")
    take_in(second, lines(inside))
    assert ideas(second) == ["Cards"]
    take_in(inside, lines(second))
    assert dump(second) == dump(inside)
    assert proves(second)


def test_a_restored_copy_erases_it_again(inside: Vault, group: Group, tmp_path: Path) -> None:
    idea(inside, group.people[0], "Embellish")
    mark(inside, group, 1, 0, "P", note="sat beside Asha")
    copy = inside.backup(tmp_path / "copies")
    anew(inside, only_mark(inside), "sat in front")
    erase_plan(inside, group.people[0])
    inside.lock()
    slot = vault_service.place(inside.home).slots[0]
    vault_service.restore(
        Path(shutil.copytree(copy, tmp_path / "copy")), inside.home, slot_id=slot.id,
        secret=vaults.PASSPHRASES[slot.name], clock=inside.clock,
    )  # fmt: skip
    again = vaults.unlock(inside.home, inside.clock)
    assert b"Embellish" not in held(again)
    assert b"beside Asha" not in held(again)
    assert b"sat in front" in dump(again), "what was written anew comes with it"
    assert proves(again)
    again.lock()


def only_mark(vault: Vault) -> str:
    with vault.read() as db:
        return str(db.query(Mark).one().id)


def anew(vault: Vault, mark_id: str, note: str) -> None:
    def choose(db: Session) -> Collection[str]:
        held = db.get_one(Mark, mark_id)
        assert held.says is not None
        return redaction.begin_anew(db, held, {"says": {**held.says, "note": note}})

    vault.redact(vault.staff_id, choose)


def test_a_text_is_written_anew_and_no_older_one_of_it_stands_again(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    for note in ("alone", "beside Asha", "beside Asha again"):
        mark(inside, of, 1, 0, "P", note=note)
    old = lines(inside)
    anew(inside, only_mark(inside), "beside somebody")
    for vault in (inside, second):
        take_in(vault, [*lines(inside), *old])
        with vault.read() as db:
            shown = db.query(Mark).one()
            assert shown.says is not None
            assert (shown.says["note"], shown.says["letter"]) == ("beside somebody", "P")
            assert (shown.enrolment_id, shown.workshop_id) == (of.enrolments[1], of.workshops[0])
        assert b"beside Asha" not in held(vault)
        assert clash_list(vault) == []
        assert proves(vault)
    take_in(inside, lines(second))
    assert dump(inside) == dump(second)


def test_what_is_open_between_two_answers_stays_open(pair: tuple[Vault, Vault]) -> None:
    inside, second = pair
    of = vaults.group(inside)
    mark(inside, of, 1, 0, "P")
    take_in(second, lines(inside))
    mark(inside, of, 1, 0, "L", cause="late_unlock", minutes=10)
    mark(second, of, 1, 0, "A")
    take_in(inside, lines(second))
    before = clash_list(inside)
    assert before

    def choose(db: Session) -> Collection[str]:
        return redaction.begin_anew(db, db.query(Mark).one(), {})

    inside.redact(inside.staff_id, choose)
    assert clash_list(inside) == before
    assert proves(inside)


def test_a_redaction_takes_no_answer_card_or_key(inside: Vault, group: Group) -> None:
    machine = Foreign()
    trust(inside, machine)
    wanted = [one.id for one in entries(inside) if one.header.type in ("writer", "staff", "card", "person", "cohort")]
    taken = machine.write("redaction", "r", {"entries": wanted}, subjects=())
    imported(inside, [machine.opening, taken])
    assert {states(inside)[one] for one in wanted} == {FOLDED}


@pytest.mark.parametrize("kind", ["terminal", "outside"])
def test_only_a_laptop_may_take_values_elsewhere(inside: Vault, group: Group, kind: str) -> None:
    idea(inside, group.people[0], "Embellish")
    machine = Foreign()
    trust(inside, machine, kind)
    hers = [one.id for one in entries(inside, "business")]
    taken = machine.write("redaction", "r", {"entries": hers}, subjects=())
    imported(inside, [machine.opening, taken])
    assert states(inside)[taken.id] == QUARANTINED
    assert ideas(inside) == ["Embellish"]
    inside.release_quarantine(inside.staff_id, (taken.id,))
    assert ideas(inside) == []


@pytest.mark.parametrize("said", [{"entries": "all"}, {"entries": [1]}, {"others": []}])
def test_a_redaction_that_says_nothing_of_use_is_held_back(inside: Vault, said: dict[str, object]) -> None:
    machine = Foreign()
    trust(inside, machine)
    taken = machine.write("redaction", "r", said, subjects=())
    imported(inside, [machine.opening, taken])
    assert states(inside)[taken.id] == QUARANTINED


def test_a_disposal_is_for_the_machine_alone_that_wrote_it(inside: Vault, group: Group) -> None:
    idea(inside, group.people[0], "Embellish")
    machine = Foreign()
    trust(inside, machine)
    hers = [one.id for one in entries(inside, "business")]
    imported(inside, [machine.opening, machine.write("disposal", "r", {"entries": hers}, subjects=())])
    assert ideas(inside) == ["Embellish"]


def test_an_empty_entry_is_taken_in_only_where_its_redaction_is_known(inside: Vault) -> None:
    machine = Foreign()
    trust(inside, machine)
    hers = machine.write("business", "b", {"idea": {"name": "Cards", "about": ""}}, subjects=("p",))
    hollow = Entry(hers.raw, None, None)
    imported(inside, [machine.opening, hollow])
    assert hers.id not in states(inside)
    imported(inside, [machine.write("redaction", "r", {"entries": [hers.id]}, subjects=()), hollow])
    assert states(inside)[hers.id] == ERASED


def test_undo_passes_over_it(inside: Vault, group: Group) -> None:
    idea(inside, group.people[0], "Embellish")
    erase_plan(inside, group.people[0])
    with inside.read() as db:
        assert "erase" not in [one.name for one in readings.stacks(db.connection(), inside.spell.writer).undo]
