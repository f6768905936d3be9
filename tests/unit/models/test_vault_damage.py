"""Everything that can be wrong with a vault: each gives its own error, and nothing is lost by it."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from tests import vaults
from tests.unit.models.at_rest import ROOT, flip, in_small_disk
from tests.vaults import Group, dump, mark
from wagesdesk.clock import FixedClock
from wagesdesk.errors import (
    NotEncrypted,
    NotFound,
    UserError,
    VaultDamaged,
    VaultInUse,
    VaultMissing,
    VaultOnNetwork,
    VaultReadOnly,
    VaultTooNew,
    WrongPassphrase,
)  # fmt: skip
from wagesdesk.models import cipher, folder, location, migrations, seal, slots
from wagesdesk.models.vault import Vault
from wagesdesk.services import history
from wagesdesk.services import vault as service


@pytest.fixture
def kept(inside: Vault, group: Group) -> tuple[Path, bytes]:
    """A locked vault with a mark in it, and what it shows."""
    mark(inside, group, 0, 0, "P")
    shown = dump(inside)
    inside.lock()
    return inside.home, shown


def opens_as_before(home: Path, shown: bytes, clock: FixedClock | None = None) -> Vault:
    """Unlock; nothing may have been lost. Returns it locked again, to look at its notices."""
    opened = vaults.unlock(home, clock or vaults.morning())
    try:
        assert dump(opened) == shown
    finally:
        opened.lock()
    return opened


def refused(home: Path, error: type[UserError]) -> UserError:
    with pytest.raises(error) as raised:
        vaults.unlock(home, vaults.morning())
    return raised.value


def test_a_wrong_passphrase(kept: tuple[Path, bytes]) -> None:
    home, shown = kept
    slot = service.place(home).slots[0]
    with pytest.raises(WrongPassphrase):
        service.unlock(home, slot_id=slot.id, secret="river button candle seven lamb", clock=vaults.morning())
    with pytest.raises(NotFound):
        service.unlock(home, slot_id="nobody", secret="x", clock=vaults.morning())
    assert opens_as_before(home, shown).notices == ()


@pytest.mark.parametrize("name", ["keys.json", "keys.bak"])
def test_a_damaged_slot_file_is_mended_from_its_twin_and_told(kept: tuple[Path, bytes], name: str) -> None:
    home, shown = kept
    broken = folder.current(home) / name
    whole = broken.read_bytes()
    flip(broken, 40)
    assert service.place(home).notices == ("slots_twin_used",)
    assert opens_as_before(home, shown).notices == ("slots_twin_used",)
    assert broken.read_bytes() == whole
    assert opens_as_before(home, shown).notices == ()


def test_both_slot_files_damaged(kept: tuple[Path, bytes]) -> None:
    home, shown = kept
    files = [folder.current(home) / name for name in ("keys.json", "keys.bak")]
    whole = [file.read_bytes() for file in files]
    for file in files:
        flip(file, 40)
    with pytest.raises(VaultDamaged):
        service.place(home)
    for file, data in zip(files, whole, strict=True):
        file.write_bytes(data)
    opens_as_before(home, shown)


def test_slots_that_somebody_changed(kept: tuple[Path, bytes]) -> None:
    home, shown = kept
    generation = folder.current(home)
    keys, _notices = slots.read_keys(generation)
    slots.repair(generation, replace(keys, place=replace(keys.place, practice=True)))
    assert refused(home, VaultDamaged).fields == {"path_kind": "keys", "code": "altered"}
    slots.repair(generation, keys)
    opens_as_before(home, shown)


def test_a_vault_of_a_newer_version(kept: tuple[Path, bytes]) -> None:
    home, shown = kept
    opened = vaults.unlock(home, vaults.morning())
    with opened.local() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    opened.lock()
    before = (folder.current(home) / folder.DATA).read_bytes()
    refused(home, VaultTooNew)
    assert (folder.current(home) / folder.DATA).read_bytes() == before
    raw = cipher.connect(folder.current(home) / folder.DATA, vaults.data_key(home))
    raw.execute("UPDATE alembic_version SET version_num = ?", (migrations.REVISIONS[-1],))
    raw.close()
    opens_as_before(home, shown)


def test_no_vault_at_all(tmp_path: Path) -> None:
    assert not service.place(tmp_path / "nothing").exists
    with pytest.raises(VaultMissing):
        service.unlock(tmp_path / "nothing", slot_id="x", secret="x", clock=vaults.morning())
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize(("damage", "code"), [("missing", "missing"), ("empty", "empty"), ("noise", "not_a_database")])
def test_a_database_that_is_not_there_or_not_whole(kept: tuple[Path, bytes], damage: str, code: str) -> None:
    home, shown = kept
    data = folder.current(home) / folder.DATA
    whole = data.read_bytes()
    if damage == "missing":
        data.unlink()
    else:
        data.write_bytes(b"" if damage == "empty" else whole[::-1])
    assert refused(home, VaultDamaged).fields == {"path_kind": "data", "code": code}
    assert service.place(home).exists
    data.write_bytes(whole)
    opens_as_before(home, shown)


def test_ordinary_sqlite_in_the_place_of_the_encrypted_file(kept: tuple[Path, bytes]) -> None:
    home, shown = kept
    data = folder.current(home) / folder.DATA
    whole = data.read_bytes()
    data.unlink()
    plain = sqlite3.connect(data)
    plain.execute("CREATE TABLE entry (n INTEGER)")
    plain.commit()
    plain.close()
    assert refused(home, NotEncrypted).fields == {"code": "file"}
    data.write_bytes(whole)
    opens_as_before(home, shown)


def test_ordinary_sqlite_in_the_place_of_the_library(kept: tuple[Path, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    home, shown = kept
    monkeypatch.setattr(cipher, "import_module", lambda _name: sqlite3)
    assert refused(home, NotEncrypted).fields == {"code": "library"}
    monkeypatch.undo()
    opens_as_before(home, shown)


def test_a_second_one_in_this_process(kept: tuple[Path, bytes]) -> None:
    home, shown = kept
    first = vaults.unlock(home, vaults.morning())
    refused(home, VaultInUse)
    assert dump(first) == shown
    first.lock()
    opens_as_before(home, shown)


def test_a_second_process(kept: tuple[Path, bytes]) -> None:
    home, shown = kept
    first = vaults.unlock(home, vaults.morning())
    script = (
        "import sys\nfrom pathlib import Path\nfrom tests import vaults\nfrom wagesdesk.errors import VaultInUse\n"
        "try:\n    vaults.unlock(Path(sys.argv[1]), vaults.morning())\nexcept VaultInUse as error:\n"
        "    print(error.fields['pid'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(home)], capture_output=True, text=True, check=True, cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
    )  # fmt: skip
    assert done.stdout.strip().isdigit()
    assert dump(first) == shown
    first.lock()
    opens_as_before(home, shown)


def test_a_lock_file_that_a_crash_left_behind(kept: tuple[Path, bytes]) -> None:
    home, shown = kept
    (home / location.LOCK).write_text('{"pid": 1, "since": "2026-01-01T00:00:00+00:00"}')
    opens_as_before(home, shown)


def test_a_refused_unlock_lets_go_of_the_folder(kept: tuple[Path, bytes]) -> None:
    home, shown = kept
    for _attempt in range(2):
        with pytest.raises(WrongPassphrase):
            service.unlock(home, slot_id=service.place(home).slots[0].id, secret="wrong", clock=vaults.morning())
    opens_as_before(home, shown)


def test_an_unlock_that_cannot_tidy_up_closes_again(kept: tuple[Path, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    home, shown = kept

    def refuse(_home: Path) -> None:
        raise VaultReadOnly(path="x")

    monkeypatch.setattr(folder, "prune", refuse)
    refused(home, VaultReadOnly)
    monkeypatch.undo()
    opens_as_before(home, shown)


def test_a_network_folder(kept: tuple[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, shown = kept
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"1 0 0:1 / / rw - ext4 /dev/sda rw\n2 1 0:2 / {home} rw - cifs //server/share rw\n")
    check = location.check_location
    monkeypatch.setattr(folder, "check_location", lambda place: check(place, mountinfo=mounts))
    assert refused(home, VaultOnNetwork).fields == {"kind": "cifs"}
    monkeypatch.undo()
    opens_as_before(home, shown)


SMALL = """
from tests import vaults
from wagesdesk.errors import DiskFull, VaultReadOnly, UserError
home = vaults.copy_of("inside", place / "vault")
opened = vaults.unlock(home, vaults.morning())
of = vaults.group(opened)
vaults.mark(opened, of, 0, 0, "P")
shown, journal = vaults.dump(opened), vaults.lines(opened)
def fill():
    with (place / "film").open("wb", buffering=0) as film:
        try:
            while film.write(bytes(4096)):
                pass
        except OSError:
            pass
