from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.unit.models.at_rest import in_small_disk
from wagesdesk.errors import VaultDamaged, VaultMissing
from wagesdesk.models import folder


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return tmp_path / "vault"


def generation(vault: Path, *, whole: bool = True) -> Path:
    made = folder.new_generation(vault)
    if whole:
        (made / folder.DATA).write_bytes(b"data")
        (made / folder.KEYS).write_bytes(b"keys")
    return made


def code(vault: Path) -> object:
    with pytest.raises(VaultDamaged) as caught:
        folder.current(vault)
    assert caught.value.fields["path_kind"] == "current"
    return caught.value.fields["code"]


def test_a_committed_generation_is_the_current_one_until_the_next(vault: Path) -> None:
    first, second = generation(vault), generation(vault)
    folder.commit_generation(vault, first)
    assert folder.current(vault) == first
    folder.commit_generation(vault, second)
    assert folder.current(vault) == second
    assert first.is_dir()
    assert {entry.name for entry in vault.iterdir()} == {"CURRENT", first.name, second.name}


@pytest.mark.parametrize("make", [str, Path.mkdir, Path.touch])
def test_no_folder_an_empty_one_and_a_file_hold_no_vault(vault: Path, make: object) -> None:
    make(vault)  # type: ignore[operator]
    with pytest.raises(VaultMissing):
        folder.current(vault)


def test_a_generation_that_was_never_finished_is_no_vault(vault: Path) -> None:
    generation(vault, whole=False)
    with pytest.raises(VaultMissing):
        folder.current(vault)


def test_a_lost_pointer_beside_one_complete_generation_means_it(vault: Path) -> None:
    made = generation(vault)
    generation(vault, whole=False)
    folder.commit_generation(vault, made)
    for damage in (None, b"", b"gen-\xff\xfe", b"../../etc", b"gen-0123456789"):
        (vault / folder.CURRENT).unlink(missing_ok=True)
        if damage is not None:
            (vault / folder.CURRENT).write_bytes(damage)
        assert folder.current(vault) == made
    folder.prune(vault)
    assert (vault / folder.CURRENT).read_text() == made.name


def test_a_lost_pointer_beside_several_is_told_and_not_guessed(vault: Path) -> None:
    folder.commit_generation(vault, generation(vault))
    generation(vault)
    (vault / folder.CURRENT).unlink()
    assert code(vault) == "several"


def test_an_unreadable_pointer_beside_none_is_told(vault: Path) -> None:
    vault.mkdir()
    (vault / folder.CURRENT).write_bytes(b"\x00")
    assert code(vault) == "unreadable"


def test_a_pointer_to_a_lost_generation_never_falls_back_to_an_older_one(vault: Path) -> None:
    generation(vault)
    (vault / folder.CURRENT).write_bytes(b"gen-00000000")
    assert code(vault) == "gone"


def test_only_a_complete_generation_of_this_folder_can_become_current(vault: Path, tmp_path: Path) -> None:
    folder.commit_generation(vault, old := generation(vault))
    for wrong in (generation(vault, whole=False), generation(tmp_path / "other"), vault / "gen-00000000"):
        with pytest.raises(ValueError, match="complete"):
            folder.commit_generation(vault, wrong)
    assert folder.current(vault) == old


def test_pruning_leaves_the_current_one_and_nothing_half_written(vault: Path) -> None:
    kept = generation(vault)
    for _ in range(3):
        generation(vault)
    generation(vault, whole=False)
    folder.commit_generation(vault, kept)
    (vault / "CURRENT.part").write_bytes(b"x")
    (kept / "keys.json.part").write_bytes(b"x")
    (vault / "lock").write_bytes(b"")
    (vault / "seal.json").write_bytes(b"")
    folder.prune(vault)
    assert {entry.name for entry in vault.iterdir()} == {"CURRENT", "lock", "seal.json", kept.name}
    assert {entry.name for entry in kept.iterdir()} == {folder.DATA, folder.KEYS}


def test_discarding_never_takes_the_current_one(vault: Path) -> None:
    kept, other = generation(vault), generation(vault)
    folder.commit_generation(vault, kept)
    folder.discard(vault, kept)
    folder.discard(vault, other)
    assert folder.current(vault) == kept
    assert (kept / folder.DATA).exists()
    assert not other.exists()


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_only_the_owner_may_look_inside(vault: Path) -> None:
    made = generation(vault)
    folder.commit_generation(vault, made)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (vault, made, vault / folder.CURRENT)]
    assert modes == [0o700, 0o700, 0o600]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "x"
    folder.atomic_write(path, b"one and longer")
    folder.atomic_write(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x"]


def test_a_full_or_read_only_disk_leaves_the_old_file(tmp_path: Path) -> None:
    script = """
from wagesdesk.errors import DiskFull, VaultReadOnly
from wagesdesk.models import folder
path = place / "x"
folder.atomic_write(path, b"one")
(place / "ballast").write_bytes(bytes(900 * 1024))
for data, kind in ((bytes(1 << 20), DiskFull), (b"two", VaultReadOnly)):
    if kind is VaultReadOnly:
        read_only()
    try:
        folder.atomic_write(path, data)
    except kind:
        pass
    else:
        raise SystemExit(kind.__name__)
    assert path.read_bytes() == b"one"
    assert sorted(entry.name for entry in place.iterdir()) == ["ballast", "x"]
"""
    in_small_disk(tmp_path / "disk", "1m", script)


def test_a_packed_document_comes_back_and_any_changed_bit_shows() -> None:
    document = {"b": [1, "wêl"], "a": {"x": None, "y": True}}
    data = folder.pack(document)
    assert folder.unpack(data) == document
    for at in range(len(data) - 1):
        for bit in (1, 32):
            changed = bytearray(data)
            changed[at] ^= bit
            with pytest.raises(ValueError):  # noqa: PT011
                folder.unpack(bytes(changed))


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"document":1}', b"\xff", b'{"document":{},"sha256":null}'])
def test_what_was_never_packed_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        folder.unpack(data)
