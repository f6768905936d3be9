from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.unit.models.at_rest import DEE, GWEN, QUICK, RECOVERY, Made, flip, in_small_disk, make_slot, make_vault
from wagesdesk.errors import LastSlot, NotFound, VaultDamaged, VaultTooNew, WrongPassphrase
from wagesdesk.models import folder, slots
from wagesdesk.models.slots import FLOOR, STANDARD, KdfParams, Keys, PlaceLabel


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make_vault(tmp_path / "vault", rows=1)


def recovery_slot(keys: Keys, data_key: bytes) -> slots.Slot:
    return slots.make_slot(
        keys, data_key=data_key, secret=RECOVERY, kind="recovery", staff_id="", name="Recovery key", role=""
    )


def tamper(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the file the way a clever hand would: with a digest that fits."""
    document = folder.unpack(path.read_bytes())
    change(document)
    path.write_bytes(folder.pack(document))


def tamper_both(made: Made, change: Callable[[dict[str, Any]], object]) -> None:
    for name in ("keys.json", "keys.bak"):
        tamper(made.generation / name, change)


def test_each_person_opens_the_same_data_key_with_her_own_words(made: Made) -> None:
    assert slots.open_slot(made.keys, made.gwen, GWEN) == made.data_key
    assert slots.open_slot(made.keys, made.dee, DEE.upper().replace(" ", "-")) == made.data_key


@pytest.mark.parametrize("secret", ["", DEE, GWEN + "x", GWEN[:-1], RECOVERY])
def test_a_wrong_passphrase_is_told(made: Made, secret: str) -> None:
    with pytest.raises(WrongPassphrase) as caught:
        slots.open_slot(made.keys, made.gwen, secret)
    assert caught.value.fields == {"slot": made.gwen}


def test_no_secret_stands_in_the_file(made: Made) -> None:
    held = (made.generation / "keys.json").read_bytes()
    assert made.data_key not in held
    assert made.data_key.hex().encode() not in held
    assert b"six plain words" not in held


def test_the_recovery_key_opens_it_and_a_slip_is_told_apart_from_another_key(made: Made) -> None:
    keys = slots.with_slot(made.keys, slot := recovery_slot(made.keys, made.data_key))
    keys = slots.write_keys(made.generation, keys, made.data_key, reopen=[(slot.id, RECOVERY)])
    assert slot.params is None
    assert slots.open_slot(keys, slot.id, RECOVERY.lower()) == made.data_key
    with pytest.raises(WrongPassphrase) as caught:
        slots.open_slot(keys, slot.id, "A" + RECOVERY[1:])
    assert caught.value.fields == {"code": "checksum", "groups": (1,)}
    from wagesdesk.models.secrets import new_recovery_key

    with pytest.raises(WrongPassphrase) as caught:
        slots.open_slot(keys, slot.id, new_recovery_key())
    assert caught.value.fields == {"slot": slot.id}


def test_the_same_words_never_make_the_same_slot(made: Made) -> None:
    one, two = (make_slot(made.keys, made.data_key, GWEN, "gwen") for _ in range(2))
    assert len({one.id, two.id, one.salt, two.salt, one.nonce, two.nonce, one.wrapped, two.wrapped}) == 8


BINDINGS: list[Callable[[Keys, slots.Slot], tuple[Keys, slots.Slot]]] = [
    lambda keys, slot: (replace(keys, vault_id="other"), slot),
    lambda keys, slot: (replace(keys, generation="gen-00000000"), slot),
    lambda keys, slot: (keys, replace(slot, id="other")),
    lambda keys, slot: (keys, replace(slot, staff_id="other")),
    lambda keys, slot: (keys, replace(slot, kind="recovery")),
    lambda keys, slot: (keys, replace(slot, params=KdfParams(16, 1, 1))),
    lambda keys, slot: (keys, replace(slot, params=KdfParams(8, 2, 1))),
    lambda keys, slot: (keys, replace(slot, salt="00" * 16)),
    lambda keys, slot: (keys, replace(slot, nonce="00" * 12)),
    lambda keys, slot: (keys, replace(slot, wrapped="00" * 48)),
]


@pytest.mark.parametrize("change", BINDINGS)
def test_a_slot_is_bound_to_its_vault_person_and_cost(
    made: Made, change: Callable[[Keys, slots.Slot], tuple[Keys, slots.Slot]]
) -> None:
    gwen = next(slot for slot in made.keys.slots if slot.id == made.gwen)
    keys, slot = change(made.keys, gwen)
    with pytest.raises(WrongPassphrase):
        slots.open_slot(replace(keys, slots=(slot,)), slot.id, GWEN)


def test_the_associated_data_alone_bind_the_kind(made: Made) -> None:
    """Also where the key that wraps is the same: the recovery key's does not depend on the slot's other fields."""
    slot = recovery_slot(made.keys, made.data_key)
    for other in (replace(slot, id="other"), replace(slot, staff_id="dee")):
        with pytest.raises(WrongPassphrase):
            slots.open_slot(replace(made.keys, slots=(other,)), other.id, RECOVERY)


@pytest.mark.parametrize("name", ["keys.json", "keys.bak"])
@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "lost", "folder", "noise"])
def test_one_damaged_file_is_told_and_its_twin_used_and_mended(made: Made, name: str, harm: str) -> None:
    path, before = made.generation / name, made.keys
    damage(path, harm)
    keys, notices = slots.read_keys(made.generation)
    assert keys == before
    assert notices == ("slots_twin_used",)
    assert slots.open_slot(keys, made.gwen, GWEN) == made.data_key
    if harm != "folder":
        slots.repair(made.generation, keys)
        assert slots.read_keys(made.generation) == (before, ())
        assert (made.generation / "keys.json").read_bytes() == (made.generation / "keys.bak").read_bytes()


def damage(path: Path, harm: str) -> None:
    data = path.read_bytes()
    if harm == "flip":
        flip(path, 200)
    elif harm in ("lost", "folder"):
        path.unlink()
        if harm == "folder":
            path.mkdir()
    else:
        path.write_bytes({"cut": data[:-40], "empty": b"", "noise": b"[" * 100_000}[harm])


def test_both_damaged_is_told_and_nothing_is_written(made: Made) -> None:
    for name in ("keys.json", "keys.bak"):
        damage(made.generation / name, "flip")
    before = [(made.generation / name).read_bytes() for name in ("keys.json", "keys.bak")]
    with pytest.raises(VaultDamaged) as caught:
        slots.read_keys(made.generation)
    assert caught.value.fields == {"path_kind": "keys"}
    assert [(made.generation / name).read_bytes() for name in ("keys.json", "keys.bak")] == before


def test_the_file_of_another_vault_hides_no_good_twin(made: Made, tmp_path: Path) -> None:
    mine, other = made.keys, replace(made.keys, vault_id="e" * 32, generation="gen-01234567", revision=99)
    slots.write_keys(tmp_path, other, made.data_key)
    (tmp_path / folder.KEYS).replace(made.generation / folder.KEYS)
    assert slots.read_keys(made.generation) == (mine, ("keys_differ",))


@pytest.mark.parametrize("older", ["keys.json", "keys.bak"])
def test_two_good_files_that_differ_give_the_newer_one_and_a_notice(made: Made, older: str) -> None:
    data = (made.generation / older).read_bytes()
    newer = slots.write_keys(made.generation, made.keys, made.data_key)
    (made.generation / older).write_bytes(data)
    assert slots.read_keys(made.generation) == (newer, ("keys_differ",))


@pytest.mark.parametrize("name", ["keys.json", "keys.bak"])
def test_a_newer_format_is_told_and_not_taken_for_damage(made: Made, name: str) -> None:
    tamper(made.generation / name, lambda document: document.update(format=2, news={"unheard": "of"}))
    with pytest.raises(VaultTooNew) as caught:
        slots.read_keys(made.generation)
    assert caught.value.fields == {"format": 2, "known": 1}


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 1024 * 1024 + 1}, {"memory_kib": 2**40}, {"passes": 11}, {"passes": 0}, {"lanes": 0},
        {"lanes": 17}, {"memory_kib": -8}, {"memory_kib": 7}, {"memory_kib": "8"}, {"passes": True}, {"extra": 1},
    ],
)  # fmt: skip
def test_costs_out_of_bounds_are_damage_and_nothing_is_spent_on_them(made: Made, cost: dict[str, object]) -> None:
    tamper_both(made, lambda document: document["slots"][0]["params"].update(cost))
    with pytest.raises(VaultDamaged):
        slots.read_keys(made.generation)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(slots=[]), lambda d: d.update(slots=d["slots"] * 2), lambda d: d.pop("proof"),
        lambda d: d.update(format=0), lambda d: d.update(format="1"), lambda d: d.update(extra=1),
        lambda d: d.update(revision="2"), lambda d: d.update(vault_id=None), lambda d: d["place"].update(practice="no"),
        lambda d: d["place"].pop("name"), lambda d: d["place"].update(kind="cloud"),
        lambda d: d["slots"][0].update(wrapped="00"),
        lambda d: d["slots"][0].update(salt=None), lambda d: d["slots"][0].update(kind="master"),
        lambda d: d["slots"][0].update(params=None), lambda d: d["slots"][0].update(name=3),
    ],
)  # fmt: skip
def test_a_file_of_another_shape_is_damage(made: Made, change: Callable[[dict[str, Any]], object]) -> None:
    tamper_both(made, change)
    with pytest.raises(VaultDamaged):
        slots.read_keys(made.generation)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["slots"][1].update(role="administrator"), lambda d: d["slots"][1].update(name="Somebody"),
        lambda d: d["place"].update(practice=True), lambda d: d["place"].update(name="Elsewhere"),
        lambda d: d["place"].update(kind="outside"), lambda d: d["slots"].pop(), lambda d: d.update(revision=99),
        lambda d: d.update(proof="00" * 32), lambda d: d.update(proof="é" * 64),
    ],
)  # fmt: skip
def test_what_the_lock_page_shows_is_proved_after_unlock(
    made: Made, change: Callable[[dict[str, Any]], object]
) -> None:
    slots.check_proof(made.keys, made.data_key)
    tamper_both(made, change)
    keys, notices = slots.read_keys(made.generation)
    assert notices == ()
    assert slots.open_slot(keys, made.gwen, GWEN) == made.data_key
    with pytest.raises(VaultDamaged) as caught:
        slots.check_proof(keys, made.data_key)
    assert caught.value.fields == {"path_kind": "keys", "code": "altered"}


def test_a_place_is_renamed_without_anybodys_secret(made: Made) -> None:
    place = PlaceLabel("outside", "Canolfan Wrecsam – Gwên", True)
    slots.write_keys(made.generation, replace(made.keys, place=place), made.data_key)
    assert made.keys.place == place
    slots.check_proof(made.keys, made.data_key)
    assert slots.open_slot(made.keys, made.dee, DEE) == made.data_key


def test_writing_counts_revisions_and_makes_twins(made: Made) -> None:
    before = made.keys
    written = slots.write_keys(made.generation, before, made.data_key)
    assert written.revision == before.revision + 1
    assert slots.read_keys(made.generation) == (written, ())
    assert (made.generation / "keys.json").read_bytes() == (made.generation / "keys.bak").read_bytes()


@pytest.mark.parametrize("secret", [DEE, ""])
def test_a_slot_that_does_not_open_is_never_committed(made: Made, secret: str) -> None:
    before = (made.generation / "keys.json").read_bytes(), (made.generation / "keys.bak").read_bytes()
    slot = make_slot(made.keys, made.data_key, GWEN, "new")
    with pytest.raises(WrongPassphrase):
        slots.write_keys(
            made.generation,
            slots.with_slot(made.keys, slot),
            made.data_key,
            reopen=[(made.dee, DEE), (slot.id, secret)],
        )
    assert ((made.generation / "keys.json").read_bytes(), (made.generation / "keys.bak").read_bytes()) == before


def test_a_slot_over_another_data_key_is_never_committed(made: Made) -> None:
    slot = make_slot(made.keys, bytes(32), GWEN, "new")
    with pytest.raises(WrongPassphrase) as caught:
        slots.write_keys(made.generation, slots.with_slot(made.keys, slot), made.data_key, reopen=[(slot.id, GWEN)])
    assert caught.value.fields["code"] == "other_key"


def test_a_person_changes_her_words_and_the_old_ones_stop(made: Made) -> None:
    gwen = next(slot for slot in made.keys.slots if slot.id == made.gwen)
    fresh = slots.refill(made.keys, gwen, data_key=made.data_key, secret="quite new words", params=QUICK, floor=QUICK)
    keys = slots.write_keys(
        made.generation, slots.with_slot(made.keys, fresh), made.data_key, reopen=[(made.gwen, "quite new words")]
    )
    assert [slot.id for slot in keys.slots] == [made.gwen, made.dee]
    assert slots.open_slot(keys, made.dee, DEE) == made.data_key
    with pytest.raises(WrongPassphrase):
        slots.open_slot(keys, made.gwen, GWEN)


def test_the_last_way_in_cannot_be_removed(made: Made) -> None:
    keys = slots.without_slot(made.keys, made.gwen)
    assert [slot.id for slot in keys.slots] == [made.dee]
    with pytest.raises(LastSlot):
        slots.without_slot(keys, made.dee)
    with pytest.raises(LastSlot):
        slots.write_keys(made.generation, replace(keys, slots=()), made.data_key)
    with pytest.raises(NotFound):
        slots.without_slot(keys, "unknown")
    with pytest.raises(NotFound):
        slots.open_slot(keys, "unknown", GWEN)


def test_ways_in_and_second_person(made: Made) -> None:
    one = slots.without_slot(made.keys, made.dee)
    assert slots.ways_in(one) == 1
    with_key = slots.with_slot(one, recovery_slot(one, made.data_key))
    assert slots.ways_in(with_key) == 2
    assert not slots.second_person(with_key)
    twice = slots.with_slot(one, make_slot(one, made.data_key, "other words", "gwen"))
    assert not slots.second_person(twice)
    assert slots.second_person(made.keys)


@pytest.mark.parametrize(
    "params", [QUICK, KdfParams(64 * 1024 - 1, 3, 4), KdfParams(128 * 1024, 2, 4), KdfParams(128 * 1024, 3, 3)]
)
def test_the_program_makes_no_slot_under_the_floor(made: Made, params: KdfParams) -> None:
    with pytest.raises(ValueError, match="floor"):
        slots.make_slot(
            made.keys, data_key=made.data_key, secret=GWEN, kind="passphrase", staff_id="x", name="X", role="r",
            params=params,
        )  # fmt: skip
    with pytest.raises(ValueError, match="floor"):
        slots.refill(made.keys, made.keys.slots[0], data_key=made.data_key, secret=GWEN, params=params)


def test_a_small_machine_gets_the_floor_and_any_other_the_standard() -> None:
    assert (STANDARD.memory_kib, STANDARD.passes, STANDARD.lanes) == (131072, 3, 4)
    assert slots.params_for(None) == slots.params_for(4 * 10**9) == STANDARD
    assert slots.params_for(2 * 10**9) == FLOOR


def test_the_standard_cost_is_what_opens_a_standard_slot(made: Made) -> None:
    slot = slots.make_slot(
        made.keys, data_key=made.data_key, secret=GWEN, kind="passphrase", staff_id="x", name="X", role="r"
    )
    assert slot.params == STANDARD
    assert slots.open_slot(slots.with_slot(made.keys, slot), slot.id, GWEN) == made.data_key


def test_the_stretching_is_argon2id_as_published(made: Made) -> None:
    """The Argon2id vector of RFC 9106 needs a secret and data; this one is from the reference program's own tests."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(salt=b"somesalt", length=32, iterations=2, lanes=1, memory_cost=65536)
    assert kdf.derive(b"password").hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


def test_the_file_is_one_that_a_later_program_can_read(made: Made) -> None:
    document = json.loads((made.generation / "keys.json").read_bytes())["document"]
    assert document.keys() == {"format", "vault_id", "generation", "place", "slots", "revision", "proof"}
    assert document["slots"][0]["params"] == {"memory_kib": 8, "passes": 1, "lanes": 1}


def test_a_full_disk_keeps_the_old_slots(tmp_path: Path) -> None:
    script = """
from tests.unit.models.at_rest import GWEN, make_vault
from wagesdesk.errors import DiskFull
from wagesdesk.models import slots
made = make_vault(place / "vault", rows=1)
before = made.keys
with open(place / "ballast", "wb", buffering=0) as ballast:
    try:
        while True:
            ballast.write(bytes(4096))
    except OSError:
        pass
try:
    slots.write_keys(made.generation, before, made.data_key)
except DiskFull:
    assert slots.read_keys(made.generation) == (before, ())
    assert slots.open_slot(made.keys, made.gwen, GWEN) == made.data_key
    raise SystemExit(0)
raise SystemExit("written")
"""
    in_small_disk(tmp_path / "disk", "1m", script)