"""


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    in_small_disk(
        tmp_path / "disk", "4m",
        SMALL + """
fill()
marked = 0
try:
    for turn in range(2000):
        vaults.mark(opened, of, turn % 3, 1 + turn // 3 % 7, "PLA"[turn // 21 % 3], note="n" * 400)
        marked += 1
        journal = vaults.lines(opened)
        shown = vaults.dump(opened)
except DiskFull:
    pass
else:
    raise SystemExit("the disk never filled")
assert vaults.lines(opened) == journal
assert vaults.dump(opened) == shown
(place / "film").unlink()
vaults.mark(opened, of, 0, 0, "A")
assert vaults.says(opened, of, 0, 0) == "A"
opened = vaults.again(opened)
assert vaults.lines(opened)[:len(journal)] == journal
assert vaults.rebuilt(opened) == vaults.dump(opened)
opened.lock()
""",
    )  # fmt: skip


def test_locking_on_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    in_small_disk(
        tmp_path / "disk", "4m",
        SMALL + """
fill()
try:
    opened.lock()
except DiskFull:
    pass
assert not opened.is_open
(place / "film").unlink()
opened = vaults.unlock(home, vaults.morning())
assert vaults.dump(opened) == shown
opened.lock()
""",
    )  # fmt: skip


def test_a_disk_that_turns_read_only_loses_nothing(tmp_path: Path) -> None:
    in_small_disk(
        tmp_path / "disk", "16m",
        SMALL + """
opened.lock()
read_only()
try:
    vaults.unlock(home, vaults.morning())
except VaultReadOnly:
    pass
else:
    raise SystemExit("it opened")
subprocess.run(["mount", "-o", "remount,rw", str(place)], check=True)
opened = vaults.unlock(home, vaults.morning())
assert vaults.dump(opened) == shown
opened.lock()
""",
    )  # fmt: skip


# -- the seal


def test_a_rolled_back_vault_file_is_told(kept: tuple[Path, bytes], tmp_path: Path) -> None:
    home, shown = kept
    old = Path(shutil.copytree(folder.current(home), tmp_path / "old"))
    opened = vaults.unlock(home, vaults.morning())
    history.bring_back(
        opened, opened.staff_id, entry_id=vaults.entries(opened, "person")[0].id, field="name"
    )  # fmt: skip
    opened.lock()
    shutil.copyfile(old / folder.DATA, folder.current(home) / folder.DATA)
    assert opens_as_before(home, shown).notices == ("seal_behind",)
    assert opens_as_before(home, shown).notices == ()


def test_a_seal_of_another_vault_is_told(kept: tuple[Path, bytes]) -> None:
    home, shown = kept
    seal.write(home, bytes(32), {}, 1)
    assert opens_as_before(home, shown).notices == ("seal_broken",)
    assert opens_as_before(home, shown).notices == ()


def test_after_a_crash_the_vault_is_ahead_of_its_seal_and_nothing_is_told(kept: tuple[Path, bytes]) -> None:
    home, _shown = kept
    sealed = (home / seal.FILE).read_bytes()
    opened = vaults.unlock(home, vaults.morning())
    history.bring_back(
        opened, opened.staff_id, entry_id=vaults.entries(opened, "person")[0].id, field="name"
    )  # fmt: skip
    shown = dump(opened)
    opened.lock()
    (home / seal.FILE).write_bytes(sealed)
    assert opens_as_before(home, shown).notices == ()
