from __future__ import annotations

import hashlib
import os
import shutil
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.unit.models.at_rest import GWEN, SECRET_TEXT, Made, add_rows, flip, in_small_disk, make_vault, rows_of
from wagesdesk.errors import NotFound, VaultDamaged, VaultExists, VaultMissing, VaultTooNew, WrongPassphrase
from wagesdesk.models import backup as backups
from wagesdesk.models import cipher, folder, seal, slots
from wagesdesk.models.slots import PlaceLabel

AT = datetime(2026, 11, 3, 17, 5, 9, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make_vault(tmp_path / "vault")


@pytest.fixture
def copy(made: Made, tmp_path: Path) -> Path:
    return take(made, tmp_path / "copies")


def take(made: Made, target: Path, at: datetime = AT) -> Path:
    connection = cipher.connect(made.generation / folder.DATA, made.data_key)
    try:
        return backups.backup(made.folder, connection, target, data_key=made.data_key, at=at)
    finally:
        connection.close()


def write_more(made: Made, rows: int = 5) -> None:
    connection = cipher.connect(made.generation / folder.DATA, made.data_key)
    add_rows(connection, rows)
    connection.close()


def key_of(copy: Path, made: Made) -> bytes:
    return slots.open_slot(slots.read_keys(copy)[0], made.gwen, GWEN)


def test_a_backup_is_one_folder_that_tells_what_it_is(made: Made, copy: Path) -> None:
    assert copy.name == "wagesdesk-backup-20261103-170509"
    assert {file.name for file in copy.iterdir()} == {"data.db", "keys.json", "keys.bak", "manifest.json"}
    told = backups.verify_backup(copy)
    assert (told.folder, told.vault_id, told.made_at) == (copy, "vault-one", AT)
    assert told.place == PlaceLabel("laptop", "HMP Example", False)
    assert told.size == sum(file.stat().st_size for file in copy.iterdir() if file.name != "manifest.json")
    assert list(copy.parent.iterdir()) == [copy]
    assert rows_of(copy, key_of(copy, made)) == rows_of(made.generation, made.data_key)


def test_the_name_is_in_utc(made: Made, tmp_path: Path) -> None:
    summer = timezone(timedelta(hours=1))
    assert take(made, tmp_path / "x", AT.astimezone(summer)).name == "wagesdesk-backup-20261103-170509"


def test_nothing_in_a_backup_can_be_read(copy: Path) -> None:
    for file in copy.iterdir():
        assert SECRET_TEXT.encode() not in file.read_bytes()
        assert b"SQLite format 3" not in file.read_bytes()
        if os.name != "nt":
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_backup_holds_what_was_written_a_moment_ago_and_is_not_stopped_by_a_writer(
    made: Made, tmp_path: Path
) -> None:
    connection, writer = (cipher.connect(made.generation / folder.DATA, made.data_key) for _ in range(2))
    try:
        add_rows(writer, 3)
        assert (made.generation / "data.db-wal").stat().st_size > 0
        writer.execute("BEGIN IMMEDIATE")
        add_rows(writer, 100)
        copy = backups.backup(made.folder, connection, tmp_path / "x", data_key=made.data_key, at=AT)
        writer.execute("ROLLBACK")
    finally:
        connection.close()
        writer.close()
    assert len(rows_of(copy, made.data_key)[0]) == 203


def test_a_copy_that_is_not_whole_is_no_backup(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(_connection: object) -> None:
        raise VaultDamaged(path_kind="data", code="corrupt")

    monkeypatch.setattr(cipher, "verify", damaged)
    with pytest.raises(VaultDamaged):
        take(made, tmp_path / "x")
    assert list((tmp_path / "x").iterdir()) == []


def test_a_second_one_in_the_same_second_stands_beside_the_first(made: Made, copy: Path) -> None:
    before = backups.verify_backup(copy)
    second = take(made, copy.parent)
    assert second.name == f"{copy.name}-2"
    assert backups.verify_backup(copy) == before
    assert {one.folder for one in backups.list_backups(copy.parent)} == {copy, second}


def test_only_the_newest_are_kept(made: Made, copy: Path) -> None:
    newer = take(made, copy.parent, at=AT + timedelta(days=1))
    backups.keep_newest(copy.parent, 1)
    assert [one.folder for one in backups.list_backups(copy.parent)] == [newer]


def test_what_a_crash_left_is_swept_by_the_next_backup_and_strangers_stay(made: Made, copy: Path) -> None:
    (copy.parent / "wagesdesk-backup-20250101-000000.part").mkdir()
    (copy.parent / "holiday.part").mkdir()
    second = take(made, copy.parent, AT + timedelta(minutes=1))
    assert {entry.name for entry in copy.parent.iterdir()} == {copy.name, second.name, "holiday.part"}


def test_backups_are_listed_newest_first_without_what_is_none(made: Made, copy: Path) -> None:
    second = take(made, copy.parent, AT + timedelta(days=1))
    third = take(made, copy.parent, AT + timedelta(days=2))
    flip(third / "manifest.json", 50)
    (copy.parent / "wagesdesk-backup-notes").mkdir()
    (copy.parent / "wagesdesk-backup.txt").write_text("x")
    assert [told.folder for told in backups.list_backups(copy.parent)] == [second, copy]
    assert backups.list_backups(copy.parent / "nowhere") == ()


@pytest.mark.parametrize("name", ["data.db", "keys.json", "keys.bak", "manifest.json"])
@pytest.mark.parametrize("harm", ["flip", "cut", "lost"])
def test_a_damaged_backup_is_found_and_never_restored(made: Made, copy: Path, name: str, harm: str) -> None:
    path = copy / name
    if harm == "flip":
        flip(path, path.stat().st_size // 2)
    elif harm == "cut":
        os.truncate(path, path.stat().st_size - 30)
    else:
        path.unlink()
    kind = VaultMissing if (name, harm) == ("manifest.json", "lost") else VaultDamaged
    before = made.generation
    with pytest.raises(kind) as caught:
        backups.verify_backup(copy)
    if kind is VaultDamaged:
        assert caught.value.fields == {"path_kind": "backup", "file": name}
    with pytest.raises(kind):
        backups.restore(copy, made.folder, data_key=made.data_key)
    assert made.generation == before
    assert {entry.name for entry in made.folder.iterdir()} == {"CURRENT", before.name}


def test_a_manifest_cannot_send_us_elsewhere(copy: Path) -> None:
    manifest = folder.unpack((copy / "manifest.json").read_bytes())
    files = manifest["files"]
    assert isinstance(files, dict)
    manifest["files"] = {**files, "../../outside": files["keys.json"]}
    (copy / "manifest.json").write_bytes(folder.pack(manifest))
    shutil.copyfile(copy / "keys.json", copy / "../../outside")
    with pytest.raises(VaultDamaged) as caught:
        backups.verify_backup(copy)
    assert caught.value.fields["file"] == "manifest.json"


@pytest.mark.parametrize(
    "said",
    [
        {"made_at": "2026-11-03T17:05:09"}, {"made_at": "0001-01-01T00:00:00+00:00"}, {"vault_id": None},
        {"place": {"kind": "laptop", "name": 7, "practice": False}}, {"files": None},
    ],
)  # fmt: skip
def test_one_that_says_odd_things_of_itself_is_none_and_hides_no_other(
    made: Made, copy: Path, said: dict[str, object]
) -> None:
    planted = take(made, copy.parent, AT + timedelta(days=1))
    manifest = folder.unpack((planted / "manifest.json").read_bytes())
    (planted / "manifest.json").write_bytes(folder.pack({**manifest, **said}))
    assert [one.folder for one in backups.list_backups(copy.parent)] == [copy]
    with pytest.raises(VaultDamaged):
        backups.verify_backup(planted)


def test_a_backup_of_a_newer_program_is_told(copy: Path) -> None:
    manifest = folder.unpack((copy / "manifest.json").read_bytes())
    (copy / "manifest.json").write_bytes(folder.pack({**manifest, "format": 2}))
    with pytest.raises(VaultTooNew):
        backups.verify_backup(copy)


def test_a_restored_vault_is_what_was_backed_up_and_opens_with_the_same_words(made: Made, copy: Path) -> None:
    before = rows_of(copy, made.data_key)
    old = made.generation
    write_more(made)
    seal.write(made.folder, seal.key_from(made.data_key), {"w": (1, "x")}, 1)
    restored = backups.restore(copy, made.folder, data_key=key_of(copy, made))
    assert made.generation == restored != old
    assert rows_of(restored, slots.open_slot(made.keys, made.gwen, GWEN)) == before
    slots.check_proof(made.keys, made.data_key)
    assert not (made.folder / seal.FILE).exists()
    assert len(rows_of(old, made.data_key)[0]) == 205
    folder.prune(made.folder)
    assert {entry.name for entry in made.folder.iterdir()} == {"CURRENT", restored.name}


@pytest.mark.parametrize("state", ["missing", "empty"])
def test_a_backup_makes_a_vault_where_none_is(made: Made, copy: Path, tmp_path: Path, state: str) -> None:
    new = tmp_path / "new machine"
    if state == "empty":
        new.mkdir()
    restored = backups.restore(copy, new, data_key=key_of(copy, made))
    assert folder.current(new) == restored
    assert rows_of(restored, made.data_key) == rows_of(made.generation, made.data_key)


@pytest.mark.parametrize("harm", ["keys", "data", "current"])
def test_a_damaged_vault_can_be_replaced(made: Made, copy: Path, harm: str) -> None:
    old, expected = made.generation, rows_of(copy, made.data_key)
    if harm == "keys":
        (old / "keys.json").write_bytes(b"")
        (old / "keys.bak").write_bytes(b"")
    elif harm == "data":
        (old / "data.db").unlink()
    else:
        (made.folder / "CURRENT").write_bytes(b"gen-00000000")
    restored = backups.restore(copy, made.folder, data_key=made.data_key)
    assert made.generation == restored
    assert rows_of(restored, made.data_key) == expected


def test_another_places_vault_is_never_replaced(copy: Path, made: Made, tmp_path: Path) -> None:
    other = make_vault(tmp_path / "other", rows=1, vault_id="vault-two")
    before = other.generation
    with pytest.raises(VaultExists) as caught:
        backups.restore(copy, other.folder, data_key=made.data_key)
    assert caught.value.fields["code"] == "other_vault"
    assert other.generation == before


def test_the_wrong_key_restores_nothing(made: Made, copy: Path) -> None:
    before = made.generation
    with pytest.raises(VaultDamaged):
        backups.restore(copy, made.folder, data_key=bytes(32))
    with pytest.raises(WrongPassphrase):
        slots.open_slot(slots.read_keys(copy)[0], made.gwen, "other words")
    with pytest.raises(NotFound):
        slots.open_slot(slots.read_keys(copy)[0], "nobody", GWEN)
    assert made.generation == before


@pytest.mark.parametrize("what", ["a page", "who has a way in"])
def test_what_a_clever_hand_altered_is_not_restored(made: Made, copy: Path, what: str) -> None:
    """The digests of the manifest are no secret; the pages' own authentication and the proof of the slots are."""
    if what == "a page":
        flip(copy / "data.db", 4096 * 2 + 50)
    else:
        keys = folder.unpack((copy / "keys.json").read_bytes())
        for name in ("keys.json", "keys.bak"):
            (copy / name).write_bytes(folder.pack({**keys, "slots": keys["slots"][:1]}))  # type: ignore[index]
    manifest = folder.unpack((copy / "manifest.json").read_bytes())
    for name, told in manifest["files"].items():  # type: ignore[attr-defined]
        data = (copy / name).read_bytes()
        told.update(size=len(data), sha256=hashlib.sha256(data).hexdigest())
    (copy / "manifest.json").write_bytes(folder.pack(manifest))
    backups.verify_backup(copy)
    before = made.generation
    with pytest.raises(VaultDamaged):
        backups.restore(copy, made.folder, data_key=made.data_key)
    assert made.generation == before
    assert {entry.name for entry in made.folder.iterdir()} == {"CURRENT", before.name}


@pytest.mark.parametrize("where", ["backup", "vault"])
def test_a_stale_journal_beside_a_copy_is_never_replayed(made: Made, copy: Path, where: str) -> None:
    expected = rows_of(copy, made.data_key)
    connection = cipher.connect(made.generation / folder.DATA, made.data_key)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    add_rows(connection, 50)
    stale = made.generation / "data.db-wal"
    assert stale.stat().st_size > 0
    if where == "backup":
        shutil.copy(stale, copy / "data.db-wal")
    else:
        shutil.copy(stale, made.folder / "data.db-wal")
    restored = backups.restore(copy, made.folder, data_key=made.data_key)
    connection.close()
    assert rows_of(restored, made.data_key) == expected


def test_a_full_disk_leaves_no_backup_and_no_harm(tmp_path: Path) -> None:
    script = """
from datetime import UTC, datetime
from tests.unit.models.at_rest import QUICK, GWEN, make_vault, rows_of
from wagesdesk.errors import DiskFull
from wagesdesk.models import backup, cipher, folder, rotation
made = make_vault(place / "vault", rows=2500)
rows = rows_of(made.generation, made.data_key)
old = made.generation
connection = cipher.connect(old / folder.DATA, made.data_key)
size = (old / folder.DATA).stat().st_size
free = 2 * 1024 * 1024 - size
now = datetime.now(UTC)
(place / "ballast").write_bytes(bytes(max(0, free - size // 2 - 200000)))
for act in (
    lambda: backup.backup(made.folder, connection, place / "copies", data_key=made.data_key, at=now),
    lambda: rotation.rotate(made.folder, data_key=made.data_key, keep=[(made.gwen, GWEN)], params=QUICK, floor=QUICK),
):
    try:
        act()
    except DiskFull:
        assert list((place / "copies").iterdir()) == []
        assert folder.current(made.folder) == old
        assert sorted(entry.name for entry in made.folder.iterdir()) == sorted(["CURRENT", old.name])
        continue
    raise SystemExit("written")
connection.close()
assert rows_of(old, made.data_key) == rows
"""
    in_small_disk(tmp_path / "disk", "2m", script)
