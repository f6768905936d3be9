from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.models.at_rest import flip
from wagesdesk.models import seal
from wagesdesk.models.seal import SealCheck, SealState

KEY = seal.key_from(bytes(32))
HEADS = {"w1": (5, "aa"), "w2": (9, "bb")}


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    seal.write(tmp_path, KEY, HEADS, 3)
    return tmp_path


def test_the_seals_key_is_not_the_data_key() -> None:
    assert seal.key_from(bytes(32)) != bytes(32)
    assert seal.key_from(bytes(32)) != seal.key_from(b"\x01" * 32)


def test_the_same_heads_fit(sealed: Path) -> None:
    assert seal.check(sealed, KEY, HEADS, 3) == SealCheck(SealState.SAME)


def test_no_seal_is_missing(tmp_path: Path) -> None:
    assert seal.check(tmp_path, KEY, HEADS, 3).state is SealState.MISSING


@pytest.mark.parametrize(
    ("heads", "unlocks"),
    [({**HEADS, "w1": (6, "cc")}, 3), ({**HEADS, "w3": (1, "dd")}, 3), (HEADS, 4), ({**HEADS, "w3": (1, "dd")}, 4)],
)
def test_a_vault_that_went_on_after_the_seal_is_ahead(
    sealed: Path, heads: dict[str, tuple[int, str]], unlocks: int
) -> None:
    assert seal.check(sealed, KEY, heads, unlocks) == SealCheck(SealState.AHEAD)


@pytest.mark.parametrize(
    ("heads", "unlocks", "behind", "missed"),
    [
        ({**HEADS, "w1": (4, "zz")}, 3, ("w1",), 0),
        ({**HEADS, "w1": (5, "zz")}, 3, ("w1",), 0),
        ({"w2": (9, "bb"), "w3": (7, "new")}, 9, ("w1",), 0),
        ({}, 3, ("w1", "w2"), 0),
        (HEADS, 1, (), 2),
    ],
)
def test_an_older_vault_is_behind_and_its_writers_are_named(
    sealed: Path, heads: dict[str, tuple[int, str]], unlocks: int, behind: tuple[str, ...], missed: int
) -> None:
    assert seal.check(sealed, KEY, heads, unlocks) == SealCheck(SealState.BEHIND, behind, missed)


def test_any_changed_byte_or_another_vaults_key_breaks_it(sealed: Path) -> None:
    assert seal.check(sealed, seal.key_from(b"\x01" * 32), HEADS, 3).state is SealState.BROKEN
    path = sealed / seal.FILE
    good = path.read_bytes()
    for at in range(len(good) - 1):
        flip(path, at)
        assert seal.check(sealed, KEY, HEADS, 3).state is SealState.BROKEN, at
        path.write_bytes(good)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"macs":3}', b'{"macs":[3]}', b"\xff", b"[" * 100_000])
def test_what_is_no_seal_is_broken(sealed: Path, data: bytes) -> None:
    (sealed / seal.FILE).write_bytes(data)
    assert seal.check(sealed, KEY, HEADS, 3).state is SealState.BROKEN


def test_a_carried_seal_holds_under_both_keys_until_the_next_is_written(sealed: Path) -> None:
    new = seal.key_from(b"\x01" * 32)
    seal.carry(sealed, KEY, new)
    for key in (KEY, new):
        assert seal.check(sealed, key, HEADS, 3).state is SealState.SAME
        assert seal.check(sealed, key, {}, 3).state is SealState.BEHIND
    seal.write(sealed, new, HEADS, 4)
    assert seal.check(sealed, KEY, HEADS, 4).state is SealState.BROKEN


def test_a_broken_or_missing_seal_is_never_made_good_by_carrying(sealed: Path) -> None:
    new = seal.key_from(b"\x01" * 32)
    document = json.loads((sealed / seal.FILE).read_bytes())
    document["unlocks"] = 1
    (sealed / seal.FILE).write_text(json.dumps(document))
    seal.carry(sealed, KEY, new)
    assert seal.check(sealed, new, HEADS, 3).state is SealState.BROKEN
    (sealed / seal.FILE).unlink()
    seal.carry(sealed, KEY, new)
    assert seal.check(sealed, new, HEADS, 3).state is SealState.MISSING
